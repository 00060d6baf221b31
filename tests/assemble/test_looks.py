"""How a letter looks: pictures, whom to ask, and the style of its file."""

from __future__ import annotations

import base64

import pytest

from conftest import Small
from documents import from_json
from letterkit import letter as lt
from letterkit.writers.json import to_json
from pictures.samples import CAMPAIGN, JOINT, LOGO, dressed, styled


def made(small: Small) -> lt.Letter:
    """The letter, which must be right."""
    letter, problems = small.assemble()
    assert problems == []
    assert letter is not None
    return letter


def test_the_tree_carries_the_pictures_and_the_contact(small: Small) -> None:
    letter = made(dressed(small))
    logo, contact = letter.letterhead.logo, letter.letterhead.contact
    assert logo is not None
    assert (logo.file, logo.media, logo.alt) == (
        "images/logo.svg",
        "image/svg+xml",
        "A ring beside two bars",
    )
    assert b"M22 4h16v4" in base64.b64decode(logo.content)
    assert (logo.height, logo.width) == (51.02, 102.05)  # 18 mm, and twice as wide
    assert contact is not None
    assert [text.replace("\u00a0", " ") for text, _ in contact.parts] == [
        "Ana Muster",
        "+41 22 917 12 34",
        "office@coalition.example",
        "coalition.example/talks",
    ]
    image = letter.signatures.signatories[0].image
    assert image is not None
    assert (image.media, image.alt, image.height) == ("image/png", "Signature of Max Muster", 34.02)
    assert from_json(to_json(letter)) == letter


def test_a_letter_that_sets_nothing_has_nothing_of_it(small: Small) -> None:
    letter = made(small)
    assert (letter.looks, letter.letterhead.logo, letter.letterhead.contact) == (None, None, None)
    for word in ("looks", "logo", "contact", "image"):
        assert f'"{word}"' not in to_json(letter)


def test_a_picture_is_as_wide_as_its_place_lets_it_be(small: Small) -> None:
    dressed(small).write("images/logo.svg", LOGO.replace("0 0 40 20", "0 0 400 20"))
    logo = made(small).letterhead.logo
    assert logo is not None
    assert (logo.width, logo.height) == (255, 12.75)


def test_the_campaigns_own_picture_comes_first(small: Small) -> None:
    dressed(small).write("campaigns/talks/images/logo.svg", LOGO.replace("0 0 40 20", "0 0 20 20"))
    logo = made(small).letterhead.logo
    assert logo is not None
    assert logo.width == logo.height


@pytest.mark.parametrize(
    ("old", "new", "code", "told"),
    [
        ("images/logo.svg", "images/lago.svg", "LK221", "did you mean 'images/logo.svg'?"),
        ("images/logo.svg", "logo.svg", "LK203", "write images/NAME.svg"),
        ("images/logo.svg", "images/../../logo.svg", "LK203", "write images/NAME.svg"),
        ("images/logo.svg", "images/.hidden.svg", "LK203", "write images/NAME.svg"),
        ("images/logo.svg", "/etc/logo.svg", "LK203", "write images/NAME.svg"),
        ("images/logo.svg", "images/logo.jpg", "LK203", "save it as SVG, or as PNG"),
        ("    alt: A ring beside two bars\n", "", "LK202", ""),
        ("    alt: A ring", "    height: 60 mm\n    alt: A ring", "LK220", "so much room"),
        ("+41 22 917 12 34", "917 12 34", "LK216", ""),
        ("office@coalition.example", "office", "LK203", ""),
        ("https://coalition.example/talks/", "coalition.example", "LK203", ""),
    ],
)
def test_what_is_wrong_with_a_letterhead(old: str, new: str, code: str, told: str, small: Small) -> None:
    dressed(small).change(JOINT, old, new)
    letter, problems = small.assemble()
    assert letter is None
    assert problems[0].code == code
    assert problems[0].location.file == JOINT
    assert told in (problems[0].hint or "")


def test_a_picture_that_no_letter_can_have_is_told_at_its_line(small: Small) -> None:
    dressed(small).write("images/logo.svg", LOGO.replace("<path", "<script/><path"))
    assert small.problems() == [("LK221", "images/logo.svg:3:1")]


def test_a_link_out_of_the_workspace(small: Small) -> None:
    outside = small.root.parent / "logo.svg"
    outside.write_text(LOGO, encoding="utf-8")
    (dressed(small).root / "images/logo.svg").unlink()
    (small.root / "images/logo.svg").symlink_to(outside)
    assert [code for code, _ in small.problems()] == ["LK208"]


@pytest.mark.parametrize(
    ("style", "looks"),
    [
        ("{typeface: Garamond}", {"typeface": "Garamond"}),
        ("{size: 12}", {"size": 12.0}),
        ("{size: 11.5 pt}", {"size": 11.5}),
        ("{margins: 1 in}", {"top": 72.0, "bottom": 72.0, "left": 72.0, "right": 72.0}),
        ("{margins: {left: 30 mm, top: 2.5cm}}", {"left": 85.04, "top": 70.87}),
        ("{room_to_sign: yes}", {"room_to_sign": 42.52}),
        ("{room_to_sign: 20 mm}", {"room_to_sign": 56.69}),
        ("{room_to_sign: no, paper: letter}", {}),
    ],
)
def test_a_style(style: str, looks: dict[str, object], small: Small) -> None:
    styled(small, style)
    found = made(small).looks
    values = dict(lt.values_of(found)) if found is not None else {}
    said = {name: value for name, value in values.items() if value is not None}
    assert {name: said[name] for name in said if name not in ("origin", "type")} == looks


@pytest.mark.parametrize(
    ("style", "code"),
    [
        ("{size: 9}", "LK220"),
        ("{size: 14.5}", "LK220"),
        ("{size: large}", "LK203"),
        ("{margins: 19 mm}", "LK220"),
        ("{margins: {left: 51 mm}}", "LK220"),
        ("{margins: {top: 22 mm}}", "LK220"),
        ("{margins: wide}", "LK203"),
        ("{margins: {middle: 20 mm}}", "LK201"),
        ("{paper: a5}", "LK203"),
        ("{typeface: 'a; } body { display: none'}", "LK203"),
        ("{typeface: 'a\"b'}", "LK203"),
        ("{typeface: 'x</style>'}", "LK203"),
        ("{asks: unnumberd}", "LK203"),
        ("{room_to_sign: 5 mm}", "LK220"),
        ("{colour: red}", "LK201"),
        ("{paper: a4}\npaper: letter", "LK203"),
    ],
)
def test_a_style_that_no_letter_can_bear(style: str, code: str, small: Small) -> None:
    styled(small, style)
    letter, problems = small.assemble()
    assert letter is None
    assert {problem.code for problem in problems} == {code}


def test_paper_and_asks(small: Small) -> None:
    assert (made(small).paper, made(small).body[1].style) == ("letter", "numbered")  # type: ignore[union-attr]
    styled(small, "{paper: a4, asks: bulleted}")
    letter = made(small)
    assert (letter.paper, letter.body[1].style) == ("a4", "bulleted")  # type: ignore[union-attr]
    small.change(CAMPAIGN, "  - asks: [release]", "  - style: headed\n    asks: [release]")
    assert made(small).body[1].style == "headed"  # type: ignore[union-attr]


def test_a_signer_whom_the_campaign_names(small: Small) -> None:
    dressed(small)
    signer = (
        "rights-now: {name: Eva Muster, signature: {image: images/muster.png, alt: E. M., height: 20 mm}}"
    )
    small.change(CAMPAIGN, "signatures: joint\n", f"signatures: joint\nsigners:\n  {signer}\n")
    image = made(small).signatures.signatories[0].image
    assert image is not None
    assert (image.alt, image.height) == ("E. M.", 42.33)  # 45 mm wide, and no more

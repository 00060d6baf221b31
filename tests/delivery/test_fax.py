"""What a fax loses of a page, told before anybody calls; and whom a provider's message goes to."""

from __future__ import annotations

from typing import Any

import pymupdf
import pytest
from PIL import Image

from letterkit.blocks.sender import GatewaySetting
from letterkit.delivery.fax.dots import FaxPage, Resolution, page_of
from letterkit.delivery.fax.machine import FaxMachine
from letterkit.delivery.fax.tiff import EncodedPage, preview
from letterkit.delivery.gateways import problems_of, profiles
from letterkit.delivery.post import LABELS, label_problems
from letterkit.diagnostics import Location
from letterkit.writers.pdf.lines import PrintedLine

MU: Any = pymupdf  # it has no types
PLACE = Location("a.yaml", 3, 1)
BLACK, PALE = (0, 0, 0), (0.85, 0.85, 0.85)


def codes(
    resolution: Resolution, *, ink: tuple[float, ...], rule: tuple[float, ...], top: float
) -> list[str]:
    """What is found on a page with a line of text, and with a rule below it."""
    with MU.open() as document:
        page = document.new_page(width=612, height=792)
        page.insert_text((72, top), "We write to you.", fontsize=12, color=ink)
        page.draw_line((72, 400), (540, 400), color=rule, width=0.75)
        content = document.tobytes()
    left, top, right, bottom, baseline = 72, top - 12, 170, top + 4, top
    text = "We write to you."
    line = PrintedLine(
        1, 4, left, right, top, baseline, bottom, text, "framing/a", "a.yaml", 3, None, "text"
    )
    return [
        f"{each.code} {each.message}" for each in FaxMachine(resolution, "mh").letter(content, [line])[1]
    ]


@pytest.mark.parametrize("resolution", ["fine", "standard"])
def test_what_is_lost_is_told_with_its_place(resolution: Resolution) -> None:
    assert codes(resolution, ink=BLACK, rule=BLACK, top=100) == []
    assert codes(resolution, ink=PALE, rule=BLACK, top=100) == [
        "LK621 by fax line 4 of page 1 is lost: too pale or too thin"
    ]
    assert codes(resolution, ink=BLACK, rule=PALE, top=100) == [
        "LK622 by fax something 5.50 inch from the top of page 1 is lost"
    ]
    (found,) = codes(resolution, ink=BLACK, rule=BLACK, top=9)
    assert found.startswith("LK622 at the top of page 1 the sending machine prints its line")


def test_a_page_that_copies_share_is_drawn_and_coded_once(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn: list[Any] = []

    def counted(page: Any, resolution: Resolution) -> FaxPage:
        drawn.append(page)
        return page_of(page, resolution)

    def letter(*words: str) -> bytes:
        with MU.open() as document:
            for text in words:
                document.new_page(width=612, height=792).insert_text((72, 100), text, fontsize=12)
            content: bytes = document.tobytes()
            return content

    monkeypatch.setattr("letterkit.delivery.fax.machine.page_of", counted)
    machine = FaxMachine("fine", "mh")
    first, _ = machine.letter(letter("To Ada", "We write to you.", "Yours"), ())
    second, _ = machine.letter(letter("To Max", "We write to you.", "Yours"), ())
    assert len(drawn) == 4
    assert [a is b for a, b in zip(first, second, strict=True)] == [False, True, True]
    assert first[0].strip != second[0].strip


def test_the_preview_shows_the_dots_that_are_sent() -> None:
    dots = Image.effect_noise((1728, 1000), 90).convert("1")
    for coding in ("mh", "mmr"):
        shown = preview([EncodedPage(dots, coding)], "standard")
        with MU.open(stream=shown) as document:
            assert document[0].rect.height == pytest.approx(1000 / 98 * 72, abs=0.1)
            (picture,) = document[0].get_images()
            seen = MU.Pixmap(document, picture[0])
            assert (
                Image.frombytes("L", (1728, 1000), seen.samples).tobytes() == dots.convert("L").tobytes()
            )


def test_a_label_holds_six_lines_or_is_told_of() -> None:
    six = ["Ada", "Minister", "Ministry", "1 Main Street", "Washington", "UNITED STATES"]
    sheet = LABELS["avery-5160"]
    assert list(label_problems([(six, PLACE)], sheet)) == []
    (found,) = label_problems([(six, PLACE), ([*six, "more"], Location("b.yaml", 9, 1))], sheet)
    assert (found.code, found.location.file) == ("LK642", "b.yaml")
    assert list(label_problems([([*six, "more"], PLACE)], LABELS["l7163"])) == []


@pytest.mark.parametrize(
    ("profile", "setting", "said"),
    [
        ("rfc3192", {}, "needs a 'domain'"),
        ("subject-plus", {"domain": "fax.example.net"}, "needs a 'address'"),
        ("rfc-3192", {}, "no provider's profile is named 'rfc-3192'"),
        ("rfc3192", {"domain": "fax.example.net"}, ""),
    ],
)
def test_a_provider_that_is_not_set_up(profile: str, setting: dict[str, str], said: str) -> None:
    found = problems_of(GatewaySetting(profile=profile, **setting), PLACE)
    assert [each.code for each in found] == (["LK632"] if said else [])
    assert all(said in each.message for each in found)


@pytest.mark.parametrize(
    ("profile", "to", "subject"),
    [
        ("rfc3192", "FAX=+12026472283@fax.example.net", "Release"),
        ("digits", "12026472283@fax.example.net", "Release"),
        ("plus", "+12026472283@fax.example.net", "Release"),
        ("subject-digits", "send@example.net", "12026472283"),
        ("subject-plus", "send@example.net", "+12026472283"),
    ],
)
def test_each_provider_s_form(profile: str, to: str, subject: str) -> None:
    setting = GatewaySetting(profile=profile, domain="fax.example.net", address="send@example.net")
    assert profiles()[profile].filled(setting, "+12026472283", "Release") == (to, subject)

"""Pictures, contact and style on the page: HTML, text, PDF, and a copy to publish."""

from __future__ import annotations

import io
import re

import pikepdf
import pypdfium2
import pytest

from conftest import Letterkit, Small, files_below, released
from letterkit import letter as lt
from letterkit.campaign.finalize import finalize
from letterkit.campaign.sources import assets_of
from letterkit.values import replace
from letterkit.writers import pdf, write
from letterkit.writers.pdf.by_fax import unfit_pictures
from pictures.samples import CAMPAIGN, JOINT, LOGO, dressed, signature, styled


def made(small: Small) -> lt.Letter:
    """The letter, which must be right."""
    letter, problems = small.assemble()
    assert problems == []
    assert letter is not None
    return letter


def page(small: Small, letter: lt.Letter | None = None) -> str:
    """The letter as HTML."""
    content, problems = write("html", released(letter or made(small)), assets_of(small.workspace))
    assert problems == []
    return (content or b"").decode()


def laid(small: Small) -> pdf.Laid:
    """The letter's pages."""
    found = pdf.lay_out(released(made(small)), assets_of(small.workspace))
    assert found.problems == ()
    return found


def test_a_page_holds_its_pictures_and_fetches_nothing(small: Small) -> None:
    html = page(dressed(small))
    sources = re.findall(r'<img [^>]*src="([^"]*)"', html)
    assert [source.partition(";")[0] for source in sources] == ["data:image/svg+xml", "data:image/png"]
    assert 'alt="A ring beside two bars"' in html
    assert 'alt="Signature of Max Muster"' in html
    assert '<a class="member" href="mailto:office@coalition.example">' in html
    assert (
        '<a class="member" href="https://coalition.example/talks/">coalition.<wbr>example/<wbr>talks</a>'
        in html
    )
    assert not re.search(r'(?:src|href)="(?!data:|mailto:|https://coalition|#)', html)


def test_text_has_the_contact(small: Small) -> None:
    content, _ = write("txt", released(made(dressed(small))), assets_of(small.workspace))
    lines = (content or b"").decode().replace("\u00a0", " ").split("\n")
    assert lines[:5] == [
        "Coalition for the Talks",
        "1 Example Street, Geneva",
        "Ana Muster · +41 22 917 12 34 · office@coalition.example",
        "coalition.example/talks",
        "Rights Now",
    ]


def test_the_pdf_draws_them_and_says_what_they_show(small: Small) -> None:
    content, problems = pdf.finish(laid(dressed(small)))
    assert problems == []
    with pikepdf.open(io.BytesIO(content or b"")) as document:
        figures = [
            o for o in document.objects if isinstance(o, pikepdf.Dictionary) and o.get("/S") == "/Figure"
        ]
        assert {str(f.Alt) for f in figures} == {"A ring beside two bars", "Signature of Max Muster"}
        images = [
            o for o in document.objects if isinstance(o, pikepdf.Stream) and o.get("/Subtype") == "/Image"
        ]
        # ISO 19005-3, 6.2.8.3
        assert [bool(image.get("/Interpolate", False)) for image in images] == [False] * len(images)
        assert images
    with pypdfium2.PdfDocument(content) as document:
        assert "Ana Muster · +41 22 917 12 34 · office@coalition.example" in " ".join(
            document[0].get_textpage().get_text_range().replace("\u00a0", " ").split()
        )


def test_a_row_of_signatures_stands_on_one_line(small: Small) -> None:
    """Whoever has signed already, and with room for the others."""
    dressed(small)
    for name in ("b", "c"):
        person = f"name: Office {name}\nsigners:\n  - {{name: Person {name}, from: 2018}}\n"
        small.write(f"seeds/organisations/office-{name}.yaml", person)
    small.change(JOINT, "  - rights-now\n", "  - rights-now\n  - office-b\n  - office-c\n")

    def places() -> dict[str, float]:
        return {line.text: round(line.baseline, 1) for line in laid(small).lines}

    plain = places()
    assert plain["Max Muster"] == plain["Person b"]
    styled(small, "{room_to_sign: 30 mm}")
    roomy = places()
    assert roomy["Max Muster"] == roomy["Person b"]
    points = 0.75  # to a pixel of CSS
    assert (roomy["Person c"] - roomy["Office b"]) * points > 80


@pytest.mark.parametrize("paper", ["letter", "a4"])
def test_margins_and_size(paper: str, small: Small) -> None:
    usual = laid(small)
    styled(
        small,
        f"{{paper: {paper}, margins: {{left: 40 mm, right: 20 mm, top: 50 mm, bottom: 25 mm}}}}",
    )
    found = laid(small)
    assert found.document is not None
    box = found.document.pages[0]._page_box
    mm = 96 / 25.4
    assert [
        round(side / mm)
        for side in (box.margin_left, box.margin_right, box.margin_top, box.margin_bottom)
    ] == [
        40,
        20,
        50,
        25,
    ]
    assert round(found.document.pages[0].width / mm) == (216 if paper == "letter" else 210)
    assert usual.document is not None
    assert found.findings == ()


def test_a_typeface_that_is_not_there_is_told_at_the_setting(small: Small) -> None:
    styled(small, "{typeface: Source Serf Pro}")
    (finding,) = laid(small).findings
    assert (finding.code, str(finding.location)) == ("LK511", f"{CAMPAIGN}:8:19")
    assert finding.hint is not None
    assert finding.hint.startswith("the nearest is 'Source Serif Pro'")


# By fax


def svg(inner: str) -> str:
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 60 40">{inner}</svg>'


@pytest.mark.parametrize(
    ("picture", "told"),
    [
        (LOGO, None),
        (
            svg('<rect width="60" height="40" fill="#135"/><circle cx="30" cy="20" r="9" fill="#fff"/>'),
            None,
        ),
        (svg('<path d="M5 5h50v6h-50zM5 20h50v6h-50z" fill="#800"/>'), None),
        (svg('<circle cx="30" cy="20" r="15" fill="#fd0"/>'), "vanish"),
        (svg('<path d="M5 5h50M5 15h50M5 25h50" stroke="#000" stroke-width="0.1"/>'), "vanish"),
        (svg('<path d="M2 5h20v9h-20z"/><circle cx="40" cy="20" r="12" fill="#fc9"/>'), "vanish"),
        (
            svg('<rect width="60" height="40" fill="#028"/><path d="M10 5h40v30h-40z" fill="#a00"/>'),
            "run together",
        ),
        (
            svg(
                "".join(
                    f'<path d="M{x} 2v36" stroke-width="0.42" stroke="#000"/>'
                    for x in (10 + n * 0.6 for n in range(60))
                )
            ),
            "fill up",
        ),
        (svg('<circle cx="30" cy="20" r="15" fill="#fff"/>'), "white on white"),
    ],
)
def test_what_becomes_of_a_logo_by_fax(picture: str, told: str | None, small: Small) -> None:
    dressed(small).write("images/logo.svg", picture)
    found = [finding.message for finding in unfit_pictures(made(small))]
    assert [message for message in found if "logo.svg" in message] == found
    assert ([told] if told else []) == [word for word in [told or ""] if found and word in found[0]]
    assert bool(found) == bool(told), found


def test_a_signature_in_pale_ink(small: Small) -> None:
    (dressed(small).root / "images/muster.png").write_bytes(signature("#9bf", 5))
    (finding,) = laid(small).findings
    assert (finding.code, str(finding.location)) == ("LK513", "seeds/organisations/rights-now.yaml:6:24")


# What goes out, and what stays


def test_a_copy_to_publish_has_the_logo_alone(letterkit: Letterkit) -> None:
    dressed(letterkit.small)
    letterkit.renders("--public", "--format", "pdf,html,txt,json")
    out = letterkit.small.root / "campaigns/talks/out"
    html = (out / "letter-public.html").read_text(encoding="utf-8")
    assert html.count("<img") == 1
    assert 'alt="A ring beside two bars"' in html
    for file in ("letter-public.html", "letter-public.txt", "letter-public.json"):
        text = (out / file).read_text(encoding="utf-8")
        assert not re.search(r"917|Ana Muster|coalition\.example|Signature", text), file


def test_a_text_that_repeats_the_contact_is_not_published(letterkit: Letterkit) -> None:
    dressed(letterkit.small).change(
        "seeds/framing/opening.yaml", "we write", "as 022 917 12 34 knows we write"
    )
    answer = letterkit("render", "talks", "--public")
    assert answer.status == 1 or "917" not in answer.err


def test_pictures_are_frozen_with_the_letter(small: Small) -> None:
    dressed(small)
    assert finalize(small.workspace, "talks").problems == []
    assert (small.root / "campaigns/talks/images/logo.svg").read_text(encoding="utf-8") == LOGO
    before = made(small)
    small.write("images/logo.svg", LOGO.replace("M22", "M23"))
    assert made(small) == replace(before)
    small.write("campaigns/talks/images/logo.svg", LOGO.replace("M22", "M23"))
    from letterkit.library.finals import changes_since_final

    assert [str(each.location) for each in changes_since_final(small.workspace, "talks")] == [
        "campaigns/talks/images/logo.svg:1:1"
    ]


def test_a_picture_that_changes_is_rendered_anew(letterkit: Letterkit) -> None:
    dressed(letterkit.small)
    letterkit.renders("--format", "html", "--clean")
    assert "up to date" in letterkit.renders("--format", "html", "--clean").err
    letterkit.small.write("images/logo.svg", LOGO.replace("M22", "M23"))
    assert "up to date" not in letterkit.renders("--format", "html", "--clean").err


def test_a_redline_marks_the_contact_and_shows_the_picture(letterkit: Letterkit) -> None:
    small = letterkit.small
    dressed(small)
    other = files_below(small.root)["campaigns/talks/campaign.yaml"]
    assert other is not None
    html = page(small)
    assert "<ins" not in html

"""A copy to publish: no contact data in any format, and nobody who may not be named in public."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING

import pikepdf
import pytest

from letterkit.campaign.render import Order, render
from writers.pdf.samples import pages

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Letterkit, Small

FORMATS = ("pdf", "html", "txt", "json")
OFFICE = "seeds/addresses/minister.yaml"
OPENING = "seeds/framing/opening.yaml"
SECRETS = ("Main Street", "DC 20520", "647-2283", "6472283", "Via Fax", "desk@state.example", "Harbour")


def published(small: Small, fragment: int | None = None) -> dict[str, Path]:
    """The files of a copy to publish, by their names."""
    done = render(Order(small.workspace, "talks", formats=FORMATS, public=True, fragment=fragment))
    assert done.problems == []
    return {path.name: path for path in done.written}


def said(path: Path) -> str:
    """All that a file says: of a PDF its pages, its metadata and what is attached."""
    content = path.read_bytes()
    if path.suffix != ".pdf":
        return content.decode()
    with pikepdf.open(io.BytesIO(content)) as pdf:
        with pdf.open_metadata() as metadata:
            xmp = str(metadata)
        info = {str(key): str(value) for key, value in pdf.docinfo.items()}
        assert list(pdf.attachments) == []
    return f"{pages(content)} {xmp} {info}"


def with_every_contact(small: Small) -> None:
    """An office with an e-mail address, and a coalition with an address of its own."""
    small.change(OFFICE, "country: US\n", "country: US\nemail: desk@state.example\n")
    coalition = "coalition: {name: The Coalition, lines: [9 Harbour Road, Ilulissat]}\n"
    small.change("seeds/signatures/joint.yaml", "title: Joint\n", f"title: Joint\n{coalition}")


def test_no_format_carries_contact_data(small: Small) -> None:
    with_every_contact(small)
    files = published(small)
    assert sorted(files) == [f"letter-public.{form}" for form in sorted(FORMATS)]
    for path in files.values():
        text = re.sub(r"</?span[^>]*>", "", said(path)).replace("\u00a0", " ")
        assert [secret for secret in SECRETS if secret in text] == [], path
        assert "Ada B. Lovelace" in text or path.suffix == ".json"
        assert "Ministry of State" in text
        assert "The Coalition" in text


def test_the_fragment_carries_none_either(small: Small) -> None:
    with_every_contact(small)
    files = published(small, fragment=2)
    assert "letter-fragment.html" in files
    text = said(files["letter-fragment.html"])
    assert [secret for secret in SECRETS if secret in text] == []
    assert "<p>The Honorable Ada B.\u00a0Lovelace<br>Minister of State<br>Ministry of State</p>" in text


@pytest.mark.parametrize("form", ["letter-public.txt", "letter-fragment.html"])
def test_how_many_sign_is_no_contact_data(small: Small, form: str) -> None:
    """It stands in the letterhead where a coalition without a name has many members."""
    joint = "seeds/signatures/joint.yaml"
    small.change(joint, "title: Joint\n", "title: Joint\nletterhead_members: 0\n")
    files = {**published(small), **published(small, fragment=2)}
    assert "1 organi" in said(files[form])


def test_it_takes_no_other_files_place(small: Small) -> None:
    render(Order(small.workspace, "talks", formats=FORMATS))
    folder = small.root / "campaigns/talks/out"
    before = {form: (folder / f"letter.{form}").read_bytes() for form in FORMATS}
    published(small)
    assert {form: (folder / f"letter.{form}").read_bytes() for form in FORMATS} == before
    assert "Via Fax" in (folder / "letter.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "words",
    [
        "Write to press.office@rights-now.example about it.",
        "Call us on +41 22 917 92 20 about it.",
        "Call (202) 647-4000 about it.",
        "Call 0041 22 917 92 20 about it.",
        "Call us (tel. 022 917 92 20) about it.",
        "Send a fax: 022/917 92 20.",
        "Write to press.office (at) rights-now.example about it.",
        "Send it to 1 Main Street, at once.",
        "Ring 020 7946 0958 about it.",
        "Ring (01) 42 68 53 00 about it.",
        "Fax no. 647.2283 is ours.",
        "Write to press [at] rights-now [dot] example about it.",
        "Write to press at rights-now dot example about it.",
        "Write to press＠rights-now．example about it.",
        "Write [to us](mailto:press@rights-now.example) about it.",
    ],
)
def test_contact_data_in_a_text_is_an_error_at_its_place(small: Small, words: str) -> None:
    small.change(OPENING, "  we write to you.\n", f"  we write to you.\n\n  {words}\n")
    done = render(Order(small.workspace, "talks", formats=("txt",), public=True))
    assert [(p.code, str(p.location)) for p in done.problems] == [("LK475", f"{OPENING}:6:3")]
    assert done.written == ()
    small.change(OPENING, "title: Opening\n", "title: Opening\nignore: [{code: LK475, reason: ours}]\n")
    assert render(Order(small.workspace, "talks", formats=("txt",), public=True)).problems == []


@pytest.mark.parametrize(
    "words",
    [
        "On 2020-05-04 and 05 06, 12 of 2019-2020 met.",
        "They had no telephone. 1,200,000 people had no fax 2018-2019; all 10 000 000 met (at) noon.",
        "Law No. 004-2018-0012 and case 004 1234 (2016) were cited.",
        "See https://rights.example/2026472283 there.",
        "On 05.06.2019 10 of 01-02-2020 14 met; case No. 0123 4567 89 went on, and 0441-2016-1234.",
        "ISBN 0198 534 531 tells of it; they met at noon.",
    ],
)
def test_figures_that_are_no_numbers_to_call(small: Small, words: str) -> None:
    small.change(OPENING, "  we write to you.\n", f"  we write to you.\n\n  {words}\n")
    assert render(Order(small.workspace, "talks", formats=("txt",), public=True)).problems == []


@pytest.mark.parametrize("form", FORMATS)
def test_a_name_typed_into_a_text_needs_consent_too(small: Small, form: str) -> None:
    """Nobody lists the person, whom the letter may name, and a published copy may not."""
    small.write(
        "seeds/people/lea-vague.yaml",
        "name: Lea Vague\nalso_known_as: [Sister Clouds]\nconsent: letter\nverified: 2020-04\n",
    )
    small.change(OPENING, "  we write to you.\n", "  we write to you of Sister\n  Clouds.\n")
    done = render(Order(small.workspace, "talks", formats=(form,), public=True))
    assert [(p.code, str(p.location)) for p in done.problems] == [("LK447", f"{OPENING}:4:3")]
    assert "lea" not in str(done.problems[0]).lower()
    assert render(Order(small.workspace, "talks", formats=(form,))).problems == []


# The command


def test_a_fragment_is_a_public_copy_in_html(letterkit: Letterkit) -> None:
    answer = letterkit.renders("--fragment", "--heading-level", "4")
    assert answer.out.split() == ["campaigns/talks/out/letter-fragment.html"] or answer.out.endswith(
        "letter-fragment.html\n"
    )
    page = (letterkit.small.root / "campaigns/talks/out/letter-fragment.html").read_text(encoding="utf-8")
    assert "<h4>Re: Bilateral Talks, Geneva" in page


def test_a_fragment_in_another_format_is_refused(letterkit: Letterkit) -> None:
    answer = letterkit.refuses("render", "talks", "--fragment", "--format", "pdf", status=2)
    assert "a fragment is HTML: add html" in answer.err

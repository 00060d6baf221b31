"""Notes at the foot of the page, and tables over pages, in the PDF."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING, Any

import pikepdf
import pytest
from weasyprint import CSS, HTML

from conftest import released
from letterkit import letter as lt
from letterkit.campaign.sources import assets_of
from letterkit.writers import pdf
from letterkit.writers.pdf.notes import with_notes_in_place
from writers.pdf.samples import pages, render

if TYPE_CHECKING:
    from collections.abc import Sequence

    from conftest import Small

OPENING = "seeds/framing/opening.yaml"


def letter_of(small: Small, text: str) -> lt.Letter:
    """The letter whose opening is this text."""
    lines = "".join(f"  {line}".rstrip() + "\n" for line in text.split("\n"))
    small.write(OPENING, f"title: Opening\ntext: |\n{lines}")
    letter, problems = small.assemble()
    assert problems == []
    assert letter is not None
    return letter


def paragraphs(count: int, note: str) -> str:
    """Paragraphs of several lines, each with a call and its note."""
    words = "A sentence that goes on for quite some time before it ends. " * 4
    return "\n\n".join(
        f"Number {n}. {words}\\\nIts end^[{note} {n}: {'words of the note ' * (3 * n)}] here."
        for n in range(1, count + 1)
    )


def test_each_note_is_on_the_page_of_its_call(small: Small) -> None:
    found = pages(render(letter_of(small, paragraphs(14, "Mark")), small))
    called = [number for number, page in enumerate(found) for _ in re.findall(r"Its end", page)]
    noted = {
        int(name): number
        for number, page in enumerate(found)
        for name in re.findall(r"Mark\s(\d+):", page)
    }
    assert [noted[name] for name in range(1, 15)] == called
    assert called[-1] > 2


@pytest.mark.parametrize("paper", ["letter", "a4"])
@pytest.mark.parametrize("members", [1, 2, 3])
def test_a_short_letter_with_a_note_is_one_page(small: Small, paper: str, members: int) -> None:
    """A rounding error at the foot of A4 pages was taken for a note without room."""
    for i in range(members):
        small.write(f"seeds/organisations/o{i}.yaml", f"name: Organisation {i}\n")
    listed = ", ".join(f"o{i}" for i in range(members))
    joint = f"title: Joint\nsign_as: organisation\norganisations: [{listed}]\n"
    small.write("seeds/signatures/joint.yaml", joint)
    small.change("campaigns/talks/campaign.yaml", "to: [minister]\n", f"paper: {paper}\nto: [minister]\n")
    letter = letter_of(small, "We write ^[A note with a few words.] to you.")
    laid = pdf.lay_out(released(letter), assets_of(small.workspace))
    assert (laid.pages, laid.problems) == (1, ())


def test_a_note_that_came_too_late_takes_its_paragraph_along() -> None:
    """WeasyPrint alone sets the second note a page after its call."""
    filler = "<p>A line of the page before.</p>" * 30
    note = (
        '<sup><a id="call-{0}">{0}</a></sup><span class="note" id="note-{0}">' + "words " * 90 + "</span>"
    )
    first, second = (
        f"<p>One, {note.format(number)} and on.<br>" + "more<br>" * 3 + "</p>" for number in (1, 2)
    )
    style = ".note { float: footnote } p { margin: 0 } @page { margin: 1in; size: letter }"
    page = f"<html lang=en><style>{style}</style>{filler}{first}{second}"
    asked: list[int] = []

    def laid(styles: Sequence[str]) -> Any:
        asked.append(len(styles))
        sheets = [CSS(string=each) for each in styles]
        return HTML(string=page).render(stylesheets=sheets), []

    notes = [lt.Footnote(lt.Origin("f.yaml", 1, 1), (), number, str(number)) for number in (1, 2)]
    _, problems = with_notes_in_place(laid, notes)
    assert problems == []
    assert len(asked) > 1


def test_a_note_with_no_room_is_told(small: Small) -> None:
    text = f"Here^[{'endless words ' * 600}] it stands."
    laid = pdf.lay_out(released(letter_of(small, text)), assets_of(small.workspace))
    assert ("LK508", f"{OPENING}:3:3") in [(p.code, str(p.location)) for p in laid.problems]


def test_the_lines_of_notes_have_no_number(small: Small) -> None:
    text = "One line^[of which this is said] here.\n\nAnother."
    lines = pdf.lay_out(released(letter_of(small, text)), assets_of(small.workspace)).lines
    (note,) = (line for line in lines if line.part == "note")
    assert (note.number, note.text, note.file, note.line) == (None, "1 of which this is said", OPENING, 3)
    assert [line.number for line in lines if line.part == "body"][:2] == [1, 2]


def test_a_call_does_not_move_its_line(small: Small) -> None:
    text = "| a | b |\n|---|---|\n| one^[note] | two |"
    lines = pdf.lay_out(released(letter_of(small, text)), assets_of(small.workspace)).lines
    cells = [line for line in lines if line.text.startswith(("one", "two"))]
    assert len({round(line.baseline, 2) for line in cells}) == 1
    assert len({line.number for line in cells}) == 1


def test_a_table_goes_on_over_pages_below_its_header(small: Small) -> None:
    rows = "\n".join(f"| {year} | words of the row |" for year in range(1900, 1990))
    found = pages(render(letter_of(small, f"| Year | Column of words |\n|---|---|\n{rows}"), small))
    with_rows = [page for page in found if "words of the row" in page]
    assert len(with_rows) > 1
    assert all("Column of words" in page for page in with_rows)


def test_the_cells_of_a_table_know_their_headers(small: Small) -> None:
    letter = letter_of(small, "| Year | Held |\n|---|--:|\n| 2019 | 7 |")
    with pikepdf.open(io.BytesIO(render(letter, small))) as document:
        elements = list(tagged(document.Root.StructTreeRoot))
    kinds = [str(element.get("/S")) for element in elements]
    assert [kinds.count(kind) for kind in ("/Table", "/TH", "/TD")] == [1, 2, 2]
    heads = [element for element in elements if element.get("/S") == "/TH"]
    assert [str(head.A.Scope) for head in heads] == ["/Column", "/Column"]


def tagged(element: Any) -> Any:
    """The elements of the structure tree below this one."""
    children = element.get("/K", ())
    for child in children if isinstance(children, pikepdf.Array) else (children,):
        if isinstance(child, pikepdf.Dictionary) and "/S" in child:
            yield child
            yield from tagged(child)

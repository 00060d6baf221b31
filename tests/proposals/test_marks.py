"""What an import says of a Word file's tracked changes and comments, and where it keeps them."""

from __future__ import annotations

from conftest import OLD_LETTER, Small
from importer.readers.files import W, p, word
from letterkit.importer.parts import SourceMark
from letterkit.proposals.intake import Input, make_again, take_in, write
from letterkit.proposals.marks import MARKS_FILE, marks_text

MARKS = [
    SourceMark("inserted", "Ana", "2016-05-01", "ask"),
    SourceMark("deleted", "Ana", "", "demand"),
    SourceMark("comment", "Bo", "", "Too soft?", "ask"),
    SourceMark("comment", "", "", "Yes"),
]


def test_each_stands_in_a_line_of_its_own() -> None:
    assert [line for line in marks_text(MARKS).splitlines() if line and not line.startswith("#")] == [
        "inserted by Ana, 2016-05-01: ask",
        "deleted by Ana: demand",
        'comment by Bo on "ask": Too soft?',
        "comment by somebody: Yes",
    ]


def test_the_file_is_kept_beside_the_reading_also_when_it_is_made_again(small: Small) -> None:
    lines = "".join(p(line) for line in OLD_LETTER.splitlines())
    comments = (
        f'<w:comments {W}><w:comment w:id="1" w:author="Bo">{p("Too soft")}</w:comment></w:comments>'
    )
    seeds = small.root / "seeds"
    inputs = [Input("old.docx", word(lines, comments=comments))]
    [taken] = take_in(inputs, small.workspace, seeds)
    [folder] = write(taken, small.workspace, seeds)[1]
    file = folder / MARKS_FILE
    kept = file.read_text(encoding="utf-8")
    assert "comment by Bo: Too soft" in kept
    made, _ = make_again(small.workspace, folder.name)
    assert (made.problems, file.read_text(encoding="utf-8")) == ([], kept)

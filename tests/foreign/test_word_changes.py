"""What was tracked in a Word file, and what its comments are on."""

from __future__ import annotations

from importer.readers.files import W, p, word
from letterkit.foreign.word_changes import By, Fate, Remark, TrackedText, tracked_text, words_of
from letterkit.foreign.word_parts import parsed

ANA, BO = By("Ana", "2016-05-01T10:00:00Z"), By("Bo", "")
BY_ANA, BY_BO = 'w:author="Ana" w:date="2016-05-01T10:00:00Z"', 'w:author="Bo"'


def text_of(body: str, comments: str = "") -> TrackedText:
    parts = {
        "word/document.xml": parsed(f"<w:body {W}>{body}</w:body>".encode()),
        "word/comments.xml": parsed(f"<w:comments {W}>{comments}</w:comments>".encode()),
    }
    return tracked_text(parts, "word/document.xml")


def test_words_that_came_and_went_again() -> None:
    gone = f"<w:del {BY_BO}><w:r><w:delText>two</w:delText></w:r></w:del>"
    came = f"<w:ins {BY_ANA}><w:r><w:t>one </w:t></w:r>{gone}<w:r><w:t> three</w:t></w:r></w:ins>"
    found = text_of(f"<w:p>{came}</w:p>")
    assert [(run.text, run.fate) for run in found.runs] == [
        ("one ", Fate(came=ANA)),
        ("two", Fate(came=ANA, went=BO)),
        (" three", Fate(came=ANA)),
        ("\n", Fate()),
    ]
    assert [(c.kind, c.by, c.start, c.end) for c in found.changes] == [
        ("inserted", ANA, 0, 3),
        ("deleted", BO, 1, 2),
    ]


def test_a_row_that_came_has_words_that_came() -> None:
    row = f"<w:tr><w:trPr><w:ins {BY_BO}/></w:trPr><w:tc>{p('Watch')}</w:tc></w:tr>"
    found = text_of(f"<w:tbl>{row}</w:tbl>")
    assert [(run.text, run.fate.came) for run in found.runs] == [("Watch", BO), ("\n", BO)]
    assert [change.of for change in found.changes] == ["a row of a table"]


def test_changes_and_comments_in_a_box_are_read_and_stand_aside() -> None:
    inside = (
        f'<w:p><w:commentRangeStart w:id="0"/><w:ins {BY_ANA}><w:r><w:t>boxed</w:t></w:r></w:ins>'
        '<w:commentRangeEnd w:id="0"/></w:p>'
    )
    comment = f'<w:comment w:id="0" {BY_BO}>{p("Why")}{p("this?")}</w:comment>'
    box = f"<w:r><w:pict><w:txbxContent>{inside}</w:txbxContent></w:pict></w:r>"
    found = text_of(f"<w:p>{box}</w:p>", comment)
    assert [(run.text, run.fate.is_aside) for run in found.runs] == [
        (" ", True),
        ("boxed", True),
        ("\n", True),
        ("\n", False),
    ]
    assert found.others == [("picture", ""), ("text box", "boxed")]
    assert found.remarks == {"0": Remark(BO, "Why this?", start=1, end=2)}


def test_words_before_a_box_do_not_run_into_its_words() -> None:
    box = f"<w:r><w:t>before</w:t><w:txbxContent>{p('boxed')}</w:txbxContent></w:r>"
    assert words_of(parsed(f"<w:p {W}>{box}</w:p>".encode())) == "before boxed"


def test_a_comment_that_never_ends_is_on_no_words() -> None:
    found = text_of(f'<w:p><w:commentRangeStart w:id="0"/>{p("We ask")}</w:p>', '<w:comment w:id="0"/>')
    assert (found.remarks["0"].start, found.remarks["0"].end) == (0, 0)


def test_words_as_they_stand_when_every_change_is_accepted() -> None:
    gone = "<w:del><w:r><w:delText>not </w:delText></w:r></w:del>"
    line = f"<w:p><w:r><w:t>We</w:t><w:br/><w:t>do </w:t></w:r>{gone}<w:r><w:t>ask</w:t></w:r></w:p>"
    assert words_of(parsed(f"<w:body {W}>{line}{p('you.')}</w:body>".encode())) == "We do ask you."


def test_a_file_nested_as_deep_as_its_parser_reads_is_read() -> None:
    from letterkit.importer.readers.docx import read_docx

    deep = "<w:ins>" * 245 + "<w:r><w:t>deep</w:t></w:r>" + "</w:ins>" * 245
    source = read_docx("x.docx", word(f"<w:p>{deep}</w:p>"))
    assert [line.text for line in source.lines] == ["deep"]
    assert {mark.words for mark in source.marks} == {"deep"}

"""Word files as lines."""

from __future__ import annotations

from consent.test_register import seconds
from importer.readers.files import W, line_of, p, texts, word
from letterkit.importer.parts import SourceRegion
from letterkit.importer.readers.docx import read_docx


def test_word_leaves_out_what_was_deleted_or_is_hidden() -> None:
    body = (
        "<w:p><w:r><w:t>kept</w:t></w:r><w:del><w:r><w:delText>gone</w:delText></w:r></w:del>"
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>hidden</w:t></w:r><w:ins><w:r><w:t> "
        "new</w:t></w:r></w:ins></w:p>"
    )
    assert texts(read_docx("x.docx", word(body))) == ["kept new"]


def test_word_that_is_said_not_to_be_hidden_is_read() -> None:
    body = '<w:p><w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>shown</w:t></w:r></w:p>'
    assert texts(read_docx("x.docx", word(body))) == ["shown"]


def test_word_keeps_the_text_of_the_deepest_cell() -> None:
    cells = 60
    table = "<w:tbl><w:tr><w:tc>" * cells + p("deep") + "</w:tc></w:tr></w:tbl>" * cells
    assert texts(read_docx("x.docx", word(table))) == ["deep"]


def test_word_has_notes_boxes_tables_and_margins() -> None:
    box = (
        f"<w:p><w:r><w:pict><w:txbxContent>{p('boxed')}</w:txbxContent></w:pict><w:t>"
        f"text</w:t></w:r></w:p>"
    )
    table = f"<w:tbl><w:tr><w:tc>{p('Watch')}</w:tc><w:tc>{p('Jane Roe')}</w:tc></w:tr></w:tbl>"
    notes = (
        f'<w:footnotes {W}><w:footnote w:type="separator"/><w:footnote w:id="1">'
        f"{p('See there.')}</w:footnote></w:footnotes>"
    )
    source = read_docx(
        "x.docx", word(box + table, footnotes=notes, header1=f"<w:hdr {W}>{p('Page head')}</w:hdr>")
    )
    assert texts(source) == ["Page head", "boxed", "text", "Watch | Jane Roe", "See there."]
    assert line_of(source, "Page head").region is SourceRegion.MARGIN
    assert line_of(source, "See there.").region is SourceRegion.NOTE


def test_word_keeps_what_was_tracked_and_commented() -> None:
    ana, bo = ('w:author="Ana" w:date="2016-05-01T10:00:00Z"', 'w:author="Bo"')
    body = (
        f'<w:p><w:pPr><w:rPr><w:ins {bo}/></w:rPr></w:pPr><w:commentRangeStart w:id="1"/>'
        f"<w:r><w:t>We </w:t></w:r><w:del {ana}><w:r><w:delText>demand</w:delText></w:r></w:del>"
        f"<w:ins {ana}><w:r><w:t>as</w:t></w:r></w:ins><w:ins {ana}><w:r><w:t>k</w:t></w:r></w:ins>"
        f'<w:commentRangeEnd w:id="1"/><w:moveTo {bo}><w:r><w:t> you</w:t></w:r></w:moveTo></w:p>'
    )
    comments = (
        f'<w:comments {W}><w:comment w:id="1" {bo}>{p("Too soft")}{p("now?")}</w:comment></w:comments>'
    )
    source = read_docx("x.docx", word(body, comments=comments))
    assert texts(source) == ["We ask you"]
    assert [(m.kind, m.author, m.date, m.words, m.about) for m in source.marks] == [
        ("inserted", "Bo", "", "the end of a paragraph", ""),
        ("deleted", "Ana", "2016-05-01", "demand", ""),
        ("inserted", "Ana", "2016-05-01", "ask", ""),
        ("moved", "Bo", "", "you", ""),
        ("comment", "Bo", "", "Too soft now?", "We ask"),
    ]


def test_what_word_divides_is_one_with_the_spaces_between() -> None:
    pieces = ("of", " ", "the")
    ins = "".join(f'<w:ins w:author="A"><w:r><w:t>{each}</w:t></w:r></w:ins>' for each in pieces)
    assert [mark.words for mark in read_docx("x.docx", word(f"<w:p>{ins}</w:p>")).marks] == ["of the"]


def test_comments_on_a_long_text_take_as_long_as_the_text() -> None:
    """Of sixteen times the text; if the work grew with the square, it would take 256 times as long."""
    begun = "".join(f'<w:commentRangeStart w:id="{number}"/>' for number in range(20))
    run = "<w:r><w:t>some words of the text </w:t></w:r>"

    def reading(runs: int) -> float:
        body = f"<w:p>{begun}{run * runs}</w:p>"
        data = word(body, comments=f"<w:comments {W}/>")
        return seconds(lambda: read_docx("x.docx", data))

    assert reading(16_000) < 64 * max(min(reading(1_000), reading(1_001)), 0.002)

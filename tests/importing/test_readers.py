"""The readers: every format gives the same lines, and says what it knows of their layout."""

from __future__ import annotations

import io
import zipfile
from html import escape

import pytest

from letterkit.importer.parts import Region, SourceLine, SourceText
from letterkit.importer.readers.characters import cleaned, decode, is_spoilt
from letterkit.importer.readers.docx import read_docx
from letterkit.importer.readers.docx_parts import DocxError
from letterkit.importer.readers.html import read_html
from letterkit.importer.readers.mail import MailError, is_mail, pieces, sent_on
from letterkit.importer.readers.markdown import read_markdown
from letterkit.importer.readers.pdf import PdfError, read_pdf
from letterkit.importer.readers.text import marked, read_text

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def texts(source: SourceText) -> list[str]:
    """The lines that are not blank."""
    return [line.text for line in source.lines if line.text]


def line_of(source: SourceText, text: str) -> SourceLine:
    """The line that begins so."""
    return next(line for line in source.lines if line.text.startswith(text))


# Characters


@pytest.mark.parametrize(
    "encoding",
    ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252", "mac_roman"],
)
def test_western_text_in_any_encoding(encoding: str) -> None:
    text = "Dear Sir,\n\nThe “people’s” café — it’s don’t can’t.\n"
    assert decode(text.encode(encoding)) == text


@pytest.mark.parametrize(
    ("encoding", "text"),
    [("gb18030", "尊敬的先生，请释放他们。" * 9), ("cp1251", "Уважаемый господин Президент, " * 9)],
)
def test_text_in_other_scripts(encoding: str, text: str) -> None:
    assert decode(text.encode(encoding)) == text


@pytest.mark.parametrize(
    "data", [bytes(range(256)) * 20, b"\x89PNG\r\n\x1a\n" + bytes(300), b"\x00" * 500]
)
def test_what_is_no_text(data: bytes) -> None:
    assert decode(data) is None


def test_what_nobody_sees_goes_and_ligatures_are_written_out() -> None:
    assert (
        cleaned("pris\u00adoner\u200b of\u00a0con\ufb01dence\r\n\uf0b7 x")
        == "prisoner of confidence\n• x"
    )


def test_broken_quotation_marks_are_put_right() -> None:
    broken = "Chinaâ€™s â€œblack jailsâ€\x9d and RenÃ©e"
    assert is_spoilt(broken)
    assert cleaned(broken) == "China’s “black jails” and Renée"
    assert not is_spoilt("Château, à Paris – l’été")


# Text


@pytest.mark.parametrize(
    ("line", "mark", "rest"),
    [
        ("• Meet them", "•", "Meet them"),
        ("•Meet them", "•", "Meet them"),
        ("- meet them", "-", "meet them"),
        ("1. Meet them", "1.", "Meet them"),
        ("(iv) Meet them", "(iv)", "Meet them"),
        ("b) meet them", "b)", "meet them"),
        ("Primero. Que se libere", "Primero.", "Que se libere"),
        ("一、释放他们", "一、", "释放他们"),
        ("T. Kumar", "", "T. Kumar"),
        ("5. Juni 2016", "", "5. Juni 2016"),
        ("*Affiliation only", "", "*Affiliation only"),
        ("1500 Pennsylvania Ave", "", "1500 Pennsylvania Ave"),
        ("* * *", "", "* * *"),
    ],
)
def test_list_marks(line: str, mark: str, rest: str) -> None:
    assert marked(line) == (mark, rest)


def test_a_divided_word_is_put_together_and_a_hyphen_kept_where_it_belongs() -> None:
    text = (
        "They were sent to the re-education camps and to demo-\ncratic meetings of a "
        "non-\nviolent kind and well.\n"
    )
    assert [line.text for line in read_text("x", text).lines][:3] == [
        "They were sent to the re-education camps and to democratic",
        "meetings of a non-",
        "violent kind and well.",
    ]


def test_pages_are_counted_by_form_feeds() -> None:
    assert [line.page for line in read_text("x", "a\n\fb\nc").lines] == [1, 2, 2]


# Markdown


def test_markdown_keeps_structure_and_line_numbers() -> None:
    source = read_markdown(
        "x.md",
        (
            "# Title\n\nDear *Sir*,\n\n- one\n- **two** [here](http://x.example)\n\n| a "
            "| b |\n|---|---|\n| c | d |\n"
        ),
    )
    assert line_of(source, "Title").heading == 1
    assert line_of(source, "Dear Sir,").number == 3
    assert [(line.marker, line.text) for line in source.lines if line.marker] == [
        ("•", "one"),
        ("•", "two here"),
    ]
    assert line_of(source, "c | d").number == 10


# HTML


PAGE = """<html lang="en"><head><title>t</title><script>evil()</script></head><body>
<nav><a href="/">Home</a></nav><main><article><h1>Letter to Jane Roe</h1>
<p>Jane Roe<br>Minister of Justice</p><p>Dear Minister,</p>
<p>We write about the law, which was passed in the spring and has been used against many people since.</p>
<ol start="3"><li>Repeal it.</li><li>Release <b>them</b>.</li></ol>
<table><tr><td>Watch One</td><td>John Doe</td></tr></table></article></main>
<footer>All rights reserved</footer></body></html>"""


def test_html_gives_structure() -> None:
    source = read_html("x.html", PAGE)
    assert source.language == "en"
    assert line_of(source, "Letter to").heading == 1
    assert line_of(source, "Jane Roe").paragraph == line_of(source, "Minister of Justice").paragraph
    assert [line.marker for line in source.lines if line.marker] == ["3.", "4."]
    assert line_of(source, "Watch One").text == "Watch One | John Doe"


def test_html_marks_what_is_no_content_and_loses_nothing() -> None:
    source = read_html("x.html", PAGE)
    assert {line.text for line in source.lines if line.region is Region.CHROME} == {
        "Home",
        "All rights reserved",
    }
    assert "evil" not in " ".join(texts(source))


@pytest.mark.parametrize("page", ["", "<", "<html>", "<div>" * 5000 + "x", "<?xml version='1.0'?><p>x"])
def test_html_that_is_hardly_any(page: str) -> None:
    assert read_html("x.html", page).format == "html"


# Word


def word(body: str, **parts: str) -> bytes:
    """A Word file with this body, and other parts by name."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("word/document.xml", f"<w:document {W}><w:body>{body}</w:body></w:document>")
        for name, content in parts.items():
            archive.writestr(f"word/{name}.xml", content)
    return file.getvalue()


def p(text: str, properties: str = "") -> str:
    """A paragraph."""
    return (
        f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t xml:space='preserve'>{escape(text)}</w:t></w:r></w:p>"
    )


NUMBERING = (
    f'<w:numbering {W}><w:abstractNum w:abstractNumId="7"><w:lvl w:ilvl="0"><w:numFmt '
    f'w:val="lowerRoman"/>'
    '<w:lvlText w:val="(%1)"/></w:lvl></w:abstractNum><w:num '
    'w:numId="2"><w:abstractNumId w:val="7"/></w:num></w:numbering>'
)


def test_word_counts_its_lists() -> None:
    item = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="2"/></w:numPr>'
    source = read_docx("x.docx", word(p("Release him", item) + p("Repeal it", item), numbering=NUMBERING))
    assert [(line.marker, line.text) for line in source.lines] == [
        ("(i)", "Release him"),
        ("(ii)", "Repeal it"),
    ]


def test_word_leaves_out_what_was_deleted_or_is_hidden() -> None:
    body = (
        "<w:p><w:r><w:t>kept</w:t></w:r><w:del><w:r><w:delText>gone</w:delText></w:r></w:del>"
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>hidden</w:t></w:r><w:ins><w:r><w:t> "
        "new</w:t></w:r></w:ins></w:p>"
    )
    assert texts(read_docx("x.docx", word(body))) == ["kept new"]


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
    assert line_of(source, "Page head").region is Region.MARGIN
    assert line_of(source, "See there.").region is Region.NOTE


@pytest.mark.parametrize(
    ("data", "reason"),
    [(b"PK\x03\x04nonsense", "damaged"), (word("<w:p>"), "damaged"), (b"", "damaged")],
)
def test_word_files_that_cannot_be_read(data: bytes, reason: str) -> None:
    with pytest.raises(DocxError, match=reason):
        read_docx("x.docx", data)


def test_a_word_file_that_unpacks_to_too_much() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b" " * 61_000_000)
    with pytest.raises(DocxError, match="large"):
        read_docx("x.docx", file.getvalue())


# PDF


def pdf(html: str, style: str = "") -> bytes:
    """A PDF of a page."""
    import weasyprint

    made = weasyprint.HTML(
        string=f"<style>@page {{ size: letter; margin: 2cm }} {style}</style>{html}"
    ).write_pdf()
    assert isinstance(made, bytes)
    return made


def test_a_pdf_in_two_columns_is_read_column_by_column() -> None:
    prose = "".join(
        f"<p>Sentence {word} of the letter goes on for quite a few words and then ends.</p>"
        for word in ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]
    )
    source = read_pdf("x.pdf", pdf(f"<div style='columns: 2'>{prose}</div>"))
    assert " ".join(" ".join(texts(source)).split()).index("Sentence two") < " ".join(
        texts(source)
    ).index("Sentence ten")


def test_a_pdf_knows_its_footnotes() -> None:
    body = "<p>" + "The letter goes on and on about the law and its uses. " * 20 + "</p>"
    note = "<div style='font-size: 6pt'>1 See the report of the Committee, page 7.</div>"
    source = read_pdf("x.pdf", pdf(body + note))
    assert line_of(source, "1 See").region is Region.NOTE


def test_addresses_beside_one_another_stay_apart() -> None:
    row = (
        "<table style='width: 100%'><tr><td>Jane Roe<br>1 Main Street</td><td>John "
        "Doe<br>2 High Street</td></tr></table>"
    )
    source = read_pdf("x.pdf", pdf(row))
    assert "Jane Roe   " in texts(source)[0]
    assert texts(source)[0].endswith("John Doe")


@pytest.mark.parametrize(("data", "reason"), [(b"%PDF-1.7 nonsense", "damaged")])
def test_pdfs_that_cannot_be_read(data: bytes, reason: str) -> None:
    with pytest.raises(PdfError, match=reason):
        read_pdf("x.pdf", data)


# E-mail

MAIL = (
    b"From: a@b.example\nTo: c@d.example\nSubject: x\nDate: Wed, 02 May 2018 09:14:00 "
    b"+0200\nMIME-Version: 1.0\n"
)


def test_a_mail_is_known_by_its_head() -> None:
    assert is_mail(MAIL + b"\nDear Sir,")
    assert not is_mail(b"To: Jane Roe\nFrom: John Doe\nDate: today\nSubject: a memorandum\n\nText")


def test_a_mail_gives_body_and_attachments() -> None:
    from email.message import EmailMessage

    message = EmailMessage()
    message["From"], message["Date"] = "a@b.example", "Wed, 02 May 2018 09:14:00 +0200"
    message.set_content("> Dear Sir,\n> yes.\n")
    message.add_attachment(b"Dear Madam,", maintype="text", subtype="plain", filename="letter.txt")
    found = pieces(bytes(message))
    assert [piece.name for piece in found] == ["", "letter.txt"]
    assert found[0].content == "Dear Sir,\nyes.\n"
    assert sent_on(bytes(message)) == "2018-05-02"


def test_a_mail_without_text() -> None:
    with pytest.raises(MailError):
        pieces(b"Content-Type: image/png\nContent-Transfer-Encoding: base64\n\nAAAA")

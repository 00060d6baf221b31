"""Word's list numbers, counted as Word counts them."""

from __future__ import annotations

from importer.readers.files import W, p, word
from letterkit.importer.readers.docx import read_docx

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

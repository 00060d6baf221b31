"""Markdown as lines."""

from __future__ import annotations

from importer.readers.files import line_of
from letterkit.importer.readers.html import read_markdown


def test_markdown_keeps_its_structure() -> None:
    source = read_markdown(
        "x.md",
        (
            "# Title\n\nDear *Sir*,\n\n- one\n- **two** [here](http://x.example)\n\n| a "
            "| b |\n|---|---|\n| c | d |\n"
        ),
    )
    assert line_of(source, "Title").heading == 1
    assert [(line.marker, line.text) for line in source.lines if line.marker] == [
        ("•", "one"),
        ("•", "two here"),
    ]
    assert line_of(source, "c | d").number == line_of(source, "a | b").number + 1

"""Markdown → lines, by way of HTML: the marks of emphasis and links are gone, raw HTML counts as text."""

from __future__ import annotations

from letterkit.importer.parts import SourceText
from letterkit.importer.readers.html import read_html
from letterkit.values import replace


def read_markdown(name: str, text: str) -> SourceText:
    """The lines of a Markdown text that has been decoded and cleaned; each line of its own is one."""
    from markdown_it import MarkdownIt

    page = MarkdownIt("commonmark", {"breaks": True, "html": False}).enable("table").render(text)
    return replace(read_html(name, page), format="markdown")

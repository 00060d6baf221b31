"""Markdown → lines: headings, list marks and tables as structure, the marks of emphasis and links gone.

Raw HTML in it counts as text. A line keeps its number in the file.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from letterkit.importer.parts import Line, Source
from letterkit.importer.text import marked

if TYPE_CHECKING:
    from markdown_it.token import Token

_FILLER = ("softbreak", "hardbreak")


def read_markdown(name: str, text: str) -> Source:
    """The lines of a Markdown text that has been decoded and cleaned."""
    from markdown_it import MarkdownIt

    tokens = MarkdownIt("commonmark").enable("table").parse(text)
    lines = [Line(number, "") for number in range(1, text.count("\n") + 2)]
    lists: list[str] = []
    heading = 0
    row: list[str] | None = None
    for token in tokens:
        if token.type == "tr_open":
            row = []
        elif token.type == "tr_close" and row is not None and token.level >= 0:
            row = None
        elif token.type in ("ordered_list_open", "bullet_list_open"):
            lists.append("")
        elif token.type in ("ordered_list_close", "bullet_list_close"):
            lists.pop()
        elif token.type == "list_item_open":
            lists[-1] = f"{token.info}{token.markup}" if token.info else "•"
        elif token.type == "heading_open":
            heading = int(token.tag[1])
        elif token.type == "heading_close":
            heading = 0
        elif token.type == "inline" and token.map:
            if row is not None:
                row.append(_plain(token.children or []))
                lines[token.map[0]] = Line(token.map[0] + 1, " | ".join(row))
                continue
            marker = lists[-1] if lists else ""
            _place(lines, token, marker, heading, 2 * len(lists))
            if lists:
                lists[-1] = ""
        elif token.type in ("fence", "code_block", "html_block") and token.map:
            for i, content in enumerate(token.content.splitlines()):
                lines[min(token.map[0] + i, len(lines) - 1)] = Line(token.map[0] + i + 1, content.strip())
    return Source(name, "markdown", tuple(lines))


def _place(lines: list[Line], token: Token, marker: str, heading: int, indent: int) -> None:
    """The lines of a paragraph, at the numbers they have in the file."""
    assert token.map is not None
    for i, children in enumerate(_broken(token.children or [])):
        at = min(token.map[0] + i, token.map[1] - 1, len(lines) - 1)
        text = _plain(children).strip()
        # Some write "•" or "–" where Markdown wants "-" or "*".
        mark, rest = (marker, text) if marker or heading else marked(text)
        bold = bool(children) and children[0].type == "strong_open" and children[-1].type == "strong_close"
        line = Line(at + 1, rest, marker=mark, heading=heading, bold=bold, indent=indent if i == 0 else indent + 2 * bool(indent))
        marker = ""
        lines[at] = line if not lines[at].text else replace(lines[at], text=f"{lines[at].text} {rest}")


def _broken(children: Sequence[Token]) -> list[list[Token]]:
    lines: list[list[Token]] = [[]]
    for child in children:
        if child.type in _FILLER:
            lines.append([])
        else:
            lines[-1].append(child)
    return lines


def _plain(children: Sequence[Token]) -> str:
    return "".join(
        " " if child.type in _FILLER else _plain(child.children or []) or child.content
        for child in children
        if not child.type.endswith(("_open", "_close"))
    )

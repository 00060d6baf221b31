"""Markdown → lines: headings, list marks and tables as structure, the marks of emphasis and links gone.

Raw HTML in it counts as text. A line keeps its number in the file.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from letterkit.importer.parts import SourceLine, SourceText
from letterkit.importer.readers.text import marked

if TYPE_CHECKING:
    from markdown_it.token import Token

_FILLER = ("softbreak", "hardbreak")
_RAW = ("fence", "code_block", "html_block")


@dataclass(slots=True)
class _Structure:
    """Where in the structure the tokens have come to."""

    lists: list[str] = field(default_factory=list)  # the mark that each open list has ready
    heading: int = 0
    row: list[str] | None = None

    def taken_mark(self) -> str:
        """The mark of the item that begins here; it is there once."""
        if not self.lists:
            return ""
        mark, self.lists[-1] = self.lists[-1], ""
        return mark


def read_markdown(name: str, text: str) -> SourceText:
    """The lines of a Markdown text that has been decoded and cleaned."""
    from markdown_it import MarkdownIt

    lines = [SourceLine(number, "") for number in range(1, text.count("\n") + 2)]
    place = _Structure()
    for token in MarkdownIt("commonmark").enable("table").parse(text):
        _follow(place, token)
        if token.map is None:
            continue
        if token.type == "inline":
            _put(lines, place, token, *token.map)
        elif token.type in _RAW:
            for i, content in enumerate(token.content.splitlines()):
                at = min(token.map[0] + i, len(lines) - 1)
                lines[at] = SourceLine(at + 1, content.strip())
    return SourceText(name, "markdown", tuple(lines))


def _follow(place: _Structure, token: Token) -> None:
    """Go along with what opens and closes."""
    match token.type:
        case "tr_open":
            place.row = []
        case "tr_close":
            place.row = None
        case "ordered_list_open" | "bullet_list_open":
            place.lists.append("")
        case "ordered_list_close" | "bullet_list_close":
            place.lists.pop()
        case "list_item_open":
            place.lists[-1] = f"{token.info}{token.markup}" if token.info else "•"
        case "heading_open":
            place.heading = int(token.tag[1])
        case "heading_close":
            place.heading = 0


def _put(lines: list[SourceLine], place: _Structure, token: Token, first: int, end: int) -> None:
    """The lines of a paragraph, at the numbers they have in the file; a table's row is one line."""
    if place.row is not None:
        place.row.append(_plain(token.children or []))
        lines[first] = SourceLine(first + 1, " | ".join(place.row))
        return
    marker, indent = place.taken_mark(), 2 * len(place.lists)
    for i, children in enumerate(_broken(token.children or [])):
        at = min(first + i, end - 1, len(lines) - 1)
        text = _plain(children).strip()
        # Some write "•" or "–" where Markdown wants "-" or "*".
        mark, rest = (marker, text) if marker or place.heading else marked(text)
        if lines[at].text:
            lines[at] = replace(lines[at], text=f"{lines[at].text} {rest}")
            continue
        hanging = indent + 2 * bool(indent and i)
        lines[at] = SourceLine(
            at + 1, rest, marker=mark, heading=place.heading, bold=_is_strong(children), indent=hanging
        )
        marker = ""


def _is_strong(children: Sequence[Token]) -> bool:
    return bool(children) and children[0].type == "strong_open" and children[-1].type == "strong_close"


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

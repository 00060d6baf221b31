"""The words of an old letter → the text of a block's file: YAML, Markdown and merge fields escaped.

What comes out of the file again is the words that went in, and their characters.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence

from letterkit.blocks.yaml import without_unprintable
from letterkit.importer.parts import ReadPart
from letterkit.importer.reading import folded
from letterkit.text.escaping import escape_lines

_PLAIN = re.compile(r"[A-Za-zÀ-ɏ][\w ().,/’'–-]*(?<! )")
_NOTHING = ("null", "~")
_CLOSING = re.compile(r"(?<=\s)#+$")  # of a heading, which Markdown would not print
_ITEM = re.compile(r"[-*•·▪◦‣●○■–—+]|\d{1,9}[.)]")


def scalar(text: str) -> str:
    """A value on one line, in quotation marks where YAML needs them."""
    line = " ".join(without_unprintable(text).split())
    if _PLAIN.fullmatch(line) and line not in _NOTHING:
        return line
    return json.dumps(line, ensure_ascii=False)


def literal(key: str, text: str, indent: str = "") -> list[str]:
    """A value of several lines below its key."""
    lines = (f"{indent}  {line}" if line else "" for line in text.split("\n"))
    return [f"{indent}{key}: |", *lines]


def list_key(key: str, items: Sequence[str]) -> list[str]:
    """A list below its key, an item a line; nothing where there is no item."""
    return [f"{key}:", *(f"  - {item}" for item in items)] if items else []


def comment(text: str, indent: str = "") -> list[str]:
    """Lines that say something about the block."""
    lines = (" ".join(line.split()) for line in without_unprintable(text).split("\n"))
    return [f"{indent}# {line}".rstrip() for line in lines]


def line_of_markup(text: str) -> str:
    """A text of one line as Markdown: a subject, a salutation."""
    return escape_lines(" ".join(without_unprintable(text).split()))


def is_item(part: ReadPart) -> bool:
    """Whether the part's mark is one that Markdown has; another one stands in the text."""
    return _ITEM.fullmatch(part.marker) is not None and not part.heading


def markup(parts: Sequence[ReadPart], *, marked: bool = True) -> str:
    """Paragraphs, headings and items of lists as Markdown. `marked` items keep their marks."""
    blocks: list[str] = []
    kind_before = ""
    for part in parts:
        kind = _kind(part, marked)
        text = _one(part, kind)
        if kind and kind == kind_before:
            blocks[-1] += f"\n{text}"
        else:
            blocks.append(text)
        kind_before = kind
    return "\n\n".join(blocks)


def words(parts: Iterable[ReadPart], *, marked: bool = True) -> list[str]:
    """The words that `markup` of these parts prints, without the marks of lists."""
    return [word for part in parts for word in _text(part, _kind(part, marked)).split()]


def _kind(part: ReadPart, marked: bool) -> str:
    """Which list an item belongs to: '-' or '1.', or none. Unmarked parts have lost their mark."""
    if not part.marker:
        return ""
    if not marked and is_item(part):
        return "unmarked"
    if is_item(part):
        return "1." if part.marker[0].isdigit() else "-"
    return ""


def _text(part: ReadPart, kind: str) -> str:
    text = without_unprintable(part.text)
    return f"{without_unprintable(part.marker)} {text}" if part.marker and not kind else text


def _one(part: ReadPart, kind: str) -> str:
    text = _text(part, kind)
    if part.heading:
        line = escape_lines(" ".join(text.split()))
        return "### " + _CLOSING.sub(r"\\\g<0>", line)
    mark = {"-": "- ", "1.": f"{part.marker[:-1]}. "}.get(kind, "")
    return mark + _folded(text).replace("\n", "\n" + " " * len(mark))


def _folded(text: str) -> str:
    """Lines of a width to read, escaped; a line of the letter's own ends in Markdown's mark for it."""
    lines = ["\n".join(folded(line)) for line in text.split("\n") if line.strip()]
    return "\\\n".join(map(escape_lines, lines))

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


def markup(parts: Sequence[ReadPart]) -> str:
    """Paragraphs, headings and items of lists as Markdown."""
    blocks: list[str] = []
    list_before = ""
    for part in parts:
        mark = _mark(part)
        if mark and mark == list_before:
            blocks[-1] += f"\n{_one(part, mark)}"
        else:
            blocks.append(_one(part, mark))
        list_before = mark
    return "\n\n".join(blocks)


def words(parts: Iterable[ReadPart]) -> list[str]:
    """The words of these parts that a body of their blocks prints: all but the marks of lists."""
    return [word for part in parts for word in _text(part).split()]


def _mark(part: ReadPart) -> str:
    """What an item of a list begins with, '-' or '1.'; none where its mark is no mark of Markdown."""
    return "" if not is_item(part) else "1." if part.marker[0].isdigit() else "-"


def _text(part: ReadPart) -> str:
    return without_unprintable(part.text if is_item(part) else part.whole)


def _one(part: ReadPart, mark: str) -> str:
    text = _text(part)
    if part.heading:
        line = escape_lines(" ".join(text.split()))
        return "### " + _CLOSING.sub(r"\\\g<0>", line)
    begin = f"{part.marker[:-1]}. " if mark == "1." else f"{mark} " if mark else ""
    return begin + _folded(text).replace("\n", "\n" + " " * len(begin))


def _folded(text: str) -> str:
    """Lines of a width to read, escaped; a line of the letter's own ends in Markdown's mark for it."""
    lines = ["\n".join(folded(line)) for line in text.split("\n") if line.strip()]
    return "\\\n".join(map(escape_lines, lines))

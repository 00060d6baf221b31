"""The words of an old letter → the text of a block's file: YAML, Markdown and merge fields escaped.

What comes out of the file again is the words that went in, and their characters.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from letterkit.blocks import schemas
from letterkit.blocks.kinds import DocumentKind, Kind
from letterkit.blocks.styles import LiteralText, entry
from letterkit.blocks.yaml import Value
from letterkit.importer.parts import ReadPart
from letterkit.importer.reading import Role, folded
from letterkit.text.escaping import escape_lines

Keys = Mapping[str, Value]
"""What a file says: a key with nothing is left open, one with an empty value is left out."""

_CLOSING = re.compile(r"(?<=\s)#+$")  # of a heading, which Markdown would not print
_ITEM = re.compile(r"[-*•·▪◦‣●○■–—+]|\d{1,9}[.)]")


def file_text(kind: Kind | DocumentKind, depth: int, comments: Iterable[str], keys: Keys) -> str:
    """A file: its schema for an editor, what is said about it, its keys. `depth` counts the folders to
    the workspace.
    """
    up = "../" * depth
    lines = [f"# yaml-language-server: $schema={up}{schemas.FOLDER}/{schemas.file_name(kind)}"]
    lines += [f"# {' '.join(said.split())}" for comment in comments for said in comment.split("\n")]
    for key, value in keys.items():
        if value or value is None:
            lines += entry(f"{key}:", value)
    return "".join(f"{line}\n" for line in lines)


def line_of_markup(text: str) -> str:
    """A text of one line as Markdown: a subject, a salutation."""
    return escape_lines(" ".join(text.split()))


def is_item(part: ReadPart) -> bool:
    """Whether the part's mark is one that Markdown has; another one stands in the text."""
    return _ITEM.fullmatch(part.marker) is not None


def markup(parts: Sequence[ReadPart]) -> LiteralText:
    """Paragraphs, headings and items of lists as Markdown."""
    blocks: list[str] = []
    list_before = ""
    for part in parts:
        mark = "" if not is_item(part) else "1." if part.marker[0].isdigit() else "-"
        if mark and mark == list_before:
            blocks[-1] += f"\n{_one(part, mark)}"
        else:
            blocks.append(_one(part, mark))
        list_before = mark
    return LiteralText("\n\n".join(blocks))


def words(parts: Iterable[ReadPart]) -> list[str]:
    """The words of these parts that a body of their blocks prints: all but the marks of lists."""
    return [word for part in parts for word in _text(part).split()]


def _text(part: ReadPart) -> str:
    return part.text if is_item(part) else part.whole


def _one(part: ReadPart, mark: str) -> str:
    if part.role is Role.HEADING:
        return "### " + _CLOSING.sub(r"\\\g<0>", line_of_markup(part.text))
    begin = f"{part.marker[:-1]}. " if mark == "1." else f"{mark} " if mark else ""
    return begin + escape_lines("\n".join(folded(_text(part)))).replace("\n", "\n" + " " * len(begin))

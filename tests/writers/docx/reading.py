"""What a Word file says, read by an engine of the tests' own: as it is, or all accepted or all rejected.

It reads what the standard says of tracked changes (ECMA-376, part 1, 17.13.5) and knows nothing of how
letterkit writes them.
"""

from __future__ import annotations

import io
import zipfile
from typing import Any, Literal

from lxml import etree

View = Literal["accepted", "rejected"]
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_GONE = {"accepted": (f"{_W}del", f"{_W}moveFrom"), "rejected": (f"{_W}ins", f"{_W}moveTo")}


def part(content: bytes, name: str) -> Any:
    """The root of a part of the package."""
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        return etree.fromstring(file.read(name))


def paragraphs(content: bytes, view: View = "accepted") -> list[list[str]]:
    """The words of each paragraph that has any, a note's in brackets where it is called."""
    return [words for _, words in styled(content, view)]


def styled(content: bytes, view: View = "accepted") -> list[tuple[str, list[str]]]:
    """The same, each with its style."""
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        has_notes = "word/footnotes.xml" in file.namelist()
    notes = part(content, "word/footnotes.xml") if has_notes else ()
    by_id = {note.get(f"{_W}id"): note for note in notes}
    reader = _Reader(_GONE[view], by_id)
    return reader.container(part(content, "word/document.xml")[0])


class _Reader:
    def __init__(self, gone: tuple[str, ...], notes: dict[str, Any]) -> None:
        self.gone = gone
        self.notes = notes

    def container(self, container: Any) -> list[tuple[str, list[str]]]:
        """The paragraphs of a body, a cell or a note; where an end is gone, the next one goes on."""
        found: list[tuple[str, list[str]]] = []
        open_ = ""
        for child in container:
            if child.tag == f"{_W}p":
                open_ += self.text(child)
                if not self.ends(child):
                    continue
                found += self.paragraph(child, open_)
                open_ = ""
            elif child.tag == f"{_W}tbl":
                for row in child.iter(f"{_W}tr"):
                    if not any(row.find(f"{_W}trPr/{tag}") is not None for tag in self.gone):
                        for cell in row.iter(f"{_W}tc"):
                            found += self.container(cell)
        return found + ([("", open_.split())] if open_.split() else [])

    def paragraph(self, element: Any, text: str) -> list[tuple[str, list[str]]]:
        style = element.find(f"{_W}pPr/{_W}pStyle")
        words = text.split()
        return [(style.get(f"{_W}val") if style is not None else "", words)] if words else []

    def ends(self, paragraph: Any) -> bool:
        return not any(paragraph.find(f"{_W}pPr/{_W}rPr/{tag}") is not None for tag in self.gone)

    def text(self, element: Any) -> str:
        if element.tag in self.gone or element.tag == f"{_W}pPr":
            return ""
        if element.tag in (f"{_W}t", f"{_W}delText"):
            return element.text or ""
        if element.tag in (f"{_W}tab", f"{_W}br"):
            return " "
        if element.tag == f"{_W}footnoteReference":
            words = self.container(self.notes[element.get(f"{_W}id")])
            return f"[{' '.join(word for _, each in words for word in each)}]"
        return "".join(map(self.text, element))

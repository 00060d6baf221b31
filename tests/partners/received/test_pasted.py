"""Pasted text is read as a file is: quotation marks straight, lines wrapped, lists typed."""

from __future__ import annotations

import io
import textwrap
import zipfile
from collections.abc import Sequence
from typing import Any

import pytest
from lxml import etree

from conftest import Small, released
from letterkit.letter import Letter
from letterkit.partners.received.alignment import AnotherTextError
from letterkit.partners.received.changes import TextChange
from letterkit.partners.received.pasted import paragraphs, plain, read_pasted
from letterkit.partners.received.sent import paragraphs_sent
from letterkit.values import replace
from letterkit.writers import docx
from partners.received.editing import ALL, score
from writers.docx.test_tracked_changes import NOWHERE, W


@pytest.fixture(scope="module")
def sent(letter_2016: tuple[Small, Letter]) -> tuple[list[str], bytes]:
    """The paragraphs of the 2016 letter in plain characters, and its Word file in such."""
    content, _ = docx.write(released(letter_2016[1]), NOWHERE)
    assert content is not None
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            new.writestr(name, _plain_part(old.read(name)) if name == _TEXT else old.read(name))
    return [plain(each.text) for each in paragraphs_sent(letter_2016[1])], made.getvalue()


_TEXT = "word/document.xml"


def _plain_part(part: bytes) -> bytes:
    root: Any = etree.fromstring(part)
    for text in root.iter(f"{W}t"):
        before = text.text or ""
        around = before[: len(before) - len(before.lstrip())], before[len(before.rstrip()) :]
        text.text = plain(before).join(" " if each else "" for each in around)
    return bytes(etree.tostring(root, encoding="UTF-8"))


def pasted(data: bytes, width: int, between: str = "\n\n") -> str:
    """The text as a mail program has it where the file's text was pasted into a mail."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        root: Any = etree.fromstring(archive.read(_TEXT))
    found: list[str] = []
    number = 0
    for paragraph in root.iter(f"{W}p"):
        parts = paragraph.iter(f"{W}t", f"{W}br", f"{W}tab")
        text = "".join(each.text or "" if each.tag == f"{W}t" else " " for each in parts).strip()
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        name = style.get(f"{W}val") if style is not None else ""
        number += name == "ListNumber"
        mark = {"ListNumber": f"{number}. ", "Case": "- "}.get(name, "")
        if text:
            found.append(textwrap.fill(mark + text, width, break_on_hyphens=False))
    return between.join(found)


@pytest.mark.parametrize(
    ("width", "between"), [(72, "\n\n"), (100_000, "\n")], ids=["wrapped", "a line each"]
)
def test_edits_in_pasted_text_are_read(width: int, between: str, sent: tuple[list[str], bytes]) -> None:
    def read(texts: Sequence[str], data: bytes) -> Sequence[TextChange]:
        return read_pasted(texts, pasted(data, width, between)).changes

    assert read(sent[0], sent[1]) == ()
    assert score(*sent, range(4), 6, tracked=False, kinds=ALL, read=read) >= 0.98


def test_the_score_falls_when_the_reader_is_broken(sent: tuple[list[str], bytes]) -> None:
    def read(texts: Sequence[str], data: bytes) -> Sequence[TextChange]:
        changes = read_pasted(texts, pasted(data, 72)).changes
        return [replace(each, paragraph=each.paragraph + 1) for each in changes]

    assert score(*sent, range(1), 6, tracked=False, read=read) < 0.5


SENT = [
    "Rights Now",
    "Dear Minister Lovelace,",
    "Before the talks we write to you, “with hope”, about those who are held.",
    "Ask for the release of those named here.",
    "Jane Doe, a writer, who has been in prison since 2018.",
    "Respectfully,",
    "Max Muster⏎Director",
]


def test_what_was_not_pasted_is_not_removed_and_a_greeting_is_not_added() -> None:
    text = """\
Hi Ann, here is how we would put it:

Before the talks we turn to you, "with hope", about those
who are held.
1. Ask for the release of those named here.
   - *Jane Doe*, a writer, who has been in prison since 2018.

All the best
Maya
"""
    found = read_pasted(SENT, text)
    [change] = found.changes
    assert (change.kind, change.paragraph, change.went, change.came) == (
        "words changed",
        2,
        "write",
        "turn",
    )
    (*around, (kind, words)) = found.others
    assert around == [
        ("words around the text", "Hi Ann, here is how we would put it:"),
        ("words around the text", "All the best Maya"),
    ]
    assert (kind, words.startswith("Rights Now")) == ("not pasted", True)
    assert words.endswith("Max Muster Director")


@pytest.mark.parametrize("text", ["", "Thank you, we shall look at it.", "a b c " * 60_000])
def test_what_is_no_pasted_letter_is_none(text: str) -> None:
    with pytest.raises(AnotherTextError):
        read_pasted(SENT, text)


def test_a_full_line_ends_a_paragraph_where_one_that_was_sent_ends() -> None:
    sent = ["Alpha beta gamma delta epsilon.", "Zeta eta theta iota kappa now."]
    assert list(paragraphs("\n".join(sent), sent)) == sent
    assert (
        list(paragraphs("Alpha beta gamma\ndelta epsilon.\nZeta eta theta\niota kappa now.", sent))
        == sent
    )


def test_a_letterhead_breaks_where_its_dots_were() -> None:
    """A printed line ends at no dot; the names stand in the signatures too, each in a line."""
    names = ("Rights Now", "Open Press", "Free Speech Union")
    body: tuple[str, ...] = ("Dear Minister,", "We ask you to set them free, all of them.")
    body += tuple(line for name in names for line in (f"Ann of {name[:4]}, Director", name))
    sent = [plain(each) for each in (" · ".join(names), *body)]
    printed = "\n\n".join(("Rights Now · Open Press\nFree Speech Union", *body))
    assert read_pasted(sent, printed).changes == ()

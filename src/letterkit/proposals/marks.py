"""What is kept of the tracked changes and comments of an old letter's Word file, beside its proposal."""

from __future__ import annotations

from collections.abc import Sequence

from letterkit.importer.parts import SourceMark

MARKS_FILE = "tracked-and-comments.txt"
"""The file in a proposal's folder. It is made once, with the import."""
_HEAD = """\
# What the Word file had beside its text. The letter is made of the newest text: what was inserted or
# moved stands in it, what was deleted does not, and no comment does.
"""


def marks_text(marks: Sequence[SourceMark]) -> str:
    """The file: a line for each, with whose it is and its words."""
    text = _HEAD
    for mark in marks:
        date = f", {mark.date}" if mark.date else ""
        about = f' on "{mark.about}"' if mark.about else ""
        text += f"\n{mark.kind} by {mark.author or 'somebody'}{date}{about}: {mark.words}\n"
    return text

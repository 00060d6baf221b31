"""What is kept of the tracked changes and comments of an old letter's Word file, beside its proposal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from letterkit.importer.parts import SourceMark
from letterkit.language.lists import list_text

MARKS_FILE = "tracked-and-comments.txt"
"""The file in a proposal's folder. It is made once, with the import."""
_HEAD = """\
# What the Word file had beside its text. The letter is made of the newest text: what was inserted or
# moved stands in it, what was deleted does not, and no comment does.
"""
_CHANGES = {"inserted": "insertion", "deleted": "deletion", "moved": "move"}


def marks_text(marks: Sequence[SourceMark]) -> str:
    """The file: a line for each, with whose it is and its words."""
    text = _HEAD
    for mark in marks:
        date = f", {mark.date}" if mark.date else ""
        about = f' on "{mark.about}"' if mark.about else ""
        text += f"\n{mark.kind} by {mark.author or 'somebody'}{date}{about}: {mark.words}\n"
    return text


def told(marks: Sequence[SourceMark]) -> Iterator[str]:
    """What was done with them, with counts, in the words of people."""
    counts = Counter[str](mark.kind for mark in marks)
    changes = [_counted(counts[kind], word) for kind, word in _CHANGES.items() if counts[kind]]
    comments = counts["comment"]
    if changes:
        were = _were(len(marks) - comments)
        yield f"  {list_text(changes, 'en')} {were} taken as accepted: the letter has the newest text"
    if comments:
        names = dict.fromkeys(mark.author or "somebody" for mark in marks if mark.kind == "comment")
        who = list_text([*names], "en")
        yield f"  {_counted(comments, 'comment')} by {who} {_were(comments)} left out"


def _were(number: int) -> str:
    return "was" if number == 1 else "were"


def _counted(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"

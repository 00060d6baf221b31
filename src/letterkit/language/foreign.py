"""The author's mark around words of another language: `[mot juste]{lang=fr}`.

In a text the Markdown parser reads it. Here it is read in a line that has no other mark: a title, an ask.
Source of the form: pandoc's bracketed spans (https://pandoc.org/MANUAL.html#divs-and-spans).
"""

from __future__ import annotations

import re
from typing import NamedTuple

from letterkit.language.locales import UnknownLanguageError, checked_tag

_MARK = re.compile(r"""\[([^\[\]\n]*\S[^\[\]\n]*)\]\{\s*lang\s*=\s*(["']?)([\w-]+)\2\s*\}""")


class Unmarked(NamedTuple):
    """A line without the marks; the words that had one, each with its language; and what was no mark.

    `wrong` are the offsets in the line of the values that are no languages, each with its error.
    """

    text: str
    words: tuple[tuple[str, str], ...]
    wrong: tuple[tuple[int, UnknownLanguageError], ...]


def unmarked(line: str) -> Unmarked:
    """Read the marks of a line. One whose language is none stays as it stands."""
    words: list[tuple[str, str]] = []
    wrong: list[tuple[int, UnknownLanguageError]] = []

    def read(mark: re.Match[str]) -> str:
        try:
            words.append((mark[1], checked_tag(mark[3])))
        except UnknownLanguageError as error:
            wrong.append((mark.start(3), error))
            return mark[0]
        return mark[1]

    return Unmarked(_MARK.sub(read, line), tuple(words), tuple(wrong))


def without_marks(line: str) -> str:
    """The line as it is called in a list or a message."""
    return unmarked(line).text if "]{" in line else line


def covered_marks(line: str) -> str:
    """The line with letters in the place of its marks, as long as before; a wrong one stays."""
    return _MARK.sub(lambda mark: "x" * len(mark[0]) if not unmarked(mark[0]).wrong else mark[0], line)

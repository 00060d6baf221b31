"""Text that was pasted into a mail, or saved as plain text → its paragraphs, and what changed in them.

What such a text has lost is made good on both sides: curly marks and dashes are plain, a number or bullet
before a paragraph was the list's. Where lines are as long as paragraphs, each is one. Wrapped lines are
put together by what was sent: an end of line is a paragraph's where one that was sent ends or begins
there, and none in the middle of words that were sent in a row; elsewhere an empty line divides
paragraphs, or in a text without any a line that is too short to have been wrapped.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from letterkit.partners.received.alignment import AnotherTextError, paired
from letterkit.partners.received.changes import Found, compared
from letterkit.partners.received.sides import file_side, sent_side
from letterkit.partners.received.word import LINE_END, Character, WordFile
from letterkit.redline.words import tokens
from letterkit.values import replace

MOST_CHARACTERS = 300_000
"""No letter has so many."""
_PLAIN = str.maketrans(
    {
        **dict.fromkeys("“”„‟«»", '"'),
        **dict.fromkeys("‘’‚‛′", "'"),
        **dict.fromkeys("–—―−‐‑", "-"),
        **dict.fromkeys("\u00a0\u202f\u2007\t", " "),
        "…": "...",
        "\u00ad": None,
        LINE_END: " ",
    }
)
_MARK = re.compile(r"(?:\(?\d{1,2}[.)]|[-•*·▪◦])\s+")
_WIDEST = 100
"""Characters: no mail program wraps lines that are longer (RFC 5322, 2.1.1, asks for 78)."""
_SHORT = 0.85
"""Of the widest line: a line that is shorter, with the next one's first word, was not wrapped."""
_LEAST_PARAGRAPHS = 0.5
"""The part of the paragraphs sent that a pasted letter has at least, between its first and its last."""


def read_pasted(texts: Sequence[str], text: str) -> Found:
    """What a pasted text does to the paragraphs that were sent; besides it the words around it, and what
    of the letter was not pasted.

    Letterhead and signatures are often left out, and a greeting written before the text: what stands
    before the first and behind the last paragraph in common counts as neither removed nor added. Raises
    AnotherTextError where it holds too little of what was sent, UnbalancedError.
    """
    if len(text) > MOST_CHARACTERS:
        raise AnotherTextError
    sent = [plain(each) for each in texts]
    back = list(paragraphs(text, sent))
    first, last, start, end = _in_common(sent, back)
    read = compared(sent[first : last + 1], _as_file(back[start : end + 1]))
    others = [("words around the text", " ".join(part)) for part in (back[:start], back[end + 1 :])]
    others.append(("not pasted", f" {LINE_END} ".join([*sent[:first], *sent[last + 1 :]])))
    return replace(_moved(read, first), others=tuple(other for other in others if other[1]))


def plain(text: str) -> str:
    """A text as mails have it, in one line, without the dots of a letterhead."""
    words = (word for word in text.translate(_PLAIN).split() if word != "·")
    return " ".join(words).replace("--", "-")


def _in_common(sent: Sequence[str], back: Sequence[str]) -> tuple[int, int, int, int]:
    """The first and the last paragraph sent that were pasted, and the same of the text."""
    pairs = paired(sent_side(sent), file_side(_as_file(back).characters, is_final=True))
    if not pairs:
        raise AnotherTextError
    first, last = min(pairs.values()), max(pairs.values())
    if len(set(pairs.values())) < _LEAST_PARAGRAPHS * (last - first + 1) or len(pairs) < min(
        3, len(sent)
    ):
        raise AnotherTextError
    return first, last, min(pairs), max(pairs)


def _as_file(paragraphs_: Sequence[str]) -> WordFile:
    return WordFile([Character(sign) for each in paragraphs_ for sign in f"{each}\n"])


def _moved(read: Found, by: int) -> Found:
    """The changes with the numbers that their paragraphs have in the whole letter."""
    changes = tuple(
        replace(
            each,
            paragraph=each.paragraph + by,
            behind=None if each.behind is None else each.behind + by,
        )
        for each in read.changes
    )
    return replace(read, changes=changes)


# Lines to paragraphs


def paragraphs(text: str, sent: Sequence[str]) -> Iterator[str]:
    """The paragraphs of a text, by what was sent, which is plain."""
    borders, lines = _Borders(sent), _lines(text, sent)
    widest = max(map(len, lines), default=0)
    has_gaps = any(not line for line in lines[1:-1])
    current, last = "", ""
    for line in lines:
        bare = borders.without_mark(line)
        is_short = len(last) + len(line.split(" ")[0]) < _SHORT * widest
        is_new = not line or bare != line or widest > _WIDEST
        if current and (is_new or borders.divide(current, bare, is_short=is_short, has_gaps=has_gaps)):
            yield current
            current = ""
        current, last = f"{current} {bare}".strip(), line
    if current:
        yield current


def _lines(text: str, sent: Sequence[str]) -> list[str]:
    """The lines of a text, plain, without the stars that mail programs write for what is bold."""
    lines = [plain(line) for line in text.replace("\r\n", "\n").split("\n")]
    if any("*" in each for each in sent):
        return lines
    return [re.sub(r"\*(?=\S)([^*]+)(?<=\S)\*", r"\1", line) for line in lines]


class _Borders:
    """Where the paragraphs that were sent begin and end, and which words stand in a row in them."""

    def __init__(self, sent: Sequence[str]) -> None:
        words = [found for each in sent if (found := _words(each))]
        self.starts = {tuple(each[:2]) for each in words}
        self.ends = {tuple(each[-2:]) for each in words}
        self.rows = {pair for each in words for pair in pairwise(each)}
        # As names do that stand in the letterhead's one line, and each by itself in the signatures.
        self.within = {tuple(each[at : at + 4]) for each in words for at in range(len(each) - 3)}
        self.within -= {(*one[-2:], *other[:2]) for one, other in pairwise(words)}

    def without_mark(self, line: str) -> str:
        """A line without the number or bullet that a list set before it."""
        found = _MARK.match(line)
        if found is None or tuple(_words(line)[:2]) in self.starts:
            return line
        return line[found.end() :]

    def divide(self, before: str, line: str, *, is_short: bool, has_gaps: bool) -> bool:
        """Whether a paragraph ends between these."""
        words, following = _words(before), _words(line)
        if not words or not following:
            return False
        ends, begins = tuple(words[-2:]) in self.ends, tuple(following[:2]) in self.starts
        if ends and begins:
            return (*words[-2:], *following[:2]) not in self.within
        if (words[-1], following[0]) in self.rows:
            return False
        return is_short and (ends or begins or not has_gaps)


def _words(text: str) -> list[str]:
    return [token.text for token in tokens(text) if token.text]

"""Words as decisions compare them: whatever form quotation marks, dashes and spaces have."""

from __future__ import annotations

import re
from collections.abc import Sequence

from letterkit.changes.sequences import matches
from letterkit.redline.words import tokens

# A partner's program, a mail or typesetting gives these other forms, which nobody decides on.
_PLAIN = str.maketrans(
    {
        **dict.fromkeys("’‘ʼ‚‛", "'"),
        **dict.fromkeys("“”„‟«»", '"'),
        **dict.fromkeys("–—‐‑−", "-"),
        "\xa0": " ",
        "\u202f": " ",
    }
)
_BEFORE = r"[,.;:!?…)\]}»%’]"
_BEHIND = r"[(\[{«¿¡]"


def words_of(text: str) -> tuple[str, ...]:
    """The words and marks of a text, in plain form."""
    return tuple(plain(token.text) for token in tokens(text) if token.text)


def plain(text: str) -> str:
    """A text with straight quotation marks, hyphens for dashes and ordinary spaces."""
    return text.translate(_PLAIN)


def same_words(one: str, other: str) -> bool:
    """Whether two texts say the same."""
    return words_of(one) == words_of(other)


def kept(old: Sequence[str], new: Sequence[str]) -> dict[int, int]:
    """Which of the old words stayed: index of each → its index among the new ones."""
    return dict(matches(old, new))


def said(words: Sequence[str]) -> str:
    """Words and marks as they are written: no space before a comma or behind a bracket that opens."""
    text = re.sub(rf" (?={_BEFORE})", "", " ".join(words))
    return re.sub(rf"(?<={_BEHIND}) ", "", text)


def follows_closely(text: str) -> bool:
    """Whether a text that is put behind a word stands there without a space."""
    return re.match(_BEFORE, text) is not None

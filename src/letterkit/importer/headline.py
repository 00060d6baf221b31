"""The headline: the title above a letter on a web page, or above a press release."""

from __future__ import annotations

import re
from collections.abc import Sequence

from letterkit.importer import addresses, fax, words
from letterkit.importer.document import FoundDocument
from letterkit.importer.entries import ParagraphEntry, is_sentence
from letterkit.importer.parts import Role

_LEAST = 0.9  # what a line must score to be a headline
_SAYS_LETTER = re.compile(
    r"\b(?:letter|urged?s?|calls?|called|statement|appeal|groups?|ngos?|coalition|joint|"
    r"open|lettre|carta|brief|demand|press|must|should)\b|公开信|公開信|聯署|联署|聲明|声明",
    re.IGNORECASE,
)
_ADDRESSED = re.compile(r"(?:To|From|Attn)\s*:")


def find_headline(head: Sequence[ParagraphEntry]) -> ParagraphEntry | None:
    """The title among the lines of a head: a heading, or the first long line that is no address."""
    best, most = None, _LEAST
    for n, entry in enumerate(head):
        alone = _stands_alone(head, n)
        if not (entry.paragraph.heading or alone) or not _may_be_headline(entry.text):
            continue
        score = _score(entry, first=n == 0, alone=alone)
        if score > most:
            best, most = entry, score
    return best


def take_headline(found: FoundDocument, free: Sequence[ParagraphEntry], headline: ParagraphEntry) -> None:
    """Take a letter's headline from the `free` lines of its head, and the line in which it goes on."""
    headline.take(Role.HEADLINE, 0.7)
    found.headline = headline.text
    below = next(iter(free[free.index(headline) + 1 :]), None)
    if below is None or not headline.text.endswith(","):
        return
    if below.free and not below.paragraph.blank_before:
        below.take(Role.HEADLINE, 0.6)
        found.headline += f" {below.text}"


def _may_be_headline(text: str) -> bool:
    if len(text) > 220 or _length(text) < 3:
        return False
    return not fax.is_fax_line(text) and not words.EMAIL.search(text)


def _length(text: str) -> int:
    """How many words a title has; of Chinese, two characters count as one."""
    return max(len(text.split()), sum("\u3400" <= c <= "\u9fff" for c in text) // 2)


def _stands_alone(head: Sequence[ParagraphEntry], n: int) -> bool:
    """Whether blank lines stand above and below a line, or nothing that is still to be read."""
    above = n == 0 or head[n].paragraph.blank_before > 0
    below = n + 1 == len(head) or head[n + 1].paragraph.blank_before > 0 or not head[n].free
    return above and below


def _score(entry: ParagraphEntry, *, first: bool, alone: bool) -> float:
    """How much a line looks and reads like a headline, and not like a line of an address."""
    text = entry.text
    sort = addresses.sort_of(text)
    looks = 2.0 * bool(entry.paragraph.heading) + 0.4 * alone + 0.3 * first + 0.2 * entry.paragraph.bold
    score = looks + 0.7 * bool(_SAYS_LETTER.search(text))
    score += 0.4 * (_length(text) >= 5) + 0.2 * (":" in text)
    score -= (
        1.2 * (sort in ("person", "postal", "contact"))
        + 0.5 * (sort == "title")
        + 0.6 * (sort == "body" and len(text.split()) < 6)
    )
    score -= 0.8 * bool(_ADDRESSED.match(text)) + 0.8 * is_sentence(text) * (len(text.split()) > 14)
    return score

"""A change that a partner wants, looked up in the document as it is: where, and whether it is said."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from msgspec import Struct

from letterkit.partners.decided.merging import Wish, carried_out
from letterkit.partners.decided.present import PresentParagraph
from letterkit.partners.decided.words import kept, words_of
from letterkit.partners.received.record import ReceivedChange, SentPlace
from letterkit.partners.received.sides import END, likeness

# A paragraph of the same block with so much in common is the one that was sent, changed since.
_LIKE = 0.5


class FoundPlace(Struct, frozen=True):
    """Where a change is to be made: in the paragraph of that number, in its words from `start` on to
    before `end`. `is_said` says that the document has it already; then nothing is to be done.
    """

    paragraph: int
    start: int
    end: int
    is_said: bool = False


def wish_of(change: ReceivedChange, file: str, name: str) -> Wish | None:
    """A change of words as a wish about the paragraph that was sent.

    None of an added or a moved paragraph, and where the record does not say what was sent.
    """
    is_whole = change.kind in ("paragraph added", "paragraph moved")
    if change.place is None or not change.place.text or is_whole:
        return None
    length = len(words_of(change.place.text))
    if change.kind == "paragraph removed":
        return Wish(0, length + 1, (), file, name)
    start = change.word - 1
    end = length + 1 if change.kind == "paragraphs joined" else start + len(words_of(change.went))
    return Wish(start, end, words_of(change.came), file, name)


def found(change: ReceivedChange, paragraphs: Sequence[PresentParagraph]) -> FoundPlace | None:
    """Where a change stands in the document now; None where what it is about is there no more."""
    match change.kind:
        case "paragraph added":
            return _addition(change, paragraphs)
        case "paragraph moved":
            return _moved(change, paragraphs)
        case "paragraph removed":
            return _removal(change, paragraphs)
        case "paragraph split":
            return _split(change, paragraphs)
        case _:
            return _words(change, paragraphs)


def paragraph_of(place: SentPlace | None, paragraphs: Sequence[PresentParagraph]) -> int | None:
    """The number of the paragraph that was sent as that; None where there is none like it."""
    if place is None or not place.text:
        return None
    words = words_of(place.text)
    of_block = [i for i, each in enumerate(paragraphs) if each.sent.place.block == place.block]
    same = [i for i in of_block if paragraphs[i].words == words]
    if same:
        return min(same, key=lambda i: abs(paragraphs[i].sent.place.paragraph - place.paragraph))
    bag = Counter(words)
    scores = [(likeness(bag, Counter(paragraphs[i].words)), -i) for i in of_block]
    best = max(scores, default=(0.0, 0))
    return -best[1] if best[0] >= _LIKE else None


def _words(change: ReceivedChange, paragraphs: Sequence[PresentParagraph]) -> FoundPlace | None:
    wish = wish_of(change, "", "")
    if wish is None or change.place is None:
        return None
    at = paragraph_of(change.place, paragraphs)
    base = words_of(change.place.text)
    if at is None:
        return _said_whole(change.place, carried_out(base, [wish]), paragraphs)
    if change.kind == "paragraphs joined":
        return _joined(base, wish, paragraphs, at)
    if range_ := position(base, paragraphs[at].words, wish):
        return FoundPlace(at, *range_)
    return FoundPlace(at, 0, 0, is_said=True) if is_said(base, paragraphs[at].words, wish) else None


def _said_whole(
    place: SentPlace, wanted: tuple[str, ...], paragraphs: Sequence[PresentParagraph]
) -> FoundPlace | None:
    """The paragraph that says what is wanted, where nothing like the one that was sent is left: all words
    of a name may have been changed by hand.
    """
    told = ((each.sent.place.block, each.words) for each in paragraphs)
    numbers = (i for i, each in enumerate(told) if each == (place.block, wanted))
    return next((FoundPlace(i, 0, 0, is_said=True) for i in numbers), None)


def position(base: Sequence[str], now: Sequence[str], wish: Wish) -> tuple[int, int] | None:
    """The range of the present words that a wish about the base's words is about; None where those are
    not there, or where they read as the wish has them already.
    """
    if is_said(base, now, wish):
        return None
    stayed = kept(base, now)
    numbers = [stayed.get(k) for k in range(wish.start, wish.end)]
    if numbers:
        first = numbers[0]
        is_whole = first is not None and numbers == list(range(first, first + len(numbers)))
        return (first, first + len(numbers)) if first is not None and is_whole else None
    if wish.start - 1 in stayed:
        return (stayed[wish.start - 1] + 1,) * 2
    if wish.start in stayed:
        return (stayed[wish.start],) * 2
    return (0, 0) if not base else None


def is_said(base: Sequence[str], now: Sequence[str], wish: Wish) -> bool:
    """Whether the present words read as the wish has them, between the words around that stayed."""
    stayed = kept(base, now)
    left = next((k for k in range(wish.start - 1, -1, -1) if k in stayed), None)
    right = next((k for k in range(wish.end, len(base)) if k in stayed), None)
    first = 0 if left is None else stayed[left] + 1
    last = len(now) if right is None else stayed[right]
    wanted = carried_out(
        base, [wish], 0 if left is None else left + 1, len(base) if right is None else right
    )
    return tuple(now[first:last]) == wanted


def _joined(
    base: Sequence[str], wish: Wish, paragraphs: Sequence[PresentParagraph], at: int
) -> FoundPlace | None:
    """The words at the paragraph's end, behind which the next one is to go on."""
    now = paragraphs[at].words
    begins = (*base[: wish.start], *wish.came)
    if len(now) > len(begins) + 1 and now[: len(begins)] == begins and now != tuple(base):
        return FoundPlace(at, 0, 0, is_said=True)
    inner = Wish(wish.start, len(base), (), "", "")
    stayed = kept(base, now)
    if inner.is_insertion:
        return FoundPlace(at, len(now), len(now)) if stayed.get(len(base) - 1) == len(now) - 1 else None
    numbers = [stayed.get(k) for k in range(inner.start, inner.end)]
    expected = list(range(len(now) - len(numbers), len(now)))
    return FoundPlace(at, len(now) - len(numbers), len(now)) if numbers == expected else None


def _split(change: ReceivedChange, paragraphs: Sequence[PresentParagraph]) -> FoundPlace | None:
    wish = wish_of(change, "", "")
    if wish is None or change.place is None:
        return None
    halves = parts(carried_out(words_of(change.place.text), [wish]))
    texts = [each.words for each in paragraphs]
    if len(halves) > 1 and all(half in texts for half in halves):
        return FoundPlace(texts.index(halves[0]), 0, 0, is_said=True)
    return _words(change, paragraphs)


def _removal(change: ReceivedChange, paragraphs: Sequence[PresentParagraph]) -> FoundPlace | None:
    at = paragraph_of(change.place, paragraphs)
    if at is None:
        is_known = change.place is not None and change.place.text
        return FoundPlace(0, 0, 0, is_said=True) if is_known else None
    return FoundPlace(at, 0, len(paragraphs[at].words))


def _addition(change: ReceivedChange, paragraphs: Sequence[PresentParagraph]) -> FoundPlace | None:
    came = words_of(change.came)
    if said := [i for i, each in enumerate(paragraphs) if each.words == came]:
        return FoundPlace(said[0], 0, 0, is_said=True)
    at = paragraph_of(change.behind, paragraphs)
    return FoundPlace(at, 0, 0) if at is not None else None


def _moved(change: ReceivedChange, paragraphs: Sequence[PresentParagraph]) -> FoundPlace | None:
    at, behind = paragraph_of(change.place, paragraphs), paragraph_of(change.behind, paragraphs)
    if at is None or (behind is None and change.behind is not None):
        return None
    is_said = at == 0 if behind is None else (behind, at) in pairwise(range(len(paragraphs)))
    return FoundPlace(at, 0, len(paragraphs[at].words), is_said=is_said)


def parts(words: Sequence[str]) -> list[tuple[str, ...]]:
    """Words cut where paragraphs end."""
    found: list[tuple[str, ...]] = [()]
    for word in words:
        if word == END:
            found.append(())
        else:
            found[-1] = (*found[-1], word)
    return [part for part in found if part]

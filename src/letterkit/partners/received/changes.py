"""What was done to the text: each change at its paragraph, with the words that went and came, and whose.

A ledger of words is kept: those sent, less those that went, with those that came, are those of the file.
Where it does not balance, nothing is said at all.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

from msgspec import Struct

from letterkit.changes.sequences import longest_rising
from letterkit.foreign.word_changes import By, Remark
from letterkit.partners.received.alignment import FEW, AnotherTextError, aligned, rejoin, slide
from letterkit.partners.received.sides import END, Side, file_side, sent_side
from letterkit.partners.received.word import WordFile

Kind = Literal[
    "words changed",
    "paragraph split",
    "paragraphs joined",
    "paragraph removed",
    "paragraph added",
    "paragraph moved",
]

Glued = Literal["", "before", "behind", "both"]

_LEAST_KEPT = 0.25
"""The part of the words sent that a file of the same letter has at least."""


class UnbalancedError(Exception):
    """The changes found do not account for every word of the file."""


class TextChange(Struct, frozen=True):
    """A change of the paragraph sent with that number, from 0: at its word `at`, from 0.

    What was added or moved stands behind the paragraph `paragraph` or `behind`; -1 is before the first.
    `sent` is the range of the words sent that went, empty where words only came. `marks` are those of
    the file's tracked changes that did it. `glued` says on which side what came stands without a space.
    """

    kind: Kind
    paragraph: int
    at: int
    went: str
    came: str
    marks: tuple[By, ...]
    sent: tuple[int, int]
    came_words: tuple[str, ...] = ()
    behind: int | None = None
    glued: Glued | None = None


class FoundRemark(Struct, frozen=True):
    """A comment: the paragraph sent that it is on, if any, and the words there."""

    number: str
    paragraph: int | None
    words: str
    remark: Remark


class WordCounts(Struct, frozen=True):
    """The ledger: words sent, those that went and came, and those of the file."""

    sent: int
    went: int
    came: int
    back: int

    @property
    def changed(self) -> int:
        """Words that went or came."""
        return self.went + self.came


class Found(Struct, frozen=True):
    """What a file does to the text that was sent, in the order of that, and what of it is no text, as
    (kind, words).
    """

    changes: tuple[TextChange, ...]
    remarks: tuple[FoundRemark, ...]
    others: tuple[tuple[str, str], ...]
    margins: tuple[str, ...]
    counts: WordCounts


def compared(texts: Sequence[str], file: WordFile) -> Found:
    """What a file does to the paragraphs that were sent.

    Raises AnotherTextError where it has too little of them, UnbalancedError where a word is not
    accounted for.
    """
    sent = sent_side(texts)
    original = file_side(file.characters, is_final=False)
    final = file_side(file.characters, is_final=True)
    of_original = aligned(sent, original)
    places = {word.places: k for k, word in enumerate(original.words)}
    of_final = {
        k: of_original[o]
        for k, word in enumerate(final.words)
        if (o := places.get(word.places)) is not None and o in of_original
    }
    rejoin(sent, final, of_final)
    slide(sent, final, of_final)
    found = _Changes(file, sent, original, {b: o for o, b in of_original.items()}, final, of_final)
    changes = tuple(found.all())
    counts = _balanced(changes, sent, final)
    remarks = tuple(_placed(file, sent, original, of_original))
    return Found(changes, remarks, tuple(file.others), tuple(file.margins), counts)


def _balanced(changes: Iterable[TextChange], sent: Side, final: Side) -> WordCounts:
    """Raises UnbalancedError where sent − went + came is not what the file has, word by word."""
    before, after = _counted(w.text for w in sent.words), _counted(w.text for w in final.words)
    went: Counter[str] = Counter()
    came: Counter[str] = Counter()
    for change in changes:
        went += _counted(w.text for w in sent.words[slice(*change.sent)])
        came += _counted(change.came_words)
    if went - before or before - went + came != after:
        raise UnbalancedError
    if went.total() > (1 - _LEAST_KEPT) * before.total():
        raise AnotherTextError
    return WordCounts(before.total(), went.total(), came.total(), after.total())


def _counted(words: Iterable[str]) -> Counter[str]:
    return Counter(word for word in words if word != END)


class _Changes(Struct):
    """Both sides and which of their words are the same: of the file's original and final words."""

    file: WordFile
    sent: Side
    original: Side
    in_original: dict[int, int]
    final: Side
    of_final: dict[int, int]

    def all(self) -> Iterator[TextChange]:
        """Every change; moves come last."""
        kept = set(self.of_final.values())
        runs = self._come(kept)
        starts = (
            k - 1 for k in range(len(self.sent.words)) if k not in kept and (k == 0 or k - 1 in kept)
        )
        for before in sorted({*runs, *starts}):
            gone: list[int] = []
            k = before + 1
            while k < len(self.sent.words) and k not in kept and (not gone or k - 1 not in runs):
                gone.append(k)
                k += 1
            yield from self._cut(gone, runs.get(before, []), before)
        yield from self._moves()

    def _come(self, kept: set[int]) -> dict[int, list[int]]:
        """The word sent that stands before → the words that came behind it."""
        runs: dict[int, list[int]] = defaultdict(list)
        last = -1
        for own in self.final.ranges:
            here: int | None = None
            first = next((self.of_final[k] for k in own if k in self.of_final), None)
            for k in own:
                if k in self.of_final:
                    here = last = self.of_final[k]
                    continue
                before = here
                if before is None and first is not None:
                    before = self._start(first, kept)
                runs[last if before is None else before].append(k)
        return runs

    def _start(self, first: int, kept: set[int]) -> int:
        """What stands before words that begin a paragraph, or before what it lost there."""
        start = self.sent.ranges[self.sent.words[first].paragraph][0]
        before = first - 1
        while before >= start and before not in kept:
            before -= 1
        return before

    def _cut(self, gone: list[int], come: list[int], before: int) -> Iterator[TextChange]:
        """A change cut where paragraphs end: each part belongs to one paragraph."""
        whole = _whole(come, self.final)
        rest = [k for k in come if k not in whole]
        by_paragraph: dict[int, list[int]] = defaultdict(list)
        for k in gone:
            by_paragraph[self.sent.words[k].paragraph].append(k)
        at = self._paragraph_at(before, gone)
        if rest:
            by_paragraph.setdefault(at, [])
        for paragraph, numbers in sorted(by_paragraph.items()):
            came = rest if paragraph == at else []
            if self._is_another(paragraph, numbers, came):
                yield self._change(paragraph, numbers, [], before, is_all=True)
                yield self._added(came, paragraph - 1, numbers[-1] + 1)
            else:
                yield self._change(paragraph, numbers, came, before)
        behind = self.sent.words[before].paragraph if before >= 0 else -1
        for j in dict.fromkeys(self.final.words[k].paragraph for k in sorted(whole)):
            yield self._added(list(self.final.ranges[j]), behind, before + 1)

    def _is_another(self, paragraph: int, gone: Sequence[int], come: Sequence[int]) -> bool:
        """Whether a paragraph of more than a few words gave its place to one with none of them."""
        words = len(self.sent.ranges[paragraph]) - 1
        return words > FEW and len(gone) >= words and len(come) > FEW

    def _added(self, come: list[int], behind: int, before: int) -> TextChange:
        """A paragraph that came behind the one of that number, before the word sent of that number."""
        place = before, before
        marks, words = self._marks([], come), self._texts(come)
        return TextChange(
            "paragraph added", behind, 0, "", self.final.said(come), marks, place, words, behind
        )

    def _paragraph_at(self, before: int, gone: Sequence[int]) -> int:
        """The paragraph that words belong to which came behind this word."""
        if before < 0:
            return 0
        word = self.sent.words[before]
        if word.text != END:
            return word.paragraph
        if gone:
            return self.sent.words[gone[0]].paragraph
        return min(word.paragraph + 1, len(self.sent.ranges) - 1)

    def _change(
        self, paragraph: int, gone: list[int], come: list[int], before: int, *, is_all: bool = False
    ) -> TextChange:
        own = self.sent.ranges[paragraph]
        at = gone[0] if gone else max(before + 1, own[0])
        kind: Kind = "words changed"
        if is_all or (len(gone) == len(own) and not come):
            kind = "paragraph removed"
        elif any(self.sent.words[k].text == END for k in gone) and len(gone) < len(own):
            kind = "paragraphs joined"
        elif any(self.final.words[k].text == END for k in come):
            kind = "paragraph split"
        return TextChange(
            kind,
            paragraph,
            at - own[0],
            self.sent.said(gone),
            self.final.said(come, with_end=kind == "paragraph split"),
            self._marks(gone, come),
            (gone[0], gone[-1] + 1) if gone else (at, at),
            self._texts(come),
            glued=self._glued(come),
        )

    def _glued(self, come: Sequence[int]) -> Glued | None:
        """Whether words that came follow, and are followed, without a space; None where none came."""
        if not come:
            return None
        first, last = self.final.words[come[0]], self.final.words[come[-1]]
        before = self.final.texts[first.paragraph][: first.start][-1:]
        behind = self.final.texts[last.paragraph][last.end :][:1]
        is_glued = bool(before.strip()), bool(behind.strip()) and last.text != END
        sides: dict[tuple[bool, bool], Glued] = {
            (True, True): "both",
            (True, False): "before",
            (False, True): "behind",
        }
        return sides.get(is_glued, "")

    def _texts(self, come: Iterable[int]) -> tuple[str, ...]:
        return tuple(self.final.words[k].text for k in come)

    def _marks(self, gone: Iterable[int], come: Iterable[int]) -> tuple[By, ...]:
        """The tracked changes that took or brought these words, each once."""
        characters = self.file.characters
        went = (
            characters[place].went
            for k in gone
            if k in self.in_original
            for place in self.original.words[self.in_original[k]].places
            if place < len(characters)
        )
        came = (
            characters[place].came
            for k in come
            for place in self.final.words[k].places
            if place < len(characters)
        )
        return tuple(dict.fromkeys(mark for mark in (*went, *came) if mark is not None))

    def _moves(self) -> Iterator[TextChange]:
        """Paragraphs that stand in another order."""
        places: dict[int, Counter[int]] = defaultdict(Counter)
        for k, b in self.of_final.items():
            if self.sent.words[b].text != END:
                places[self.sent.words[b].paragraph][self.final.words[k].paragraph] += 1
        order = sorted((where.most_common(1)[0][0], paragraph) for paragraph, where in places.items())
        stayed = set(longest_rising([paragraph for _, paragraph in order]))
        for n, (where, paragraph) in enumerate(order):
            if n not in stayed:
                start = self.sent.ranges[paragraph][0]
                behind = order[n - 1][1] if n else -1
                marks = self._marks([], self.final.ranges[where])
                said = self.sent.texts[paragraph].strip()
                yield TextChange(
                    "paragraph moved", paragraph, 0, "", said, marks, (start, start), (), behind
                )


def _whole(come: Sequence[int], final: Side) -> set[int]:
    """The words of paragraphs that came whole."""
    numbers = set(come)
    paragraphs = {final.words[k].paragraph for k in come}
    return {k for p in paragraphs if numbers.issuperset(final.ranges[p]) for k in final.ranges[p]}


def _placed(file: WordFile, sent: Side, original: Side, found: dict[int, int]) -> Iterator[FoundRemark]:
    """The comments; an answer is where its question is."""
    at = sorted((original.words[k].places[0], b) for k, b in found.items())
    made = {number: _place(remark, file, sent, at) for number, remark in file.remarks.items()}
    for number, remark in file.remarks.items():
        if remark.answers in made:
            made[number] = made[remark.answers]
        yield FoundRemark(number, *made[number], remark)


def _place(
    remark: Remark, file: WordFile, sent: Side, at: Sequence[tuple[int, int]]
) -> tuple[int | None, str]:
    """Where one comment stands; `at` has the place in the file of each word sent."""
    if remark.start < 0 or not at:
        return None, ""
    inside = (b for place, b in at if remark.start <= place < remark.end)
    behind = (b for place, b in at if place >= remark.start)
    first = next(inside, next(behind, at[-1][1]))
    own = file.characters[remark.start : remark.end]
    words = "".join(c.text for c in own if c.went is None).replace("\n", f" {END} ").strip()
    return sent.words[first].paragraph, words

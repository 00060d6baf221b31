"""Copies of one letter → PDFs, each as `write` makes it, of which only what differs is laid out.

Copies whose pages differ in words alone, and whose words break into as many lines of the same heights,
are laid out once: see `slots` and `splicing`; of a letter that was tried in several sizes, to keep to its
pages, in each of these. Each such class proves itself: its first member, laid out
whole, must be given again byte for byte. The last copy of the largest class is laid out whole too, and
must have every word where it was put; with a template or style sheet of the workspace's own, which may
print a word where nobody looks for it, the last one of every class. A copy that cannot share is laid out
whole, and counted.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from msgspec import Struct, field

from letterkit import letter as lt
from letterkit.consent import Released
from letterkit.diagnostics import Diagnostic
from letterkit.limits import TooMuchWorkError, limited_work
from letterkit.writers import Assets
from letterkit.writers.html import own_files, prints_words_as_they_are, to_html
from letterkit.writers.pdf.finishing import finish
from letterkit.writers.pdf.forms import skeletons
from letterkit.writers.pdf.layout import Laid, lay_out
from letterkit.writers.pdf.loading import import_weasyprint
from letterkit.writers.pdf.skeleton import PageSkeleton, varying
from letterkit.writers.pdf.slots import (
    Slot,
    SlotLine,
    UnlikeError,
    broken,
    find_slots,
    of_boxes,
    require_like,
    told,
)
from letterkit.writers.pdf.splicing import CopyTemplate, document_of

if TYPE_CHECKING:
    from weasyprint import Document

_SECONDS = 20.0
"""Seconds of the processor's that the copies of one class may take, besides each copy's."""
_EACH = 0.2


class WrittenCopy(Struct, frozen=True):
    """A copy's PDF, None where it cannot be made; its pages, and what was met.

    `is_whole` tells one that was laid out by itself.
    """

    content: bytes | None
    pages: int
    problems: tuple[Diagnostic, ...]
    is_whole: bool


class _Copy(Struct, eq=False):
    """A copy on its way: its place among all, its page taken apart, and its own lines by their texts."""

    place: int
    released: Released[lt.Letter]
    skeleton: PageSkeleton
    lines: dict[int | None, list[SlotLine]] = field(default_factory=dict)

    @property
    def shape(self) -> object:
        """What moves the lines of the page: how many there are of each text, and how high."""
        return tuple((number, *(line.shape for line in lines)) for number, lines in self.lines.items())


def load_for_copies(first: Released[lt.Letter], assets: Assets) -> None:
    """Load what writes copies, and find what their pages have alike, for a process that will be copied.

    Nothing is set: Pango, which may begin threads for that, is not asked for anything. Raises
    LetterkitError where it is missing.
    """
    import_weasyprint()
    to_html(first.tree, assets, paged=True)


class CopiesWriter:
    """Writes copies of one letter with the same templates and fonts."""

    def __init__(self, assets: Assets) -> None:
        self.assets = assets
        self._own = own_files("letter.html.jinja", assets)
        self._is_sampled = False

    def write(self, copies: Sequence[Released[lt.Letter]]) -> Iterator[tuple[int, WrittenCopy]]:
        """The copies, each with its place among all, as they are made.

        Raises LetterkitError where Pango or the typeface is missing.
        """
        groups: dict[tuple[str, ...], list[_Copy]] = {}
        has_forms = prints_words_as_they_are(self._own)
        pages = skeletons([each.tree for each in copies], self.assets, has_forms=has_forms)
        for place, (released, taken) in enumerate(zip(copies, pages, strict=True)):
            if taken is not None:
                groups.setdefault(taken.marks, []).append(_Copy(place, released, taken))
        waiting = dict(enumerate(copies))
        left: list[Sequence[_Copy]] = list(groups.values())
        while left:
            for place, made in self._group(left.pop(0), left):
                del waiting[place]
                yield place, made
        for place, released in waiting.items():
            yield place, self._whole(released)

    def _whole(self, released: Released[lt.Letter], laid: Laid | None = None) -> WrittenCopy:
        laid = laid or lay_out(released, self.assets)
        content, problems = finish(laid)
        return WrittenCopy(content, laid.pages, (*problems, *laid.findings), is_whole=True)

    def _group(
        self, copies: Sequence[_Copy], left: list[Sequence[_Copy]]
    ) -> Iterator[tuple[int, WrittenCopy]]:
        """Those of one skeleton that share their pages with others; nothing where none do. Those that are
        to be divided anew are put to what is `left`.
        """
        first = copies[0]
        if len(copies) == 1 or not first.skeleton.can_share:
            return
        numbers = varying([each.skeleton for each in copies])
        varied = _Varied(numbers, head=len({each.skeleton.head for each in copies}) > 1)
        laid = lay_out(first.released, self.assets)
        classes: list[list[_Copy]] = []
        with suppress(UnlikeError, TooMuchWorkError), limited_work(_SECONDS + _EACH * len(copies)):
            classes = _by_shape(varied.slots(first, next(iter(laid.tried), None)), copies)
        if not any(alike[0] is first for alike in classes):
            yield first.place, self._whole(first.released, laid)
        for alike in sorted(classes, key=len, reverse=True):
            own = laid if alike[0] is first else lay_out(alike[0].released, self.assets)
            made, rest = self._class(alike, own, varied)
            yield from made.items()
            left += [rest] if rest else []

    def _class(
        self, copies: Sequence[_Copy], laid: Laid, varied: _Varied
    ) -> tuple[dict[int, WrittenCopy], list[_Copy]]:
        """Copies that break alike in another's pages, of which the first is laid out; and those of them
        that do not in its own.
        """
        first = copies[0]
        if len(copies) > 1 and (laid.problems or laid.findings):
            return {}, []
        try:
            with limited_work(_SECONDS + _EACH * len(copies)):
                alike, slots = varied.alike(copies, laid)
                sharing = {each.place for each in alike}
                rest = [each for each in copies if each.place not in sharing]
                if len(alike) == 1:
                    return {first.place: self._whole(first.released, laid)}, rest
                sample = None if self._is_sampled else lay_out(alike[-1].released, self.assets)
                made = _spliced(laid, sample, slots, alike)
                self._is_sampled = not self._own
                return made, rest
        except (UnlikeError, TooMuchWorkError):
            return {first.place: self._whole(first.released, laid)}, []


class _Varied(Struct, frozen=True):
    """The texts in which the copies of one skeleton differ, and whether their running heads do."""

    numbers: Sequence[int]
    head: bool

    def slots(self, copy: _Copy, document: Document | None) -> list[Slot]:
        """Where these are on a copy's pages. Raises UnlikeError."""
        if document is None:
            raise UnlikeError("the letter cannot be laid out")
        return find_slots(document, copy.skeleton, self.numbers, head=self.head)

    def alike(self, copies: Sequence[_Copy], laid: Laid) -> tuple[Sequence[_Copy], list[Slot]]:
        """Those that break like the first, which is laid out, on its pages and in each size that was
        tried for it, so that each by itself would be laid out so too; and the slots of these pages.

        Raises UnlikeError where the first has other lines than those that it is broken into.
        """
        first, slots = copies[0], list[Slot]()
        for document in (*laid.tried, laid.document):
            slots = self.slots(first, document)
            if not _has_own_lines(slots, first):
                classes = _by_shape(slots, copies)
                copies = next((each for each in classes if each[0] is first), [first])
            if not _has_own_lines(slots, first):
                raise UnlikeError("the letter's own lines are not broken anew as they were")
        return copies, slots


def _by_shape(slots: Sequence[Slot], copies: Sequence[_Copy]) -> list[list[_Copy]]:
    """The copies broken into lines, those that break alike together; without those that do not fit."""
    classes: dict[object, list[_Copy]] = {}
    for copy in copies:
        copy.lines = {}
        if _break(slots, copy):
            classes.setdefault(copy.shape, []).append(copy)
    return list(classes.values())


def _has_own_lines(slots: Sequence[Slot], copy: _Copy) -> bool:
    """Whether a copy that is laid out has the lines into which it is broken."""
    return all(told(copy.lines.get(slot.number, ())) == of_boxes(slot) for slot in slots)


def _break(slots: Sequence[Slot], copy: _Copy) -> bool:
    """Break a copy's texts into lines; False where one does not fit in its place."""
    try:
        for slot in slots:
            if slot.number not in copy.lines:
                copy.lines[slot.number] = broken(slot, slot.text(copy.skeleton))
    except UnlikeError:
        return False
    return True


def _spliced(
    laid: Laid, sample: Laid | None, slots: Sequence[Slot], copies: Sequence[_Copy]
) -> dict[int, WrittenCopy]:
    """The copies' PDFs, made of the first one's; `sample` is the last one laid out whole, to compare
    with. Raises UnlikeError.
    """
    by_box: dict[Any, list[SlotLine]] = {}
    for slot in slots:
        for number, box in enumerate(slot.boxes):
            by_box[box] = [copy.lines[slot.number][number] for copy in copies]
    if sample is not None:
        ending = {box: lines[-1] for box, lines in by_box.items()}
        require_like(document_of(laid), document_of(sample), ending)
    template = CopyTemplate(laid, by_box)
    made: dict[int, WrittenCopy] = {}
    for number, copy in enumerate(copies):
        content = template.copy(number, copy.released.tree, copy.skeleton.title)
        if number == 0 and content != template.content:
            raise UnlikeError("the first copy is not the letter's own")
        made[copy.place] = WrittenCopy(content, laid.pages, (), is_whole=False)
    return made

"""Pages that a typographer would not send, laid out again with a little less or more space.

What is not sent so:

- a page with signatures and fewer than two lines of the letter, unless they fill more than a page;
- more than two inches of empty page before a page break;
- a last page with fewer than four lines and nothing else to say.

The signatures are kept on one page, then spaces, then leading are changed, then the space at the letter's
head, and last of all the size, by 3 % at most. Whatever breaks no rule stays as it is, and costs nothing.
The style sheet has the four as `--space`, `--leading`, `--head` and `--size` (see letter.css): a template
of somebody's own that does not use them is laid out as it says.

Limits: lines of 120 to 145 % of the size, paragraphs half the size to the whole apart (Butterick,
Practical Typography, on line spacing and on space between paragraphs). In a short letter the space
between date, address and salutation is what gives way (The Gregg Reference Manual, on the placement of
letters). The 3 % of size are ours: a third of a point at 11.25, which leaves the text well above the
least that a fax bears.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from msgspec import Struct

from letterkit.diagnostics import Diagnostic
from letterkit.writers.pdf.lines import BODY, NOTES, POINT, PrintedLine, printed_lines

if TYPE_CHECKING:
    from weasyprint import Document, Page

Make: TypeAlias = Callable[[Sequence[str]], "tuple[Document, list[Diagnostic]]"]
"""Lays a document out with these style sheets besides its own, and says what was met."""

MOST_EMPTY = 144.0
"""Points, two inches: how much of a page may be empty before the next one begins."""
LEAST_BESIDE_SIGNATURES = 2
"""How many lines of a letter stand on a page that has signatures."""
LEAST_ON_LAST_PAGE = 4
"""How many lines a document's last page has at least."""
MOST_PAGES = 150
"""How many pages are laid out before the best that was found is taken. That is counted, not timed: the
same document has to give the same bytes on any machine. A letter of twenty pages is tried seven times.
"""
_SIGNATURES, _CLOSE = "signatures", "close"
_NOTES_RULE = 13.0  # points between the last line and the first note, with the rule: see letter.css
# The signatures whole, and the end of the letter with them; a list of copies is divided rather.
_WHOLE = """
.signatures { break-inside: avoid }
main > :last-child, main > :last-child > :last-child { break-before: avoid }
.notation.short { break-inside: auto !important }
"""


class Fit(Struct, frozen=True):
    """By what the sizes of letter.css are multiplied."""

    space: float = 1
    leading: float = 1
    head: float = 1
    size: float = 1

    @property
    def style(self) -> str:
        """The style sheet that says so."""
        values = (
            ("space", self.space),
            ("leading", self.leading),
            ("head", self.head),
            ("size", self.size),
        )
        return f":root {{ {' '.join(f'--{name}: {value} !important;' for name, value in values)} }}"


# In the order in which they are tried; of a row the last, which does most, is tried first, and an earlier
# one taken where it is enough. Leading is 1.3 to 1.45 for 1.4; paragraphs are 5.6 to 11.2 points apart
# for 8.5.
_FITS: tuple[tuple[Fit, ...], ...] = (
    (Fit(),),
    (Fit(space=0.85), Fit(space=0.66)),
    (Fit(space=0.66, leading=0.96, head=0.8), Fit(space=0.66, leading=0.93, head=0.6)),
    (Fit(space=1.15, head=1.5), Fit(space=1.32, leading=1.035, head=1.5)),
    (Fit(space=1.32, leading=1.035, head=3),),
    (
        Fit(space=0.66, leading=0.93, head=0.6, size=0.985),
        Fit(space=0.66, leading=0.93, head=0.6, size=0.97),
    ),
    (Fit(space=1.32, leading=1.035, head=4),),
)


class Faults(Struct, frozen=True, order=True):
    """What is not sent so, the worst first: how many pages have it."""

    stranded: int = 0
    empty: int = 0
    short: int = 0


class Fitted(NamedTuple):
    """A document laid out, and what was met; and on the way there its pages in each size that was tried,
    as it was first: two documents that break alike in all of these are laid out alike.
    """

    document: Document
    messages: list[Diagnostic]
    tried: tuple[Document, ...]


def fitted(make: Make, pages: Callable[[], int]) -> Fitted:
    """The document laid out so that it has as few of the faults as can be, and what was met.

    `pages` says how many have been laid out so far; after `MOST_PAGES` nothing more is tried.
    """
    made = make(())
    sizes = {Fit().size: made[0]}
    best = faults(made[0])
    if best == Faults():
        return Fitted(*made, tuple(sizes.values()))
    for row in _FITS:
        if pages() > MOST_PAGES:
            break
        found = None
        for fit in reversed(row):
            tried = make((_WHOLE, fit.style))
            sizes.setdefault(fit.size, tried[0])
            left = faults(tried[0])
            if left < best:
                best, made, found = left, tried, fit
            elif left == Faults():
                made = tried  # milder, and enough
            else:
                break
        if found is not None and best == Faults():
            break
    return Fitted(*made, tuple(sizes.values()))


def faults(document: Document) -> Faults:
    """What is wrong with a document's pages."""
    if len(document.pages) < 2:
        return Faults()
    lines = printed_lines(document)
    pages = [[line for line in lines if line.page == n] for n in range(1, len(document.pages) + 1)]
    empty = sum(
        _empty(page, on_page) > MOST_EMPTY
        for page, on_page in zip(document.pages[:-1], pages, strict=False)
    )
    short = sum(line.part != NOTES for line in pages[-1]) < LEAST_ON_LAST_PAGE
    return Faults(_stranded(document, pages), empty, int(short))


def _stranded(document: Document, pages: Sequence[Sequence[PrintedLine]]) -> int:
    """How many pages have signatures and hardly a line of the letter, though they need not."""
    signed = [lines for lines in pages if any(line.part == _SIGNATURES for line in lines)]
    beside = LEAST_BESIDE_SIGNATURES * _line(pages)
    if _height(signed) + beside > _room(document.pages[-1]):
        # They fill more than a page: the one on which they begin has to have its lines.
        signed = signed[:1]
    return sum(sum(line.part == BODY for line in lines) < LEAST_BESIDE_SIGNATURES for lines in signed)


def _line(pages: Sequence[Sequence[PrintedLine]]) -> float:
    """How high most lines of the body are, in points: that is the style sheet's, or the setting's."""
    heights = (round(line.bottom - line.top, 2) for lines in pages for line in lines if line.part == BODY)
    return max(Counter(heights).most_common(1), default=(0.0, 0))[0]


def _height(pages: Sequence[Sequence[PrintedLine]]) -> float:
    """How high the close and the signatures are together, in points."""
    height = 0.0
    for lines in pages:
        ending = [line for line in lines if line.part in (_SIGNATURES, _CLOSE)]
        height += max(line.bottom for line in ending) - min(line.top for line in ending)
    return height


def _room(page: Page) -> float:
    """How high the text of a page can be, in points."""
    return float(page._page_box.height) * POINT  # noqa: SLF001  # see `lines`


def _empty(page: Page, lines: Sequence[PrintedLine]) -> float:
    """How much is empty at the foot of a page, above its notes, in points."""
    box = page._page_box  # noqa: SLF001  # see `lines`
    notes = [line.top for line in lines if line.part == NOTES]
    end = min(notes) - _NOTES_RULE if notes else float(box.content_box_y() + box.height) * POINT
    return end - max((line.bottom for line in lines if line.part != NOTES), default=0.0)

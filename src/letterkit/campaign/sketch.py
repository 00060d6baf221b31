"""A new letter's recipe: the passages that there are for it, and a skeleton where there are none.

The body has three parts: what comes before the asks, the asks, and what comes after them. Each is what
was named for it; else what an earlier letter has there and may be taken over; else a placeholder.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import Any

from msgspec import Struct

from letterkit.blocks.base import BlockModel
from letterkit.blocks.documents import BodyEntry, LetterComposition
from letterkit.blocks.kinds import KIND_BY_MODEL
from letterkit.blocks.models import Address, CaseListBlock, Framing, Issue, QuotationBlock, Signatures
from letterkit.campaign.answers import ALL, NONE, Answers, Question
from letterkit.campaign.passages import Reader
from letterkit.campaign.skeleton import CLOSING, Skeleton
from letterkit.diagnostics import Location
from letterkit.language.dates import PartialDate
from letterkit.library.editions import newest_editions
from letterkit.library.index import Block, Library

# Where letters are printed on US letter paper: Unicode CLDR, supplemental data, measurementData.
_LETTER_PAPER = frozenset(
    ["BZ", "CA", "CL", "CO", "CR", "GT", "MX", "NI", "PA", "PH", "PR", "SV", "US", "VE"]
)
_MOST = 12
_DEFAULT_LANGUAGE = "en-US"


class LeftOut(Struct, frozen=True):
    """A passage of the earlier letter that is not taken over unasked, and why."""

    reference: str
    reason: str


class Sketch(Struct, frozen=True):
    """What a new letter is put together from; `base` is the earlier letter, where there is one.

    `what` says what belongs into its opening; `title` names its signature block, if that is new.
    """

    library: Library
    answers: Answers
    reader: Reader
    skeleton: Skeleton
    what: str
    title: str
    base: LetterComposition | None = None
    taken: Collection[str] = ()

    def recipe(self, date: str) -> dict[str, Any]:
        """The keys of the letter, of that date, in the order of its file."""
        answers, base = self.answers, self.base
        offices = answers.addresses or (self.skeleton.office(),)
        return {
            "date": date,
            "language": answers.language or (base.language if base else _DEFAULT_LANGUAGE),
            **self._looks(offices),
            "to": list(offices),
            **({"addresses": base.addresses} if base else {}),
            "body": self._body(date),
            **({"close": base.close} if base and base.close else {}),
            "signatures": answers.signatures or self.skeleton.signatures(self.title, answers.lead),
        }

    def _looks(self, offices: Sequence[str]) -> dict[str, Any]:
        if self.base is not None:
            style = self.base.style.model_dump(exclude_none=True)
            paper = {} if "paper" in style else {"paper": self.base.on_paper}
            return {**paper, **({"style": style} if style else {})}
        place = Location("", 1, 1)
        block, _ = self.library.get(Address, offices[0], place)
        country = block.model.country if block else None
        return {"paper": "letter" if country in _LETTER_PAPER else "a4"}

    def _body(self, date: str) -> list[dict[str, Any]]:
        answers, earlier = self.answers, self._of_base(date)
        before = self._framings("opening", answers.opening, earlier[0])
        asks = earlier[1] if answers.asks is None or not answers.asks else []
        if answers.asks != (NONE,) and not asks:
            asks = [{"style": "numbered", "asks": list(answers.asks or (self.skeleton.issue(),))}]
        after = self._framings("closing", answers.closing, earlier[2])
        return [*before, *asks, *after]

    def _framings(
        self, part: str, named: tuple[str, ...] | None, earlier: list[dict[str, Any]]
    ) -> list[dict[str, Any]]:
        """The passages before or after the asks: those named, the earlier ones, else a placeholder."""
        if named == (NONE,) or (not named and not self._has(part)):
            return []
        if earlier and not named:
            return earlier
        what = self.what if part == "opening" else CLOSING
        return [{"framing": name} for name in named or (self.skeleton.framing(part, what),)]

    def _has(self, part: str) -> bool:
        """Whether there is to be such a part: an earlier letter may have ended with its asks."""
        return self.base is None or part == "opening" or bool(_parts(self.base.body)[2])

    def _of_base(self, date: str) -> tuple[list[dict[str, Any]], ...]:
        """What of the earlier letter's body is taken over, in its three parts."""
        parts = _parts(self.base.body) if self.base else ((), (), ())
        editions = _editions(self.library, date)
        return tuple(list(filter(None, (self._entry(e, editions) for e in part))) for part in parts)

    def _entry(self, entry: BodyEntry, editions: dict[str, str]) -> dict[str, Any] | None:
        """An entry of the body without the occasion's own words; None where it is left out."""
        if not entry.asks:
            block = _of_entry(self.library, entry)
            kept = block is None or self._is_taken(block)
            return (
                entry.model_dump(include={"framing", "cases", "quotation", "only"}, exclude_none=True)
                if kept
                else None
            )
        asks = [name for name, block in _issues(self.library, entry, editions) if self._is_taken(block)]
        besides = entry.model_dump(include={"style", "only"}, exclude_none=True)
        return {**besides, "asks": asks} if asks else None

    def _is_taken(self, block: Block[Any]) -> bool:
        return block.reference in self.taken or self.reader.objection(block) is None


def objections(library: Library, base: LetterComposition, reader: Reader, date: str) -> list[LeftOut]:
    """The passages of an earlier letter that are not taken over unasked, in their order."""
    found: dict[str, str] = {}
    editions = _editions(library, date)
    for entry in base.body:
        block = _of_entry(library, entry)
        blocks = [each for _, each in _issues(library, entry, editions)]
        for each in (*blocks, *([block] if block else [])):
            if reason := reader.objection(each):
                found.setdefault(each.reference, reason)
    return [LeftOut(reference, reason) for reference, reason in found.items()]


def _fitting_issues(reader: Reader, date: str) -> list[str]:
    """The newest issues of the library that speak of the countries of a new letter."""
    newest = _editions(reader.library, date).values()
    issues = {block.name: block for block in reader.library.readable(Issue)[0]}
    undated = [name for name, block in issues.items() if block.model.as_of is None]
    return [name for name in sorted({*newest, *undated}) if reader.objection(issues[name]) is None]


def language_of(answers: Answers, base: LetterComposition | None) -> str:
    """The language that a new letter will be in."""
    return answers.language or (base.language if base else _DEFAULT_LANGUAGE)


def letter_questions(
    library: Library, reader: Reader, base: LetterComposition | None, date: str | None
) -> Iterator[Question]:
    """What is asked of every new letter: whom it goes to, who signs, and what it says.

    With a `date` the issues of that time that speak of its countries are likely.
    """
    offices = library.names(KIND_BY_MODEL[Address])
    if offices:
        likely = base.to if base and reader.is_same else tuple(offices if len(offices) == 1 else ())
        default = ", ".join(likely) or None
        yield Question("--address", "Offices to write to", _some(offices), default)
    yield from _signature_question(library, base if reader.is_same else None)
    if base is None:
        yield from _passage_questions(library, reader, date)
        yield Question("--language", "Language of the letter", "such as en-GB or fr", _DEFAULT_LANGUAGE)


def _signature_question(library: Library, same: LetterComposition | None) -> Iterator[Question]:
    blocks = library.names(KIND_BY_MODEL[Signatures])
    if blocks:
        default = same.signatures if same else (blocks[0] if len(blocks) == 1 else None)
        what = f"one of: {_some(blocks)}; or {ALL} for all members"
        yield Question("--signatures", "Who signs", what, default)


def _passage_questions(library: Library, reader: Reader, date: str | None) -> Iterator[Question]:
    framings = library.names(KIND_BY_MODEL[Framing])
    issues = library.names(KIND_BY_MODEL[Issue])
    default = ", ".join(_fitting_issues(reader, date)) or None if date else None
    for option, text, names, likely in (
        ("--opening", "Passages before the asks", framings, None),
        ("--ask", "Asks", issues, default),
        ("--closing", "Passages after the asks", framings, None),
    ):
        if names:
            what = f"{_some(names)}; {NONE} leaves them out"
            what = what if likely else f"{what}, Enter makes a placeholder"
            yield Question(option, text, what, likely, optional=True)


def _some(names: Sequence[str]) -> str:
    """Names to choose from, not more than one reads at a prompt."""
    more = f" and {len(names) - _MOST} more" if len(names) > _MOST else ""
    return f"{', '.join(names[:_MOST])}{more}"


def _parts(body: Sequence[BodyEntry]) -> tuple[Sequence[BodyEntry], ...]:
    """What comes before the asks, the asks with what stands between them, and what comes after."""
    with_asks = [i for i, entry in enumerate(body) if entry.asks]
    if not with_asks:
        return body, (), ()
    first, last = with_asks[0], with_asks[-1] + 1
    return body[:first], body[first:last], body[last:]


def _of_entry(library: Library, entry: BodyEntry) -> Block[Any] | None:
    """The block that an entry without asks names; None where it cannot be read, which is said later."""
    models: tuple[tuple[str | None, type[BlockModel]], ...] = (
        (entry.framing, Framing),
        (entry.cases, CaseListBlock),
        (entry.quotation, QuotationBlock),
    )
    for name, model in models:
        if name:
            return library.get(model, name, Location("", 1, 1))[0]
    return None


def _issues(
    library: Library, entry: BodyEntry, editions: dict[str, str]
) -> Iterator[tuple[str, Block[Issue]]]:
    """The asks of an entry, each in its newest edition; those that cannot be read are left out."""
    for ask in entry.asks:
        block, _ = library.get(Issue, ask.issue, Location("", 1, 1))
        if block is not None:
            name = editions.get(block.model.topic, ask.issue)
            newest, _ = library.get(Issue, name, Location("", 1, 1))
            yield name, newest or block


def _editions(library: Library, date: str) -> dict[str, str]:
    """Topic → the newest issue on it that is not later than the date."""
    try:
        latest = PartialDate.parse(date).last_day
    except ValueError:
        return {}
    return newest_editions(library.readable(Issue)[0], latest)

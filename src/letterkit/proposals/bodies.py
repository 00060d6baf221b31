"""The body of an imported document: its entries, and the blocks that they name."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from itertools import groupby

from letterkit.blocks.kinds import KIND_BY_MODEL
from letterkit.blocks.models import CaseListBlock, Framing, Issue, QuotationBlock
from letterkit.importer.parts import Imported, Quoted, ReadPart
from letterkit.importer.reading import Role
from letterkit.language.dates import date_text
from letterkit.language.names import slug
from letterkit.proposals.block_text import comment, is_item, literal, markup, scalar
from letterkit.proposals.files import ProposalFiles, found_at
from letterkit.proposals.likeness import sentence
from letterkit.proposals.people import NamedPeople, people_key
from letterkit.proposals.signatories import NamedOrganisations
from letterkit.values import replace

_Parts = tuple[ReadPart, ...]


class BodyEntries:
    """A body in the making: its entries as `lines` of YAML.

    `occasion` is the name of the dialogue, `passages` how the names of passages begin.
    """

    def __init__(
        self,
        files: ProposalFiles,
        people: NamedPeople,
        organisations: NamedOrganisations,
        document: Imported,
        occasion: str,
        passages: str,
    ) -> None:
        self.files = files
        self.people = people
        self.organisations = organisations
        self.document = document
        self.occasion = occasion
        self.passages = passages
        self.lines: list[str] = []
        self._style, self._number = "", 0  # of the ask before

    def add(self, parts: Sequence[ReadPart]) -> None:
        """Enter the parts of the body in their order. An ask that is taken up again is a passage."""
        seen: set[int] = set()
        for (kind, number), run in groupby(parts, key=self._block_of):
            if kind == "ask" and number not in seen:
                seen.add(number)
                self._add_ask(tuple(run))
            else:
                self._style, self._number = "", 0
                self._add_other(kind, number, tuple(run))

    def _block_of(self, part: ReadPart) -> tuple[str, int]:
        """The kind of block that a part goes into, and which of that kind."""
        if part.ask is not None:
            return "ask", part.ask
        if part.role is Role.CASE:
            return "cases", 0
        for number, quoted in enumerate(self.document.quotations if part.role is Role.QUOTE else ()):
            if quoted.speaker and quoted.first <= part.last and part.first <= quoted.last:
                return "quotation", number
        return "passage", 0

    def _add_other(self, kind: str, number: int, parts: _Parts) -> None:
        if kind == "cases" and self._is_case_list(parts):
            entry = f"cases: {self._case_list(parts)}"
        elif kind == "quotation" and self.document.date:
            entry = f"quotation: {self._quotation(parts, self.document.quotations[number])}"
        else:
            entry = f"framing: {self._passage(parts)}"
        self.lines.append(f"  - {entry}")

    def _passage(self, parts: _Parts) -> str:
        name = f"{self.passages}-{'passage' if self.lines else 'opening'}"
        text = " ".join(part.text for part in parts)
        match = self.files.known.like(Framing, text)
        lines = [f"title: {scalar(sentence(text, 60)) if text.strip() else scalar(name)}"]
        lines += self._prose(parts)
        return self.files.add(Framing, name, lines, found_at(parts), str(match or ""))

    def _prose(self, parts: _Parts) -> list[str]:
        """The keys of a block with a text."""
        lines = people_key(self._named_in(parts))
        lines += self._field_hints(parts)
        lines += literal("text", markup(parts))
        return [*lines, f"as_of: {self.document.date}"] if self.document.date else lines

    def _field_hints(self, parts: _Parts) -> list[str]:
        """Comments such as `'June 6, 2016' could be {{ document.date | date }}`."""
        text = " ".join(" ".join(part.text.split()) for part in parts)
        said = (f"'{words}' could be {{{{ {name} }}}}" for words, name in self._fields() if words in text)
        return [line for hint in dict.fromkeys(said) for line in comment(hint)]

    def _fields(self) -> Iterator[tuple[str, str]]:
        """Words that a merge field could print, and the field."""
        document = self.document
        if document.date and len(document.date) == 10 and document.language.startswith("en"):
            for language in ("en-US", "en-GB"):
                yield date_text(dt.date.fromisoformat(document.date), language), "document.date | date"
        if " " in self.occasion:
            yield self.occasion, "dialogue.name"
        for number, addressee in enumerate(document.addressees):
            for words, key in ((addressee.name, "name"), (addressee.title, "office")):
                if " " in words:
                    yield words, f"addressees[{number}].{key}"
        if document.place:
            yield document.place, "dialogue.host_city"

    def _named_in(self, parts: Sequence[ReadPart]) -> list[str]:
        return self.people.named_in(parts, self.document)

    # Asks

    def _add_ask(self, parts: _Parts) -> None:
        """An ask, in the entry of those before it that are set as it is, or in a new one."""
        style, number = _style_of(parts[0], self._number + 1), self._number + 1
        if style != self._style:
            style, number = _style_of(parts[0], 1), 1
        if style != self._style or (style == "numbered" and number == 1):
            self.lines += [f"  - style: {style}", "    asks:"]
        self._style, self._number = style, number
        self.lines.append(f"      - {self._issue(parts, style)}")

    def _issue(self, parts: _Parts, style: str) -> str:
        """The block of an ask. A mark goes that the style prints."""
        first, *rest = parts
        text = (first if style == "prose" else replace(first, marker=""), *rest)
        text, cases, after = self._around_cases(text)
        heading = next((part.text for part in text if part.heading), "")
        ask = next((part.text for part in text if not part.heading), heading)
        match = self.files.known.like(Issue, " ".join(part.text for part in text))
        about = slug(heading or ask)
        name = self.files.free(
            KIND_BY_MODEL[Issue], "-".join(filter(None, (about, (self.document.date or "")[:4])))
        )
        lines = [f"topic: {(match and match.topic) or slug(heading or ask, 4) or name}"]
        lines += [f"title: {scalar(heading or sentence(ask, 60))}", f"ask: {scalar(sentence(ask))}"]
        if cases:
            lines.append(f"cases: {self._case_list(cases, after)}")
        lines += self._prose(text)
        remark = f"{match}: add as a new edition" if match else ""
        return self.files.add(Issue, name, lines, found_at(parts), remark, own=True)

    def _around_cases(self, parts: _Parts) -> tuple[_Parts, _Parts, _Parts]:
        """An ask's text, its one run of cases, and what follows; no cases where it has another form."""
        runs = [(case, tuple(run)) for case, run in groupby(parts, key=lambda p: p.role is Role.CASE)]
        if [case for case, _ in runs] not in ([False, True], [False, True, False]):
            return parts, (), ()
        (_, text), (_, cases), *after = runs
        return (
            (text, cases, after[0][1] if after else ()) if self._is_case_list(cases) else (parts, (), ())
        )

    # Cases

    def _is_case_list(self, parts: Sequence[ReadPart]) -> bool:
        """Whether each of them names somebody, in one paragraph."""
        return all(self._named_in((part,)) and not part.heading for part in parts)

    def _case_list(self, parts: Sequence[ReadPart], after: Sequence[ReadPart] = ()) -> str:
        lines = [f"title: {scalar(f'People named in {self.files.name}')}", "cases:"]
        for part in parts:
            lines.append(f"  - people: [{', '.join(self._named_in((part,)))}]")
            unmarked = replace(part, marker="") if is_item(part) else part
            lines += literal("text", markup([unmarked]), "    ")
        if after:
            lines += literal("closing", markup(after))
            lines += people_key(self._named_in(after))
        name = f"{self.files.name}-cases"
        return self.files.add(CaseListBlock, name, lines, found_at((*parts, *after)))

    def _quotation(self, parts: _Parts, quoted: Quoted) -> str:
        at = found_at(parts)
        lines = [f"speaker: {scalar(quoted.speaker)}"]
        if quoted.speaker_title:
            lines.append(f"speaker_title: {scalar(quoted.speaker_title)}")
        organisation = self.organisations.add(quoted.organisation or quoted.speaker, at)
        lines += [f"organisation: {organisation}", f"date: {self.document.date}", *self._prose(parts)]
        name = f"{slug(quoted.speaker) or 'quotation'}-{self.files.name[:10]}"
        return self.files.add(QuotationBlock, name, lines, at)


def _style_of(first: ReadPart, number: int) -> str:
    """How letterkit sets the ask so that its mark is the one it had; else as it stands, in prose."""
    if not is_item(first):
        return "prose"
    if not first.marker[0].isdigit():
        return "bulleted"
    return "numbered" if int(first.marker[:-1]) == number else "prose"

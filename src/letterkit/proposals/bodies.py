"""The body of an imported document: its entries, and the blocks that they name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

from letterkit.blocks.kinds import KIND_BY_MODEL
from letterkit.blocks.models import CaseListBlock, Framing, Issue, QuotationBlock
from letterkit.importer.parts import Imported, Quoted, ReadPart
from letterkit.language.names import slug
from letterkit.proposals.block_text import is_item, literal, markup, scalar, words
from letterkit.proposals.fields import field_hints
from letterkit.proposals.files import ProposalFiles, found_at
from letterkit.proposals.likeness import sentence
from letterkit.proposals.people import NamedPeople, people_key
from letterkit.proposals.segments import Segment, around_cases, segments, style_of
from letterkit.proposals.signatories import NamedOrganisations

_Parts = tuple[ReadPart, ...]


class BodyEntries:
    """A body in the making: its entries as `lines` of YAML, and the `words` that they print.

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
        self.words: list[str] = []

    def add(self, parts: Sequence[ReadPart]) -> None:
        """Enter the parts of the body in their order."""
        for is_asks, run in groupby(segments(self.document, parts), key=lambda s: s.kind == "ask"):
            if is_asks:
                self._add_asks(tuple(run))
            else:
                for segment in run:
                    self._add_segment(segment)

    def passage(self, parts: _Parts, name: str, remark: str = "") -> str:
        """The block of a passage; returns its name. `remark` is said of it instead of what it is like."""
        text = " ".join(part.text for part in parts)
        match = self.files.known.like(Framing, text)
        if match and not remark:
            remark = str(match)
        lines = [f"title: {scalar(sentence(text, 60)) if text.strip() else scalar(name)}"]
        return self.files.add(Framing, name, [*lines, *self._prose(parts)], found_at(parts), remark)

    def _add_segment(self, segment: Segment) -> None:
        parts = segment.parts
        match segment.kind:
            case "cases" if self._is_case_list(parts):
                self.lines.append(f"  - cases: {self._case_list(parts)}")
                self.words += words(parts, marked=False)
            case "quotation" if self.document.date:
                quoted = self.document.quotations[segment.number]
                self.lines.append(f"  - quotation: {self._quotation(parts, quoted)}")
                self.words += words(parts)
            case _:
                name = f"{self.passages}-{'passage' if self.lines else 'opening'}"
                self.lines.append(f"  - framing: {self.passage(parts, name)}")
                self.words += words(parts)

    def _prose(self, parts: _Parts) -> list[str]:
        """The keys of a block with a text."""
        lines = people_key(self._named_in(parts))
        lines += field_hints(parts, self.document, self.occasion)
        lines += literal("text", markup(parts))
        return [*lines, f"as_of: {self.document.date}"] if self.document.date else lines

    def _named_in(self, parts: Sequence[ReadPart]) -> list[str]:
        return self.people.named_in(parts, self.document)

    def _add_asks(self, asked: Sequence[Segment]) -> None:
        """Asks that follow each other, in as many entries as they are set in ways."""
        styled: list[tuple[str, Segment]] = []
        number = 0
        for segment in asked:
            style = style_of(segment.parts[0], number + 1)
            if styled and styled[-1][0] != style:
                style, number = style_of(segment.parts[0], 1), 0
            number += 1
            styled.append((style, segment))
        for style, group in groupby(styled, key=lambda pair: pair[0]):
            self.lines += [f"  - style: {style}", "    asks:"]
            for _, segment in group:
                self.lines.append(f"      - {self._issue(segment, style)}")

    def _issue(self, segment: Segment, style: str) -> str:
        text, cases, after = self._around_cases(segment, style)
        self.words += words(text)
        heading, ask = _heading_and_ask(text)
        about = heading or ask
        match = self.files.known.like(Issue, " ".join(part.text for part in text))
        wanted = "-".join(filter(None, (slug(about), (self.document.date or "")[:4])))
        name = self.files.free(KIND_BY_MODEL[Issue], wanted)
        topic = (match and match.topic) or slug(about, 4) or name
        lines = [f"topic: {topic}"]
        lines += [f"title: {scalar(heading or sentence(ask, 60))}", f"ask: {scalar(sentence(ask))}"]
        if cases:
            lines.append(f"cases: {self._case_list(cases, after)}")
            self.words += [*words(cases, marked=False), *words(after)]
        lines += self._prose(text)
        remark = f"{match}: add as a new edition" if match else ""
        return self.files.add(Issue, name, lines, found_at(segment.parts), remark, own=True)

    def _around_cases(self, segment: Segment, style: str) -> tuple[_Parts, _Parts, _Parts]:
        """An ask's text, the cases in it, and what follows them. A mark goes that the style prints."""
        first, *rest = segment.parts
        head = first if style == "prose" else replace(first, marker="")
        text, cases, after = around_cases((head, *rest))
        if cases and not (text and self._is_case_list(cases)):
            return (head, *rest), (), ()
        return text, cases, after

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


def _heading_and_ask(text: _Parts) -> tuple[str, str]:
    """An ask's heading, and its first paragraph; the heading where there is none."""
    heading = next((part.text for part in text if part.heading), "")
    return heading, next((part.text for part in text if not part.heading), heading)

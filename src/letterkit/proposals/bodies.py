"""The body of an imported document: its entries, and the blocks that they name."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from itertools import groupby

from letterkit.blocks.kinds import KIND_BY_MODEL
from letterkit.blocks.models import CaseListBlock, Framing, Issue, QuotationBlock
from letterkit.blocks.yaml import Value
from letterkit.importer.parts import Imported, Quoted, ReadPart
from letterkit.importer.reading import Role
from letterkit.language.dates import date_text
from letterkit.language.names import slug
from letterkit.proposals.files import Keys, ProposalFiles, found_at, is_item, markup
from letterkit.proposals.likeness import sentence
from letterkit.proposals.parties import named_in, organisation
from letterkit.values import replace

_Parts = tuple[ReadPart, ...]


def body_entries(files: ProposalFiles, document: Imported, passages: str) -> list[Value]:
    """The entries of a document's body, whose blocks are made; `passages` is how the names of passages
    begin.
    """
    body = _Body(files, document, passages)
    body.add(document.body)
    return body.entries


class _Body:
    """A body in the making."""

    def __init__(self, files: ProposalFiles, document: Imported, passages: str) -> None:
        self.files = files
        self.document = document
        self.passages = passages
        self.entries: list[Value] = []
        self._asks: list[Value] = []  # those of the last entry
        self._style, self._number = "", 0  # of the ask before

    def add(self, parts: Sequence[ReadPart]) -> None:
        """Enter the parts of the body in their order. An ask that is taken up again is a passage."""
        seen: set[int] = set()
        for (kind, number), group in groupby(parts, key=self._block_of):
            run = tuple(group)
            if kind == "ask" and number not in seen:
                seen.add(number)
                self._add_ask(run)
                continue
            self._style, self._number = "", 0
            if kind == "cases" and self._is_case_list(run):
                self.entries.append({"cases": self._case_list(run)})
            elif kind == "quotation" and self.document.date:
                self.entries.append({"quotation": self._quotation(run, self.document.quotations[number])})
            else:
                self.entries.append({"framing": self._passage(run)})

    def _block_of(self, part: ReadPart) -> tuple[str, int]:
        """The kind of block that a part goes into, and which of that kind."""
        if part.ask is not None:
            return "ask", part.ask
        if part.role is Role.CASE:
            return "cases", 0
        for number, quoted in enumerate(self.document.quotations if part.role is Role.QUOTE else ()):
            if quoted.speaker and quoted.at == part.at:
                return "quotation", number
        return "passage", 0

    def _passage(self, parts: _Parts) -> str:
        name = f"{self.passages}-{'passage' if self.entries else 'opening'}"
        text = " ".join(part.text for part in parts)
        match = self.files.known.like(Framing, text)
        keys: Keys = {"title": sentence(text, 60)}
        return self._add_prose(Framing, name, parts, keys, parts, str(match or ""))

    def _add_prose(
        self,
        model: type[Framing | Issue | QuotationBlock],
        name: str,
        text: _Parts,
        keys: Keys,
        found: _Parts,
        remark: str = "",
    ) -> str:
        """Enter a block with a text, of all parts that were `found` to belong to it."""
        keys = {**keys, "people": [*self._named_in(text)], "text": markup(text)}
        keys = {**keys, "as_of": self.document.date or ""}
        return self.files.add(model, name, found_at(found), keys, *self._field_hints(text), remark=remark)

    def _field_hints(self, parts: _Parts) -> list[str]:
        """Comments such as `'June 6, 2016' could be {{ document.date | date }}`."""
        text = " ".join(part.text for part in parts)
        said = (f"'{words}' could be {{{{ {name} }}}}" for words, name in self._fields() if words in text)
        return list(dict.fromkeys(said))

    def _fields(self) -> Iterator[tuple[str, str]]:
        """Words that a merge field could print, and the field."""
        document = self.document
        if document.date and len(document.date) == 10 and document.language.startswith("en"):
            for language in ("en-US", "en-GB"):
                yield date_text(dt.date.fromisoformat(document.date), language), "document.date | date"
        if " " in self.files.occasion:
            yield self.files.occasion, "dialogue.name"
        for number, addressee in enumerate(document.addressees):
            for words, key in ((addressee.name, "name"), (addressee.title, "office")):
                if " " in words:
                    yield words, f"addressees[{number}].{key}"
        if document.place:
            yield document.place, "dialogue.host_city"

    def _named_in(self, parts: Sequence[ReadPart]) -> list[str]:
        return named_in(self.files, parts, self.document)

    # Asks

    def _add_ask(self, parts: _Parts) -> None:
        """An ask, in the entry of those before it that is set as it is, or in a new one."""
        style, number = _style_of(parts[0], self._number + 1), self._number + 1
        if style != self._style:
            style, number = _style_of(parts[0], 1), 1
        if style != self._style or (style == "numbered" and number == 1):
            self._asks = []
            self.entries.append({"style": style, "asks": self._asks})
        self._style, self._number = style, number
        self._asks.append(self._issue(parts, style))

    def _issue(self, parts: _Parts, style: str) -> str:
        """The block of an ask. A mark goes that the style prints."""
        first, *rest = parts
        text = (first if style == "prose" else replace(first, marker=""), *rest)
        text, cases, after = self._around_cases(text)
        headed = [part.text for part in text if part.role is Role.HEADING]
        ask = next((part.text for part in text if part.role is not Role.HEADING), *headed[:1])
        about, title = (headed[0], headed[0]) if headed else (ask, sentence(ask, 60))
        year = (self.document.date or "")[:4]
        name = self.files.free(KIND_BY_MODEL[Issue], "-".join(filter(None, (slug(about), year))))
        match = self.files.known.like(Issue, " ".join(part.text for part in text))
        keys: Keys = {
            "topic": (match and match.topic) or slug(about, 4) or name,
            "title": title,
            "ask": sentence(ask),
            "cases": self._case_list(cases, after) if cases else "",
        }
        remark = f"{match}: add as a new edition" if match else ""
        return self._add_prose(Issue, name, text, keys, parts, remark)

    def _around_cases(self, parts: _Parts) -> tuple[_Parts, _Parts, _Parts]:
        """An ask's text, its one run of cases, and what follows; no cases where it has another form."""
        runs = [(case, tuple(run)) for case, run in groupby(parts, key=lambda p: p.role is Role.CASE)]
        if [case for case, _ in runs] in ([False, True], [False, True, False]):
            (_, text), (_, cases), *after = runs
            if self._is_case_list(cases):
                return text, cases, after[0][1] if after else ()
        return parts, (), ()

    # Cases and quotations

    def _is_case_list(self, parts: Sequence[ReadPart]) -> bool:
        """Whether each of them names somebody."""
        return all(self._named_in((part,)) for part in parts)

    def _case_list(self, parts: Sequence[ReadPart], after: Sequence[ReadPart] = ()) -> str:
        cases: list[Value] = []
        for part in parts:
            text = markup([replace(part, marker="") if is_item(part) else part])
            cases.append({"people": [*self._named_in((part,))], "text": text})
        keys: dict[str, Value] = {"title": f"People named in {self.files.name}", "cases": cases}
        if after:
            keys |= {"closing": markup(after), "people": [*self._named_in(after)]}
        return self.files.add(CaseListBlock, f"{self.files.name}-cases", found_at((*parts, *after)), keys)

    def _quotation(self, parts: _Parts, quoted: Quoted) -> str:
        of = organisation(self.files, quoted.organisation or quoted.speaker, found_at(parts))
        keys: Keys = {
            "speaker": quoted.speaker,
            "speaker_title": quoted.speaker_title,
            "organisation": of,
            "date": self.document.date,
        }
        name = f"{slug(quoted.speaker) or 'quotation'}-{self.files.name[:10]}"
        return self._add_prose(QuotationBlock, name, parts, keys, parts)


def _style_of(first: ReadPart, number: int) -> str:
    """How letterkit sets the ask so that its mark is the one it had; else as it stands, in prose."""
    if not is_item(first):
        return "prose"
    if not first.marker[0].isdigit():
        return "bulleted"
    return "numbered" if int(first.marker[:-1]) == number else "prose"

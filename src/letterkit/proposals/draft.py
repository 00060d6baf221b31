"""The files of one proposal: the blocks of each of its documents, the documents, and their dialogue."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from letterkit.blocks.documents import Dialogue
from letterkit.blocks.kinds import DOCUMENT_KINDS, KIND_BY_MODEL
from letterkit.blocks.models import CaseListBlock, Framing, Issue, QuotationBlock
from letterkit.blocks.styles import BareWord
from letterkit.blocks.yaml import Value
from letterkit.importer.parts import Imported, Quoted, ReadPart
from letterkit.importer.reading import FoundAt, Role, Sure
from letterkit.language.dates import date_text
from letterkit.language.locales import known_language
from letterkit.language.names import slug
from letterkit.letter import words_digest
from letterkit.proposals.files import (
    Keys,
    ProposalFiles,
    found_at,
    is_item,
    line_of_markup,
    markup,
    words,
)
from letterkit.proposals.likeness import KnownBlocks, sentence
from letterkit.proposals.parties import (
    add_person,
    addressed,
    country_of,
    named_in,
    organisation,
    signature_block,
)
from letterkit.values import replace

_DIALOGUE = re.compile(
    r"(?:(?:[A-Z][\w’'–-]*\.?|U\.S\.[\w’'–-]*|[A-Z]\.[A-Z]\.) (?:(?:and|on|of|the) ){0,2}){1,8}"
    r"(?:Dialogues?|Summit|Talks|Consultations?)\b"
)
# Capitalised at the head of a sentence, and no part of the name.
_BEFORE_IT = re.compile(r"^(?:(?:Before|After|During|At|In|On|For|Following|This|These|Our|The|Re) )+")
_PUBLISHED = (
    "This went out as it stands: it prints in its own characters, and names whom it named.\n"
    "Without the line `published` it is a new letter, for which consent counts."
)
_NOT_SAID = "What the letter does not say: where and when.\nhost_city:\nfrom:\nto:"
_Parts = tuple[ReadPart, ...]


def draft(source: str, documents: Sequence[Imported], known: KnownBlocks, name: str) -> ProposalFiles:
    """The files that the documents of a source would be, as a proposal of that name.

    Where there is nothing to print as its body a document is no letter.
    """
    about = next((text for d in documents if (text := d.subject or d.headline)), name)
    files = ProposalFiles(source, name, known, _occasion(documents) or about)
    recipes: dict[str, Value] = {}
    signatures = ""
    for document in documents:
        files.proposed.append([])
        if document.body:
            is_beside = document.kind == "press-release" and len(documents) > 1
            passages = f"{name}-release" if is_beside else name
            signatures, recipe = _recipe(files, document, about, passages, signatures)
            _add_document(files, document, recipe)
            recipes[DOCUMENT_KINDS[document.kind].recipe] = {k: v for k, v in recipe.items() if v}
    if recipes:
        parts = [part for document in documents for part in document.parts]
        at = FoundAt(parts[0].at.first, parts[-1].at.last, Sure.LOOK)
        files.add(Dialogue, name, at, {"name": files.occasion, **recipes}, _NOT_SAID, own=True)
    return files


def _occasion(documents: Sequence[Imported]) -> str:
    """The name of the dialogue as the text has it most often; empty where it names none."""
    text = "\n".join(part.text for document in documents for part in document.parts)
    found = [_BEFORE_IT.sub("", " ".join(m.group().split())) for m in _DIALOGUE.finditer(text)]
    return max(found, key=found.count, default="")


def _recipe(
    files: ProposalFiles, document: Imported, about: str, passages: str, before: str
) -> tuple[str, Keys]:
    """A document's signature block, and its keys, whose blocks are made.

    `about` is what takes the place of a headline, `passages` how the names of passages begin, and
    `before` the signature block of the document before.
    """
    for case in document.cases:
        if case.confirmed:
            add_person(files, case, document)
    body = _Body(files, document, passages)
    body.add(document.body)
    to, holders = addressed(files, document)
    signatures, signers = signature_block(files, document, before)
    # Of English letters to the United States the language is theirs.
    language = known_language(document.language) or "en"
    is_american = {country_of(a, document.language) for a in document.addressees} == {"US"}
    return signatures, {
        "date": document.date or "undated",
        "language": "en-US" if language == "en" and is_american else language,
        "to": [*to],
        "holders": holders,
        **_keys_of_kind(document, about, is_addressed=bool(to)),
        "body": body.entries,
        "signatures": signatures,
        "signers": signers,
    }


def _keys_of_kind(document: Imported, about: str, *, is_addressed: bool) -> Mapping[str, Value]:
    """The keys that a letter has, or a press release."""
    if document.kind == "press-release":
        # A dateline that opens the first paragraph is printed there.
        is_printed = document.place in document.body[0].text[:80]
        return {
            "headline": line_of_markup(document.headline or document.subject or about),
            "place": "" if is_printed else line_of_markup(document.place),
        }
    by_fax = any(addressee.fax for addressee in document.addressees)
    return {
        "addresses": "stacked" if is_addressed else "",
        "delivery_notation": BareWord("no") if is_addressed and not by_fax else "",
        "subject": line_of_markup(document.subject),
        "salutation": line_of_markup(document.salutation),
        "close": line_of_markup(document.closing),
        "enclosures": [*filter(None, map(line_of_markup, document.enclosures))],
        "cc": [*filter(None, map(line_of_markup, document.cc))],
    }


def _add_document(files: ProposalFiles, document: Imported, recipe: Keys) -> None:
    keys = {"dialogue": files.name, "published": words_digest(words(document.body)), **recipe}
    said = [_PUBLISHED]
    if known_language(document.language) is None:
        said.append("language: that of the letter is not known")
    if document.kind == "press-release":
        said.append("issuer: the organisation that issued it")
    files.add_document(DOCUMENT_KINDS[document.kind], found_at(document.parts), keys, *said)


class _Body:
    """The entries of a document's body, and the blocks that they name, in the making."""

    def __init__(self, files: ProposalFiles, document: Imported, passages: str) -> None:
        self.files = files
        self.document = document
        self.passages = passages
        self.entries: list[Value] = []
        self._style, self._asks = "", list[Value]()  # of the ask before, and those of its entry

    def add(self, parts: Sequence[ReadPart]) -> None:
        """Enter the parts of the body in their order. An ask that is taken up again is a passage."""
        seen: set[int] = set()
        for (kind, number), group in groupby(parts, key=self._block_of):
            run = tuple(group)
            if kind == "ask" and number not in seen:
                seen.add(number)
                self._add_ask(run)
                continue
            self._style, self._asks = "", []
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
        return self._add_prose(
            Framing, name, parts, {"title": sentence(text, 60)}, parts, str(match or "")
        )

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
        words = " ".join(part.text for part in text)
        hints = (
            f"'{said}' could be {{{{ {field} }}}}" for said, field in self._fields() if said in words
        )
        return self.files.add(model, name, found_at(found), keys, *dict.fromkeys(hints), remark=remark)

    def _fields(self) -> Iterator[tuple[str, str]]:
        """Words that a merge field could print, and the field."""
        document = self.document
        if document.date and len(document.date) == 10 and document.language.startswith("en"):
            for language in ("en-US", "en-GB"):
                yield date_text(dt.date.fromisoformat(document.date), language), "document.date | date"
        if " " in self.files.occasion:
            yield self.files.occasion, "dialogue.name"
        for number, addressee in enumerate(document.addressees):
            for said, key in ((addressee.name, "name"), (addressee.title, "office")):
                if " " in said:
                    yield said, f"addressees[{number}].{key}"
        if document.place:
            yield document.place, "dialogue.host_city"

    def _named_in(self, parts: Sequence[ReadPart]) -> list[str]:
        return named_in(self.files, parts, self.document)

    # Asks

    def _add_ask(self, parts: _Parts) -> None:
        """An ask, in the entry of those before it that is set as it is, or in a new one."""
        style = _style_of(parts[0], len(self._asks) + 1)
        if style != self._style:
            style = _style_of(parts[0], 1)
            if style != self._style or style == "numbered":
                self._asks = []
                self.entries.append({"style": style, "asks": self._asks})
        self._style = style
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
        keys: Keys = {
            "speaker": quoted.speaker,
            "speaker_title": quoted.speaker_title,
            "organisation": organisation(
                self.files, quoted.organisation or quoted.speaker, found_at(parts)
            ),
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

"""The files of one proposal: the blocks of each of its documents, the documents, and their dialogue."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from letterkit.blocks.documents import Dialogue
from letterkit.blocks.kinds import DOCUMENT_KINDS
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
    signed,
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
    for document in documents:
        files.proposed.append([])
        if document.body:
            kind = DOCUMENT_KINDS[document.kind]
            is_beside = document.kind == "press-release" and len(documents) > 1
            recipe = _recipe(files, document, about, f"{name}-release" if is_beside else name)
            keys = {"dialogue": name, "published": words_digest(words(document.body)), **recipe}
            files.add_document(kind, document, keys, *_to_say(document))
            recipes[kind.recipe] = recipe
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


def _recipe(files: ProposalFiles, document: Imported, about: str, passages: str) -> dict[str, Value]:
    """The keys of a document, whose blocks are made.

    `about` is what takes the place of a headline, `passages` how the names of passages begin.
    """
    for case in document.cases:
        if case.confirmed:
            add_person(files, case, document)
    body = _Body(files, document, passages)
    body.add(document.body)
    to = addressed(files, document)
    # Of English letters to the United States the language is theirs.
    language = known_language(document.language) or "en"
    is_american = {country_of(a, document.language) for a in document.addressees} == {"US"}
    is_release = document.kind == "press-release"
    return {
        "date": document.date or "undated",
        "language": "en-US" if language == "en" and is_american else language,
        **to,
        **(_of_release(document, about) if is_release else _of_letter(document, bool(to["to"]))),
        "body": body.entries,
        **signed(files, document),
    }


def _of_release(document: Imported, about: str) -> Keys:
    # A dateline that opens the first paragraph is printed there.
    is_printed = document.place in document.body[0].text[:80]
    return {
        "headline": line_of_markup(document.headline or document.subject or about),
        "place": "" if is_printed else line_of_markup(document.place),
    }


def _of_letter(document: Imported, is_addressed: bool) -> Keys:
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


def _to_say(document: Imported) -> Iterator[str]:
    """What stands above the keys of a document."""
    yield _PUBLISHED
    if known_language(document.language) is None:
        yield "language: that of the letter is not known"
    if document.kind == "press-release":
        yield "issuer: the organisation that issued it"


class _Body:
    """The entries of a document's body, and the blocks that they name, in the making."""

    def __init__(self, files: ProposalFiles, document: Imported, passages: str) -> None:
        self.files = files
        self.document = document
        self.passages = passages
        self.entries: list[Value] = []
        self._style, self._asks = "", list[Value]()  # of the ask before, and those of its entry

    def add(self, parts: Sequence[ReadPart]) -> None:
        """Enter the parts of the body in their order."""
        for block, group in groupby(parts, key=self._block_of):
            run = tuple(group)
            if isinstance(block, int):
                self._add_ask(run)
                continue
            self._style, self._asks = "", []
            if block is Role.CASE and (cases := self._case_list(run)):
                self.entries.append({"cases": cases})
            elif isinstance(block, Quoted) and self.document.date:
                self.entries.append({"quotation": self._quotation(run, block)})
            else:
                self.entries.append({"framing": self._passage(run)})

    def _block_of(self, part: ReadPart) -> int | Role | Quoted:
        """What is one for all parts of a block: the number of an ask, what somebody said; else the role,
        `text` for a passage.
        """
        if part.ask is not None:
            return part.ask
        quotations = self.document.quotations if part.role is Role.QUOTE else ()
        said = next((quoted for quoted in quotations if quoted.speaker and quoted.at == part.at), None)
        return said or (Role.CASE if part.role is Role.CASE else Role.TEXT)

    def _passage(self, parts: _Parts) -> str:
        name = f"{self.passages}-{'passage' if self.entries else 'opening'}"
        text = _text(parts)
        like = self.files.known.like(Framing, text)
        return self._add_prose(
            Framing, name, parts, {"title": sentence(text, 60)}, remark=str(like or "")
        )

    def _quotation(self, parts: _Parts, quoted: Quoted) -> str:
        said_for = quoted.organisation or quoted.speaker
        keys: Keys = {
            "speaker": quoted.speaker,
            "speaker_title": quoted.speaker_title,
            "organisation": organisation(self.files, said_for, found_at(parts)),
            "date": self.document.date,
        }
        name = f"{slug(quoted.speaker) or 'quotation'}-{self.files.name[:10]}"
        return self._add_prose(QuotationBlock, name, parts, keys)

    def _add_prose(
        self,
        model: type[Framing | Issue | QuotationBlock],
        name: str,
        text: _Parts,
        keys: Keys,
        others: _Parts = (),
        remark: str = "",
    ) -> str:
        """Enter a block with a text; `others` are parts that were found to belong to it besides."""
        words = _text(text)
        people, as_of = named_in(self.files, text, self.document), self.document.date or ""
        keys = {**keys, "people": people, "text": markup(text), "as_of": as_of}
        hints = (f"'{said}' could be {{{{ {key} }}}}" for said, key in self._fields() if said in words)
        at = found_at((*text, *others))
        return self.files.add(model, name, at, keys, *dict.fromkeys(hints), remark=remark)

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

    # Asks and cases

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
        text, cases = self._around_cases(parts)
        if style != "prose":
            text = (_unmarked(text[0]), *text[1:])
        headed = [part.text for part in text if part.role is Role.HEADING]
        ask = next((part.text for part in text if part.role is not Role.HEADING), *headed[:1])
        about, title = (headed[0], headed[0]) if headed else (ask, sentence(ask, 60))
        year = (self.document.date or "")[:4]
        name = self.files.free(Issue, "-".join(filter(None, (slug(about), year))))
        like = self.files.known.like(Issue, _text(text))
        keys: Keys = {
            "topic": (like and like.topic) or slug(about, 4) or name,
            "title": title,
            "ask": sentence(ask),
            "cases": cases,
        }
        return self._add_prose(
            Issue, name, text, keys, parts, f"{like}: add as a new edition" if like else ""
        )

    def _around_cases(self, parts: _Parts) -> tuple[_Parts, str]:
        """An ask's text, and the list of its one run of cases; all of it where it has another form."""
        runs = [(case, tuple(run)) for case, run in groupby(parts, key=lambda p: p.role is Role.CASE)]
        if [case for case, _ in runs] in ([False, True], [False, True, False]):
            (_, text), (_, cases), *after = runs
            if made := self._case_list(cases, *(run for _, run in after)):
                return text, made
        return parts, ""

    def _case_list(self, parts: _Parts, after: _Parts = ()) -> str:
        """The list of these cases, with what follows them; none where one of them names nobody."""
        named = [named_in(self.files, (part,), self.document) for part in parts]
        if not all(named):
            return ""
        texts = (markup([_unmarked(part)]) for part in parts)
        cases: list[Value] = [{"people": p, "text": t} for p, t in zip(named, texts, strict=True)]
        keys: Keys = {
            "title": f"People named in {self.files.name}",
            "cases": cases,
            "closing": markup(after),
            "people": named_in(self.files, after, self.document),
        }
        return self.files.add(CaseListBlock, f"{self.files.name}-cases", found_at((*parts, *after)), keys)


def _text(parts: _Parts) -> str:
    return " ".join(part.text for part in parts)


def _unmarked(part: ReadPart) -> ReadPart:
    """The part without the mark of a list that letterkit sets."""
    return replace(part, marker="") if is_item(part) else part


def _style_of(first: ReadPart, number: int) -> str:
    """How letterkit sets the ask so that its mark is the one it had; else as it stands, in prose."""
    if not is_item(first):
        return "prose"
    if not first.marker[0].isdigit():
        return "bulleted"
    return "numbered" if int(first.marker[:-1]) == number else "prose"

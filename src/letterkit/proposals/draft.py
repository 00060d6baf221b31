"""The files of one proposal: the blocks of each of its documents, the documents, and their dialogue."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from msgspec import Struct, field

from letterkit.blocks.documents import Dialogue
from letterkit.blocks.kinds import DOCUMENT_KINDS
from letterkit.blocks.models import CaseListBlock, Framing, Issue, Prose, QuotationBlock
from letterkit.blocks.styles import BareWord
from letterkit.blocks.yaml import Value
from letterkit.importer.parts import Imported, Quoted, ReadPart
from letterkit.importer.reading import FoundAt, Role, Sure
from letterkit.language.dates import PartialDate, date_text
from letterkit.language.locales import known_language
from letterkit.language.names import slug
from letterkit.letter import words_digest
from letterkit.proposals import parties
from letterkit.proposals.files import (
    Keys,
    ProposalFiles,
    found_at,
    line_of_markup,
    list_mark,
    markup,
    text_of,
    unmarked,
)
from letterkit.proposals.likeness import KnownBlocks, sentence

_PUBLISHED = (
    "This went out as it stands: it prints in its own characters, and names whom it named.\n"
    "Without the line `published` it is a new letter, for which consent counts."
)
_NO_LANGUAGE = "language: that of the letter is not known"
_NO_ISSUER = {"press-release": "issuer: the organisation that issued it"}
_NOT_SAID = "What the letter does not say: where and when.\nhost_city:\nfrom:\nto:"
_Parts = tuple[ReadPart, ...]


def draft(source: str, documents: Sequence[Imported], known: KnownBlocks, name: str) -> ProposalFiles:
    """The files that the documents of a source would be; of one that has no body there are none."""
    about = next((text for d in documents if (text := d.subject or d.headline)), name)
    files = ProposalFiles(source, name, known)
    recipes: dict[str, Value] = {}
    for document in documents:
        files.proposed.append([])
        if document.body:
            kind = DOCUMENT_KINDS[document.kind]
            recipe = _recipe(files, document, about, is_alone=len(documents) == 1)
            # The words that the blocks print: all but the marks of lists.
            words = (word for part in document.body for word in unmarked(part).whole.split())
            head: Keys = {"dialogue": files.free(Dialogue, name), "published": words_digest(words)}
            language = "" if known_language(document.language) else _NO_LANGUAGE
            said = (_PUBLISHED, language, _NO_ISSUER.get(document.kind, ""))
            files.add_document(kind, found_at(document.parts), {**head, **recipe}, *said)
            recipes[kind.recipe] = recipe
    if recipes:
        at = FoundAt(documents[0].parts[0].at.first, documents[-1].parts[-1].at.last, Sure.LOOK)
        files.add(Dialogue, name, at, {"name": about, **recipes}, _NOT_SAID)
    return files


def _recipe(files: ProposalFiles, document: Imported, about: str, *, is_alone: bool) -> dict[str, Value]:
    """The keys of a document, whose blocks are made; `about` is what takes the place of a headline."""
    for case in document.cases:
        parties.add_person(files, case, document)
    is_release = document.kind == "press-release"
    passages = files.name if is_alone or not is_release else f"{files.name}-release"
    body = _Body(files, document, passages).made()
    return {
        "date": document.date or "undated",
        "language": _language(document),
        **parties.addressed(files, document),
        **(_of_release(document, about) if is_release else _of_letter(document)),
        "body": body,
        **parties.signed(files, document),
    }


def _language(document: Imported) -> str:
    """The language of a document. Of English it is that of the United States in letters to them, and
    British where that, and not the other, writes the date as it stands there.
    """
    language = known_language(document.language) or "en"
    if language != "en":
        return language
    countries = {parties.country_of(addressee, document.language) for addressee in document.addressees}
    usual = "en-US" if countries == {"US"} else language
    dated = text_of(document.of(Role.DATE))
    fitting = (tag for tag in (usual, "en-GB") if document.date and _dated(document.date, tag) in dated)
    return next(fitting, usual)


def _dated(date: str, language: str) -> str:
    return date_text(PartialDate.parse(date), language)


def _of_release(document: Imported, about: str) -> Keys:
    # A dateline that opens the first paragraph is printed there.
    place = "" if document.place in document.body[0].text[:80] else document.place
    headline = document.headline or document.subject or about
    return {"headline": line_of_markup(headline), "place": line_of_markup(place)}


def _of_letter(document: Imported) -> Keys:
    to = document.addressees
    return {
        "addresses": "stacked" if to else "",
        "delivery_notation": BareWord("no") if to and not any(one.fax for one in to) else "",
        "subject": line_of_markup(document.subject),
        "salutation": line_of_markup(document.salutation),
        "close": line_of_markup(document.closing),
        "enclosures": [*filter(None, map(line_of_markup, document.enclosures))],
        "cc": [*filter(None, map(line_of_markup, document.cc))],
    }


class _Body(Struct):
    """A document's body in the making: its entries, whose blocks are made. `passages` is how the names of
    these begin; `style` and `asks` are those of the entry with the ask before.
    """

    files: ProposalFiles
    document: Imported
    passages: str
    entries: list[Value] = field(default_factory=list)
    style: str = ""
    asks: list[Value] = field(default_factory=list)

    def made(self) -> list[Value]:
        """The entries, in the order of the parts."""
        for block, group in groupby(self.document.body, key=self._block_of):
            run = tuple(group)
            if isinstance(block, int):
                self._add_ask(run)
                continue
            self.style, self.asks = "", []
            if block is Role.CASE and (cases := self._case_list(run)):
                self.entries.append({"cases": cases})
            elif isinstance(block, Quoted) and self.document.date:
                self.entries.append({"quotation": self._quotation(run, block)})
            else:
                name = f"{self.passages}-{'passage' if self.entries else 'opening'}"
                keys: Keys = {"title": sentence(text_of(run), 60)}
                self.entries.append({"framing": self._add_prose(Framing, name, keys, run)})
        return self.entries

    def _block_of(self, part: ReadPart) -> int | Role | Quoted:
        """What the parts of one block have in common: the ask's number, who is quoted, or the role."""
        if part.ask is not None:
            return part.ask
        quotations = self.document.quotations if part.role is Role.QUOTE else ()
        quoted = next((one for one in quotations if one.speaker and one.at == part.at), None)
        return quoted or (Role.CASE if part.role is Role.CASE else Role.TEXT)

    def _quotation(self, parts: _Parts, quoted: Quoted) -> str:
        said_for = quoted.organisation or quoted.speaker
        keys: Keys = {
            "speaker": quoted.speaker,
            "speaker_title": quoted.speaker_title,
            "organisation": parties.organisation(self.files, said_for, quoted.at),
            "date": self.document.date,
        }
        name = f"{slug(quoted.speaker) or 'quotation'}-{self.files.name[:10]}"
        return self._add_prose(QuotationBlock, name, keys, parts)

    def _add_prose(
        self, model: type[Prose], name: str, keys: Keys, text: _Parts, others: _Parts = ()
    ) -> str:
        """Enter a block with a text; `others` are parts that were found to belong to it besides."""
        words = text_of(text)
        like, remark = self.files.known.like(model, words)
        topic: Keys = {"topic": like.model.topic} if like and isinstance(like.model, Issue) else {}
        people, as_of = parties.named_in(self.files, text), self.document.date or ""
        keys = {**keys, **topic, "people": people, "text": markup(text), "as_of": as_of}
        fields = (pair for pair in self._fields() if " " in pair[0] in words)
        hints = (f"'{said}' could be {{{{ {key} }}}}" for said, key in dict.fromkeys(fields))
        return self.files.add(model, name, found_at((*text, *others)), keys, *hints, remark=remark)

    def _fields(self) -> Iterator[tuple[str, str]]:
        """Words that a merge field could print, and the field."""
        date = self.document.date
        if date and self.document.language.startswith("en"):
            for language in ("en-US", "en-GB"):
                yield _dated(date, language), "document.date | date"
        for number, one in enumerate(self.document.addressees):
            yield one.name, f"addressees[{number}].name"
            yield one.title, f"addressees[{number}].office"

    # Asks and cases

    def _add_ask(self, parts: _Parts) -> None:
        """An ask, in an entry that gives it the mark it had; in prose where none does."""
        mark, number = list_mark(parts[0]), len(self.asks) + 1
        goes_on = self.style == "numbered" and mark == f"{number}. "
        style = "numbered" if goes_on or mark == "1. " else "bulleted" if mark == "- " else "prose"
        if style != self.style or (style == "numbered" and not goes_on):
            self.asks = []
            self.entries.append({"style": style, "asks": self.asks})
        self.style = style
        self.asks.append(self._issue(parts, style))

    def _issue(self, parts: _Parts, style: str) -> str:
        """The block of an ask. A mark goes that the style prints."""
        text, cases = self._around_cases(parts)
        if style != "prose":
            text = (unmarked(text[0]), *text[1:])
        headed = [part.text for part in text if part.role is Role.HEADING]
        ask = next((part.text for part in text if part.role is not Role.HEADING), *headed[:1])
        about, title = (headed[0], headed[0]) if headed else (ask, sentence(ask, 60))
        year = (self.document.date or "")[:4]
        name = self.files.free(Issue, "-".join(filter(None, (slug(about), year))))
        topic = slug(about, 4) or name
        keys: Keys = {"topic": topic, "title": title, "ask": sentence(ask), "cases": cases}
        return self._add_prose(Issue, name, keys, text, parts)

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
        named = [parties.named_in(self.files, (part,)) for part in parts]
        if not all(named):
            return ""
        texts = (markup([unmarked(part)]) for part in parts)
        keys: Keys = {
            "title": f"People named in {self.files.name}",
            "cases": [{"people": p, "text": text} for p, text in zip(named, texts, strict=True)],
            "closing": markup(after),
            "people": parties.named_in(self.files, after),
        }
        return self.files.add(CaseListBlock, f"{self.files.name}-cases", found_at((*parts, *after)), keys)

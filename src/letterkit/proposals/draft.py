"""The files of one proposal: each kind of block as authors write it, with where it came from.

Every guess says how sure it is in a comment: a comment goes when somebody has checked it, a key would
stay and be false.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from pathlib import Path
from typing import Any

from letterkit.blocks import schemas
from letterkit.blocks.documents import Dialogue
from letterkit.blocks.kinds import DOCUMENT_KINDS, KIND_BY_MODEL, MAIN_DOCUMENT, DocumentKind, Kind
from letterkit.blocks.models import (
    Address,
    CaseListBlock,
    Framing,
    Issue,
    Organisation,
    Person,
    QuotationBlock,
    Signatures,
)
from letterkit.blocks.models import BlockModel as Model
from letterkit.blocks.values import MAX_ADDRESS_LINES, is_name
from letterkit.importer.parts import (
    BODY,
    FoundAddressee,
    FoundCase,
    FoundSignatory,
    Imported,
    Proposed,
    Quoted,
    ReadPart,
    Role,
)
from letterkit.language.locales import known_language
from letterkit.language.names import plain
from letterkit.letter import words_digest
from letterkit.library.index import Block
from letterkit.proposals.block_text import (
    comment,
    is_item,
    line_of_markup,
    literal,
    markup,
    scalar,
    words,
)
from letterkit.proposals.fields import field_hints
from letterkit.proposals.likeness import Shelf, sentence, slug
from letterkit.proposals.offices import (
    at_most,
    country_of,
    differences,
    fax_keys,
    holder_keys,
    office_of,
    postal_lines,
)
from letterkit.proposals.segments import Segment, around_cases, segments, style_of

# What stands in a press release after its headline and before its foot is its body, in its order.
_RELEASE_BODY = (*BODY, Role.FOOTNOTE, Role.POSTSCRIPT, Role.LEARN_MORE, Role.ABOUT, Role.CONTACT)
# What a letter of letterkit has no place for: kept as a passage of its own, which the letter leaves out.
_BESIDE = (Role.FOOTNOTE, Role.POSTSCRIPT, Role.LEARN_MORE, Role.ABOUT, Role.CONTACT)
_DIALOGUE = re.compile(
    r"(?:(?:[A-Z][\w’'–-]*\.?|U\.S\.[\w’'–-]*|[A-Z]\.[A-Z]\.) (?:(?:and|on|of|the) ){0,2}){1,8}"
    r"(?:Dialogues?|Summit|Talks|Consultations?)\b"
)
# Capitalised at the head of a sentence, and no part of the name.
_BEFORE_IT = re.compile(r"^(?:(?:Before|After|During|At|In|On|For|Following|This|These|Our|The|Re) )+")


@dataclass(slots=True)
class _Body:
    """A document's body in the making: its entries as YAML, and the words they print."""

    lines: list[str] = field(default_factory=list)
    words: list[str] = field(default_factory=list)


class Draft:
    """A proposal in the making. `placed` are the parts whose words stand in one of its files."""

    def __init__(self, source: str, documents: tuple[Imported, ...], shelf: Shelf, name: str) -> None:
        self.source = source
        self.documents = documents
        self.shelf = shelf
        self.name = name
        self.files: dict[str, str] = {}
        self.proposed: list[list[Proposed]] = [[] for _ in documents]  # by document
        self.found: list[Proposed] = []  # of the document that is being made
        self.placed: list[ReadPart] = []
        self.people: dict[str, str] = {}  # a name as printed → the person's block
        self.organisations: dict[str, str] = {}
        self.signed = ""  # the signature block that was made last

    def make(self) -> None:
        """Make all files."""
        recipes: dict[str, list[str]] = {}
        for document, found in zip(self.documents, self.proposed, strict=True):
            if not has_body(document):
                continue
            self.found = found
            for case in document.cases:
                self.person(case, document)
            recipes[document.kind] = self.document(document)
        if recipes:
            self.dialogue(recipes)

    # Files

    def add(
        self,
        model: type[Model],
        wanted: str,
        lines: Iterable[str],
        span: tuple[int, int, float],
        remark: str = "",
        own: bool = False,
    ) -> str:
        """Enter a block's file under a name that is free, or its `own`; returns the name."""
        kind = KIND_BY_MODEL[model]
        name = wanted if own else self.free(kind, wanted)
        first, last, confidence = span
        about = f"Imported from {self.source}, {_lines(first, last)}; confidence {confidence:.2f}."
        text = [_schema(kind, 5), *comment(about), *comment(remark) * bool(remark), *lines]
        self.files[f"blocks/{kind.folder}/{name}.yaml"] = _text([*text, *self.origin(first, last)])
        self.found.append(Proposed(kind.name, name, first, last, round(confidence, 2), remark))
        return name

    def free(self, kind: Kind, wanted: str) -> str:
        """A name that neither the library nor the proposal has."""
        base = (
            wanted if is_name(wanted) else f"{kind.name.replace(' ', '-')}-{words_digest([wanted])[:8]}"
        )
        known = set(self.shelf.library.names(kind))
        names = (base if n == 1 else f"{base}-{n}" for n in range(1, 10_000))
        return next(
            n for n in names if n not in known and f"blocks/{kind.folder}/{n}.yaml" not in self.files
        )

    def origin(self, first: int, last: int) -> list[str]:
        seed = scalar(self.source) or '"-"'
        lines = f"{first}-{last}" if last > first else f"{first}"
        return ["verified:", "origin:", f"  - seed: {seed}", f'    lines: "{lines}"']

    def refer(self, block: Block[Any], span: tuple[int, int, float]) -> str:
        """Note that the library has the block already; returns its name."""
        first, last, confidence = span
        confidence = round(confidence, 2)
        known = Proposed(block.kind.name, block.name, first, last, confidence, block.reference)
        self.found.append(known)
        return block.name

    # People

    def person(self, case: FoundCase, document: Imported) -> str:
        """The block of the person whom a case is about: the library's, or a new one."""
        names = (case.name, *case.also_known_as)
        known = next((self.people[plain(n)] for n in names if plain(n) in self.people), None)
        if known is None:
            span = (case.first, case.last, case.confidence)
            found = (self.shelf.people.get(plain(name)) for name in names)
            block = next((b for b in found if b is not None), None)
            known = self.refer(block, span) if block else self.new_person(case, document, span)
        self.people.update({plain(name): known for name in names})
        return known

    def new_person(self, case: FoundCase, document: Imported, span: tuple[int, int, float]) -> str:
        others = [scalar(name) for name in case.also_known_as]
        account = _account(case)
        lines = [f"name: {scalar(case.name)}"]
        if others:
            lines.append(f"also_known_as: [{', '.join(others)}]")
        if account and document.date:
            lines += ["accounts:", f"  - as_of: {document.date}"]
            lines += literal("text", markup([ReadPart(Role.CASE, account, *span)]), "    ")
        else:
            lines += comment(f"The letter said:\n{case.text}")
        lines += comment(
            "The letter named this person; whether a new one may, nobody has said. Write `letter` or\n"
            "`public` here once the person or the family has agreed."
        )
        lines.append("consent: none")
        names = (case.name, *case.also_known_as)
        wanted = next((found for name in names if (found := slug(name))), case.name)
        return self.add(Person, wanted, lines, span)

    def named_in(self, parts: Sequence[ReadPart], document: Imported) -> list[str]:
        """The people whom a text names: those of the letter's cases, and of the library."""
        text = f" {plain(' '.join(part.text for part in parts))} "
        everybody = {**{name: b.name for name, b in self.shelf.people.items()}, **self.people}
        spaced = {n: block for n, block in everybody.items() if f" {n} " in text or _is_in(n, text)}
        first, last = parts[0].first, parts[-1].last
        about = (case for case in document.cases if first <= case.first and case.last <= last)
        by_line = (self.people[plain(case.name)] for case in about)
        return list(dict.fromkeys((*spaced.values(), *by_line)))

    # Documents

    def document(self, document: Imported) -> list[str]:
        """Make a document's blocks and its own file; returns its recipe."""
        roles = _body_roles(document)
        body = self.body(document, document.of(*roles))
        to, holders = self.addresses(document)
        signatures, signers = self.signatures(document)
        recipe = [f"date: {document.date or 'undated'}", *self.language(document)]
        if to:
            recipe += [f"to: [{', '.join(to)}]", *holders]
        recipe += _KEYS[document.kind](self, document, len(to))
        recipe += ["body:", *body.lines, f"signatures: {signatures}", *signers]
        self.beside(document, roles)
        self.own_file(document, recipe, words_digest(body.words))
        return recipe

    def own_file(self, document: Imported, recipe: list[str], digest: str) -> None:
        kind = DOCUMENT_KINDS[document.kind]
        first, last = document.parts[0].first, document.parts[-1].last
        confidence = min((part.confidence for part in document.parts), default=0.0)
        text = [
            _schema(kind, 3),
            f"{imported_from(self.source)}{_lines(first, last)}.",
            *self.as_printed(document),
            f"dialogue: {self.name}",
            *comment(
                "This went out as it stands: it prints in its own characters, and names whom it named.\n"
                "Without this line it is a new letter, for which consent counts."
            ),
            f"published: {digest}",
            *recipe,
        ]
        self.files[kind.file] = _text(text)
        self.found.append(
            Proposed(Path(kind.file).stem.replace("-", " "), self.name, first, last, round(confidence, 2))
        )

    def as_printed(self, document: Imported) -> list[str]:
        """The parts that stand in no block of their own, as they were printed, each with its lines."""
        here = {id(part) for part in self.placed}
        rest = [p for p in document.parts if id(p) not in here and p.role not in _NOWHERE]
        self.placed += rest
        return [
            row
            for part in rest
            for row in comment(
                f"{_span(part)}, {part.role} ({part.confidence:.2f}): {_on_one_line(part)}"
            )
        ]

    def language(self, document: Imported) -> list[str]:
        language = known_language(document.language)
        countries = {country_of(a, document.language) for a in document.addressees}
        if language == "en" and countries == {"US"}:
            language = "en-US"
        if language is None:
            return [*comment("the language is not known"), "language: en"]
        return [f"language: {language}"]

    def letter_keys(self, document: Imported, addressees: int) -> list[str]:
        lines = ["addresses: stacked"] if addressees else []
        if addressees and not any(addressee.fax for addressee in document.addressees):
            lines.append("delivery_notation: no")
        keys = ("subject", "salutation")
        lines += [
            f"{key}: {_quoted(line_of_markup(value))}"
            for key in keys
            if (value := getattr(document, key))
        ]
        if document.closing:
            lines.append(f"close: {_quoted(line_of_markup(document.closing))}")
        for key, values in (("enclosures", document.enclosures), ("cc", document.cc)):
            if texts := [text for value in values if (text := line_of_markup(value))]:
                lines += [f"{key}:", *(f"  - {_quoted(text)}" for text in texts)]
        return lines

    def release_keys(self, document: Imported, addressees: int) -> list[str]:
        headline = document.headline or document.subject or self.title()
        lines = comment("issuer: the organisation that issued it")
        lines.append(f"headline: {_quoted(line_of_markup(headline))}")
        body = document.of(*_RELEASE_BODY)
        # A dateline that opens the first paragraph is printed there.
        if document.place and not (body and document.place in body[0].text[:80]):
            lines.append(f"place: {_quoted(line_of_markup(document.place))}")
        return lines

    def beside(self, document: Imported, roles: Sequence[Role]) -> None:
        """Notes and the like, for which a letter has no place: each run of them a passage."""
        parts = document.of(*(role for role in _BESIDE if role not in roles))
        for role, group in groupby(parts, key=lambda part: part.role):
            run = tuple(group)
            remark = f"The letter's {role}. No campaign uses this passage: letterkit prints none."
            self.framing(run, document, f"{self.name}-{role}", remark)

    def dialogue(self, recipes: Mapping[str, list[str]]) -> None:
        """The occasion. What the letter does not say of it is left open."""
        parts = [part for document in self.documents for part in document.parts]
        span = (parts[0].first, parts[-1].last, 0.5)
        lines = [f"name: {scalar(self.occasion())}"]
        lines += comment("What the letter does not say: where and when.\nhost_city:\nfrom:\nto:")
        for kind, recipe in recipes.items():
            lines += [f"{DOCUMENT_KINDS[kind].recipe}:", *(f"  {row}" if row else "" for row in recipe)]
        self.add(Dialogue, self.name, lines, span, own=True)

    def occasion(self) -> str:
        """The name of the dialogue as the text has it most often, else what the letter is about."""
        text = "\n".join(part.text for document in self.documents for part in document.parts)
        found = [_BEFORE_IT.sub("", " ".join(m.group().split())) for m in _DIALOGUE.finditer(text)]
        return max(found, key=found.count) if found else self.title()

    def title(self) -> str:
        about = ((d.subject or d.headline) for d in self.documents)
        return next((text for text in about if text.strip()), self.name)

    # The body

    def body(self, document: Imported, parts: Sequence[ReadPart]) -> _Body:
        """The entries of a body in their order."""
        body = _Body()
        for is_asks, run in groupby(segments(document, parts), key=lambda s: s.kind == "ask"):
            if is_asks:
                self.asks(tuple(run), document, body)
            else:
                for segment in run:
                    self.section(segment, document, body)
        return body

    def section(self, segment: Segment, document: Imported, body: _Body) -> None:
        match segment.kind:
            case "cases" if self.is_case_list(segment.parts, document):
                name = self.case_list(segment.parts, (), document)
                body.lines.append(f"  - cases: {name}")
                body.words += words(segment.parts, marked=False)
            case "quotation" if document.date:
                name = self.quotation(segment.parts, document.quotations[segment.number], document)
                body.lines.append(f"  - quotation: {name}")
                body.words += words(segment.parts)
            case _:
                name = self.framing(segment.parts, document, self.passage_name(document, body))
                body.lines.append(f"  - framing: {name}")
                body.words += words(segment.parts)

    def passage_name(self, document: Imported, body: _Body) -> str:
        place = "passage" if body.lines else "opening"
        beside = document.kind != MAIN_DOCUMENT.name and len(self.documents) > 1
        return f"{self.name}-release-{place}" if beside else f"{self.name}-{place}"

    def framing(
        self, parts: tuple[ReadPart, ...], document: Imported, name: str, remark: str = ""
    ) -> str:
        text = " ".join(part.text for part in parts)
        match = self.shelf.like(Framing, text)
        if match and not remark:
            remark = str(match)
        lines = [f"title: {scalar(sentence(text, 60)) if text.strip() else scalar(name)}"]
        lines += self.prose(parts, document)
        return self.add(Framing, name, lines, _span_of(parts), remark)

    def prose(self, parts: tuple[ReadPart, ...], document: Imported) -> list[str]:
        """The keys of a block with a text."""
        self.placed += parts
        lines = _people(self.named_in(parts, document))
        lines += field_hints(parts, document, self.occasion())
        lines += literal("text", markup(parts))
        return [*lines, f"as_of: {document.date}"] if document.date else lines

    def asks(self, asked: Sequence[Segment], document: Imported, body: _Body) -> None:
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
            body.lines += [f"  - style: {style}", "    asks:"]
            for _, segment in group:
                body.lines.append(f"      - {self.issue(segment, style, document, body)}")

    def issue(self, segment: Segment, style: str, document: Imported, body: _Body) -> str:
        first, *rest = segment.parts
        original = segment.parts
        head = first if style == "prose" else replace(first, marker="")
        text, cases, after = around_cases((head, *rest))
        if cases and not (text and self.is_case_list(cases, document)):
            text, cases, after = (head, *rest), (), ()
        body.words += words(text)
        heading = next((part.text for part in text if part.heading), "")
        ask = next((part.text for part in text if not part.heading), heading)
        match = self.shelf.like(Issue, " ".join(part.text for part in text))
        year = (document.date or "")[:4]
        wanted = "-".join(filter(None, (slug(heading or ask), year)))
        topic = match.block.model.topic if match and isinstance(match.block.model, Issue) else ""
        remark = f"{match}: add as a new edition" if match else ""
        name = self.free(KIND_BY_MODEL[Issue], wanted)
        lines = [f"topic: {topic or slug(heading or ask, 4) or name}"]
        lines += [f"title: {scalar(heading or sentence(ask, 60))}", f"ask: {scalar(sentence(ask))}"]
        if cases:
            listed = self.case_list(cases, after, document)
            lines.append(f"cases: {listed}")
            body.words += [*words(cases, marked=False), *words(after)]
        lines += self.prose(text, document)
        self.placed += original
        return self.add(Issue, name, lines, _span_of(original), remark, own=True)

    def is_case_list(self, parts: Sequence[ReadPart], document: Imported) -> bool:
        """Whether each of them names somebody, in one paragraph."""
        return all(self.named_in((part,), document) and not part.heading for part in parts)

    def case_list(self, parts: Sequence[ReadPart], after: Sequence[ReadPart], document: Imported) -> str:
        self.placed += [*parts, *after]
        lines = [f"title: {scalar(f'People named in {self.name}')}", "cases:"]
        for part in parts:
            lines.append(f"  - people: [{', '.join(self.named_in((part,), document))}]")
            unmarked = replace(part, marker="") if is_item(part) else part
            lines += literal("text", markup([unmarked]), "    ")
        if after:
            lines += literal("closing", markup(after))
            lines += _people(self.named_in(tuple(after), document))
        return self.add(CaseListBlock, f"{self.name}-cases", lines, _span_of((*parts, *after)))

    def quotation(self, parts: tuple[ReadPart, ...], quoted: Quoted, document: Imported) -> str:
        organisation = quoted.organisation or quoted.speaker
        span = _span_of(parts)
        lines = [f"speaker: {scalar(quoted.speaker)}"]
        if quoted.speaker_title:
            lines.append(f"speaker_title: {scalar(quoted.speaker_title)}")
        lines.append(f"organisation: {self.organisation(organisation, span)}")
        lines += [f"date: {document.date}", *self.prose(parts, document)]
        return self.add(
            QuotationBlock, f"{slug(quoted.speaker) or 'quotation'}-{self.name[:10]}", lines, span
        )

    # Addresses

    def addresses(self, document: Imported) -> tuple[list[str], list[str]]:
        """The names of the offices, and the holders that the letter names, as keys of the campaign."""
        names: list[str] = []
        holders: list[str] = []
        for addressee in document.addressees:
            if not office_of(addressee):
                continue
            name = self.address(addressee, document)
            if name in names:
                continue
            names.append(name)
            if addressee.name and (addressee.title or addressee.organisation):
                holders += holder_keys(name, addressee, document)
        return names, ["holders:", *holders] if holders else []

    def address(self, addressee: FoundAddressee, document: Imported) -> str:
        """The block of an office: the library's where it says the same, or a new one."""
        office = office_of(addressee)
        organisation = addressee.organisation if addressee.title else ""
        known = self.shelf.addresses.get((plain(office), plain(organisation)))
        span = (addressee.first, addressee.last, addressee.confidence)
        by_fax = any(other.fax for other in document.addressees)
        otherwise = differences(known.model, addressee, by_fax) if known else []
        if known and not otherwise:
            return self.refer(known, span)
        wanted = known.name if known else slug(f"{organisation} {office}", 8) or office
        remark = f"{known.reference} has {'; '.join(otherwise)}" if known else ""
        lines = self.address_lines(addressee, office, organisation, document)
        return self.add(Address, wanted, lines, span, remark, own=known is not None)

    def address_lines(
        self, addressee: FoundAddressee, office: str, organisation: str, document: Imported
    ) -> list[str]:
        lines = [
            row
            for part in document.of(Role.ADDRESS, Role.DELIVERY)
            if addressee.first <= part.first and part.last <= addressee.last
            for row in self.printed(part)
        ]
        lines.append(f"office: {scalar(office)}")
        if organisation:
            lines.append(f"organisation: {scalar(organisation)}")
        if postal := postal_lines(addressee):
            lines += ["address:", *(f"  - {scalar(line)}" for line in postal)]
        country = country_of(addressee, document.language)
        lines += [f"country: {country}"] if country else comment("country: the letter does not say it")
        lines += fax_keys(addressee)
        if re.fullmatch(r"[^@\s]+@[^@\s]+", addressee.email):
            lines.append(f"email: {scalar(addressee.email)}")
        if addressee.name and office != addressee.name:
            lines += comment(f"Since when {addressee.name} held the office the letter does not say:")
            lines += comment(f"holders: [{{name: {addressee.name}, salutation: …, from: …}}]")
        return lines

    def printed(self, part: ReadPart) -> list[str]:
        """A part as it was printed, as a comment."""
        self.placed.append(part)
        return comment(f"{_span(part)} ({part.confidence:.2f}): {_on_one_line(part)}")

    # Signatories

    def signatures(self, document: Imported) -> tuple[str, list[str]]:
        """The signature block, and who signs for whom, as keys of the campaign."""
        entries: list[str] = []
        signers: list[str] = []
        for signatory in document.signatories:
            person = signatory.person if signatory.organisation or signatory.title else ""
            wanted = signatory.organisation or signatory.title or signatory.person
            if not wanted:
                continue
            span = (signatory.first, signatory.last, signatory.confidence)
            name = self.organisation(wanted, span, entries if person else ())
            entries.append(name)
            if person:
                signers += _signer(name, signatory)
        parts = document.of(Role.SIGNATURE, Role.LETTERHEAD)
        if not (entries or parts) and self.signed:
            return self.signed, []
        lines = [row for part in parts for row in self.printed(part)]
        lines.append(f"title: {scalar(f'Signatories of {self.name}')}")
        lines += self.coalition(document)
        lines.append(f"sign_as: {'person' if signers else 'organisation'}")
        lines += ["organisations:", *(f"  - {name}" for name in entries)] if entries else []
        span = _span_of(parts or document.signatories or document.parts)
        self.signed = self.add(Signatures, f"{self.name}-signatories", lines, span)
        return self.signed, ["signers:", *signers] if signers else []

    def coalition(self, document: Imported) -> list[str]:
        """The letterhead: its first line is the name."""
        parts = document.of(Role.LETTERHEAD)
        rows = [row for part in parts for row in part.text.split("\n") if row.strip()]
        if not rows:
            return []
        lines = ["coalition:", f"  name: {scalar(rows[0])}"]
        rest = at_most(rows[1:], MAX_ADDRESS_LINES)
        return [*lines, "  lines:", *(f"    - {scalar(row)}" for row in rest)] if rest else lines

    def organisation(self, name: str, span: tuple[int, int, float], taken: Sequence[str] = ()) -> str:
        """The block of an organisation: the library's where it is spelt the same, or a new one.

        Of one for which somebody has signed already there is a second block.
        """
        known = self.organisations.get(plain(name))
        if known and known not in taken:
            return known
        block = self.shelf.organisations.get(plain(name)) if known is None else None
        if block is not None and " ".join(name.split()) in (block.model.name, block.model.short_name):
            made = self.refer(block, span)
        else:
            remark = f"{block.reference} is spelt '{block.model.name}'" if block else ""
            wanted = block.name if block else slug(name, 8) or name
            made = self.add(
                Organisation, wanted, [f"name: {scalar(name)}"], span, remark, own=block is not None
            )
        self.organisations.setdefault(plain(name), made)
        return made


# By the kind of document: its keys besides those that every document has, and the roles of its body.
_KEYS: Mapping[str, Callable[[Draft, Imported, int], list[str]]] = {
    "letter": Draft.letter_keys,
    "press-release": Draft.release_keys,
}
_BODIES: Mapping[str, Sequence[Role]] = {"letter": BODY, "press-release": _RELEASE_BODY}
_NOWHERE = (Role.CHROME, Role.UNPLACED, *_BESIDE)


def has_body(document: Imported) -> bool:
    """Whether there is anything to print: without it the document is no letter."""
    return any(part.text.strip() for part in document.of(*_body_roles(document)))


def _body_roles(document: Imported) -> Sequence[Role]:
    return _BODIES[document.kind]


def imported_from(source: str) -> str:
    """How the line begins that says what a campaign was imported from."""
    return f"{comment(f'Imported from {source},')[0]} "


def _schema(kind: Kind | DocumentKind, depth: int) -> str:
    up = "../" * depth
    return f"# yaml-language-server: $schema={up}{schemas.FOLDER}/{schemas.file_name(kind)}"


def _text(lines: Iterable[str]) -> str:
    return "".join(f"{line}\n" for line in lines)


def _lines(first: int, last: int) -> str:
    return f"lines {first}-{last}" if last > first else f"line {first}"


def _span(part: ReadPart) -> str:
    return _lines(part.first, part.last)


def _span_of(parts: Sequence[ReadPart] | Sequence[FoundSignatory]) -> tuple[int, int, float]:
    first, last = min(part.first for part in parts), max(part.last for part in parts)
    return first, last, min(part.confidence for part in parts)


def _on_one_line(part: ReadPart) -> str:
    """A part's words, with strokes between the lines that it had."""
    return f"{part.marker} {part.text}".strip().replace("\n", " / ")


def _people(names: Sequence[str]) -> list[str]:
    return [f"people: [{', '.join(names)}]"] if names else []


def _quoted(text: str) -> str:
    """A text of one line as a YAML value."""
    return scalar(text)


def _account(case: FoundCase) -> str:
    """What is said of the person, in words that can follow the name; empty where they cannot."""
    line = " ".join(case.text.split())
    match = re.match(rf"{re.escape(case.name)}(?: \([^)]*\))?,? (?P<rest>[a-z].*)", line)
    return match["rest"] if match else ""


def _is_in(name: str, text: str) -> bool:
    """Whether a name stands in a text whose script sets no spaces between words."""
    return len(name) > 1 and not name.isascii() and " " not in name and name in text


def _signer(name: str, signatory: FoundSignatory) -> list[str]:
    lines = [f"  {name}:", f"    name: {scalar(signatory.person)}"]
    if signatory.title and signatory.organisation:
        lines.append(f"    title: {scalar(signatory.title)}")
    return lines

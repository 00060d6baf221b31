"""What letters and press releases are assembled from: addressees, signatories, cases, passages, asks.

Resolves every reference of a document's file, asks each block what is true on the document's date and
fills in the merge fields. It goes on past problems to report them all. Where an office's holder or an
organisation's signer is not known, a placeholder prints, in brackets; saying so is for the checks. A
person whose consent does not cover the document is left out here, so that no writer can name them.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from jinja2 import StrictUndefined

from letterkit import letter as lt
from letterkit.blocks.documents import (
    BodyEntry,
    Composition,
    Dialogue,
    DocumentFile,
    IssueEntry,
    NamedHolder,
    NamedSigner,
)
from letterkit.blocks.kinds import document_kind
from letterkit.blocks.models import (
    Address,
    CaseListBlock,
    Framing,
    Holder,
    Issue,
    Organisation,
    Person,
    PostalFields,
    Prose,
    QuotationBlock,
    Signatures,
    Signer,
)
from letterkit.blocks.values import WithValue
from letterkit.blocks.yaml import Document, Steps
from letterkit.diagnostics import Diagnostic, Location, did_you_mean
from letterkit.language.dates import UNDATED, PartialDate, completed_years
from letterkit.language.lists import list_text
from letterkit.language.phrases import phrases
from letterkit.language.typography import NBSP, typeset
from letterkit.library.index import Block, Library
from letterkit.text.fields import (
    AddresseeField,
    DialogueField,
    DocumentField,
    Fields,
    IssuerField,
    LetterField,
    PersonField,
    SignatoryField,
)
from letterkit.text.markdown import parse
from letterkit.text.merge import check, merge

# USPS Publication 28, section 213: the last line is city, state and ZIP code.
_US_LAST_LINE = re.compile(r"(?P<locality>.+?),? (?P<region>[A-Z]{2}) +(?P<postal_code>\d{5}(?:-\d{4})?)")


@dataclass(frozen=True, slots=True)
class _Case:
    """An entry of a case list with its includes followed: the people it names, and its text.

    A text that stands `alone` names them itself; else it follows the one person's name.
    """

    people: Mapping[str, Block[Person]]
    document: Document
    path: Steps
    text: str | None
    alone: bool


@dataclass(frozen=True, slots=True)
class Ground:
    """What every document stands on; None where the library does not have it."""

    dialogue: Block[Dialogue] | None
    addressees: tuple[lt.Addressee, ...]
    signature_block: Block[Signatures] | None
    signatures: lt.SignatureBlock | None


class Parts:
    """One document in the making: its library, its file, and the problems met so far.

    One that was published before letterkit knew it prints as it was: its own characters, nothing put in
    where something is unknown, and the people whom it named. In return its body must be the one that was
    published: see `as_published`.
    """

    delivery_notation = True

    def __init__(self, library: Library, campaign: Block[DocumentFile]) -> None:
        self.library = library
        self.kind = document_kind(campaign.model)
        self.campaign = campaign
        self.composition: Composition = campaign.model
        self.published = campaign.model.published
        self.date = campaign.model.date
        self.language = campaign.model.language
        self.words = phrases(self.language)
        self.country = self.language.partition("-")[2] or None
        self.problems: list[Diagnostic] = []
        self.used: dict[str, Location] = {}
        self.case_lists: dict[str, tuple[_Case, ...]] = {}
        self.fields: Fields | None = None

    def ground(self, dialogue_name: str) -> Ground:
        """Look up what the document stands on, and from it what its merge fields print."""
        if self.date == UNDATED and not self.published:
            message = "a document that goes out needs its date"
            self.report("LK202", message, self.campaign.location("date"))
        dialogue = self.library.get(Dialogue, dialogue_name, self.campaign.location("dialogue"))
        addressees = self.addressees(dialogue)
        place = self.campaign.location("signatures")
        block = self.library.get(Signatures, self.composition.signatures, place)
        signatures = self.signatures(block) if block else None
        for place, name in self.case_list_names():
            self.case_lists[name] = self.cases(name, place, ())
        if dialogue is not None:
            self.fields = self.all_fields(dialogue.model, addressees, signatures)
        return Ground(dialogue, addressees, block, signatures)

    # Small things that every part needs

    def report(self, code: str, message: str, location: Location, hint: str | None = None) -> None:
        self.problems.append(Diagnostic(code, message, location, hint))

    def origin(self, *path: str | int) -> lt.Origin:
        return origin_of(self.campaign.location(*path))

    def set(self, text: str) -> str:
        return text if self.published else typeset(text, self.language)

    def once(self, reference: str, location: Location) -> None:
        """Report a block that stands twice in the letter, unless it went out so."""
        first = self.used.setdefault(reference, location)
        if first is not location and not self.published:
            self.report("LK210", f"{reference} stands twice; first on line {first.line}", location)

    # Addressees

    def addressees(self, dialogue: Block[Dialogue] | None) -> tuple[lt.Addressee, ...]:
        if not self.composition.to and not self.published:
            self.report("LK402", "no addressees", self.campaign.document.key_location(("to",)))
        found: list[lt.Addressee] = []
        for i, name in enumerate(self.composition.to):
            place = self.campaign.location("to", i)
            self.once(f"addresses/{name}", place)
            block = self.library.get(Address, name, place)
            if block is None or dialogue is None:
                continue
            found.append(self.addressee(block, (dialogue.model.from_ or self.date).first_day, i))
        return tuple(found)

    def addressee(self, block: Block[Address], day: dt.date, i: int) -> lt.Addressee:
        address = block.model
        holder, origin = self.holder(block, day, i)
        fax = tuple(
            self.fax_number(fax.number, block.location("fax", i)) for i, fax in enumerate(address.fax)
        )
        delivery = f"{self.words.via_fax} {'; '.join(number.text for number in fax)}"
        return lt.Addressee(
            origin,
            block=block.reference,
            name=self.set(holder.name),
            honorific=holder.honorific,
            salutation=self.set(holder.salutation or holder.name),
            office=self.set(address.office),
            organisation=self.set(address.organisation or ""),
            address=self.postal_address(block),
            fax=fax,
            email=address.email,
            delivery=delivery if fax and self.delivery_notation else None,
        )

    def holder(self, block: Block[Address], day: dt.date, i: int) -> tuple[NamedHolder, lt.Origin]:
        """Who holds the office on that day: named by the campaign, entered in its file, or unknown."""
        address, named = block.model, self.composition.holders.get(block.name)
        entered = address.holder_on(day)
        if named is not None:
            known = next((h for h in address.holders if h.name == named.name), None)
            honorific = named.honorific or (known.honorific if known else None)
            salutation = named.salutation or (known.salutation if known else named.name)
            origin = self.origin("holders", block.name)
            return NamedHolder(name=named.name, honorific=honorific, salutation=salutation), origin
        if entered is not None and not self.published:
            origin = origin_of(block.location("holders", address.holders.index(entered)))
            return _as_named(entered), origin
        if self.published:  # it was addressed to the office
            return NamedHolder.model_construct(name="", salutation=address.office), self.origin("to", i)
        unknown = self.words.to_be_confirmed.format(what=address.office)
        return NamedHolder(name=unknown, salutation=unknown), self.origin("to", i)

    def fax_number(self, number: str, location: Location) -> lt.FaxNumber:
        import phonenumbers

        parsed = phonenumbers.parse(number, None)
        at_home = phonenumbers.region_code_for_number(parsed) == self.country
        form = phonenumbers.PhoneNumberFormat
        printed = phonenumbers.format_number(parsed, form.NATIONAL if at_home else form.INTERNATIONAL)
        e164 = phonenumbers.format_number(parsed, form.E164)
        return lt.FaxNumber(origin_of(location), e164, printed.replace(" ", NBSP))

    def postal_address(self, block: Block[Address]) -> lt.PostalAddress:
        from babel import Locale

        address = block.model
        territories = Locale.parse(self.language, sep="-").territories
        country = territories.get(address.country or "", address.country or "")
        abroad = address.country not in (self.country, None) and not self.published
        named = bool(address.address) and address.address[-1] == country
        lines = (*address.address, country) if abroad and not named else address.address
        fields = _postal_fields(address)
        return lt.PostalAddress(
            origin_of(block.location("address")),
            lines=tuple(self.set(line) for line in lines),
            country=address.country or "",
            country_name=country,
            street=fields.street,
            locality=fields.locality,
            region=fields.region or "",
            postal_code=fields.postal_code or "",
        )

    # Signatories

    def signatures(self, block: Block[Signatures]) -> lt.SignatureBlock:
        if not block.model.organisations and not self.published:
            place = block.document.key_location(("organisations",))
            self.report("LK401", "no organisation signs", place)
        return lt.SignatureBlock(
            origin_of(block.location()),
            block=block.reference,
            columns=block.model.columns,
            signatories=tuple(self.signatories(block, block, ())),
        )

    def signatories(
        self, block: Block[Signatures], by: Block[Signatures], above: tuple[str, ...]
    ) -> Iterable[lt.Signatory]:
        """The signatories of a block and of those it includes; `by` says how they all sign."""
        for i, entry in enumerate(block.model.organisations):
            place = block.location("organisations", i)
            if entry.list:
                if not self.loops(entry.list, (*above, block.name), place):
                    included = self.library.get(Signatures, entry.list, place)
                    if included:
                        yield from self.signatories(included, by, (*above, block.name))
            elif entry.organisation:
                self.once(f"organisations/{entry.organisation}", place)
                organisation = self.library.get(Organisation, entry.organisation, place)
                if organisation:
                    yield self.signatory(organisation, by)

    def signatory(self, block: Block[Organisation], by: Block[Signatures]) -> lt.Signatory:
        organisation = block.model
        signer, origin = self.signer(block) if by.model.sign_as == "person" else (None, None)
        needed = by.model.sign_as == "person" and not self.published
        unknown = self.words.to_be_confirmed.format(what=self.words.signer) if needed else None
        return lt.Signatory(
            origin or origin_of(block.location("name")),
            block=block.reference,
            organisation=self.set(organisation.name),
            person=self.set(signer.name) if signer else unknown,
            native_name=signer.native_name if signer else None,
            title=self.set(signer.title) if signer and signer.title else None,
        )

    def signer(self, block: Block[Organisation]) -> tuple[NamedSigner | Signer | None, lt.Origin | None]:
        """Who signs: named by the campaign, entered in the organisation's file, or unknown."""
        named = self.composition.signers.get(block.name)
        if named is not None:
            return named, self.origin("signers", block.name)
        entered = block.model.signer_on(self.date)
        if entered is None or self.published:
            return None, None
        return entered, origin_of(block.location("signers", block.model.signers.index(entered)))

    # Cases

    def case_list_names(self) -> Iterable[tuple[Location, str]]:
        """The case lists of the letter, each once, with the place that asks for it."""
        names: dict[str, Location] = {}
        for i, entry in enumerate(self.composition.body):
            if entry.cases:
                names.setdefault(entry.cases, self.campaign.location("body", i, "cases"))
            for j, ask in enumerate(entry.asks):
                place = self.campaign.location("body", i, "asks", j, "issue")
                issue = self.library.get(Issue, ask.issue, place)
                if ask.cases:
                    place = self.campaign.location("body", i, "asks", j, "cases")
                    names.setdefault(ask.cases, place)
                elif issue and issue.model.cases:
                    names.setdefault(issue.model.cases, issue.location("cases"))
        return [(place, name) for name, place in names.items()]

    def cases(self, name: str, place: Location, above: tuple[str, ...]) -> tuple[_Case, ...]:
        """The entries of a case list and of those it includes, without people who may not be named."""
        block = self.library.get(CaseListBlock, name, place)
        if block is None:
            return ()
        found: list[_Case] = []
        for i, entry in enumerate(block.model.cases):
            here = block.location("cases", i)
            if entry.list:
                if not self.loops(entry.list, (*above, name), here):
                    found.extend(self.cases(entry.list, here, (*above, name)))
                continue
            for person in (entry.person,) if entry.person else entry.people:
                self.once(f"people/{person}", here)
            names = (entry.person,) if entry.person else entry.people
            people = self.people(names, here, may_be_left_out=True)
            if len(people) == len(names):
                alone = not entry.person
                found.append(_Case(people, block.document, ("cases", i, "text"), entry.text, alone))
        return tuple(found)

    def loops(self, name: str, above: tuple[str, ...], place: Location) -> bool:
        if name not in above:
            return False
        self.report("LK206", f"a loop: {' → '.join((*above, name))}", place)
        return True

    def people(
        self, names: Iterable[str], place: Location, *, may_be_left_out: bool = False
    ) -> dict[str, Block[Person]]:
        """The people of those names whom this document may name.

        In a list the others are left out, and the checks say so; a sentence cannot do without them.
        """
        found: dict[str, Block[Person]] = {}
        for name in names:
            block = self.library.get(Person, name, place)
            if block is None:
                continue
            if block.model.consent in self.kind.audiences or self.published:
                found[name] = block
            elif not may_be_left_out:
                message = f"{block.document.file} does not allow this document to name the person"
                self.report("LK214", message, place, "take the reference out")
        return found

    # Merge fields

    def all_fields(
        self,
        dialogue: Dialogue,
        addressees: tuple[lt.Addressee, ...],
        signatures: lt.SignatureBlock | None,
    ) -> Fields:
        people = {
            name: block
            for cases in self.case_lists.values()
            for case in cases
            for name, block in case.people.items()
        }
        return Fields(
            dialogue=DialogueField(
                name=dialogue.name,
                short_name=dialogue.short_name or dialogue.name,
                host_city=dialogue.host_city or _unknown(dialogue, "host_city"),
                host_country=dialogue.host_country or "",
                first_day=dialogue.from_ or _unknown(dialogue, "from"),
                last_day=dialogue.to or _unknown(dialogue, "to"),
                year=dialogue.from_.year if dialogue.from_ else _unknown(dialogue, "from"),
            ),
            letter=LetterField(self.letter_date(), self.language),
            document=DocumentField(self.kind.title, self.date, self.language),
            issuer=self.issuer(),
            addressees=tuple(
                AddresseeField(a.name, a.full_name, a.salutation, a.office, a.organisation)
                for a in addressees
            ),
            cases=tuple(self.person_field(block.model) for block in people.values()),
            signatories=tuple(
                SignatoryField(s.organisation, s.person or "", s.title or "")
                for s in (signatures.signatories if signatures else ())
            ),
        )

    def letter_date(self) -> PartialDate:
        """The date of the letter that the document is, or speaks of."""
        return self.date

    def issuer(self) -> IssuerField:
        """The organisation that issues the document; a letter has none but its signatories."""
        return IssuerField("", "")

    def person_field(self, person: Person) -> PersonField:
        day = self.date.last_day
        event = person.status_on(day)
        return PersonField(
            name=person.name,
            native_name=person.native_name or "",
            also_known_as=person.also_known_as,
            described_as=person.described_as or "",
            nationality=person.nationality or "",
            status=event.status or "" if event else "",
            status_since=event.date if event else None,
            years=completed_years(event.date, day) if event else 0,
            age=person.age_on(day),
        )

    def nodes(
        self,
        text: str,
        document: Document,
        path: Steps,
        with_: Mapping[str, WithValue] | None = None,
        people: Mapping[str, Block[Person]] | None = None,
    ) -> tuple[lt.BodyNode, ...]:
        """A text of a file as letter nodes: merge fields first, then Markdown."""
        locate = document.locator(path)
        if self.fields is None:
            self.problems.extend(check(text, locate, tuple(with_ or ()), tuple(people or ())))
            return ()
        named = {name: self.person_field(block.model) for name, block in (people or {}).items()}
        merged, problems = merge(text, locate, self.fields, with_, named)
        self.problems.extend(problems)
        if merged is None:
            return ()
        exact = self.published is not None
        nodes, problems = parse(merged.text, merged.locate(locate), self.language, exact=exact)
        self.problems.extend(problems)
        return nodes

    def line(self, key: str, text: str, *path: int) -> lt.Line:
        """A part of one line: its text with fields filled in, and no markup left."""
        nodes = self.nodes(text, self.campaign.document, (key, *path))
        words = " ".join(lt.plain_text(node) for node in nodes)
        return lt.Line(self.origin(key, *path), words.replace("\n", " "))

    def lines(self, key: str, texts: tuple[str, ...]) -> Iterable[lt.Line]:
        return [self.line(key, text, i) for i, text in enumerate(texts)]

    # Body

    def body(self) -> Iterable[lt.Section]:
        for i, entry in enumerate(self.composition.body):
            section = self.section(entry, i)
            if section is not None:
                yield section

    def as_published(self, body: tuple[lt.Section, ...]) -> tuple[lt.Section, ...]:
        """The body of a document that was published: LK721 where it is another than was published."""
        if self.published and lt.words_digest(lt.text_words(body)) != self.published:
            hint = "put its words back, or delete `published:` and go on as with a new letter"
            message = "the text is not the one that was published"
            self.report("LK721", message, self.campaign.location("published"), hint)
        return body

    def section(self, entry: BodyEntry, i: int) -> lt.Section | None:
        if entry.framing:
            return self.passage(entry, i)
        if entry.cases:
            return self.case_list(entry.cases, self.campaign.location("body", i, "cases"))
        if entry.quotation:
            return self.quotation(entry, i)
        items = (self.ask(ask, ("body", i, "asks", j)) for j, ask in enumerate(entry.asks))
        asks = tuple(item for item in items if item is not None)
        return lt.Asks(self.origin("body", i, "asks"), entry.style or self.kind.ask_style, asks)

    def passage(self, entry: BodyEntry, i: int) -> lt.Passage | None:
        place = self.campaign.location("body", i, "framing")
        self.once(f"framing/{entry.framing}", place)
        block = self.library.get(Framing, entry.framing or "", place)
        if block is None:
            return None
        children = self.prose(block, entry.with_, ("body", i))
        return lt.Passage(origin_of(block.location("text")), block.reference, children)

    def quotation(self, entry: BodyEntry, i: int) -> lt.Quote | None:
        place = self.campaign.location("body", i, "quotation")
        self.once(f"quotations/{entry.quotation}", place)
        block = self.library.get(QuotationBlock, entry.quotation or "", place)
        if block is None:
            return None
        model, origin = block.model, origin_of(block.location("text"))
        children = self.prose(block, entry.with_, ("body", i))
        organisation = self.library.get(Organisation, model.organisation, block.location("organisation"))
        return lt.Quote(
            origin,
            block=block.reference,
            speaker=self.set(model.speaker),
            speaker_title=model.speaker_title,
            organisation=self.set(organisation.model.name) if organisation else "",
            date=str(model.date),
            children=children,
        )

    def ask(self, entry: IssueEntry, path: Steps) -> lt.Ask | None:
        place = self.campaign.location(*path, "issue")
        self.once(f"issues/{entry.issue}", place)
        block = self.library.get(Issue, entry.issue, place)
        if block is None:
            return None
        issue = block.model
        children: tuple[lt.BodyNode | lt.CaseList, ...] = self.prose(block, entry.with_, path)
        cases = entry.cases or issue.cases
        asked_from = self.campaign.location(*path, "cases") if entry.cases else block.location("cases")
        if cases and (case_list := self.case_list(cases, asked_from)):
            children = (*children, case_list)
        return lt.Ask(
            origin_of(block.location("text")),
            block=block.reference,
            topic=issue.topic,
            title=self.set(issue.title),
            summary=self.set(issue.ask),
            children=children,
        )

    def prose(
        self,
        block: Block[Framing] | Block[Issue] | Block[QuotationBlock],
        given: Mapping[str, WithValue],
        path: Steps,
    ) -> tuple[lt.BodyNode, ...]:
        """A block's text, with its own values and those the campaign gives it."""
        prose: Prose = block.model
        for key in given:
            if key not in prose.with_:
                place = self.campaign.document.key_location((*path, "with", key))
                hint = did_you_mean(key, prose.with_) or "see `with:` in the block"
                self.report("LK201", f"{block.reference} has no value '{key}'", place, hint)
        people = self.people(prose.people, block.location("people"))
        with_ = {**prose.with_, **given}
        return self.nodes(prose.text, block.document, ("text",), with_, people)

    def case_list(self, name: str, place: Location) -> lt.CaseList | None:
        block = self.library.get(CaseListBlock, name, place)
        if block is None:
            return None
        cases = block.model
        people = self.people(cases.people, block.location("people"))
        document = block.document
        before = self.nodes(cases.lead_in, document, ("lead_in",), {}, people) if cases.lead_in else ()
        after = self.nodes(cases.closing, document, ("closing",), {}, people) if cases.closing else ()
        entries = (self.case(case, cases.native_names) for case in self.case_lists.get(name, ()))
        return lt.CaseList(
            origin_of(block.location()),
            block=block.reference,
            lead_in=before,
            cases=tuple(entry for entry in entries if entry is not None),
            closing=after,
        )

    def case(self, case: _Case, native_names: bool) -> lt.Case | None:
        """A person's name followed by what is said of the person, or a text about several."""
        location = case.document.location(case.path)
        people = tuple(self.set(block.model.name) for block in case.people.values())
        blocks = tuple(block.reference for block in case.people.values())
        if not case.alone:
            (block,) = case.people.values()
            words = self.case_of_one(block, case, native_names)
        else:
            words = self.one_paragraph(case.text or "", case.document, case.path, case.people)
        if not words:
            return None
        ends = (".", "!", "?", "。")
        if not self.published and not lt.plain_text(lt.Paragraph(words[-1].origin, words)).endswith(ends):
            words = (*words, lt.Text(words[-1].origin, "."))
        return lt.Case(origin_of(location), people, blocks, words)

    def case_of_one(self, block: Block[Person], case: _Case, native_names: bool) -> tuple[lt.Inline, ...]:
        person = block.model
        name = origin_of(block.location("name"))
        words: list[lt.Inline] = [lt.Strong(name, (lt.Text(name, self.set(person.name)),))]
        aside = [person.native_name] if native_names and person.native_name else []
        if person.also_known_as:
            others = list_text(person.also_known_as, self.language)
            aside.append(f"{self.words.also_known_as} {others}")
        if aside:
            words.append(lt.Text(name, self.set(f" ({'; '.join(aside)})")))
        if person.described_as:
            described = self.set(f", {person.described_as}")
            words.append(lt.Text(origin_of(block.location("described_as")), described))
        said = self.said_of(block, case)
        if said:
            words.append(lt.Text(said[0].origin, ", "))
            words.extend(said)
        elif not person.described_as:
            message = f"nothing is said of {person.name} on or before {self.date}"
            self.report("LK213", message, block.location("accounts"))
        return tuple(words)

    def said_of(self, block: Block[Person], case: _Case) -> tuple[lt.Inline, ...]:
        if case.text:
            return self.one_paragraph(case.text, case.document, case.path, case.people)
        account = block.model.account_on(self.date.last_day)
        if account is None:
            return ()
        path = ("accounts", block.model.accounts.index(account), "text")
        return self.one_paragraph(account.text, block.document, path, case.people)

    def one_paragraph(
        self, text: str, document: Document, path: Steps, people: Mapping[str, Block[Person]]
    ) -> tuple[lt.Inline, ...]:
        nodes = self.nodes(text, document, path, {}, people)
        if len(nodes) == 1 and isinstance(nodes[0], lt.Paragraph):
            return nodes[0].children
        if nodes:
            place = document.location(path)
            self.report("LK309", "what is said of a person is one paragraph", place)
        return ()

    def keywords(self, dialogue: Dialogue, body: tuple[lt.Section, ...]) -> tuple[str, ...]:
        asks = (ask for section in body if isinstance(section, lt.Asks) for ask in section.items)
        return (dialogue.name, *(ask.title.replace(NBSP, " ") for ask in asks))


def _unknown(dialogue: Dialogue, key: str) -> Any:
    """What a merge field holds where the dialogue's file does not say it: printing it is LK305."""
    return StrictUndefined(hint=f"'{key}' is not known of {dialogue.name}")


def _as_named(holder: Holder) -> NamedHolder:
    return NamedHolder(name=holder.name, honorific=holder.honorific, salutation=holder.salutation)


def origin_of(location: Location) -> lt.Origin:
    return lt.Origin(location.file, location.line, location.column)


def _postal_fields(address: Address) -> PostalFields:
    """The address by field: as given, else read from the last line of an American address."""
    if address.postal:
        return address.postal
    if not address.address:
        return PostalFields.model_construct(street="")
    *street, last = address.address
    match = _US_LAST_LINE.fullmatch(last) if address.country == "US" else None
    if match is None or not street:
        return PostalFields(street=", ".join(address.address))
    return PostalFields(street=", ".join(street), **match.groupdict())

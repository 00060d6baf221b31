"""Library + campaign → Letter.

Resolves every reference of a campaign, asks each block what is true on the letter's date, fills in the
merge fields and puts the parts in the order of a business letter. It goes on past problems to report
them all, but returns a Letter only where there is no error: half a letter is never made. A person whose
consent does not cover the letter is left out here, so that no writer can name them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from letterkit import letter as lt
from letterkit.diagnostics import Diagnostic, Location, did_you_mean, has_errors
from letterkit.interpolate import (
    AddresseeField,
    DialogueField,
    Fields,
    LetterField,
    PersonField,
    SignatoryField,
    check,
    date_text,
    list_text,
    merge,
)
from letterkit.library import Block, Library
from letterkit.markup import parse
from letterkit.model import (
    Address,
    BodyEntry,
    Campaign,
    CaseList,
    Dialogue,
    Framing,
    Holder,
    Issue,
    IssueEntry,
    Organisation,
    Person,
    PostalFields,
    Prose,
    Signatures,
    Signer,
    WithValue,
)
from letterkit.phrases import phrases
from letterkit.source import Document, Steps
from letterkit.typography import NBSP, typeset

DEFAULT_SUBJECT = "{{ dialogue.name }}, {{ dialogue.host_city }}, {{ dialogue | days }}"

# USPS Publication 28, section 213: the last line is city, state and ZIP code.
_US_LAST_LINE = re.compile(r"(?P<locality>.+?),? (?P<region>[A-Z]{2}) +(?P<postal_code>\d{5}(?:-\d{4})?)")


def assemble(library: Library, campaign: Block[Campaign]) -> tuple[lt.Letter | None, list[Diagnostic]]:
    """Make the campaign's letter. Returns None with the diagnostics where it has an error."""
    assembler = _Assembler(library, campaign)
    letter = assembler.letter()
    problems = [*library.diagnostics, *assembler.problems]
    return (None if has_errors(problems) else letter), problems


@dataclass(frozen=True, slots=True)
class _Case:
    """An entry of a case list with its includes followed: the people it names, and its text."""

    people: Mapping[str, Block[Person]]
    document: Document
    path: Steps
    text: str | None


class _Assembler:
    def __init__(self, library: Library, campaign: Block[Campaign]) -> None:
        self.library = library
        self.campaign = campaign
        self.recipe = campaign.model
        self.date = campaign.model.date
        self.language = campaign.model.language
        self.words = phrases(self.language)
        self.country = self.language.partition("-")[2] or None
        self.problems: list[Diagnostic] = []
        self.used: dict[str, Location] = {}
        self.case_lists: dict[str, tuple[_Case, ...]] = {}
        self.fields: Fields | None = None

    def letter(self) -> lt.Letter | None:
        recipe = self.recipe
        dialogue = self.library.get(Dialogue, recipe.dialogue, self.campaign.location("dialogue"))
        addressees = self.addressees(dialogue)
        place = self.campaign.location("signatures")
        signature_block = self.library.get(Signatures, recipe.signatures, place)
        signatures = self.signatures(signature_block) if signature_block else None
        for place, name in self.case_list_names():
            self.case_lists[name] = self.cases(name, place, ())
        if dialogue is not None:
            self.fields = self.all_fields(dialogue.model, addressees, signatures)
        body = tuple(self.body())
        reference = self.line("subject", recipe.subject or DEFAULT_SUBJECT)
        salutation = self.salutation(addressees)
        close = self.line("close", recipe.close)
        enclosures = tuple(self.lines("enclosures", recipe.enclosures))
        copies = tuple(self.lines("cc", recipe.cc))
        if signature_block is None or signatures is None or dialogue is None:
            return None
        letterhead = self.letterhead(signature_block, signatures)
        names = list_text([addressee.salutation for addressee in addressees], self.language)
        date = date_text(self.date, self.language)
        return lt.Letter(
            self.origin(),
            title=self.words.letter_to.format(names=names, date=date).replace(NBSP, " "),
            author=(letterhead.name or "; ".join(letterhead.members)).replace(NBSP, " "),
            keywords=self.keywords(dialogue.model, body),
            language=self.language,
            paper=recipe.paper,
            addresses=recipe.addresses,
            dialogue=recipe.dialogue,
            campaign=self.campaign.name,
            letterhead=letterhead,
            date=lt.DateLine(self.origin("date"), str(self.date), self.set(date)),
            addressees=addressees,
            running_head=self.set(names),
            reference=reference,
            salutation=salutation,
            body=body,
            close=close,
            signatures=signatures,
            enclosures=enclosures,
            cc=copies,
        )

    # Small things that every part needs

    def report(self, code: str, message: str, location: Location, hint: str | None = None) -> None:
        self.problems.append(Diagnostic(code, message, location, hint))

    def origin(self, *path: str | int) -> lt.Origin:
        return _origin(self.campaign.location(*path))

    def set(self, text: str) -> str:
        return typeset(text, self.language)

    def once(self, reference: str, location: Location) -> None:
        """Report a block that stands twice in the letter."""
        first = self.used.setdefault(reference, location)
        if first is not location:
            self.report("LK210", f"{reference} stands twice; first on line {first.line}", location)

    # Addressees

    def addressees(self, dialogue: Block[Dialogue] | None) -> tuple[lt.Addressee, ...]:
        if not self.recipe.to:
            self.report("LK402", "no addressees", self.campaign.document.key_location(("to",)))
        found: list[lt.Addressee] = []
        for i, name in enumerate(self.recipe.to):
            place = self.campaign.location("to", i)
            self.once(f"addresses/{name}", place)
            block = self.library.get(Address, name, place)
            if block is None or dialogue is None:
                continue
            holder = block.model.holder_on(dialogue.model.from_)
            if holder is None:
                day = dialogue.model.from_
                message = f"nobody is entered who held the office on {day}"
                self.report("LK211", message, block.location("holders"))
                continue
            found.append(self.addressee(block, holder))
        return tuple(found)

    def addressee(self, block: Block[Address], holder: Holder) -> lt.Addressee:
        address, index = block.model, block.model.holders.index(holder)
        fax = tuple(
            self.fax_number(fax.number, block.location("fax", i)) for i, fax in enumerate(address.fax)
        )
        delivery = f"{self.words.via_fax} {'; '.join(number.text for number in fax)}"
        return lt.Addressee(
            _origin(block.location("holders", index)),
            block=block.reference,
            name=self.set(holder.name),
            honorific=holder.honorific,
            native_name=holder.native_name,
            salutation=self.set(holder.salutation),
            office=self.set(address.office),
            organisation=self.set(address.organisation),
            address=self.postal_address(block),
            fax=fax,
            email=address.email,
            delivery=delivery if fax else None,
        )

    def fax_number(self, number: str, location: Location) -> lt.FaxNumber:
        import phonenumbers

        parsed = phonenumbers.parse(number, None)
        at_home = phonenumbers.region_code_for_number(parsed) == self.country
        form = phonenumbers.PhoneNumberFormat
        printed = phonenumbers.format_number(parsed, form.NATIONAL if at_home else form.INTERNATIONAL)
        e164 = phonenumbers.format_number(parsed, form.E164)
        return lt.FaxNumber(_origin(location), e164, printed.replace(" ", NBSP))

    def postal_address(self, block: Block[Address]) -> lt.PostalAddress:
        from babel import Locale

        address = block.model
        territories = Locale.parse(self.language, sep="-").territories
        country = territories.get(address.country, address.country)
        lines = address.address if address.country == self.country else (*address.address, country)
        fields = _postal_fields(address)
        return lt.PostalAddress(
            _origin(block.location("address")),
            lines=tuple(self.set(line) for line in lines),
            country=address.country,
            country_name=country,
            street=fields.street,
            locality=fields.locality,
            region=fields.region or "",
            postal_code=fields.postal_code or "",
        )

    def salutation(self, addressees: tuple[lt.Addressee, ...]) -> lt.Line:
        if self.recipe.salutation:
            return self.line("salutation", self.recipe.salutation)
        if self.words.dear is None:
            message = f"no salutation: letterkit writes none in '{self.language}'"
            location = self.campaign.location("language")
            self.report("LK403", message, location, "add a line such as `salutation: …`")
            return lt.Line(self.origin(), "")
        names = list_text([addressee.salutation for addressee in addressees], self.language)
        return lt.Line(self.origin("to"), self.set(self.words.dear.format(names=names)))

    # Signatories

    def signatures(self, block: Block[Signatures]) -> lt.SignatureBlock:
        if not block.model.organisations:
            place = block.document.key_location(("organisations",))
            self.report("LK401", "no organisation signs", place)
        return lt.SignatureBlock(
            _origin(block.location()),
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
                if organisation and (signatory := self.signatory(organisation, by)):
                    yield signatory

    def signatory(self, block: Block[Organisation], by: Block[Signatures]) -> lt.Signatory | None:
        organisation = block.model
        signer: Signer | None = None
        if by.model.sign_as == "person":
            signer = organisation.signer_on(self.date)
            if signer is None:
                message = f"nobody is entered who signs for {organisation.name} in {self.date}"
                self.report("LK212", message, block.location("signers"))
                return None
        path = ("signers", organisation.signers.index(signer)) if signer else ("name",)
        return lt.Signatory(
            _origin(block.location(*path)),
            block=block.reference,
            organisation=self.set(organisation.name),
            person=self.set(signer.name) if signer else None,
            native_name=signer.native_name if signer else None,
            title=self.set(signer.title) if signer and signer.title else None,
        )

    def letterhead(self, block: Block[Signatures], signatures: lt.SignatureBlock) -> lt.Letterhead:
        coalition = block.model.coalition
        return lt.Letterhead(
            _origin(block.location("coalition")),
            name=self.set(coalition.name) if coalition else None,
            lines=tuple(self.set(line) for line in coalition.lines) if coalition else (),
            members=tuple(signatory.organisation for signatory in signatures.signatories),
        )

    # Cases

    def case_list_names(self) -> Iterable[tuple[Location, str]]:
        """The case lists of the letter, each once, with the place that asks for it."""
        names: dict[str, Location] = {}
        for i, entry in enumerate(self.recipe.body):
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
        block = self.library.get(CaseList, name, place)
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
            people = self.people(names, here)
            if len(people) == len(names):
                found.append(_Case(people, block.document, ("cases", i, "text"), entry.text))
        return tuple(found)

    def loops(self, name: str, above: tuple[str, ...], place: Location) -> bool:
        if name not in above:
            return False
        self.report("LK206", f"a loop: {' → '.join((*above, name))}", place)
        return True

    def people(self, names: Iterable[str], place: Location) -> dict[str, Block[Person]]:
        """The people of those names whom this letter may name."""
        found: dict[str, Block[Person]] = {}
        for name in names:
            block = self.library.get(Person, name, place)
            if block is None:
                continue
            if block.model.consent == "none":
                message = f"{block.document.file} does not allow this letter to name the person"
                self.report("LK214", message, place, "take the reference out")
                continue
            found[name] = block
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
                host_city=dialogue.host_city,
                host_country=dialogue.host_country or "",
                first_day=dialogue.from_,
                last_day=dialogue.to,
                year=dialogue.from_.year,
            ),
            letter=LetterField(self.date, self.language),
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

    def person_field(self, person: Person) -> PersonField:
        event = person.status_on(self.date.last_day)
        return PersonField(
            name=person.name,
            native_name=person.native_name or "",
            also_known_as=person.also_known_as,
            described_as=person.described_as or "",
            nationality=person.nationality or "",
            status=event.status or "" if event else "",
            status_since=event.date if event else None,
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
        nodes, problems = parse(merged.text, merged.locate(locate), self.language)
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
        for i, entry in enumerate(self.recipe.body):
            section = self.section(entry, i)
            if section is not None:
                yield section

    def section(self, entry: BodyEntry, i: int) -> lt.Section | None:
        if entry.framing:
            return self.passage(entry, i)
        if entry.cases:
            return self.case_list(entry.cases, self.campaign.location("body", i, "cases"))
        items = (self.ask(ask, ("body", i, "asks", j)) for j, ask in enumerate(entry.asks))
        asks = tuple(item for item in items if item is not None)
        return lt.Asks(self.origin("body", i, "asks"), entry.style, asks)

    def passage(self, entry: BodyEntry, i: int) -> lt.Passage | None:
        place = self.campaign.location("body", i, "framing")
        self.once(f"framing/{entry.framing}", place)
        block = self.library.get(Framing, entry.framing or "", place)
        if block is None:
            return None
        children = self.prose(block, entry.with_, ("body", i))
        return lt.Passage(_origin(block.location("text")), block.reference, children)

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
            _origin(block.location("text")),
            block=block.reference,
            topic=issue.topic,
            title=self.set(issue.title),
            summary=self.set(issue.ask),
            children=children,
        )

    def prose(
        self, block: Block[Framing] | Block[Issue], given: Mapping[str, WithValue], path: Steps
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
        block = self.library.get(CaseList, name, place)
        if block is None:
            return None
        cases = block.model
        people = self.people(cases.people, block.location("people"))
        document = block.document
        before = self.nodes(cases.lead_in, document, ("lead_in",), {}, people) if cases.lead_in else ()
        after = self.nodes(cases.closing, document, ("closing",), {}, people) if cases.closing else ()
        entries = (self.case(case, cases.native_names) for case in self.case_lists.get(name, ()))
        return lt.CaseList(
            _origin(block.location()),
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
        if len(case.people) == 1:
            (block,) = case.people.values()
            words = self.case_of_one(block, case, native_names)
        else:
            words = self.one_paragraph(case.text or "", case.document, case.path, case.people)
        if not words:
            return None
        if not lt.plain_text(lt.Paragraph(words[-1].origin, words)).endswith((".", "!", "?", "。")):
            words = (*words, lt.Text(words[-1].origin, "."))
        return lt.Case(_origin(location), people, blocks, words)

    def case_of_one(self, block: Block[Person], case: _Case, native_names: bool) -> tuple[lt.Inline, ...]:
        person = block.model
        name = _origin(block.location("name"))
        words: list[lt.Inline] = [lt.Strong(name, (lt.Text(name, self.set(person.name)),))]
        aside = [person.native_name] if native_names and person.native_name else []
        if person.also_known_as:
            others = list_text(person.also_known_as, self.language)
            aside.append(f"{self.words.also_known_as} {others}")
        if aside:
            words.append(lt.Text(name, self.set(f" ({'; '.join(aside)})")))
        if person.described_as:
            described = self.set(f", {person.described_as}")
            words.append(lt.Text(_origin(block.location("described_as")), described))
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


def _origin(location: Location) -> lt.Origin:
    return lt.Origin(location.file, location.line, location.column)


def _postal_fields(address: Address) -> PostalFields:
    """The address by field: as given, else read from the last line of an American address."""
    if address.postal:
        return address.postal
    *street, last = address.address
    match = _US_LAST_LINE.fullmatch(last) if address.country == "US" else None
    if match is None or not street:
        return PostalFields(street=", ".join(address.address))
    return PostalFields(street=", ".join(street), **match.groupdict())

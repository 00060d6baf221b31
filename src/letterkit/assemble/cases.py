"""Case lists: whom a document names in them, and what it says of each.

An entry with a person whom the document may not name is left out whole, before anything is made of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from letterkit import letter as lt
from letterkit.assemble.assembly import Assembly, report_repeats
from letterkit.assemble.included import Inclusion
from letterkit.assemble.people import People, people_of_entry, people_of_text, report_unconfirmed
from letterkit.assemble.prose import text_nodes
from letterkit.blocks.documents import DocumentFile
from letterkit.blocks.models import CaseEntry, CaseListBlock, Issue, Person
from letterkit.blocks.yaml import Steps
from letterkit.diagnostics import Location
from letterkit.language.lists import list_text
from letterkit.library.index import Block
from letterkit.text.fields import Fields

# What is said of a case and ends with one of these needs no full stop.
_ENDS = (".", "!", "?", "。")


class ListedCase(Struct, frozen=True):
    """An entry of a case list, or of one that it includes: the people it names, and its text.

    A text that stands `alone` names them itself; else it follows the one person's name.
    """

    people: People
    block: Block[CaseListBlock]
    path: Steps
    text: str | None
    alone: bool


# Whom a document names


def list_cases(assembly: Assembly[DocumentFile]) -> dict[str, tuple[ListedCase, ...]]:
    """The cases of each list that the document asks for, by the list's name."""
    entries = {
        name: list(_entries(assembly, name, place)) for name, place in _lists_asked_for(assembly).items()
    }
    report_repeats(
        assembly,
        (
            (f"people/{person}", block.location("cases", i))
            for found in entries.values()
            for block, i in found
            for person in dict.fromkeys(_names(block.model.cases[i]))
        ),
    )
    return {
        name: tuple(case for block, i in found if (case := _listed(assembly, block, i)))
        for name, found in entries.items()
    }


def _lists_asked_for(assembly: Assembly[DocumentFile]) -> dict[str, Location]:
    """The case lists of the document, each with the first place that asks for it."""
    names: dict[str, Location] = {}
    block = assembly.block
    for i, entry in enumerate(assembly.file.body):
        if entry.cases:
            names.setdefault(entry.cases, block.location("body", i, "cases"))
        for j, ask in enumerate(entry.asks):
            path = ("body", i, "asks", j)
            issue = assembly.get(Issue, ask.issue, block.location(*path, "issue"))
            if ask.cases:
                names.setdefault(ask.cases, block.location(*path, "cases"))
            elif issue is not None and issue.model.cases:
                names.setdefault(issue.model.cases, issue.location("cases"))
    return names


def _entries(
    assembly: Assembly[DocumentFile], name: str, asked_from: Location
) -> Iterator[tuple[Block[CaseListBlock], int]]:
    """The entries of a case list and of those it includes, each as its list and its index there."""
    block = assembly.get(CaseListBlock, name, asked_from)
    if block is not None:
        entries = Inclusion(assembly, CaseListBlock, _with_paths).of(block, asked_from)
        yield from ((each.block, int(each.path[-1])) for each in entries)


def _with_paths(block: CaseListBlock) -> Iterator[tuple[Steps, CaseEntry]]:
    return ((("cases", i), entry) for i, entry in enumerate(block.cases))


def _names(entry: CaseEntry) -> tuple[str, ...]:
    return (entry.person,) if entry.person else entry.people


def _listed(assembly: Assembly[DocumentFile], block: Block[CaseListBlock], i: int) -> ListedCase | None:
    """The case of an entry; None where one of its people cannot be read, or may not be named."""
    entry = block.model.cases[i]
    names = _names(entry)
    people = people_of_entry(assembly, names, block.location("cases", i))
    if len(people) < len(names):
        return None
    return ListedCase(people, block, ("cases", i, "text"), entry.text, alone=not entry.person)


# What it says of them


def make_case_list(
    assembly: Assembly[DocumentFile],
    fields: Fields | None,
    name: str,
    asked_from: Location,
    listed: Sequence[ListedCase],
) -> lt.CaseList | None:
    """The case list of that name, with its `listed` cases and the words around them."""
    block = assembly.get(CaseListBlock, name, asked_from)
    if block is None:
        return None
    model = block.model
    people = people_of_text(assembly, model.people, block.location("people"))
    report_unconfirmed(assembly, model.model_dump_json(), block.location())
    before, after = (
        text_nodes(assembly, fields, block, (key,), text, {}, people) if text else ()
        for key, text in (("lead_in", model.lead_in), ("closing", model.closing))
    )
    cases = [_case(assembly, fields, case, model.native_names) for case in listed]
    return lt.CaseList(
        block.origin(),
        block=block.reference,
        lead_in=before,
        cases=tuple(case for case in cases if case is not None),
        closing=after,
        foreign=assembly.foreign(block),
    )


def _case(
    assembly: Assembly[DocumentFile], fields: Fields | None, case: ListedCase, native_names: bool
) -> lt.Case | None:
    """A person's name followed by what is said of the person, or a text about several."""
    if case.alone:
        words = _one_paragraph(assembly, fields, case.block, case.path, case.text or "", case.people)
    else:
        words = _words_of_one(assembly, fields, case, native_names)
    if not words:
        return None
    last = words[-1].origin
    if assembly.rules.full_stops and not lt.running_text(lt.Paragraph(last, words)).endswith(_ENDS):
        words = (*words, lt.Text(last, "."))
    said_by = next(iter(case.people.values())) if not (case.alone or case.text) else case.block
    return lt.Case(
        case.block.origin(*case.path),
        people=tuple(assembly.typeset(block.model.name) for block in case.people.values()),
        blocks=tuple(block.reference for block in case.people.values()),
        children=words,
        foreign=assembly.foreign(said_by),
    )


def _words_of_one(
    assembly: Assembly[DocumentFile], fields: Fields | None, case: ListedCase, native_names: bool
) -> tuple[lt.Inline, ...]:
    """The person's names, who that is, and what is said of the person."""
    (block,) = case.people.values()
    person = block.model
    name = block.origin("name")
    words: list[lt.Inline] = [lt.Strong(name, (lt.Text(name, assembly.typeset(person.name)),))]
    if others := _other_names(assembly, person, native_names):
        words.append(lt.Text(name, assembly.typeset(f" ({others})")))
    if person.described_as:
        described = assembly.typeset(f", {person.described_as}")
        words.append(lt.Text(block.origin("described_as"), described))
    said = _said_of(assembly, fields, block, case)
    if said:
        words += (lt.Text(said[0].origin, ", "), *said)
    elif fields is not None and not person.described_as:
        message = f"nothing is said of {person.name} on or before {assembly.date}"
        assembly.report("LK213", message, block.location("accounts"))
    return tuple(words)


def _other_names(assembly: Assembly[DocumentFile], person: Person, native_names: bool) -> str:
    names = [person.native_name] if native_names and person.native_name else []
    if person.also_known_as:
        others = list_text(person.also_known_as, assembly.language)
        names.append(f"{assembly.words.also_known_as} {others}")
    return "; ".join(names)


def _said_of(
    assembly: Assembly[DocumentFile], fields: Fields | None, block: Block[Person], case: ListedCase
) -> tuple[lt.Inline, ...]:
    """What the entry says of the person; else the account that holds on the document's date."""
    if case.text:
        return _one_paragraph(assembly, fields, case.block, case.path, case.text, case.people)
    account = block.model.account_on(assembly.date.last_day)
    if account is None:
        return ()
    path = ("accounts", block.model.accounts.index(account), "text")
    return _one_paragraph(assembly, fields, block, path, account.text, case.people)


def _one_paragraph(
    assembly: Assembly[DocumentFile],
    fields: Fields | None,
    block: Block[CaseListBlock] | Block[Person],
    path: Steps,
    text: str,
    people: People,
) -> tuple[lt.Inline, ...]:
    """The words of a text that must be one paragraph, else LK309."""
    nodes = text_nodes(assembly, fields, block, path, text, {}, people)
    if len(nodes) == 1 and isinstance(nodes[0], lt.Paragraph):
        return nodes[0].children
    if nodes:
        other = nodes[isinstance(nodes[0], lt.Paragraph)]
        place = Location(other.origin.file, other.origin.line, other.origin.column)
        article = "another" if isinstance(other, lt.Paragraph) else "a"
        message = f"what is said of a person is one paragraph; here begins {article} {other.type}"
        assembly.report("LK309", message, place)
    return ()

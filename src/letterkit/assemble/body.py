"""The body of a document: its passages, asks, case lists and quotations, in the order of its file."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from letterkit import letter as lt
from letterkit.assemble.assembly import Assembly, report_repeats
from letterkit.assemble.cases import make_case_list
from letterkit.assemble.facts import Facts
from letterkit.assemble.prose import prose_nodes
from letterkit.assemble.recipient import is_meant
from letterkit.blocks.documents import BodyEntry, DocumentFile, IssueEntry, Occasion
from letterkit.blocks.models import Framing, Issue, Organisation, QuotationBlock
from letterkit.blocks.yaml import Steps
from letterkit.diagnostics import Location
from letterkit.language.typography import NBSP


def make_body(assembly: Assembly[DocumentFile], facts: Facts) -> tuple[lt.Section, ...]:
    """The sections that can be made.

    The body of a document that was published must be the one that was: LK721 where it is another.
    """
    assembly.shared("repeats", lambda: report_repeats(assembly, _named(assembly)))
    made = [
        assembly.shared(("body", i), partial(_section, assembly, facts, entry, i))
        for i, entry in enumerate(assembly.file.body)
        if entry.only is None or is_meant(assembly, entry.only, ("body", i, "only"))
    ]
    body = tuple(section for section in made if section is not None)
    published = assembly.file.published
    if published is not None and lt.words_digest(lt.text_words(body)) != published:
        hint = "put its words back, or delete `published:` and go on as with a new letter"
        message = "the text is not the one that was published"
        assembly.report("LK721", message, assembly.block.location("published"), hint)
    return body


def keywords(occasion: Occasion, body: tuple[lt.Section, ...]) -> tuple[str, ...]:
    """What a document is about: its occasion, and the titles of its asks."""
    asks = (ask for section in body if isinstance(section, lt.Asks) for ask in section.items)
    return (occasion.name, *(ask.title.replace(NBSP, " ") for ask in asks))


def _named(assembly: Assembly[DocumentFile]) -> Iterator[tuple[str, Location]]:
    """The blocks that the body names, each with its place."""
    block = assembly.block
    for i, entry in enumerate(assembly.file.body):
        if entry.framing:
            yield f"framing/{entry.framing}", block.location("body", i, "framing")
        if entry.quotation:
            yield f"quotations/{entry.quotation}", block.location("body", i, "quotation")
        for j, ask in enumerate(entry.asks):
            yield f"issues/{ask.issue}", block.location("body", i, "asks", j, "issue")


def _section(
    assembly: Assembly[DocumentFile], facts: Facts, entry: BodyEntry, i: int
) -> lt.Section | None:
    if entry.framing:
        return _passage(assembly, facts, entry, i)
    if entry.cases:
        return _case_list(assembly, facts, entry.cases, assembly.block.location("body", i, "cases"))
    if entry.quotation:
        return _quote(assembly, facts, entry, i)
    asks = [_ask(assembly, facts, ask, ("body", i, "asks", j)) for j, ask in enumerate(entry.asks)]
    return lt.Asks(
        assembly.origin("body", i, "asks"),
        style=entry.style or assembly.file.style.asks or assembly.kind.ask_style,
        items=tuple(ask for ask in asks if ask is not None),
    )


def _passage(
    assembly: Assembly[DocumentFile], facts: Facts, entry: BodyEntry, i: int
) -> lt.Passage | None:
    place = assembly.block.location("body", i, "framing")
    block = assembly.get(Framing, entry.framing or "", place)
    if block is None:
        return None
    children = prose_nodes(assembly, facts.fields, block, entry.with_, ("body", i))
    foreign = assembly.foreign(block)
    return lt.Passage(block.origin("text"), block.reference, children, foreign=foreign)


def _case_list(
    assembly: Assembly[DocumentFile], facts: Facts, name: str, asked_from: Location
) -> lt.CaseList | None:
    return make_case_list(assembly, facts.fields, name, asked_from, facts.cases.get(name, ()))


def _quote(assembly: Assembly[DocumentFile], facts: Facts, entry: BodyEntry, i: int) -> lt.Quote | None:
    place = assembly.block.location("body", i, "quotation")
    block = assembly.get(QuotationBlock, entry.quotation or "", place)
    if block is None:
        return None
    model = block.model
    organisation = assembly.get(Organisation, model.organisation, block.location("organisation"))
    return lt.Quote(
        block.origin("text"),
        block=block.reference,
        speaker=assembly.typeset(model.speaker),
        speaker_title=model.speaker_title,
        organisation=assembly.typeset(organisation.model.name) if organisation else "",
        date=str(model.date),
        children=prose_nodes(assembly, facts.fields, block, entry.with_, ("body", i)),
        foreign=assembly.foreign(block),
    )


def _ask(assembly: Assembly[DocumentFile], facts: Facts, entry: IssueEntry, path: Steps) -> lt.Ask | None:
    block = assembly.get(Issue, entry.issue, assembly.block.location(*path, "issue"))
    if block is None:
        return None
    issue = block.model
    children: tuple[lt.BodyNode | lt.CaseList, ...] = prose_nodes(
        assembly, facts.fields, block, entry.with_, path
    )
    # The document may give an issue other cases than its own.
    asking = assembly.block.location(*path, "cases") if entry.cases else block.location("cases")
    cases = entry.cases or issue.cases
    if cases and (case_list := _case_list(assembly, facts, cases, asking)):
        children = (*children, case_list)
    (title, in_title), (summary, in_summary) = assembly.line(issue.title), assembly.line(issue.ask)
    return lt.Ask(
        block.origin("text"),
        block=block.reference,
        topic=issue.topic,
        title=title,
        summary=summary,
        children=children,
        foreign=assembly.foreign(block),
        foreign_words=tuple(dict.fromkeys((*in_title, *in_summary))),
    )

"""A campaign's press release: headline, dateline, what is said and asked, and about whom."""

from __future__ import annotations

from letterkit import letter as lt
from letterkit.assemble.assembly import Assembly
from letterkit.assemble.body import keywords, make_body
from letterkit.assemble.facts import NO_ISSUER, Facts, date_line, find_facts
from letterkit.assemble.looks import make_looks
from letterkit.assemble.prose import line, text_nodes
from letterkit.blocks.documents import ReleaseFile
from letterkit.blocks.kinds import DOCUMENT_KINDS
from letterkit.blocks.models import Organisation
from letterkit.language.dates import PartialDate
from letterkit.language.lists import short_list_text
from letterkit.language.moments import moment_text
from letterkit.language.typography import NBSP
from letterkit.library.index import Block
from letterkit.text.fields import IssuerField


def assemble_release(assembly: Assembly[ReleaseFile]) -> lt.PressRelease | None:
    """Make the press release, as far as it can be made.

    None without its occasion, its signature block, or the organisation that it says issues it.
    """
    file, organisation = assembly.file, _issued_by(assembly)
    facts = find_facts(assembly, _issuer_field(organisation), _date_of_letter(assembly))
    body = make_body(assembly, facts)
    headline = line(assembly, facts.fields, "headline", file.headline)
    is_issued = organisation is not None or not file.issuer
    if facts.signatures is None or facts.occasion is None or not is_issued:
        return None
    issuer = assembly.typeset(organisation.model.name) if organisation else ""
    return lt.PressRelease(
        assembly.origin(),
        title=headline.text.replace(NBSP, " "),
        author=issuer.replace(NBSP, " "),
        keywords=keywords(facts.occasion, body),
        language=assembly.language,
        paper=file.on_paper,
        dialogue=file.dialogue,
        campaign=assembly.block.name,
        issuer=issuer,
        headline=headline,
        place=line(assembly, facts.fields, "place", file.place) if file.place else None,
        date=date_line(assembly),
        embargo=_embargo(assembly),
        running_head=short_list_text([issuer], assembly.language, lt.RUNNING_HEAD),
        body=body,
        signatures=facts.signatures,
        learn_more=_learn_more(assembly),
        about=_about(assembly, facts, organisation),
        looks=make_looks(assembly),
    )


def _issued_by(assembly: Assembly[ReleaseFile]) -> Block[Organisation] | None:
    """The organisation that issues it; of an old one it may not be known."""
    if assembly.file.issuer:
        place = assembly.block.location("issuer")
        return assembly.get(Organisation, assembly.file.issuer, place)
    if assembly.rules.complete:
        message = "no organisation issues it: 'issuer' is missing"
        assembly.report("LK202", message, assembly.block.document.key_location(("issuer",)))
    return None


def _issuer_field(organisation: Block[Organisation] | None) -> IssuerField:
    if organisation is None:
        return NO_ISSUER
    return IssuerField(organisation.model.name, organisation.model.about or "")


def _date_of_letter(assembly: Assembly[ReleaseFile]) -> PartialDate | None:
    """The date of the letter that it tells of, where the campaign has one."""
    kind = DOCUMENT_KINDS.get(assembly.kind.about or "")
    if kind is None:
        return None
    letter, problems = assembly.library.document(kind, assembly.block.name)
    assembly.problems.extend(problems)
    return letter.model.date if letter else None


def _embargo(assembly: Assembly[ReleaseFile]) -> lt.DateLine | None:
    until = assembly.file.embargo
    if until is None:
        return None
    text = assembly.words.embargo.format(date=moment_text(until, assembly.language))
    return lt.DateLine(assembly.origin("embargo"), until.iso, assembly.typeset(text))


def _learn_more(assembly: Assembly[ReleaseFile]) -> tuple[lt.Reading, ...]:
    return tuple(
        lt.Reading(assembly.origin("learn_more", i), title, entry.url, foreign_words=words)
        for i, entry in enumerate(assembly.file.learn_more)
        for title, words in (assembly.line(entry.title),)
    )


def _about(
    assembly: Assembly[ReleaseFile], facts: Facts, organisation: Block[Organisation] | None
) -> tuple[lt.BodyNode, ...]:
    """What the organisation that issues it says of itself."""
    if organisation is None or not organisation.model.about or not assembly.rules.introduced:
        return ()
    return text_nodes(assembly, facts.fields, organisation, ("about",), organisation.model.about)

"""A campaign's letter: the parts in the order of a business letter."""

from __future__ import annotations

from letterkit import letter as lt
from letterkit.assemble.addressees import greetings
from letterkit.assemble.assembly import Assembly
from letterkit.assemble.body import keywords, make_body
from letterkit.assemble.facts import Facts, date_line, find_facts
from letterkit.assemble.looks import make_contact, make_logo, make_looks
from letterkit.assemble.prose import line, lines
from letterkit.blocks.documents import Dialogue, LetterFile
from letterkit.blocks.models import Signatures
from letterkit.language.dates import UNDATED, date_text
from letterkit.language.greetings import salutation_text
from letterkit.language.lists import list_text, short_list_text
from letterkit.language.numbers import listed_below_text
from letterkit.language.typography import NBSP, comma
from letterkit.library.index import Block
from letterkit.values import replace

# What stands after "Re:" where the file says nothing.
_SUBJECT = ("{{ occasion.name }}",)
_SUBJECT_OF_DIALOGUE = ("{{ dialogue.name }}", "{{ dialogue.host_city }}", "{{ dialogue | days }}")


def assemble_letter(assembly: Assembly[LetterFile]) -> lt.Letter | None:
    """Make the letter, as far as it can be made; None without its occasion or its signature block."""
    file, facts = assembly.file, find_facts(assembly)
    body = make_body(assembly, facts)
    reference = _reference(assembly, facts)
    salutation = _salutation(assembly, facts)
    close = assembly.shared("its close", lambda: _close(assembly, facts))
    enclosures = lines(assembly, facts.fields, "enclosures", file.enclosures)
    copies = lines(assembly, facts.fields, "cc", file.cc)
    if facts.signature_block is None or facts.signatures is None or facts.occasion is None:
        return None
    block, signatures = facts.signature_block, facts.signatures
    letterhead = assembly.shared("letterhead", lambda: _letterhead(assembly, block, signatures))
    return lt.Letter(
        assembly.origin(),
        title=_title(assembly, facts),
        author=_author(letterhead, facts.signatures),
        keywords=keywords(facts.occasion, body),
        language=assembly.language,
        paper=file.on_paper,
        addresses=file.addresses,
        dialogue=file.dialogue,
        campaign=assembly.block.name,
        letterhead=letterhead,
        date=assembly.shared("date", lambda: date_line(assembly)),
        addressees=_with_notations(assembly, facts),
        running_head=_running_head(assembly, facts),
        reference=reference,
        salutation=salutation,
        body=body,
        close=close,
        signatures=facts.signatures,
        enclosures=enclosures,
        cc=copies,
        looks=assembly.shared("looks", lambda: make_looks(assembly)),
    )


def _reference(assembly: Assembly[LetterFile], facts: Facts) -> lt.Line:
    """The reference line; one made of what it is written for where the file has none."""
    subject = assembly.file.subject
    if subject is None and not assembly.rules.own_lines:
        return lt.Line(assembly.origin(), "")
    parts = _SUBJECT_OF_DIALOGUE if isinstance(facts.occasion, Dialogue) else _SUBJECT
    default = comma(assembly.language).join(parts)
    return line(assembly, facts.fields, "subject", subject or default)


def _salutation(assembly: Assembly[LetterFile], facts: Facts) -> lt.Line:
    """The salutation: the file's; else what letterkit or the addressees' files say in its language."""
    dear = assembly.words.dear
    if assembly.file.salutation:
        return line(assembly, facts.fields, "salutation", assembly.file.salutation)
    if not assembly.rules.own_lines:
        return lt.Line(assembly.origin(), "")
    if dear is None:
        return _salutation_of_files(assembly, facts)
    text = dear.format(names=_names(assembly, facts))
    return lt.Line(assembly.origin("to"), assembly.typeset(text))


def _salutation_of_files(assembly: Assembly[LetterFile], facts: Facts) -> lt.Line:
    """What the addressees' files say in the letter's language; LK403 where that makes no salutation."""
    text = salutation_text(greetings(assembly, facts.occasion), assembly.language)
    if text is None:
        message = f"no salutation: letterkit writes none in '{assembly.language}'"
        hint = f"add a line such as `salutation: …`; or enter `salutation: {{{assembly.language}: …}}` "
        hint += "in the office-holder's file"
        assembly.report("LK403", message, assembly.block.location("language"), hint)
    return lt.Line(assembly.origin("to"), assembly.typeset(text or ""))


def _close(assembly: Assembly[LetterFile], facts: Facts) -> lt.Line:
    """The complimentary close: the file's, else the language's own, else a placeholder.

    Saying that there is none is for the checks: a draft can be read without it.
    """
    if assembly.file.close is not None:
        return line(assembly, facts.fields, "close", assembly.file.close)
    if not assembly.rules.own_lines:
        return lt.Line(assembly.origin(), "")
    words = assembly.words
    return lt.Line(assembly.origin(), words.close or words.to_be_confirmed.format(what="close"))


def _letterhead(
    assembly: Assembly[LetterFile], block: Block[Signatures], signatures: lt.SignatureBlock
) -> lt.Letterhead:
    """The coalition's name and lines, where it has them, and its members, unless they are many."""
    coalition = block.model.coalition
    members = signatures.writers if assembly.rules.introduced else ()
    below = coalition.lines if coalition else ()
    if len(members) > block.model.letterhead_members:
        # The coalition's name stands for them; without one, how many they are.
        below = below if coalition else (listed_below_text(len(members), assembly.language),)
        members = ()
    return lt.Letterhead(
        block.origin("coalition"),
        name=assembly.typeset(coalition.name) if coalition else None,
        lines=tuple(assembly.typeset(text) for text in below),
        members=members,
        logo=make_logo(assembly, block),
        contact=make_contact(assembly, block),
    )


def _title(assembly: Assembly[LetterFile], facts: Facts) -> str:
    date = date_text(assembly.date, assembly.language) if assembly.date != UNDATED else ""
    title = assembly.words.letter_to.format(names=_names(assembly, facts), date=date)
    return title.replace(NBSP, " ").rstrip(", ")


def _author(letterhead: lt.Letterhead, signatures: lt.SignatureBlock) -> str:
    members = "; ".join(signatures.writers)
    return (letterhead.name or members).replace(NBSP, " ")


def _with_notations(assembly: Assembly[LetterFile], facts: Facts) -> tuple[lt.Addressee, ...]:
    """The addressees with their delivery notations, unless the file has none printed."""
    if assembly.file.delivery_notation:
        return facts.addressees
    return tuple(replace(addressee, delivery=None) for addressee in facts.addressees)


def _running_head(assembly: Assembly[LetterFile], facts: Facts) -> str:
    """The addressees in one line."""
    names = _called(assembly, facts)
    return assembly.typeset(short_list_text(names, assembly.language, lt.RUNNING_HEAD))


def _names(assembly: Assembly[LetterFile], facts: Facts) -> str:
    """The addressees as a list."""
    return list_text(_called(assembly, facts), assembly.language)


def _called(assembly: Assembly[LetterFile], facts: Facts) -> list[str]:
    """What the addressees are called: as in the salutation, where that is no whole form of politeness."""
    by_name = assembly.words.dear is None
    return [each.name if by_name and each.name else each.salutation for each in facts.addressees]

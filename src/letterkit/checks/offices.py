"""Offices: who holds them when the dialogue begins, how sure that is, and how the holder is addressed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import cache

from msgspec import Struct

from letterkit.assemble.addressees import postal_fields
from letterkit.blocks.documents import NamedHolder
from letterkit.blocks.models import Address, Holder
from letterkit.blocks.values import lacks, text_in
from letterkit.checks import names
from letterkit.checks.subject import Subject
from letterkit.diagnostics import Diagnostic, Location, Severity, did_you_mean
from letterkit.language import loader
from letterkit.language.dates import PartialDate
from letterkit.language.greetings import other_language
from letterkit.language.names import name_words, one_line
from letterkit.library import review
from letterkit.library.index import Block

# So few holders make no custom that another one breaks.
_ENOUGH_TO_COMPARE = 2


def check(subject: Subject) -> Iterator[Diagnostic]:
    """LK407 and LK421 to LK428, for each addressee of the document."""
    occasion = subject.occasion
    offices = {block.name: block for block in subject.blocks(Address)}
    for name in dict.fromkeys(subject.block.model.to):
        if occasion is not None and name in offices:
            day = occasion.addressed_on(subject.block.model.date)
            yield from _check(_Office(subject, offices[name], day))


class _Office(Struct, frozen=True):
    """An office that the document is addressed to, and the day by which its holder is asked for."""

    subject: Subject
    block: Block[Address]
    day: PartialDate

    @property
    def named(self) -> NamedHolder | None:
        """The holder as the campaign names him or her."""
        return self.subject.block.model.holders.get(self.block.name)

    @property
    def entered(self) -> Holder | None:
        """The holder in the office's file: the one the draft prints.

        Who is named in the campaign may hold the office on any day that the dialogue's first can mean;
        on a day of hand-over both do.
        """
        if self.named is None:
            return self.block.model.holder_on(self.day.first_day)
        wanted = one_line(self.named.name)
        found = [h for h in self.block.model.holders if one_line(h.name) == wanted and self.may_serve(h)]
        return max(found, key=lambda holder: holder.from_, default=None)

    def may_serve(self, holder: Holder) -> bool:
        ends = holder.to or self.day.first_day
        return holder.from_ <= self.day.last_day and self.day.first_day <= ends

    def place(self, holder: Holder, key: str) -> Location:
        """Where a part of the printed form of address stands: in the campaign, or the office's file."""
        if self.named is not None and getattr(self.named, key):
            return self.subject.block.location("holders", self.block.name, key)
        return self.block.location("holders", self.block.model.holders.index(holder), key)


def _check(office: _Office) -> Iterator[Diagnostic]:
    yield from _unknown(office)
    holder = office.entered
    if holder is not None:
        yield from _doubtful(office, holder)
        yield from _honorific(office, holder)
        yield from _salutation(office, holder)
    elif office.named is not None:
        yield _somebody_else(office, office.named)
    elif not office.subject.block.model.published:  # it was addressed to the office alone
        yield _nobody(office)


def _unknown(office: _Office) -> Iterator[Diagnostic]:
    """LK426 to LK428: what an envelope needs and the office's file does not say; no way to reach it."""
    address = office.block.model
    if not (address.address or address.fax or address.email):
        message = f"nothing reaches the {address.office}: it has no address, fax number or e-mail"
        hint = f"enter 'address', 'fax' or 'email' in {office.block.document.file}"
        yield Diagnostic("LK427", message, office.block.location(), hint, Severity.WARNING)
        return
    missing = [key for key in ("address", "country") if not getattr(address, key)]
    if missing:
        what = " and ".join(f"'{key}'" for key in missing)
        message = f"{what} not known of the {address.office}"
        yield Diagnostic("LK426", message, office.block.location(), None, Severity.WARNING)
    elif not postal_fields(address, office.subject.block.model.language).locality:
        message = f"letterkit cannot tell the city in the address of the {address.office}"
        hint = "add `postal:` with street, locality and postal_code: the contact data in the PDF need it"
        place = office.block.location("address")
        yield Diagnostic("LK428", message, place, hint, Severity.WARNING)


def _doubtful(office: _Office, holder: Holder) -> Iterator[Diagnostic]:
    """LK423, once: the file was never verified, not since the holder came, or too long ago."""
    address = office.block.model
    verified, period = address.verified, address.review_after or review.OFFICE
    if verified is None:
        place = office.block.location("holders", address.holders.index(holder))
        yield _doubt(f"nobody has verified that {holder.name} is {address.office}", place)
        return
    place = office.block.location("verified")
    read = [source.date for source in (*address.sources, *holder.sources) if source.date]
    newest = max((verified, *read), key=lambda date: date.last_day)
    if verified.last_day < holder.from_:
        message = f"verified {verified}, before {holder.name} became {address.office} ({holder.from_})"
        yield _doubt(message, place)
    elif holder.to is None and review.is_past(newest, period, office.subject.on):
        message = f"{holder.name} was {address.office} in {newest}; that is more than {period} ago"
        yield _doubt(message, place)


def _doubt(message: str, place: Location) -> Diagnostic:
    hint = "check who holds the office, and write the date into 'verified'"
    return Diagnostic("LK423", message, place, hint, Severity.WARNING)


def _honorific(office: _Office, holder: Holder) -> Iterator[Diagnostic]:
    """LK407: it is in another language alone; LK424: not what most of the other holders have."""
    language = office.subject.block.model.language
    given = (office.named.honorific if office.named else None) or holder.honorific
    honorific = text_in(given or {}, language)
    if lacks(given, language):
        message = f"{holder.name} has no honorific in '{language}'"
        yield Diagnostic("LK407", message, office.place(holder, "honorific"))
        return
    if of_another := other_language(honorific or "", language):
        message = f"the honorific of {holder.name}, '{honorific}', is one in '{of_another}'"
        hint = f"write it by language: `honorific: {{{of_another}: …, {language}: …}}`"
        place = office.place(holder, "honorific")
        yield Diagnostic("LK407", message, place, hint, Severity.WARNING)
    others_held = (h for h in office.block.model.holders if h.name != holder.name)
    others = [text_in(h.honorific or {}, language) for h in others_held]
    usual = next((h for h in others if _is_usual(h, others)), honorific)
    if _form(honorific) != _form(usual):
        shown, expected = (f"'{text}'" if text else "none" for text in (honorific, usual))
        message = f"the honorific of {holder.name} is {shown}; most holders of the office have {expected}"
        yield _misaddressed(message, office.place(holder, "honorific"))


def _is_usual(honorific: str | None, all_of_them: list[str | None]) -> bool:
    count = Counter(map(_form, all_of_them))[_form(honorific)]
    return count >= _ENOUGH_TO_COMPARE and count * 2 > len(all_of_them)


def _form(honorific: str | None) -> tuple[str, ...]:
    return tuple(_same_forms().get(word, word) for word in name_words(honorific or ""))


@cache
def _same_forms() -> dict[str, str]:
    """Words by which an honorific follows the holder's sex: each, and the one that stands for them."""
    groups = (group for language in loader.every() for group in language.address_forms.same_but_for_sex)
    folded = ([word for part in group for word in name_words(part)] for group in groups)
    return {word: group[0] for group in folded for word in group}


def _salutation(office: _Office, holder: Holder) -> Iterator[Diagnostic]:
    """LK407: there is none in the document's language; LK424: the salutation is somebody else's."""
    given = office.named.salutation if office.named else {}
    language = office.subject.block.model.language
    salutation = text_in(given or holder.salutation, language)
    address = office.block.model
    if salutation is None:
        message = f"{holder.name} has no salutation in '{language}'"
        yield Diagnostic("LK407", message, office.place(holder, "salutation"))
        return
    if names.is_named(holder.name, salutation):
        return
    if names.is_title(salutation, f"{address.office} {address.organisation or ''}", language):
        return
    message = f"the salutation '{salutation}' has no part of the name {holder.name}"
    yield _misaddressed(message, office.place(holder, "salutation"))


def _misaddressed(message: str, place: Location) -> Diagnostic:
    return Diagnostic("LK424", message, place, None, Severity.WARNING)


def _somebody_else(office: _Office, named: NamedHolder) -> Diagnostic:
    """LK425: the campaign and the office's file do not agree."""
    block, day = office.block, office.day
    serving = block.model.holder_on(day.first_day)
    who = serving.name if serving else "nobody"
    message = f"{named.name} is not entered as {block.model.office} for {day}; {who} is"
    place = office.subject.block.location("holders", block.name, "name")
    hint = did_you_mean(named.name, [serving.name] if serving else [])
    return Diagnostic("LK425", message, place, hint or f"else enter the holder in {block.document.file}")


def _nobody(office: _Office) -> Diagnostic:
    """LK422 where the last holder has left, else LK421."""
    block, day, holders = office.block, office.day.first_day, office.block.model.holders
    last = max(holders, key=lambda holder: holder.from_, default=None)
    if last is not None and last.to is not None and last.to < day:
        message = f"{last.name}, the last {block.model.office} entered, left office on {last.to}"
        return Diagnostic("LK422", message, block.location("holders", holders.index(last), "to"))
    message = f"nobody is entered as {block.model.office} for {day}"
    later = [holder for holder in holders if holder.from_ > day]
    if later:
        following = min(later, key=lambda holder: holder.from_)
        message += f", and {following.name} only from {following.from_} on"
    return Diagnostic("LK421", message, block.document.key_location(("holders",)))

"""Lines of a signature block → one signatory each, or several lines → the fields of one.

A signatory of several lines has them in any order: each line fills a field, and a field that is filled
already begins the next signatory. A line that is not sure is settled by the lines beside it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from letterkit.importer import names, words
from letterkit.importer.entries import ParagraphEntry
from letterkit.importer.parts import FoundSignatory
from letterkit.importer.signature_lines import (
    LineKind,
    body_and_person,
    fields,
    has_organisation,
    in_brackets,
    is_acronym,
    is_division,
    is_place_or_foreign,
    kind_of,
    later_person,
)

Line = tuple[ParagraphEntry, str]
"""A name or a field of a signatory, and the line it stands in."""

_FOR = re.compile(r"(?:on\s+behalf\s+of|for|pour|por|für|p\.\s?p\.)\s*:?\s+", re.IGNORECASE)
_TITLE_OF = re.compile(
    r"^(?P<title>[^,]{3,60}?)\s+(?:of|at|for|with|de\s+la|del|de|du|der|des|"
    r"von)\s+(?:the\s+)?(?P<of>\S.{2,})$"
)


@dataclass(slots=True)
class SignatoryFields:
    """One signatory in the making: its lines, the fields filled so far, how sure each line is."""

    entries: list[ParagraphEntry]
    organisation: str = ""
    person: str = ""
    title: str = ""
    sure: list[float] = field(default_factory=list)

    def signatory(self) -> FoundSignatory:
        """The signatory. A title that names the organisation too gives it, where no line does."""
        title, organisation = self.title, self.organisation
        if title and not organisation:
            title, organisation = _title_of(title)
        sure = min(self.sure, default=0.5)
        first, last = self.entries[0].paragraph.first, self.entries[-1].paragraph.last
        return FoundSignatory(organisation, self.person, title, first, last, round(sure, 2))

    @property
    def wants_organisation(self) -> bool:
        """Whether its lines have given a person and a title, and nothing to belong to."""
        named = bool(self.person and self.title) and not self.organisation
        return named and len(self.entries) > 1

    def has(self, kind: LineKind) -> bool:
        """Whether a further line of that kind is another signatory's."""
        match kind:
            case "person":
                return bool(self.person)
            case "organisation":
                return bool(self.organisation)
            case "title":
                return bool(self.title and self.organisation)
        return False


def one_each(lines: Sequence[Line], kinds: Sequence[LineKind]) -> bool:
    """Whether each line is a signatory of its own. `kinds` are what the lines name."""
    if len(kinds) == 1 or any(entry.paragraph.marker for entry, _ in lines):
        return "title" not in kinds or len(kinds) == 1
    if all(kind == "full" for kind in kinds):
        return True
    found = set(kinds)
    return not found & {"title", "person"} or found == {"person"}


# A signatory in one line


def of_line(entry: ParagraphEntry, text: str, usual: LineKind | None) -> SignatoryFields:
    """The signatory that one line names; `usual` is what a line of its block names."""
    signer = SignatoryFields([entry])
    if found := body_and_person(text):
        signer.organisation, rest = found
        signer.person, *titles = fields(rest)
        signer.title, signer.sure = ", ".join(titles), [0.9]
        return signer
    match = _FOR.match(text)
    if match and usual != "person":
        text = text[match.end() :]
    if inside := in_brackets(text):
        _fill_bracketed(signer, *inside, text, usual)
    elif len(pieces := fields(text)) == 1:
        _fill_alone(signer, text, usual)
    else:
        _fill_from_fields(signer, pieces, text, usual)
    return signer


def _fill_bracketed(
    signer: SignatoryFields, name: str, inside: str, text: str, usual: LineKind | None
) -> None:
    """'Person (Organisation)'; but 'Organisation (ACRONYM)' is one name."""
    person = names.person(name)
    likely = person >= 0.7 and usual != "organisation" and not is_acronym(inside)
    if likely or (usual == "person" and person >= 0.25):
        signer.person, signer.sure = name, [0.85]
        if is_place_or_foreign(inside):
            signer.person = text
        elif names.title(inside) >= 0.8:
            signer.title, signer.organisation = _title_and_organisation(fields(inside))
        else:
            signer.organisation = inside
        return
    pieces = fields(text)
    if len(pieces) > 1 and names.person(pieces[0]) >= 0.7:
        signer.person, signer.sure = pieces[0], [0.85]
        signer.title, signer.organisation = _title_and_organisation(pieces[1:])
    else:
        signer.organisation, signer.sure = text, [0.9]


def _fill_alone(signer: SignatoryFields, text: str, usual: LineKind | None) -> None:
    kind = kind_of(text, usual)
    if kind == "person":
        signer.person = text
    elif kind == "title":
        signer.title, signer.organisation = _title_of(text)
    elif kind != "place":
        signer.organisation = text
    signer.sure = [0.5 + max(names.person(text), names.organisation(text)) / 2]


def _fill_from_fields(
    signer: SignatoryFields, pieces: Sequence[str], text: str, usual: LineKind | None
) -> None:
    at = 0 if names.person(pieces[0]) >= 0.7 else later_person(pieces)
    if at is None or (at == 0 and not _may_sign(pieces, usual)):
        signer.organisation, signer.sure = text, [0.8]
        return
    signer.person = pieces[at]
    beside = [*pieces[:at], *pieces[at + 1 :]]
    signer.title, signer.organisation = _title_and_organisation(beside)
    signer.sure = [0.9 if signer.organisation else 0.7]


def _may_sign(pieces: Sequence[str], usual: LineKind | None) -> bool:
    """'Name, Organisation': not 'Organisation, Country' that happens to look like a name."""
    rest = pieces[1:]
    if all(piece.lower().rstrip(".") in words.places() for piece in rest):
        return usual == "person"
    return True


def _title_and_organisation(pieces: Sequence[str]) -> tuple[str, str]:
    """What the fields beside a name say: the title and the organisation, each or both."""
    titles = _titles(pieces)
    if not titles:
        return "", ", ".join(pieces)
    begin, end = titles[0], titles[-1] + 1
    if begin > 0 and end == len(pieces):
        return ", ".join(pieces[begin:]), ", ".join(pieces[:begin])
    while end < len(pieces) - 1 and (
        is_division(pieces[end]) and names.organisation(pieces[end + 1]) >= 0.6
    ):
        end += 1
    title, organisation = ", ".join(pieces[:end]), ", ".join(pieces[end:])
    return (title, organisation) if organisation else _title_of(title)


def _titles(pieces: Sequence[str]) -> list[int]:
    """Which fields are titles; of two, where none is one, the first where it is no organisation."""
    found = [i for i, piece in enumerate(pieces) if names.title(piece) >= 0.8]
    if found or len(pieces) != 2:
        return found
    first, second = pieces
    short = names.organisation(first) < 0.65 and len(first.split()) <= 4
    return [0] if short and second.lower() not in words.places() else []


def _title_of(text: str) -> tuple[str, str]:
    """'President of the Order of Malta' → its title and organisation, where that is sure."""
    match = _TITLE_OF.match(text)
    if match and names.organisation(match["of"]) >= 0.8 and not is_division(match["of"]):
        return match["title"], match["of"]
    return text, ""


# A signatory of several lines


def of_lines(
    lines: Sequence[Line], kinds: Sequence[LineKind], usual: LineKind | None
) -> list[SignatoryFields]:
    """The signatories of lines that each fill a field, a title or a name; `kinds` are what they name."""
    found: list[SignatoryFields] = []
    signer: SignatoryFields | None = None
    for entry, text, kind in _settled(lines, kinds):
        if kind == "full" and signer is not None and signer.wants_organisation:
            signer.entries.append(entry)
            signer.organisation = text
        elif kind == "full":
            found.append(of_line(entry, text, usual))
            signer = found[-1] if not found[-1].organisation else None
        else:
            if signer is None or signer.has(kind):
                signer = SignatoryFields([])
                found.append(signer)
            signer.entries.append(entry)
            _fill(signer, kind, text)
    return found


def _settled(
    lines: Sequence[Line], kinds: Sequence[LineKind]
) -> Iterator[tuple[ParagraphEntry, str, LineKind]]:
    """The kinds of lines, those that are not sure settled by the lines beside them."""
    beside = [None, *kinds, None]
    for i, ((entry, text), kind) in enumerate(zip(lines, kinds, strict=True)):
        before, after = beside[i], beside[i + 2]
        settled = kind
        if kind == "person" and _is_body_between(text, before, after):
            settled = "organisation"
        elif kind == "organisation" and names.person(text) > 0:
            two = len(lines) == 2 and before is None and after == "organisation"
            if two or _is_person_between(text, before, after):
                settled = "person"
        yield entry, text, settled


def _is_body_between(text: str, before: LineKind | None, after: LineKind | None) -> bool:
    """Whether what looks like a person stands where an organisation does: below a title or a name."""
    if before not in ("title", "person") or after not in (None, "person", "full", "place"):
        return False
    likely = before == "title" or names.person(text) < 0.7 or after in (None, "place")
    return likely and _is_unsure(text)


def _is_person_between(text: str, before: LineKind | None, after: LineKind | None) -> bool:
    """Whether what looks like an organisation stands where a person does: above a title."""
    return after == "title" and before in (None, "organisation", "place") and _is_unsure(text)


def _is_unsure(text: str) -> bool:
    return names.organisation(text) < 0.9 and names.person(text) < 0.9


def _fill(signer: SignatoryFields, kind: LineKind, text: str) -> None:
    """Put a line into the field of its kind."""
    if kind == "person":
        _fill_person(signer, text)
    elif kind == "title":
        _fill_title(signer, text)
    elif kind == "organisation":
        signer.organisation = _FOR.sub("", text, count=1) if _FOR.match(text) and signer.person else text
        signer.sure.append(0.6 + names.organisation(signer.organisation) * 0.35)


def _fill_person(signer: SignatoryFields, text: str) -> None:
    """The name; title and organisation after it, where the lines before gave none."""
    signer.person, *beside = fields(text)
    if beside:
        title, organisation = _title_and_organisation(beside)
        signer.title = signer.title or title
        signer.organisation = signer.organisation or organisation
    signer.sure.append(0.9)


def _fill_title(signer: SignatoryFields, text: str) -> None:
    pieces = fields(text)
    if len(pieces) > 1 and not signer.organisation and _ends_in_organisation(pieces):
        text, signer.organisation = _title_and_organisation(pieces)
    signer.title = f"{signer.title}, {text}" if signer.title else text
    signer.sure.append(0.95)


def _ends_in_organisation(pieces: Sequence[str]) -> bool:
    return has_organisation(pieces) and names.organisation(pieces[-1]) >= 0.65

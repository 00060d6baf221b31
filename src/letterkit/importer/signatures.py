"""Signature blocks: lines → organisations, persons and their titles.

A signatory is one line or several, in any order: the kind of each line is told by its words, and where
two readings are possible, by what the block's other lines are. Lists in running text are divided at
commas, except at those that belong to a name ("…, Inc.").
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from letterkit.importer import names, words
from letterkit.importer.entries import ParagraphEntry, groups, is_prose
from letterkit.importer.parts import FoundSignatory

Kind = Literal["person", "title", "organisation", "full", "place", "nothing"]

_LONGEST_LIST = 12_000  # characters; a thousand organisations in running text
_FOR = re.compile(r"(?:on\s+behalf\s+of|for|pour|por|für|p\.\s?p\.)\s*:?\s+", re.IGNORECASE)
_OF_BODY = re.compile(
    r"^(?:(?:on\s+behalf\s+of|for|pour|por|für)\s+)?(?P<organisation>[^:,]{3,90})\s*:\s+(?P<rest>[A-ZÀ-"
    r"Ž][^:]{4,120})$",
    re.IGNORECASE,
)
_SIGNED = re.compile(r"^(?:/s/|\(signed\)|signed:?|s/)\s*", re.IGNORECASE)
_RULE = re.compile(r"^[\s_\-–—=*.#~]+$")
_DASH = re.compile(r"\s+(?:[–—|-]|--)\s+|\s*\|\s*|\t+|\s{3,}")
_BRACKETS = re.compile(r"^(?P<name>[^()]{3,80}?)\s*\((?P<inside>[^()]{2,120})\)$")
_SUFFIX = re.compile(
    r"(?:Inc|Ltd|LLC|LLP|PLC|Co|Corp|e\.?\s?V|GmbH|AISBL|ASBL|A\.?C|S\.?A|N\.?V|B\.?V|USA|U\.S\.A|US|"
    r"U\.S|UK|U\.K|DC|D\.C)\.?$"
)
_TITLE_OF = re.compile(
    r"^(?P<title>[^,]{3,60}?)\s+(?:of|at|for|with|de\s+la|del|de|du|der|des|"
    r"von)\s+(?:the\s+)?(?P<of>\S.{2,})$"
)
_DIVISION = re.compile(
    r"\b(?:Division|Program(?:me)?|Department|Section|Unit|Office|Desk|SourceRegion|Bureau|Projects?|Policy|"
    r"Advocacy|Affairs|Campaigns?|Board|Programs)$"
)
_COLUMN = re.compile(
    r"(?:organi[sz]ations?|groups?|ngos?|names?|signator(?:y|ies)|persons?|titles?|positions?|offices?|"
    r"functions?|roles?|affiliations?|country|countries|city|place|"
    r"organisations?|noms?|fonctions?|pays|nombres?|organización|cargo|país|organisation|funktion|land|"
    r"組織|组织|姓名|職務|职务|№|no\.?|#)"
)
_AMONG = re.compile(r",?\s*(?:among|amongst)\s+others\.?$|\s+and\s+others\.?$", re.IGNORECASE)
_ARTICLE = re.compile(
    r"^(?:and\s+|&\s+|as\s+well\s+as\s+)?(?:the|l['’]|la|le|les|el|los|las|die|der|das)\s*(?=[A-ZÀ-Ž])"
)


@dataclass(slots=True)
class _Row:
    """One signatory in the making."""

    entries: list[ParagraphEntry]
    organisation: str = ""
    person: str = ""
    title: str = ""
    sure: list[float] = field(default_factory=list)

    def signatory(self) -> FoundSignatory:
        sure = min(self.sure, default=0.5)
        first, last = self.entries[0].paragraph.first, self.entries[-1].paragraph.last
        return FoundSignatory(self.organisation, self.person, self.title, first, last, round(sure, 2))


def is_heading(text: str) -> bool:
    """Whether a line only says that signatures follow, or of what sort."""
    plain = text.strip().strip("*#_ ")
    return any(
        pattern.fullmatch(plain)
        for pattern in (
            words.SIGNATORIES_HEADING,
            words.INDIVIDUALS_HEADING,
            words.ORGANISATIONS_HEADING,
        )
    )


def likeness(text: str) -> float:
    """How likely a line stands in a signature block."""
    if is_list(text):
        return 0.8
    if len(text) > 180 or _RULE.match(text) or words.URL.search(text) or not any(map(_begins_name, text)):
        return 0.0
    if is_heading(text):
        return 0.9
    first = _pieces(text)[0] if _pieces(text) else text
    scores = [names.person(first), names.organisation(text), names.title(text)]
    return max(scores)


def _begins_name(character: str) -> bool:
    """Whether it is a capital, or a letter of a script that has none."""
    return character.isalpha() and not character.islower()


def read(entries: Sequence[ParagraphEntry]) -> list[FoundSignatory]:
    """The signatories that a block's lines name, in order."""
    rows: list[_Row] = []
    expected: Kind | None = None
    usual = _usual(entries)
    for group in groups(entries):
        lines: list[ParagraphEntry] = []
        for entry in group:
            plain = entry.text.strip("*#_| ")
            if _is_table_head(plain):
                continue
            if (
                _RULE.match(entry.text)
                or not any(map(_begins_name, entry.text))
                or (is_prose(entry.text) and not is_list(entry.text))
                or _is_remark(entry.text)
            ):
                continue
            if is_heading(plain):
                rows += _rows(lines, expected or usual)
                lines = []
                expected = _announced(plain)
                continue
            lines.append(entry)
        rows += _rows(lines, expected or usual)
    return [row.signatory() for row in _completed(rows) if row.organisation or row.person]


def in_prose(text: str, first: int, last: int) -> list[FoundSignatory]:
    """The signatories of a list in running text: 'A, B, Inc., the C and D'."""
    return [
        FoundSignatory(organisation=name, first=first, last=last, confidence=0.85)
        if names.person(name) < 0.9
        else FoundSignatory(person=name, first=first, last=last, confidence=0.6)
        for name in listed(text)
    ]


def listed(text: str) -> list[str]:
    """The names of a list in running text."""
    text = _AMONG.sub("", text.strip()).strip()
    text = text.rstrip(";,: ") if text.endswith(("Inc.", "e.V.", "Ltd.")) else text.rstrip(".;,: ")
    pieces = [piece.strip() for piece in text.split(";")] if ";" in text else _parted(text)
    return [name for piece in pieces if (name := _ARTICLE.sub("", _without_and(piece)).strip())]


def _without_and(text: str) -> str:
    return re.sub(r"^(?:and|&|et|y|und|as\s+well\s+as)\s+", "", text.strip())


# Lists in running text


def _parted(text: str) -> list[str]:
    """Divided at the commas outside brackets; what belongs to the name before it is put back."""
    raw = names.pieces(text)
    raw = [*raw[:-1], *_last(raw[-1])] if raw else []
    pieces: list[str] = []
    for i, piece in enumerate(raw):
        if pieces and _belongs(pieces[-1], piece, raw[i + 1] if i + 1 < len(raw) else None):
            pieces[-1] = f"{pieces[-1]}, {piece}"
        else:
            pieces.append(piece)
    return pieces


def _last(piece: str) -> list[str]:
    """'A and the B' are two where both can be an organisation; 'Justice and Memory' is one."""
    if piece.startswith(("and ", "& ", "et ", "y ", "und ")):
        return [piece]
    for match in re.finditer(r"\s+(?:and|et|y|und|as well as)\s+", piece):
        left, right = piece[: match.start()], piece[match.end() :]
        if _ARTICLE.match(right) or (_is_whole(left) and _is_whole(right)):
            return [left, right]
    return [piece]


def _is_whole(text: str) -> bool:
    """Whether it can be an organisation's name alone: two words at least, or an acronym."""
    if re.search(
        r"\b(?:for|of|on|against|pour|para|für|to|without|in)(?:\s+\w+){1,2}$", text
    ) and not text.endswith(")"):
        # "Centre for Law" may go on ("… and Democracy"); what does not is told by its second half.
        return False
    return len(text.split()) >= 2 or text.isupper()


def _belongs(before: str, piece: str, after: str | None) -> bool:
    bare = _without_and(piece)
    if _SUFFIX.match(bare) or bare.rstrip(".").lower() in words.places():
        return True
    end = before[-60:]
    series = re.search(r"\b(?:for|of|on|pour|para)(?:\s+[\w'’]+){1,3}$", end) or " " not in before
    one_more = re.match(r"^\w+(?:\s+(?:and|&|et|y)\s+\w+)", bare)
    return bool(
        series and one_more and before.rsplit(maxsplit=1)[-1][0].isupper() and not before.endswith(")")
    )


# Blocks of lines


def _is_remark(text: str) -> bool:
    """Whether a line is a short sentence, such as that affiliations are given for identification."""
    tokens = text.split()
    small = sum(token[0].islower() for token in tokens)
    return len(tokens) >= 4 and text.endswith(".") and small >= 0.6 * len(tokens)


def _is_table_head(text: str) -> bool:
    """Whether a line names the columns of a table of signatures."""
    cells = [cell.strip(" *").lower() for cell in _DASH.split(text) if cell.strip(" *")]
    return len(cells) > 1 and all(_COLUMN.fullmatch(cell) for cell in cells)


def _announced(heading: str) -> Kind | None:
    if words.INDIVIDUALS_HEADING.fullmatch(heading):
        return "person"
    if words.ORGANISATIONS_HEADING.fullmatch(heading) or re.search(
        r"organi[sz]|group|ngo", heading, re.IGNORECASE
    ):
        return "organisation"
    return None


def _usual(entries: Sequence[ParagraphEntry]) -> Kind | None:
    """What a line of this block is where it could be a person or an organisation."""
    alike = [group for group in groups(entries) if len(group) == 1 or len(group) > 4]
    every = [e.text for group in alike for e in group if not is_heading(e.text) and not is_prose(e.text)]
    lines = [line for line in every if len(_pieces(line)) == 1]
    full = [line for line in every if len(_pieces(line)) > 1 and _kind(line, None) in ("full", "person")]
    people = sum(names.person(line) >= 0.7 for line in lines) + len(full)
    titles = sum(names.title(line) >= 0.8 for line in lines)
    bodies = sum(names.organisation(line) >= 0.65 for line in lines)
    if titles:
        return None
    if bodies == people:
        return None
    return "organisation" if bodies > people else "person"


def _rows(entries: Sequence[ParagraphEntry], usual: Kind | None) -> list[_Row]:
    if not entries:
        return []
    flat = _flat(entries)
    if len(flat) == 1 and len(flat[0][1]) > 1:
        return [_single(*flat[0], usual)]
    kinds = [_kind(text, usual) for _, text in flat]
    if _one_each(kinds, flat):
        return [row for entry, text in flat if (row := _single(entry, text, usual))]
    return _filled(flat, kinds, usual)


def _flat(entries: Sequence[ParagraphEntry]) -> list[tuple[ParagraphEntry, str]]:
    """Line by line; a list in one line is as many lines."""
    result: list[tuple[ParagraphEntry, str]] = []
    if sum(entry.text.endswith(";") for entry in entries) > 1:
        whole = " ".join(entry.text for entry in entries)
        return [(entries[0], piece.strip(" .")) for piece in whole.split(";") if piece.strip(" .")]
    for entry in entries:
        text = _SIGNED.sub("", entry.text).strip()
        inner = words.SIGNATORIES_HEADING.match(text)
        if inner and text[: inner.end()].rstrip().endswith((":", "：")):
            text = text[inner.end() :].strip()
        if not text:
            continue
        if is_list(text):
            result += [(entry, name) for name in listed(text)]
        else:
            result.append((entry, text))
    return result


def is_list(text: str) -> bool:
    """Whether a line names several signatories: by semicolons, or by many commas without a person."""
    if len(text) > _LONGEST_LIST:
        return False
    pieces = listed(text) if ";" in text else _parted(text)
    if len(pieces) < (2 if ";" in text else 3) or any(
        len(piece.split()) > 14 or piece[0].islower() for piece in pieces
    ):
        return False
    named = sum(
        piece[0].isupper() and max(names.organisation(piece), names.person(_pieces(piece)[0])) >= 0.6
        for piece in pieces
    )
    if ";" in text:
        return named >= 0.7 * len(pieces)
    if names.person(pieces[0]) >= 0.7 and (names.title(pieces[1]) >= 0.8 or len(pieces) == 3):
        return False
    if any(names.title(piece) >= 0.8 for piece in pieces):
        return False
    return sum(names.organisation(piece) >= 0.6 for piece in pieces) >= 0.6 * len(pieces)


def _one_each(kinds: Sequence[Kind], flat: Sequence[tuple[ParagraphEntry, str]]) -> bool:
    """Whether each line is a signatory of its own."""
    if len(kinds) == 1 or any(entry.paragraph.marker for entry, _ in flat):
        return "title" not in kinds or len(kinds) == 1
    if all(kind == "full" for kind in kinds):
        return True
    found = set(kinds)
    return not found & {"title", "person"} or found == {"person"}


def _kind(text: str, usual: Kind | None) -> Kind:
    if _body_and_person(text) or _is_bracketed_person(text):
        return "full"
    pieces = _pieces(text)
    if (
        len(pieces) > 1
        and names.person(pieces[0]) >= 0.7
        and not _AFTER_ONLY.match(", ".join(pieces[1:]))
    ):
        rest = ", ".join(pieces[1:])
        if names.title(rest) >= 0.8 and not _has_body(pieces[1:]):
            return "person"  # "Imogen Tansley, Director", with the organisation below
        return "full"
    if len(pieces) > 1 and _later_person(pieces, [names.person(piece) for piece in pieces]) is not None:
        return "full"
    person, body, title = names.person(text), names.organisation(text), names.title(text)
    if title >= 0.8 and title > person:
        return "title"
    if body >= 0.9 and body > person:
        return "organisation"
    if names.postal(text) >= 0.8 and body < 0.8:
        return "place"
    if person >= 0.9:
        return "person"
    if usual in ("person", "organisation") and max(person, body) < 0.9:
        return usual
    return "person" if person > body else "organisation"


_AFTER_ONLY = re.compile(r"(?:Ph\.?D|M\.?D|Esq|MEP|MP|Jr|Sr|JD|OBE|QC|KC|SJ|SC)\b\.?$")


def _body_and_person(text: str) -> re.Match[str] | None:
    """'On behalf of the Watch: Jane Roe, Chair'."""
    match = _OF_BODY.match(text)
    return match if match and names.person(_pieces(match["rest"])[0]) >= 0.7 else None


def _is_bracketed_person(text: str) -> bool:
    """Whether a line is 'Person (Organisation)'."""
    match = _BRACKETS.match(text)
    if match is None or names.person(match["name"]) < 0.7:
        return False
    acronym = re.fullmatch(r"[A-Z][A-Za-z&.\-/]{1,11}", match["inside"]) is not None
    return (
        not acronym
        and match["inside"].lower() not in words.places()
        and bool(re.search(r"[A-Za-zÀ-ɏ]", match["inside"]))
    )


def _pieces(text: str) -> list[str]:
    """The fields of a line: at dashes and tabs, else at commas outside brackets."""
    text = _SIGNED.sub("", text).strip("| ")
    fields = [piece.strip() for piece in _DASH.split(text) if piece.strip()]
    if len(fields) > 1:
        return fields
    fields = names.pieces(text)
    joined: list[str] = []
    for piece in fields:
        if joined and (_SUFFIX.match(piece) or _AFTER_ONLY.match(piece)):
            joined[-1] = f"{joined[-1]}, {piece}"
        else:
            joined.append(piece)
    return joined or [text]


def _has_body(pieces: Sequence[str]) -> bool:
    """Whether one of the fields after a name is an organisation."""
    last = pieces[-1]
    if len(pieces) == 1:
        return names.title(last) < 0.8
    return names.title(last) < 0.8 and not _DIVISION.search(last)


def _single(entry: ParagraphEntry, text: str, usual: Kind | None) -> _Row:
    """A signatory in one line."""
    row = _Row([entry])
    if match := _body_and_person(text):
        row.organisation, row.sure = match["organisation"].strip(), [0.9]
        pieces = _pieces(match["rest"])
        row.person, row.title = pieces[0], ", ".join(pieces[1:])
        return row
    match = _FOR.match(text)
    if match and usual != "person":
        text = text[match.end() :]
    if inside := _BRACKETS.match(text):
        return _bracketed(row, inside["name"], inside["inside"], text, usual)
    pieces = _pieces(text)
    if len(pieces) == 1:
        return _alone(row, text, usual)
    scores = [names.person(piece) for piece in pieces]
    at = 0 if scores[0] >= 0.7 else _later_person(pieces, scores)
    if at is None or (at == 0 and not _may_sign(pieces, usual)):
        row.organisation, row.sure = text, [0.8]
        return row
    row.person = pieces[at]
    _rest(row, [*pieces[:at], *pieces[at + 1 :]])
    row.sure.append(0.9 if row.organisation else 0.7)
    return row


def _later_person(pieces: Sequence[str], scores: Sequence[float]) -> int | None:
    """'Organisation, Person, Title': a person after an organisation."""
    if names.organisation(pieces[0]) < 0.65:
        return None
    for i in range(1, len(pieces)):
        if (
            scores[i] >= 0.7
            and (i + 1 == len(pieces) or names.title(pieces[i + 1]) >= 0.8)
            and pieces[i].lower() not in words.places()
        ):
            return i
    return None


def _may_sign(pieces: Sequence[str], usual: Kind | None) -> bool:
    """'Name, Organisation': not 'Organisation, Country' that happens to look like a name."""
    rest = pieces[1:]
    if all(piece.lower().rstrip(".") in words.places() for piece in rest):
        return usual == "person"
    return True


def _rest(row: _Row, pieces: Sequence[str]) -> None:
    """Titles and organisation among the fields beside a name."""
    titles = [i for i, piece in enumerate(pieces) if names.title(piece) >= 0.8]
    if (
        not titles
        and len(pieces) == 2
        and names.organisation(pieces[0]) < 0.65
        and len(pieces[0].split()) <= 4
        and pieces[1].lower() not in words.places()
    ):
        titles = [0]
    if not titles:
        row.organisation = ", ".join(pieces)
        return
    end = max(titles) + 1 if len(pieces) > 1 else 1
    if titles[0] > 0 and end == len(pieces):
        row.organisation = ", ".join(pieces[: titles[0]])
        row.title = ", ".join(pieces[titles[0] :])
        return
    while end < len(pieces) - 1 and (
        _DIVISION.search(pieces[end]) and names.organisation(pieces[end + 1]) >= 0.6
    ):
        end += 1
    row.title, row.organisation = ", ".join(pieces[:end]), ", ".join(pieces[end:])
    if not row.organisation:
        row.title, row.organisation = _title_of(row.title)


def _title_of(text: str) -> tuple[str, str]:
    """'President of the Order of Malta' → its title and organisation, where that is sure."""
    match = _TITLE_OF.match(text)
    if match and names.organisation(match["of"]) >= 0.8 and not _DIVISION.search(match["of"]):
        return match["title"], match["of"]
    return text, ""


def _bracketed(row: _Row, name: str, inside: str, text: str, usual: Kind | None) -> _Row:
    """'Person (Organisation)'; but 'Organisation (ACRONYM)' is one name."""
    person = names.person(name)
    acronym = re.fullmatch(r"[A-Z][A-Za-z&.\-/]{1,11}", inside) is not None
    if (usual == "person" and person >= 0.25) or (
        person >= 0.7 and usual != "organisation" and not acronym
    ):
        if inside.lower() in words.places() or not re.search(r"[A-Za-zÀ-ɏ]", inside):
            row.person = text
        elif names.title(inside) >= 0.8:
            row.person = name
            _rest(row, _pieces(inside))
        else:
            row.person, row.organisation = name, inside
        row.sure = [0.85]
        return row
    pieces = _pieces(text)
    if len(pieces) > 1 and names.person(pieces[0]) >= 0.7:
        row.person = pieces[0]
        _rest(row, pieces[1:])
        row.sure = [0.85]
        return row
    row.organisation, row.sure = text, [0.9]
    return row


def _alone(row: _Row, text: str, usual: Kind | None) -> _Row:
    kind = _kind(text, usual)
    score = max(names.person(text), names.organisation(text))
    if kind == "person":
        row.person = text
    elif kind == "title":
        row.title, row.organisation = _title_of(text)
    elif kind != "place":
        row.organisation = text
    row.sure = [0.5 + score / 2]
    return row


def _filled(
    flat: Sequence[tuple[ParagraphEntry, str]], kinds: Sequence[Kind], usual: Kind | None
) -> list[_Row]:
    """Signatories of several lines: each line fills a field, and a field filled twice begins the next."""
    rows: list[_Row] = []
    row: _Row | None = None
    for entry, text, settled in _settled(flat, kinds):
        if (
            settled == "full"
            and row is not None
            and row.person
            and row.title
            and not row.organisation
            and len(row.entries) > 1
        ):
            row.entries.append(entry)
            row.organisation = text
            continue
        if settled == "full":
            rows.append(_single(entry, text, usual))
            row = rows[-1] if not rows[-1].organisation else None
            continue
        if row is None or _is_taken(row, settled):
            row = _Row([])
            rows.append(row)
        row.entries.append(entry)
        _fill(row, settled, text)
    return [row for row in rows if row.entries]


def _settled(
    flat: Sequence[tuple[ParagraphEntry, str]], kinds: Sequence[Kind]
) -> Iterator[tuple[ParagraphEntry, str, Kind]]:
    """The kinds of lines, those that are not sure settled by the lines beside them."""
    for i, ((entry, text), kind) in enumerate(zip(flat, kinds, strict=True)):
        settled = kind
        before = kinds[i - 1] if i else None
        after = kinds[i + 1] if i + 1 < len(kinds) else None
        unsure = names.organisation(text) < 0.9 and names.person(text) < 0.9
        if (
            unsure
            and kind == "person"
            and before in ("title", "person")
            and after in (None, "person", "full", "place")
            and len(flat) > 1
        ):
            settled = (
                "organisation"
                if before == "title" or names.person(text) < 0.7 or after in (None, "place")
                else kind
            )
        elif (
            unsure
            and kind == "organisation"
            and after == "title"
            and before in (None, "organisation", "place")
            and names.person(text) > 0
        ) or (
            kind == "organisation"
            and i == 0
            and after == "organisation"
            and len(flat) == 2
            and names.person(text) > 0
        ):
            settled = "person"
        yield entry, text, settled


def _is_taken(row: _Row, kind: Kind) -> bool:
    if kind == "person":
        return bool(row.person)
    if kind == "organisation":
        return bool(row.organisation)
    if kind == "title":
        return bool(row.title and row.organisation)
    return False


def _fill(row: _Row, kind: Kind, text: str) -> None:
    if kind == "person":
        pieces = _pieces(text)
        row.person = pieces[0]
        if len(pieces) > 1:
            _add_rest(row, pieces[1:])
        row.sure.append(0.9)
    elif kind == "title":
        _fill_title(row, text)
    elif kind == "organisation":
        text = _FOR.sub("", text, count=1) if _FOR.match(text) and row.person else text
        row.organisation = text
        row.sure.append(0.6 + names.organisation(text) * 0.35)


def _add_rest(row: _Row, pieces: Sequence[str]) -> None:
    """Title and organisation after a name, where the lines before gave none."""
    beside = _Row([])
    _rest(beside, pieces)
    row.title = row.title or beside.title
    row.organisation = row.organisation or beside.organisation


def _fill_title(row: _Row, text: str) -> None:
    pieces = _pieces(text)
    if (
        len(pieces) > 1
        and not row.organisation
        and _has_body(pieces)
        and names.organisation(pieces[-1]) >= 0.65
    ):
        beside = _Row([])
        _rest(beside, pieces)
        text, row.organisation = beside.title, beside.organisation
    row.title = f"{row.title}, {text}" if row.title else text
    row.sure.append(0.95)


def _completed(rows: Iterable[_Row]) -> Iterator[_Row]:
    """Titles that name the organisation too give it, where no line of its own does."""
    for row in rows:
        if row.title and not row.organisation:
            title, organisation = _title_of(row.title)
            yield replace(row, title=title, organisation=organisation)
        else:
            yield row

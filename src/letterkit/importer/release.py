"""The parts of a press release: dateline, quotations with their speakers, who signed, what to read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from letterkit.importer import names, signatures, words
from letterkit.importer.dates import find_date
from letterkit.importer.entries import ParagraphEntry
from letterkit.importer.parts import FoundSignatory, Quoted, Role
from letterkit.importer.sentences import sentences

_CITY = r"[A-ZÀ-Ž][\w.'’À-ž-]*(?:[\s,]+(?:[A-ZÀ-Ž][\w.'’À-ž-]*|d['’]\w+|de|la|of|the|and|/)){0,4}"
_DATELINE = re.compile(
    rf"^(?:\((?P<in>[^()]{{2,80}})\)\s*(?:[-–—:]|--)\s*|"
    rf"(?P<city>{_CITY}),?\s*(?P<date>[^–—:.]{{0,45}}?(?:\d{{4}}|\d{{1,2}}))?\.?\s*(?:[–—]|--|\s-\s|"
    rf"―)\s*)(?=\S)"
)
_PAIRS = (("“", "”"), ("«", "»"), ("„", "“"), ('"', '"'), ("「", "」"))
_SAYS = (
    r"(?:said|says|stated|states|added|commented|noted|remarked|declared|explained|warned|told|"
    r"according\s+to|stressed|emphasi[sz]ed|concluded|continued|a\s+déclaré|déclare|dijo|afirmó|señaló|"
    r"declaró|sagte|erklärte)"
)
_SAID_NAME = re.compile(rf"\b{_SAYS}\s+(?P<who>[^“”\"«»]{{3,240}})")
_NAME_SAID = re.compile(rf"(?P<who>[A-ZÀ-Ž][^“”\"«»]{{2,200}}?),?\s+{_SAYS}\b")
_NAME_OF = re.compile(r"(?P<name>.{3,60}?)\s+(?:of|from|at)\s+(?:the\s+)?(?P<of>[A-ZÀ-Ž].{2,100})$")
_TITLE_OF = re.compile(
    r"(?P<title>.{3,80}?)\s+(?:of|at|for|with|in)\s+(?:the\s+)?(?P<of>[A-ZÀ-Ž].{2,100})$"
)
_LETTER_SAYS = re.compile(
    rf"\b{_SAYS}\s+(?:in\s+)?(?:the|their|a)\s+(?:joint\s+|open\s+)?(?:letter|groups|organi[sz]ations|"
    rf"statement|ngos|coalition)\b|\b(?:letter|it|they|groups|organi[sz]ations|statement|"
    rf"coalition)\s+(?:also\s+)?{_SAYS}",
    re.IGNORECASE,
)
_TELLS_OF_LETTER = re.compile(
    r"\b(?:said|urged|called)\b.{0,40}\b(?:today|in\s+a\s+(?:joint\s+|open\s+)?letter)\b|"
    r"\bin\s+a\s+(?:joint\s+|open\s+)?letter\s+(?:to|sent|submitted|addressed)\b"
)
_SIGNED_BY = re.compile(
    r"\b(?:letter|appeal|statement|call|petition|declaration|text|lettre|carta|brief|"
    r"appel)\b[^.:;]{0,60}?\b(?:sign(?:ed|atories)|sent|endorsed|supported|issued|submitted|released|"
    r"signée?s?|"
    r"firmad[oa]s?|suscrit[oa]s?|unterzeichnet)\b[^.:;]{0,40}?(?:\bby|\bare|\binclude|\bpar|\bpor|"
    r"\bvon|:)\s*:?\s*(?:representatives\s+of\s+|the\s+following\s+(?:\w+\s*){1,2}[:]\s*)?|"
    r"^(?:the\s+)?(?:signatories|signers)(?:\s+(?:of|to)\s+the\s+letter)?\s+(?:are|include)\s*:?\s*|"
    r"^(?:the\s+)?(?:organi[sz]ations|groups)\s+(?:signing|that\s+signed|which\s+signed|"
    r"who\s+signed)\b[^.:;]{0,40}?(?:are|include|were)\s*:?\s*",
    re.IGNORECASE,
)
_LEARN_MORE = re.compile(
    r"(?:to\s+learn\s+more|learn\s+more|for\s+more\s+(?!information,?\s+(?:please\s+)?contact)|"
    r"to\s+read\b|read\s+the\b|see\s+also|further\s+reading|pour\s+en\s+savoir\s+plus|"
    r"para\s+más\s+información|"
    r"weitere\s+informationen|more\s+on\b)",
    re.IGNORECASE,
)
_CONTACT = re.compile(
    r"(?:for\s+(?:more|further|additional)\s+information[^.]{0,60}\bcontact|(?:media|"
    r"press)?\s*contacts?\b(?:\s+\w+){0,3}\s*[:：]|(?:media|press)\s+(?:contacts?|enquir|inquir)|"
    r"contact\s+(?:person|information|details)|"
    r"contacts?\s*(?:presse|de\s+prensa)|pressekontakt|notes?\s+to\s+editors?|please\s+contact\b)",
    re.IGNORECASE,
)
_ABOUT = re.compile(
    r"^(?:about\s+\w|background\s+on\s+\w)|^(?:the\s+)?[A-ZÀ-Ž][^.]{2,140}?(?:\([^()]{2,20}\)\s*)?,?\s+"
    r"(?:is|was\s+founded|are)\s+(?:an?|the|dedicated)\b[^.]{0,200}\b(?:organi[sz]ations?|ngo|"
    r"non-?profit|nonpartisan|"
    r"not-for-profit|watchdog|coalition|network|group|association|charity|foundation|movement|"
    r"institute|federation|center|centre|alliance)\b"
)
_IMMEDIATE = re.compile(
    r"(?:for\s+immediate\s+release|press\s+release|news\s+release|media\s+release|press\s+statement|"
    r"embargoed\b.{0,60}|communiqué(?:\s+de\s+presse)?|comunicado(?:\s+de\s+prensa)?|pressemitteilung|"
    r"新聞稿|新闻稿|pour\s+diffusion\s+immédiate)\W*",
    re.IGNORECASE,
)


def dateline(text: str) -> tuple[str, str | None] | None:
    """The place and the date at the beginning of a release's first paragraph, or None."""
    match = _DATELINE.match(text)
    if match is None or len(text) < 100:
        return None
    bracketed = match["in"]
    said = bracketed or f"{match['city']}, {match['date'] or ''}"
    found = find_date(said)
    if found:
        return said[: found[1]].strip(" ,;–—-"), found[0]
    place = said.strip(" ,;–—-")
    known = bracketed or place.isupper() or place.lower().rstrip(".") in words.places()
    return (place, None) if known else None


def is_label(text: str) -> bool:
    """'FOR IMMEDIATE RELEASE' and the like."""
    return _IMMEDIATE.fullmatch(text.strip()) is not None


def weight(entries: Sequence[ParagraphEntry]) -> float:
    """How much speaks for a press release."""
    return float(sum(_weight(entry) for entry in entries if entry.free))


def _weight(entry: ParagraphEntry) -> float:
    return (
        3 * is_label(entry.text)
        + 3 * (dateline(entry.text) is not None)
        + 2 * (quotation(entry) is not None)
        + 1.5 * (signed_by(entry) is not None)
        + (_TELLS_OF_LETTER.search(entry.text) is not None)
    )


def quotation(entry: ParagraphEntry) -> Quoted | None:
    """What somebody is quoted with in a paragraph, and who; None where no speaker is named."""
    spans = _quoted(entry.text)
    if not spans:
        return None
    outside = _outside(entry.text, spans)
    who = _speaker(outside)
    said = " ".join(entry.text[start:end].strip() for start, end in spans)
    if len(said.split()) < 5:
        return None
    if who is None and not (_LETTER_SAYS.search(outside) and len(said) > 0.6 * len(entry.text)):
        return None
    name, title, organisation = who or ("", "", "")
    return Quoted(said, name, title, organisation, entry.paragraph.first, entry.paragraph.last)


def _quoted(text: str) -> list[tuple[int, int]]:
    """Where words stand between quotation marks, the marks left out."""
    for opening, closing in _PAIRS:
        long = [(start, end) for start, end in _between(text, opening, closing) if end - start > 25]
        if long:
            return long
    return []


def _between(text: str, opening: str, closing: str) -> Iterator[tuple[int, int]]:
    """Where words stand between these marks; the last may lack the closing one."""
    at = text.find(opening)
    while at >= 0:
        end = text.find(closing, at + 1)
        yield at + 1, end if end >= 0 else len(text)
        at = text.find(opening, end + 1) if end >= 0 else -1


def _outside(text: str, spans: Sequence[tuple[int, int]]) -> str:
    pieces, at = [], 0
    for start, end in spans:
        pieces.append(text[at : start - 1])
        at = end + 1
    return " “” ".join([*pieces, text[at:]])


def _speaker(text: str) -> tuple[str, str, str] | None:
    for pattern in (_SAID_NAME, _NAME_SAID):
        for match in pattern.finditer(text):
            if found := _who(match["who"]):
                return found
    return None


def _who(text: str) -> tuple[str, str, str] | None:
    """'Jane Roe, Africa director of the Watch.' → name, title, organisation."""
    text = re.split(r"[“”\"«»]", text)[0].strip()
    text = sentences(text)[0] if text else ""
    pieces = [piece.strip(" .") for piece in text.split(",") if piece.strip(" .")]
    if not pieces:
        return None
    name = names.split_honorific(pieces[0])[1]
    if (match := _NAME_OF.match(name)) and names.person(match["name"]) >= 0.7:
        return match["name"], "", match["of"]
    return (name, *_office(", ".join(pieces[1:]))) if names.person(name) >= 0.7 else None


def _office(text: str) -> tuple[str, str]:
    """'Africa director of the Watch' → title, organisation."""
    match = _TITLE_OF.match(text)
    if match and names.title(match["title"]) >= 0.8:
        return match["title"], match["of"]
    return (text, "") if names.title(text) >= 0.8 else ("", text)


def signed_by(entry: ParagraphEntry) -> list[FoundSignatory] | None:
    """The signatories of 'The letter was signed by A, B and C.'; None where no such is said."""
    for sentence in sentences(entry.text):
        match = _SIGNED_BY.search(sentence)
        if match is None:
            continue
        rest = sentence[match.end() :]
        found = signatures.in_prose(rest, entry.paragraph.first, entry.paragraph.last)
        organisations = [one for one in found if one.organisation and one.organisation[0].isupper()]
        if len(organisations) >= 2 and len(organisations) >= 0.7 * len(found):
            return organisations
    return None


def announces_signatories(entry: ParagraphEntry) -> bool:
    """Whether a line such as 'The letter was signed by:' stands above the signatories."""
    text = entry.text.rstrip()
    if signatures.is_heading(text):
        return True
    match = _SIGNED_BY.search(text)
    return text.endswith(":") and match is not None and match.end() >= len(text)


def closes(entry: ParagraphEntry) -> Role | None:
    """What a paragraph at the end of a document is: what to read, whom to ask, about us."""
    text = entry.text
    if _CONTACT.match(text) or (_CONTACT.search(text) and len(text) < 200):
        return Role.CONTACT
    if _LEARN_MORE.match(text) and len(text) < 220:
        return Role.LEARN_MORE
    if _ABOUT.match(text) and len(text) > 40:
        return Role.ABOUT
    return None

"""A source's paragraphs → the documents in it, in the terms of a business letter.

The salutation is the hinge of a letter: what stands above it is its head, what stands below is its body,
down to the close and the signatures. A press release has a dateline, speakers and no salutation. Where
one file holds both, each paragraph goes to one of them. What cannot be placed is kept as unplaced.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from letterkit.importer import addresses, cases, chrome, fax, names, release, signatures, words
from letterkit.importer.asks import Body
from letterkit.importer.dates import date_line, find_date, month_line
from letterkit.importer.entries import Entry, divided, groups, is_prose, is_sentence, take_all
from letterkit.importer.languages import language_of
from letterkit.importer.paragraphs import paragraphs
from letterkit.importer.parts import (
    FoundAddressee,
    FoundAsk,
    FoundKind,
    FoundSignatory,
    Imported,
    Quoted,
    Region,
    Role,
    SourceText,
)

_INLINE = re.compile(
    r"^(?P<salutation>(?:Dear|Your\s+Excellency|Excellency|Your\s+Majesty|Estimad[oa]s?|"
    r"Sehr\s+geehrte[rsn]?)\b[^.;!?:]{0,110}?:)\s+(?=[A-ZÀ-Ž“\"«])"
)
_MEMO = re.compile(
    r"^(?P<field>to|from|date|subject|re|cc|à|de|objet|para|asunto|fecha|an|von|datum|"
    r"betreff)\s*[:：]\s*(?P<value>.*)$",
    re.IGNORECASE,
)
_FROM = ("from", "de", "von")
_NOTE = re.compile(
    r"^(?:\[\d{1,3}\]|\d{1,3}\s+(?=(?:See|Ibid|Id\.|http|www|“|\"|Cf)|[A-Z].{8,400}[.)]$)|"
    r"[¹²³⁴⁵⁶⁷⁸⁹⁰]+|\*{1,3}\s?(?=[A-Z]))"
)
_OPENS = re.compile(r"^(?:we|our|i)\b|\b(?:we|our\s+organi[sz]ations|the\s+undersigned)\b", re.IGNORECASE)


@dataclass(slots=True)
class _Draft:
    """What is found of one document."""

    entries: list[Entry]
    language: str
    date: str | None = None
    headline: str = ""
    subject: str = ""
    place: str = ""
    salutation: str = ""
    closing: str = ""
    addressees: list[FoundAddressee] = field(default_factory=list)
    asks: list[FoundAsk] = field(default_factory=list)
    signatories: list[FoundSignatory] = field(default_factory=list)
    quotations: list[Quoted] = field(default_factory=list)
    cc: list[str] = field(default_factory=list)
    enclosures: list[str] = field(default_factory=list)


def parse(source: SourceText, people: Mapping[str, str] | None = None) -> list[Imported]:
    """The documents of a source; one with everything unplaced where no letter is found.

    `people` are the names in the library, in small letters, and the names of their files.
    """
    entries = [part for one in paragraphs(source) for part in _parted(Entry(one))]
    chrome.mark(entries)
    start = _salutation(entries)
    language = language_of(_first_version(entries, start), source.language)
    if start is None:
        return [_alone(source, entries, language, people)]
    head = _head_start(entries, start)
    before = [entry for entry in entries[:head] if entry.free]
    if not _is_release(before):
        return [_letter(source, entries, start, language, people)]
    end = _letter_end(entries, start)
    letter = _letter(source, entries[head:end], start - head, language, people)
    return [_release(source, [*entries[:head], *entries[end:]], language, people), letter]


def _first_version(entries: Sequence[Entry], start: int | None) -> str:
    """The text as far as a second salutation: below it a letter may be there in another language."""
    stop = len(entries)
    if start is not None:
        below = _salutation(entries[start + 3 :])
        stop = stop if below is None else start + 3 + below
    return " ".join(entry.text for entry in entries[:stop] if entry.free)


def _parted(entry: Entry) -> list[Entry]:
    """A salutation and the paragraph that begins in its line, each for itself."""
    match = _INLINE.match(entry.text)
    if match and len(entry.text) - match.end() > 60:
        return list(divided(entry, match.end()))
    return [entry]


def _is_release(before: Sequence[Entry]) -> bool:
    prose = [entry for entry in before if is_prose(entry.text)]
    return len(prose) >= 1 and release.weight(before) >= 3


def _alone(
    source: SourceText, entries: list[Entry], language: str, people: Mapping[str, str] | None
) -> Imported:
    """A document without a salutation."""
    free = [entry for entry in entries if entry.free]
    prose = [entry for entry in free if is_prose(entry.text)]
    address = sum(bool(words.SALUTATION.match(e.text)) or _is_memo(e) for e in free[:8])
    if prose and release.weight(free) >= 3 and not address:
        return _release(source, entries, language, people)
    if prose and (address or _has_letter(free)):
        return _letter(source, entries, None, language, people)
    if prose and release.weight(free) >= 1:
        return _release(source, entries, language, people)
    return _finished(source, "letter", _Draft(entries, language), people)


def _is_memo(entry: Entry) -> bool:
    return _MEMO.match(entry.text) is not None


def _has_letter(entries: Sequence[Entry]) -> bool:
    """Whether a text without a salutation is a letter all the same: addressed, or said by "we"."""
    text = " ".join(entry.text for entry in entries)
    told = len(_OPENS.findall(text))
    closed = any(_is_closing(entry.text) or signatures.is_heading(entry.text) for entry in entries)
    return (
        closed
        or told >= 2
        or any(words.CLOSING_SENTENCE.search(e.text) for e in entries)
        or bool(re.search(r"\b(?:nous|nosotros|wir)\b|我們|我们", text))
    )


# The salutation


def _salutation(entries: Sequence[Entry]) -> int | None:
    """Where the first salutation stands that has a letter below it."""
    for i, entry in enumerate(entries):
        if entry.free and is_salutation(entry.text) and not entry.paragraph.marker:
            below = [e for e in entries[i + 1 : i + 12] if e.free][:6]
            if any(is_prose(e.text) or len(e.text) > 100 for e in below):
                return i
    return None


def is_salutation(text: str) -> bool:
    """Whether a line is a salutation: 'Dear …', or a form of address that ends with a comma or colon."""
    if len(text) > 160 or text.count(".") > 6:
        return False
    if re.match(r"(?:Dear|Estimad|Distinguid|Sehr\s+geehrte|Cher|Chère|尊敬的|To\s+Whom)", text):
        return len(text) <= 80 or text.endswith((",", ":", "，", "："))
    ended = text.endswith((",", ":", "，", "：", "!"))
    bare = re.fullmatch(
        r"(?:Your\s+)?Excellenc(?:y|ies)|Your\s+Majesty|Excelencias?|Excellences?|Exzellenz(?:en)?|"
        r"Monsieur\s+le\s+\w+(?:\s+\w+){0,4}|Madame\s+la\s+\w+(?:\s+\w+){0,4}",
        text.rstrip(",:. "),
        re.IGNORECASE,
    )
    if bare:
        return True
    return (
        ended
        and (words.SALUTATION.match(text) is not None or words.CALLED.match(text) is not None)
        and not _MEMO.match(text)
    )


def _head_start(entries: Sequence[Entry], salutation: int) -> int:
    """Where the letter's head begins: going up from the salutation as long as lines belong to it."""
    at = salutation
    for i in range(salutation - 1, -1, -1):
        entry = entries[i]
        if entry.role is Role.CHROME:
            continue
        if (
            not entry.free
            or is_prose(entry.text)
            or not addresses.is_address_line(entry)
            or release.dateline(entry.text)
        ):
            break
        if re.search(r"(?:text|letter)\b.*:$", entry.text):
            break
        if not (_is_head_line(entry.text)):
            break
        at = i
    return at


def _is_head_line(text: str) -> bool:
    if date_line(text) or words.REFERENCE.match(text) or words.DELIVERY.match(text):
        return True
    return addresses.sort_of(text) != "other" or len(text.split()) <= 4


def _letter_end(entries: Sequence[Entry], salutation: int) -> int:
    """Where a letter inside another document ends: below its signatures, copies and notes."""
    begin, stop = _signature_span(entries, salutation + 1)
    at = max(stop, begin)
    while at < len(entries):
        entry = entries[at]
        belongs = (
            (not entry.free and entry.role is not Role.CHROME)
            or words.COPY.match(entry.text)
            or words.ENCLOSURE.match(entry.text)
            or _NOTE.match(entry.text)
        )
        if not belongs:
            break
        at += 1
    return at


# A letter


def _letter(
    source: SourceText,
    entries: list[Entry],
    start: int | None,
    language: str,
    people: Mapping[str, str] | None,
) -> Imported:
    draft = _Draft(entries, language)
    first = _body_start(entries) if start is None else _read_salutation(draft, start)
    _free_headings(entries[first:])
    begin, end = _signature_span(entries, first)
    _read_below(draft, end)
    signing = [entry for entry in entries[begin:end] if entry.free]
    draft.signatories = signatures.read(signing)
    for entry in signing:
        entry.take(Role.SIGNATURE, 0.85)
    _read_head(draft, start if start is not None else first)
    _read_closing(draft, first, begin)
    _read_reference_below(draft, first)
    body = [entry for entry in entries[first:begin] if entry.free]
    draft.asks = Body(body, language).read()
    _read_rest(draft, end, begin)
    return _finished(source, "letter", draft, people)


def _free_headings(entries: Sequence[Entry]) -> None:
    """A word of a menu that stands between two paragraphs is a heading there."""
    for before, entry, after in zip(entries, entries[1:], entries[2:], strict=False):
        between = is_prose(before.text) and is_prose(after.text) and before.free and after.free
        if between and entry.role is Role.CHROME and chrome.may_be_heading(entry.text):
            entry.role = None


def _read_salutation(draft: _Draft, start: int) -> int:
    """The salutation's lines; where the body begins."""
    at = start
    said = []
    while at < len(draft.entries) and at - start < 6:
        entry = draft.entries[at]
        if entry.role is Role.CHROME and at > start:
            at += 1
            continue
        goes_on = (
            at > start
            and len(entry.text) < 90
            and entry.text.endswith((",", ":"))
            and not is_prose(entry.text)
        )
        if at > start and not is_salutation(entry.text) and not goes_on:
            break
        entry.take(Role.SALUTATION, 0.95)
        said.append(entry.text)
        at += 1
    draft.salutation = " ".join(said)
    return at


def _body_start(entries: Sequence[Entry]) -> int:
    for i, entry in enumerate(entries):
        if entry.free and is_prose(entry.text) and len(entry.text) > 60 and not _MEMO.match(entry.text):
            return i
    return len(entries)


# Close and signatures


def _is_closing(text: str) -> bool:
    plain = text.strip().rstrip(",.!:;，。： ")
    if len(plain) > 90:
        return False
    if " / " in plain:
        return any(_is_closing(half) for half in plain.split(" / "))
    if words.CLOSING.fullmatch(plain):
        return not (is_sentence(text) and len(plain.split()) > 5)
    return False


def _signature_span(entries: Sequence[Entry], first: int) -> tuple[int, int]:
    """Where the signatures begin (at the close, where there is one), and where they end."""
    closings = [
        i for i in range(first, len(entries)) if entries[i].free and _closes_here(entries, i, first)
    ]
    if closings:
        at = closings[0]
        for later in closings[1:]:
            if not any(is_prose(entry.text) for entry in entries[at + 1 : later]) and later - at < 4:
                at = later
        return at + 1, _signature_end(entries, at + 1)
    start = _bare_signatures(entries, first)
    return start, _signature_end(entries, start)


def _closes_here(entries: Sequence[Entry], i: int, first: int) -> bool:
    text = entries[i].text
    below = [entry for entry in entries[i + 1 :] if entry.role is not Role.CHROME][:3]
    signed = bool(below) and signatures.likeness(below[0].text) >= 0.5 and not _is_body(below[0])
    if _is_closing(text):
        return i > first and (signed or not below or not any(map(_is_body, below)))
    if i > first and signatures.is_heading(text):
        return signed
    if words.CLOSING_SENTENCE.search(text) and len(text) < 400 and text.rstrip().endswith((".", ",")):
        return i > first and signed
    return False


def _is_body(entry: Entry) -> bool:
    return is_prose(entry.text) and not signatures.is_list(entry.text)


def _bare_signatures(entries: Sequence[Entry], first: int) -> int:
    """Signatures without a close: the longest run of lines that read like them, after the last prose."""
    best, best_score = len(entries), 0.0
    i = first
    while i < len(entries):
        if not _may_sign(entries, i):
            i += 1
            continue
        j = i
        while j < len(entries) and (
            _may_sign(entries, j)
            or (entries[j].role is Role.CHROME and j + 1 < len(entries) and _may_sign(entries, j + 1))
        ):
            j += 1
        run = [entry for entry in entries[i:j] if entry.free]
        score = sum(signatures.likeness(entry.text) for entry in run)
        marked = any(entry.paragraph.marker for entry in run)
        if (
            score > best_score
            and (len(run) > 1 or signatures.is_list(run[0].text))
            and not (marked and score < 0.75 * len(run))
            and score >= 0.55 * len(run)
        ):
            best, best_score = i, score
        i = j
    return best


def _may_sign(entries: Sequence[Entry], i: int) -> bool:
    entry = entries[i]
    if not entry.free or (entry.paragraph.heading and not signatures.is_heading(entry.text)):
        return False
    text = entry.text
    if _is_body(entry) or _NOTE.match(text) or words.COPY.match(text) or words.URL.search(text):
        return False
    if (
        release.closes(entry)
        or date_line(text)
        or (text.endswith((":", "?")) and not signatures.is_heading(text))
    ):
        return False
    below = next((e for e in entries[i + 1 :] if e.free), None)
    if (
        below is not None
        and is_prose(below.text)
        and not signatures.is_list(below.text)
        and not is_sentence(text)
        and names.title(text) < 0.8
        and i
        and is_prose(entries[i - 1].text)
    ):
        return False  # a heading between two paragraphs
    return signatures.likeness(text) >= 0.35


def _signature_end(entries: Sequence[Entry], begin: int) -> int:
    """Where signatures give way to copies, notes, furniture or prose."""
    end = begin
    misses = 0
    for i in range(begin, len(entries)):
        entry = entries[i]
        if entry.role is Role.CHROME:
            if entry.paragraph.region is Region.MARGIN:
                continue
            if end > begin and not _resumes(entries, i):
                break
            continue
        text = entry.text
        if (
            not entry.free
            or words.COPY.match(text)
            or words.COPY_BARE.match(text)
            or words.ENCLOSURE.match(text)
            or words.POSTSCRIPT.match(text)
        ):
            break
        if (
            _is_body(entry)
            or _NOTE.match(text)
            or release.closes(entry)
            or (date_line(text) and not find_name(text))
        ):
            break
        if signatures.likeness(text) < 0.3:
            misses += 1
            if misses > 2 or (entry.paragraph.blank_before >= 2 and end > begin):
                break
            continue
        misses = 0
        end = i + 1
    return end


def find_name(text: str) -> bool:
    """Whether a line holds a person's name."""
    return names.person(text.split(",", maxsplit=1)[0]) >= 0.7


def _resumes(entries: Sequence[Entry], i: int) -> bool:
    """Whether a heading of signatures follows the furniture."""
    return any(signatures.is_heading(entry.text) for entry in entries[i + 1 : i + 3] if entry.free)


def _read_closing(draft: _Draft, first: int, begin: int) -> None:
    """The close is the line above the signatures, and perhaps the one above that."""
    second = _salutation(draft.entries[first + 1 :])
    for entry in draft.entries[first : first + 1 + second] if second is not None else ():
        if entry.free and _is_closing(entry.text):
            entry.take(Role.CLOSING, 0.9)
            draft.closing = entry.text
    for entry in reversed(draft.entries[first:begin]):
        if not entry.free:
            continue
        heading = signatures.is_heading(entry.text) and not words.CLOSING.fullmatch(
            entry.text.rstrip(",.: ")
        )
        if heading:
            entry.take(Role.SIGNATURE, 0.8)
            continue
        if _is_closing(entry.text) or (
            words.CLOSING_SENTENCE.search(entry.text)
            and len(entry.text) < 400
            and entry.text.endswith((".", ","))
        ):
            entry.take(Role.CLOSING, 0.95)
            draft.closing = draft.closing or entry.text
        return


# Above the salutation


def _read_head(draft: _Draft, start: int) -> None:
    head = [_unmarked(entry) for entry in draft.entries[:start] if entry.free]
    head = _memo(draft, head)
    for entry in head:
        _read_head_line(draft, entry)
    for i, entry in enumerate(draft.entries[:start]):
        if entry.free and (match := words.COPY.match(entry.text)):
            _read_copies(draft, i, match.end())
    _continue_reference(draft, head)
    _read_blocks(draft, head)
    if not draft.subject:
        _read_bare_reference(draft, head)
    for entry in head:
        if entry.free:
            furniture = len(entry.text) < 140 and not is_sentence(entry.text)
            entry.take(Role.CHROME, 0.5) if furniture else entry.take(Role.UNPLACED, 0.3)


def _read_head_line(draft: _Draft, entry: Entry) -> None:
    """A line above the salutation that says itself what it is."""
    if iso := date_line(entry.text):
        entry.take(Role.DATE, 0.95)
        draft.date = iso if draft.date is None or len(draft.date) < len(iso) else draft.date
    elif month := month_line(entry.text):
        entry.take(Role.DATE, 0.7)
        draft.date = draft.date or month
    elif match := words.REFERENCE.match(entry.text):
        _refer(draft, entry, match.end())
    elif release.is_label(entry.text):
        entry.take(Role.CHROME, 0.6)


def _unmarked(entry: Entry) -> Entry:
    """A line of the head that begins like a list item: '7. juni-plassen 1'."""
    one = entry.paragraph
    if one.marker:
        entry.paragraph = replace(one, text=f"{one.marker} {one.text}", marker="")
    return entry


def _memo(draft: _Draft, head: list[Entry]) -> list[Entry]:
    """From, To, Date and Subject of a memorandum."""
    fields = [(entry, match) for entry in head if (match := _MEMO.match(entry.text))]
    if not any(match["field"].lower() in _FROM for _, match in fields) or len(fields) < 2:
        return head
    for entry, match in fields:
        name, value = match["field"].lower(), match["value"]
        if name in _FROM:
            entry.take(Role.SIGNATURE, 0.8)
            draft.signatories += signatures.in_prose(value, entry.paragraph.first, entry.paragraph.last)
        elif name in ("date", "fecha", "datum"):
            entry.take(Role.DATE, 0.9)
            found = find_date(value)
            draft.date = found[0] if found else None
        elif name in ("subject", "re", "objet", "asunto", "betreff"):
            entry.take(Role.REFERENCE, 0.95)
            draft.subject = value
        elif name == "cc":
            entry.take(Role.CC, 0.9)
            draft.cc += [piece.strip() for piece in value.split(";") if piece.strip()]
    return [entry for entry in head if entry.free]


def _refer(draft: _Draft, entry: Entry, end: int) -> None:
    entry.take(Role.REFERENCE, 0.95)
    draft.subject = entry.text[end:].strip()


def _continue_reference(draft: _Draft, head: Sequence[Entry]) -> None:
    """A reference line that goes on in the next line."""
    for before, entry in itertools.pairwise(head):
        if (
            before.role is Role.REFERENCE
            and entry.free
            and not entry.paragraph.blank_before
            and len(entry.text) < 120
        ):
            entry.take(Role.REFERENCE, 0.8)
            draft.subject += f" {entry.text}"


def _read_reference_below(draft: _Draft, first: int) -> None:
    """The reference line stands below the salutation in British letters."""
    for entry in draft.entries[first : first + 2]:
        if entry.free and (match := words.REFERENCE.match(entry.text)) and len(entry.text) < 250:
            _refer(draft, entry, match.end())
            return
        if entry.free and is_prose(entry.text):
            return


def _read_blocks(draft: _Draft, head: Sequence[Entry]) -> None:
    """Letterhead, headline and inside addresses among the groups above the salutation."""
    free = [entry for entry in head if entry.free]
    headline = _headline(free)
    dated = next((i for i, entry in enumerate(draft.entries) if entry.role is Role.DATE), None)
    blocks = _joined_blocks([g for g in groups(free) if all(addresses.is_address_line(e) for e in g)])
    signing = {one.organisation.lower() for one in draft.signatories if one.organisation}
    wanted: list[list[Entry]] = []
    for block in blocks:
        lines = [entry for entry in block if entry is not headline]
        if not lines:
            continue
        score = addresses.is_address(lines) + 0.3 * _is_called(lines, draft.salutation)
        own = any(entry.text.strip(" .,").lower() in signing for entry in lines)
        above = (
            dated is not None
            and blocks[-1][0].paragraph.first
            > draft.entries[dated].paragraph.first
            > lines[0].paragraph.first
        )
        score -= 0.6 * own + 0.25 * (above and not any(names.split_honorific(e.text)[0] for e in lines))
        if score >= 0.4:
            wanted.append(lines)
        elif _is_letterhead(lines) or own:
            take_all(lines, Role.LETTERHEAD, 0.7)
    if headline is not None and not any(headline in block for block in wanted):
        _take_headline(draft, free, headline)
    draft.addressees = list(addresses.shared_faxes(addresses.read(wanted)))


def _take_headline(draft: _Draft, free: Sequence[Entry], headline: Entry) -> None:
    """The headline, and the line in which it goes on."""
    headline.take(Role.HEADLINE, 0.7)
    draft.headline = headline.text
    below = next((e for e in free[free.index(headline) + 1 :]), None)
    if (
        headline.text.endswith(",")
        and below is not None
        and not below.paragraph.blank_before
        and below.free
    ):
        below.take(Role.HEADLINE, 0.6)
        draft.headline += f" {below.text}"


def _read_bare_reference(draft: _Draft, head: Sequence[Entry]) -> None:
    """A line of its own between the address and the salutation says what the letter is about."""
    if not head or not head[-1].free or not draft.addressees:
        return
    line = head[-1]
    if (
        line.paragraph.blank_before
        and 4 <= len(line.text.split()) <= 30
        and addresses.sort_of(line.text) in ("other", "body")
    ):
        line.take(Role.REFERENCE, 0.6)
        draft.subject = line.text


def _joined_blocks(blocks: list[list[Entry]]) -> list[list[Entry]]:
    """A name alone above its address, or a fax line of its own, with the block it belongs to."""
    joined: list[list[Entry]] = []
    for block in blocks:
        sorts = [addresses.sort_of(entry.text) for entry in block]
        alone = all(sort in ("fax", "delivery") for sort in sorts)
        if joined and not joined[-1][-1].free:
            joined.append(list(block))
        elif (
            (joined and _is_name_alone(joined[-1]) and sorts[0] in ("title", "body", "postal"))
            or (
                joined
                and alone
                and any(addresses.sort_of(e.text) == "postal" for e in joined[-1])
                and not any(fax.is_fax_line(e.text) for e in joined[-1])
            )
            or (joined and all(addresses.sort_of(e.text) in ("fax", "delivery") for e in joined[-1]))
        ):
            joined[-1].extend(block)
        else:
            joined.append(list(block))
    return joined


def _is_name_alone(block: Sequence[Entry]) -> bool:
    sorts = [addresses.sort_of(entry.text) for entry in block]
    return len(block) <= 2 and sorts[0] == "person" and "postal" not in sorts and "body" not in sorts


def _is_called(lines: Sequence[Entry], salutation: str) -> bool:
    """Whether the salutation calls somebody whom the lines name."""
    called = {
        word
        for word in re.findall(r"[\w'’-]{3,}", salutation.lower())
        if word not in ("dear", "and", "the", "mr", "mrs", "secretary", "minister", "president")
    }
    return any(called & set(re.findall(r"[\w'’-]{3,}", entry.text.lower())) for entry in lines)


def _is_letterhead(lines: Sequence[Entry]) -> bool:
    sorts = [addresses.sort_of(entry.text) for entry in lines]
    return "contact" in sorts or "fax" in sorts or ("postal" in sorts and "body" in sorts)


def _length(text: str) -> int:
    """How many words a title has; of Chinese, two characters count as one."""
    return max(len(text.split()), sum("\u3400" <= c <= "\u9fff" for c in text) // 2)


def _headline(head: Sequence[Entry]) -> Entry | None:
    """The title above a letter on a web page: a heading, or the first long line that is no address."""
    best, most = None, 0.9
    for n, entry in enumerate(head):
        text = entry.text
        if len(text) > 220 or _length(text) < 3 or fax.is_fax_line(text) or words.EMAIL.search(text):
            continue
        alone = entry.paragraph.blank_before > 0 or n == 0
        ends = n + 1 == len(head) or head[n + 1].paragraph.blank_before > 0 or not entry.free
        if not entry.paragraph.heading and not (alone and ends):
            continue
        score = (
            2.0 * bool(entry.paragraph.heading)
            + 0.4 * (alone and ends)
            + 0.3 * (n == 0)
            + 0.2 * entry.paragraph.bold
        )
        score += 0.7 * bool(
            re.search(
                r"\b(?:letter|urged?s?|calls?|called|statement|appeal|groups?|ngos?|coalition|joint|"
                r"open|lettre|carta|brief|demand|press|must|should)\b|公开信|公開信|聯署|联署|聲明|声明",
                text,
                re.IGNORECASE,
            )
        )
        score += 0.4 * (_length(text) >= 5) + 0.2 * (":" in text)
        sort = addresses.sort_of(text)
        score -= (
            1.2 * (sort in ("person", "postal", "contact"))
            + 0.5 * (sort == "title")
            + 0.6 * (sort == "body" and len(text.split()) < 6)
        )
        score -= 0.8 * bool(re.match(r"(?:To|From|Attn)\s*:", text)) + 0.8 * is_sentence(text) * (
            len(text.split()) > 14
        )
        if score > most:
            best, most = entry, score
    return best


# Below the signatures


def _read_below(draft: _Draft, end: int) -> None:
    """Copies, enclosures, postscripts and notes, wherever they stand below the body."""
    entries = draft.entries
    i = end
    while i < len(entries):
        entry = entries[i]
        if entry.free and (match := words.COPY.match(entry.text) or words.COPY_BARE.match(entry.text)):
            i = _read_copies(draft, i, match.end())
            continue
        if entry.free and (match := words.ENCLOSURE.match(entry.text)):
            entry.take(Role.ENCLOSURE, 0.9)
            if rest := entry.text[match.end() :].strip():
                draft.enclosures.append(rest)
        elif entry.free and words.POSTSCRIPT.match(entry.text):
            entry.take(Role.POSTSCRIPT, 0.8)
        elif entry.free and _NOTE.match(entry.text) and len(entry.text.split()) > 2:
            entry.take(Role.FOOTNOTE, 0.8)
        i += 1


def _read_copies(draft: _Draft, i: int, end: int) -> int:
    entries = draft.entries
    entries[i].take(Role.CC, 0.95)
    first = entries[i].text[end:].strip()
    draft.cc += [piece.strip(" ;") for piece in first.split(";") if piece.strip(" ;")]
    i += 1
    bare = not first
    while i < len(entries):
        entry = entries[i]
        if (
            not entry.free
            or (entry.paragraph.blank_before and not bare)
            or is_prose(entry.text)
            or words.ENCLOSURE.match(entry.text)
        ):
            break
        entry.take(Role.CC, 0.85)
        if draft.cc and names.title(entry.text) >= 0.8 and names.person(draft.cc[-1]) >= 0.7:
            draft.cc[-1] += f", {entry.text}"
            i += 1
            continue
        match = words.COPY.match(entry.text) or words.COPY_BARE.match(entry.text)
        draft.cc += [
            piece.strip(" ;")
            for piece in entry.text[match.end() if match else 0 :].split(";")
            if piece.strip(" ;")
        ]
        bare = False
        i += 1
    return i


def _read_rest(draft: _Draft, end: int, begin: int) -> None:
    """What is left below a letter: notes to read, about us, furniture."""
    last: Role | None = None
    annexed = False
    for entry in draft.entries[min(end, begin) :]:
        if not entry.free:
            annexed = annexed or entry.role is Role.ENCLOSURE
            last = None
            continue
        if annexed and not chrome.is_furniture(entry.text):
            entry.take(Role.ENCLOSURE, 0.6)
            continue
        if draft.date is None and (iso := date_line(entry.text)):
            entry.take(Role.DATE, 0.7)
            draft.date = iso
        elif role := release.closes(entry):
            entry.take(role, 0.75)
            last = role
        elif last in (Role.LEARN_MORE, Role.CONTACT) and not is_prose(entry.text):
            entry.take(last, 0.6)
        elif not is_sentence(entry.text) and len(entry.text) < 140 and not is_prose(entry.text):
            entry.take(Role.CHROME, 0.6)
        else:
            entry.take(Role.UNPLACED, 0.4)


# A press release


def _release(
    source: SourceText, entries: list[Entry], language: str, people: Mapping[str, str] | None
) -> Imported:
    draft = _Draft(entries, language)
    first = _release_start(draft)
    body: list[Entry] = []
    last: Role | None = None
    for entry in entries[first:]:
        if not entry.free:
            last = None
            continue
        last = _read_release_entry(draft, entry, last)
        if entry.free:
            body.append(entry)
    listed = [entry for entry in entries if entry.role is Role.SIGNATURE]
    draft.signatories += signatures.read(listed)
    take_all(listed, Role.SIGNED_BY, 0.85)
    body = _without_tail(body)
    draft.asks = Body(body, language, release=True).read()
    return _finished(source, "press-release", draft, people)


def _release_start(draft: _Draft) -> int:
    """Headline, date and dateline; where the running text begins."""
    entries = draft.entries
    first = _body_start(entries)
    head = [entry for entry in entries[:first] if entry.free]
    for entry in head:
        if iso := date_line(entry.text):
            entry.take(Role.DATE, 0.9)
            draft.date = draft.date or iso
        elif release.is_label(entry.text):
            entry.take(Role.CHROME, 0.7)
    headline = _headline([entry for entry in head if entry.free]) or _first_title(head)
    if headline is not None:
        headline.take(Role.HEADLINE, 0.8)
        draft.headline = headline.text
    _read_deck(head, headline)
    for entry in head:
        if entry.free and (role := release.closes(entry)):
            entry.take(role, 0.6)
        elif entry.free:
            entry.take(Role.CHROME, 0.6)
    if first < len(entries) and (found := release.dateline(entries[first].text)):
        draft.place = found[0]
        draft.date = found[1] or draft.date
    return first


def _read_deck(head: Sequence[Entry], headline: Entry | None) -> None:
    """The line below a headline that says more of the same."""
    below = (
        [entry for entry in head[head.index(headline) + 1 :] if entry.free] if headline in head else []
    )
    if below and len(below[0].text.split()) > 4 and not chrome.is_furniture(below[0].text):
        below[0].take(Role.HEADLINE, 0.5)


def _first_title(head: Sequence[Entry]) -> Entry | None:
    titles = [
        entry
        for entry in head
        if entry.free and len(entry.text.split()) >= 3 and not release.closes(entry)
    ]
    return titles[0] if titles else None


def _read_release_entry(draft: _Draft, entry: Entry, last: Role | None) -> Role | None:
    """One paragraph of a release; what it is, for the lines below it."""
    if last is Role.SIGNED_BY and not is_prose(entry.text) and signatures.likeness(entry.text) >= 0.3:
        entry.take(Role.SIGNATURE, 0.8)
        return last
    if entry.paragraph.marker:
        return None
    if release.announces_signatories(entry):
        entry.take(Role.SIGNED_BY, 0.85)
        return Role.SIGNED_BY
    if signed := release.signed_by(entry):
        entry.take(Role.SIGNED_BY, 0.9)
        draft.signatories += signed
        return None
    if quoted := release.quotation(entry):
        entry.take(Role.QUOTATION, 0.85)
        draft.quotations.append(quoted)
        return None
    if role := release.closes(entry):
        entry.take(role, 0.75)
        return role
    if last in (Role.LEARN_MORE, Role.CONTACT) and not is_prose(entry.text):
        entry.take(last, 0.65)
        return last
    return None


def _without_tail(body: list[Entry]) -> list[Entry]:
    """The running text; short lines below its last paragraph are furniture."""
    last = max(
        (i for i, entry in enumerate(body) if is_prose(entry.text) or entry.paragraph.marker), default=-1
    )
    take_all(body[last + 1 :], Role.CHROME, 0.6)
    return body[: last + 1]


# The end


def _finished(
    source: SourceText, kind: FoundKind, draft: _Draft, people: Mapping[str, str] | None
) -> Imported:
    for entry in draft.entries:
        if entry.free:
            entry.take(Role.UNPLACED, 0.3)
    known = [
        *(one.name for one in draft.addressees),
        *(one.person for one in draft.signatories),
        *(one.speaker for one in draft.quotations),
    ]
    body = [
        entry
        for entry in draft.entries
        if entry.role
        in (Role.FRAMING, Role.LEAD_IN, Role.ASK_HEADING, Role.ASK, Role.CASE, Role.ENCLOSURE)
    ]
    result = Imported(
        source.name,
        kind,
        tuple(entry.part() for entry in draft.entries),
        draft.date,
        draft.language,
        draft.headline,
        draft.subject,
        draft.salutation,
        draft.closing,
        draft.place,
        tuple(draft.addressees),
        tuple(draft.asks),
        cases.find(body, known, people, draft.language),
        tuple(draft.signatories),
        tuple(draft.quotations),
        tuple(draft.cc),
        tuple(draft.enclosures),
    )
    return replace(result, language=draft.language)

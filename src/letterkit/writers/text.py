"""Document → plain text, 72 columns, for e-mail and for reading in a terminal.

Emphasis is printed as the words alone, a link's address after its words. Addresses stand one below the
other, because columns do not survive a proportional font.
"""

from __future__ import annotations

import hashlib
import textwrap
from collections.abc import Iterable, Sequence

from letterkit import letter as lt
from letterkit.phrases import phrases
from letterkit.writers import Assets, Written

WIDTH = 72


def write(document: lt.Document, assets: Assets) -> Written:
    """The document as UTF-8 text with a line feed after every line."""
    return _text(document).encode(), []


def text_digest(document: lt.Document) -> str:
    """SHA-256 of the document's plain text, in hexadecimal: what an organisation approved.

    People quote its first eight characters.
    """
    return hashlib.sha256(_text(document).encode()).hexdigest()


def _text(document: lt.Document) -> str:
    made = _letter(document) if isinstance(document, lt.Letter) else _release(document)
    return "\n\n".join(part for part in made if part) + "\n"


def _release(release: lt.PressRelease) -> Iterable[str]:
    words = phrases(release.language)
    yield release.issuer
    yield release.embargo.text if release.embargo else ""
    yield _wrap(release.headline.text)
    place = f"({release.place.text})" if release.place else ""
    yield " – ".join(text for text in (place, release.date.text) if text)
    for section in release.body:
        yield from _section(section)
    if release.learn_more:
        lines = (f"{item.title} <{item.url}>" if item.url else item.title for item in release.learn_more)
        yield "\n".join([words.learn_more, *(_wrap(line, "  ") for line in lines)])
    if release.about:
        yield words.about.format(name=release.issuer)
        yield from _body(release.about)


def _letter(letter: lt.Letter) -> Iterable[str]:
    words = phrases(letter.language)
    yield _letterhead(letter.letterhead)
    yield letter.date.text
    for addressee in letter.addressees:
        yield _inside_address(addressee)
    if letter.reference.text:
        yield _wrap(f"{words.reference} {letter.reference.text}", hang=len(words.reference) + 1)
    yield letter.salutation.text
    for section in letter.body:
        yield from _section(section)
    yield letter.close.text
    for signatory in letter.signatures.signatories:
        yield _signatory(signatory)
    yield _notation(words.enclosures, letter.enclosures)
    yield _notation(words.copies, letter.cc)


def _letterhead(letterhead: lt.Letterhead) -> str:
    name = [letterhead.name, *letterhead.lines] if letterhead.name else []
    return "\n".join([*name, _wrap(" · ".join(letterhead.members))])


def _inside_address(addressee: lt.Addressee) -> str:
    lines = [addressee.full_name, addressee.office, addressee.organisation]
    lines += [*addressee.address.lines, addressee.delivery or ""]
    return "\n".join(line for line in lines if line)


def _section(section: lt.Section) -> Iterable[str]:
    match section:
        case lt.Passage() | lt.Quote():
            yield from _body(section.children)
        case lt.CaseList():
            yield from _case_list(section, "")
        case lt.Asks():
            for number, ask in enumerate(section.items, 1):
                yield from _ask(ask, section.style, number)


def _ask(ask: lt.Ask, style: lt.AskStyle, number: int) -> Iterable[str]:
    mark = f"{number}. ".rjust(4) if style == "numbered" else "" if style == "prose" else "  • "
    if style == "short":
        yield _wrap(ask.summary, mark)
        return
    first = True
    for child in _titled(ask) if style == "headed" else ask.children:
        for part in _block(child, " " * len(mark)):
            yield mark + part[len(mark) :] if first and mark else part
            first = False


def _titled(ask: lt.Ask) -> Iterable[lt.BodyNode | lt.CaseList]:
    """The ask's children with its title at the head of the first paragraph."""
    first, *others = ask.children
    if isinstance(first, lt.Paragraph):
        title = lt.Text(ask.origin, f"{ask.title}. ")
        first = lt.Paragraph(first.origin, (title, *first.children))
    return [first, *others]


def _body(nodes: Sequence[lt.BodyNode], indent: str = "") -> Iterable[str]:
    for node in nodes:
        yield from _block(node, indent)


def _block(node: lt.BodyNode | lt.CaseList, indent: str) -> Iterable[str]:
    match node:
        case lt.Paragraph() | lt.Heading():
            yield _wrap(_inline(node.children), indent)
        case lt.Quotation():
            yield from _body(node.children, indent + "    ")
        case lt.CaseList():
            yield from _case_list(node, indent)
        case lt.List():
            for number, item in enumerate(node.items, node.start):
                mark = f"{number}. ".rjust(4) if node.ordered else "  • "
                parts = list(_body(item.children, indent + " " * len(mark))) or [indent + mark]
                parts[0] = indent + mark + parts[0][len(indent) + len(mark) :]
                yield "\n".join(parts)


def _case_list(cases: lt.CaseList, indent: str) -> Iterable[str]:
    yield from _body(cases.lead_in, indent)
    for case in cases.cases:
        yield _wrap(_inline(case.children), indent + "  – ", hang=4)
    yield from _body(cases.closing, indent)


def _signatory(signatory: lt.Signatory) -> str:
    person = signatory.person
    if person and signatory.native_name:
        person = f"{person} {signatory.native_name}"
    return "\n".join(part for part in (person, signatory.title, signatory.organisation) if part)


def _notation(label: str, lines: tuple[lt.Line, ...]) -> str:
    return "\n".join([label, *(_wrap(line.text, "  ") for line in lines)]) if lines else ""


def _inline(nodes: Sequence[lt.Inline]) -> str:
    words: list[str] = []
    for node in nodes:
        match node:
            case lt.Text():
                words.append(node.text)
            case lt.LineBreak():
                words.append("\n")
            case lt.Emphasis() | lt.Strong():
                words.append(_inline(node.children))
            case lt.Link():
                text = _inline(node.children)
                target = node.target.removeprefix("mailto:")
                words.append(text if text == target else f"{text} <{target}>")
    return "".join(words)


def _wrap(text: str, indent: str = "", hang: int = 0) -> str:
    """Fill to the width. `indent` begins the first line; the others get as many spaces."""
    rest = " " * (len(indent) or hang)
    filled: list[str] = []
    for line in text.split("\n"):
        filled += textwrap.wrap(
            line,
            WIDTH,
            initial_indent=rest if filled else indent,
            subsequent_indent=rest,
            break_long_words=False,
            break_on_hyphens=False,
        )
    return "\n".join(filled)

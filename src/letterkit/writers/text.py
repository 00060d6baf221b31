"""Document → plain text, 72 columns, for e-mail and for reading in a terminal.

Emphasis is printed as the words alone, a link's address after its words unless the letter tells it
itself. Notes stand below the document, each by its number. Addresses stand one below the other, because
columns do not survive a proportional font; a table has columns all the same. A redline marks what went
[-so-] and what came {+so+}, the spaces outside the marks, and begins with the list of its changes, each
with its line in the file; where the letter itself has such a mark, a backslash stands before it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from letterkit import letter as lt
from letterkit.changes import Comparison
from letterkit.consent import Released
from letterkit.language.phrases import phrases
from letterkit.language.typography import full_stop
from letterkit.writers import Assets, Written
from letterkit.writers.columns import table
from letterkit.writers.filling import fill, width_of

WIDTH = 72
_RULE = 20  # the line above the notes


def write(document: Released[lt.Document], assets: Assets) -> Written:
    """The document as UTF-8 text with a line feed after every line."""
    tree = document.tree
    text = to_text(tree) if tree.comparison is None else _redline(tree, tree.comparison)
    return text.encode(), []


def to_text(document: lt.Document) -> str:
    """The document's plain text, to be compared with another's."""
    parts = (*_parts(document), _notes(document))
    return "\n\n".join(part for part in parts if part) + "\n"


def _parts(document: lt.Document) -> Iterable[str]:
    """What stands with an empty line between, some of it empty."""
    match document:
        case lt.Letter():
            return _letter(document)
        case lt.PressRelease():
            return _release(document)


def _notes(document: lt.Document) -> str:
    """The notes below a line; nothing where there are none."""
    notes = [_wrap(_inline(note.children), f"[{note.label}] ") for note in lt.footnotes(document)]
    return "\n".join(["-" * _RULE, *notes]) if notes else ""


# Redlines


def _redline(document: lt.Document, comparison: Comparison) -> str:
    """The list of changes, then the document with its marks."""
    from letterkit.redline import printed  # loaded for redlines alone, here and below

    text = to_text(printed(document, _TextMarks()))
    length = 0
    while True:  # once or twice: the list's length moves the lines that it names
        head = _summary(document.title, comparison, _lines(text, length))
        if head.count("\n") == length:
            return head + _NUMBER.sub("", text)
        length = head.count("\n")


class _TextMarks:
    """The marks of plain text, each with a character that keeps the change's number until the end."""

    def same(self, text: str) -> str:
        return _LITERAL.sub(r"\\\g<0>", text)

    def inserted(self, text: str, number: int | None) -> str:
        return self.mark("{+", text, "+}", number)

    def deleted(self, text: str, number: int | None) -> str:
        return self.mark("[-", text, "-]", number)

    def mark(self, begin: str, text: str, end: str, number: int | None) -> str:
        words = self.same(text.strip())
        before, after = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
        return f"{before}{_mark(number)}{begin}{words}{end}{after}" if words else text

    def moved_away(self, title: str, number: int) -> str:
        return f"[moved, change {number}: {self.same(title)}]"

    def moved_here(self, number: int) -> str:
        return f"{_mark(number)}[moved here, change {number}]"

    def woven(self, deed: str, number: int) -> str:
        return f"{_mark(number)}[¶ {deed} here, change {number}]"

    def recast(self, number: int) -> str:
        return f"{_mark(number)}[set in another form, change {number}]"

    def broken(self, deed: str, number: int) -> str:
        return f"{_mark(number)}[line {deed} here, change {number}]"


_LITERAL = re.compile(r"\[-|-\]|\{\+|\+\}")
# Supplementary Private Use Area-A, of which `source` lets no author write a character.
_FIRST, _MOST = 0xF0000, 0xFFFD
_NUMBER = re.compile(f"[{chr(_FIRST)}-{chr(_FIRST + _MOST)}]")


def _mark(number: int | None) -> str:
    return chr(_FIRST + number) if number and number <= _MOST else ""


def _joined(text: str) -> str:
    """Marks of one kind that follow one another are one. Only a redline has any."""
    for end, begin in ((r"-\]", r"\[-"), (r"\+\}", r"\{\+")):
        text = re.sub(rf"(?<!\\){end}(\s?){_NUMBER.pattern}{begin}", r"\1", text)
    return text


def _lines(text: str, before: int) -> dict[int, int]:
    """The line of the file that each change begins on."""
    found: dict[int, int] = {}
    for number, line in enumerate(text.split("\n"), before + 1):
        for mark in _NUMBER.findall(line):
            found.setdefault(ord(mark) - _FIRST, number)
    return found


def _summary(title: str, comparison: Comparison, lines: Mapping[int, int]) -> str:
    from letterkit.redline import summary

    told = summary(comparison)
    parts = [
        _wrap(f"REDLINE: {title}"),
        "\n".join([_wrap(f"from  {told.old}", hang=6), _wrap(f"to    {told.new}", hang=6)]),
        "\n".join(_wrap(part) for part in (told.counts, told.causes) if part),
        "What went is marked [-so-], what came {+so+}.",
    ]
    for entry in told.entries:
        line = f"line {lines[entry.number]}" if entry.number in lines else "not marked"
        of = f", from {entry.cause}" if entry.cause else ""
        words = [f"[-{entry.old}-]" if entry.old else "", f"{{+{entry.new}+}}" if entry.new else ""]
        parts.append(
            "\n".join(
                [
                    _wrap(f"{entry.title}{of}", f"{entry.number:>3}. "),
                    _wrap(f"{line}; {entry.where}", " " * 5),
                    _wrap(" ".join(filter(None, words)), " " * 5),
                ]
            ).rstrip()
        )
    return "\n\n".join(parts) + "\n\n" + "=" * WIDTH + "\n\n"


# Documents


def _release(release: lt.PressRelease) -> Iterable[str]:
    words = phrases(release.language)
    yield release.issuer
    yield release.embargo.text if release.embargo else ""
    yield _wrap(release.headline.text)
    place = f"({release.place.text})" if release.place else ""
    yield " – ".join(text for text in (place, release.date.text) if text)
    for section in release.body:
        yield from _section(section, release.language)
    yield _listed(words.learn_more, [_reading(item) for item in release.learn_more])
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
        yield _wrap(f"{words.reference} {letter.reference.text}", hang=width_of(words.reference) + 1)
    yield letter.salutation.text
    for section in letter.body:
        yield from _section(section, letter.language)
    yield letter.close.text
    for signatory in letter.signatures.signatories:
        yield _signatory(signatory)
    for group in letter.signatures.groups:
        yield _wrap(group.heading)
        for signatory in group.signatories:
            yield _signatory(signatory)
    yield _listed(words.enclosures, [line.text for line in letter.enclosures])
    yield _listed(words.copies, [line.text for line in letter.cc])


def _letterhead(letterhead: lt.Letterhead) -> str:
    name = [letterhead.name] if letterhead.name else []
    contact = letterhead.contact
    lines = _filled([text for text, _ in contact.parts]) if contact else []
    return "\n".join([*name, *letterhead.lines, *lines, *_filled(letterhead.members)])


def _filled(members: Sequence[str]) -> list[str]:
    """The members with a dot between two of a line, and none at a line's end."""
    lines: list[str] = []
    for member in members:
        joined = f"{lines[-1]} · {member}" if lines else ""
        if joined and "\n" not in joined and len(joined) <= WIDTH:
            lines[-1] = joined
        else:
            lines.append(_wrap(member))
    return lines


def _inside_address(addressee: lt.Addressee) -> str:
    lines = [addressee.full_name, addressee.office, addressee.organisation, *addressee.address.lines]
    return "\n".join(line for line in (*lines, addressee.delivery) if line)


def _section(section: lt.Section, language: str) -> Iterable[str]:
    match section:
        case lt.Passage() | lt.Quote():
            yield from _body(section.children)
        case lt.CaseList():
            yield from _case_list(section, "")
        case lt.Asks():
            for number, ask in zip(_numbers(section.items), section.items, strict=True):
                yield from _ask(ask, section.style, number, full_stop(language))


def _numbers(items: Sequence[lt.Node], start: int = 1) -> Iterable[str]:
    if not any(item.change for item in items):
        yield from (f"{number}. ".rjust(4) for number in range(start, start + len(items)))
        return
    from letterkit.redline import numbers_printed

    for number, is_old in numbers_printed(items, start):
        yield (f"[-{number}.-] " if is_old else f"{number}. ").rjust(4)


def _ask(ask: lt.Ask, style: lt.AskStyle, number: str, stop: str) -> Iterable[str]:
    mark = number if style == "numbered" else "" if style == "prose" else "  • "
    if style == "short":
        yield _wrap(ask.summary, mark)
        return
    first = True
    for child in _titled(ask, stop) if style == "headed" else ask.children:
        for part in _block(child, " " * len(mark)):
            yield mark + part[len(mark) :] if first and mark else part
            first = False


def _titled(ask: lt.Ask, stop: str) -> Iterable[lt.BodyNode | lt.CaseList]:
    """The ask's children with its title at the head of the first paragraph."""
    first, *others = ask.children
    if isinstance(first, lt.Paragraph):
        title = lt.Text(ask.origin, f"{ask.title}{stop}")
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
        case lt.Table():
            rows = [[_inline(cell.children) for cell in row.cells] for row in (node.header, *node.rows)]
            yield table(node, rows, indent, WIDTH)
        case lt.List():
            yield from _list(node, indent)


def _list(node: lt.List, indent: str) -> Iterable[str]:
    for number, item in zip(_numbers(node.items, node.start), node.items, strict=True):
        mark = number if node.ordered else "  • "
        parts = list(_body(item.children, indent + " " * len(mark))) or [indent + mark]
        parts[0] = indent + mark + parts[0][len(indent) + len(mark) :]
        yield "\n".join(parts)


def _case_list(cases: lt.CaseList, indent: str) -> Iterable[str]:
    yield from _body(cases.lead_in, indent)
    for case in cases.cases:
        yield _wrap(_inline(case.children), indent + "  – ", hang=4)
    yield from _body(cases.closing, indent)


def _signatory(signatory: lt.Signatory) -> str:
    return "\n".join(map(_wrap, signatory.lines))


def _listed(label: str, lines: Sequence[str]) -> str:
    """Lines below their label; nothing where there are none."""
    return "\n".join([label, *(_wrap(line, "  ") for line in lines)]) if lines else ""


def _reading(item: lt.Reading) -> str:
    return f"{item.title} <{item.url}>" if item.url else item.title


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
                words.append(text if node.told else f"{text} <{target}>")
            case lt.Footnote():
                words.append(f"[{node.label}]")
    return _joined("".join(words))


def _wrap(text: str, indent: str = "", hang: int = 0) -> str:
    """Fill to the width. `indent` begins the first line; the others get as many spaces."""
    rest = " " * (width_of(indent) or hang)
    filled: list[str] = []
    for line in text.split("\n"):
        filled += fill(line, WIDTH, rest if filled else indent, rest)
    return "\n".join(filled)

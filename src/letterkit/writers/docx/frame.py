"""Documents from top to bottom: what stands before their body and after it, and the body between."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from letterkit import letter as lt
from letterkit.language.phrases import phrases
from letterkit.language.typography import full_stop
from letterkit.values import replace
from letterkit.writers.docx.blocks import Block, Cell, WordParagraph, WordRow, WordTable, made_of
from letterkit.writers.docx.flow import Flow
from letterkit.writers.docx.lists import Lists
from letterkit.writers.docx.runs import (
    Run,
    Runs,
    has_new,
    has_old,
    joined,
    kind_of_line,
    labelled,
    value,
    values,
)
from letterkit.writers.docx.tracking import Tracked, kind_of, moves_of, of_side
from letterkit.writers.looks import space_above

_DOT = " · "
_AFTER_TABLE = 7.0
"""Points between a table of data and what follows, as in letter.css."""


def blocks_of(document: lt.Document, lists: Lists) -> list[Block]:
    """The blocks of a document, or of a redline of one, in their order."""
    flow = Flow(full_stop(document.language), moves_of(document), lists)
    match document:
        case lt.Letter():
            return made_of(document, _parted(_letter(document, flow)))
        case lt.PressRelease():
            return made_of(document, _parted(_release(document, flow)))


def _parted(blocks: Iterable[Block]) -> list[Block]:
    """The blocks with a paragraph after each table that none follows: two tables would run together, and
    a file that ends with one is broken.
    """
    found: list[Block] = []
    before: Block | None = None
    for block in blocks:
        match before, block:
            case WordTable(), WordTable():
                found.append(WordParagraph("CellEnd", ()))
            case WordTable(is_data=True), WordParagraph():
                block.before = _AFTER_TABLE
        found.append(block)
        before = block
    return [*found, WordParagraph("CellEnd", ())] if isinstance(before, WordTable) else found


def _letter(letter: lt.Letter, flow: Flow) -> Iterator[Block]:
    words = phrases(letter.language)
    yield from made_of(letter.letterhead, _letterhead(letter.letterhead))
    yield from _line("Date", letter.date)
    yield from _addresses(letter)
    yield from _line("ReferenceLine", letter.reference, f"{words.reference}\t")
    yield from _line("Salutation", letter.salutation)
    yield from flow.sections(letter.body)
    close = list(_line("Closing", letter.close))
    yield from close
    yield from _signatures(letter)
    yield from _notation(words.enclosures, letter.enclosures)
    yield from _notation(words.copies, letter.cc)


def _release(release: lt.PressRelease, flow: Flow) -> Iterator[Block]:
    words = phrases(release.language)
    yield from _paragraph("Letterhead", value(release, "issuer", Tracked.KEPT))
    if release.embargo is not None:
        yield from _line("Embargo", release.embargo)
    yield from _line("Title", release.headline)
    place = _in_brackets(release.place) if release.place is not None else ()
    yield from _paragraph("Date", joined([place, _text(release.date)], " – "))
    yield from flow.sections(release.body)
    readings = [_reading(reading, kind) for reading, kind in _standing(release.learn_more)]
    yield from _listed("Heading1", words.learn_more, readings)
    yield from _about(release, words.about)
    yield from flow.body(release.about, Tracked.KEPT)


def _about(release: lt.PressRelease, said: str) -> Iterator[WordParagraph]:
    """The heading of what is said of the issuer, in the releases that say something."""
    kinds = [kind for _, kind in _standing(release.about)]
    is_new, is_old = any(kind.is_new for kind in kinds), any(kind.is_old for kind in kinds)
    around = of_side(Tracked.KEPT, is_new=is_new, is_old=is_old)
    if around is None:
        return
    before, _, after = said.partition("{name}")
    of_sides = {Tracked.CAME: has_new, Tracked.WENT: has_old}
    name = [
        run if around is Tracked.KEPT else replace(run, kind=around)
        for run in value(release, "issuer", Tracked.KEPT)
        if around is Tracked.KEPT or of_sides[around]([run])
    ]
    yield WordParagraph(
        "Heading1", (Run(before, around), *name, Run(after, around)), around, keep_next=True
    )


# Lines


def _standing(
    nodes: Iterable[lt.Node], around: Tracked = Tracked.KEPT
) -> Iterator[tuple[lt.Node, Tracked]]:
    """The nodes of a row, each with what became of it; none of them is told to have moved."""
    for node in nodes:
        kind = kind_of(node.change, around, frozenset())
        if kind is not None:
            yield node, kind


def _paragraph(style: str, runs: Runs, around: Tracked = Tracked.KEPT) -> Iterator[WordParagraph]:
    """A paragraph of one line; none where neither letter has a word in it."""
    if has_new(runs) or has_old(runs):
        yield WordParagraph(style, runs, kind_of_line(runs, around))


def _text(node: lt.Node) -> Runs:
    """What a line says; nothing where it does not stand here."""
    kind = kind_of(node.change, Tracked.KEPT, frozenset())
    return value(node, "text", kind) if kind is not None else ()


def _line(style: str, node: lt.Node, label: str = "") -> Iterator[WordParagraph]:
    runs = _text(node)
    lines = _paragraph(style, labelled(label, runs, Tracked.KEPT) if label else runs)
    for line in lines:
        line.node = node
        yield line


def _in_brackets(node: lt.Line) -> Runs:
    runs = _text(node)
    opening = labelled("(", runs, Tracked.KEPT)
    kind = opening[0].kind if opening else Tracked.KEPT
    return (*opening, Run(")", kind)) if opening else ()


def _notation(label: str, lines: Sequence[lt.Line]) -> Iterator[WordParagraph]:
    """Lines below what they are."""
    yield from _listed("Notation", label, [value(node, "text", kind) for node, kind in _standing(lines)])


def _listed(style: str, label: str, lines: Sequence[Runs]) -> Iterator[WordParagraph]:
    every = [run for line in lines for run in line]
    kind = of_side(Tracked.KEPT, is_new=has_new(every), is_old=has_old(every))
    if kind is None:
        return
    yield WordParagraph(style, (Run(label, kind),), kind, keep_next=True)
    for line in lines:
        yield from _paragraph("NotationItem", line)


def _reading(reading: lt.Node, kind: Tracked) -> Runs:
    assert isinstance(reading, lt.Reading)  # noqa: S101  # what a press release lists
    runs = value(reading, "title", kind)
    return tuple(Run(run.text, run.kind, link=reading.url) for run in runs)


# The letterhead


def _letterhead(head: lt.Letterhead) -> Iterator[WordParagraph]:
    lines: list[WordParagraph] = []
    if head.logo is not None:
        lines.append(WordParagraph("LetterheadLine", (Run("", picture=head.logo),)))
    lines += _paragraph("Letterhead", value(head, "name", Tracked.KEPT))
    for line in values(head, "lines", Tracked.KEPT):
        lines += _paragraph("LetterheadLine", line)
    if head.contact is not None and (kind := kind_of(head.contact.change, Tracked.KEPT, frozenset())):
        lines += _paragraph("LetterheadLine", joined(_contact(head.contact, kind), _DOT, kind))
    lines += _paragraph("LetterheadLine", joined(values(head, "members", Tracked.KEPT), _DOT))
    if lines:
        lines[-1].style += "End"
    yield from lines


def _contact(contact: lt.Contact, kind: Tracked) -> Iterator[Runs]:
    targets = dict(contact.parts)
    for name in ("person", "telephone", "email", "website"):
        runs = value(contact, name, kind)
        yield tuple(Run(run.text, run.kind, link=targets.get(run.text)) for run in runs)


# Addresses and signatures


def _addresses(letter: lt.Letter) -> Iterator[Block]:
    """The inside addresses: side by side in a table, or one below the other."""
    standing = list(_standing(letter.addressees))
    addresses = [list(_address(node, kind)) for node, kind in standing]
    if letter.addresses == "side-by-side" and len(addresses) > 1:
        yield _grid(addresses, 2, [kind for _, kind in standing], keeps_first=False)
        return
    for address in addresses:
        yield from address


def _address(addressee: lt.Node, around: Tracked) -> Iterator[WordParagraph]:
    assert isinstance(addressee, lt.Addressee)  # noqa: S101  # what a letter is addressed to
    name = joined((value(addressee, part, around) for part in ("honorific", "name")), " ", around)
    of_address = kind_of(addressee.address.change, around, frozenset())
    lines = [
        name,
        value(addressee, "office", around),
        value(addressee, "organisation", around),
        *(values(addressee.address, "lines", of_address) if of_address is not None else ()),
    ]
    made = [each for line in lines for each in _paragraph("InsideAddress", line, around)]
    made += _paragraph("DeliveryNotation", value(addressee, "delivery", around), around)
    if made:
        made[0].style += "First"
    for each in made:
        each.node = addressee
        yield each


def _signatures(letter: lt.Letter) -> Iterator[Block]:
    block = letter.signatures
    yield from _signing(block.signatories, Tracked.KEPT, letter)
    for group, kind in _standing(block.groups):
        yield from _paragraph("SignatureGroup", value(group, "heading", kind), kind)
        assert isinstance(group, lt.SignatureGroup)  # noqa: S101  # what has a heading
        yield from _signing(group.signatories, kind, letter)


def _signing(signatories: Sequence[lt.Node], around: Tracked, letter: lt.Letter) -> Iterator[Block]:
    """Those below one heading, or below none, in their columns."""
    columns = letter.signatures.columns
    standing = list(_standing(signatories, around))
    cells: list[list[WordParagraph]] = []
    for at, (node, kind) in enumerate(standing):
        start = at - at % columns
        row = [each for each, _ in standing[start : start + columns]]
        cells.append(list(_signatory(node, kind, row, letter)))
    if cells:
        yield _grid(cells, columns, [kind for _, kind in standing], keeps_first=True)


def _signatory(
    signatory: lt.Node, around: Tracked, row: Sequence[lt.Node], letter: lt.Letter
) -> Iterator[WordParagraph]:
    assert isinstance(signatory, lt.Signatory)  # noqa: S101  # who signs
    person = joined((value(signatory, part, around) for part in ("person", "native_name")), " ", around)
    made: list[WordParagraph] = []
    if signatory.image is not None:
        made.append(WordParagraph("Signature", (Run("", around, picture=signatory.image),), around))
    made += _paragraph("Signature", person, around)
    made += _paragraph("SignatoryTitle", value(signatory, "title", around), around)
    for part in ("affiliation", "organisation", "note"):
        made += _paragraph("Signature", value(signatory, part, around), around)
    signing = [each for each in row if isinstance(each, lt.Signatory)]
    if made:
        made[0].style += "First"
        if room := space_above(signing, signatory, letter):
            made[0].before = room
    for each in made:
        each.node = signatory
        yield each


def _grid(
    cells: Sequence[Sequence[WordParagraph]], columns: int, kinds: Sequence[Tracked], *, keeps_first: bool
) -> WordTable:
    """Columns of lines. A row came or went where all that stands in it did."""
    rows: list[WordRow] = []
    for start in range(0, len(cells), columns):
        here = [Cell(tuple(each)) for each in cells[start : start + columns]]
        here += [Cell(())] * (columns - len(here))
        one = set(kinds[start : start + columns])
        kind = one.pop() if len(one) == 1 else Tracked.KEPT
        rows.append(
            WordRow(tuple(here), kind, keep_next=keeps_first and not start and len(cells) > columns)
        )
    return WordTable(tuple(rows), columns)

"""Document → a post for a static site: Markdown (CommonMark, tables and notes as most sites have them)
below a front matter in YAML.

It is no format of `render`: sites differ, and this is where one begins. Nothing in it is HTML, which some
sites leave out.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence

from letterkit import letter as lt
from letterkit.consent import Released
from letterkit.language.phrases import phrases

# What Markdown, or a site's own marks in braces, could take for a mark.
_MARKS = re.compile(r"[\\`*_\[\]<>{}~|$^]|&(?=[#\w])")
_BEGINS_A_BLOCK = re.compile(r"^(\d+(?=[.)])|(?=[-+#=:]))")


def post(document: Released[lt.Document], pdf: str | None = None) -> str:
    """The document as a post; `pdf` is the name of the file that stands beside it."""
    tree = document.tree
    matter = {
        "title": tree.headline.text
        if isinstance(tree, lt.PressRelease)
        else tree.reference.text or tree.title,
        "date": tree.date.iso,
        "lang": tree.language,
        "organisations": list(tree.signatures.organisations),
        "pdf": pdf,
        "embargo": tree.embargo.iso if isinstance(tree, lt.PressRelease) and tree.embargo else None,
    }
    # JSON is YAML too, and quotes whatever could be taken for something else.
    lines = [f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in matter.items() if value]
    return "\n".join(["---", *lines, "---", "", *_body_of(tree)]) + "\n"


def _body_of(tree: lt.Document) -> Iterator[str]:
    parts = _release(tree) if isinstance(tree, lt.PressRelease) else _letter(tree)
    notes = [_hung(f"[^{note.label}]: ", [_inline(note.children)]) for note in lt.footnotes(tree)]
    yield "\n\n".join([*(part for part in parts if part), *notes])


def _letter(letter: lt.Letter) -> Iterator[str]:
    yield _escape(letter.date.text)
    for addressee in letter.addressees:
        yield _lines((addressee.full_name, addressee.office, addressee.organisation))
    yield _escape(letter.salutation.text)
    for section in letter.body:
        yield from _section(section)
    yield _escape(letter.close.text)
    for signatory in letter.signatures.signatories:
        names = " ".join(filter(None, (signatory.person, signatory.native_name)))
        yield _lines((names, signatory.title or "", signatory.organisation))


def _release(release: lt.PressRelease) -> Iterator[str]:
    if release.embargo:
        yield f"**{_escape(release.embargo.text)}**"
    place = release.place.text if release.place else ""
    yield _escape(" – ".join(filter(None, (place, release.date.text))))
    for section in release.body:
        yield from _section(section)
    if release.learn_more:
        words = phrases(release.language)
        yield _escape(words.learn_more)
        yield "\n".join(
            f"- [{_escape(item.title)}](<{item.url}>)" if item.url else f"- {_escape(item.title)}"
            for item in release.learn_more
        )
    yield from _blocks(release.about)


def _section(section: lt.Section) -> Iterator[str]:
    match section:
        case lt.Passage() | lt.Quote():
            yield from _blocks(section.children)
        case lt.CaseList():
            yield from _case_list(section)
        case lt.Asks():
            yield from _asks(section)


def _asks(asks: lt.Asks) -> Iterator[str]:
    for number, ask in enumerate(asks.items, 1):
        mark = {"numbered": f"{number}. ", "prose": ""}.get(asks.style, "- ")
        if asks.style == "short":
            yield _hung(mark, [_escape(ask.summary)])
            continue
        title = [f"**{_escape(ask.title)}**"] if asks.style == "headed" else []
        yield _hung(mark, [*title, *_blocks(ask.children)])


def _case_list(cases: lt.CaseList) -> Iterator[str]:
    yield from _blocks(cases.lead_in)
    yield "\n".join(_hung("- ", [_inline(case.children)]) for case in cases.cases)
    yield from _blocks(cases.closing)


def _blocks(nodes: Iterable[lt.BodyNode | lt.CaseList]) -> Iterator[str]:
    for node in nodes:
        match node:
            case lt.Paragraph():
                yield _inline(node.children)
            case lt.Heading():
                yield f"{'#' * (node.level + 1)} {_inline(node.children)}"
            case lt.Quotation():
                text = "\n\n".join(_blocks(node.children))
                yield "\n".join(f"> {line}".rstrip() for line in text.split("\n"))
            case lt.CaseList():
                yield from _case_list(node)
            case lt.List():
                marks = (f"{n}. " if node.ordered else "- " for n in range(node.start, 10**6))
                items = zip(marks, node.items, strict=False)
                yield "\n".join(_hung(mark, list(_blocks(item.children))) for mark, item in items)
            case lt.Table():
                yield _table(node)


def _table(table: lt.Table) -> str:
    rules = {"left": ":--", "center": ":-:", "right": "--:"}
    rows = [[_cell(cell) for cell in row.cells] for row in (table.header, *table.rows)]
    rows.insert(1, [rules[side] for side in table.alignment])
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def _cell(cell: lt.TableCell) -> str:
    return _inline(cell.children).replace("\\\n", " ")


def _hung(mark: str, parts: Sequence[str]) -> str:
    """Paragraphs behind a mark, all lines but the first indented below it."""
    first, *others = "\n\n".join(parts).split("\n")
    room = " " * len(mark)
    return "\n".join([mark + first, *(room + line if line else "" for line in others)])


def _lines(lines: Sequence[str]) -> str:
    return "\\\n".join(_escape(line) for line in lines if line)


def _inline(nodes: Iterable[lt.Inline]) -> str:
    return _BEGINS_A_BLOCK.sub(r"\1\\", "".join(map(_word, nodes)))


def _word(node: lt.Inline) -> str:
    match node:
        case lt.Text():
            return _MARKS.sub(r"\\\g<0>", node.text.replace("\n", " "))
        case lt.LineBreak():
            return "\\\n"
        case lt.Emphasis():
            return f"*{''.join(map(_word, node.children))}*"
        case lt.Strong():
            return f"**{''.join(map(_word, node.children))}**"
        case lt.Link():
            return f"[{''.join(map(_word, node.children))}](<{node.target}>)"
        case lt.Footnote():
            return f"[^{node.label}]"


def _escape(text: str) -> str:
    return _BEGINS_A_BLOCK.sub(r"\1\\", _MARKS.sub(r"\\\g<0>", text))

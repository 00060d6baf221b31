"""An author's text as nodes of the letter: merge fields first, then Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import chain, groupby
from typing import Any, cast

from letterkit import letter as lt
from letterkit.assemble.assembly import Assembly
from letterkit.assemble.people import People, people_of_text, person_field, report_unconfirmed
from letterkit.blocks.documents import DocumentFile
from letterkit.blocks.models import Prose
from letterkit.blocks.values import WithValue
from letterkit.blocks.yaml import Steps
from letterkit.diagnostics import Location, did_you_mean
from letterkit.letter.agreed import said
from letterkit.library.index import Block
from letterkit.text.fields import Fields
from letterkit.text.markdown import Manner, parse
from letterkit.text.merge import check, merge, merge_agreed
from letterkit.values import replace

# What a text names that is another in each copy of a mailing. One too many costs time and nothing else.
_AGREED = 64  # texts; they are the same in all copies of a mailing
_PERSONAL = re.compile(r"\{.*\b(?:recipient|addressees)\b", re.DOTALL)


def text_nodes(
    assembly: Assembly[DocumentFile],
    fields: Fields | None,
    block: Block[Any],
    path: Steps,
    text: str,
    with_: Mapping[str, WithValue] | None = None,
    people: People | None = None,
    *,
    one_line: bool = False,
) -> tuple[lt.BodyNode, ...]:
    """The text at `path` of a block, or the one that stands for it, as nodes.

    Without `fields` the text is checked and nothing is made of it. `with_` are the values, and `people`
    the people, that this text may use besides. A text of `one_line` has no lists, headings or tables.
    """
    locate = block.document.locator(path)
    if _PERSONAL.search(text):
        assembly.personal.append(text)
    if fields is None:
        assembly.problems.extend(check(text, locate, tuple(with_ or ()), tuple(people or ())))
        return ()
    named = {name: person_field(each.model, assembly.date) for name, each in (people or {}).items()}
    merged, problems = merge(text, locate, fields, with_, named)
    assembly.problems.extend(problems)
    if merged is None:
        return ()
    manner = Manner(
        exact=not assembly.rules.typeset,
        one_line=one_line,
        links=assembly.links,
        owner=block.owner,
    )
    nodes, problems = parse(merged.text, merged.locate(locate), assembly.language, manner)
    assembly.problems.extend(problems)
    as_agreed = merge_agreed(text, locate, fields, with_, named)
    if as_agreed is None:
        return nodes
    agreed = _agreed_words(as_agreed.text, assembly.language, manner)
    return nodes if agreed is None else _with_agreed(nodes, agreed)


@lru_cache(_AGREED)
def _agreed_words(text: str, language: str, manner: Manner) -> str | None:
    """The words of a text as it is agreed to, whichever lines they stand on; None where it has none."""
    said_of, _ = parse(text, lambda line, column: Location("", line, column), language, manner)
    return " ".join(map(said, said_of)) if said_of else None


def _with_agreed(nodes: Iterable[lt.BodyNode], words: str) -> tuple[lt.BodyNode, ...]:
    """The nodes of a text with the words that are agreed to in their place."""
    waiting = [words]

    def visit(node: lt.Node) -> lt.Node:
        made = lt.map_nodes(node, visit)
        # Children come first: this is the first run of the text, then the second.
        return (
            replace(made, agreed=waiting.pop() if waiting else "") if isinstance(made, lt.Text) else made
        )

    return tuple(cast("lt.BodyNode", visit(node)) for node in nodes)


def line(
    assembly: Assembly[DocumentFile], fields: Fields | None, key: str, text: str, *path: int
) -> lt.Line:
    """A part of one line, as the document's file or its default says it: no markup is left in it."""
    return assembly.shared((key, *path), lambda: _line(assembly, fields, (key, *path), text))


def _line(assembly: Assembly[DocumentFile], fields: Fields | None, path: Steps, text: str) -> lt.Line:
    nodes = text_nodes(assembly, fields, assembly.block, path, text, one_line=True)
    words = " ".join(lt.plain_text(node) for node in nodes)
    foreign = tuple(chain.from_iterable(map(_foreign_words, nodes)))
    texts = [each for node in nodes for each in lt.walk(node) if isinstance(each, lt.Text)]
    as_agreed = next((text.agreed for text in texts if text.agreed is not None), None)
    return lt.Line(
        assembly.origin(*path), words.replace("\n", " "), foreign_words=foreign, agreed=as_agreed
    )


def _foreign_words(node: lt.BodyNode) -> Iterator[lt.ForeignWords]:
    """The words that are marked with their language, each run of one language in one."""
    texts = (each for each in lt.walk(node) if isinstance(each, lt.Text))
    for language, run in groupby(texts, key=lambda text: text.foreign):
        if language is not None:
            yield lt.ForeignWords("".join(text.text for text in run), language)


def lines(
    assembly: Assembly[DocumentFile], fields: Fields | None, key: str, texts: tuple[str, ...]
) -> tuple[lt.Line, ...]:
    """The parts of one line each that stand in a list."""
    return tuple(line(assembly, fields, key, text, i) for i, text in enumerate(texts))


def prose_nodes(
    assembly: Assembly[DocumentFile],
    fields: Fields | None,
    block: Block[Prose],
    given: Mapping[str, WithValue],
    path: Steps,
) -> tuple[lt.BodyNode, ...]:
    """A block's own text, with its values and those that the document gives it at `path`."""
    prose = block.model
    for key in given:
        if key not in prose.with_:
            place = assembly.block.document.key_location((*path, "with", key))
            hint = did_you_mean(key, prose.with_) or "see `with:` in the block"
            assembly.report("LK201", f"{block.reference} has no value '{key}'", place, hint)
    people = people_of_text(assembly, prose.people, block.location("people"))
    report_unconfirmed(assembly, prose.text, block.location("text"))
    return text_nodes(assembly, fields, block, ("text",), prose.text, {**prose.with_, **given}, people)

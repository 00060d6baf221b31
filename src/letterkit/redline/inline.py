"""The words of two paragraphs as one: what is set in italics or bold, and links, stay what they are.

A word counts as the same where its letters and the marks around it are.
"""

from __future__ import annotations

from collections.abc import Container, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import NamedTuple

from letterkit import letter as lt
from letterkit.changes import Change, Deleted, Inserted
from letterkit.redline.resolve import Style, content, style_of
from letterkit.redline.words import Token, groups, tokens

Inlines = tuple[lt.Inline, ...]

# Stands for a call among the tokens.
_CALL = "\ufffc"


class _Piece(NamedTuple):
    """Characters that are set alike and come from one place.

    A call with its `note`, or a line's end, where `text` is empty.
    """

    text: str
    styles: tuple[Style, ...]
    origin: lt.Origin
    change: Change | None = None
    note: lt.Footnote | None = None


class _StyledWord(NamedTuple):
    """A token with the pieces that it and the space before it are made of."""

    token: Token
    space: tuple[_Piece, ...]
    pieces: tuple[_Piece, ...]

    @property
    def key(self) -> Hashable:
        is_call = self.token.text.startswith(_CALL)
        return (self.pieces[0].styles, self.token.text) if is_call else _key(self.pieces)


@dataclass(frozen=True, slots=True)
class MergedWords:
    """Both paragraphs' words in one, and each change's old and new words."""

    nodes: Inlines
    changes: tuple[tuple[str, str], ...]


def merge(old: Inlines, new: Inlines, number: int) -> MergedWords:
    """Compare the words of two paragraphs; what differs is marked as change `number`."""
    kept = _notes(old) & _notes(new)
    before, after = _words(old, kept), _words(new, kept)
    found = groups(
        [word.token for word in before],
        [word.token for word in after],
        [word.key for word in before],
        [word.key for word in after],
    )
    pieces: list[_Piece] = []
    changes: list[tuple[str, str]] = []
    for group in found:
        here = [before[i] for i in group.old], [after[j] for j in group.new]
        if group.same:
            for one, two in zip(*here, strict=True):
                pieces += _same(one, two, number, changes)
        else:
            space, gone, come = _changed(*here)
            pieces += [*space, *_marked(gone, Deleted(number)), *_marked(come, Inserted(number))]
            changes.append((_text(gone), _text(come)))
    return MergedWords(tuple(_nodes(pieces, 0)), tuple(changes))


def _same(
    before: _StyledWord, after: _StyledWord, number: int, changes: list[tuple[str, str]]
) -> Iterator[_Piece]:
    """A word that stayed; the space before it may yet be another, and so may the words of a note."""
    if _key(before.space) != _key(after.space):
        yield from _marked(before.space, Deleted(number))
        yield from _marked(after.space, Inserted(number))
    else:
        yield from after.space
    for old, new in zip(before.pieces, after.pieces, strict=False):
        if old.note and new.note and _said(old.note) != _said(new.note):
            merged = merge(old.note.children, new.note.children, number)
            changes += merged.changes
            yield new._replace(note=replace(new.note, children=merged.nodes))
            return
    yield from after.pieces


def _changed(
    old: Sequence[_StyledWord], new: Sequence[_StyledWord]
) -> tuple[tuple[_Piece, ...], list[_Piece], list[_Piece]]:
    """The space that stands before both, what went, and what came."""
    gone, come = _flat(old), _flat(new)
    if old and new and _key(old[0].space) == _key(new[0].space):
        space = new[0].space
        return space, gone[len(old[0].space) :], come[len(space) :]
    return (), gone, come


def _marked(pieces: Iterable[_Piece], change: Change) -> list[_Piece]:
    return [piece._replace(change=change) for piece in pieces]


def _flat(words: Iterable[_StyledWord]) -> list[_Piece]:
    return [piece for word in words for piece in (*word.space, *word.pieces)]


def _text(pieces: Iterable[_Piece]) -> str:
    """What is told of a change: its words, and those of a note in brackets."""
    told = (f" [{lt.running_text(p.note)}] " if p.note else p.text or " " for p in pieces)
    return "".join(told).strip()


def _notes(nodes: Inlines) -> set[Hashable]:
    """What the notes among the words say."""
    found = (each for node in nodes for each in lt.walk(node))
    return {_said(each) for each in found if isinstance(each, lt.Footnote)}


def _said(note: lt.Footnote) -> Hashable:
    return content(note.children)


def _key(pieces: Iterable[_Piece]) -> Hashable:
    pieces = tuple(pieces)
    if len(pieces) == 1:
        return ((pieces[0].styles, pieces[0].text),)
    return tuple(
        (styles, "".join(piece.text for piece in run))
        for styles, run in groupby(pieces, key=lambda piece: piece.styles)
    )


# Nodes to words


def _words(nodes: Inlines, kept: Container[Hashable]) -> list[_StyledWord]:
    """The tokens of a paragraph; a line's end is one of its own, and so is the paragraph's end.

    So is a call. That of a note which both sides have is like its own alone, any other like any other.
    """
    found: list[_StyledWord] = []
    line: list[_Piece] = []
    for piece in _pieces(nodes, ()):
        if piece.text:
            line.append(piece)
            continue
        *words, end = _words_of_line(line)
        note = _said(piece.note) if piece.note is not None else None
        mark = "\n" if note is None else f"{_CALL}{note if note in kept else ''}"
        token = end.token._replace(text=mark)
        found += [*words, _StyledWord(token, end.space, (piece,))]
        line = []
    return found + _words_of_line(line)


def _pieces(nodes: Inlines, styles: tuple[Style, ...]) -> Iterator[_Piece]:
    for node in nodes:
        match node:
            case lt.Text():
                if node.text:
                    yield _Piece(node.text, styles, node.origin)
            case lt.LineBreak():
                yield _Piece("", styles, node.origin)
            case lt.Footnote():
                yield _Piece("", styles, node.origin, note=node)
            case _:
                yield from _pieces(node.children, (*styles, style_of(node)))


def _words_of_line(line: Sequence[_Piece]) -> list[_StyledWord]:
    text = "".join(piece.text for piece in line)
    cut = _Cutter(line)
    return [
        _StyledWord(token, tuple(cut.to(token.start)), tuple(cut.to(token.end))) for token in tokens(text)
    ]


class _Cutter:
    """Cuts a line's pieces, from left to right, where its tokens begin and end."""

    def __init__(self, line: Sequence[_Piece]) -> None:
        self.line = line
        self.piece = 0
        self.begin = 0  # where the piece begins in the line
        self.at = 0

    def to(self, end: int) -> Iterator[_Piece]:
        while self.at < end:
            piece = self.line[self.piece]
            stop = min(end, self.begin + len(piece.text))
            text = piece.text[self.at - self.begin : stop - self.begin]
            yield _Piece(text, piece.styles, piece.origin)
            self.at = stop
            if stop == self.begin + len(piece.text):
                self.begin, self.piece = stop, self.piece + 1


# Words to nodes


def _nodes(pieces: Iterable[_Piece], depth: int) -> Iterator[lt.Inline]:
    """The pieces as nodes, those set alike joined; `depth` counts the marks that are around them."""
    for styles, run in groupby(pieces, key=lambda piece: piece.styles[depth : depth + 1]):
        if not styles:
            yield from _plain_nodes(run)
            continue
        inside = list(run)
        kind, target, told = styles[0]
        children = tuple(_nodes(inside, depth + 1))
        match kind:
            case "emphasis":
                yield lt.Emphasis(inside[0].origin, children)
            case "strong":
                yield lt.Strong(inside[0].origin, children)
            case _:
                yield lt.Link(inside[0].origin, target, children, told=told)


def _plain_nodes(pieces: Iterable[_Piece]) -> Iterator[lt.Inline]:
    def alike(piece: _Piece) -> tuple[bool, lt.Origin, Change | None]:
        return bool(piece.text), piece.origin, piece.change

    for (is_text, origin, change), run in groupby(pieces, key=alike):
        if is_text:
            yield lt.Text(origin, "".join(piece.text for piece in run), change=change)
            continue
        for piece in run:
            if piece.note is None:
                yield lt.LineBreak(origin, change=change)
            else:
                yield replace(piece.note, change=change)

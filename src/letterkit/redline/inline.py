"""The words of two paragraphs as one: what is set in italics or bold, and links, stay what they are.

A word counts as the same where its letters and the marks around it are.
"""

from __future__ import annotations

from collections.abc import Container, Hashable, Iterable, Iterator, Sequence
from enum import StrEnum
from itertools import chain, groupby, takewhile
from typing import NamedTuple

from msgspec import Struct

from letterkit import letter as lt
from letterkit.changes import Change, Deleted, Inserted
from letterkit.redline.resolve import Style, content, style_of
from letterkit.redline.words import Group, Token, groups, tokens
from letterkit.values import replace

Inlines = tuple[lt.Inline, ...]

# What a line's end is called where a change is told.
_LINE_END = " (line ends) "
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
    foreign: str | None = None


class _StyledWord(NamedTuple):
    """A token with the pieces that it and the space before it are made of."""

    token: Token
    space: tuple[_Piece, ...]
    pieces: tuple[_Piece, ...]

    @property
    def key(self) -> Hashable:
        is_call = self.token.text.startswith(_CALL)
        return (self.pieces[0].styles, self.token.text) if is_call else _key(self.pieces)


# The next end of a paragraph, and the one just passed.
_HERE, _BEFORE = 0, -1


class Fate(StrEnum):
    """What became of words, or of the place where a paragraph ends."""

    KEPT = "kept"
    GONE = "gone"
    COME = "come"


class _Fated(NamedTuple):
    """Characters of one fate. `at` counts from 0 the paragraph's end that they are the space around.

    `note` are the words of a note that is called here, where they differ.
    """

    pieces: tuple[_Piece, ...]
    fate: Fate
    at: int | None = None
    note: Alignment | None = None

    def marked(self, number: int, ends: Sequence[int]) -> list[_Piece]:
        """The characters, marked as `Alignment.paragraphs` says."""
        change = _change(self.fate, number if self.at is None else ends[self.at])
        pieces = [piece._replace(change=change) for piece in self.pieces]
        if self.note is None:
            return pieces
        (words,) = self.note.paragraphs(number, ())
        return [
            piece._replace(note=replace(piece.note, children=words)) if piece.note else piece
            for piece in pieces
        ]


class Alignment(Struct, frozen=True):
    """The words of two texts of one or more paragraphs each, in one row.

    `ends` says what became of each place where a paragraph ends and another begins; `changes` are the
    old and the new words of each change.
    """

    row: tuple[_Fated | Fate, ...]
    changes: tuple[tuple[str, str], ...]

    @property
    def ends(self) -> tuple[Fate, ...]:
        """What became of the ends of paragraphs, in their order."""
        return tuple(part for part in self.row if isinstance(part, Fate))

    @property
    def has_other_words(self) -> bool:
        """Whether more differs than where the paragraphs end."""
        runs = (part for part in self.row if isinstance(part, _Fated))
        return any(run.note or (run.fate is not Fate.KEPT and run.at is None) for run in runs)

    def paragraphs(self, number: int, ends: Sequence[int]) -> list[Inlines]:
        """The words of both texts, by paragraph.

        What differs is marked as change `number`; the space at an end that came or went, with the number
        that `ends` has for that.
        """
        found: list[list[_Piece]] = [[]]
        for part in self.row:
            if isinstance(part, Fate):
                found.append([])
            else:
                found[-1] += part.marked(number, ends)
        return [tuple(_nodes(pieces, 0)) for pieces in found]

    def new_paragraphs(self, number: int) -> Iterator[Inlines]:
        """The words by paragraph of the new text: what differs is marked as change `number`, and nothing
        where paragraphs end.
        """
        pieces: list[_Piece] = []
        for part in self.row:
            if isinstance(part, _Fated):
                if part.at is None:
                    pieces += part.marked(number, ())
                elif part.fate is not Fate.GONE:
                    pieces += part.pieces
            elif part is not Fate.GONE:
                yield tuple(_nodes(pieces, 0))
                pieces = []
        yield tuple(_nodes(pieces, 0))


def align(old: Sequence[Inlines], new: Sequence[Inlines]) -> Alignment:
    """Compare the words of two texts, each given by paragraph; where a paragraph ends changes no word."""
    kept = _notes(chain.from_iterable(old)) & _notes(chain.from_iterable(new))
    before, after = _WordsOfSide(old, kept), _WordsOfSide(new, kept)
    found = groups(
        [word.token for word in before.words],
        [word.token for word in after.words],
        [word.key for word in before.words],
        [word.key for word in after.words],
    )
    row = list(_row(before, after, found))
    changes = [
        (_text(_flat(before.of(group.old))), _text(_flat(after.of(group.new))))
        for group in found
        if not group.same
    ]
    changes += [
        pair for part in row if isinstance(part, _Fated) and part.note for pair in part.note.changes
    ]
    return Alignment(tuple(row), tuple(changes))


def _row(before: _WordsOfSide, after: _WordsOfSide, found: Iterable[Group]) -> Iterator[_Fated | Fate]:
    at = 0
    for group in found:
        if group.same:
            pairs = zip(group.old, group.new, strict=True)
            parts = [part for i, j in pairs for part in _same(before, i, after, j)]
        else:
            parts = list(_changed(before.cut(group.old), after.cut(group.new)))
        for part in parts:
            yield (
                part._replace(at=at + part.at)
                if isinstance(part, _Fated) and part.at is not None
                else part
            )
            at += isinstance(part, Fate)


def _change(fate: Fate, number: int) -> Change | None:
    match fate:
        case Fate.GONE:
            return Deleted(number)
        case Fate.COME:
            return Inserted(number)
        case Fate.KEPT:
            return None


class _WordsOfSide:
    """One side's words. `tails`: by the word that begins a paragraph, the space that ends the last."""

    def __init__(self, paragraphs: Sequence[Inlines], kept: Container[Hashable]) -> None:
        self.words: list[_StyledWord] = []
        self.tails: dict[int, tuple[_Piece, ...]] = {}
        for count, paragraph in enumerate(paragraphs):
            if count:
                end = self.words.pop()
                self.tails[len(self.words)] = end.space
            self.words += _words(paragraph, kept)

    def of(self, part: range) -> list[_StyledWord]:
        return [self.words[i] for i in part]

    def cut(self, part: range) -> list[list[_Piece]]:
        """The characters of some words, by paragraph."""
        found: list[list[_Piece]] = [[]]
        for i in part:
            if i in self.tails:
                found[-1] += self.tails[i]
                found.append([])
            found[-1] += _flat(self.words[i : i + 1])
        return found


def _same(before: _WordsOfSide, i: int, after: _WordsOfSide, j: int) -> Iterator[_Fated | Fate]:
    """A word that stayed; the space before it may yet be another, or the paragraph begin here."""
    gone, come = before.words[i].space, after.words[j].space
    was, now = before.tails.get(i), after.tails.get(j)
    if was is not None and now is not None:
        yield from _space(was, now)
        yield Fate.KEPT
        yield from _space(gone, come)
    elif now is not None:
        yield from (_Fated(gone, Fate.GONE, _HERE), _Fated(now, Fate.COME, _HERE), Fate.COME)
        yield _Fated(come, Fate.COME, _BEFORE)
    elif was is not None:
        yield from (_Fated(was, Fate.GONE, _HERE), _Fated(come, Fate.COME, _HERE), Fate.GONE)
        yield _Fated(gone, Fate.GONE, _BEFORE)
    else:
        yield from _space(gone, come)
    pieces = after.words[j].pieces
    yield _Fated(pieces, Fate.KEPT, note=_note_aligned(before.words[i].pieces, pieces))


def _note_aligned(old: Iterable[_Piece], new: Iterable[_Piece]) -> Alignment | None:
    """The words of the note that both call, where they differ."""
    for was, now in zip(old, new, strict=False):
        if was.note and now.note and _said(was.note) != _said(now.note):
            return align([was.note.children], [now.note.children])
    return None


def _space(gone: tuple[_Piece, ...], come: tuple[_Piece, ...]) -> Iterator[_Fated]:
    if _key(gone) == _key(come):
        yield _Fated(come, Fate.KEPT)
    else:
        yield from _other(gone, come)


def _other(gone: Iterable[_Piece], come: Iterable[_Piece]) -> Iterator[_Fated]:
    runs = _Fated(tuple(gone), Fate.GONE), _Fated(tuple(come), Fate.COME)
    yield from (run for run in runs if run.pieces)


def _changed(gone: list[list[_Piece]], come: list[list[_Piece]]) -> Iterator[_Fated | Fate]:
    """What went and what came, by paragraph: as many as both sides have stand against one another."""
    kept = min(len(gone), len(come))
    fate, longer, shorter = (Fate.COME, come, gone) if len(come) > len(gone) else (Fate.GONE, gone, come)
    # Where a paragraph begins before the first of these words, they stand against those after it.
    before = len(longer) - kept if not longer[0] else 0
    shorter[:0] = [[] for _ in range(before)]
    for k in range(len(longer)):
        if k:
            yield fate if k <= before or k - before >= kept else Fate.KEPT
        yield from _against(gone[k] if k < len(gone) else [], come[k] if k < len(come) else [])


def _against(gone: list[_Piece], come: list[_Piece]) -> Iterator[_Fated]:
    """What went and what came, after the space that stands before both."""
    (space, gone), (other, come) = _after_space(gone), _after_space(come)
    if gone and come and _key(space) == _key(other):
        yield _Fated(tuple(other), Fate.KEPT)
    else:
        gone, come = [*space, *gone], [*other, *come]
    yield from _other(gone, come)


def _after_space(pieces: list[_Piece]) -> tuple[list[_Piece], list[_Piece]]:
    """The space with which characters begin, and the rest."""
    space = list(takewhile(lambda piece: piece.text.isspace(), pieces))
    return space, pieces[len(space) :]


def _flat(words: Iterable[_StyledWord]) -> list[_Piece]:
    return [piece for word in words for piece in (*word.space, *word.pieces)]


def _text(pieces: Iterable[_Piece]) -> str:
    """What is told of a change: its words, and those of a note in brackets."""
    told = (f" [{lt.running_text(p.note)}] " if p.note else p.text or _LINE_END for p in pieces)
    return "".join(told).strip()


def _notes(nodes: Iterable[lt.Inline]) -> set[Hashable]:
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
                    yield _Piece(node.text, styles, node.origin, foreign=node.foreign)
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
            yield piece._replace(text=text)
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
    def alike(piece: _Piece) -> tuple[bool, lt.Origin, Change | None, str | None]:
        return bool(piece.text), piece.origin, piece.change, piece.foreign

    for (is_text, origin, change, foreign), run in groupby(pieces, key=alike):
        if is_text:
            words = "".join(piece.text for piece in run)
            yield lt.Text(origin, words, change=change, foreign=foreign)
            continue
        for piece in run:
            if piece.note is None:
                yield lt.LineBreak(origin, change=change)
            else:
                yield replace(piece.note, change=change)

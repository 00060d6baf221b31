"""Words with what they look like: the nodes and values of the letter as runs of characters."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from letterkit import letter as lt
from letterkit.changes import Changed, Inserted, Was
from letterkit.changes.sequences import matches
from letterkit.redline.words import marked
from letterkit.values import replace
from letterkit.writers.docx.tracking import Tracked, kind_of, of_side


class Run(Struct, frozen=True):
    """Characters of one look, a call of a note, or a picture.

    `styles` are the character styles that set them; `language` is theirs where the author marked it (BCP
    47); `link` is the address that they lead to.
    """

    text: str
    kind: Tracked = Tracked.KEPT
    styles: tuple[str, ...] = ()
    language: str | None = None
    link: str | None = None
    note: lt.Footnote | None = None
    picture: lt.Image | None = None

    @property
    def is_empty(self) -> bool:
        """Whether nothing prints."""
        return not (self.text or self.note or self.picture)


Runs = tuple[Run, ...]


def inline(nodes: Iterable[lt.Inline], around: Tracked) -> Runs:
    """The words of a paragraph, in something that became `around`."""
    return tuple(run for run in _inline(nodes, Run("", around)) if not run.is_empty)


def _inline(nodes: Iterable[lt.Inline], like: Run) -> Iterator[Run]:
    for node in nodes:
        kind = kind_of(node.change, like.kind, frozenset())
        if kind is None:
            continue
        here = replace(like, kind=kind)
        match node:
            case lt.Text():
                yield replace(here, text=node.text, language=node.foreign or like.language)
            case lt.LineBreak():
                yield replace(here, text="\n")
            case lt.Footnote():
                yield replace(here, note=node, link=None)
            case lt.Emphasis():
                yield from _inline(node.children, replace(here, styles=(*like.styles, "Emphasis")))
            case lt.Strong():
                yield from _inline(node.children, replace(here, styles=(*like.styles, "Strong")))
            case lt.Link():
                yield from _inline(node.children, replace(here, link=node.target))


# Values


def value(node: lt.Node, name: str, around: Tracked, styles: tuple[str, ...] = ()) -> Runs:
    """A field of one line, with what it was."""
    new, was = getattr(node, name) or "", _was(node, name)
    if was is None or not around.is_new:
        return (Run(new, around, styles),) if new else ()
    old = was.value if isinstance(was.value, str) else ""
    return tuple(_compared(old, new, around, styles))


def _compared(old: str, new: str, around: Tracked, styles: tuple[str, ...]) -> Iterator[Run]:
    for fate, text in marked(old, new):
        is_new, is_old = fate != "deleted", fate != "inserted"
        if around is not Tracked.KEPT and not is_new:
            continue  # it is struck where it stood
        yield Run(text, of_side(around, is_new=is_new, is_old=is_old) or around, styles)


def values(node: lt.Node, name: str, around: Tracked) -> list[Runs]:
    """A field of several lines, with those that it had: each as runs."""
    new, was = getattr(node, name), _was(node, name)
    old = was.value if was is not None and isinstance(was.value, tuple) else new
    runs = _lines(old, new) if around is Tracked.KEPT else (Run(line, around) for line in new)
    return [(run,) for run in runs if run.text]


def _lines(old: Sequence[str], new: Sequence[str]) -> Iterator[Run]:
    """The lines of both sides in one row."""
    i = j = 0
    for a, b in [*matches(old, new), (len(old), len(new))]:
        yield from (Run(line, Tracked.WENT) for line in old[i:a])
        yield from (Run(line, Tracked.CAME) for line in new[j:b])
        yield from (Run(line) for line in new[b : b + 1])
        i, j = a + 1, b + 1


def value_before(node: lt.Node, name: str) -> object:
    """What a field held in the old letter; None where it has not changed, or held nothing."""
    was = _was(node, name)
    return None if was is None else was.value


def _was(node: lt.Node, name: str) -> Was | None:
    if not isinstance(node.change, Inserted | Changed):
        return None
    return next((was for was in node.change.was if was.field == name), None)


def joined(parts: Iterable[Sequence[Run]], between: str, around: Tracked = Tracked.KEPT) -> Runs:
    """Parts of one line with something between each two that a letter has both of."""
    found: list[Run] = []
    seen_new = seen_old = False
    for part in parts:
        is_new, is_old = has_new(part), has_old(part)
        kind = of_side(around, is_new=is_new and seen_new, is_old=is_old and seen_old)
        found += [Run(between, kind)] if kind is not None else []
        found += part
        seen_new, seen_old = seen_new or is_new, seen_old or is_old
    return tuple(found)


def labelled(label: str, runs: Runs, around: Tracked, styles: tuple[str, ...] = ()) -> Runs:
    """The runs after words of letterkit's own, which stand in the letters that have any of them."""
    kind = of_side(around, is_new=has_new(runs), is_old=has_old(runs))
    return (Run(label, kind, styles), *runs) if kind is not None else ()


def has_new(runs: Iterable[Run]) -> bool:
    """Whether the new letter has any of these runs."""
    return any(run.kind.is_new and not run.is_empty for run in runs)


def has_old(runs: Iterable[Run]) -> bool:
    """Whether the old letter has any of these runs."""
    return any(run.kind.is_old and not run.is_empty for run in runs)


def kind_of_line(runs: Sequence[Run], around: Tracked) -> Tracked:
    """What became of a line: it came or went where all of its words did."""
    return of_side(around, is_new=has_new(runs), is_old=has_old(runs)) or around

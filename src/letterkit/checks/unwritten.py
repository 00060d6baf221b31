"""Passages that are still to be written: the placeholders that `new` puts where nothing is yet.

Where `letterkit new` finds nothing in the library, it writes a block whose words say what belongs there.
Such a block prints in a draft; a final may not hold one, and no `ignore:` keeps the finding.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain

from letterkit import letter as lt
from letterkit.checks.subject import Subject
from letterkit.checks.texts import names, printed
from letterkit.diagnostics import Diagnostic, Location

_MARK = re.compile(r"\[Write\s+here:\s*([^\]]*)\]?", re.IGNORECASE)


def placeholder(what: str) -> str:
    """The words that stand where `what` is still to be written."""
    return f"[Write here: {what}]"


def check(subject: Subject) -> Iterator[Diagnostic]:
    """LK326, for each placeholder that the document prints."""
    found = [
        _unwritten(match, text.place(match.start()))
        for text in chain(printed(subject), names(subject))
        for match in _MARK.finditer(text.words)
    ]
    yield from found or _elsewhere(subject.tree)


def _elsewhere(tree: lt.Document | None) -> Iterator[Diagnostic]:
    """The same of what prints and stands so in no author's text, such as a value put together."""
    for node in lt.walk(tree) if tree else ():
        match = next(filter(None, map(_MARK.search, _strings(node))), None)
        if match:
            origin = node.origin
            yield _unwritten(match, Location(origin.file, origin.line, origin.column))
            return


def _strings(node: lt.Node) -> Iterator[str]:
    for _, value in lt.values_of(node):
        for each in value if isinstance(value, tuple) else (value,):
            if isinstance(each, str):
                yield each


def _unwritten(match: re.Match[str], place: Location) -> Diagnostic:
    what = " ".join(match[1].split())
    message = f"still to be written: {what}" if what else "still to be written"
    hint = "write it in the place of the brackets and all between them"
    return Diagnostic("LK326", message, place, hint)

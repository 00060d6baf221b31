"""Dates as they print: "on May 2026", where a merge field held a month and the text expects a day.

Looked at is what the document prints, in English, whatever the words came from.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from letterkit import letter as lt
from letterkit.checks.subject import Subject
from letterkit.checks.texts import is_english, printed
from letterkit.diagnostics import Diagnostic, Location, Severity
from letterkit.language.dates import month_names
from letterkit.language.loader import ENGLISH

# No month of a report or of events: "a report on May 2015 arrests".
_WORDS = "and as at between by for in is near or than that the to was we when with you".replace(" ", "|")
_ENDS = rf"(?=\s*(?:[^\w\s]|$)|\s+(?:{_WORDS})\b)"
_ON_MONTH = re.compile(rf"\b[Oo]n\s+((?:{'|'.join(month_names(ENGLISH))})\s+\d{{4}}){_ENDS}")
_ON_ISO_MONTH = re.compile(r"\b[Oo]n\s+(\d{4}[-/](?:0[1-9]|1[0-2]))(?![\w/]|[-.]\d)")
_ON_YEAR = re.compile(rf"\b[Oo]n\s+(\d{{4}})(?![-/]\d){_ENDS}")
_ON_FIELD = re.compile(r"\b[Oo]n\s+\{\{")
_SECTIONS = (lt.Paragraph, lt.Heading, lt.Line)


def check(subject: Subject) -> Iterator[Diagnostic]:
    """LK455, for each place that says "on" of a month or a year."""
    if subject.tree is None or not is_english(subject):
        return
    # A year alone may be a number; not where a field stands after "on".
    fields = {text.document.file for text in printed(subject) if _ON_FIELD.search(text.words)}
    for node in lt.walk(subject.tree):
        if isinstance(node, _SECTIONS):
            yield from _find(node, fields)


def _find(node: lt.Node, fields: set[str]) -> Iterator[Diagnostic]:
    words = node.text if isinstance(node, lt.Line) else lt.plain_text(node)
    months = (_ON_MONTH, _ON_ISO_MONTH)
    patterns = (*months, _ON_YEAR) if node.origin.file in fields else months
    for pattern in patterns:
        for match in pattern.finditer(words):
            said, date = (" ".join(part.split()) for part in (match.group(), match[1]))
            message = f"'{said}': a day should stand there, and {date} is none"
            hint = "enter the day where the date comes from, or write 'in'"
            yield Diagnostic("LK455", message, _place(node, match.start(1)), hint, Severity.WARNING)


def _place(node: lt.Node, offset: int) -> Location:
    """Where the text at that character came from."""
    at = node.origin
    for child in lt.walk(node):
        if isinstance(child, lt.Text | lt.LineBreak):
            length = len(child.text) if isinstance(child, lt.Text) else 1
            if offset < length:
                return Location(child.origin.file, child.origin.line, child.origin.column)
            offset -= length
    return Location(at.file, at.line, at.column)

"""The language of words on an HTML page, where it is not the page's: `lang` (HTML, 3.2.6.1)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from markupsafe import Markup, escape

from letterkit import letter as lt
from letterkit.language.locales import UnknownLanguageError
from letterkit.language.scripts import has_other_scripts, language_of_words, words_in_other_scripts
from letterkit.values import replace

IN_LANGUAGE = Markup('<span lang="{}">{}</span>')
_TEXTS = 2048  # of a page; a letter's copies have most of them alike
_TAG = re.compile(r"(<[^>]*>)")
_ELEMENT = re.compile(r"<(/?)([a-z][a-z0-9]*)")
_LANG = re.compile(r'\slang="([^"]+)"')
# Elements without an end (HTML, 13.1.2).
_VOID = frozenset({"br", "hr", "img", "meta", "link", "wbr", "input", "col"})

# The fields that are lines in which an author may mark words.
_LINES: dict[type[lt.Node], tuple[str, ...]] = {
    lt.Line: ("text",),
    lt.Ask: ("title", "summary"),
    lt.Reading: ("title",),
}


def with_foreign_words(document: lt.Document) -> lt.Document:
    """The document whose lines say, as markup, which of their words are in another language.

    So a template that prints a line prints that too, whosoever the template is.
    """
    if not any(getattr(node, "foreign_words", ()) for node in lt.walk(document)):
        return document
    return lt.map_nodes(document, _with_foreign_words)


def _with_foreign_words(node: lt.Node) -> lt.Node:
    made = lt.map_nodes(node, _with_foreign_words)
    if not isinstance(made, lt.Line | lt.Ask | lt.Reading) or not made.foreign_words:
        return made
    lines = _LINES[type(made)]
    values: dict[str, Any] = {n: _in_languages(getattr(made, n), made.foreign_words) for n in lines}
    return replace(made, **values)


def _in_languages(line: str, foreign: Sequence[lt.ForeignWords]) -> Markup:
    """The line with its words of other languages in elements; a redline's marks stand in it already."""
    languages = {str(escape(each.words)): each.language for each in foreign}
    longest_first = sorted(languages, key=len, reverse=True)
    words = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)")

    def marked(match: re.Match[str]) -> str:
        return f'<span lang="{languages[match[0]]}">{match[0]}</span>'

    pieces = _TAG.split(escape(line))
    marked_up = "".join(piece if piece[:1] == "<" else words.sub(marked, piece) for piece in pieces)
    return Markup(marked_up)  # noqa: S704  # every word in it was escaped above


def with_languages(page: str, language: str) -> str:
    """The page with each word in a script that is not its text's in a `<span lang>`.

    So a name in its own script is read out, and set, as what it is. What stands before the page's body
    stays as it is.
    """
    head, body, rest = page.partition("<body")
    return head + part_with_languages(body + rest, language)


def part_with_languages(html: str, language: str) -> str:
    """The same of a part of a page's body, whose language that is."""
    if not has_other_scripts(html):
        return html
    open_: list[tuple[str, str]] = []
    found: list[str] = []
    for piece in _TAG.split(html):
        here = open_[-1][1] if open_ else language
        if piece.startswith("<"):
            _follow(piece, here, open_)
            found.append(piece)
        else:
            found.append(_words(piece, here))
    return "".join(found)


def _follow(tag: str, here: str, open_: list[tuple[str, str]]) -> None:
    """Keep which elements are open, each with the language of its words."""
    element = _ELEMENT.match(tag)
    if element is None or element[2] in _VOID:
        return
    if not element[1]:
        own = _LANG.search(tag)
        open_.append((element[2], own[1] if own else here))
    elif element[2] in (name for name, _ in open_):
        while open_.pop()[0] != element[2]:
            pass


@lru_cache(_TEXTS)
def _words(text: str, language: str) -> str:
    try:
        pattern = words_in_other_scripts(language)
    except UnknownLanguageError:  # a template's own: `und`
        return text
    return pattern.sub(
        lambda match: f'<span lang="{language_of_words(match[0])}">{match[0]}</span>', text
    )

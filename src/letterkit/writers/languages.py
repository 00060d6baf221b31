"""The language of words on an HTML page, where it is not the page's: `lang` (HTML, 3.2.6.1)."""

from __future__ import annotations

import re

from letterkit.language.locales import UnknownLanguageError
from letterkit.language.scripts import language_of_words, words_in_other_scripts

_TAG = re.compile(r"(<[^>]*>)")
_ELEMENT = re.compile(r"<(/?)([a-z][a-z0-9]*)")
_LANG = re.compile(r'\slang="([^"]+)"')
# Elements without an end (HTML, 13.1.2).
_VOID = frozenset({"br", "hr", "img", "meta", "link", "wbr", "input", "col"})


def with_languages(page: str, language: str) -> str:
    """The page with each word in a script that is not its text's in a `<span lang>`.

    So a name in its own script is read out, and set, as what it is. What stands before the page's body
    stays as it is.
    """
    head, body, rest = page.partition("<body")
    return head + _marked(body + rest, language) if body else page


def _marked(html: str, language: str) -> str:
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


def _words(text: str, language: str) -> str:
    try:
        pattern = words_in_other_scripts(language)
    except UnknownLanguageError:  # a template's own: `und`
        return text
    return pattern.sub(
        lambda match: f'<span lang="{language_of_words(match[0])}">{match[0]}</span>', text
    )

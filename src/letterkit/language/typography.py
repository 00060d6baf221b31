"""Plain text → typeset text: quotation marks, dashes, and spaces that must not break.

It changes characters only, never words. Markdown text gets its quotation marks and dashes while it is
parsed (see `markup`), because there they can span emphasis; names, titles and lines get them here.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from letterkit.language import loader
from letterkit.language.dates import month_names
from letterkit.language.definition import SpacesBefore
from letterkit.language.patterns import any_of

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

NBSP = "\u00a0"
THIN = "\u202f"
"""The narrow no-break space."""
_ANY_SPACE = "[ \u00a0\u202f]?"
_TEXTS = 1024  # names and titles; most stand in several places, and in all copies of a letter
# What may stand between a mark and the end of its word.
_CLOSING = re.escape('»›”’")]*_…')
# An initial before another one or a name.
_INITIAL = r"(?<!\.)[A-Z]\.(?= [A-Z][\w’.])"


@lru_cache(_TEXTS)
def typeset(text: str, language: str) -> str:
    """A name, title or line as it should print. `language` is a tag such as `en-US`."""
    parser = _quotes_parser(language)
    tokens = parser.parseInline(text)[0].children or []
    text = "".join(token.content for token in tokens)
    return spaced(dashes(apostrophes(text)), language)


def apostrophes(text: str) -> str:
    """A single straight mark that is left where no quotation opens or closes is an apostrophe."""
    return text.replace("'", "’")


def dashes(text: str) -> str:
    """`--` becomes an en dash, `---` an em dash, `...` an ellipsis."""
    return text.replace("---", "—").replace("--", "–").replace("...", "…")


def spaced(text: str, language: str) -> str:
    """The text with the spaces that its language sets before marks, and those that must not break."""
    for pattern, replacement in _spaces(language):
        text = pattern.sub(replacement, text)
    return keep_together(text)


def space_before(text: str, language: str) -> str:
    """The space between a word and the text that goes on from it on the next line of a file."""
    return next((space for marks, space in _marks(language) if text.startswith(tuple(marks))), " ")


def keep_together(text: str) -> str:
    """No-break spaces in dates, numbered references, titles before names, and initials.

    An abbreviation such as 'U.S.' is not an initial: its letters carry no space between them, and the
    word after it is not held to it.
    """
    return _unbroken().sub(lambda match: match[0][:-1] + NBSP, text)


def comma(language: str) -> str:
    """The comma between two parts of a line, with the space that follows it."""
    own = loader.of_tag(language)
    return own.comma if own else ", "


def full_stop(language: str) -> str:
    """The full stop after a title in the line of its text, with the space that follows it."""
    own = loader.of_tag(language)
    return own.full_stop if own else ". "


def quotes(language: str) -> tuple[str, ...]:
    """The quotation marks of a language: outer pair, inner pair; those of English where none are known.

    Source: Unicode CLDR, delimiters, which babel does not have. `language` is a tag such as `en-US`.
    """
    own = loader.of_tag(language)
    return (own and own.quotes) or loader.english().quotes


@lru_cache
def _spaces(language: str) -> tuple[tuple[re.Pattern[str], str], ...]:
    """What is replaced to set the spaces of a language before its marks and inside its quotation marks.

    A mark within a word is none of the text's: 10:30, https://.
    """
    found = []
    for marks, space in _marks(language):
        one = re.escape(marks)
        before, after = rf"(?:^|(?<=[^\s{one}])){_ANY_SPACE}", rf"(?=[{_CLOSING}\s]|$)"
        found.append((re.compile(f"{before}([{one}]+){after}"), rf"{space}\1"))
    opening, closing = quotes(language)[:2]
    if len(opening) > 1:
        found.append((re.compile(f"{opening[0]}{_ANY_SPACE}"), opening))
        found.append((re.compile(f"{_ANY_SPACE}{closing[-1]}"), closing))
    return tuple(found)


def _marks(language: str) -> tuple[tuple[str, str], ...]:
    """The marks that a space stands before, and the space."""
    own = loader.of_tag(language)
    before = own.spaces_before if own else SpacesBefore()
    return tuple((marks, space) for marks, space in ((before.thin, THIN), (before.full, NBSP)) if marks)


@lru_cache
def _unbroken() -> re.Pattern[str]:
    """Where a line may not end, up to the space. Source: The Chicago Manual of Style, 17th edition, 6.121
    and 7.

    English titles and dates stand in letters of any language, and are kept together there too.
    """
    held = loader.english().unbroken
    kinds = (
        rf"(?:{'|'.join(month_names(loader.ENGLISH))})(?= \d{{1,2}}\b)",
        rf"{any_of(held.before_number)}(?= \d)",
        rf"(?:{'|'.join(map(re.escape, held.before_name))})(?= \w)",
        _INITIAL,
    )
    return re.compile(rf"(?<!\w)(?:{'|'.join(kinds)}) ")


@lru_cache
def _quotes_parser(language: str) -> MarkdownIt:
    """A parser that does nothing but turn quotation marks."""
    from markdown_it import MarkdownIt

    options = {"typographer": True, "quotes": quotes(language)}
    return MarkdownIt("zero", options).enable("smartquotes")


def in_capitals(text: str, language: str) -> str:
    """The text in capital letters; Turkish and Azerbaijani have a dotted one (Unicode SpecialCasing)."""
    dotted = language.partition("-")[0] in ("az", "tr")
    return (text.replace("i", "İ") if dotted else text).upper()

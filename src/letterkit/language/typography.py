"""Plain text → typeset text: quotation marks, dashes, and spaces that must not break.

It changes characters only, never words. Markdown text gets its quotation marks and dashes while it is
parsed (see `markup`), because there they can span emphasis; names, titles and lines get them here.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

NBSP = "\u00a0"

# Unicode CLDR, the delimiters of each language: outer pair, inner pair.
QUOTES = {
    "en": "“”‘’",
    "de": "„“‚‘",
    "es": "«»“”",
    "fr": ["«\u00a0", "\u00a0»", "«\u00a0", "\u00a0»"],
    "it": "«»“”",
    "pt": "“”‘’",
    "zh": "“”‘’",
}

_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
# Where a line may not end: The Chicago Manual of Style, 17th edition, 6.121 and 7.
_KEEP_TOGETHER = (
    re.compile(rf"\b({_MONTHS}) (?=\d{{1,2}}\b)"),
    re.compile(r"(?<!\w)(Nos?\.|Art\.|Article|Articles|Section|p\.|pp\.|§) (?=\d)"),
    re.compile(r"\b(Dr\.|Mr\.|Mrs\.|Ms\.|Prof\.|Rev\.|Sen\.|Rep\.) (?=\w)"),
    re.compile(r"(?<![\w.])([A-Z]\.) (?=[A-Z][\w’.])"),
)


def typeset(text: str, language: str) -> str:
    """A name, title or line as it should print. `language` is a tag such as `en-US`."""
    parser = _quotes_parser(language.partition("-")[0])
    tokens = parser.parseInline(text)[0].children or []
    text = "".join(token.content for token in tokens)
    return keep_together(dashes(apostrophes(text)))


def apostrophes(text: str) -> str:
    """A single straight mark that is left where no quotation opens or closes is an apostrophe."""
    return text.replace("'", "’")


def dashes(text: str) -> str:
    """`--` becomes an en dash, `---` an em dash, `...` an ellipsis."""
    return text.replace("---", "—").replace("--", "–").replace("...", "…")


def keep_together(text: str) -> str:
    """No-break spaces in dates, numbered references, titles before names, and initials.

    An abbreviation such as 'U.S.' is not an initial: its letters carry no space between them, and the
    word after it is not held to it.
    """
    for pattern in _KEEP_TOGETHER:
        text = pattern.sub(lambda match: match.group(1) + NBSP, text)
    return text


@lru_cache
def _quotes_parser(language: str) -> MarkdownIt:
    """A parser that does nothing but turn quotation marks."""
    from markdown_it import MarkdownIt

    options = {"typographer": True, "quotes": QUOTES.get(language, QUOTES["en"])}
    return MarkdownIt("zero", options).enable("smartquotes")

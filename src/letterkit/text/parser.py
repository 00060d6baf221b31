"""The Markdown that a block's text may use, as a parser of markdown-it.

CommonMark with tables as GitHub Flavored Markdown 0.29 has them, footnotes and bracketed spans as pandoc
has them, and addresses that stand bare. What of it a letter does not print is said in `refused` and by
the reader.
"""

from __future__ import annotations

import re
from functools import lru_cache, partial
from typing import TYPE_CHECKING

from markdown_it import MarkdownIt
from mdit_py_plugins.attrs import attrs_plugin
from mdit_py_plugins.footnote import footnote_plugin

from letterkit.language.typography import apostrophes, dashes, quotes
from letterkit.text.refused import refused

if TYPE_CHECKING:
    from markdown_it.rules_core import StateCore
    from markdown_it.rules_inline import StateInline

REFUSED = "refused"
"""Where the parser keeps what it refuses, among the values it works with: a list of `PlacedRefusal`."""

# The block rules that make more of a line than a paragraph.
_OF_SEVERAL_LINES = (
    *("table", "code", "fence", "blockquote", "hr", "list", "footnote_def", "reference"),
    *("html_block", "heading", "lheading"),
)
_SCHEME = re.compile(r"(?<!\w)https?$", re.IGNORECASE)
# No address has a mark of East Asian punctuation in it; in such a text no space stands before one.
_REST = re.compile(r"://(?:\\[!-/:-@\[-`{-~]|[^\s<>\\。，、；：！？（）「」『』《》〈〉【】])+")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
# What follows an address, and is not of it: GitHub Flavored Markdown 0.29, 6.9.
_AFTER = re.compile(r"""(?:[?!.,:;*_~'"’”»)\]]|\|)$""")


@lru_cache
def parser(language: str, *, exact: bool, one_line: bool) -> MarkdownIt:
    """A parser for texts in a language.

    An `exact` text keeps its characters, and whatever in it marks nothing prints as it stands. A text of
    `one_line` has no lists, headings or tables.
    """
    made = MarkdownIt("commonmark").enable("table").use(footnote_plugin)
    made.validateLink = lambda url: True  # type: ignore[method-assign]  # checked by the reader
    if one_line:
        made.disable(list(_OF_SEVERAL_LINES))
    made.core.ruler.after("footnote_tail", "addresses", _keep_addresses)
    if not exact:
        attrs_plugin(made, after=(), spans=True, span_after="footnote_ref", allowed=["lang"])
        made.options["typographer"] = True
        made.options["quotes"] = quotes(language)
        made.enable("smartquotes")
        made.inline.ruler.before("linkify", "bare_address", _bare_address)
        made.core.ruler.after("addresses", "refused", partial(_refuse, one_line=one_line))
        made.core.ruler.after("smartquotes", "dashes", _dashes)
    return made


def _refuse(state: StateCore, *, one_line: bool) -> None:
    notes = state.env.get("footnotes", {}).get("list", {})
    state.env[REFUSED] = list(refused(state.tokens, notes, one_line=one_line))


def _dashes(state: StateCore) -> None:
    """Runs before escaped characters join the text around them, and so leaves those alone."""
    for token in state.tokens:
        for child in token.children or ():
            if child.type == "text":
                child.content = dashes(apostrophes(child.content))


def _keep_addresses(state: StateCore) -> None:
    """An address in angle brackets prints as it is: no character of it is a mark or is set otherwise."""
    for token in state.tokens:
        is_address = False
        for child in token.children or ():
            if child.type == "text" and is_address:
                child.type = "text_special"
            is_address = child.type == "link_open" and child.markup == "autolink"


def _bare_address(state: StateInline, silent: bool) -> bool:
    """An address that stands in the text as it is: a link, and no character of it is a mark."""
    scheme = _SCHEME.search(state.pending) if state.src.startswith("://", state.pos) else None
    rest = _REST.match(state.src, state.pos, state.posMax) if scheme else None
    if scheme is None or rest is None:
        return False
    found = _without_what_follows(rest[0])
    if silent or len(found) == len("://"):
        return False
    state.pending = state.pending[: scheme.start()]
    address = scheme[0] + _ESCAPED.sub(r"\1", found)
    is_in_link = state.linkLevel > 0
    if not is_in_link:
        token = state.push("link_open", "a", 1)
        token.attrs, token.markup, token.info = {"href": address}, "bare", "auto"
    token = state.push("text_special", "", 0)
    token.content = token.markup = address
    if not is_in_link:
        state.push("link_close", "a", -1)
    state.pos += len(found)
    return True


def _without_what_follows(address: str) -> str:
    while match := _AFTER.search(address):
        mark = match[0]
        if mark in ")]" and address.count("(["[")]".index(mark)]) >= address.count(mark):
            break
        address = address[: match.start()]
        address = address.removesuffix("\\")
    return address

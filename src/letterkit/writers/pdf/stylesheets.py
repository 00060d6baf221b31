"""Style sheets cut to the rules that a page can match: parsing the others takes longer than a page.

WeasyPrint parses its style sheets of a browser's defaults when it is imported. Here each is parsed when
it is first asked for, and a page whose elements are all among a letter's gets a cut one. A packaged style
sheet is cut to the page's own elements and classes. What is left out could match nothing there, so that
the page comes out the same; what is in doubt stays.

The cut sheets are made on the user's machine and kept in the cache folder, as style sheets, named by a
digest of what they were made from. What WeasyPrint could do itself is in the upstream page of docs.
"""

from __future__ import annotations

import hashlib
import json
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from letterkit.files.kept import kept_values
from letterkit.writers.pdf.assets import held_only

if TYPE_CHECKING:
    from weasyprint import HTML

_KIND = "styles"
_VERSION = 1  # of what is kept: it counts up where the cutting changes
_ELEMENTS = frozenset(
    """html head meta title style body header main section p span div h1 h2 h3 h4 h5 h6 ol ul li strong
    em a br wbr blockquote address table thead tbody tr th td ins del img sup dl dt dd""".split()  # noqa: SIM905
)
_COUNTERS = frozenset(("decimal", "disc", "circle", "square"))
_SHEETS = {"UA_STYLESHEET": "UA", "UA_FORM_STYLESHEET": "UA_FORM", "PH_STYLESHEET": "PH"}


class Vocabulary(NamedTuple):
    """What a page has: the names of its elements, its classes, the attributes that a style sheet asks
    for, and the counter styles that are named. None stands for any.
    """

    elements: frozenset[str]
    classes: frozenset[str] | None = None
    attributes: frozenset[str] | None = None
    counters: frozenset[str] | None = None


class Cut(NamedTuple):
    """A style sheet that was cut, and the counter styles that were left out of it."""

    css: str
    without: frozenset[str]


_LETTER = Vocabulary(_ELEMENTS, None, frozenset(), _COUNTERS)


def page_of(text: str, styles: Iterable[str] = (), **options: Any) -> HTML:
    """A page of HTML for WeasyPrint, which will be given these style sheets too.

    Unless the `options` say otherwise, it reads nothing but what it holds itself.
    """
    page = _page_type()(string=text, **{"url_fetcher": held_only(), **options})
    own = [*styles, *(each.text or "" for each in page.etree_element.iter("style"))]
    page.is_letter = _is_letter(page.etree_element) and not any(map(_names_a_counter, own))
    return page


@contextmanager
def late_styles() -> Iterator[None]:
    """Import WeasyPrint meanwhile: its own style sheets will be parsed when they are first used."""
    import tinycss2

    parse = tinycss2.parse_stylesheet
    tinycss2.parse_stylesheet = lambda *_, **__: []
    try:
        yield
    finally:
        tinycss2.parse_stylesheet = parse
    weasyprint = sys.modules["weasyprint"]
    html = sys.modules["weasyprint.html"]
    counters = _late_counters()
    for name, source in _SHEETS.items():
        late = _late_sheet(getattr(html, source), counters if name.startswith("UA") else None)
        for module in (weasyprint, html):
            setattr(module, name, late)
    for module in (weasyprint, html):
        module.UA_COUNTER_STYLE = counters  # type: ignore[attr-defined]


def _late_sheet(css: str, counters: Any) -> Any:
    """A style sheet that is parsed when it is first looked into."""
    from weasyprint import CSS

    class LateSheet(CSS):  # type: ignore[misc]  # without types
        def __init__(self) -> None:
            """Nothing yet."""

        def __getattr__(self, name: str) -> Any:
            if name.startswith("_"):
                raise AttributeError(name)
            super().__init__(string=css, counter_style=counters)
            return getattr(self, name)

    return LateSheet()


def _late_counters() -> Any:
    """The counter styles of the browser's defaults, which are read with their style sheet."""
    from weasyprint.css.counters import CounterStyle

    class LateCounters(CounterStyle):  # type: ignore[misc]  # without types
        def copy(self) -> Any:
            _ = sys.modules["weasyprint"].UA_STYLESHEET.matcher
            return super().copy()

    return LateCounters()


@cache
def _page_type() -> Any:
    from weasyprint import HTML

    class LetterPage(HTML):  # type: ignore[misc]  # without types
        """A page that asks for the cut style sheet of the browser's defaults where it serves."""

        is_letter = False

        def _ua_stylesheets(self, forms: bool = False) -> Any:
            return [_browser()[0]] if self.is_letter and not forms else super()._ua_stylesheets(forms)

        def _ua_counter_style(self) -> Any:
            return [_browser()[1].copy()] if self.is_letter else super()._ua_counter_style()

    return LetterPage


@cache
def _browser() -> tuple[Any, Any]:
    """The style sheet of the browser's defaults, cut to a letter's elements, and its counter styles."""
    from weasyprint import CSS
    from weasyprint.css.counters import CounterStyle

    counters = CounterStyle()
    css = _browser_css().css
    return CSS(string=css, counter_style=counters, url_fetcher=held_only()), counters


@cache
def _browser_css() -> Cut:
    from weasyprint.html import UA

    return cut(UA, _LETTER)


def _is_letter(root: Any) -> bool:
    """Whether a page has only elements, and no attributes, that the cut style sheet is made for."""
    asked_for = _attributes()
    return all(
        not isinstance(each.tag, str)  # a comment
        or (each.tag in _ELEMENTS and asked_for.isdisjoint(each.attrib))
        for each in root.iter()
    )


@cache
def _attributes() -> frozenset[str]:
    """The attributes that the browser's defaults ask for."""
    from weasyprint.html import UA

    return frozenset(re.findall(r"\[\s*([\w-]+)", UA))


@lru_cache(16)
def _names_a_counter(style: str) -> bool:
    """Whether a style sheet names a counter style that the cut one is without."""
    return not _browser_css().without.isdisjoint(_WORD(style))


def with_cut_style(page: str, style: str) -> str:
    """The page, which has the style sheet, with it cut.

    Its elements and classes are told by what looks like one: they may be a few too many.
    """
    before, _, after = page.partition(style)
    rest, named = before + after, frozenset(_WORD(style))
    elements = named.intersection(map(str.lower, _ELEMENT(rest))) | named.intersection(_IMPLIED)
    classes = named.intersection(name for value in _CLASS(rest) for name in value.strip("\"'").split())
    return f"{before}{cut(style, Vocabulary(elements, classes)).css}{after}"


_WORD = re.compile(r"[\w-]+").findall
_ELEMENT = re.compile(r"<([a-zA-Z][\w-]*)").findall
_CLASS = re.compile(r"""\bclass\s*=\s*("[^"]*"|'[^']*'|[^\s"'>]+)""", re.IGNORECASE).findall
# Elements that no tag need begin; and what takes a mark's place (see `separators`).
_IMPLIED = ("html", "head", "body", "tbody", "colgroup", "br", "wbr")


# Cutting


@lru_cache(8)
def cut(css: str, to: Vocabulary) -> Cut:
    """The style sheet without the rules that can match nothing in a page of that vocabulary on paper."""
    css, *without = kept_values(_KIND, _digest(css, to), lambda: _cut(css, to))
    return Cut(css, frozenset(without))


def _digest(css: str, to: Vocabulary) -> str:
    """A digest of all that a cut style sheet depends on."""
    import cssselect2
    import tinycss2

    words = [sorted(part) if part is not None else None for part in to]
    on = [_VERSION, css, words, tinycss2.__version__, cssselect2.VERSION]
    return hashlib.sha256(json.dumps(on).encode()).hexdigest()[:32]


def _cut(css: str, to: Vocabulary) -> list[str]:
    """What is left of the style sheet, and the counter styles that are left out."""
    import tinycss2

    rules: list[str] = []
    without: set[str] = set()
    for rule in tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True):
        words = tinycss2.serialize(rule.prelude).strip() if hasattr(rule, "prelude") else ""
        name = getattr(rule, "lower_at_keyword", None)
        if rule.type == "qualified-rule":
            if selectors := _matching(rule.prelude, to):
                rules.append(f"{selectors} {{{tinycss2.serialize(rule.content)}}}")
        elif name == "counter-style" and to.counters is not None and words not in to.counters:
            without.add(words)
        elif (name, words) != ("media", "screen"):
            rules.append(rule.serialize())
    return ["\n".join(rules), *sorted(without)]


def _matching(prelude: Sequence[Any], to: Vocabulary) -> str:
    """Those of a rule's selectors that can match; all where one is none, as WeasyPrint then says."""
    import tinycss2
    from cssselect2 import SelectorError, parser

    groups: list[list[Any]] = [[]]
    for token in prelude:
        if token.type == "literal" and token.value == ",":
            groups.append([])
        else:
            groups[-1].append(token)
    try:
        can = [all(_can_match(each.parsed_tree, to) for each in parser.parse(group)) for group in groups]
    except SelectorError:
        return str(tinycss2.serialize(prelude))
    pairs = zip(groups, can, strict=True)
    return ", ".join(tinycss2.serialize(group).strip() for group, matches in pairs if matches)


def _can_match(selector: Any, to: Vocabulary) -> bool:
    """Whether anything in a page of that vocabulary may be what the selector says."""
    from cssselect2 import parser

    if isinstance(selector, parser.CombinedSelector):
        return _can_match(selector.left, to) and _can_match(selector.right, to)
    return all(_can_be(each, to) for each in selector.simple_selectors)


def _can_be(simple: Any, to: Vocabulary) -> bool:
    from cssselect2 import parser

    match simple:
        case parser.LocalNameSelector():
            return simple.lower_local_name in to.elements
        case parser.ClassSelector():
            return to.classes is None or simple.class_name in to.classes
        case parser.AttributeSelector():
            return to.attributes is None or simple.lower_name in to.attributes
        case parser.MatchesAnySelector() | parser.SpecificityAdjustmentSelector():
            return any(_can_match(each.parsed_tree, to) for each in simple.selector_list)
        case _:
            return True

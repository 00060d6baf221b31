"""Document → pages: the HTML page laid out by WeasyPrint, and what can be read from it.

Nothing of the pages changes afterwards: drafts and redlines are printed over them. The renderer reads
nothing but the packaged and the workspace's templates, and no network.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from contextlib import nullcontext
from functools import cached_property, lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from letterkit import letter as lt
from letterkit.consent import Released
from letterkit.diagnostics import Diagnostic, Location
from letterkit.files.listing import files_below
from letterkit.files.reading import TEMPLATE, as_text, read_file
from letterkit.limits import TooMuchWorkError, limited_work
from letterkit.writers import Assets
from letterkit.writers.html import template_name, to_html
from letterkit.writers.pdf import fonts
from letterkit.writers.pdf.assets import base_url, fetcher, held_only
from letterkit.writers.pdf.by_fax import unfit_pictures
from letterkit.writers.pdf.fitting import Fitted, fitted
from letterkit.writers.pdf.limits import MAX_PAGES, limited_pages
from letterkit.writers.pdf.lines import NO_WIDTH, PrintedLine, printed_lines
from letterkit.writers.pdf.messages import LOGGER, collected_messages, recorded_messages
from letterkit.writers.pdf.notes import with_notes_in_place
from letterkit.writers.pdf.overfull import overfull_lines
from letterkit.writers.pdf.running_head import head_style
from letterkit.writers.pdf.separators import without_hanging
from letterkit.writers.pdf.stylesheets import page_of, with_cut_style
from letterkit.writers.pdf.typefaces import installed_files, missing_typefaces, unknown_families

if TYPE_CHECKING:
    from logging import LogRecord

    from weasyprint import CSS, Document
    from weasyprint.text.fonts import FontConfiguration

    from letterkit.writers.pdf.kept_pages import KeptPages

_SECONDS = 4.0
"""Seconds of the processor's that laying out may take, besides those of each page."""
_SECONDS_AT_ONCE = 8.0
"""Seconds of the processor's that laying out once may take, however many pages there are: twenty pages
take one.
"""
_STYLE_SHEET = "letter.css"
VARIANT = "pdf/a-3a"
"""The kind of PDF, as WeasyPrint calls it: PDF/A-3a, ISO 19005-3."""
# WeasyPrint takes the thickness of a strike from the font, which is too thin for a fax; an underline that
# is lifted has its own.
STRIKE = """
del, main ol > li.deleted > p:first-child::before, main ol > li.moved-away > p:first-child::before {
  text-decoration: underline !important;
  text-decoration-thickness: 1pt !important;
  text-underline-offset: -0.32em !important;
}
"""
"""The style of a redline's deleted words, for the PDF alone."""


class Laid(Struct, frozen=True, dict=True):
    """A document laid out: its pages and lines, and what was met in doing so.

    `document` is WeasyPrint's, None where the template gave no page. `typefaces` says which ones it asked
    for in vain. `finish` makes a file of it, and may be asked for several. `tried` are its pages in each
    size that was tried for it: see `fitting`.
    """

    tree: lt.Document
    assets: Assets
    document: Document | None
    problems: tuple[Diagnostic, ...]
    typefaces: tuple[Diagnostic, ...] = ()
    tried: tuple[Document, ...] = ()

    @property
    def pages(self) -> int:
        """How many pages the document itself has; 0 where it could not be laid out."""
        return len(self.document.pages) if self.document is not None else 0

    @cached_property
    def lines(self) -> tuple[PrintedLine, ...]:
        """Every printed line, page by page, in the order of the content."""
        return printed_lines(self.document) if self.document is not None else ()

    @cached_property
    def findings(self) -> tuple[Diagnostic, ...]:
        """What stands against these pages: a draft may have it, a final not."""
        if self.document is None:
            return ()
        try:
            with limited_pages(_SECONDS):
                return (
                    *self.typefaces,
                    *overfull_lines(self.document, self.tree),
                    *unfit_pictures(self.tree),
                )
        except TooMuchWorkError:
            return (too_much(self.tree),)


def lay_out(released: Released[lt.Document], assets: Assets, kept: KeptPages | None = None) -> Laid:
    """Lay the document out. Raises LetterkitError where Pango or the typeface is missing.

    What is more than any letter, in pages, work or memory, is LK515. Pages that it has as other copies
    of the same letter may be `kept` from those.
    """
    tree = released.tree
    try:
        with limited_pages(_SECONDS):
            return _laid_out(tree, assets, kept)
    except (TooMuchWorkError, RecursionError):
        return Laid(tree, assets, None, (too_much(tree),))


def too_much(tree: lt.Document) -> Diagnostic:
    """LK515 for a document that is too much to set or to make a file of."""
    message = f"more than {MAX_PAGES} pages, or more work and memory than the pages of a letter take"
    return Diagnostic("LK515", message, template_place(tree), "divide the letter, or mend the template")


def _laid_out(tree: lt.Document, assets: Assets, kept: KeptPages | None) -> Laid:
    page, problems = to_html(tree, assets, paged=True)
    if page is None:
        return Laid(tree, assets, None, tuple(problems))
    page = _with_quick_style(page, tree, _packaged_style(assets.templates[-1]))
    if unfit := fonts.unfit(assets.fonts, assets.root):
        return Laid(tree, assets, None, (*problems, *unfit))
    document, messages, tried = _document(page, tree, assets, (), kept)
    unknown = unknown_families(document, document.font_config)
    if files := installed_files(unknown, assets.fonts) if unknown else []:
        document, messages, tried = _document(page, tree, assets, files, kept)
        unknown = unknown_families(document, document.font_config)
    missing = missing_typefaces(unknown, assets, *_asking(tree)) if unknown else ()
    return Laid(tree, assets, document, (*problems, *messages), tuple(missing), tried)


def _document(
    page: str,
    tree: lt.Document,
    assets: Assets,
    files: Sequence[Path],
    kept: KeptPages | None,
) -> Fitted:
    """The page laid out, with these files of installed fonts besides, and what was met in doing so."""
    configuration = fonts.configuration(assets.fonts, files)
    styles = (STRIKE,) if tree.comparison is not None else ()
    laid_out = 0

    def render(styles: Iterable[str], page: str) -> Document:
        nonlocal laid_out
        with limited_work(_SECONDS_AT_ONCE):
            document = rendered(assets, configuration, styles, page, kept)
        laid_out += len(document.pages)
        return document

    with collected_messages(template_place(tree)):  # the same is said of the whole page
        page = without_hanging(page, partial(render, styles), lambda: _setting(assets, files, styles))

    def with_styles(more: Sequence[str]) -> tuple[Document, list[Diagnostic]]:
        with collected_messages(template_place(tree)) as messages:
            return render((*styles, *more), page), messages

    def with_notes(more: Sequence[str]) -> tuple[Document, list[Diagnostic]]:
        return with_notes_in_place(lambda breaks: with_styles((*more, *breaks)), lt.footnotes(tree))

    if tree.comparison is not None:  # a redline is read, not sent
        document, messages = with_notes(())
        return Fitted(document, messages, (document,))
    return fitted(with_notes, lambda: laid_out)


def _setting(assets: Assets, files: Iterable[Path], styles: Iterable[str]) -> str:
    """All that says where lines end, besides the page: that may load files of the workspace's."""
    loaded = [file for folder in assets.templates[:-1] for file in files_below(folder, assets.root)]
    return " ".join((fonts.digest(assets.fonts, files, loaded), *styles))


def rendered(
    assets: Assets,
    configuration: FontConfiguration,
    styles: Iterable[str],
    page: str,
    kept: KeptPages | None = None,
) -> Document:
    """A page of HTML laid out with styles of its own besides, with pages that are `kept`."""
    from weasyprint import CSS

    # Inside a link WeasyPrint 70 passes over the elements, and breaks in the middle of a word.
    page = page.replace("<wbr>", NO_WIDTH)
    page, own = _without_styles(page)
    html = page_of(page, [*own, *styles], url_fetcher=fetcher(assets), base_url=base_url(assets))
    sheets = []
    for style in own:
        sheet, said = _parsed(style)
        sheets.append(sheet)
        for record in said:
            LOGGER.handle(record)
    sheets += [CSS(string=style, url_fetcher=held_only()) for style in styles]
    with kept.used((*own, *styles)) if kept is not None else nullcontext():
        return html.render(font_config=configuration, pdf_variant=VARIANT, stylesheets=sheets)


def _with_quick_style(page: str, tree: lt.Document, style: str) -> str:
    """The page with a packaged style sheet, if it has that, which prints the same and takes less time."""
    if not style or style not in page:
        return page
    before, _, after = page.partition(style)
    has_no_other = after.startswith("</style>") and "<style" not in after
    head = head_style(page) if has_no_other and tree.comparison is None else ""
    return with_cut_style(before + style + head + after, style)


@lru_cache(2)
def _packaged_style(folder: Path) -> str:
    """The style sheet of the packaged folder of templates; empty where that has none."""
    try:
        return as_text(read_file(folder / _STYLE_SHEET, folder, TEMPLATE), folder / _STYLE_SHEET)
    except FileNotFoundError:
        return ""


# What makes a style sheet more than a text: what it loads, and counters that each document keeps.
_LOADS = re.compile(
    r"@(?:font-face|import|counter-style|color-profile|layer)|url\(|<link|<style\s", re.IGNORECASE
)
_STYLE = re.compile(r"<style>(.*?)</style>", re.DOTALL | re.IGNORECASE)


def _without_styles(page: str) -> tuple[str, list[str]]:
    """The page without its style sheets, and those: a page is laid out several times, and parsing its
    style takes a third of that. A page whose style loads something keeps it.
    """
    if _LOADS.search(page):
        return page, []
    return _STYLE.sub("", page), _STYLE.findall(page)


@lru_cache(8)
def _parsed(style: str) -> tuple[CSS, Sequence[LogRecord]]:
    """A style sheet, parsed, and what was said of it."""
    from weasyprint import CSS

    with recorded_messages() as said:
        return CSS(string=style, url_fetcher=held_only()), said


def _asking(tree: lt.Document) -> tuple[Location, str | None]:
    """Where a typeface is asked for that no template of the workspace names: the setting or template."""
    if tree.looks is None or tree.looks.typeface is None:
        return template_place(tree), None
    origin = tree.looks.origin
    return Location(origin.file, origin.line, origin.column), tree.looks.typeface


def template_place(tree: lt.Document) -> Location:
    """The place of what WeasyPrint says, which names no line: the template's file."""
    return Location(f"templates/{template_name(tree)}", 1, 1)

"""Document → HTML: one self-contained page, and what the PDF is laid out from.

The templates `letter.html.jinja` and `press-release.html.jinja` and the style sheet `letter.css` decide
how a document looks; the workspace's templates come before the packaged ones. Every word is escaped here.
A redline's words stand in <ins> and <del>, whatever the template; its page begins with the changes' list.
"""

from __future__ import annotations

import re
import traceback
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, StrictUndefined, Template, TemplateError, TemplateSyntaxError
from jinja2.debug import rewrite_traceback_stack
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup, escape

from letterkit import letter as lt
from letterkit.changes import Comparison
from letterkit.consent import Released
from letterkit.diagnostics import Diagnostic, Location
from letterkit.files.listing import entries
from letterkit.files.reading import problem_of
from letterkit.language.lists import short_list_text
from letterkit.language.phrases import phrases
from letterkit.language.typography import full_stop
from letterkit.limits import TooMuchWorkError, limited_work
from letterkit.values import replace
from letterkit.writers import Assets, Written
from letterkit.writers.breaks import text_with_breaks, with_breaks
from letterkit.writers.languages import part_with_languages, with_foreign_words, with_languages
from letterkit.writers.looks import room_above, style_of
from letterkit.writers.nodes import NodeMarkup, change_of
from letterkit.writers.said import said_on_pages
from letterkit.writers.templates import (
    CompiledTemplates,
    TemplateLoader,
    UnfitTemplateError,
    files_of,
)
from letterkit.writers.unbroken import kept_together

_JINJA = re.compile(rb"\{[{%]")
_SECONDS = 2  # of the processor's, to fill in a template; the packaged one takes a fiftieth of one
_LARGEST = 10_000  # bits of a number that a template multiplies
# What a template can raise while it is read and filled in.
_MISTAKES = (TemplateError, ArithmeticError, AttributeError, LookupError, TypeError, ValueError)


def template_name(document: lt.Document, *, fragment: bool = False) -> str:
    """The template of a kind of document, or of the fragment of one."""
    return f"{document.type}{'-fragment' if fragment else ''}.html.jinja"


def write(document: Released[lt.Document], assets: Assets) -> Written:
    """The document as an HTML page, UTF-8."""
    page, problems = to_html(document.tree, assets)
    if page is not None and document.tree.comparison is not None:
        page = _with_changes(page, document.tree.comparison, assets)
    return page.encode() if page is not None else None, problems


def to_html(
    document: lt.Document, assets: Assets, *, paged: bool = False, fragment: int | None = None
) -> tuple[str | None, list[Diagnostic]]:
    """The document as an HTML page.

    What is `paged` is for the PDF: each paragraph, list item and part says in `data-at` which file and
    line it was made from, and each note stands by its call, to be set at the page's foot; and lines do
    not end where `kept_together` says so. Nothing else differs. A `fragment` is no page but a part of
    one: see the writer of that name.
    """
    name = template_name(document, fragment=fragment is not None)
    form = (paged, fragment)
    return _guarded(
        lambda: _filled_in(_environment(assets, paged), name, document, assets, form), name, assets
    )


def fill_in(
    name: str, values: Mapping[str, object], assets: Assets
) -> tuple[str | None, list[Diagnostic]]:
    """A page that goes with a letter, such as a fax's cover sheet: its template with these values."""
    return _guarded(lambda: (_environment(assets).get_template(name).render(values), []), name, assets)


def _guarded(
    filled: Callable[[], tuple[str, list[Diagnostic]]], name: str, assets: Assets
) -> tuple[str | None, list[Diagnostic]]:
    """What a template gives, or what is wrong with it, as diagnostics."""
    try:
        with limited_work(_SECONDS):
            return filled()
    except UnfitTemplateError as error:
        file = Path(error.cause.filename)
        shown = file.relative_to(assets.root) if file.is_relative_to(assets.root) else file
        return None, [problem_of(error.cause, shown.as_posix())]
    except _MISTAKES as error:
        message = error.message if isinstance(error, TemplateSyntaxError) else str(error)
        where = _place(error, assets.templates, name)
        return None, [Diagnostic("LK504", message or "not a template", where)]
    except (TooMuchWorkError, RecursionError):
        # Jinja lets the traceback of an Exception alone speak of the template's own lines.
        where = _place(rewrite_traceback_stack(), assets.templates, name)
        message = "the template includes or repeats more than any letter needs"
        return None, [Diagnostic("LK514", message, where, "see whether a loop in it ends")]


def _filled_in(
    environment: Environment,
    name: str,
    document: lt.Document,
    assets: Assets,
    form: tuple[bool, int | None],
) -> tuple[str, list[Diagnostic]]:
    """The template with the document; its `form` is whether it is paged, and a fragment's level."""
    paged, fragment = form
    rendered, marked = _rendered(environment.get_template(name), document, fragment)
    page = _divided(rendered, document)
    if fragment is None:
        page = kept_together(page, document, paged=paged)
    problems = [*_lost_notes(page, marked, assets, name), *_lost_groups(rendered, marked, assets, name)]
    return _with_one_id_each(page) if document.comparison is not None else page, problems


def _rendered(
    template: Template, document: lt.Document, fragment: int | None = None
) -> tuple[str, lt.Document]:
    """The template as Jinja fills it in, and the document as it was filled in with."""
    marked = _marked(document) if document.comparison is not None else document
    current = _accepted(document) if document.comparison is not None else document
    # The titles of asks are known of every document; a page may say what it prints.
    said = said_on_pages(document.keywords, current) if fragment is None else ()
    marked = replace(with_foreign_words(marked), keywords=said)
    values = {"document": marked, "current": current, "words": phrases(document.language)}
    return template.render(values, level=fragment, stop=full_stop(document.language)), marked


def _divided(rendered: str, document: lt.Document) -> str:
    return with_languages(with_breaks(rendered), document.language)


# The same in steps, for the copies of a letter


def filled_template(document: lt.Document, assets: Assets) -> str | None:
    """A document's page for the PDF before `as_paged`; None where the template has a problem."""
    name = template_name(document)
    template = _environment(assets, True).get_template
    page, _ = _guarded(lambda: (_rendered(template(name), document)[0], []), name, assets)
    return page


def as_paged(page: str, document: lt.Document) -> str:
    """What `to_html` makes of a filled template for the PDF."""
    return kept_together(_divided(page, document), document, paged=True)


def divided_text(text: str, language: str) -> str:
    """What a text of a filled template becomes in `as_paged`, before anything is kept together."""
    return part_with_languages(text_with_breaks(text), language)


def own_files(name: str, assets: Assets) -> dict[str, bytes]:
    """What is the workspace's own of a template and the files that it includes: name → content."""
    if not any(_may_have_files(folder, assets) for folder in assets.templates[:-1]):
        return {}
    packaged = files_of([name], replace(assets, templates=assets.templates[-1:]))
    found = files_of([name], assets)
    return {file: content for file, content in found.items() if content != packaged.get(file)}


def _may_have_files(folder: Path, assets: Assets) -> bool:
    try:
        return bool(entries(folder, assets.inside(folder)))
    except OSError:  # whoever reads it says so
        return True


def prints_words_as_they_are(own: Mapping[str, bytes]) -> bool:
    """Whether a template with these files of the workspace's own asks nothing of the words that it
    prints: the packaged ones ask only whether there are any, and whether they end with a colon. A style
    sheet of a workspace's own may go with them.
    """
    return all(file.endswith(".css") and not _JINJA.search(content) for file, content in own.items())


def _lost_notes(page: str, document: lt.Document, assets: Assets, name: str) -> Iterator[Diagnostic]:
    """An error where a template of the workspace's own leaves out the notes of the document."""
    lost = [note.number for note in lt.footnotes(document) if f'id="note-{note.number}"' not in page]
    if lost:
        message = f"the template prints no note {lost[0]}"
        hint = "write {{ notes(document) }} before </body>"
        yield Diagnostic("LK504", message, Location(f"{assets.templates[0].name}/{name}", 1, 1), hint)


def _lost_groups(page: str, document: lt.Document, assets: Assets, name: str) -> Iterator[Diagnostic]:
    """The same where it leaves out who signs below a heading. A press release prints no signatures."""
    groups = document.signatures.groups if isinstance(document, lt.Letter) else ()
    lost = [group.heading for group in groups if str(escape(group.heading)) not in page]
    if lost:
        message = f"the template prints nobody of those who sign below '{lost[0]}'"
        hint = "print document.signatures.groups too, as letterkit's own letter.html.jinja does"
        yield Diagnostic("LK504", message, Location(f"{assets.templates[0].name}/{name}", 1, 1), hint)


def packaged_template(name: str, assets: Assets) -> Template:
    """One of letterkit's own templates, for a page that no workspace's template may replace."""
    return _environment(replace(assets, templates=assets.templates[-1:])).get_template(name)


# Redlines


def _with_changes(page: str, comparison: Comparison, assets: Assets) -> str:
    """The page with the list of changes before the document."""
    from letterkit.redline import summary as summary_of  # loaded for redlines alone, here and below

    template = packaged_template("changes.html.jinja", assets)
    marked = set(map(int, re.findall(r"<\w+ id=change-(\d+) ", page)))
    listed = template.render(changes=summary_of(comparison), marked=marked)
    return re.sub(r"<body[^>]*>", lambda body: f"{body[0]}\n{listed}", page, count=1)


def _marked(document: lt.Document) -> lt.Document:
    """The redline with its marks in every text, and said to be one."""
    from letterkit.redline import printed

    names = f"Redline · {document.running_head}"
    head = short_list_text([names], document.language, lt.RUNNING_HEAD)
    titled = replace(document, title=f"Redline: {document.title}", running_head=head)
    return printed(titled, _HtmlMarks())


def _accepted(document: lt.Document) -> lt.Document:
    """What the redline's new letter is."""
    from letterkit.redline import accept

    return accept(document)


class _HtmlMarks:
    """<ins> and <del>, each with its change's number; `_with_one_id_each` sees to the rest.

    The attributes have no quotation marks, so that they do no harm where a template puts a marked text
    into an attribute of its own.
    """

    def same(self, text: str) -> Markup:
        return escape(text)

    def inserted(self, text: str, number: int | None) -> Markup:
        return self.element("ins", text, number)

    def deleted(self, text: str, number: int | None) -> Markup:
        return self.element("del", text, number)

    def element(self, name: str, text: str, number: int | None) -> Markup:
        words = text.strip()
        if not words:
            return escape(text)
        before, after = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
        attributes = self.attributes(number)
        return Markup("{1}<{0}{2}>{3}</{0}>{4}").format(name, before, attributes, words, after)

    def attributes(self, number: int | None) -> Markup:
        return Markup(" id=change-{0} data-change={0}").format(number) if number else Markup("")

    def moved_away(self, title: str, number: int) -> Markup:
        words = Markup("<a class=moved href=#change-{} data-change={}>[moved, change {}: {}]</a>")
        return words.format(number, number, number, title)

    def moved_here(self, number: int) -> Markup:
        return self.remark("moved here", number)

    def woven(self, deed: str, number: int) -> Markup:
        return self.remark(f"¶ {deed} here", number)

    def recast(self, number: int) -> Markup:
        return self.remark("set in another form", number)

    def broken(self, deed: str, number: int) -> Markup:
        return self.remark(f"line {deed} here", number)

    def remark(self, words: str, number: int) -> Markup:
        marked = Markup("<span{} class=moved>[{}, change {}]</span>")
        return marked.format(self.attributes(number), words, number)


def _with_one_id_each(page: str) -> str:
    """The page with each change's id on its first mark, and no link to a change that has none.

    A template need not print every text; and what moved into a part that is new as a whole has no mark.
    """
    found: set[str] = set()

    def once(attribute: re.Match[str]) -> str:
        again = attribute[1] in found
        found.add(attribute[1])
        return "" if again else attribute[0]

    page = re.sub(r"(?<=<ins|<del|span) id=(change-\d+)(?= data-change=)", once, page)
    return re.sub(r" href=#(change-\d+)", lambda link: link[0] if link[1] in found else "", page)


# How templates are filled in


def _place(error: BaseException, folders: tuple[Path, ...], name: str) -> Location:
    """The template's line that is at fault: Jinja rewrites the traceback to speak of its own lines."""
    frames = traceback.extract_tb(error.__traceback__)
    places = [(frame.filename, frame.lineno or 1) for frame in frames]
    if isinstance(error, TemplateSyntaxError):
        places.append((error.filename or "", error.lineno))
    for file, line in reversed(places):
        for folder in folders:
            if Path(file).is_relative_to(folder):
                return Location(Path(file).relative_to(folder.parent).as_posix(), line, 1)
    return Location(f"{folders[0].name}/{name}", 1, 1)


def _lang(node: lt.Node) -> Markup:
    """The attribute of words that are known to be in another language than the document."""
    foreign = getattr(node, "foreign", None)
    return Markup(' lang="{}"').format(foreign) if foreign else Markup("")


class _Sandbox(ImmutableSandboxedEnvironment):
    """Refuses powers that nobody could wait for: Python does not let go of a number that it reckons."""

    intercepted_binops = frozenset(("**",))

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        are_whole = isinstance(left, int) and isinstance(right, int)
        if are_whole and left.bit_length() * right > _LARGEST:
            raise OverflowError("a power of too many digits")
        return super().call_binop(context, operator, left, right)


@lru_cache
def _environment(assets: Assets, paged: bool = False) -> ImmutableSandboxedEnvironment:
    nodes = NodeMarkup(paged)
    environment = _Sandbox(
        loader=TemplateLoader(assets),
        optimized=False,  # which takes longer than it saves: each template is filled in once
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        bytecode_cache=CompiledTemplates(),
    )
    environment.globals.update(
        style=style_of,
        room_above=room_above,
        at=nodes.at,
        change_of=change_of,
        lang=_lang,
        notes=nodes.notes,
    )
    environment.filters.update(body=nodes.body, inline=nodes.inline, rows=_rows)
    environment.filters["ends_with_colon"] = _ends_with_colon
    return environment


def _rows(items: Sequence[object], columns: int) -> list[Sequence[object]]:
    """The items in rows of so many columns."""
    return [items[i : i + columns] for i in range(0, len(items), columns)]


def _ends_with_colon(nodes: Sequence[lt.BodyNode]) -> bool:
    """Whether the passage leads in to what follows it."""
    return bool(nodes) and lt.running_text(nodes[-1]).rstrip().endswith((":", "："))

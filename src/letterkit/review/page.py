"""The review page: one HTML file that needs nothing beside it, on disk, in a mail, or served live.

Its style, script and pictures stand in it, and its policy (Content Security Policy, level 3) allows
nothing else: no request leaves the page. What comes from the workspace is escaped as HTML; none of it
stands in a script or a style sheet. The packaged templates alone make it.
"""

from __future__ import annotations

import base64
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import Protocol

from markupsafe import Markup
from msgspec import Struct

from letterkit.diagnostics import Diagnostic
from letterkit.diagnostics.printing import summary
from letterkit.library.workspace import packaged
from letterkit.review.block_facts import PassageFinding
from letterkit.review.document import ReviewedDocument
from letterkit.review.passages import PassageRegion, Passages, PrintedPassage
from letterkit.review.proposed import ProposedByPartners
from letterkit.review.versions import EarlierVersion
from letterkit.review.views import PrintedDocument, PrintedPage, View
from letterkit.writers.pdf.lines import PrintedLine
from letterkit.writers.single_page import allowed, page_asset, page_template

_TEMPLATES = "review"
# What a line's height is of its type's size: see templates/letter.css.
_LEADING = 1.4
# The browser's own serif, which stands in for the letter's, may be a little wider, or more: see page.js.
_NARROWER = 0.92


class PictureAddress(Protocol):
    """Says where the picture of a page is."""

    def __call__(self, printed: PrintedDocument, page: PrintedPage, /) -> str:
        """The address of the picture, for the page's HTML."""


class Choice(Struct, frozen=True):
    """A view that one may choose, and whether it is the one shown first."""

    name: str
    label: str
    since: str | None = None
    is_shown: bool = False


class PageContent(Struct, frozen=True):
    """What the page is to show.

    `problems` are those of the files as they are now, where the letter shown is an earlier one. A live
    page has a `generation`, the `revisions` to choose from, a `nonce` that lets a newer page's places of
    words in, and maybe `editor`, with which links begin that open a file of the workspace here; what
    partners have `proposed`, and a `token` that decisions about that must come with.
    """

    title: str
    campaign: str
    stamp: str = ""
    language: str = "en"
    views: Sequence[View] = ()
    choices: Sequence[Choice] = ()
    findings: Sequence[PassageFinding] = ()
    problems: Sequence[Diagnostic] = ()
    revisions: Sequence[EarlierVersion] = ()
    generation: int | None = None
    nonce: str | None = None
    editor: str | None = None
    proposed: ProposedByPartners | None = None
    token: str | None = None

    @property
    def summary(self) -> str:
        """How much the checks found."""
        found = [finding.diagnostic for finding in self.findings]
        return f"The checks found {summary(found)}" if found else "The checks found nothing"


class ReviewPage(Struct, frozen=True):
    """The page as HTML in UTF-8, and its policy, to be sent as a header too where it is served."""

    html: bytes
    policy: str


def content_of(
    reviewed: ReviewedDocument, views: Sequence[View], choices: Sequence[Choice]
) -> PageContent:
    """What a page shows of a document, with these views."""
    return PageContent(
        title=reviewed.tree.title,
        campaign=reviewed.order.campaign,
        stamp=reviewed.stamp,
        language=reviewed.tree.language,
        views=views,
        choices=choices,
        findings=views[0].passages.findings,
    )


def make_page(content: PageContent, address: PictureAddress) -> ReviewPage:
    """The page, with its pictures where `address` says."""
    views = [_ShownView(view, address) for view in content.views]
    style, script = page_asset(_folder(), "page.css"), page_asset(_folder(), "page.js")
    places = "".join(line for view in views for line in _places(view))
    policy = _policy(style, places, script, content.nonce)
    html = page_template(_folder()).render(
        page=content,
        views=views,
        passages=_passages(content.views),
        style=Markup(style),  # noqa: S704  # letterkit's own, as are the next two
        script=Markup(script),  # noqa: S704
        places=Markup(places),  # noqa: S704
        policy=policy,
    )
    return ReviewPage(html.encode(), policy)


def _passages(views: Iterable[View]) -> Sequence[PrintedPassage]:
    """Every passage of the views once: views share those that they both print."""
    return tuple({p.key: p for view in views for p in view.passages.by_key.values()}.values())


# A view as the template wants it


class _OutlineEntry(Struct, frozen=True):
    """An entry of the outline: a block or a part, where it begins, and what is inside it."""

    passage: str
    title: str
    group: str
    place: str
    findings: int
    inside: Sequence[_OutlineEntry] = ()


class _NamedLine(Struct, frozen=True):
    """A printed line with the name by which the style sheet places it."""

    id: str
    line: PrintedLine


class _NamedRegion(Struct, frozen=True):
    """A passage's lines on a page, and the name by which one gets there."""

    id: str
    region: PassageRegion
    label: str
    lines: Sequence[_NamedLine]


class _ShownPage(Struct, frozen=True):
    """A page: its picture, and its regions."""

    number: int
    width: float
    height: float
    picture: str
    regions: Sequence[_NamedRegion]


class _ShownView(Struct, dict=True):
    """A view with its pages, its outline and its changes."""

    view: View
    address: PictureAddress

    @cached_property
    def sheets(self) -> Sequence[_ShownPage]:
        """Its pages."""
        return tuple(self._sheets())

    @cached_property
    def outline(self) -> Sequence[_OutlineEntry]:
        """Its blocks and parts, in the order they are printed."""
        return tuple(_outline(self.view.passages))

    def _sheets(self) -> Iterator[_ShownPage]:
        name, seen = self.view.name, set[str]()
        regions: list[_NamedRegion] = []
        for i, region in enumerate(self.view.passages.regions):
            # The first region of a passage has the name that links lead to.
            id_ = f"{name}-{region.passage}" + (f"-{i}" if region.passage in seen else "")
            seen.add(region.passage)
            lines = [_NamedLine(f"{id_}-line-{j}", line) for j, line in enumerate(region.lines)]
            title = self.view.passages.by_key[region.passage].title
            label = f"{title}, {region.place}: what it is made of"
            regions.append(_NamedRegion(id_, region, label, lines))
        printed = self.view.printed
        if printed is None:
            return
        for page in printed.pages():
            on_page = [region for region in regions if region.region.page == page.number]
            picture = self.address(printed, page)
            yield _ShownPage(page.number, page.width, page.height, picture, on_page)

    def passage_of(self, number: int) -> str | None:
        """The passage that a change is in."""
        return next((self.view.passages.at(c) for c in self.view.changes if c.number == number), None)


def _outline(passages: Passages) -> Iterator[_OutlineEntry]:
    """The blocks and parts in the order they are printed, each with the people and members in it."""
    groups: dict[str, list[PassageRegion]] = {}
    for region in passages.regions:
        groups.setdefault(passages.by_key[region.passage].group, []).append(region)
    for group, regions in groups.items():
        inside = {region.passage: passages.by_key[region.passage] for region in regions}
        yield _entry(group, list(inside.values()), regions[0].place)


def _entry(group: str, inside: Sequence[PrintedPassage], place: str) -> _OutlineEntry:
    """The entry of a block or part, of these passages. A part has no block around it."""
    around = next((block for block in inside[0].blocks if block.reference == group), None)
    key, findings = inside[0].key, _findings_in(inside)
    if around is None:
        return _OutlineEntry(key, group.capitalize(), "", place, findings)
    others = [p for p in inside if p.blocks and p.blocks[0].reference != group]
    within = [_OutlineEntry(passage.key, passage.title, group, "", 0) for passage in others]
    return _OutlineEntry(key, around.title, group, place, findings, within)


def _findings_in(inside: Iterable[PrintedPassage]) -> int:
    """How many findings there are in the blocks of these passages."""
    return len({f.number for passage in inside for block in passage.blocks for f in block.findings})


# Where the words stand: rules with the numbers of the layout and names of letterkit's own making


def _places(view: _ShownView) -> Iterator[str]:
    if view.sheets:
        yield f"@page{{size:{view.sheets[0].width}pt {view.sheets[0].height}pt;margin:0}}"
    for sheet in view.sheets:
        for region in sheet.regions:
            lines = region.region.lines
            left, right = min(line.left for line in lines), max(line.right for line in lines)
            top, bottom = min(line.top for line in lines), max(line.bottom for line in lines)
            yield f"#{region.id}-handle{{{_box(sheet, left, top, right, bottom)}}}"
            for each in region.lines:
                line = each.line
                height = (line.bottom - line.top) / sheet.width * 100
                size = height / _LEADING * _NARROWER
                box = _box(sheet, line.left, line.top, line.right, line.bottom)
                type_ = f"font-size:calc({size:.3f}cqw * var(--fit, 1));line-height:{height:.3f}cqw"
                yield f"#{each.id}{{{box};{type_}}}"


def _box(sheet: _ShownPage, left: float, top: float, right: float, bottom: float) -> str:
    return (
        f"left:{left / sheet.width:.3%};top:{top / sheet.height:.3%};"
        f"width:{(right - left) / sheet.width:.3%};height:{(bottom - top) / sheet.height:.3%}"
    )


# What the page may do


def _policy(style: str, places: str, script: str, nonce: str | None) -> str:
    """The policy: its own style and script, the pictures, and of a live page its own server."""
    server = "'self'" if nonce else "'none'"
    placing = f"'nonce-{nonce}'" if nonce else allowed(places)
    return "; ".join(
        (
            "default-src 'none'",
            f"img-src data: {server}" if nonce else "img-src data:",
            f"style-src {allowed(style)} {placing}",
            f"script-src {allowed(script)}",
            f"connect-src {server}",
            "base-uri 'none'",
            "form-action 'none'",
        )
    )


def embedded(printed: PrintedDocument, page: PrintedPage) -> str:
    """The picture of a page as part of the file that shows it."""
    return "data:image/png;base64," + base64.b64encode(printed.picture(page.number)).decode()


def _folder() -> Path:
    return packaged("templates") / _TEMPLATES

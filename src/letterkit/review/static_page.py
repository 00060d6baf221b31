"""The review page as a file: every view of a document as it is now, to be opened from disk or mailed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from letterkit.campaign.render import Order, Progress
from letterkit.review.document import CLEAN, DRAFT, LABELS, REDLINE, ReviewedDocument, read_document
from letterkit.review.page import Choice, content_of, embedded, make_page
from letterkit.review.versions import EarlierVersions
from letterkit.review.views import View
from letterkit.values import replace


def static_page(order: Order, document: str, since: Sequence[str], progress: Progress) -> bytes:
    """The page as HTML. Raises CannotPrintError where the document cannot be made."""
    progress(f"reading the blocks of {order.campaign}")
    reviewed = read_document(order, document)
    views = list(_views(reviewed, EarlierVersions(order, document, since), progress))
    choices = [Choice(view.name, view.label, view.since, view is views[0]) for view in views]
    return make_page(content_of(reviewed, views, choices), embedded).html


def _views(reviewed: ReviewedDocument, versions: EarlierVersions, progress: Progress) -> Iterator[View]:
    for name in (DRAFT, CLEAN):
        if name in reviewed.names:
            progress(f"making the view: {LABELS[name].lower()}")
            yield reviewed.view(name)
    for number, version in enumerate(versions.asked(reviewed.digest, reviewed.released.register), 1):
        progress(f"comparing with {version.label}")
        yield replace(reviewed.view(REDLINE, version.name), name=f"{REDLINE}-{number}")

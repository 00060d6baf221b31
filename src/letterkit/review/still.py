"""The review page as a file: every view of a document as it is now, to be opened from disk or mailed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from letterkit.campaign.render import Order
from letterkit.review.desk import CLEAN, DRAFT, LABELS, REDLINE, Desk, lay
from letterkit.review.page import Choice, embedded, make
from letterkit.review.pasts import Pasts
from letterkit.review.views import View


def still(order: Order, document: str, since: Sequence[str], progress: Callable[[str], None]) -> bytes:
    """The page as HTML. Raises CannotPrintError where the document cannot be made."""
    progress(f"reading the blocks of {order.campaign}")
    desk = lay(order, document)
    views = list(_views(desk, Pasts(order, document, since), progress))
    choices = [Choice(view.name, view.label, view.since, view is views[0]) for view in views]
    return make(desk.content(views, choices), embedded).html


def _views(desk: Desk, pasts: Pasts, progress: Callable[[str], None]) -> Iterator[View]:
    for name in (DRAFT, CLEAN):
        if name in desk.names:
            progress(f"making the view: {LABELS[name].lower()}")
            yield desk.view(name)
    for number, past in enumerate(pasts.asked(desk.digest), 1):
        progress(f"comparing with {past.label}")
        yield replace(desk.view(REDLINE, past.name), name=f"{REDLINE}-{number}")

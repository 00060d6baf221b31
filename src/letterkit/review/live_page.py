"""The review page as it is served: made again whenever the document's files change.

One thread makes everything, so that a page and what it is made from belong together. While the files
make no document, the last state that did stays, with the problems that the files have now. What is being
made when somebody saves once more is given up for the newer state.
"""

from __future__ import annotations

import datetime as dt
import secrets
import shutil
import threading
import time
import traceback
from collections import OrderedDict
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import quote

from msgspec import Struct, field

from letterkit.campaign.render import Order, Progress
from letterkit.campaign.watch import Change, changes
from letterkit.consent import unnamed
from letterkit.diagnostics import Diagnostic, LetterkitError
from letterkit.diagnostics.printing import summary
from letterkit.partners.approvals.recording import now_as
from letterkit.partners.decided.deciding import Deciding
from letterkit.past.revisions import Revision
from letterkit.review.decisions import WantedDecision, carry_out, said_about
from letterkit.review.document import (
    LABELS,
    REDLINE,
    CannotPrintError,
    KeptLibrary,
    ReviewedDocument,
    document_of,
)
from letterkit.review.page import Choice, PageContent, ReviewPage, content_of, make_page
from letterkit.review.proposed import proposed
from letterkit.review.versions import EarlierVersion, EarlierVersions, chosen
from letterkit.review.views import PrintedDocument, PrintedPage
from letterkit.values import replace
from letterkit.writers.pdf.kept_pages import KeptPages

# How many pictures of pages one can still ask for: those of a few long letters.
_PICTURES = 400
Clock = Callable[[], dt.datetime]


class _State(Struct, frozen=True):
    """The document that could last be made, if any, and what is wrong with the files now."""

    generation: int = 0
    document: ReviewedDocument | None = None
    problems: list[Diagnostic] = field(default_factory=list)


class LivePage:
    """A document under review. `say` is told each time that it was made again.

    `token` is what a decision made on the page comes with; `clock` tells when that is.
    """

    def __init__(
        self, order: Order, document: str, since: Sequence[str], say: Progress, clock: Clock
    ) -> None:
        self.order = order
        self.document = document
        self.is_ending = False
        self._versions = EarlierVersions(order, document, since)
        self._say = say
        self._state = _State()
        self._saves = 0
        self._shown: tuple[str, str | None] | None = None
        self._failure: LetterkitError | None = None
        self._news = threading.Condition()
        self._stop = threading.Event()
        self._library = KeptLibrary(order)
        self._kept = KeptPages()
        self._maker = ThreadPoolExecutor(1, "maker")
        self._watcher = threading.Thread(target=self._watch, name="watcher")
        self._pages: OrderedDict[str, tuple[PrintedDocument, int]] = OrderedDict()
        self._pictures: dict[str, bytes] = {}
        self._nonce = secrets.token_urlsafe(16)
        self.token = secrets.token_urlsafe(32)
        self._clock = clock
        # A link that opens a file makes sense only where the program is.
        self._editor = _vscode(order.workspace.root) if shutil.which("code") else None

    def begin(self) -> None:
        """Make the document, and go on watching its files. Raises LetterkitError."""
        self._watcher.start()
        with self._news:
            self._news.wait_for(lambda: self._state.generation or self._failure)
        if self._failure:
            raise self._failure

    def end(self) -> None:
        """Stop, and wait for what is being made."""
        self._stop.set()
        with self._news:
            self.is_ending = True
            self._news.notify_all()
        if self._watcher.is_alive():
            self._watcher.join()
        self._maker.shutdown(cancel_futures=True)

    def page(self, name: str, since: str | None) -> ReviewPage:
        """The page as it is now, with the view of that name."""
        return self._maker.submit(self._page, name, since).result()

    def picture(self, name: str) -> bytes | None:
        """The picture of a page; None where no page shown had that one."""
        found = self._pages.get(name)
        if found is None:
            return None
        if name not in self._pictures:
            self._pictures[name] = found[0].picture(found[1], quickly=True)
        return self._pictures[name]

    def news(self, known: int, seconds: float) -> int:
        """The number of the present state: at once where it is not the one known, else after a while."""
        with self._news:
            self._news.wait_for(lambda: self.is_ending or self._state.generation != known, seconds)
            return self._state.generation

    def decide(self, wanted: WantedDecision) -> str:
        """Carry out a decision about what a partner proposes; what there is to say about that.

        Raises LetterkitError where it cannot be, with nothing written.
        """
        return self._maker.submit(self._decide, wanted).result()

    # In the watcher's thread

    def _watch(self) -> None:
        for change in changes(self.order, self._stop, at_once=True):
            self._saves += 1
            self._maker.submit(self._make_again, self._saves, change)

    # In the maker's thread

    def _make_again(self, save: int, change: Change) -> None:
        try:
            self._make(save, change.revision)
        except LetterkitError as error:
            self._fail(error)
        except Exception:  # noqa: BLE001  # a mistake of letterkit's own: it is told, and the page goes on
            self._fail(LetterkitError(f"letterkit failed\n{traceback.format_exc()}"))
        else:
            self._tell(change.began)

    def _fail(self, error: LetterkitError) -> None:
        with self._news:
            self._failure = error
            self._news.notify_all()
        if self._state.generation:
            self._say(str(error))

    def _tell(self, began: float) -> None:
        if problems := self._state.problems:
            self._say("\n".join(map(str, problems)))
            self._say(f"{summary(problems)}; the last good letter stays")
        elif self._state.generation > 1:
            self._say(f"made again in {time.perf_counter() - began:.2f} s")

    def _make(self, save: int, revision: Revision | None) -> None:
        """Make the document and the view that is looked at, unless a newer save came meanwhile."""
        document, problems = self._state.document, list[Diagnostic]()
        try:
            if save == self._saves:
                library = self._library.now()
                document = document_of(library, self.order, self.document, revision, self._kept)
            if save == self._saves and document is not None:
                document.view(*(self._shown or (document.names[0], None)))
        except CannotPrintError as error:
            document, problems = self._state.document, error.problems
        if save == self._saves:
            with self._news:
                self._state = _State(self._state.generation + 1, document, problems)
                self._news.notify_all()

    def _page(self, name: str, since: str | None) -> ReviewPage:
        state = self._state
        try:
            content = self._content(state.document, name, since) if state.document else None
            problems = state.problems
        except CannotPrintError as error:
            content, problems = None, error.problems
        content = replace(
            content or PageContent(title=self.order.campaign, campaign=self.order.campaign),
            problems=[unnamed(problem) for problem in problems],
            generation=state.generation,
            nonce=self._nonce,
            editor=self._editor,
        )
        return make_page(content, self._address)

    def _content(self, document: ReviewedDocument, name: str, since: str | None) -> PageContent:
        """The document with the view of that name, or with the first there is."""
        name = name if name in document.names else document.names[0]
        versions = self._offered(document) if name == REDLINE else ()
        since = chosen(versions, since)
        view = document.view(name, since)
        self._shown = name, since
        choices = [Choice(n, LABELS[n], is_shown=n == name) for n in document.names]
        revisions = [replace(version, is_chosen=version.name == since) for version in versions]
        partners = proposed(document, view.passages)
        content = content_of(document, [view], choices)
        return replace(content, revisions=revisions, proposed=partners, token=self.token)

    def _decide(self, wanted: WantedDecision) -> str:
        moment = now_as(self._clock())
        deciding = Deciding(self.order.workspace, self.order.campaign, moment, wanted.everywhere)
        done = carry_out(deciding, wanted)
        document = self._state.document
        words = said_about(wanted, done)
        return document.released.register.withheld(words) if document else words

    def _offered(self, document: ReviewedDocument) -> tuple[EarlierVersion, ...]:
        return self._versions.offered(document.digest, document.released.register)

    def _address(self, printed: PrintedDocument, page: PrintedPage) -> str:
        """Where the browser finds the picture of a page, which is made once it asks, and once only."""
        self._pages[page.name] = printed, page.number
        self._pages.move_to_end(page.name)
        while len(self._pages) > _PICTURES:
            self._pictures.pop(self._pages.popitem(last=False)[0], None)
        return f"/pages/{page.name}.png"


def _vscode(root: Path) -> str:
    """The beginning of a link that opens a file of the workspace in Visual Studio Code."""
    path = quote(root.as_posix())
    return f"vscode://file/{path.lstrip('/')}"

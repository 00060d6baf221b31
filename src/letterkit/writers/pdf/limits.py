"""How much WeasyPrint may do: so many pages, and so much work for each.

A style sheet can ask for a page an empty line, or nest boxes whose layout takes twice as long each. It
tells no number beforehand; but WeasyPrint logs each page that it begins, and there it can be stopped.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from letterkit.limits import TooMuchWorkError, Work, limited_work

MAX_PAGES = 250
# Seconds of the processor's that a page may take besides: ten times what a full one takes. It is laid out
# again and again where its notes or its signatures stand badly (see `notes`, `fitting`).
_EACH_PAGE = 0.4
_BEGINS = "Step 5 - Creating layout - Page"  # weasyprint/layout/page.py


@contextmanager
def limited_pages(seconds: float) -> Iterator[None]:
    """Let pages be laid out and drawn within these limits. Raises TooMuchWorkError."""
    logger = logging.getLogger("weasyprint.progress")
    before = logger.handlers, logger.level, logger.propagate
    with limited_work(seconds) as work:
        logger.handlers, logger.propagate = [_PageCounter(work)], False
        logger.setLevel(logging.INFO)
        try:
            yield
        finally:
            logger.handlers, logger.propagate = before[0], before[2]
            logger.setLevel(before[1])


class _PageCounter(logging.Handler):
    """Hears of each page, and stops at one too many."""

    def __init__(self, work: Work) -> None:
        super().__init__(logging.INFO)
        self.work = work

    def emit(self, record: logging.LogRecord) -> None:
        """Take note of a page."""
        message = record.getMessage()
        if message.startswith(_BEGINS):
            self.work.allow(_EACH_PAGE)
            if int(message.removeprefix(_BEGINS)) > MAX_PAGES:
                raise TooMuchWorkError

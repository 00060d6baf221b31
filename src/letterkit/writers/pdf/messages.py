"""What WeasyPrint says while it works, as diagnostics."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from letterkit.diagnostics import Diagnostic, Location, Severity

LOGGER = logging.getLogger("weasyprint")
REFUSED = "refused: "
"""How a refusal of our own begins: see `assets`."""
_HINT = "put the file beside the template and refer to it by name"


@contextmanager
def collected_messages(place: Location) -> Iterator[list[Diagnostic]]:
    """What WeasyPrint says meanwhile, each as a diagnostic at that place."""
    collector = _Collector(place)
    before = LOGGER.handlers, LOGGER.propagate
    LOGGER.handlers, LOGGER.propagate = [collector], False
    try:
        yield collector.problems
    finally:
        LOGGER.handlers, LOGGER.propagate = before


@contextmanager
def recorded_messages() -> Iterator[list[logging.LogRecord]]:
    """What WeasyPrint says meanwhile, to be said later: `LOGGER.handle` does so."""
    recorder = _Recorder()
    before = LOGGER.handlers, LOGGER.propagate
    LOGGER.handlers, LOGGER.propagate = [recorder], False
    try:
        yield recorder.records
    finally:
        LOGGER.handlers, LOGGER.propagate = before


class _Recorder(logging.Handler):
    """Keeps records."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.records: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep a record."""
        self.records.append(record)


class _Collector(logging.Handler):
    """Turns records into diagnostics."""

    def __init__(self, place: Location) -> None:
        super().__init__(logging.WARNING)
        self.place = place
        self.problems: list[Diagnostic] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Take a record for what it is."""
        message = record.getMessage()
        if message.startswith(REFUSED):
            self.problems.append(Diagnostic("LK505", message, self.place, _HINT))
        elif REFUSED in message or message.startswith(".notdef glyph"):
            return  # said better by the fetcher itself and by `glyphs`
        elif message.startswith("Failed to load"):
            self.problems.append(Diagnostic("LK505", message, self.place))
        else:
            self.problems.append(Diagnostic("LK506", message, self.place, None, Severity.WARNING))

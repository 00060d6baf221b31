"""Copies of one letter → PDFs, each as `write` makes it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from letterkit import letter as lt
from letterkit.consent import Released
from letterkit.diagnostics import Diagnostic
from letterkit.writers import Assets
from letterkit.writers.pdf.finishing import finish
from letterkit.writers.pdf.layout import lay_out


@dataclass(frozen=True, slots=True)
class WrittenCopy:
    """A copy's PDF, None where it cannot be made; its pages, and what was met.

    `is_whole` tells one that was laid out by itself.
    """

    content: bytes | None
    pages: int
    problems: tuple[Diagnostic, ...]
    is_whole: bool


class CopiesWriter:
    """Writes copies of one letter with the same templates and fonts."""

    def __init__(self, assets: Assets) -> None:
        self.assets = assets

    def write(self, copies: Sequence[Released[lt.Letter]]) -> Iterator[WrittenCopy]:
        """The copies in their order. Raises LetterkitError where Pango or the typeface is missing."""
        for each in copies:
            yield self._whole(each)

    def _whole(self, released: Released[lt.Letter]) -> WrittenCopy:
        laid = lay_out(released, self.assets)
        content, problems = finish(laid)
        return WrittenCopy(content, laid.pages, (*problems, *laid.findings), is_whole=True)

"""The folder of a mailing's copies: what is there already, and what is written as it is made."""

from __future__ import annotations

import hashlib
import io
import json
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from letterkit.campaign.files import OutputFolder
from letterkit.diagnostics import Diagnostic
from letterkit.files.listing import entries
from letterkit.files.reading import PDF, read_file
from letterkit.library.index import MailRecipient
from letterkit.mailing.copies import MailedCopy
from letterkit.mailing.making import CopyFiles
from letterkit.mailing.order import MailOrder

OF_ALL = "all.pdf"
"""The file with the pages of all copies."""
_SUFFIXES = (".pdf", ".eml")
_SECONDS = 1.0
"""How much work is lost at most where a run is killed, besides what is being laid out."""


class CopyFolder:
    """The files of a mailing's copies, below `out/mail/` or where somebody says."""

    def __init__(self, order: MailOrder) -> None:
        self.order = order
        self._folder = OutputFolder(order.output, order.workspace)
        self._made_from: dict[Path, str] = {}
        self._waiting: dict[Path, bytes] = {}
        self._pages: dict[str, int] = {}

    def paths(self, recipient: MailRecipient) -> list[Path]:
        """The files of a copy: its PDF, and its message where one is wanted and it has an address."""
        pdf = self.order.output / f"{recipient.block.name}.pdf"
        has_message = self.order.messages and bool(recipient.block.model.email)
        return [pdf, pdf.with_suffix(".eml")] if has_message else [pdf]

    def to_be_made(
        self, recipients: Sequence[MailRecipient]
    ) -> tuple[set[str], dict[str, list[Diagnostic]]]:
        """The names of those whose copies are missing or changed; and LK503, by their names, for those in
        whose place somebody else wrote a file: these are not made.
        """
        missing: set[str] = set()
        problems: dict[str, list[Diagnostic]] = {}
        for each in recipients:
            name, paths = each.block.name, self.paths(each)
            for path in paths:
                self._made_from[path] = self._key(each, path)
            if all(self._folder.holds([path], self._made_from[path]) for path in paths):
                continue
            if foreign := [] if self.order.force else self._folder.foreign(paths):
                problems[name] = foreign
            else:
                missing.add(name)
        return missing, problems

    def is_as_made(self, copy: MailedCopy, suffix: str) -> bool:
        """Whether a file of a copy is as letterkit wrote it, and would be made of the same today."""
        path = self.order.output / f"{copy.name}{suffix}"
        return self._folder.holds([path], self._key(copy.recipient, path))

    def _key(self, recipient: MailRecipient, path: Path) -> str:
        """A digest of what a file is made from; of a message, the day of sending and the sender too."""
        sender = self.order.settings.sender
        besides = [str(self.order.on), repr(sender)] if path.suffix == ".eml" else []
        block = recipient.block
        told = [self.order.sources, block.name, block.document.value, besides, dict(recipient.asked)]
        text = json.dumps(told, ensure_ascii=False, sort_keys=True)
        return hashlib.sha256(text.encode()).hexdigest()

    @contextmanager
    def writing(self, written: list[Path]) -> Iterator[None]:
        """Meanwhile what is added is written every second, and at the end, however that comes about."""
        self._written, self._since = written, time.monotonic()
        try:
            yield
        finally:
            self._write()

    def add(self, name: str, files: CopyFiles) -> None:
        """The files of a copy. One with findings is made again by the next run, which tells them too."""
        pdf = self.order.output / f"{name}.pdf"
        self._waiting[pdf] = files.pdf
        self._pages[name] = files.pages
        if files.message is not None:
            self._waiting[pdf.with_suffix(".eml")] = files.message
        if files.problems:
            self._made_from |= dict.fromkeys((pdf, pdf.with_suffix(".eml")), "")
        if time.monotonic() - self._since > _SECONDS:
            self._write()

    def _write(self) -> None:
        if self._waiting:
            kept = self._folder.write(self._waiting, self._made_from, force=self.order.force)
            self._written += kept.written
        self._waiting, self._since = {}, time.monotonic()

    def others(self, recipients: Sequence[MailRecipient]) -> int:
        """How many copies' files an earlier run made there of whom this one does not write to."""
        names = {each.block.name for each in recipients}
        paths = entries(self.order.output, self.order.output)
        kept = (path for path in paths if path.suffix in _SUFFIXES and path.name != OF_ALL)
        return sum(path.stem not in names for path in kept)

    def read(self, copy: MailedCopy, suffix: str = ".pdf") -> bytes:
        """A file of a copy's, which is there. Raises OSError."""
        path = self.order.output / f"{copy.name}{suffix}"
        return read_file(path, self.order.output, PDF)

    def pages(self, copy: MailedCopy, pdf: bytes) -> int:
        """How many pages a copy has, whose PDF that is."""
        return self._pages.get(copy.name) or pages_of(pdf)

    def keep(
        self, contents: Mapping[str, bytes]
    ) -> tuple[Sequence[Path], Sequence[Path], list[Diagnostic]]:
        """Write what is made of all copies; the files written, those that held it, and LK503."""
        paths = {self.order.output / name: content for name, content in contents.items()}
        kept = self._folder.write(paths, force=self.order.force)
        return kept.written, kept.unchanged, kept.problems


def pages_of(pdf: bytes) -> int:
    """How many pages a PDF has."""
    import pikepdf

    with pikepdf.open(io.BytesIO(pdf)) as document:
        return len(document.pages)

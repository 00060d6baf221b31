"""Who sends: `delivery.yaml` at the top of the workspace, read like a block."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from letterkit.blocks.sender import DELIVERY_FILE, Sender
from letterkit.blocks.validation import validate
from letterkit.blocks.yaml import Document, read
from letterkit.consent import Carried
from letterkit.diagnostics import Diagnostic, Location
from letterkit.language.telephones import telephone
from letterkit.library.workspace import Workspace


class Settings(Struct, frozen=True):
    """The sender, and where what is said of it stands; the file may be missing."""

    sender: Sender
    document: Document | None = None

    def place(self, *path: str) -> Location:
        """Where a value stands, or would stand."""
        return self.document.location(path) if self.document else Location(DELIVERY_FILE, 1, 1)

    @property
    def carried(self) -> Iterator[Carried]:
        """The words that go out with every delivery: no text of the letter's gate has them."""
        sender = self.sender
        for text in (sender.name, sender.email, *sender.address):
            if text:
                place = self.place("name")
                yield Carried(text, place.file, place.line, place.column)

    @property
    def own_number(self) -> str | None:
        """The sender's own fax number, in E.164 form."""
        return e164(self.sender.fax) if self.sender.fax else None


def read_settings(workspace: Workspace) -> tuple[Settings | None, list[Diagnostic]]:
    """The settings, and what is wrong with their file; those of nobody where there is none."""
    path = workspace.root / DELIVERY_FILE
    if not path.exists():
        return Settings(Sender()), []
    document, problems = read(path, workspace.root, DELIVERY_FILE)
    if document is None:
        return None, problems
    sender, misfits = validate(Sender, document)
    return (Settings(sender, document) if sender else None), [*problems, *misfits]


def e164(number: str) -> str:
    """A number that a file has been allowed to hold, in E.164 form (ITU-T E.164)."""
    return telephone(number).e164

"""Into a folder: of files for somebody else's program, or a Maildir that a mail program sends from."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

from msgspec import Struct

from letterkit.delivery.model import PreparedDelivery
from letterkit.delivery.transports import NotSubmittedError, Parcel, Receipt
from letterkit.files.listing import entries
from letterkit.files.writing import write_new


class FolderTransport(Struct, frozen=True):
    """Every file under the name of its delivery; what is there already is never written over."""

    folder: Path
    name: str = "folder"
    calls: bool = False

    def file_for(self, delivery: PreparedDelivery) -> str | None:
        """The delivery's own file."""
        return delivery.file or None

    def submit(self, parcel: Parcel) -> Receipt:
        """Put it there."""
        suffix = PurePosixPath(parcel.delivery.file).suffix
        path = self.folder / f"{parcel.tag}{suffix}"
        _put(path, parcel.content, path.parent)
        return Receipt("handed-over", path.name)

    def look_up(self, tag: str) -> Receipt | None:
        """Whether it lies there."""
        found = next((p for p in entries(self.folder, self.folder) if p.name.startswith(f"{tag}.")), None)
        return Receipt("handed-over", found.name) if found is not None else None


class MaildirTransport(Struct, frozen=True):
    """Messages into the `new` of a Maildir (https://cr.yp.to/proto/maildir.html)."""

    folder: Path
    name: str = "maildir"
    calls: bool = False

    def file_for(self, delivery: PreparedDelivery) -> str | None:
        """The message."""
        return delivery.mail

    def submit(self, parcel: Parcel) -> Receipt:
        """Put it there."""
        _require_maildir(self.folder)
        path = self.folder / "new" / f"{parcel.tag}.letterkit"
        _put(path, parcel.content, self.folder / "tmp")
        return Receipt("handed-over", path.name)

    def look_up(self, tag: str) -> Receipt | None:
        """Whether it lies there, whoever has read it."""
        name = f"{tag}.letterkit"
        for folder in (self.folder / "new", self.folder / "cur"):
            if any(path.name.partition(":")[0] == name for path in entries(folder, self.folder)):
                return Receipt("handed-over", name)
        return None


def _require_maildir(folder: Path) -> None:
    missing = [name for name in ("tmp", "new", "cur") if not (folder / name).is_dir()]
    if missing:
        raise NotSubmittedError(f"'{folder.name}' is no Maildir: it has no {missing[0]}/")


def _put(path: Path, content: bytes, beside: Path) -> None:
    """Write it; where it is whole under its name it is there, else nothing is.

    What is said of a failure goes into the journal, which others read: no path of this machine is in it.
    """
    if not path.parent.is_dir():
        raise NotSubmittedError(f"there is no folder '{path.parent.name}'")
    try:
        write_new(path, content, beside)
    except FileExistsError:
        raise NotSubmittedError(f"{path.name} is there already") from None
    except OSError as error:
        if not path.exists():
            raise NotSubmittedError(f"{path.name}: {error.strerror or error}") from None
        raise

"""What the machine refused, in words: a full disk, a folder that may not be written to, a broken disk."""

from __future__ import annotations

import errno

from letterkit.diagnostics import LetterkitError
from letterkit.files.reading import UnfitFileError

_HINT = "check the folder's permissions and the space on the disk"
_HINTS = {
    errno.ENOSPC: "the disk is full: make room on it, and try again",
    errno.EDQUOT: "your share of the disk is full: make room on it, and try again",
    errno.EFBIG: "the disk takes no file of this size: make room on it, and try again",
    errno.EROFS: "the disk can only be read: copy the folder to one that can be written to",
    errno.EACCES: "you may not do that there: ask whoever keeps the folder for the right to write",
    errno.EPERM: "you may not do that there: ask whoever keeps the folder for the right to write",
    errno.EMFILE: "too many files are open: raise the limit (ulimit -n 1024), and try again",
    errno.ENFILE: "too many files are open: close other programs, and try again",
    errno.ENOMEM: "the memory is full: close other programs, and try again",
    errno.EIO: "the disk failed: copy your files to another one, and check it",
    errno.ENOENT: "look at how its name is spelt, and in which folder you are",
    errno.ENOTDIR: "a file stands where a folder must be: rename or move it, and try again",
    errno.EEXIST: "look at what stands there, and try again",
    errno.EBUSY: "another program has it open: close it there, and try again",
    errno.ETXTBSY: "another program has it open: close it there, and try again",
    errno.ENOTSUP: "this disk has no locks: keep the folder on a disk of this machine",
    errno.ENOLCK: "this disk has no locks: keep the folder on a disk of this machine",
    errno.ENOSYS: "this disk has no locks: keep the folder on a disk of this machine",
}


def reason(error: OSError) -> str:
    """Why the system refused, in its own words."""
    return error.strerror or str(error)


def hint(error: OSError) -> str:
    """What to do about it."""
    if isinstance(error, UnfitFileError):
        return error.hint
    return _HINTS.get(error.errno or 0, _HINT)


def refusal(error: OSError, what: str = "") -> LetterkitError:
    """What stops the work: what could not be done, with what file, and why.

    Its exit status is 3, or 1 where a file of the workspace is unfit, which its author can mend.
    """
    said = [what] if what else []
    if error.filename is not None and str(error.filename) not in what:
        said.append(str(error.filename))
    status = 1 if isinstance(error, UnfitFileError) else 3
    return LetterkitError(": ".join([*said, reason(error)]), hint(error), status=status)

"""Makes a commit of files that letterkit has just written: the one thing that it has git write.

Only those files are in it, whatever else is changed or staged. git runs nothing of the repository's for
it: see `git`. Nor are the user's hooks run, which would be asked about somebody else's commit, and it
is not signed, because nobody is at a terminal to be asked for a passphrase.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from msgspec import Struct

from letterkit.diagnostics import LetterkitError
from letterkit.past.changed import changed_files
from letterkit.past.git import Repository, zero_ended
from letterkit.past.revisions import FOLDERS

# git tidies up in the background after a commit; nothing of letterkit's goes on after its end.
_QUIET = ("-c", "gc.auto=0", "-c", "maintenance.auto=false")
_COMMIT = ("--quiet", "--only", "--no-verify", "--no-post-rewrite", "--no-gpg-sign")
_NO_NAME = re.compile(
    r"tell me who you are|empty ident|no email was given|auto-detection is disabled", re.IGNORECASE
)
_NOT_IN_A_NAME = re.compile(r"[<>\x00-\x1f\x7f]")


class Author(Struct, frozen=True):
    """Whose a commit is: the name, and the address of her mail where it is known."""

    name: str
    mail: str = ""

    @property
    def line(self) -> str:
        """As git takes it."""
        name, mail = (" ".join(_NOT_IN_A_NAME.sub(" ", text).split()) for text in (self.name, self.mail))
        return f"{name or 'unknown'} <{mail.replace(' ', '')}>"


def require_committer(root: Path) -> None:
    """Raises LetterkitError where no commit could be made: no git, no repository, no name."""
    try:
        Repository.of(root).ask("var", "GIT_COMMITTER_IDENT")
    except LetterkitError as error:
        if _NO_NAME.search(error.message):
            hint = 'git config --global user.name "…"; git config --global user.email "…"'
            raise LetterkitError("git does not know your name", hint, status=3) from None
        raise


def require_committed(root: Path, files: Iterable[Path]) -> None:
    """Raises LetterkitError where one of these files was changed since the last commit.

    Somebody else's change would come into the commit.
    """
    changed = {root / name for name in changed_files(Repository.of(root), FOLDERS) or ()}
    for path in sorted(changed.intersection(files)):
        message = f"{path.relative_to(root).as_posix()} has changes of yours that are not committed"
        raise LetterkitError(message, "commit them first, or leave out --commit", status=1)


def commit(root: Path, files: Iterable[Path], message: str, author: Author) -> str:
    """Commit these files as they are now; the committer is the user. The commit's short name.

    Raises LetterkitError with git's own words where it refuses; the files stay as they are.
    """
    repository = Repository.of(root)
    paths = [path.relative_to(root).as_posix() for path in files]
    repository.ask("add", "--", *(path for path in paths if (root / path).exists()))
    # One that was never committed and is gone again git does not know.
    known = zero_ended(repository.ask("ls-files", "-z", "--", *paths))
    words = (*_QUIET, "commit", *_COMMIT, f"--author={author.line}", "--file=-", "--", *known)
    repository.ask(*words, given=message.encode())
    return repository.ask("rev-parse", "--short", "HEAD").decode().strip()

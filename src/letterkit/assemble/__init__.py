"""Library + campaign → the Letter tree: a letter, or a press release about one.

Each function goes on past problems to report them all, but returns a document only where there is no
error: half a letter is never made.
"""

from __future__ import annotations

from letterkit import letter as lt
from letterkit.assemble.letter import LetterInTheMaking
from letterkit.assemble.release import ReleaseInTheMaking
from letterkit.blocks.documents import LetterFile, ReleaseFile
from letterkit.diagnostics import Diagnostic, has_errors
from letterkit.library.index import Block, Library


def assemble_document(
    library: Library, campaign: str, name: str
) -> tuple[lt.Document | None, list[Diagnostic]]:
    """Make a document of a campaign: its `letter`, or its `press-release`."""
    letter = library.campaign(campaign)
    if name == "letter":
        return assemble(library, letter) if letter else (None, list(library.diagnostics))
    release = library.release(campaign)
    if release is None:
        return None, list(library.diagnostics)
    return assemble_release(library, release, letter)


def assemble(library: Library, campaign: Block[LetterFile]) -> tuple[lt.Letter | None, list[Diagnostic]]:
    """Make the campaign's letter. Returns None with the diagnostics where it has an error."""
    making = LetterInTheMaking(library, campaign)
    letter = making.letter()
    problems = [*library.diagnostics, *making.problems]
    return (None if has_errors(problems) else letter), problems


def assemble_release(
    library: Library, release: Block[ReleaseFile], campaign: Block[LetterFile] | None
) -> tuple[lt.PressRelease | None, list[Diagnostic]]:
    """Make the campaign's press release; `campaign` is the letter that it is about."""
    making = ReleaseInTheMaking(library, release, campaign)
    made = making.release()
    problems = [*library.diagnostics, *making.problems]
    return (None if has_errors(problems) else made), problems

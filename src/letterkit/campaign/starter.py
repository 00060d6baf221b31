"""A workspace made new: guides, schemas, a place for campaigns, and a library to begin with.

That is the starter library, or none but a page in each folder that says what belongs there. It is planned
first, as files with their content; a folder that is in use is never written into.
"""

from __future__ import annotations

import re
from pathlib import Path

from letterkit.blocks.kinds import KINDS, Kind
from letterkit.blocks.schemas import FOLDER
from letterkit.campaign import schemas
from letterkit.campaign.begin import Begun, NewCampaign, begin
from letterkit.campaign.render import Progress
from letterkit.diagnostics import LetterkitError
from letterkit.files.listing import entries, files_below
from letterkit.files.lock import AREA
from letterkit.files.plan import Plan
from letterkit.files.reading import ASSET, BLOCK, TEMPLATE, read_file, read_text
from letterkit.files.transaction import transaction
from letterkit.library.workspace import CAMPAIGNS, SEEDS, TEMPLATES, Workspace, packaged

EXAMPLE = "2016-sed"
"""The dialogue of the starter library whose letter is the example."""
_README = """\
# Letters

A workspace of letterkit. The blocks that letters are made of are in `seeds/`, one thing a file; each
letter is a folder in `campaigns/`.{about}

{first}
    letterkit render                  # render it again after a change
    letterkit check                   # say what is wrong
    letterkit list blocks             # what there is to build with

What a block looks like: `docs/blocks.md`; what stands between braces: `docs/merge-fields.md`. What a
letter looks like: `docs/pdf.md`; how to change that with a logo, a typeface or margins: `docs/looks.md`.

Commit `seeds/` and `campaigns/`. What is rendered, `campaigns/*/out/`, stays out of git; the PDFs that
were sent, `campaigns/*/final/`, are kept in it.
"""
_OF_STARTER = "    letterkit new --dialogue 2016     # make and render a letter"
_OF_EMPTY = """\
    letterkit new --dialogue NAME     # make and render a letter before a dialogue
    letterkit new --letter NAME       # the same without one: an urgent appeal, a statement"""
_ABOUT_EMPTY = """ The library is empty: each folder of `seeds/` has a page that says
what belongs there, with an example. Where to begin: `docs/from-nothing.md`."""
# What a folder of an empty library says of itself, above the guide's words on its kind of block.
_FOLDER = """\
# {folder}/

One file for each {kind}. The file's name is the name by which others find it: small letters, digits and
hyphens, then `.yaml`. `letterkit schema {schema}` prints every key there is; an editor that knows YAML
schemas completes them. This page is read by nobody but you: delete it when you like.

"""
# The guides that commands, findings and other guides send their reader to.
_GUIDES = (
    "blocks.md",
    "checks.md",
    "consent.md",
    "delivery.md",
    "for-partners.md",
    "from-nothing.md",
    "git.md",
    "import.md",
    "install.md",
    "languages.md",
    "looks.md",
    "mailing.md",
    "members.md",
    "merge-fields.md",
    "partners.md",
    "pdf.md",
    "redline.md",
    "review.md",
    "officials.md",
    "upkeep.md",
)
# What a letter looks like, for the workspace's own `templates/`.
_TEMPLATES = (
    "fragment.html.jinja",
    "letter-fragment.html.jinja",
    "letter.css",
    "letter.html.jinja",
    "parts.html.jinja",
    "press-release-fragment.html.jinja",
    "press-release.html.jinja",
)
_GITIGNORE = """\
# What a command is just writing, or could not end.
.letterkit/
campaigns/*/out/
seeds/imported/*/out/
# What was sent is kept, whatever a rule for all PDFs says.
!campaigns/*/final/*.pdf
!campaigns/*/rounds/*/*
"""
_CAMPAIGNS_README = """\
One folder for each letter; `letterkit new --dialogue …` makes them. A folder's `blocks/` holds wording of
that letter's own, which takes the place of the library's block of the same kind and name.
"""


def own_templates(workspace: Workspace) -> Plan:
    """Plan the templates of letters and press releases as the workspace's own, where it has none yet.

    From then on they are the workspace's, and a newer letterkit changes nothing in them.
    """
    files = _templates(workspace.root)
    return Plan(workspace.root, {path: text for path, text in files.items() if not path.exists()})


def _templates(folder: Path) -> dict[Path, str | bytes]:
    source = packaged(TEMPLATES)
    names = ((name, source / name) for name in _TEMPLATES)
    return {folder / TEMPLATES / name: read_text(file, source, TEMPLATE) for name, file in names}


def new_workspace(folder: Path, *, templates: bool = False, empty: bool = False) -> Plan:
    """Plan a workspace with the starter library or an `empty` one, and with `templates` of its own.

    Raises LetterkitError where the folder is in use.
    """
    if folder.exists() and (
        not folder.is_dir() or any(path.name != AREA for path in entries(folder, folder))
    ):
        hint = "name a folder that does not exist yet, or an empty one"
        raise LetterkitError(f"{folder} exists and is not empty; nothing was changed", hint, status=1)
    files: dict[Path, str | bytes] = {
        folder / "README.md": _README.format(
            about=_ABOUT_EMPTY if empty else "", first=_OF_EMPTY if empty else _OF_STARTER
        ),
        folder / ".gitignore": _GITIGNORE,
        folder / CAMPAIGNS / "README.md": _CAMPAIGNS_README,
    }
    files |= _pages(folder / SEEDS) if empty else _starter_library(folder / SEEDS)
    files |= _guides(folder)
    if templates:
        files.update(_templates(folder))
    files.update({folder / FOLDER / name: content for name, content in schemas.files().items()})
    return Plan(folder, files)


def new_example(folder: Path, progress: Progress = lambda message: None) -> Begun:
    """Write a workspace with the starter library and its letter of 2016, and render that: all or nothing.

    Raises LetterkitError where the folder is in use, and where the machine cannot make PDFs.
    """
    plan = new_workspace(folder)
    with transaction(folder):
        plan.write()
        return begin(NewCampaign(Workspace(folder), EXAMPLE), progress)


def _guides(folder: Path) -> dict[Path, str | bytes]:
    source = packaged("docs")
    texts = {folder / "docs" / name: read_text(source / name, source, TEMPLATE) for name in _GUIDES}
    pictures = files_below(source / "looks", source)
    looks = folder / "docs" / "looks"
    return texts | {looks / picture.name: read_file(picture, source, ASSET) for picture in pictures}


def _starter_library(seeds: Path) -> dict[Path, str | bytes]:
    source = packaged(SEEDS)
    blocks = (file for file in files_below(source, source) if file.suffix == ".yaml")
    return {seeds / file.relative_to(source): read_text(file, source, BLOCK) for file in blocks}


def _pages(seeds: Path) -> dict[Path, str | bytes]:
    """A page for the folder of each kind of block: what the guide to the blocks says of it."""
    guides = packaged("docs")
    guide = read_text(guides / "blocks.md", guides, TEMPLATE)
    return {seeds / kind.folder / "README.md": _page(kind, guide) for kind in KINDS}


def _page(kind: Kind, guide: str) -> str:
    """The section of the guide that has the example of such a block."""
    sections = re.split(r"^## .*\n\n", guide, flags=re.MULTILINE)
    example = f"```yaml\n# {SEEDS}/{kind.folder}/"
    words = next((section for section in sections if example in section), "")
    words = re.sub(r"\]\(#", "](blocks.md#", words)
    head = _FOLDER.format(folder=kind.folder, kind=kind.name, schema=kind.name.replace(" ", "-"))
    return head + re.sub(r"\]\((?=[a-z-]+\.md)", "](../../docs/", words).rstrip() + "\n"

"""A workspace made new: the starter library, guides, schemas and a place for campaigns.

It is planned first, as files with their content; a folder that is in use is never written into.
"""

from __future__ import annotations

from pathlib import Path

from letterkit.blocks.schemas import FOLDER
from letterkit.campaign import schemas
from letterkit.diagnostics import LetterkitError
from letterkit.files.listing import entries, files_below
from letterkit.files.lock import AREA
from letterkit.files.plan import Plan
from letterkit.files.reading import ASSET, BLOCK, TEMPLATE, read_file, read_text
from letterkit.library.workspace import CAMPAIGNS, SEEDS, TEMPLATES, Workspace, packaged

_README = """\
# Letters

A workspace of letterkit. The blocks that letters are made of are in `seeds/`, one thing a file; each
letter is a folder in `campaigns/`.

    letterkit new --dialogue 2016     # make and render a letter
    letterkit render                  # render it again after a change
    letterkit check                   # say what is wrong
    letterkit list blocks             # what there is to build with

What a block looks like: `docs/blocks.md`; what stands between braces: `docs/merge-fields.md`. What a
letter looks like: `docs/pdf.md`; how to change that with a logo, a typeface or margins: `docs/looks.md`.

Commit `seeds/` and `campaigns/`. What is rendered, `campaigns/*/out/`, stays out of git; the PDFs that
were sent, `campaigns/*/final/`, are kept in it.
"""
# The guides that commands, findings and other guides send their reader to.
_GUIDES = (
    "blocks.md",
    "checks.md",
    "consent.md",
    "git.md",
    "import.md",
    "install.md",
    "languages.md",
    "looks.md",
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


def new_workspace(folder: Path, *, templates: bool = False) -> Plan:
    """Plan a workspace with the starter library, and with `templates` of its own.

    Raises LetterkitError where the folder is in use.
    """
    if folder.exists() and (
        not folder.is_dir() or any(path.name != AREA for path in entries(folder, folder))
    ):
        hint = "name a folder that does not exist yet, or an empty one"
        raise LetterkitError(f"{folder} exists and is not empty; nothing was changed", hint, status=1)
    files: dict[Path, str | bytes] = {
        folder / "README.md": _README,
        folder / ".gitignore": _GITIGNORE,
        folder / CAMPAIGNS / "README.md": _CAMPAIGNS_README,
    }
    seeds = packaged(SEEDS)
    for file in files_below(seeds, seeds):
        if file.suffix == ".yaml":
            files[folder / SEEDS / file.relative_to(seeds)] = read_text(file, seeds, BLOCK)
    guides = packaged("docs")
    for name in _GUIDES:
        files[folder / "docs" / name] = read_text(guides / name, guides, TEMPLATE)
    for picture in files_below(guides / "looks", guides):
        files[folder / "docs" / "looks" / picture.name] = read_file(picture, guides, ASSET)
    if templates:
        files.update(_templates(folder))
    files.update({folder / FOLDER / name: content for name, content in schemas.files().items()})
    return Plan(folder, files)

"""A workspace made new: the starter library, guides, schemas and a place for campaigns.

It is planned first, as files with their content; a folder that is in use is never written into.
"""

from __future__ import annotations

from pathlib import Path

from letterkit.blocks.schemas import FOLDER
from letterkit.campaign import schemas
from letterkit.diagnostics import LetterkitError
from letterkit.files.listing import entries, files_below
from letterkit.files.plan import Plan
from letterkit.files.reading import BLOCK, TEMPLATE, read_text
from letterkit.library.workspace import CAMPAIGNS, SEEDS, packaged

_README = """\
# Letters

A workspace of letterkit. The blocks that letters are made of are in `seeds/`, one thing a file; each
letter is a folder in `campaigns/`.

    letterkit new --dialogue 2016     # make and render a letter
    letterkit render                  # render it again after a change
    letterkit check                   # say what is wrong
    letterkit list blocks             # what there is to build with

What a block looks like: `docs/blocks.md`; what stands between braces: `docs/merge-fields.md`. What a
letter looks like: `docs/pdf.md`. To change it, copy a file from `docs/templates/` to `templates/`, and
edit it there.

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
    "merge-fields.md",
    "pdf.md",
    "redline.md",
    "review.md",
    "upkeep.md",
)
# What a letter looks like, to copy into the workspace's own `templates/`.
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
campaigns/*/out/
seeds/imported/*/out/
# What was sent is kept, whatever a rule for all PDFs says.
!campaigns/*/final/*.pdf
"""
_CAMPAIGNS_README = """\
One folder for each letter; `letterkit new --dialogue …` makes them. A folder's `blocks/` holds wording of
that letter's own, which takes the place of the library's block of the same kind and name.
"""


def new_workspace(folder: Path) -> Plan:
    """Plan a workspace with the starter library. Raises LetterkitError where the folder is in use."""
    if folder.exists() and (not folder.is_dir() or entries(folder, folder)):
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
    guides, templates = packaged("docs"), packaged("templates")
    for name in _GUIDES:
        files[folder / "docs" / name] = read_text(guides / name, guides, TEMPLATE)
    for name in _TEMPLATES:
        files[folder / "docs" / "templates" / name] = read_text(templates / name, templates, TEMPLATE)
    files.update({folder / FOLDER / name: content for name, content in schemas.files().items()})
    return Plan(folder, files)

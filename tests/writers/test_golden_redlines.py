"""The golden redlines of the 2016 letter: every output must be the committed one.

`LETTERKIT_REWRITE=1` rewrites them; look at the difference in git before committing it.
"""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING

import pytest

from conftest import REPOSITORY, Edited, Small, released
from letterkit import letter as lt
from letterkit.campaign.sources import assets_of
from letterkit.redline import accept, content, reject
from letterkit.writers import Assets, write
from letterkit.writers.html import to_html
from letterkit.writers.pdf import fonts
from letterkit.writers.pdf.lines import PrintedLine, printed_lines

if TYPE_CHECKING:
    from pathlib import Path

GOLDEN = REPOSITORY / "tests" / "golden" / "redlines"
FORMATS = ("html", "txt")
CAMPAIGN = "campaigns/2016-sed/campaign.yaml"

# What was edited in the library and the campaign of 2016: file, old, new.
REDLINES = {
    "a-word": [("seeds/framing/joint-statement-2016.yaml", "wide-ranging", "far-reaching")],
    "a-moved-and-rewritten-issue": [
        (CAMPAIGN, "      - religious-freedom\n", ""),
        (CAMPAIGN, "    asks:\n", "    asks:\n      - religious-freedom\n"),
        ("seeds/issues/religious-freedom.yaml",
         "churches must no longer be demolished nor crosses torn down",
         "no church may be demolished and no cross torn down"),
        ("seeds/issues/religious-freedom.yaml", "coming together to worship\n", "worship\n"),
    ],
    "a-changed-signatory-list": [
        ("seeds/signatures/joint-letter-2016.yaml", "  - china-aid\n", "  - project-2049\n"),
        ("seeds/signatures/joint-letter-2016.yaml", "  - wuc\n", "  - wuc\n  - human-rights-first\n"),
        ("seeds/organisations/hric.yaml", "title: Executive Director", "title: Director"),
    ],
}  # fmt: skip


@pytest.fixture(params=REDLINES)
def golden(request: pytest.FixtureRequest, starter: Small, tmp_path: Path) -> tuple[str, Edited]:
    """The starter's workspace twice, the later one edited."""
    before, now = Small(tmp_path / "before"), Small(tmp_path / "now")
    for file in sorted(starter.root.rglob("*.yaml")):
        for small in (before, now):
            small.write(file.relative_to(starter.root).as_posix(), file.read_text(encoding="utf-8"))
    for path, old, new in REDLINES[request.param]:
        now.change(path, old, new)
    return request.param, Edited(before, now)


def test_the_redlines_are_the_golden_ones(golden: tuple[str, Edited]) -> None:
    name, edited = golden
    tree = edited.redline(campaign="2016-sed")
    assets = assets_of(edited.now.workspace)
    made = {}
    for form in FORMATS:
        text, problems = write(form, released(tree), assets)
        assert problems == []
        made[f"letter.{form}"] = re.sub(rb"<style>.*?</style>", b"", text or b"", flags=re.DOTALL)
    made["lines.txt"] = "".join(map(_told, laid_out(tree, assets))).encode()
    folder = GOLDEN / name
    if os.environ.get("LETTERKIT_REWRITE"):
        folder.mkdir(parents=True, exist_ok=True)
        for file, text in made.items():
            (folder / file).write_bytes(text)
    kept = {path.name: path.read_bytes() for path in folder.iterdir()}
    assert sorted(kept) == sorted(made)
    for file, text in made.items():
        assert kept[file] == text, file


def test_accepted_and_rejected_they_are_the_letters(golden: tuple[str, Edited]) -> None:
    _, edited = golden
    tree = edited.redline(campaign="2016-sed")
    for small, made in ((edited.before, reject(tree)), (edited.now, accept(tree))):
        letter, _ = small.assemble("2016-sed")
        assert content(made) == content(letter)


def test_there_are_no_others() -> None:
    assert {path.name for path in GOLDEN.iterdir()} == set(REDLINES)


def laid_out(tree: lt.Document, assets: Assets) -> tuple[PrintedLine, ...]:
    """The redline's printed lines."""
    page, problems = to_html(tree, assets)
    assert problems == []
    configuration = fonts.configuration(assets.fonts)
    from weasyprint import HTML

    return printed_lines(HTML(string=page).render(font_config=configuration))


def _told(line: PrintedLine) -> str:
    """Page, line, change, start and baseline in whole points, words."""
    number, change = line.number or "", line.change or ""
    return f"{line.page} {number:>2} {change:>2} {line.left:4.0f} {line.baseline:4.0f} {line.text}\n"

"""finalize: the letter prints the same, whatever becomes of the library."""

from __future__ import annotations

import hashlib
import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from conftest import REPOSITORY
from letterkit.campaign import sources
from letterkit.campaign.finalize import finalize
from letterkit.campaign.render import Made, Order, make, render
from letterkit.campaign.starter import new_workspace
from letterkit.diagnostics import LetterkitError
from letterkit.library.finals import changes_since_final, read_record

if TYPE_CHECKING:
    from conftest import Repository, Small


def files(root: Path) -> dict[str, bytes]:
    """Every file below a folder."""
    return {p.relative_to(root).as_posix(): p.read_bytes() for p in root.rglob("*") if p.is_file()}


FOLDER = "campaigns/talks"


def test_the_same_bytes_after_library_and_templates_are_others(
    small: Small, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    style = (REPOSITORY / "templates/letter.css").read_text(encoding="utf-8")
    small.write("templates/letter.css", f"{style}.date {{ margin-top: 60pt }}\n")
    done = finalize(small.workspace, "talks")
    assert done.problems == []
    sent = small.root / FOLDER / "final/letter.pdf"
    assert done.pdfs == (sent,)
    for folder in (small.root / "seeds").iterdir():
        if folder.name != "people":  # a copy of a person's file is no permission
            shutil.rmtree(folder)
    small.write("seeds/issues/release.yaml", "topic: other\ntitle: X\nask: Y\ntext: Z\n")
    small.write("templates/letter.css", "@page { margin: 2in }\n")
    small.write("templates/parts.html.jinja", "nothing of this\n")
    packaged = tmp_path / "packaged"
    packaged.mkdir()
    (packaged / "letter.html.jinja").write_text("another letterkit's", encoding="utf-8")
    monkeypatch.setattr(sources, "packaged", lambda folder: packaged)
    again = render(Order(small.workspace, "talks", force=True))
    assert again.problems == []
    assert (small.root / FOLDER / "out/letter.pdf").read_bytes() == sent.read_bytes()


def test_it_keeps_blocks_templates_and_the_pdf_and_records_them(small: Small) -> None:
    small.write("templates/seal.png", "a picture that a style sheet may name")
    done = finalize(small.workspace, "talks")
    folder = small.root / FOLDER
    kept = {path.relative_to(folder).as_posix() for path in done.made}
    frozen = {
        "blocks/addresses/minister.yaml",
        "blocks/case-lists/named.yaml",
        "blocks/dialogues/2020-talks.yaml",
        "blocks/framing/opening.yaml",
        "blocks/issues/release.yaml",
        "blocks/organisations/rights-now.yaml",
        "blocks/people/jane-doe.yaml",
        "blocks/signatures/joint.yaml",
        "templates/fragment.html.jinja",
        "templates/letter-fragment.html.jinja",
        "templates/letter.css",
        "templates/letter.html.jinja",
        "templates/parts.html.jinja",
        "templates/seal.png",
    }
    assert kept == {*frozen, "final/letter.pdf", "final.json"}
    ((name, digest),) = done.digests
    assert (name, len(digest)) == ("letter", 64)
    record = read_record(small.workspace, "talks")
    assert record is not None
    assert record.text == {"letter": digest}
    assert set(record.files) == {*frozen, "campaign.yaml"}
    pdf = (folder / "final/letter.pdf").read_bytes()
    assert record.pdf == {"letter.pdf": hashlib.sha256(pdf).hexdigest()}
    assert "Source-Serif-Pro" in record.fonts
    assert set(record.made_with) == {"letterkit", "weasyprint", "pango"}
    assert changes_since_final(small.workspace, "talks") == []


@pytest.mark.parametrize("at", ["blocks/people/jane-doe.yaml", "templates/letter.css", "final.json"])
def test_what_is_interrupted_leaves_nothing(
    small: Small, monkeypatch: pytest.MonkeyPatch, at: str
) -> None:
    before = files(small.root)
    link = os.link

    def cut_off(source: Path, target: Path) -> None:
        if target == small.root / FOLDER / at:
            raise KeyboardInterrupt
        link(source, target)

    with monkeypatch.context() as patch:
        patch.setattr(os, "link", cut_off)
        with pytest.raises(KeyboardInterrupt):
            finalize(small.workspace, "talks")
    assert files(small.root) == before
    assert finalize(small.workspace, "talks").problems == []


@pytest.mark.parametrize(
    "file", ["seeds/people/jane-doe.yaml", f"{FOLDER}/campaign.yaml", "templates/letter.css"]
)
def test_what_is_saved_while_it_is_made_is_not_sealed(
    small: Small, monkeypatch: pytest.MonkeyPatch, file: str
) -> None:
    style = (REPOSITORY / "templates/letter.css").read_text(encoding="utf-8")
    small.write("templates/letter.css", style)
    before = files(small.root)

    def saved_meanwhile(*words: Any) -> Made:
        made = make(*words)
        text = (small.root / file).read_text(encoding="utf-8")
        small.write(file, f"{text}\n")
        small.write(file, text)  # even where it is taken back: who knows what was read
        return made

    with monkeypatch.context() as patch:
        patch.setattr("letterkit.campaign.finalize.make", saved_meanwhile)
        with pytest.raises(LetterkitError, match=f"{file} was saved meanwhile; nothing was changed"):
            finalize(small.workspace, "talks")
    assert files(small.root) == before
    assert finalize(small.workspace, "talks").problems == []


def test_a_pdf_that_was_sent_is_not_replaced(small: Small) -> None:
    finalize(small.workspace, "talks")
    (small.root / FOLDER / "final.json").unlink()
    small.change(f"{FOLDER}/campaign.yaml", "2020-04-20", "2020-04-21")
    before = files(small.root)
    with pytest.raises(LetterkitError, match=r"final/letter\.pdf was kept when talks was finalized"):
        finalize(small.workspace, "talks")
    assert files(small.root) == before
    (small.root / FOLDER / "final/letter.pdf").unlink()
    assert finalize(small.workspace, "talks").problems == []


def test_a_rule_of_git_that_would_lose_the_pdf_is_told(repository: Repository) -> None:
    repository.small.write(".gitignore", "*.pdf\n")
    done = finalize(repository.small.workspace, "talks")
    told = [(problem.code, str(problem.location)) for problem in done.problems]
    assert told == [("LK494", f"{FOLDER}/final/letter.pdf:1:1")]


def test_the_gitignore_of_a_new_workspace_lets_it_in(
    repository: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Even where the user's own settings leave out all PDFs."""
    new = new_workspace(tmp_path / "new").files
    ours = next(text for path, text in new.items() if path.name == ".gitignore")
    assert isinstance(ours, str)
    repository.small.write(".gitignore", ours)
    settings = tmp_path / "gitconfig"
    settings.write_text(f"[core]\nexcludesFile = {tmp_path / 'ignored'}\n", encoding="utf-8")
    (tmp_path / "ignored").write_text("*.pdf\n", encoding="utf-8")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(settings))
    assert finalize(repository.small.workspace, "talks").problems == []
    repository.commit("Finalize")
    kept = repository.git("ls-files", f"{FOLDER}/final", f"{FOLDER}/out")
    assert kept == f"{FOLDER}/final/letter.pdf"


def test_the_digest_is_of_the_words(small: Small) -> None:
    """A remark changes nothing; a word does."""

    def digest() -> str:
        done = finalize(small.workspace, "talks")
        for folder in ("blocks", "templates", "final"):
            shutil.rmtree(small.root / FOLDER / folder)
        (small.root / "campaigns/talks/final.json").unlink()
        return done.digests[0][1]

    first = digest()
    small.change("seeds/framing/opening.yaml", "title: Opening\n", "title: Opening\nnote: a remark\n")
    assert digest() == first
    small.change("seeds/framing/opening.yaml", "we write", "we now write")
    assert digest() != first


def test_the_campaigns_own_wording_stays(small: Small) -> None:
    own = "campaigns/talks/blocks/framing/opening.yaml"
    small.write(own, "title: Own\ntext: Our own words.\n")
    done = finalize(small.workspace, "talks")
    assert small.root / own not in done.made
    assert (small.root / own).read_text(encoding="utf-8") == "title: Own\ntext: Our own words.\n"


def test_while_an_error_stands_nothing_is_written(small: Small) -> None:
    small.change("seeds/addresses/minister.yaml", "from: 2019-01-01", "from: 2021-01-01")
    before = files(small.root)
    done = finalize(small.workspace, "talks")
    assert [problem.code for problem in done.problems if problem.severity == "error"] == ["LK421"]
    assert done.made == ()
    assert files(small.root) == before


def test_a_second_time_is_refused(small: Small) -> None:
    finalize(small.workspace, "talks")
    before = files(small.root)
    with pytest.raises(LetterkitError, match="was finalized") as caught:
        finalize(small.workspace, "talks")
    assert caught.value.status == 1
    assert files(small.root) == before

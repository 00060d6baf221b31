"""folders: what git makes itself is asked; what leads out of the repository is not."""

from __future__ import annotations

import os
import signal
import subprocess
from pathlib import Path
from typing import Any

import pytest

from conftest import Repository, Small
from letterkit.diagnostics import LetterkitError
from letterkit.library.workspace import Workspace
from letterkit.past import git
from letterkit.past.changed import changed_files, describe, described
from letterkit.past.folders import UnfitRepositoryError, require_whole
from letterkit.past.git import Inquiry
from letterkit.past.revisions import day_of


def revision(root: Path) -> str:
    found, problems = described(Workspace(root))
    assert problems == []
    assert found is not None
    return found.name


def test_a_worktree_is_asked(repository: Repository, tmp_path: Path) -> None:
    repository.git("worktree", "add", "-q", str(tmp_path / "other"), "-b", "other")
    assert revision(tmp_path / "other") == revision(repository.root)


def test_a_worktree_that_nobody_knows_of_is_not(repository: Repository, tmp_path: Path) -> None:
    repository.git("worktree", "add", "-q", str(tmp_path / "other"), "-b", "other")
    (tmp_path / "other").rename(tmp_path / "moved")
    with pytest.raises(UnfitRepositoryError, match="leads out"):
        require_whole(tmp_path / "moved")


def test_a_submodule_is_asked(repository: Repository, tmp_path: Path) -> None:
    outer = tmp_path / "outer"
    subprocess.run(["git", "init", "-q", str(outer)], check=True)
    command = ["git", "-C", str(outer), "-c", "protocol.file.allow=always", "submodule", "--quiet", "add"]
    subprocess.run([*command, str(repository.root), "letters"], check=True, capture_output=True)
    assert (outer / "letters/.git").is_file()
    assert revision(outer / "letters") == revision(repository.root)


def test_a_git_folder_apart_is_asked(repository: Repository, tmp_path: Path) -> None:
    before = revision(repository.root)
    repository.git("init", "-q", "--separate-git-dir", str(tmp_path / "apart"))
    repository.git("config", "core.worktree", str(repository.root))
    assert (repository.root / ".git").is_file()
    assert revision(repository.root) == before


def test_a_workspace_below_its_repository_is_asked(small: Small, tmp_path: Path) -> None:
    outer = tmp_path / "outer"
    outer.mkdir()
    small.root.rename(outer / "letters")
    subprocess.run(["git", "init", "-q", str(outer)], check=True)
    subprocess.run(["git", "-C", str(outer), "add", "."], check=True)
    with pytest.raises(LetterkitError, match="nothing is committed"):
        git.Repository.of(outer / "letters").ask("log", "-1")


def test_the_users_own_settings_count(
    repository: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "settings").write_text(f"[include]\n\tpath = {tmp_path}/more\n", encoding="utf-8")
    (tmp_path / "more").write_text(
        f'[core]\n\texcludesFile = {tmp_path}/ignored\n[filter "lfs"]\n\tclean = git-lfs\n',
        encoding="utf-8",
    )
    (tmp_path / "ignored").write_text("*.draft\n", encoding="utf-8")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "settings"))
    (repository.root / "seeds/x.draft").write_bytes(b"x")
    assert revision(repository.root)[-1] != "+"
    assert git.Repository.of(repository.root).settings == ()


def test_settings_that_name_programs_are_emptied(repository: Repository) -> None:
    for key in ("filter.x.clean", "diff.y.textconv", "core.pager", "hook.z.command"):
        repository.git("config", key, "touch STARTED")
    repository.git("config", "filter.x.required", "true")
    repository.git("config", "user.name", "Liu Min")
    settings = git.Repository.of(repository.root).settings
    assert set(settings[::2]) == {"-c"}
    assert set(settings[1::2]) == {
        *("filter.x.clean=", "diff.y.textconv=", "core.pager=", "hook.z.command="),
        "filter.x.required=false",
    }


def test_git_that_does_not_answer_is_stopped(
    repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    question = Inquiry(repository.root, "cat-file", "--batch")
    monkeypatch.setattr(question, "_tell", lambda given: None)
    with pytest.raises(UnfitRepositoryError, match="did not answer"):
        question.answer(patience=0.2)
    assert question.process.returncode not in (0, None)


def test_an_answer_has_a_largest_size(repository: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(git, "_LARGEST_ANSWER", 20)
    with pytest.raises(UnfitRepositoryError, match="larger"):
        Inquiry(repository.root, "ls-tree", "-r", "HEAD").answer()


def test_a_program_in_a_relative_folder_is_not_git(
    repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    (repository.root / "git").write_text("#!/bin/sh\ntouch STARTED\n", encoding="utf-8")
    (repository.root / "git").chmod(0o755)
    monkeypatch.chdir(repository.root)
    monkeypatch.setenv("PATH", ".")
    with pytest.raises(LetterkitError, match="no git"):
        git.Repository.of(repository.root)
    assert describe(Workspace(repository.root)) is None
    assert not (repository.root / "STARTED").exists()


# What is changed


def changed(root: Path) -> list[str] | None:
    return changed_files(git.Repository.of(root), ("seeds", "campaigns"))


def test_changed_files_are_told_without_a_filter(repository: Repository) -> None:
    root = repository.root
    assert changed(root) == []
    (root / "seeds/issues/release.yaml").unlink()
    (root / "seeds/framing/opening.yaml").write_bytes(b"title: x\ntext: y\n")
    (root / "seeds/framing/new.yaml").write_bytes(b"x")
    (root / "seeds/framing/staged.yaml").write_bytes(b"x")
    repository.git("add", "seeds/framing/staged.yaml")
    assert changed(root) == [
        "seeds/framing/new.yaml",
        "seeds/framing/opening.yaml",
        "seeds/framing/staged.yaml",
        "seeds/issues/release.yaml",
    ]


def test_line_ends_and_dates_of_files_make_no_change(repository: Repository) -> None:
    file = repository.root / "seeds/framing/opening.yaml"
    file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))
    assert changed(repository.root) == []


def test_what_is_ignored_is_not_told(repository: Repository) -> None:
    (repository.root / ".git/info/exclude").write_text("*.draft\n", encoding="utf-8")
    (repository.root / "seeds/x.draft").write_bytes(b"x")
    assert changed(repository.root) == []


def test_a_link_and_a_pipe_in_a_files_place_are_changes(repository: Repository) -> None:
    file = repository.root / "seeds/framing/opening.yaml"
    file.rename(repository.root / "seeds/framing/was.md")
    file.symlink_to("was.md")
    assert changed(repository.root) == ["seeds/framing/was.md"]
    repository.git("add", ".")
    assert changed(repository.root) == ["seeds/framing/was.md"]


def test_a_part_of_the_files_left_out_is_no_change(repository: Repository) -> None:
    repository.git("update-index", "--skip-worktree", "seeds/issues/release.yaml")
    (repository.root / "seeds/issues/release.yaml").unlink()
    assert changed(repository.root) == []


@pytest.mark.parametrize(
    "text", ["12000-01-01", "", "-1", "1969-13-01", "2020-1-1", "none", "２０２０-01-01"]
)
def test_a_day_that_is_none(text: str) -> None:
    assert day_of(text) is None


@pytest.mark.skipif(not hasattr(signal, "alarm"), reason="the alarm is POSIX's")
def test_git_ends_when_nobody_is_there_to_lose_patience(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    asked = Inquiry(tmp_path, "hash-object", "--no-filters", "pipe", life=1)
    try:
        assert asked.process.wait(timeout=60) == -signal.SIGALRM
    finally:
        asked.stop()
        asked.close()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the pipe is POSIX's")
def test_no_question_stays_open_when_another_one_fails(
    repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[subprocess.Popen[bytes]] = []
    popen = subprocess.Popen

    def kept(*words: Any, **named: Any) -> subprocess.Popen[bytes]:
        asked.append(popen(*words, **named))
        return asked[-1]

    monkeypatch.setattr(subprocess, "Popen", kept)
    monkeypatch.setattr(git, "PATIENCE", 0.5)
    monkeypatch.setattr(Inquiry.answer, "__defaults__", (b"", 0.5))
    monkeypatch.setattr(git.Repository.heard, "__defaults__", (b"", 0.5))
    os.mkfifo(repository.root / "seeds/.gitignore")
    os.mkfifo(repository.root / ".mailmap")
    described(Workspace(repository.root))
    assert asked
    assert all(each.returncode is not None for each in asked)

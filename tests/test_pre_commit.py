"""The hook that projects can name in their `.pre-commit-config.yaml`, run as git runs a hook."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import yaml

from conftest import REPOSITORY

if TYPE_CHECKING:
    from conftest import Repository

HOOKS = yaml.safe_load((REPOSITORY / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
OPENING = "seeds/framing/opening.yaml"


def test_the_definition() -> None:
    (hook,) = HOOKS
    assert hook.keys() <= {"id", "name", "description", "entry", "language", "files", "pass_filenames"}
    assert (hook["id"], hook["language"], hook["pass_filenames"]) == ("letterkit-check", "python", False)
    script = re.search(r"^(\w+) = ", _section("project.scripts"), re.MULTILINE)
    assert script is not None
    assert shlex.split(hook["entry"])[0] == script[1]


def _section(name: str) -> str:
    text = (REPOSITORY / "pyproject.toml").read_text(encoding="utf-8")
    return text.partition(f"[{name}]\n")[2].partition("\n[")[0]


@pytest.mark.parametrize(
    ("path", "runs"),
    [
        ("seeds/issues/a.yaml", True),
        ("letters/campaigns/2016-sed/campaign.yaml", True),
        ("templates/letter.css", True),
        ("README.md", False),
        ("docs/checks.md", False),
        ("myseeds/a.yaml", False),
    ],
)
def test_the_files_that_it_runs_for(path: str, runs: bool) -> None:
    assert bool(re.search(HOOKS[0]["files"], path)) is runs


def _install(repository: Repository) -> None:
    """The entry as git's own hook; the program is this interpreter's."""
    words = [sys.executable, "-m", *shlex.split(HOOKS[0]["entry"])]
    hook = repository.root / ".git/hooks/pre-commit"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text(f"#!/bin/sh\n: ${{GIT_INDEX_FILE:?not set}}\nexec {shlex.join(words)}\n")
    hook.chmod(0o755)


def test_a_mistake_stops_the_commit(repository: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", str(REPOSITORY / "src"))
    monkeypatch.setenv("PYTHONIOENCODING", "utf-8")
    _install(repository)
    before = repository.git("rev-parse", "HEAD")
    repository.small.change(OPENING, "we write", "{{ nobody }} writes")
    with pytest.raises(subprocess.CalledProcessError) as caught:
        repository.commit("A mistake")
    assert "seeds/framing/opening.yaml:4:6: error LK30" in caught.value.stderr
    assert repository.git("rev-parse", "HEAD") == before
    repository.small.change(OPENING, "{{ nobody }} writes", "we turn")
    assert repository.commit("Mended") != before


@pytest.mark.parametrize("command", [["log", "talks"], ["status"]])
def test_the_other_commands_work_in_a_hook(
    repository: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: list[str]
) -> None:
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "elsewhere"))
    monkeypatch.setenv("GIT_INDEX_FILE", str(tmp_path / "index"))
    monkeypatch.setenv("PYTHONPATH", str(REPOSITORY / "src"))
    done = subprocess.run(
        [sys.executable, "-m", "letterkit", *command],
        cwd=repository.root,
        capture_output=True,
        check=True,
        encoding="utf-8",
    )
    assert "talks" in done.stdout or "Begin" in done.stdout

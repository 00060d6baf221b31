"""scratch: a temporary folder goes, with its run or with the next one."""

from __future__ import annotations

import os
import tempfile
import time
from pathlib import Path

import pytest

from letterkit.files import scratch as scratches
from letterkit.files.lock import AREA, LOCK, locked
from letterkit.files.scratch import temporary_folder


@pytest.fixture(autouse=True)
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder for temporary files."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


def left(place: Path, *, seconds: float = 600) -> Path:
    """The folder of a run that was killed so long ago."""
    folder = place / "letterkit-dead"
    (folder / AREA).mkdir(parents=True)
    (folder / AREA / LOCK).write_bytes(b"*\n")
    (folder / "seeds").mkdir()
    os.utime(folder, (time.time() - seconds,) * 2)
    return folder


def test_it_goes_at_the_end(temporary: Path) -> None:
    with temporary_folder() as folder:
        (folder / "seeds").mkdir()
        assert folder.parent.stat().st_mode & 0o077 == 0
    assert list(temporary.iterdir()) == []


def test_a_dead_run_s_goes_with_the_next(temporary: Path) -> None:
    left(temporary)
    with temporary_folder() as folder:
        assert list(temporary.iterdir()) == [folder.parent]


def test_a_young_one_a_living_one_and_others_stay(temporary: Path) -> None:
    young = left(temporary, seconds=1)
    (temporary / "letterkit-other").mkdir()
    with temporary_folder():
        assert young.exists()
        assert (temporary / "letterkit-other").exists()
    os.utime(young, (0, 0))
    with locked(young):
        os.utime(young, (0, 0))
        with temporary_folder():
            assert (young / "seeds").exists()


def test_somebody_else_s_stays(temporary: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    theirs = left(temporary)
    (temporary / "letterkit-link").symlink_to(theirs)
    monkeypatch.setattr(scratches, "_user", lambda: -1)
    with temporary_folder():
        assert (theirs / "seeds").exists()

"""writing: a file is written whole or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from letterkit.files.writing import write_file


def test_a_file_takes_the_place_of_another(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_bytes(b"old")
    file.chmod(0o640)
    write_file(file, b"new", file.parent)
    assert file.read_bytes() == b"new"
    assert file.stat().st_mode & 0o777 == 0o640
    assert [*tmp_path.iterdir()] == [file]


def test_a_disk_that_gives_back_something_else_changes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "a.txt"
    file.write_bytes(b"old")
    with monkeypatch.context() as spoilt:
        spoilt.setattr(Path, "read_bytes", lambda _: b"n")
        with pytest.raises(OSError, match="something else than was written"):
            write_file(file, b"new", file.parent)
    assert file.read_bytes() == b"old"
    assert [*tmp_path.iterdir()] == [file]

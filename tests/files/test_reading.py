"""reading: an ordinary file, inside a folder, no larger than its kind may be, and nothing waited for."""

from __future__ import annotations

import os
import socket
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from letterkit.diagnostics import Severity
from letterkit.files import reading
from letterkit.files.reading import (
    BLOCK,
    FileKind,
    UnfitFileError,
    problem_of,
    read_file,
    read_named,
    read_text,
    require_fit,
)

SMALL = FileKind("a small file", 10)


@pytest.fixture(params=["walked", "compared"])
def inside(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a file outside of it; read as on Unix, and as on Windows, where there is no walk."""
    if request.param == "compared":
        monkeypatch.setattr(reading, "_CAN_WALK", False)
    folder = tmp_path / "inside"
    (folder / "deep").mkdir(parents=True)
    (folder / "deep/a.txt").write_bytes(b"a\r\nb\rc")
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside/a.txt").write_bytes(b"secret")
    return folder


def code_of(path: Path, inside: Path) -> str:
    with pytest.raises(UnfitFileError) as caught:
        read_file(path, inside, BLOCK)
    return caught.value.code


def test_a_file_is_read(inside: Path) -> None:
    assert read_file(inside / "deep/a.txt", inside, BLOCK) == b"a\r\nb\rc"
    assert read_text(inside / "deep/a.txt", inside, BLOCK) == "a\nb\nc"
    assert require_fit(inside / "deep/a.txt", inside, BLOCK).st_size == 6


def test_links_inside_are_followed(inside: Path) -> None:
    (inside / "link.txt").symlink_to("deep/a.txt")
    (inside / "also").symlink_to("deep")
    for path in ("link.txt", "also/a.txt", "deep/../deep/a.txt"):
        assert read_file(inside / path, inside, BLOCK) == b"a\r\nb\rc"


@pytest.mark.parametrize("target", ["../outside/a.txt", "/dev/zero", "/proc/self/environ"])
def test_a_link_out_is_not(inside: Path, target: str) -> None:
    (inside / "link.txt").symlink_to(target)
    assert code_of(inside / "link.txt", inside) == "LK208"


def test_a_path_that_leads_out_is_not(inside: Path) -> None:
    (inside / "out").symlink_to("../outside")
    for path in ("out/a.txt", "../outside/a.txt", "deep/../../outside/a.txt", "out/../inside/deep/a.txt"):
        found = inside / path
        if path.endswith("inside/deep/a.txt"):
            assert read_file(found, inside, BLOCK)
        else:
            assert code_of(found, inside) == "LK208"


def test_a_folder_that_begins_alike_is_another(inside: Path) -> None:
    beside = inside.with_name("inside-not")
    beside.mkdir()
    (beside / "a.txt").write_bytes(b"x")
    assert code_of(beside / "a.txt", inside) == "LK208"


def test_a_folder_reached_by_a_link_is_the_folder(inside: Path) -> None:
    alias = inside.with_name("alias")
    alias.symlink_to(inside)
    assert read_file(alias / "deep/a.txt", alias, BLOCK)
    assert read_file(inside / "deep/a.txt", alias, BLOCK)


def pipe(path: Path) -> None:
    os.mkfifo(path)


def in_use(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as server:
        here = Path.cwd()
        os.chdir(path.parent)  # the path of a socket may have 107 bytes
        try:
            server.bind(path.name)
        finally:
            os.chdir(here)


def circle(path: Path) -> None:
    path.symlink_to(path.name)


@pytest.mark.skipif(sys.platform == "win32", reason="none of these exists there")
@pytest.mark.parametrize("make", [Path.mkdir, pipe, in_use, circle])
def test_what_is_no_file_is_not_waited_for(inside: Path, make: Callable[[Path], object]) -> None:
    make(inside / "x")
    assert code_of(inside / "x", inside) == "LK117"


def test_a_file_that_is_not_there(inside: Path) -> None:
    with pytest.raises(FileNotFoundError):
        read_file(inside / "x.txt", inside, BLOCK)
    with pytest.raises(NotADirectoryError):
        read_file(inside / "deep/a.txt/x", inside, BLOCK)


def test_a_file_has_a_largest_size(inside: Path) -> None:
    file = inside / "x.txt"
    file.write_bytes(b"0123456789")
    assert read_file(file, inside, SMALL) == b"0123456789"
    file.write_bytes(b"01234567890")
    with pytest.raises(UnfitFileError, match="a small file"):
        read_file(file, inside, SMALL)
    with file.open("wb") as stream:
        stream.truncate(3_000_000_000)
    assert code_of(file, inside) == "LK107"


def test_a_file_that_grows_meanwhile_is_too_large(inside: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = inside / "x.txt"
    file.write_bytes(b"0123456789")
    fit = reading._fit

    def grown(descriptor: int, path: Path, kind: FileKind) -> os.stat_result:
        found = fit(descriptor, path, kind)
        file.write_bytes(b"0" * 50)
        return found

    monkeypatch.setattr(reading, "_fit", grown)
    with pytest.raises(UnfitFileError):
        read_file(file, inside, SMALL)


def test_a_link_put_in_place_meanwhile_is_not_followed(
    inside: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not reading._CAN_WALK:
        pytest.skip("without the walk, what was opened is compared instead")
    (inside / "also").symlink_to("deep")
    real = reading._real

    def swapped(path: Path) -> str:
        found = real(path)
        (inside / "deep").rename(inside / "was")
        (inside / "deep").symlink_to("../outside")
        return found

    monkeypatch.setattr(reading, "_real", swapped)
    with pytest.raises(OSError, match=r"directory|link"):
        read_file(inside / "also/a.txt", inside, BLOCK)


def test_a_named_file_may_lie_anywhere_and_is_one(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"x")
    (tmp_path / "link").symlink_to("a.txt")
    assert read_named(tmp_path / "link", BLOCK) == b"x"
    with pytest.raises(UnfitFileError):
        read_named(tmp_path, BLOCK)
    with pytest.raises(UnfitFileError):
        read_named(Path(os.devnull), BLOCK)


def test_text_that_is_not_utf8_is_unfit(inside: Path) -> None:
    (inside / "x.txt").write_bytes(b"\xff")
    with pytest.raises(UnfitFileError) as caught:
        read_text(inside / "x.txt", inside, BLOCK)
    problem = problem_of(caught.value, "seeds/x.txt", Severity.WARNING)
    assert str(problem).startswith("seeds/x.txt:1:1: warning LK106: not UTF-8 text")


def test_what_the_system_refuses_is_told_too() -> None:
    problem = problem_of(PermissionError(13, "Permission denied"), "x")
    assert str(problem) == "x:1:1: error LK110: Permission denied"

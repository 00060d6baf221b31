"""listing and inside: what there is, no link followed out or into a circle; where one may write."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from letterkit.diagnostics import LetterkitError
from letterkit.files.inside import is_utf8, lies_inside, shown_bytes
from letterkit.files.listing import entries, files_below, folders_below
from letterkit.files.plan import Plan
from letterkit.files.reading import UnfitFileError
from letterkit.files.writing import make_folder, write_file


@pytest.fixture
def inside(tmp_path: Path) -> Path:
    folder = tmp_path / "inside"
    (folder / "b/c").mkdir(parents=True)
    for name in ("a.txt", "b/a.txt", "b/c/a.txt", "b.txt"):
        (folder / name).write_bytes(b"x")
    (tmp_path / "outside/c").mkdir(parents=True)
    (tmp_path / "outside/a.txt").write_bytes(b"secret")
    return folder


def below(folder: Path, inside: Path) -> list[str]:
    return [path.relative_to(folder).as_posix() for path in files_below(folder, inside)]


def test_files_are_listed_folder_by_folder(inside: Path) -> None:
    assert [path.name for path in entries(inside, inside)] == ["a.txt", "b", "b.txt"]
    assert below(inside, inside) == ["a.txt", "b/a.txt", "b/c/a.txt", "b.txt"]
    assert folders_below(inside, inside) == [inside, inside / "b", inside / "b/c"]


def test_links_to_folders_are_told_and_not_gone_into(inside: Path) -> None:
    (inside / "out").symlink_to("../outside")
    (inside / "b/again").symlink_to("..")
    assert below(inside, inside) == ["a.txt", "b/a.txt", "b/again", "b/c/a.txt", "b.txt", "out"]
    assert folders_below(inside, inside) == [inside, inside / "b", inside / "b/c"]


def test_a_folder_that_leads_out_is_not_listed(inside: Path) -> None:
    (inside / "out").symlink_to("../outside")
    for folder in (inside / "out", inside / "out/c", inside.parent):
        with pytest.raises(UnfitFileError):
            entries(folder, inside)
        assert (list(files_below(folder, inside)), folders_below(folder, inside)) == ([], [])


def test_no_folder_holds_nothing(inside: Path) -> None:
    for folder in (inside / "x", inside / "a.txt"):
        assert (entries(folder, inside), list(files_below(folder, inside))) == ([], [])


def test_what_lies_inside(inside: Path) -> None:
    assert lies_inside(inside, inside)
    assert lies_inside(inside / "new/x", inside)
    assert not lies_inside(inside.with_name("inside-not"), inside)
    assert not lies_inside(inside / "..", inside)


def test_names_that_are_not_utf8() -> None:
    name = os.fsdecode(b"caf\xe9")
    assert (is_utf8(Path("café")), is_utf8(Path(name))) == (True, False)
    assert shown_bytes(name) == "caf\\xe9"


# Writing


def test_nothing_is_written_outside(inside: Path) -> None:
    outside = inside.parent / "outside"
    (inside / "out").symlink_to("../outside")
    with pytest.raises(UnfitFileError):
        write_file(inside / "out/a.txt", b"x", inside)
    with pytest.raises(UnfitFileError):
        make_folder(inside / "out/new/deep", inside)
    with pytest.raises(LetterkitError, match="a link out of the workspace"):
        Plan(inside, {inside / "new.txt": "x", inside / "out/new.txt": "x"}).write()
    with pytest.raises(LetterkitError, match="a link out of the workspace"):
        Plan(inside, {}, removed=(inside / "out/a.txt",)).write()
    assert sorted(path.name for path in outside.iterdir()) == ["a.txt", "c"]
    assert (outside / "a.txt").read_bytes() == b"secret"
    assert not (inside / "new.txt").exists()


def test_a_link_in_a_files_place_is_replaced(inside: Path) -> None:
    (inside / "x.txt").symlink_to("../outside/a.txt")
    write_file(inside / "x.txt", b"x", inside)
    assert (inside / "x.txt").read_bytes() == b"x"
    assert not (inside / "x.txt").is_symlink()
    assert (inside.parent / "outside/a.txt").read_bytes() == b"secret"


def test_a_link_laid_where_one_writes_first_is_not_followed(inside: Path) -> None:
    beside = inside / f".x.txt.{os.getpid()}"
    beside.symlink_to("../outside/a.txt")
    write_file(inside / "x.txt", b"x", inside)
    assert (inside.parent / "outside/a.txt").read_bytes() == b"secret"
    assert not beside.is_symlink()


def test_a_link_to_nothing_is_something_that_exists(inside: Path) -> None:
    (inside / "x.txt").symlink_to("../outside/new.txt")
    with pytest.raises(LetterkitError, match="exists"):
        Plan(inside, {inside / "x.txt": "x"}).write()
    assert not (inside.parent / "outside/new.txt").exists()

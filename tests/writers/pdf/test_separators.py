"""The dots of a letterhead: between two members of a line, and never at its end."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from conftest import Small, released
from letterkit.campaign.sources import assets_of
from letterkit.files.kept import cache_folder
from letterkit.writers import pdf, text
from letterkit.writers.pdf import layout

LONG = (
    "A Member With a Name That Is by Far Too Long to Be Printed in One Line of a Letterhead of Any Kind"
)


def letterhead(small: Small, names: list[str]) -> list[str]:
    """The letterhead's lines as they print, and the plain text's lines, which must be as clear."""
    for i, name in enumerate(names):
        small.write(f"seeds/organisations/member-{i}.yaml", f"name: {name}\n")
    listed = ", ".join(f"member-{i}" for i in range(len(names)))
    small.write(
        "seeds/signatures/joint.yaml", f"title: J\nsign_as: organisation\norganisations: [{listed}]\n"
    )
    letter, problems = small.assemble()
    assert problems == []
    assert letter is not None
    plain = (text.write(released(letter), assets_of(small.workspace))[0] or b"").decode().split("\n\n")[0]
    assert not [line for line in plain.split("\n") if line.strip("· ") != line]
    assert plain.replace("\n", " ").replace(" ·", "").split() == " ".join(names).split()
    laid = pdf.lay_out(released(letter), assets_of(small.workspace))
    assert laid.findings == laid.problems == ()
    return [line.text for line in laid.lines if line.part == "letterhead"]


@pytest.mark.parametrize("length", range(4, 40, 5))
def test_no_dot_begins_or_ends_a_line(small: Small, length: int) -> None:
    names = [f"{'Member of the Coalition for Rights'[:length].strip()} {i}" for i in range(12)]
    lines = letterhead(small, names)
    assert [name for line in lines for name in line.split(" · ")] == names
    assert len(lines) < 12


def test_one_line_keeps_its_dots(small: Small) -> None:
    assert letterhead(small, ["Alpha", "Beta", "Gamma"]) == ["Alpha · Beta · Gamma"]


def test_a_name_wider_than_the_line_is_divided_and_others_are_not(small: Small) -> None:
    lines = letterhead(small, ["Alpha", LONG, "Gamma", LONG.replace(" ", ""), "Omega"])
    assert not [line for line in lines if line.strip("· ") != line]
    assert "".join(lines).replace("·", "").replace(" ", "").count(LONG.replace(" ", "")) == 2


def test_a_letterhead_is_laid_out_once_and_again_where_it_may_break_otherwise(
    small: Small, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was found is kept, as numbers; a file beside the templates may be a font that they load."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    cache_folder.cache_clear()
    pages: list[str] = []
    lay_out = layout.rendered

    def rendered(*words: Any) -> Any:
        pages.append(words[3])
        return lay_out(*words)

    monkeypatch.setattr(layout, "rendered", rendered)
    names = [f"Member of the Coalition {i}" for i in range(6)]
    lines = letterhead(small, names)
    assert (len(pages), letterhead(small, names), len(pages)) == (2, lines, 3)
    (kept,) = cache_folder().glob("separators-*.json")
    assert set(kept.read_text().splitlines()[1]) <= set('[]", 0123456789')
    small.write("templates/other.ttf", "no font")
    assert (letterhead(small, names), len(pages)) == (lines, 5)
    assert len(letterhead(small, [f"{name}, Which Has a Longer Name" for name in names])) > len(lines)
    cache_folder.cache_clear()

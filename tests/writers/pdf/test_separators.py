"""The dots of a letterhead: between two members of a line, and never at its end."""

from __future__ import annotations

import pytest

from conftest import Small, released
from letterkit.campaign.sources import assets_of
from letterkit.writers import pdf, text

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

"""Whatever bytes come in, out comes a proposal or a diagnostic: nothing is raised, nothing is lost."""

from __future__ import annotations

import random
import tempfile
from functools import lru_cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from letterkit.importer.sources import read_content
from letterkit.library.workspace import SEEDS, Workspace
from letterkit.proposals.intake import Input, Taken, take_in

LETTERS = sorted(
    file
    for file in (Path(__file__).parent / "letters").glob("*")
    if file.suffix in (".txt", ".md", ".html", ".eml")
)
NAMES = st.sampled_from(["x", "x.txt", "x.md", "x.html", "x.eml", "x.pdf", "x.docx"])
SETTINGS = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
# Pieces that a reader, the parser, Markdown, YAML or Jinja could stumble over.
PIECES = st.sampled_from(
    [
        *(
            "\n",
            "\n\n",
            "\t",
            "\r",
            "\x0c",
            "\x00",
            "\u2028",
            "\u00a0",
            "\u200b",
            "\ufeff",
            "\ue000",
            "\x85",
        ),
        *(
            "# ",
            "- ",
            "1. ",
            "```",
            "{{ x }}",
            "{% for",
            "{#",
            "\\",
            "---",
            "...",
            "&amp;",
            "<p>",
            "]]>",
            "|",
        ),
        *(
            "Dear ",
            "Sincerely,",
            "Re: ",
            "cc: ",
            "Via Fax: 1",
            "To: ",
            "• ",
            "劉曉波",
            "é",
            "%PDF-",
            "PK\x03\x04",
        ),
    ]
)


@lru_cache
def workspace() -> Workspace:
    """An empty workspace; nothing is written there."""
    root = Path(tempfile.mkdtemp())
    for name in ("seeds", "campaigns"):
        (root / name).mkdir()
    return Workspace(root)


def taken(name: str, data: bytes) -> Taken:
    (found,) = take_in([Input(name, data)], workspace(), workspace().root / SEEDS, read=read_content)
    return found


def assert_nothing_is_lost(found: Taken) -> None:
    assert [problem for proposal in found.proposals for problem in proposal.problems] == []
    assert "LK722" not in {problem.code for problem in found.problems}
    assert found.proposals or found.problems


@SETTINGS
@given(NAMES, st.binary(max_size=3000))
def test_random_bytes(name: str, data: bytes) -> None:
    assert_nothing_is_lost(taken(name, data))


@SETTINGS
@given(NAMES, st.text(max_size=2000))
def test_random_text(name: str, text: str) -> None:
    assert_nothing_is_lost(taken(name, text.encode("utf-8", "surrogatepass")))


@pytest.mark.skipif(not LETTERS, reason="the letters are not here")
@SETTINGS
@given(
    st.integers(0, 10_000), st.lists(st.tuples(st.integers(0, 10_000), PIECES), min_size=1, max_size=12)
)
def test_mutated_letters(number: int, changes: list[tuple[int, str]]) -> None:
    """Letters with pieces put in, lines exchanged and parts cut out."""
    file = LETTERS[number % len(LETTERS)]
    data = file.read_bytes()
    chance = random.Random(number)  # noqa: S311  # no secret
    for place, piece in changes:
        at = place % (len(data) + 1)
        match chance.randrange(4):
            case 0:
                data = data[:at] + piece.encode() + data[at:]
            case 1:
                data = data[:at] + data[at + chance.randrange(300) :]
            case 2:
                lines = data.split(b"\n")
                chance.shuffle(lines)
                data = b"\n".join(lines)
            case _:
                data = data.replace(b"\n\n", piece.encode(), 1)
    assert_nothing_is_lost(taken(file.name, data))

"""The documentation's examples: the blocks make the letter shown, the fields print what is said."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from conftest import REPOSITORY, Small, released
from letterkit import checks
from letterkit.assemble.assembly import Assembly
from letterkit.assemble.facts import find_facts
from letterkit.blocks.kinds import DOCUMENT_KINDS, KINDS
from letterkit.campaign.begin import new_campaign
from letterkit.campaign.sources import assets_of
from letterkit.diagnostics.codes import CODES
from letterkit.library.index import Library
from letterkit.library.workspace import Workspace
from letterkit.text import fields as merge_fields
from letterkit.text.filters import FILTERS
from letterkit.text.merge import merge
from letterkit.writers import write

if TYPE_CHECKING:
    from pathlib import Path

BLOCKS = (REPOSITORY / "docs" / "blocks.md").read_text(encoding="utf-8")
FIELDS = (REPOSITORY / "docs" / "merge-fields.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"```yaml\n# (\S+)\n(.*?)```", BLOCKS, re.DOTALL)


@pytest.fixture
def documented(tmp_path: Path) -> Small:
    """The workspace that docs/blocks.md describes."""
    workspace = Small(tmp_path / "documented")
    for path, text in EXAMPLES:
        workspace.write(path, text)
    return workspace


def test_every_kind_of_block_has_an_example() -> None:
    folders = {path.split("/")[1] for path, _ in EXAMPLES if path.startswith("seeds/")}
    assert folders == {kind.folder for kind in KINDS}


def test_the_examples_have_no_problems(documented: Small) -> None:
    assert checks.check(documented.workspace, "2020-talks") == []


def test_the_examples_make_the_letter_that_is_shown(documented: Small) -> None:
    letter, problems = documented.assemble("2020-talks")
    assert problems == []
    assert letter is not None
    content, _ = write("txt", released(letter), assets_of(documented.workspace))
    shown = re.findall(r"```text\n(.*?)```", BLOCKS, re.DOTALL)[-1]
    assert (content or b"").decode() == shown


def _rows() -> list[tuple[str, str]]:
    rows = re.findall(r"^\| `(\{\{.*?\}\})` \| (.*?) \|$", FIELDS, re.MULTILINE)
    return [(field.replace("\\|", "|"), printed) for field, printed in rows]


@pytest.fixture(scope="module")
def fields_of_2016(tmp_path_factory: pytest.TempPathFactory) -> merge_fields.Fields:
    """The merge fields of the 2016 letter."""
    small = Small(tmp_path_factory.mktemp("fields"))
    for file in (REPOSITORY / "seeds").rglob("*.yaml"):
        small.write(file.relative_to(REPOSITORY).as_posix(), file.read_text(encoding="utf-8"))
    (small.root / "campaigns").mkdir()
    new_campaign(Workspace(small.root), "2016").write()
    library = Library(small.workspace, "2016-sed")
    campaign, _ = library.document(DOCUMENT_KINDS["letter"], "2016-sed")
    assert campaign is not None
    facts = find_facts(Assembly.of(library, campaign))
    assert facts.fields is not None
    return facts.fields


@pytest.mark.parametrize(("field", "printed"), _rows())
def test_a_field_prints_what_is_said(
    fields_of_2016: merge_fields.Fields, field: str, printed: str
) -> None:
    from letterkit.diagnostics import Location
    from letterkit.letter import plain_text
    from letterkit.text.markdown import parse

    def locate(line: int, column: int) -> Location:
        return Location("merge-fields.md", line, column)

    merged, problems = merge(field, locate, fields_of_2016)
    assert problems == []
    assert merged is not None
    nodes, problems = parse(merged.text, locate, "en-US")
    assert problems == []
    assert "".join(plain_text(node) for node in nodes).replace("\u00a0", " ") == printed


def test_every_field_is_documented() -> None:
    documented = set(re.findall(r"\.(\w+)", " ".join(field for field, _ in _rows())))
    known = {
        name
        for owner in (
            merge_fields.DialogueField,
            merge_fields.OccasionField,
            merge_fields.LetterField,
            merge_fields.AddresseeField,
            merge_fields.PersonField,
            merge_fields.SignatoryField,
            merge_fields.DocumentField,
            merge_fields.IssuerField,
        )
        for name in owner.__struct_fields__
    }
    assert known - documented == {"nationality", "age", "about"}
    assert "`nationality`" in FIELDS
    assert "`age`" in FIELDS


def test_every_filter_is_documented() -> None:
    written = " ".join(field for field, _ in _rows())
    assert [name for name in FILTERS if f"| {name}" not in written] == []


def test_every_family_of_codes_is_documented() -> None:
    """docs/checks.md names ranges; each code that a check can give lies in one of them."""
    text = (REPOSITORY / "docs" / "checks.md").read_text(encoding="utf-8")
    ranges = [(int(a), int(b or a)) for a, b in re.findall(r"LK(\d{3})(?:–LK(\d{3}))?", text)]
    named = {number for first, last in ranges for number in range(first, last + 1)}
    assert {code for code in CODES if code < "LK401"} | {c for c in CODES if "LK410" < c < "LK500"} <= {
        f"LK{number}" for number in named
    }


def test_the_readmes_mistake_is_where_it_says(starter: Small) -> None:
    shown = re.search(
        r"campaign\.yaml:(\d+):(\d+): error LK204", (REPOSITORY / "README.md").read_text("utf-8")
    )
    assert shown is not None
    text = (starter.root / "campaigns/2016-sed/campaign.yaml").read_text(encoding="utf-8")
    line = text.splitlines()[int(shown[1]) - 1]
    assert line[int(shown[2]) - 1 :] == "religious-freedom"

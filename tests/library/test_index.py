"""index: blocks by their names; what shadows what, whose they are, and what is refused."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from letterkit.blocks.base import BlockModel
from letterkit.blocks.documents import Dialogue
from letterkit.blocks.kinds import DOCUMENT_KINDS, DOCUMENTS, KIND_BY_MODEL, KINDS
from letterkit.blocks.models import (
    Address,
    CaseListBlock,
    Framing,
    Issue,
    Organisation,
    Person,
    Signatures,
)
from letterkit.diagnostics import Diagnostic, Location, Severity
from letterkit.letter import Owner
from letterkit.library.index import Library
from letterkit.library.workspace import Workspace

if TYPE_CHECKING:
    from conftest import Small

HERE = Location("campaigns/talks/campaign.yaml", 5, 5)


def told(problems: list[Diagnostic]) -> list[str]:
    """Each problem as 'file:line:column code'."""
    return [f"{problem.location} {problem.code}" for problem in problems]


# Blocks


@pytest.mark.parametrize(
    ("model", "name", "reference"),
    [
        (Dialogue, "2020-talks", "dialogues/2020-talks"),
        (Address, "minister", "addresses/minister"),
        (Framing, "opening", "framing/opening"),
        (Issue, "release", "issues/release"),
        (Person, "jane-doe", "people/jane-doe"),
        (CaseListBlock, "named", "case-lists/named"),
        (Organisation, "rights-now", "organisations/rights-now"),
        (Signatures, "joint", "signatures/joint"),
    ],
)
def test_a_block_is_found_by_kind_and_name(
    small: Small, model: type[BlockModel], name: str, reference: str
) -> None:
    library = Library(small.workspace)
    block, problems = library.get(model, name, HERE)
    assert block is not None
    assert isinstance(block.model, model)
    assert block.reference == reference
    assert block.path == small.root / "seeds" / f"{reference}.yaml"
    assert library.names(KIND_BY_MODEL[model]) == [name]
    assert problems == []


def test_a_block_knows_its_places(small: Small) -> None:
    block, _ = Library(small.workspace).get(Address, "minister", HERE)
    assert block is not None
    assert str(block.location("fax", 0, "number")) == "seeds/addresses/minister.yaml:8:13"
    assert str(block.location()) == "seeds/addresses/minister.yaml:1:1"


def test_a_block_is_read_once(small: Small) -> None:
    library = Library(small.workspace)
    first, _ = library.get(Person, "jane-doe", HERE)
    small.write("seeds/people/jane-doe.yaml", "name: Somebody else\nconsent: public")
    assert library.get(Person, "jane-doe", HERE)[0] is first


def test_a_faulty_block_is_told_to_everybody_who_asks(small: Small) -> None:
    small.write("seeds/people/jane-doe.yaml", "name: Jane Doe\n")
    library = Library(small.workspace)
    for block, problems in (library.get(Person, "jane-doe", HERE), library.get(Person, "jane-doe", HERE)):
        assert block is None
        assert told(problems) == ["seeds/people/jane-doe.yaml:1:1 LK202"]


def test_nothing_is_read_before_it_is_asked_for(small: Small) -> None:
    small.write("seeds/people/half-written.yaml", "name: [")
    small.write("seeds/issues/Half written.yaml", "")
    library = Library(small.workspace)
    _, problems = library.get(Person, "jane-doe", HERE)
    assert problems == []
    assert library.files == {small.root / "seeds/people/jane-doe.yaml"}


def test_all_blocks_and_all_their_problems(small: Small) -> None:
    small.write("seeds/people/half-written.yaml", "name: [")
    library = Library(small.workspace)
    blocks, problems = library.load_all()
    assert [block.reference for block in blocks] == [
        "dialogues/2020-talks",
        "addresses/minister",
        "framing/opening",
        "issues/release",
        "people/jane-doe",
        "case-lists/named",
        "organisations/rights-now",
        "signatures/joint",
    ]
    assert told(problems) == ["seeds/people/half-written.yaml:1:1 LK101"]


def test_a_name_may_be_found_in_several_kinds(small: Small) -> None:
    small.write("seeds/framing/release.yaml", "title: T\ntext: x")
    library = Library(small.workspace)
    found, _ = library.find("release")
    assert [block.reference for block in found] == ["framing/release", "issues/release"]
    found, _ = library.find("issues/release")
    assert [block.reference for block in found] == ["issues/release"]
    assert library.find("people/release") == library.find("nothing") == ([], [])


# Names that stand for nothing


def test_an_unknown_name_is_told_where_it_stands(small: Small) -> None:
    block, (problem,) = Library(small.workspace).get(Issue, "relese", HERE)
    assert block is None
    assert (problem.code, problem.location) == ("LK204", HERE)
    assert problem.message == "no issue is named 'relese'"
    assert problem.hint == "did you mean 'release'?"


def test_a_name_like_no_other_gets_another_hint(small: Small) -> None:
    _, (problem,) = Library(small.workspace).get(Issue, "zzz", HERE)
    assert problem.hint == "letterkit list blocks shows what there is; it would be issues/"


def test_a_block_of_another_kind_is_named(small: Small) -> None:
    small.write("seeds/people/opening.yaml", "name: O\nconsent: public")
    block, (problem,) = Library(small.workspace).get(Issue, "opening", HERE)
    assert block is None
    assert problem.code == "LK205"
    assert (
        problem.message == "'opening' is no issue; there is a block of that name in framing/ and people/"
    )


@pytest.mark.parametrize("name", ["../people/jane-doe", "/etc/passwd", "", "."])
def test_a_path_is_no_name(small: Small, name: str) -> None:
    block, problems = Library(small.workspace).get(Person, name, HERE)
    assert block is None
    assert told(problems) == [f"{HERE} LK204"]


# What a campaign sees


OWN = "campaigns/talks/blocks/framing/opening.yaml"


def test_a_campaigns_own_block_shadows_the_librarys(small: Small) -> None:
    small.write(OWN, "title: Ours\ntext: Our words")
    seen, _ = Library(small.workspace, "talks").get(Framing, "opening", HERE)
    assert seen is not None
    assert (seen.model.title, str(seen.location())) == ("Ours", f"{OWN}:1:1")


@pytest.mark.parametrize("campaign", [None, "another"])
def test_nobody_else_sees_a_campaigns_block(small: Small, campaign: str | None) -> None:
    small.write(OWN, "title: Ours\ntext: Our words")
    seen, _ = Library(small.workspace, campaign).get(Framing, "opening", HERE)
    assert seen is not None
    assert seen.model.title == "Opening"


def test_a_faulty_block_of_the_campaign_does_not_let_the_librarys_through(small: Small) -> None:
    small.write(OWN, "title: Ours")
    block, problems = Library(small.workspace, "talks").get(Framing, "opening", HERE)
    assert block is None
    assert told(problems) == [f"{OWN}:1:1 LK202"]


def test_the_names_are_those_of_both(small: Small) -> None:
    small.write("campaigns/talks/blocks/framing/closing.yaml", "title: T\ntext: x")
    kind = KIND_BY_MODEL[Framing]
    assert Library(small.workspace, "talks").names(kind) == ["closing", "opening"]
    assert Library(small.workspace).names(kind) == ["opening"]


def test_a_campaign_is_a_block(small: Small) -> None:
    library = Library(small.workspace, "talks")
    block, _ = library.document(DOCUMENT_KINDS["letter"], "talks")
    assert block is not None
    assert block.model.dialogue == "2020-talks"
    assert str(block.location("body", 1, "asks", 0)) == "campaigns/talks/campaign.yaml:6:12"


def test_a_faulty_campaign_is_told(small: Small) -> None:
    small.change("campaigns/talks/campaign.yaml", "signatures: joint", "signatures: The Joint")
    block, problems = Library(small.workspace, "talks").document(DOCUMENT_KINDS["letter"], "talks")
    assert block is None
    assert told(problems) == ["campaigns/talks/campaign.yaml:7:13 LK207"]


def test_a_campaign_that_is_not_there(small: Small) -> None:
    library = Library(small.workspace, "none")
    for kind in DOCUMENTS:
        assert library.document(kind, "none") == (None, [])


# What a document is made of


def test_the_blocks_that_a_document_uses(small: Small) -> None:
    """In order of first use, and with every name that stands for nothing."""
    small.change("campaigns/talks/campaign.yaml", "signatures:", "holders: {nobody: X}\nsignatures:")
    library = Library(small.workspace, "talks")
    document, _ = library.document(DOCUMENT_KINDS["letter"], "talks")
    assert document is not None
    used, problems = library.used_by(document)
    assert [block.reference for block in used] == [
        "addresses/minister",
        "framing/opening",
        "issues/release",
        "signatures/joint",
        "dialogues/2020-talks",
        "case-lists/named",
        "organisations/rights-now",
        "people/jane-doe",
    ]
    assert told(problems) == ["campaigns/talks/campaign.yaml:7:19 LK204"]


# Whose file it is


def owners(library: Library, campaign: str) -> dict[str, Owner]:
    """The owner of a campaign's letter, of its opening and of an issue."""
    document, _ = library.document(DOCUMENT_KINDS["letter"], campaign)
    opening, _ = library.get(Framing, "opening", HERE)
    issue, _ = library.get(Issue, "release", HERE)
    assert document is not None
    assert opening is not None
    assert issue is not None
    blocks = {"letter": document.owner, "opening": opening.owner, "issue": issue.owner}
    assert [document.origin("to", 0).owner, opening.origin("text").owner] == [*blocks.values()][:2]
    return blocks


def test_the_librarys_block_and_a_campaigns_own(small: Small) -> None:
    small.write(OWN, "title: Ours\ntext: Our words")
    assert owners(Library(small.workspace, "talks"), "talks") == {
        "letter": Owner.CAMPAIGN,
        "opening": Owner.CAMPAIGN,
        "issue": Owner.LIBRARY,
    }


def test_a_letter_that_is_imported_and_not_adopted(small: Small) -> None:
    text = (small.root / "campaigns/talks/campaign.yaml").read_text(encoding="utf-8")
    small.write("seeds/imported/old/campaign.yaml", text)
    small.write("seeds/imported/old/blocks/framing/opening.yaml", "title: Theirs\ntext: Their words")
    library = Library(small.workspace)
    library.load_all()
    assert owners(Library(small.workspace, "old", like=library), "old") == {
        "letter": Owner.IMPORTED,
        "opening": Owner.IMPORTED,
        "issue": Owner.LIBRARY,
    }


def test_a_letter_that_is_imported_and_not_even_written(small: Small) -> None:
    folder = small.workspace.campaign_folder("old")
    drafts = {
        folder / "campaign.yaml": (small.root / "campaigns/talks/campaign.yaml").read_text("utf-8"),
        folder / "blocks/framing/opening.yaml": "title: Theirs\ntext: Their words",
    }
    assert owners(Library(small.workspace, "old", drafts=drafts), "old") == {
        "letter": Owner.IMPORTED,
        "opening": Owner.IMPORTED,
        "issue": Owner.LIBRARY,
    }


# Titles


def test_a_problem_says_the_title_of_the_block_in_its_file(small: Small) -> None:
    small.write("seeds/framing/opening.yaml", "title: How it begins\ntxt: x")
    small.write("seeds/addresses/minister.yaml", "office: [x]")
    library = Library(small.workspace)
    _, problems = library.load_all()
    titles = {problem.location.file: problem.title for problem in problems}
    assert titles == {
        "seeds/framing/opening.yaml": "How it begins",
        "seeds/addresses/minister.yaml": None,
    }


def test_no_problem_names_a_person(small: Small) -> None:
    small.write("seeds/people/jane-doe.yaml", "name: Jane Doe\nconsent: all")
    library = Library(small.workspace)
    _, problems = library.load_all()
    assert [problem.title for problem in problems] == [None]


def test_what_is_found_in_a_block_that_was_read_can_be_given_its_title(small: Small) -> None:
    library = Library(small.workspace)
    library.load_all()
    found = Diagnostic("LK431", "x", Location("seeds/framing/opening.yaml", 1, 1))
    elsewhere = Diagnostic("LK431", "x", Location("seeds/framing/none.yaml", 1, 1))
    assert [problem.title for problem in library.titled([found, elsewhere])] == ["Opening", None]


# Files that are not read


@pytest.mark.parametrize(
    ("file", "hint"),
    [
        ("jane.yml", "rename it to jane.yaml"),
        ("Jane.yaml", "rename it to jane.yaml"),
        ("jane doe jr.yaml", "rename it to jane-doe-jr.yaml"),
        ("刘.yaml", None),
        ("jane.pdf", None),
    ],
)
def test_a_file_that_nothing_reads_is_a_warning(small: Small, file: str, hint: str | None) -> None:
    small.write(f"seeds/people/{file}", "name: J\nconsent: public")
    library = Library(small.workspace)
    assert library.names(KIND_BY_MODEL[Person]) == ["jane-doe"]
    (problem,) = library.misnamed()
    assert (problem.code, problem.severity) == ("LK209", Severity.WARNING)
    assert (str(problem.location), problem.hint) == (f"seeds/people/{file}:1:1", hint)


@pytest.mark.parametrize("file", [".jane.yaml.swp", ".gitkeep", "README.md"])
def test_a_file_that_may_lie_there(small: Small, file: str) -> None:
    small.write(f"seeds/people/{file}", "")
    library = Library(small.workspace)
    assert library.names(KIND_BY_MODEL[Person]) == ["jane-doe"]
    assert library.misnamed() == []


def test_a_kind_without_a_folder_has_no_blocks(tmp_path: Path) -> None:
    library = Library(Workspace(tmp_path))
    assert [library.names(kind) for kind in KINDS] == [[]] * len(KINDS)
    assert library.load_all() == ([], [])


def test_a_link_out_of_the_workspace_is_not_followed(small: Small, tmp_path: Path) -> None:
    outside = tmp_path / "outside.yaml"
    outside.write_text("name: Somebody\nconsent: public", encoding="utf-8")
    (small.root / "seeds" / "people" / "link.yaml").symlink_to(outside)
    block, problems = Library(small.workspace).get(Person, "link", HERE)
    assert block is None
    assert told(problems) == ["seeds/people/link.yaml:1:1 LK208"]


def test_a_folder_that_leads_out_of_the_workspace_is_not_followed(small: Small, tmp_path: Path) -> None:
    outside = tmp_path / "outside" / "framing"
    outside.mkdir(parents=True)
    (outside / "opening.yaml").write_text("title: T\ntext: x", encoding="utf-8")
    (small.root / "campaigns" / "talks" / "blocks").symlink_to(outside.parent)
    block, problems = Library(small.workspace, "talks").get(Framing, "opening", HERE)
    assert block is None
    assert told(problems) == ["campaigns/talks/blocks/framing:1:1 LK208"]


def test_a_link_inside_the_workspace_is_followed(small: Small) -> None:
    (small.root / "seeds" / "people" / "link.yaml").symlink_to("jane-doe.yaml")
    block, _ = Library(small.workspace).get(Person, "link", HERE)
    assert block is not None
    assert block.model.name == "Jane Doe"


def test_a_folder_named_like_a_block_is_told(small: Small) -> None:
    (small.root / "seeds" / "people" / "x.yaml").mkdir()
    block, problems = Library(small.workspace).get(Person, "x", HERE)
    assert block is None
    assert told(problems) == ["seeds/people/x.yaml:1:1 LK117"]

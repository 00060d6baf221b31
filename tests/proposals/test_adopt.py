"""A proposal moves into the library whole or not at all, and overwrites nothing."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from conftest import OLD_LETTER
from letterkit.campaign.begin import new_campaign
from letterkit.campaign.render import Order, render
from letterkit.diagnostics import LetterkitError
from letterkit.library.workspace import SEEDS
from letterkit.proposals.adopt import Move, adopt
from letterkit.proposals.intake import Input, make_again, take_in, write

if TYPE_CHECKING:
    from conftest import Small

NAME = "2011-05-06-letter-ministry-state"


@pytest.fixture
def old(small: Small) -> Small:
    """The small workspace with the old letter imported."""
    (taken,) = take_in([Input("2011.txt", OLD_LETTER.encode())], small.workspace, small.root / SEEDS)
    _, (folder,) = write(taken, small.workspace, small.root / SEEDS)
    reading = folder / "reading.txt"
    text = reading.read_text(encoding="utf-8")
    assert "person     ? | Karl Exempel" in text
    reading.write_text(text.replace("person     ?", "person      "), encoding="utf-8")
    assert make_again(small.workspace, folder.name)[0].problems == []
    return small


def files(root: Path) -> dict[str, str]:
    """Every file below a folder, with its text."""
    return {
        path.relative_to(root).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted(root.rglob("*"))
        if path.is_file()
    }


def adopted(old: Small, *, keep_apart: bool = False) -> Move:
    move = adopt(old.workspace, NAME, keep_apart=keep_apart)
    assert move.problems == []
    move.plan.write()
    return move


def printed(old: Small) -> str:
    done = render(Order(old.workspace, NAME, formats=("txt",), force=True))
    assert [problem for problem in done.problems if problem.severity == "error"] == []
    return done.written[0].read_text(encoding="utf-8")


def test_the_letter_prints_the_same_before_and_after(old: Small) -> None:
    before = printed(old)
    adopted(old)
    assert printed(old) == before
    assert not old.workspace.imported_folder(NAME).exists()
    assert (old.root / "campaigns" / NAME / "reading.txt").is_file()


def test_the_schemas_are_found_from_the_new_places(old: Small) -> None:
    for path in adopted(old).plan.files:
        if path.suffix == ".yaml":
            first = path.read_text(encoding="utf-8").splitlines()[0]
            schema = first.partition("$schema=")[2]
            assert (path.parent / schema).resolve().parent == (old.root / "schemas").resolve()


def test_the_schemas_are_found_before_too(old: Small) -> None:
    for path in old.workspace.imported_folder(NAME).rglob("*.yaml"):
        schema = path.read_text(encoding="utf-8").splitlines()[0].partition("$schema=")[2]
        assert (path.parent / schema).resolve().parent == (old.root / "schemas").resolve()


def test_a_clash_stops_everything(old: Small) -> None:
    old.write("seeds/people/karl-exempel.yaml", "name: Karl Exempel\nconsent: public\n")
    before = files(old.root)
    move = adopt(old.workspace, NAME)
    (problem,) = move.problems
    assert problem.code == "LK724"
    assert problem.location.file == f"seeds/imported/{NAME}/blocks/people/karl-exempel.yaml"
    assert "seeds/people/karl-exempel.yaml" in problem.message
    assert files(old.root) == before


def test_a_block_that_says_the_same_gives_way(old: Small) -> None:
    old.write(
        "seeds/organisations/open-courts-network.yaml", "name: Open Courts Network\nverified: 2020\n"
    )
    move = adopted(old)
    assert move.kept == ["seeds/organisations/open-courts-network.yaml"]
    assert "verified: 2020" in files(old.root)["seeds/organisations/open-courts-network.yaml"]


def test_blocks_kept_apart_stay_with_the_letter(old: Small) -> None:
    before = printed(old)
    old.write("seeds/people/karl-exempel.yaml", "name: Somebody Else\nconsent: none\n")
    adopted(old, keep_apart=True)
    assert (old.root / "campaigns" / NAME / "blocks/people/karl-exempel.yaml").is_file()
    assert "Somebody Else" in files(old.root)["seeds/people/karl-exempel.yaml"]
    assert printed(old) == before


def test_a_campaign_of_that_name_is_in_the_way(old: Small) -> None:
    folder = old.workspace.imported_folder(NAME)
    (old.root / "campaigns" / NAME).mkdir()
    assert [problem.code for problem in adopt(old.workspace, NAME).problems] == ["LK724"]
    assert folder.is_dir()


def test_a_proposal_with_a_mistake_is_not_adopted(old: Small) -> None:
    old.change(f"seeds/imported/{NAME}/blocks/people/karl-exempel.yaml", "consent:", "cosent:")
    assert "LK201" in {problem.code for problem in adopt(old.workspace, NAME).problems}


def test_a_text_that_was_changed_is_not_adopted_as_published(old: Small) -> None:
    block = f"seeds/imported/{NAME}/blocks/issues/ask-that-every-prison-be-2011.yaml"
    old.change(block, "open to the", "closed to the")
    assert [problem.code for problem in adopt(old.workspace, NAME).problems] == ["LK721"]


def test_a_failure_leaves_everything_as_it_was(old: Small, monkeypatch: pytest.MonkeyPatch) -> None:
    before = files(old.root)
    move = adopt(old.workspace, NAME)

    def refuse(self: Path, target: Path) -> None:
        raise OSError(13, "no")

    monkeypatch.setattr(Path, "rename", refuse)
    with pytest.raises(LetterkitError, match="could not be changed: no"):
        move.plan.write()
    assert files(old.root) == before


def test_a_proposal_that_cannot_be_taken_away_whole_stays(
    old: Small, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = files(old.root)
    move = adopt(old.workspace, NAME)
    mkdir, count = Path.mkdir, [0]

    def refuse(self: Path, mode: int = 0o777, parents: bool = False, exist_ok: bool = False) -> None:
        count[0] += self.name == NAME
        if count[0]:
            raise OSError(28, "no space")
        mkdir(self, mode, parents, exist_ok)

    monkeypatch.setattr(Path, "mkdir", refuse)
    with pytest.raises(LetterkitError, match="could not be changed: no space"):
        move.plan.write()
    assert files(old.root) == before
    assert (old.root / "campaigns").is_dir()


def test_a_file_keeps_its_bytes_but_for_the_path_to_the_schema(old: Small) -> None:
    block = f"seeds/imported/{NAME}/blocks/people/karl-exempel.yaml"
    text = (old.root / block).read_text(encoding="utf-8")
    assert text.startswith("# yaml-language-server: $schema=../../../../../schemas/person.json\n")
    changed = f"\ufeff{text}# as $schema=../../../../../schemas says\n".replace("\n", "\r\n")
    (old.root / block).write_bytes(changed.encode())
    (old.workspace.imported_folder(NAME) / "scan.pdf").write_bytes(b"%PDF \xff\r\n")
    adopted(old)
    first, rest = (old.root / "seeds/people/karl-exempel.yaml").read_bytes().split(b"\r\n", 1)
    assert first == "\ufeff# yaml-language-server: $schema=../../schemas/person.json".encode()
    assert rest == changed.encode().split(b"\r\n", 1)[1]
    assert (old.root / "campaigns" / NAME / "scan.pdf").read_bytes() == b"%PDF \xff\r\n"


def test_a_proposal_that_is_being_worked_on_stays(old: Small) -> None:
    move = adopt(old.workspace, NAME)
    old.write(f"seeds/imported/{NAME}/my-notes.txt", "a note of the author's")
    before = files(old.root)
    with pytest.raises(LetterkitError, match="was changed meanwhile; nothing was changed"):
        move.plan.write()
    assert files(old.root) == before


def test_a_file_that_somebody_made_meanwhile_is_not_overwritten(old: Small) -> None:
    move = adopt(old.workspace, NAME)
    old.write("seeds/people/karl-exempel.yaml", "theirs")
    before = files(old.root)
    with pytest.raises(LetterkitError, match=r"karl-exempel\.yaml exists; nothing was changed"):
        move.plan.write()
    assert files(old.root) == before


def test_a_name_that_nothing_has(old: Small) -> None:
    with pytest.raises(LetterkitError, match="no imported letter"):
        adopt(old.workspace, "nothing")


def test_a_new_letter_waits_for_consent(old: Small) -> None:
    adopted(old)
    old.change(f"seeds/dialogues/{NAME}.yaml", "letter:\n", "letter:\n  subject: Prisons\n")
    new_campaign(old.workspace, NAME, "again").write()
    done = render(Order(old.workspace, "again", formats=("txt",)))
    assert [problem.code for problem in done.problems] == ["LK214"]
    assert done.written == ()
    old.change("seeds/people/karl-exempel.yaml", "consent: none", "consent: letter")
    done = render(Order(old.workspace, "again", formats=("txt",)))
    assert [problem.code for problem in done.problems] == []


def test_a_letter_that_was_published_may_not_change(old: Small) -> None:
    campaign = old.root / "seeds/imported" / NAME / "campaign.yaml"
    text = campaign.read_text(encoding="utf-8")
    passage = f"  - framing: {NAME}-passage\n"
    assert passage in text
    campaign.write_text(text.replace(passage, ""), encoding="utf-8")
    done = render(Order(old.workspace, NAME, formats=("txt",)))
    assert "LK721" in {problem.code for problem in done.problems}
    assert done.written == ()


def test_a_published_copy_still_needs_consent(old: Small) -> None:
    done = render(Order(old.workspace, NAME, formats=("txt",), public=True))
    assert "LK447" in {problem.code for problem in done.problems}


def test_without_the_line_consent_counts(old: Small) -> None:
    campaign = old.root / "seeds/imported" / NAME / "campaign.yaml"
    lines = campaign.read_text(encoding="utf-8").splitlines(keepends=True)
    campaign.write_text(
        "".join(line for line in lines if not line.startswith("published:")), encoding="utf-8"
    )
    done = render(Order(old.workspace, NAME, formats=("txt",)))
    assert "LK214" in {problem.code for problem in done.problems}


def test_a_name_of_which_nobody_has_said_whose_it_is_waits_too(small: Small) -> None:
    (taken,) = take_in([Input("2011.txt", OLD_LETTER.encode())], small.workspace, small.root / SEEDS)
    write(taken, small.workspace, small.root / SEEDS)
    adopted(small)
    assert not (small.root / "seeds/people/karl-exempel.yaml").exists()
    small.change(f"seeds/dialogues/{NAME}.yaml", "letter:\n", "letter:\n  subject: Prisons\n")
    new_campaign(small.workspace, NAME, "again").write()
    done = render(Order(small.workspace, "again", formats=("txt",)))
    assert {problem.code for problem in done.problems} == {"LK214"}
    assert done.written == ()
    small.write("seeds/people/karl.yaml", "name: Karl Exempel\nconsent: letter\n")
    done = render(Order(small.workspace, "again", formats=("txt",)))
    assert done.problems == []

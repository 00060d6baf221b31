"""The log of a letter: which commits changed its words, by how many, and what is not told."""

from __future__ import annotations

import json
import re
import tempfile
from pathlib import Path

import pytest

from conftest import Repository, Small, released
from letterkit.assemble import assemble_document
from letterkit.blocks.kinds import DOCUMENT_KINDS
from letterkit.campaign.history import History, LogEntry, changed_words, history
from letterkit.campaign.results import log_to_json
from letterkit.campaign.sources import assets_of
from letterkit.cli.log import told as told_in_a_row
from letterkit.diagnostics import LetterkitError
from letterkit.letter.agreed import agreed
from letterkit.library.index import Library
from letterkit.library.workspace import Workspace
from letterkit.writers import write

CAMPAIGN = "campaigns/talks/campaign.yaml"
OPENING = "seeds/framing/opening.yaml"
RELEASE = """\
dialogue: 2020-talks
date: 2020-04-21
issuer: rights-now
to: [minister]
headline: Rights first
body:
  - framing: opening
signatures: joint
"""


def told(small: Small, campaign: str = "talks", limit: int | None = None) -> list[tuple[str, str]]:
    """Each entry as (message, '+1 −2'), newest first."""
    found = history(small.workspace, campaign, tuple(DOCUMENT_KINDS), limit)
    return [(entry.commit.subject if entry.commit else "now", _words(entry)) for entry in found.entries]


def _words(entry: LogEntry) -> str:
    return ", ".join(told_in_a_row(edit).partition(" +")[2] or "broken" for edit in entry.edits.values())


def digest(workspace: Workspace, campaign: str = "talks") -> str:
    tree, _ = assemble_document(Library(workspace, campaign), campaign, "letter")
    assert tree is not None
    return agreed(tree).digest


def whole(small: Small) -> int:
    """How many words the letter has."""
    letter, _ = small.assemble()
    assert letter is not None
    content, _ = write("txt", released(letter), assets_of(small.workspace))
    return len((content or b"").decode().split())


def test_a_commit_is_told_with_its_day_author_digest_and_words(repository: Repository) -> None:
    small = repository.small
    count = whole(small)
    small.change(OPENING, "we write to you.", "we turn to you once more.")
    name = repository.commit("Turn to them", author="刘 霞")
    newest, first = history(small.workspace, "talks", ["letter"]).entries
    assert newest.commit is not None
    assert (newest.commit.name, str(newest.commit.day)) == (name, "2020-03-03")
    assert (newest.commit.author, newest.commit.subject) == ("刘 霞", "Turn to them")
    edit = newest.edits["letter"]
    assert (edit.digest, edit.added, edit.removed) == (digest(small.workspace), 4, 2)
    assert (first.edits["letter"].added, first.edits["letter"].removed) == (count, 0)


@pytest.mark.parametrize(
    ("path", "old", "new", "words"),
    [
        ("seeds/people/jane-doe.yaml", "name: Jane Doe", "name: Jane Roe", "1 −1"),
        ("seeds/addresses/minister.yaml", "647-2283", "647-2284", "1 −1"),
        ("seeds/organisations/rights-now.yaml", "Max Muster", "Maxine Muster", "1 −1"),
        ("seeds/dialogues/2020-talks.yaml", "host_city: Geneva", "host_city: New York", None),
        (CAMPAIGN, "signatures: joint", "cc: [Ada King]\nsignatures: joint", "3 −0"),
    ],
)
def test_a_change_anywhere_in_the_library_is_told(
    repository: Repository, path: str, old: str, new: str, words: str | None
) -> None:
    repository.small.change(path, old, new)
    repository.commit("Change")
    found = told(repository.small)
    assert [message for message, _ in found] == ["Change", "Begin"]
    assert words is None or found[0][1] == words


def test_a_commit_that_changes_no_word_is_not_told(repository: Repository) -> None:
    small = repository.small
    small.change(OPENING, "title: Opening", "# a comment\ntitle: Opening")
    repository.commit("Comment")
    small.change(OPENING, "title: Opening", "title: The opening")
    repository.commit("A title that is not printed")
    small.change(OPENING, "{{ dialogue.host_city }}\n  we", "{{ dialogue.host_city }} we")
    repository.commit("Fill the lines otherwise")
    small.write("seeds/issues/other.yaml", "topic: x\ntitle: X\nask: X\ntext: X\n")
    repository.commit("A block that nobody uses")
    small.write("campaigns/other/campaign.yaml", (small.root / CAMPAIGN).read_text("utf-8"))
    small.write("campaigns/talks/README.md", "Notes")
    small.write("notes.txt", "Notes")
    repository.commit("Another campaign and notes")
    assert [message for message, _ in told(small)] == ["Begin"]


def test_a_block_of_the_campaigns_own_takes_the_librarys_place(repository: Repository) -> None:
    small = repository.small
    text = (small.root / OPENING).read_text("utf-8")
    small.write("campaigns/talks/blocks/framing/opening.yaml", text)
    repository.commit("Copy")
    small.change("campaigns/talks/blocks/framing/opening.yaml", "we write to you", "we ask you")
    repository.commit("Reword")
    small.change(OPENING, "we write", "they write")
    repository.commit("Reword in the library")
    assert told(small)[:-1] == [("Reword", "1 −2")]


def test_what_is_not_committed_comes_first(repository: Repository) -> None:
    small = repository.small
    small.change(OPENING, "title: Opening", "title: Other")
    assert [message for message, _ in told(small)] == ["Begin"]
    small.change(OPENING, "we write", "we turn")
    found = history(small.workspace, "talks", ["letter"], limit=1)
    assert [entry.commit is None for entry in found.entries] == [True, False]
    assert found.entries[0].edits["letter"].digest == digest(small.workspace)


def test_a_campaign_that_was_never_committed(repository: Repository) -> None:
    small = repository.small
    small.write("campaigns/new/campaign.yaml", (small.root / CAMPAIGN).read_text("utf-8"))
    assert told(small, "new") == [("now", f"{whole(small)} −0")]


def test_a_letter_that_could_not_be_made(repository: Repository) -> None:
    small = repository.small
    small.change(CAMPAIGN, "framing: opening", "framing: opnening")
    repository.commit("Break")
    small.write("seeds/issues/other.yaml", "topic: x\ntitle: X\nask: X\ntext: X\n")
    repository.commit("Something else")
    small.change(OPENING, "we write to you", "we turn to you")
    small.change(CAMPAIGN, "framing: opnening", "framing: opening")
    repository.commit("Mend")
    found = history(small.workspace, "talks", ["letter"]).entries
    assert told(small)[:-1] == [("Mend", "1 −1"), ("Break", "broken")]
    assert (found[1].edits["letter"].digest, found[1].edits["letter"].errors) == (None, 1)


def test_a_letter_that_is_as_broken_as_it_was_committed(repository: Repository) -> None:
    small = repository.small
    small.change(CAMPAIGN, "framing: opening", "framing: opnening")
    repository.commit("Break")
    small.write("seeds/issues/other.yaml", "topic: x\ntitle: X\nask: X\ntext: X\n")
    assert told(small)[0] == ("Break", "broken")
    small.change(CAMPAIGN, "asks: [release]", "asks: [relaese]")
    assert told(small)[0] == ("now", "broken")


def test_a_letter_broken_by_a_missing_file_and_mended_by_its_return(repository: Repository) -> None:
    file = repository.root / OPENING
    text = file.read_bytes()
    file.unlink()
    repository.commit("Lose")
    file.write_bytes(text)
    repository.commit("Find")
    assert told(repository.small)[:-1] == [("Find", "0 −0"), ("Lose", "broken")]


def test_a_letter_that_was_broken_from_the_start(repository: Repository) -> None:
    small = repository.small
    text = (small.root / CAMPAIGN).read_text("utf-8")
    small.write("campaigns/late/campaign.yaml", "dialogue: [\n")
    repository.commit("Begin badly")
    small.write("campaigns/late/campaign.yaml", text)
    repository.commit("Begin well")
    assert told(small, "late") == [("Begin well", f"{whole(small)} −0"), ("Begin badly", "broken")]
    small.write("campaigns/late/campaign.yaml", "dialogue: [\n")
    assert told(small, "late")[0] == ("now", "broken")


def test_letter_and_press_release(repository: Repository) -> None:
    small = repository.small
    small.write("campaigns/talks/press-release.yaml", RELEASE)
    assert small.problems() == []
    repository.commit("Tell the press")
    small.change(OPENING, "we write to you", "we turn to you")
    repository.commit("Reword both")
    small.change("campaigns/talks/press-release.yaml", "Rights first", "Rights at last")
    repository.commit("Reword one")
    entries = history(small.workspace, "talks", tuple(DOCUMENT_KINDS)).entries
    assert [list(entry.edits) for entry in entries] == [
        ["press-release"],
        ["letter", "press-release"],
        ["press-release"],
        ["letter"],
    ]
    (repository.root / "campaigns/talks/press-release.yaml").unlink()
    repository.commit("Tell nobody")
    edit = history(small.workspace, "talks", tuple(DOCUMENT_KINDS)).entries[0].edits["press-release"]
    assert (edit.digest, edit.added) == (None, 0)
    assert edit.removed == 17
    assert told_in_a_row(edit).startswith("removed +0 −")


def test_a_renamed_campaign_is_followed(repository: Repository) -> None:
    small = repository.small
    small.change(OPENING, "we write", "we turn")
    repository.commit("Reword")
    repository.git("mv", "campaigns/talks", "campaigns/spring")
    repository.commit("Rename")
    repository.git("mv", "campaigns/spring", "campaigns/summer")
    small.change("campaigns/summer/campaign.yaml", "2020-04-20", "2020-04-21")
    repository.commit("Rename again and change")
    assert [message for message, _ in told(small, "summer")] == [
        "Rename again and change",
        "Reword",
        "Begin",
    ]


def test_a_merge_counts_as_what_it_brought(repository: Repository) -> None:
    small = repository.small
    repository.git("switch", "--quiet", "--create", "partners")
    small.change(OPENING, "we write", "we turn")
    repository.commit("On a branch")
    repository.git("switch", "--quiet", "main")
    small.change("seeds/people/jane-doe.yaml", "Jane Doe", "Jane Roe")
    repository.commit("On main")
    repository.commits += 1
    repository.git("merge", "--quiet", "--no-ff", "--message", "Merge partners", "partners")
    assert [message for message, _ in told(small)] == ["Merge partners", "On main", "Begin"]


def test_a_link_in_the_library_is_followed(repository: Repository) -> None:
    small = repository.small
    (small.root / "seeds/framing/other.yaml").symlink_to("opening.yaml")
    small.change(CAMPAIGN, "framing: opening", "framing: other")
    repository.commit("Link")
    small.change(OPENING, "we write", "we turn")
    repository.commit("Reword")
    assert [message for message, _ in told(small)] == ["Reword", "Begin"]


def test_a_file_that_becomes_a_folder_and_back(repository: Repository) -> None:
    small = repository.small
    file = small.root / "seeds/framing/odd.yaml"
    file.write_text("title: Odd\ntext: |\n  Odd words.\n")
    small.change(CAMPAIGN, "  - framing: opening\n", "  - framing: opening\n  - framing: odd\n")
    repository.commit("A file")
    file.unlink()
    file.mkdir()
    (file / "inside.yaml").write_text("x: y\n")
    repository.commit("A folder")
    (file / "inside.yaml").unlink()
    file.rmdir()
    file.write_text("title: Odd\ntext: |\n  Odd words again.\n")
    repository.commit("A file again")
    assert told(small)[:-1] == [("A file again", "2 −1"), ("A folder", "broken"), ("A file", "2 −0")]


def test_a_workspace_in_a_folder_of_its_repository(
    tmp_path: Path, small: Small, no_git_settings: None
) -> None:
    place = tmp_path / "our repo" / "Briefe 信 [x]"
    place.parent.mkdir()
    small.root.rename(place)
    repository = Repository(place.parent, Small(place))
    repository.git("init", "--quiet")
    repository.commit("Begin")
    repository.small.change(OPENING, "we write", "we turn")
    repository.commit("Reword")
    (place.parent / "seeds").mkdir()
    (place.parent / "seeds/notes.txt").write_text("Not of the workspace")
    repository.commit("Beside it")
    assert [message for message, _ in told(repository.small)] == ["Reword", "Begin"]


def test_the_limit_counts_commits(repository: Repository) -> None:
    small = repository.small
    for number in range(4):
        small.change(OPENING, "we write", f"number{number} we write")
        repository.commit(f"Change {number}")
    assert [message for message, _ in told(small, limit=2)] == ["Change 3", "Change 2"]
    assert len(told(small)) == 5


def test_a_shallow_clone_says_where_it_ends(repository: Repository, tmp_path: Path) -> None:
    for number in range(3):
        repository.small.change(OPENING, "we write", f"number{number} we write")
        repository.commit(f"Change {number}")
    clone = tmp_path / "clone"
    repository.git("clone", "--quiet", "--depth=2", f"file://{repository.root}", str(clone))
    found = history(Workspace(clone), "talks", ["letter"])
    assert [entry.commit.subject for entry in found.entries if entry.commit] == ["Change 2"]
    assert found.is_cut_off
    assert not history(repository.small.workspace, "talks", ["letter"]).is_cut_off


def test_another_branch_of_a_detached_head(repository: Repository) -> None:
    repository.small.change(OPENING, "we write", "we turn")
    repository.commit("Reword")
    repository.git("switch", "--quiet", "--detach", "HEAD~1")
    assert [message for message, _ in told(repository.small)] == ["Begin"]


def test_nothing_of_a_message_reaches_the_terminal_raw(repository: Repository) -> None:
    repository.small.change(OPENING, "we write", "we turn")
    repository.commit("Say \x1b[31mred\x1b[0m \u202egnorw\x07", author="Ada \x1b]0;title\x07")
    commit = history(repository.small.workspace, "talks", ["letter"]).entries[0].commit
    assert commit is not None
    assert commit.subject == "Say \\x1b[31mred\\x1b[0m <U+202E>gnorw\\x07"
    assert not re.search("[\x00-\x1f]", commit.author)


def test_nothing_is_left_behind(
    repository: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:

    place = tmp_path / "temporary"
    place.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(place))
    told(repository.small, limit=1)
    told(repository.small)
    assert list(place.iterdir()) == []


def test_no_git(small: Small, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(LetterkitError, match="there is no git on this machine"):
        history(small.workspace, "talks", ["letter"])


def test_only_what_a_commit_concerns_is_made_again(
    repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    small = repository.small
    for number in range(5):
        small.write("seeds/issues/other.yaml", f"topic: x\ntitle: X\nask: X\ntext: X{number}\n")
        repository.commit("Another block")
        small.write(OPENING, (small.root / OPENING).read_text("utf-8") + "# a comment\n")
        repository.commit("A comment")
    made: list[str] = []

    def assembled(library: Library, campaign: str, name: str) -> object:
        made.append(name)
        return assemble_document(library, campaign, name)

    monkeypatch.setattr("letterkit.campaign.history.assemble_document", assembled)
    told(small)
    assert made == ["letter"]  # before the first commit there is no campaign


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("", "", (0, 0)),
        ("", "one two", (2, 0)),
        ("one two", "", (0, 2)),
        ("one two three", "one four three", (1, 1)),
        ("a b\n\nc d\n\ne f", "a b\n\nc x d\n\ne f", (1, 0)),
        ("a b\n\nc d", "c d\n\na b", (2, 2)),
        ("one two\nthree", "one\ntwo three", (0, 0)),
        ("one\u00a0two", "one two", (0, 0)),
    ],
)
def test_words_are_counted(old: str, new: str, words: tuple[int, int]) -> None:
    assert changed_words(old, new) == words


def test_the_log_as_json(repository: Repository) -> None:
    found: History = history(repository.small.workspace, "talks", ["letter"])
    rows = json.loads(log_to_json(found))
    assert rows == [
        {
            "commit": repository.git("rev-parse", "HEAD"),
            "date": "2020-03-02",
            "author": "Ada Author",
            "message": "Begin",
            "documents": {
                "letter": {
                    "digest": digest(repository.small.workspace),
                    "added": whole(repository.small),
                    "removed": 0,
                    "errors": 0,
                }
            },
        }
    ]

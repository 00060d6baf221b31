"""Two at once: each does its work after the other, or says why not; nothing undoes what it did not do."""

from __future__ import annotations

import json
import shutil
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from conftest import OLD_LETTER, Small
from files.faulty import Job, Ran, Runner
from files.test_faults import NAME, Tree, tree
from letterkit.library.finals import changes_since_final

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="made with fork")

# In seconds: between two calls that write, so that each run is in the middle of the other's work.
DELAY = 0.01
TIMES = 6

Pair = tuple[Ran, Ran]


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Runner, Runner]]:
    """Two processes that run commands."""
    runners = tuple(Runner(tmp_path_factory.mktemp("runner")) for _ in range(2))
    yield runners[0], runners[1]
    for runner in runners:
        runner.close()


def at_once(two: tuple[Runner, Runner], root: Path, first: str, second: str, gap: float = 0.0) -> Pair:
    """Two commands, the second one begun a little later; each is slow in writing."""
    for runner, words in zip(two, (first, second), strict=True):
        runner.begin(Job(str(root), tuple(words.split()), delay=DELAY))
        time.sleep(gap)
    ran = two[0].end(), two[1].end()
    for each in ran:
        assert "Traceback" not in each.err, each.err
        assert "LK503" not in each.err
    return ran


def old_letters(small: Small) -> None:
    """Two letters that would be called the same."""
    small.write("one.txt", OLD_LETTER)
    small.write("two.txt", OLD_LETTER.replace("the Red Cross", "the press"))


def import_two(two: tuple[Runner, Runner], small: Small, gap: float) -> None:
    ran = at_once(two, small.root, "import one.txt", "import two.txt", gap)
    assert [each.status for each in ran] == [0, 0], ran
    names = sorted(path.name for path in (small.root / "seeds/imported").iterdir())
    assert names == [NAME, f"{NAME}-2"]
    for name in names:
        text = (small.root / "seeds/imported" / name / "campaign.yaml").read_text(encoding="utf-8")
        assert f"dialogue: {name}\n" in text


def import_wanted(two: tuple[Runner, Runner], small: Small, gap: float) -> None:
    words = ("import --campaign mine one.txt", "import --campaign mine two.txt")
    ran = at_once(two, small.root, *words, gap)
    assert sorted(each.status for each in ran) == [0, 1], ran
    assert [path.name for path in (small.root / "seeds/imported").iterdir()] == ["mine"]


def adopt_two(two: tuple[Runner, Runner], small: Small, gap: float) -> None:
    assert two[0].run(Job(str(small.root), ("import", "one.txt"))).status == 0
    ran = at_once(two, small.root, f"adopt {NAME}", f"adopt {NAME}", gap)
    assert sorted(each.status for each in ran) == [0, 2], ran
    assert (small.root / "campaigns" / NAME / "campaign.yaml").is_file()
    assert list((small.root / "seeds/imported").iterdir()) == []


def render_two(two: tuple[Runner, Runner], small: Small, gap: float) -> None:
    words = ("render talks --format pdf", "render talks --format txt,html")
    ran = at_once(two, small.root, *words, gap)
    assert [each.status for each in ran] == [0, 0], ran
    again = two[0].run(Job(str(small.root), ("render", "talks", "--format", "pdf,txt,html")))
    assert (again.status, again.out) == (0, ""), again
    state = json.loads((small.root / "campaigns/talks/out/.letterkit.json").read_text(encoding="utf-8"))
    assert sorted(state) == ["letter.html", "letter.pdf", "letter.txt"]


def begin_two(two: tuple[Runner, Runner], small: Small, gap: float) -> None:
    words = "new --dialogue 2020 --campaign spring"
    ran = at_once(two, small.root, words, words, gap)
    assert sorted(each.status for each in ran) == [0, 1], ran
    assert (small.root / "campaigns/spring/campaign.yaml").is_file()
    assert (small.root / "campaigns/spring/out/letter.pdf").is_file()


def finalize_two(two: tuple[Runner, Runner], small: Small, gap: float) -> None:
    ran = at_once(two, small.root, "finalize talks", "finalize talks", gap)
    assert sorted(each.status for each in ran) == [0, 1], ran
    assert changes_since_final(small.workspace, "talks") == []


def write_schemas(two: tuple[Runner, Runner], small: Small, gap: float) -> None:
    ran = at_once(two, small.root, "schema --write", "schema --write", gap)
    assert [each.status for each in ran] == [0, 0], ran
    assert (
        sorted(path.suffix for path in (small.root / "schemas").iterdir() if path.suffix != ".json") == []
    )


PAIRS = {
    "imports of one name": import_two,
    "imports of a wanted name": import_wanted,
    "adopts": adopt_two,
    "renders of different formats": render_two,
    "campaigns": begin_two,
    "finalizes": finalize_two,
    "schemas": write_schemas,
}


@pytest.mark.slow
@pytest.mark.parametrize("pair", PAIRS)
def test_two_at_once(pair: str, two: tuple[Runner, Runner], small: Small, tmp_path: Path) -> None:
    race: Callable[[tuple[Runner, Runner], Small, float], None] = PAIRS[pair]
    old_letters(small)
    for number in range(TIMES):
        fresh = Small(tmp_path / f"try-{number}")
        shutil.copytree(small.root, fresh.root)
        race(two, fresh, number * 0.03)
        assert not list(fresh.root.rglob(".letterkit"))
        assert [path for path in fresh.root.rglob(".*") if path.name != ".letterkit.json"] == []


def saved_during(two: tuple[Runner, Runner], small: Small, words: str, path: str, after: float) -> Ran:
    """A command, and an author's save while it runs."""
    two[0].begin(Job(str(small.root), tuple(words.split()), delay=DELAY))
    time.sleep(after)
    text = (small.root / path).read_text(encoding="utf-8")
    small.write(path, text.replace("we write", "we all write").replace("[minister]", "[minister] # x"))
    return two[0].end()


@pytest.mark.slow
@pytest.mark.parametrize("path", ["seeds/framing/opening.yaml", "campaigns/talks/campaign.yaml"])
def test_a_save_during_finalize(
    path: str, two: tuple[Runner, Runner], small: Small, tmp_path: Path
) -> None:
    seen = set()
    for number in range(8):
        fresh = Small(tmp_path / f"try-{number}")
        shutil.copytree(small.root, fresh.root)
        ran = saved_during(two, fresh, "finalize talks", path, 0.05 + number * 0.1)
        seen.add(ran.status)
        if ran.status == 0:  # what was sealed is what was printed, whatever was saved since
            record = json.loads((fresh.root / "campaigns/talks/final.json").read_text(encoding="utf-8"))
            assert record["pdf"]
            told = two[0].run(Job(str(fresh.root), ("verify", "campaigns/talks/final/letter.pdf")))
            assert told.status == (1 if changes_since_final(fresh.workspace, "talks") else 0), told
        else:
            assert ran.status == 1
            assert "was saved meanwhile; nothing was changed" in ran.err
            assert not (fresh.root / "campaigns/talks/final.json").exists()
            assert not (fresh.root / "campaigns/talks/blocks").exists()
    assert 1 in seen


def test_a_save_while_a_proposal_is_adopted(two: tuple[Runner, Runner], small: Small) -> None:
    old_letters(small)
    assert two[0].run(Job(str(small.root), ("import", "one.txt"))).status == 0
    before: Tree = tree(small.root)
    note = f"seeds/imported/{NAME}/unplaced.txt"
    two[0].begin(Job(str(small.root), ("adopt", NAME), delay=DELAY * 3))
    journal = small.root / ".letterkit"
    while not journal.exists():
        time.sleep(0.001)
    time.sleep(0.2)
    small.write(note, "a note of the author's")
    ran = two[0].end()
    assert ran.status == 1, ran
    assert "was changed meanwhile; nothing was changed" in ran.err
    assert tree(small.root) == before | {note: b"a note of the author's"}

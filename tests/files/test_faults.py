"""Broken off at any call: killed, or refused by the machine; all or none, and the next run goes on."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from conftest import OLD_LETTER, SMALL
from files.faulty import ERRORS, Job, Ran, Runner
from letterkit.files.journal import JOURNAL
from letterkit.files.lock import AREA, LOCK

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="made with fork")

NAME = "2011-05-06-letter-ministry-state"
OUTPUT = "campaigns/talks/out"
NEW_DIALOGUE = (
    *("new", "--dialogue", "2022", "--name", "New Talks", "--city", "Vienna", "--from", "2022-05-03"),
    *("--to", "2022-05-04", "--country", "US", "--address", "minister", "--lead", "rights-now"),
)
# So many calls of a command each get a kill and a refusal.
CALLS = 20

Tree = dict[str, bytes | None]


@dataclass(frozen=True)
class Scenario:
    """A command, what there is before it, and in which folder of that it is run."""

    words: tuple[str, ...]
    before: Callable[[Path, Runner], None]


def _small(root: Path, runner: Runner) -> None:
    for path, text in SMALL.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")


def _rendered(root: Path, runner: Runner) -> None:
    _small(root, runner)
    assert runner.run(Job(str(root), ("render", "talks", "--format", "pdf,txt"))).status == 0
    opening = root / "seeds/framing/opening.yaml"
    opening.write_text(opening.read_text(encoding="utf-8").replace("we write", "we all write"))


def _old_letter(root: Path, runner: Runner) -> None:
    _small(root, runner)
    (root / "old.txt").write_text(OLD_LETTER, encoding="utf-8")


def _imported(root: Path, runner: Runner) -> None:
    _old_letter(root, runner)
    assert runner.run(Job(str(root), ("import", "old.txt"))).status == 0


def _nothing(root: Path, runner: Runner) -> None:
    root.mkdir(exist_ok=True)


SCENARIOS = {
    "init": Scenario(("init", "ours"), _nothing),
    "new": Scenario(("new", "--dialogue", "2020", "--campaign", "spring"), _small),
    "new-dialogue": Scenario(NEW_DIALOGUE, _small),
    "render": Scenario(("render", "talks", "--format", "pdf,txt"), _small),
    "render-again": Scenario(("render", "talks", "--format", "pdf,txt,json"), _rendered),
    "finalize": Scenario(("finalize", "talks"), _small),
    "import": Scenario(("import", "old.txt"), _old_letter),
    "adopt": Scenario(("adopt", NAME), _imported),
    "schema": Scenario(("schema", "--write"), _small),
}


@pytest.fixture(scope="module")
def runner(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Runner]:
    """A process that runs commands."""
    runner = Runner(tmp_path_factory.mktemp("runner"))
    yield runner
    runner.close()


def tree(root: Path) -> Tree:
    """Everything below a folder, without the folder for unfinished work."""
    return {
        path.relative_to(root).as_posix(): path.read_bytes() if path.is_file() else None
        for path in sorted(root.rglob("*"))
        if AREA not in path.relative_to(root).parts
    }


def shown_to_git(root: Path) -> list[str]:
    """What of unfinished work git would add; a file without content says nothing."""
    areas = [path for path in root.rglob(AREA) if any(path.iterdir())]
    return [
        str(file)
        for area in areas
        if not (area / LOCK).is_file() or not (area / LOCK).read_bytes().startswith(b"*\n")
        for file in area.rglob("*")
        if file.is_file() and file.read_bytes()
    ]


class Tried:
    """A scenario in a folder, to be broken off again and again."""

    def __init__(self, scenario: Scenario, runner: Runner, folder: Path) -> None:
        self.scenario, self.runner = scenario, runner
        self._pristine, self.root = folder / "pristine", folder / "tried"
        self._pristine.mkdir()
        scenario.before(self._pristine, runner)
        self.begin()
        self.before = tree(self.root)
        done = self.run()
        assert done.status == 0, done
        self.calls = done.calls
        self.after = tree(self.root)

    def begin(self) -> None:
        """Everything as before."""
        shutil.rmtree(self.root, ignore_errors=True)
        shutil.copytree(self._pristine, self.root)

    def run(self, point: int = 0, how: str = "") -> Ran:
        """Run the command, with a fault."""
        return self.runner.run(Job(str(self.root), self.scenario.words, point, how))

    def killed(self, point: int, how: str = "kill") -> list[str]:
        """What is wrong after a kill at a call, and after the next run."""
        self.begin()
        self.run(point, how)
        wrong = [f"git would add {file}" for file in shown_to_git(self.root)]
        if strange := sorted(set(tree(self.root)) - {*self.before, *self.after}):
            wrong.append(f"left where it is listed: {strange}")
        for journal in self.root.rglob(f"{AREA}/{JOURNAL}"):  # else a run that reads has nothing to do
            read = self.runner.run(Job(str(journal.parent.parent), ("list", "campaigns")))
            wrong += [read.err] if "Traceback" in read.err else []
        found = tree(self.root)
        if not any(self._is(found, state) for state in (self.before, self.after)):
            wrong.append(f"neither before nor after: {_difference(found, self.before)}")
        again = self.run()
        if "Traceback" in again.err or (again.status and self._is(found, self.before)):
            wrong.append(f"the next run fails: {again.err}")
        if tree(self.root) != self.after or list(self.root.rglob(AREA)):
            wrong.append(f"not as after: {_difference(tree(self.root), self.after)}")
        return wrong

    def refused(self, point: int, how: str) -> list[str]:
        """What is wrong where the machine refuses a call."""
        self.begin()
        done = self.run(point, how)
        wrong = (
            [f"{done.status}: {done.err}"] if "Traceback" in done.err or done.status not in (0, 3) else []
        )
        if tree(self.root) != (self.after if done.status == 0 else self.before):
            wrong.append(f"half done: {_difference(tree(self.root), self.before)}")
        return wrong

    def _is(self, found: Tree, state: Tree) -> bool:
        """Whether that is the state; a new folder that was to be filled may be there."""
        return {path for path in found if found[path] is not None or path in state} == set(state) and all(
            found[path] == content for path, content in state.items()
        )


def _difference(found: Tree, expected: Tree) -> list[str]:
    return sorted(path for path in {*found, *expected} if found.get(path, ...) != expected.get(path, ...))


def points(calls: int, most: int = CALLS) -> list[int]:
    """Calls from the first to the last, evenly spread."""
    if calls <= most:
        return list(range(1, calls + 1))
    return sorted({1 + round(n * (calls - 1) / (most - 1)) for n in range(most)})


@pytest.mark.slow
@pytest.mark.parametrize("name", SCENARIOS)
def test_broken_off_at_many_calls(name: str, runner: Runner, tmp_path: Path) -> None:
    tried = Tried(SCENARIOS[name], runner, tmp_path)
    wrong: list[str] = []
    for number, point in enumerate(points(tried.calls)):
        kill, error = ("torn", "kill")[number % 2], ERRORS[number % len(ERRORS)]
        wrong += [f"{kill} at {point} of {tried.calls}: {w}" for w in tried.killed(point, kill)]
        wrong += [f"{error} at {point} of {tried.calls}: {w}" for w in tried.refused(point, error)]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("name", ["new-dialogue", "adopt"])
def test_broken_off_at_a_few_calls(name: str, runner: Runner, tmp_path: Path) -> None:
    tried = Tried(SCENARIOS[name], runner, tmp_path)
    middle = tried.calls // 2
    assert tried.killed(middle) == []
    assert tried.killed(tried.calls - 3) == []
    assert tried.refused(middle + 1, "ENOSPC") == []

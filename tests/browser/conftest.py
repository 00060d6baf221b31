"""The pages to look at in a browser: one made for the disk, and one that is served live."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from conftest import REPOSITORY, Repository, Served, Small, run, serving
from letterkit.campaign.begin import new_campaign

RULES = Path(__file__).parent / "node_modules" / "axe-core" / "axe.min.js"
ISSUE = "seeds/issues/religious-freedom.yaml"
SIGNATURES = "seeds/signatures/joint-letter-2016.yaml"
PASSAGE = "issues-religious-freedom-1"
# Words that stand in ISSUE when it is committed.
WORDS = "Say in public"


def begun(root: Path) -> Small:
    """The 2016 letter in a repository: committed, then changed in an issue and in who signs."""
    small = Small(root)
    for file in sorted((REPOSITORY / "seeds").rglob("*.yaml")):
        small.write(file.relative_to(REPOSITORY).as_posix(), file.read_text(encoding="utf-8"))
    (root / "campaigns").mkdir()
    new_campaign(small.workspace, "2016").write()
    small.write(".gitignore", "/campaigns/*/out/\n")
    repository = Repository(root, small)
    repository.git("init", "--quiet")
    repository.commit("Begin the letter")
    small.change(ISSUE, WORDS, "Say openly")
    small.change(SIGNATURES, "  - wuc\n", "")
    # Something for the checks to find, at a passage that is printed.
    small.change("seeds/issues/restrictive-laws.yaml", "verified: 2016-06\n", "verified: 2014-01\n")
    return small


@pytest.fixture(scope="session")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page on disk of a letter that has changes and a finding."""
    small = begun(tmp_path_factory.mktemp("written"))
    done = run(small, "--quiet", "review")
    assert (done.returncode, done.stderr) == (0, "")
    return small.root / done.stdout.strip()


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    """The same letter, served live."""
    with serving(begun(tmp_path / "served")) as served:
        yield served

"""Fixtures that many tests share: a small workspace whose letter is right, to be spoilt in one place."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import pytest

from letterkit import letter as lt
from letterkit.assemble import assemble_document
from letterkit.blocks.kinds import DOCUMENT_KINDS
from letterkit.campaign.begin import new_campaign
from letterkit.campaign.causes import DocumentSource, explained
from letterkit.changes import ListedChange, Version
from letterkit.cli import main
from letterkit.consent import Register, Released, release
from letterkit.diagnostics import Diagnostic, ordered
from letterkit.letter import Letter
from letterkit.library.index import Library
from letterkit.library.workspace import Workspace
from letterkit.redline import redline

# The fixtures of a browser, which the tests of several rooms open pages in.
pytest_plugins = ["browser.chromium"]

Tree = TypeVar("Tree", bound=lt.Document)
REPOSITORY = Path(__file__).parent.parent
LEGISLATORS = (
    Path(os.environ.get("LETTERKIT_DATA", REPOSITORY.parent / "shared" / "data"))
    / "legislators-current.yaml"
)
"""The public data of the U.S. Congress; they are not everywhere."""


def pytest_configure() -> None:
    """Let Ctrl-C reach the commands under test: in a shell's background it is ignored, also by them."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


# The files whose tests take longest. Whole files are handed out: one of these, begun last, would leave
# the other processors idle.
LONG = (
    "hostile/test_rows.py",
    "cli/test_commands.py",
    "importer/test_round_trip.py",
    "test_readme.py",
    "writers/pdf/test_draft.py",
    "writers/pdf/test_validators.py",
    "browser/test_live.py",
    "writers/pdf/test_typesetting.py",
    "importer/test_corpus.py",
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin the files that take longest first."""
    tests = REPOSITORY / "tests"
    places = {tests / name: place for place, name in enumerate(LONG)}
    items.sort(key=lambda item: places.get(item.path, len(LONG)))


SMALL = {
    "seeds/dialogues/2020-talks.yaml": """\
name: Bilateral Talks
short_name: the talks
host_city: Geneva
from: 2020-05-04
to: 2020-05-06
letter:
  date: 2020-04-20
  to: [minister]
  body:
    - framing: opening
    - asks: [release]
  signatures: joint
""",
    "seeds/addresses/minister.yaml": """\
office: Minister of State
organisation: Ministry of State
address:
  - 1 Main Street
  - Washington, DC 20520
country: US
fax:
  - number: "+1 202-647-2283"
    verified: 2020-04
holders:
  - name: Ada B. Lovelace
    honorific: The Honorable
    salutation: Minister Lovelace
    from: 2019-01-01
verified: 2020-04
""",
    "seeds/framing/opening.yaml": """\
title: Opening
text: |
  Before {{ dialogue.name }} in {{ dialogue.host_city }}
  we write to you.
""",
    "seeds/issues/release.yaml": """\
topic: prisoners
title: Release
ask: Release them
text: |
  Ask for the release of those named here:
cases: named
""",
    "seeds/case-lists/named.yaml": """\
title: Named
cases:
  - jane-doe
""",
    "seeds/people/jane-doe.yaml": """\
name: Jane Doe
described_as: a writer
history:
  - date: 2018-02
    status: imprisoned
accounts:
  - as_of: 2019-01
    text: |
      who has been in prison since 2018
consent: public
verified: 2020-04
""",
    "seeds/organisations/rights-now.yaml": """\
name: Rights Now
signers:
  - name: Max Muster
    title: Director
    from: 2018
""",
    "seeds/signatures/joint.yaml": """\
title: Joint
organisations:
  - rights-now
""",
    "campaigns/talks/campaign.yaml": """\
dialogue: 2020-talks
date: 2020-04-20
to: [minister]
body:
  - framing: opening
  - asks: [release]
signatures: joint
""",
}

# A letter as a coalition may have kept it: saved from its web page.
OLD_LETTER = """\
Skip to content
Donate now

May 6, 2011

The Honorable Ada B. Lovelace
Minister of State
Ministry of State
1 Main Street
Washington, DC 20520

Dear Minister Lovelace,

Before the Bilateral Talks open in Geneva we ask you to speak for those who cannot.

In particular, we ask you to:

1. Ask for the release of Karl Exempel, a printer who has been in prison since 2008.

2. Ask that every prison be open to the Red Cross.

We thank you for your attention.

Sincerely,

Max Muster
Director
Rights Now

Zoe Vzorova
President
Open Courts Network
"""


@dataclass(frozen=True)
class Small:
    """The small workspace on disk."""

    root: Path

    def write(self, path: str, text: str) -> Path:
        """Write a file of the workspace."""
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
        return file

    def change(self, path: str, old: str, new: str) -> Path:
        """Replace a text that must stand in the file."""
        text = (self.root / path).read_text(encoding="utf-8")
        assert old in text
        return self.write(path, text.replace(old, new))

    @property
    def workspace(self) -> Workspace:
        """The workspace as the library knows it."""
        return Workspace(self.root)

    def assemble(self, campaign: str = "talks") -> tuple[Letter | None, list[Diagnostic]]:
        """The campaign's letter, or None, and every diagnostic in order."""
        letter, problems = assemble_document(Library(self.workspace, campaign), campaign, "letter")
        assert letter is None or isinstance(letter, Letter)
        return letter, ordered(problems)

    def problems(self, campaign: str = "talks") -> list[tuple[str, str]]:
        """Each diagnostic as ('LK204', 'campaigns/talks/campaign.yaml:3:6')."""
        return [(problem.code, str(problem.location)) for problem in self.assemble(campaign)[1]]


@pytest.fixture
def small(tmp_path: Path) -> Small:
    """A fresh copy of the small workspace."""
    workspace = Small(tmp_path / "workspace")
    for path, text in SMALL.items():
        workspace.write(path, text)
    return workspace


@pytest.fixture(autouse=True)
def _plain_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same output whatever terminal the tests run in."""
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.delenv("FORCE_COLOR", raising=False)


@pytest.fixture(scope="session")
def starter(tmp_path_factory: pytest.TempPathFactory) -> Small:
    """A workspace with the library's own blocks, and every document that its dialogues have."""
    small = Small(tmp_path_factory.mktemp("starter"))
    for file in sorted((REPOSITORY / "seeds").rglob("*.yaml")):
        small.write(file.relative_to(REPOSITORY).as_posix(), file.read_text(encoding="utf-8"))
    (small.root / "campaigns").mkdir()
    for file in sorted((REPOSITORY / "seeds" / "dialogues").iterdir()):
        new_campaign(small.workspace, file.stem, documents=()).write()
    return small


@pytest.fixture(scope="session")
def letter_2016(starter: Small) -> tuple[Small, Letter]:
    """The workspace of `starter`, and its 2016 letter."""
    letter, problems = starter.assemble("2016-sed")
    assert problems == []
    assert letter is not None
    return starter, letter


@dataclass
class Repository:
    """A git repository around a workspace, each commit of which is made on the next day."""

    root: Path
    small: Small
    commits: int = 0

    def git(self, *words: str, author: str = "Ada Author") -> str:
        """What git answers, run in the repository with fixed names and days."""
        day = f"2020-03-{self.commits + 1:02}T12:00:00+0000"
        person = {"NAME": author, "EMAIL": "ada@example.org", "DATE": day}
        env = {f"GIT_{who}_{key}": v for who in ("AUTHOR", "COMMITTER") for key, v in person.items()}
        done = subprocess.run(
            ["git", "-c", "init.defaultBranch=main", "-c", "core.autocrlf=false", *words],
            cwd=self.root,
            env=os.environ | env,
            capture_output=True,
            check=True,
            encoding="utf-8",
        )
        return done.stdout.strip()

    def commit(self, message: str, author: str = "Ada Author") -> str:
        """Commit everything there is; the commit's hash."""
        self.commits += 1
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "--message", message, author=author)
        return self.git("rev-parse", "HEAD")


@pytest.fixture
def no_git_settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Git as it comes, without the settings of whoever runs the tests."""
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))


@pytest.fixture
def repository(small: Small, no_git_settings: None) -> Repository:
    """The small workspace in git, with one commit."""
    repository = Repository(small.root, small)
    small.write(".gitignore", "campaigns/*/out/\n")
    repository.git("init", "--quiet")
    repository.commit("Begin")
    return repository


def run(small: Small, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run letterkit in the workspace, in a process of its own as a user's shell does."""
    command = [sys.executable, "-m", "letterkit", *arguments]
    return subprocess.run(
        command, cwd=small.root, capture_output=True, text=True, check=False, timeout=60, encoding="utf-8"
    )


@dataclass
class Served:
    """A review page that is served live, and the workspace that it follows."""

    small: Small
    url: str
    process: subprocess.Popen[str]

    @property
    def port(self) -> int:
        """The port of this machine that it is served on."""
        return int(self.url.rstrip("/").rpartition(":")[2])

    def end(self, within: float = 20) -> tuple[int, str]:
        """Press Ctrl-C: the exit status, and what was said since the beginning. Raises
        TimeoutExpired where it does not end within so many seconds.
        """
        self.process.send_signal(signal.SIGINT)
        said, _ = self.process.communicate(timeout=within)
        return self.process.returncode, said


@contextmanager
def serving(small: Small, *options: str) -> Iterator[Served]:
    """Run `letterkit review --serve` meanwhile."""
    command = [sys.executable, "-u", "-m", "letterkit", "review", "--serve", *options]
    with subprocess.Popen(
        command, cwd=small.root, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as process:
        assert process.stdout is not None
        try:
            # What is wrong with the blocks may be said before the address.
            lines = (line.strip() for line in process.stdout)
            yield Served(small, next(line for line in lines if line.startswith("http://")), process)
        finally:
            process.kill()


@dataclass(frozen=True)
class Edited:
    """The workspace as it was, to compare, and as it is, to edit."""

    before: Small
    now: Small

    def redline(self, document: str = "letter", campaign: str = "talks") -> lt.Document:
        """The redline of a document, with the causes of its changes."""
        (old, old_source), (new, new_source) = (
            side(small, document, campaign) for small in (self.before, self.now)
        )
        one, two = (
            Version(name, campaign, tree.date.iso, "0" * 64) for name, tree in (("v1", old), (None, new))
        )
        return explained(redline(old, new, (one, two)), old_source, new_source)

    def changes(self, document: str = "letter") -> list[ListedChange]:
        """What the redline lists."""
        comparison = self.redline(document).comparison
        assert comparison is not None
        return list(comparison.changes)

    def told(self) -> list[tuple[str, str, str]]:
        """What happened, why, and where, of each change."""
        return [(change.what, " ".join(change.causes), change.place) for change in self.changes()]


def side(
    small: Small, document: str = "letter", campaign: str = "talks"
) -> tuple[lt.Document, DocumentSource]:
    """A document that has no error, and what it is made from."""
    library = Library(Workspace(small.root), campaign)
    tree, problems = assemble_document(library, campaign, document)
    assert problems == []
    assert tree is not None
    block, _ = library.document(DOCUMENT_KINDS[document], campaign)
    assert block is not None
    return tree, DocumentSource(library, block)


@pytest.fixture
def ready(small: Small, tmp_path: Path) -> Callable[[], Edited]:
    """The small workspace twice, once what it had before is written."""

    def take() -> Edited:
        before = Small(tmp_path / "before")
        shutil.copytree(small.root, before.root)
        return Edited(before, small)

    return take


@pytest.fixture
def edited(ready: Callable[[], Edited]) -> Edited:
    """The small workspace twice."""
    return ready()


def released(tree: Tree) -> Released[Tree]:
    """A document as its gate lets it through where nobody is barred from being named."""
    made, problems = release(tree, Register())
    assert problems == []
    assert made is not None
    return made


FINDING = re.compile(r"^(\S+:\d+:\d+):\s+(?:error|warning)\s+(LK\d{3}):\s", re.MULTILINE)


@dataclass(frozen=True)
class Answer:
    """What a command said, and its exit status."""

    status: int
    out: str
    err: str

    @property
    def words(self) -> str:
        """What it said on stderr, however a terminal would fold it."""
        return " ".join(self.err.split())

    @property
    def findings(self) -> list[tuple[str, str]]:
        """Code and place of every diagnostic, in the order they were printed."""
        return [(code, place) for place, code in FINDING.findall(self.out + self.err)]


@dataclass(frozen=True)
class Letterkit:
    """The command line, run in this process upon the small workspace."""

    small: Small
    monkeypatch: pytest.MonkeyPatch
    capsys: pytest.CaptureFixture[str]

    def __call__(self, *words: str) -> Answer:
        """Run a command; what it answers."""
        self.monkeypatch.setattr(sys, "argv", ["letterkit", "-w", str(self.small.root), *words])
        try:
            main()
        except SystemExit as stop:
            status = int(stop.code or 0)
        said = self.capsys.readouterr()
        return Answer(status, said.out, said.err)

    def refuses(self, *words: str, status: int = 1) -> Answer:
        """Run a command that must end with that status and leave every file as it was."""
        before = files_below(self.small.root)
        answer = self(*words)
        assert files_below(self.small.root) == before
        assert answer.status == status, answer
        assert answer.out == ""
        return answer

    def renders(self, *words: str) -> Answer:
        """Render the letter, which must succeed."""
        answer = self("render", "talks", *words)
        assert answer.status == 0, answer
        return answer


@pytest.fixture
def letterkit(
    small: Small, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Letterkit:
    """The command line, to be run upon the small workspace."""
    return Letterkit(small, monkeypatch, capsys)


def files_below(root: Path) -> dict[str, bytes | None]:
    """Every file and folder below `root`, with its content."""
    return {
        path.relative_to(root).as_posix(): path.read_bytes() if path.is_file() else None
        for path in sorted(root.rglob("*"))
    }


@pytest.fixture
def both(tmp_path: Path) -> Small:
    """The workspace of docs/blocks.md, which has a letter and a press release."""
    small = Small(tmp_path / "both")
    text = (REPOSITORY / "docs" / "blocks.md").read_text(encoding="utf-8")
    for path, content in re.findall(r"```yaml\n# (\S+)\n(.*?)```", text, re.DOTALL):
        small.write(path, content)
    return small

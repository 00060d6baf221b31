"""The command line as users see it: each page of tests/commands/ is run and must come out as written.

A page is documentation: prose, and blocks of ```console in which a line that begins with `$ ` is a
command and the lines below it are what a terminal of 80 columns shows; `[exit 1]` is the status where it
is not 0. `…` stands for anything within a line, a line of nothing but `…` for any lines. A line such as
`Workspace: starter` says where the commands run. `LETTERKIT_REWRITE=1 pytest tests/cli/test_commands.py`
writes the pages anew; look at the difference before committing it.
"""

from __future__ import annotations

import io
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path

import pytest

from conftest import LEGISLATORS, OLD_LETTER, Repository, Small
from letterkit import __version__
from letterkit.campaign.starter import new_workspace
from letterkit.cli import app, main
from letterkit.letter.agreed import agreed
from letterkit.officials.states import STATES
from letterkit.partners.replies.passages import passages_of
from partners.answers import answer

PAGES = sorted((Path(__file__).parent.parent / "commands").glob("*.md"))
MEMBERS = """\
NGO;Signatory;Signs since;Website;Shoe size
Fair Trials;Bo Beispiel;13/04/2026;https://fairtrials.example;42
Other;Ann;03/04/2026;;
"""
# What Acme's contact wrote back to a round, with the letter pasted into the mail.
ANSWER = """\
From: Ann Example <ann@example.com>
To: letters@example.org
Subject: Re: Round 2, text 18363840
Message-ID: <b3@example.com>
Authentication-Results: mx.example.org; dkim=pass header.d=example.com
Content-Type: text/plain; charset=utf-8

We would put it so:

Dear Minister Lovelace,

Before Bilateral Talks in Geneva we turn to you again.

1. Ask for the release of those named here:
   - Jane Doe, a writer, who has been in prison since 2018.

On Tue, 21 Apr 2020 at 12:00, Rights Now <letters@example.org> wrote:
> Please answer by May 1, 2020
"""
PEOPLE = """\
Name,Office,Organisation,Salutation,Address,Country,E-mail,State,Committee,Verified
Ann Poe,Senator,Senate,Senator Poe,"1 Main St;Washington, DC 20510",US,poe@example.org,VA,Health,2020-04
Bo Ek,Senator,Senate,Senator Ek,"2 Main St;Washington, DC 20510",US,,MD,,2020-04
Cy Roe,Deputy,House,Deputy Roe,"3 Main St;Washington, DC 20515",US,roe@example.org,VA,Trade,2020-04
Cy Roe,Deputy,House,Deputy Roe,"3 Main St;Washington, DC 20515",US,roe@example.org,VA,Trade,2020-04
"""
_BLOCK = re.compile(r"(?<=^```console\n)(.*?)(?=^```$)", re.MULTILINE | re.DOTALL)
_WORKSPACE = re.compile(
    r"^Workspace: (none|small|members|starter|broken|tracked|old|letter|sign-on|officials|partner"
    r"|partners|replied|rounds|sender|mailing|senate)$",
    re.MULTILINE,
)
# What differs from one run or release to the next.
_CHANGING = (
    (r"done in \d+\.\d s$", "done in … s"),
    (r"^letterkit \d+\.\d+\S*$", "letterkit …"),
    (r"^\d+ files:", "… files:"),
    (r"\d+ bytes$", "… bytes"),
    (r"^pages( +)\d+$", r"pages\1…"),
)
# A line that says how far a work is, and is gone when it is done.
_ERASED = re.compile(r"(?:\r\x1b\[K[^\r\n]*)*\r\x1b\[K")
_STYLE = re.compile(r"\x1b\[[\d;]*m")


@dataclass(frozen=True)
class Step:
    """A command of a page, and what it shows: its output and, where it fails, its exit status."""

    command: str
    shown: str

    def __str__(self) -> str:
        return f"$ {self.command}\n{self.shown}"


class Screen(io.StringIO):
    """What both streams go to."""

    def __init__(self, is_terminal: bool) -> None:
        super().__init__()
        self.is_terminal = is_terminal

    def isatty(self) -> bool:
        return self.is_terminal


def steps(block: str) -> list[Step]:
    """The commands of a console block."""
    parts = re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]
    return [Step(*part.split("\n", 1)) for part in parts]


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, no_git_settings: None) -> Path:
    """Where the commands run: a folder of their own, with nothing of the user's around it."""
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("TERM", "xterm")
    folder = tmp_path / "letters"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


def _prepare(workspace: str, home: Path, small: Small, monkeypatch: pytest.MonkeyPatch) -> None:
    if workspace not in ("none", "starter", "broken", "old"):
        monkeypatch.chdir(small.root)
    if workspace == "members":  # and a table of them, as a spreadsheet saves it
        small.write("members.csv", MEMBERS)
    if workspace == "officials":
        shutil.copytree(Path(__file__).parent.parent / "officials" / "data", small.root / "data")
    change = {
        "tracked": _track,
        "sign-on": _sign_on,
        "partner": _send_back,
        "partners": _answer,
        "replied": _reply,
        "sender": _hand_over,
        "rounds": _go_round,
        "mailing": _address_many,
        "senate": _seat_a_hundred,
    }
    if workspace in change:
        change[workspace](small)
    if workspace == "letter":
        small.write("old/2011.txt", OLD_LETTER)
        monkeypatch.delenv("VISUAL", raising=False)
        monkeypatch.setenv("EDITOR", f"{shlex.quote(sys.executable)} -Sc {shlex.quote(_EDITOR)}")
    if workspace in ("starter", "broken", "old"):
        new_workspace(home).write()
    if workspace == "broken":
        _break(home)
    if workspace == "old":
        _fill_with_letters(home / "old")


# An editor in which somebody makes a text of the first ask.
_EDITOR = """
import sys
for file in sys.argv[1:]:
    text = open(file, encoding="utf-8", newline="").read()
    open(file, "w", encoding="utf-8", newline="").write(text.replace(" ask  ", " text ", 1))
"""


def _sign_on(small: Small) -> None:
    """The small workspace with three individuals who sign: one twice, one without an affiliation."""
    small.write(
        "seeds/signers/jane-poe.yaml",
        "name: Jane Poe\ntitle: Professor of Law\naffiliation: Example University\n"
        "note: (for identification only)\nverified: 2020-04\n",
    )
    people = "jane-poe", "{name: Bo Ek, title: Poet}", "{name: Dr. Jane Poe, affiliation: Elsewhere}"
    entries = "".join(f"      - person: {person}\n" for person in people)
    small.change(
        "seeds/signatures/joint.yaml",
        "organisations:\n  - rights-now\n",
        "individuals_need: [affiliation]\norganisations:\n  - rights-now\n"
        f"  - heading: Endorsed by\n    organisations:\n{entries}",
    )


def _reply(small: Small) -> None:
    """The small workspace, and the reply that a partner saved on her page."""
    letter, _ = small.assemble()
    assert letter is not None
    by_part = {each.part: each for each in passages_of(letter)}
    opening, release = by_part["framing/opening"], by_part["issues/release"]
    reply = {
        "format": "letterkit-reply/1",
        "campaign": "talks",
        "document": "letter",
        "text": agreed(letter).digest,
        "organisation": "rights-now",
        "name": "Ana Example, Director",
        "answer": "condition",
        "note": "if the ask says of whom",
        "about": [release.key],
        "comments": [{"passage": release.key, "words": "the release", "comment": "Of whom?\u202e"}],
        "rewordings": [{"passage": opening.key, "now": opening.text.replace("write", "turn")}],
    }
    small.write("answer.json", json.dumps(reply))


def _send_back(small: Small) -> None:
    """The small workspace, and its letter as a partner sent it back: a tracked change, and words that she
    took away without tracking.
    """
    _run("letterkit -q render talks --format docx")
    mark = '{} w:id="90" w:author="Ana Example" w:date="2020-05-04T10:00:00Z"'
    gone = f"<{mark.format('w:del')}><w:r><w:delText>write</w:delText></w:r></w:del>"
    come = f"<{mark.format('w:ins')}><w:r><w:t>turn</w:t></w:r></w:ins>"
    edits = {
        "we write to you": f"we </w:t></w:r>{gone}{come}<w:r><w:t> to you",
        "Ask for the release": "Call for the early release",
    }
    sent = small.root / "campaigns/talks/out/letter.docx"
    with zipfile.ZipFile(sent) as old, zipfile.ZipFile(small.root / "answer.docx", "w") as new:
        for name in old.namelist():
            part = old.read(name)
            for before, after in edits.items() if name == "word/document.xml" else ():
                part = part.replace(before.encode(), after.encode())
            part = part.replace(b"<w:t> to", b'<w:t xml:space="preserve"> to')
            new.writestr(zipfile.ZipInfo(name), part)


def _go_round(small: Small) -> None:
    """The small workspace with three who sign: one approved round 1, and the text has changed since."""
    small.write("delivery.yaml", "name: Rights Now\nemail: letters@example.org\n")
    for name, contact in (("Acme", "{name: Ann Example, email: ann@example.com}"), ("Borders", "")):
        contacted = f"contact: {contact}\n" if contact else ""
        signer = "signers:\n  - {name: Bo Ek, title: Director, from: 2018}\n"
        small.write(f"seeds/organisations/{name.lower()}.yaml", f"name: {name}\n{contacted}{signer}")
    small.change("seeds/signatures/joint.yaml", "- rights-now", "- rights-now\n  - acme\n  - borders")
    _run("letterkit -q circulate talks --until '2020-04-20 17:00 Europe/Brussels' --on 2020-04-10")
    _run("letterkit -q approve acme --by 'Ann Example' --said 'by telephone' --on 2020-04-11")
    small.change("seeds/framing/opening.yaml", "we write to you", "we turn to you")
    small.write("answer.eml", ANSWER)
    small.write("forged.eml", ANSWER.replace("dkim=pass", "dkim=fail"))


def _answer(small: Small) -> None:
    """The small workspace in git, and what two partners did to its letter, who contradict each other."""
    answer(
        small,
        "rights-now",
        {"we write to you": "we turn to you", "Ask for the release": "Call for the early release"},
        comments={"Geneva": "Is it still Geneva?"},
        by="Ana Example",
    )
    edits = {
        "we write to you": "we appeal to you",
        "Jane Doe": "Jane Dow",
        "Bilateral Talks, Geneva": "Bilateral Talks in Geneva",
    }
    answer(small, "open-courts", edits)
    small.write("seeds/organisations/open-courts.yaml", "name: Open Courts Network\nsigners: []\n")
    repository = Repository(small.root, small)
    small.write(".gitignore", "campaigns/*/out/\n")
    repository.git("init", "--quiet")
    repository.git("config", "user.name", "Ada Author")
    repository.git("config", "user.email", "ada@example.org")
    repository.commit("Begin the letter")


def _hand_over(small: Small) -> None:
    """The small workspace with a folder that somebody prints from."""
    (small.root / "handed-over").mkdir()


def _address_many(small: Small) -> None:
    """The small workspace with a table of those whom its letter is mailed to, one row of which lacks a
    cell; and a passage for some of them.
    """
    small.write("people.csv", PEOPLE)
    (small.root / "handed-over").mkdir()
    small.write("delivery.yaml", "name: Rights Now\nemail: desk@example.org\n")
    asking = "Your Committee on {{ recipient.committee }} can ask, {{ recipient }}."
    small.write("seeds/framing/committee.yaml", f"title: Committee\ntext: |\n  {asking}\n")
    small.write("seeds/framing/virginia.yaml", "title: Virginia\ntext: |\n  Virginians ask you too.\n")
    more = "  - framing: committee\n  - framing: virginia\n    only: state=VA\n"
    campaign = "campaigns/talks/campaign.yaml"
    small.change(campaign, "  - framing: opening\n", f"  - framing: opening\n{more}")


def _seat_a_hundred(small: Small) -> None:
    """The small workspace with a letter of 2026 that speaks of each senator's state, and the public data
    of the U.S. Congress; where they are not here, a hundred senators of our own in their form.
    """
    file = small.root / "legislators-current.yaml"
    if LEGISLATORS.is_file():
        shutil.copy(LEGISLATORS, file)
    else:
        file.write_text("".join(_senator(i) for i in range(100)), encoding="utf-8")
    small.change("seeds/dialogues/2020-talks.yaml", "2020-05-0", "2026-03-0")
    small.change("campaigns/talks/campaign.yaml", "date: 2020-04-20", "date: 2026-02-20")
    small.write("seeds/framing/state.yaml", "title: S\ntext: |\n  We turn to {{ recipient.state }}.\n")
    small.change(
        "campaigns/talks/campaign.yaml",
        "  - framing: opening\n",
        "  - framing: opening\n  - framing: state\n",
    )


def _senator(number: int) -> str:
    state = list(STATES)[number // 2]
    name = f"{('Ann', 'Bo', 'Cy', 'Di')[number % 4]} Poe-{chr(65 + number // 26)}{chr(97 + number % 26)}"
    return (
        f"- id: {{bioguide: P{number:06}}}\n  name: {{first: A, last: Poe, official_full: {name}}}\n"
        f"  terms:\n  - {{type: sen, start: '2025-01-03', end: '2031-01-03', state: {state},"
        f" class: {number % 2 + 1}, party: Independent,"
        f" address: {number + 1} Hart Senate Office Building Washington DC 20510}}\n"
    )


def _fill_with_letters(folder: Path) -> None:
    """Old letters: two that can be read, and two files that cannot."""
    folder.mkdir()
    letters = Path(__file__).parent.parent / "importer" / "letters"
    shutil.copy(letters / "03-swiss-vietnam-dialogue.txt", folder / "vietnam.txt")
    shutil.copy(letters / "05-press-release-joint-letter.txt", folder / "release.txt")
    (folder / "scan.pdf").write_bytes(_blank_pdf())
    (folder / "photo.docx").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(200))


def _blank_pdf() -> bytes:
    import pikepdf

    pdf, file = pikepdf.new(), io.BytesIO()
    pdf.add_blank_page()
    pdf.save(file)
    return file.getvalue()


def _break(home: Path) -> None:
    """The starter library with the letter of 2016 begun, a name in it misspelt, and an unknown field."""
    _run("letterkit -q new --dialogue 2016")
    campaign = home / "campaigns/2016-sed/campaign.yaml"
    _change(campaign, "- freedom-of-expression", "- freedom-of-expresion")
    _change(
        home / "seeds/framing/asks-follow.yaml", "text: |\n", "text: |\n  In {{ dialog.host_city }}:\n"
    )


def _track(small: Small) -> None:
    """The small workspace in git: four commits by two people, one of which changes no word of the letter,
    and a change that is not committed.
    """
    opening = "seeds/framing/opening.yaml"
    repository = Repository(small.root, small)
    small.write(".gitignore", "campaigns/*/out/\n")
    repository.git("init", "--quiet")
    repository.commit("Begin the letter")
    small.change(opening, "we write to you", "we turn to you again")
    repository.commit("Ask more firmly", author="Liu Min 刘敏")
    small.change(opening, "title: Opening", "title: The opening")
    repository.commit("Name the block better")
    small.change("seeds/organisations/rights-now.yaml", "title: Director", "title: Executive Director")
    repository.commit("Use the title that Rights Now asked for", author="Liu Min 刘敏")
    small.change("seeds/people/jane-doe.yaml", "since 2018", "since February 2018")


def _change(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def _run(command: str, is_terminal: bool = True) -> str:
    """What the terminal shows: both streams as they come, then the status where it is not 0."""
    program, *words = shlex.split(command)
    if program == "cd":
        os.chdir(words[0])
        return ""
    assert program == "letterkit", f"a page can run letterkit and cd only, not {program}"
    screen, status = Screen(is_terminal), 0
    before, sys.argv = sys.argv, ["letterkit", *words]
    try:
        with redirect_stdout(screen), redirect_stderr(screen):
            main()
    except SystemExit as stop:
        status = int(stop.code or 0)
    finally:
        sys.argv = before
    shown = screen.getvalue()
    shown = _ERASED.sub("", shown)
    if is_terminal:  # where neither bold type nor spaces before a line's end can be seen here
        shown = re.sub(r" +$", "", _STYLE.sub("", shown), flags=re.MULTILINE)
    return shown + (f"[exit {status}]\n" if status else "")


def _fits(written: str, shown: str) -> bool:
    """Whether the output is what the page says, with `…` for what may be anything."""
    pattern = re.escape(written)
    pattern = re.sub(r"^…\\\n", lambda _: r"(?:.*\n)*", pattern, flags=re.MULTILINE)
    return re.fullmatch(pattern.replace("…", ".*"), shown) is not None


def _rewritten(step: Step, shown: str, folder: Path) -> Step:
    """The step with what is shown now; one that still fits keeps its `…`."""
    if _fits(step.shown, shown):
        return step
    shown = shown.replace(str(folder), "…")
    for pattern, instead in _CHANGING:
        shown = re.sub(pattern, instead, shown, flags=re.MULTILINE)
    return Step(step.command, shown)


@pytest.mark.parametrize("page", PAGES, ids=[page.stem for page in PAGES])
def test_commands(page: Path, home: Path, small: Small, monkeypatch: pytest.MonkeyPatch) -> None:
    text = page.read_text(encoding="utf-8")
    workspace = _WORKSPACE.search(text)
    assert workspace, f"{page.name} has no line such as 'Workspace: starter'"
    _prepare(workspace[1], home, small, monkeypatch)
    blocks = [[(step, _run(step.command)) for step in steps(block)] for block in _BLOCK.findall(text)]
    assert blocks
    if os.environ.get("LETTERKIT_REWRITE"):
        new = iter("".join(str(_rewritten(*pair, home.parent)) for pair in block) for block in blocks)
        page.write_text(_BLOCK.sub(lambda _: next(new), text), encoding="utf-8")
        return
    for step, shown in (pair for block in blocks for pair in block):
        if not _fits(step.shown, shown):
            assert str(step) == f"$ {step.command}\n{shown}"


def _said(pages: list[Path]) -> Iterator[str]:
    for page in pages:
        for block in _BLOCK.findall(page.read_text(encoding="utf-8")):
            yield from (step.command for step in steps(block))


def test_every_command_has_its_page() -> None:
    import typer

    words = {word for command in _said(PAGES) for word in command.split()}
    group = typer.main.get_command(app)
    assert set(group.commands) <= words  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("written", "shown", "fits"),
    [
        ("a\n", "a\n", True),
        ("a\n", "b\n", False),
        ("a\n", "a\na\n", False),
        ("done in … s\n", "done in 0.4 s\n", True),
        ("done in … s\n", "done in 0.4\ns\n", False),
        ("a\n…\nd\n", "a\nb\nc\nd\n", True),
        ("a\n…\nd\n", "a\nd\n", True),
        ("a\n…\nd\n", "b\nc\nd\n", False),
        ("a.c\n", "abc\n", False),
    ],
)
def test_what_an_ellipsis_stands_for(written: str, shown: str, fits: bool) -> None:
    assert _fits(written, shown) is fits


def test_rewriting_leaves_out_what_changes(tmp_path: Path) -> None:
    step = Step("letterkit render", "nothing\n")
    shown = f"letterkit {__version__}\n{tmp_path}/out/letter.pdf\ndone in 0.7 s\n"
    assert _rewritten(step, shown, tmp_path).shown == "letterkit …\n…/out/letter.pdf\ndone in … s\n"


def test_rewriting_keeps_what_still_fits(tmp_path: Path) -> None:
    step = Step("letterkit list people", "name …\n…\n")
    assert _rewritten(step, "name person\na A\nb B\n", tmp_path) == step


def test_a_table_in_a_pipe_is_not_folded(home: Path) -> None:
    new_workspace(home).write()
    rows = _run("letterkit list blocks", is_terminal=False).splitlines()
    files = list((home / "seeds").glob("*/*.yaml"))
    assert len(rows) == 1 + len(files)
    assert max(map(len, rows)) > 80
    assert not any(row.endswith(" ") for row in rows)


def test_no_page_shows_a_table_wider_than_a_terminal(home: Path) -> None:
    new_workspace(home).write()
    for topic in ("dialogues", "people", "organisations", "addresses", "blocks"):
        rows = _run(f"letterkit list {topic}").splitlines()
        assert max(map(len, rows)) <= 80


def test_the_program_on_the_path_is_the_same(tmp_path: Path) -> None:
    """Pages run in this process; here once as a user's shell starts it."""
    command = [sys.executable, "-m", "letterkit", "explain", "204"]
    done = subprocess.run(
        command, capture_output=True, text=True, cwd=tmp_path, timeout=60, check=False, encoding="utf-8"
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "letterkit: error: there is no code '204'\n  did you mean 'LK204'?\n"


def test_a_pipe_whose_reader_left_is_no_crash(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "letterkit", "schema", "document"]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=tmp_path
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        said = process.stderr.read()
        assert process.wait(timeout=60) == 1
    assert said == b""

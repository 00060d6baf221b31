"""What an author can get wrong or an attacker can try: each is answered at its place, nothing is written.

One row for each. A row spoils the small workspace in one way, renders its letter from the command line
and names every code and place that must be said.
"""

from __future__ import annotations

import errno
import re
import socket
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import pytest

from letterkit.campaign import render as output
from letterkit.cli import main
from letterkit.diagnostics.codes import CODES

if TYPE_CHECKING:
    from conftest import Small

    Spoil = Callable[[Small], object]
    Findings = list[tuple[str, str]]

CAMPAIGN = "campaigns/talks/campaign.yaml"
DIALOGUE = "seeds/dialogues/2020-talks.yaml"
MINISTER = "seeds/addresses/minister.yaml"
OPENING = "seeds/framing/opening.yaml"
RELEASE = "seeds/issues/release.yaml"
NAMED = "seeds/case-lists/named.yaml"
JANE = "seeds/people/jane-doe.yaml"
JOINT = "seeds/signatures/joint.yaml"
TEMPLATE = "templates/letter.html.jinja"
PDF = "campaigns/talks/out/letter.pdf"

_FINDING = re.compile(r"^(\S+:\d+:\d+): (?:error|warning) (LK\d{3}): ", re.MULTILINE)


@dataclass(frozen=True)
class Answer:
    """What a command said, and how long it took."""

    status: int
    out: str
    err: str

    @property
    def findings(self) -> Findings:
        """Code and place of every diagnostic, in the order they were printed."""
        return [(code, place) for place, code in _FINDING.findall(self.out + self.err)]


@dataclass(frozen=True)
class Letterkit:
    """The command line, run in this process upon the small workspace."""

    small: Small
    monkeypatch: pytest.MonkeyPatch
    capsys: pytest.CaptureFixture[str]

    def __call__(self, *words: str) -> Answer:
        self.monkeypatch.setattr(sys, "argv", ["letterkit", "-w", str(self.small.root), *words])
        try:
            main()
        except SystemExit as stop:
            status = int(stop.code or 0)
        said = self.capsys.readouterr()
        return Answer(status, said.out, said.err)

    def refuses(self, *words: str, status: int = 1) -> Answer:
        """Run a command that must end with that status and leave every file as it was."""
        before = _files(self.small.root)
        answer = self(*words)
        assert _files(self.small.root) == before
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
    return Letterkit(small, monkeypatch, capsys)


def _files(root: Path) -> dict[str, bytes | None]:
    """Every file and folder below `root`, with its content."""
    return {
        path.relative_to(root).as_posix(): path.read_bytes() if path.is_file() else None
        for path in sorted(root.rglob("*"))
    }


# How a row spoils the workspace


def change(path: str, old: str, new: str) -> Spoil:
    return lambda small: small.change(path, old, new)


def write(path: str, text: str) -> Spoil:
    return lambda small: small.write(path, text)


def raw(path: str, content: bytes) -> Spoil:
    return lambda small: (small.root / path).write_bytes(content)


def text(words: str) -> Spoil:
    """The text of the opening; its first line is line 3 of the file, from column 3."""
    lines = "".join(f"  {line}\n" for line in words.split("\n"))
    return write(OPENING, f"title: Opening\ntext: |\n{lines}")


def fax(number: str) -> Spoil:
    return change(MINISTER, '"+1 202-647-2283"', f'"{number}"')


def _folder_for_a_file(small: Small) -> None:
    (small.root / OPENING).unlink()
    (small.root / OPENING).mkdir()


def together(*spoils: Spoil) -> Spoil:
    return lambda small: [spoil(small) for spoil in spoils]


def linked(path: str, target: str) -> Spoil:
    """Move a file or folder out of the workspace and leave a link to it."""

    def spoil(small: Small) -> None:
        outside = small.root.parent / target
        (small.root / path).rename(outside)
        (small.root / path).symlink_to(outside)

    return spoil


def row(name: str, spoil: Spoil, *findings: str) -> object:
    """Findings are written as printed: 'LK204 file:line:column'."""
    return pytest.param(spoil, [tuple(finding.split(" ")) for finding in findings], id=name)


REFERENCES = [
    row("missing block", change(CAMPAIGN, "g: opening", "g: opning"), f"LK204 {CAMPAIGN}:5:14"),
    row("missing in a list", change(NAMED, "- jane-doe", "- jane-do"), f"LK204 {NAMED}:3:5"),
    row("missing dialogue", change(CAMPAIGN, "2020-talks", "2020-tolks"), f"LK204 {CAMPAIGN}:1:11"),
    row("wrong kind", change(CAMPAIGN, "g: opening", "g: release"), f"LK205 {CAMPAIGN}:5:14"),
    row(
        "loop of case lists",
        together(
            change(NAMED, "  - jane-doe", "  - jane-doe\n  - list: more"),
            write("seeds/case-lists/more.yaml", "title: More\ncases:\n  - list: named\n"),
        ),
        "LK206 seeds/case-lists/more.yaml:3:5",
    ),
    row(
        "case list in itself",
        change(NAMED, "  - jane-doe", "  - jane-doe\n  - list: named"),
        f"LK206 {NAMED}:4:5",
    ),
    row(
        "loop of signature blocks",
        together(
            change(JOINT, "  - rights-now", "  - rights-now\n  - list: more"),
            write("seeds/signatures/more.yaml", "title: More\norganisations:\n  - list: joint\n"),
        ),
        "LK206 seeds/signatures/more.yaml:3:5",
    ),
    row(
        "signature block in itself",
        change(JOINT, "  - rights-now", "  - rights-now\n  - list: joint"),
        f"LK206 {JOINT}:4:5",
    ),
    row("path", change(CAMPAIGN, "g: opening", "g: ../../x"), f"LK207 {CAMPAIGN}:5:14"),
    row("absolute path", change(CAMPAIGN, "g: opening", "g: /etc/passwd"), f"LK207 {CAMPAIGN}:5:14"),
    row("path to a person", change(NAMED, "- jane-doe", "- ../people/jane-doe"), f"LK207 {NAMED}:3:5"),
    row("link to a file", linked(OPENING, "secret.yaml"), f"LK208 {OPENING}:1:1"),
    row("link to a folder", linked("seeds/framing", "secrets"), f"LK208 {OPENING}:1:1"),
    row("linked campaign", linked(CAMPAIGN, "campaign.yaml"), f"LK208 {CAMPAIGN}:1:1"),
    row(
        "organisation twice",
        change(JOINT, "  - rights-now", "  - rights-now\n  - rights-now"),
        f"LK210 {JOINT}:4:5",
    ),
    row("person twice", change(NAMED, "- jane-doe", "- jane-doe\n  - jane-doe"), f"LK210 {NAMED}:4:5"),
    row("issue twice", change(CAMPAIGN, "[release]", "[release, release]"), f"LK210 {CAMPAIGN}:6:21"),
    row(
        "address twice", change(CAMPAIGN, "[minister]", "[minister, minister]"), f"LK210 {CAMPAIGN}:3:16"
    ),
    row(
        "framing twice",
        change(CAMPAIGN, "  - framing: opening", "  - framing: opening\n  - framing: opening"),
        f"LK210 {CAMPAIGN}:6:14",
    ),
    row("no signatories", write(JOINT, "title: Joint\norganisations: []\n"), f"LK401 {JOINT}:2:1"),
    row("no signatories at all", write(JOINT, "title: Joint\n"), f"LK401 {JOINT}:1:1"),
    row("no addressees", change(CAMPAIGN, "to: [minister]", "to: []"), f"LK402 {CAMPAIGN}:3:1"),
    row("no addressees at all", change(CAMPAIGN, "to: [minister]\n", ""), f"LK402 {CAMPAIGN}:1:1"),
]

MERGE_FIELDS = [
    row("unknown", text("Hello {{ dialog.name }}"), f"LK301 {OPENING}:3:12"),
    row("unknown part", text("Hello\nin {{ dialogue.city }}"), f"LK301 {OPENING}:4:9"),
    row("never closed", text("Hello\nin {{ dialogue.name"), f"LK302 {OPENING}:4:6"),
    row("no condition", text("Hello\n{% if %}"), f"LK302 {OPENING}:4:3"),
    row(
        "underscores",
        text("Hello\nin {{ dialogue.__class__.__mro__ }}"),
        f"LK303 {OPENING}:4:18",
        f"LK303 {OPENING}:4:28",
    ),
    row("underscores in brackets", text("in {{ dialogue['__class__'] }}"), f"LK303 {OPENING}:3:19"),
    row("attr filter", text("in {{ dialogue|attr('__class__') }}"), f"LK304 {OPENING}:3:18"),
    row(
        "range",
        text("Hello\n{% for i in range(1000000000) %}x{% endfor %}"),
        f"LK303 {OPENING}:4:20",
    ),
    row("multiplication", text("{{ 'x' * 1000000000 }}"), f"LK303 {OPENING}:3:3"),
    row("include", text("Hello\n{% include '/etc/passwd' %}"), f"LK303 {OPENING}:4:6"),
    row("import", text("{% import '/etc/passwd' as x %}"), f"LK303 {OPENING}:3:3"),
    row("in a case list", write(NAMED, "title: Named\nlead_in: To {{ x }}\ncases: [jane-doe]\n"),
        f"LK301 {NAMED}:2:16"),
]  # fmt: skip

MARKDOWN = [
    row(
        "inline HTML",
        text("Hello\nthis is <b>bold</b>"),
        f"LK306 {OPENING}:4:11",
        f"LK306 {OPENING}:4:18",
    ),
    row("HTML block", text("Hello\n\n<div>\nbold</div>"), f"LK306 {OPENING}:5:3"),
    row("script", text("<script>alert(1)</script>"), f"LK306 {OPENING}:3:3"),
    row("1,001 merge fields", text("{{ dialogue }}" * 1001), f"LK311 {OPENING}:3:3"),
    row("javascript: link", text("Hello\n[a](javascript:alert(1)) x"), f"LK307 {OPENING}:4:3"),
    row("file: link", text("Hello\n[a](file:///etc/passwd) x"), f"LK307 {OPENING}:4:3"),
    row("image", text("Hello\nthis ![a](x.png) x"), f"LK308 {OPENING}:4:8"),
    row("image from the network", text("![a](https://example.org/x.png)"), f"LK308 {OPENING}:3:3"),
]

FILES = [
    row("key twice", change(OPENING, "g\n", "g\ntitle: Again\n"), f"LK102 {OPENING}:2:1"),
    row("anchor", change(OPENING, ": Opening", ": &x Opening"), f"LK103 {OPENING}:1:8"),
    row("alias", change(OPENING, ": Opening", ": *x"), f"LK103 {OPENING}:1:8"),
    row("merge key", write(OPENING, "<<: x\ntitle: Opening\ntext: x\n"), f"LK103 {OPENING}:1:1"),
    row("tag", change(OPENING, ": Opening", ": !!str Opening"), f"LK104 {OPENING}:1:8"),
    row(
        "tag that would run a program",
        change(OPENING, ": Opening", ": !!python/object/apply:os.system [id]"),
        f"LK104 {OPENING}:1:8",
    ),
    row("tab", change(OPENING, ": Opening", ":\tOpening"), f"LK105 {OPENING}:1:7"),
    row("not UTF-8", raw(OPENING, b"title: Opening\ntext: caf\xe9\n"), f"LK106 {OPENING}:2:10"),
    row("over 1 MB", text("word " * 200_001), f"LK107 {OPENING}:1:1"),
    row("control character", change(OPENING, "Ope", "Ope\x07"), f"LK109 {OPENING}:1:11"),
    row("escaped control character", change(OPENING, "Opening", '"Ope\\x07"'), f"LK109 {OPENING}:1:8"),
    row("private-use character", change(OPENING, "Ope", "Ope\U0010fffd"), f"LK109 {OPENING}:1:11"),
    row("empty file", write(OPENING, ""), f"LK111 {OPENING}:1:1"),
    row("a folder for a file", _folder_for_a_file, f"LK110 {OPENING}:1:1"),
]  # fmt: skip

VALUES = [
    row("no such day", change(CAMPAIGN, "2020-04-20", "2020-02-30"), f"LK203 {CAMPAIGN}:2:7"),
    row("no such month", change(CAMPAIGN, "2020-04-20", "2020-13"), f"LK203 {CAMPAIGN}:2:7"),
    row("month 0", change(CAMPAIGN, "2020-04-20", "2020-00"), f"LK203 {CAMPAIGN}:2:7"),
    row("year 0", change(CAMPAIGN, "2020-04-20", "0000"), f"LK203 {CAMPAIGN}:2:7"),
    row("no such dialogue day", change(DIALOGUE, "2020-05-04", "2020-02-30"), f"LK203 {DIALOGUE}:4:7"),
    row("digits only", change(CAMPAIGN, "2020-04-20", "20160606"), f"LK203 {CAMPAIGN}:2:7"),
    row("digits only for a day", change(DIALOGUE, "2020-05-04", "20200504"), f"LK203 {DIALOGUE}:4:7"),
    row(
        "address of 40 lines",
        change(MINISTER, "  - 1 Main Street\n", "  - 1 Main Street\n" * 39),
        f"LK215 {MINISTER}:4:3",
    ),
    *(
        row(number, fax(number), f"LK216 {MINISTER}:8:13")
        for number in (
            "+1 202-555-0123",  # kept for fiction
            "+1 900-234-5678",  # charges the caller
            "2026472283; 2026477350",
            "+1 202-647-2283, +1 202-647-7350",
            "+1 202-647-2283 (fax)",
            "+1 202-647-2283 ext. 5",
            "+1 202-647-2283;ext=5",
            "911",
            "+1 911",
            "+1 911-647-2283",
            "2026472283",
            "+1 202-64-CHINA",
            "",
        )
    ),
]

BOMBS = [
    row(
        "aliases of aliases",
        write(OPENING, "a: &a [x]\n" + "".join(f"{b}: &{b} [*{a}, *{a}]\n" for a, b in ("ab", "bc"))),
        f"LK103 {OPENING}:1:4",
        *(f"LK103 {OPENING}:{line}:{column}" for line in (2, 3) for column in (4, 8, 12)),
    ),
    row("brackets", write(OPENING, "text: " + "[" * 100_000), f"LK108 {OPENING}:1:26"),
    row("braces", write(OPENING, "text: " + "{a: " * 100_000), f"LK108 {OPENING}:1:83"),
    row("nested YAML", write(OPENING, "\n".join("  " * n + "a:" for n in range(60))),
        f"LK108 {OPENING}:21:41"),
    row("nested YAML lists", write(OPENING, "text:\n" + "- " * 60 + "x\n"), f"LK108 {OPENING}:2:39"),
    row("68 lists on one line", text("- " * 68 + "x"), f"LK310 {OPENING}:3:3"),
    row(
        "68 lists on 68 lines",
        text("\n".join("  " * n + "- x" for n in range(68))),
        f"LK310 {OPENING}:9:3",
        f"LK310 {OPENING}:10:3",
    ),
    row("68 quotations", text("> " * 68 + "x"), f"LK310 {OPENING}:3:3"),
    row("1 MB paragraph", text("word " * 200_000), f"LK107 {OPENING}:1:1"),
    row("300 kB paragraph", text("word " * 60_000), f"LK311 {OPENING}:3:3"),
    row("300 kB on many lines", text("\n".join(["word " * 4] * 15_000)), f"LK311 {OPENING}:3:3"),
    row("25 kB paragraph", text("Hello\n\n" + "word " * 5_000), f"LK311 {OPENING}:5:3"),
]  # fmt: skip


@pytest.mark.parametrize(("spoil", "findings"), [*REFERENCES, *MERGE_FIELDS, *MARKDOWN, *FILES, *VALUES])
def test_is_refused_at_its_place(
    letterkit: Letterkit, small: Small, spoil: Spoil, findings: Findings
) -> None:
    spoil(small)
    assert letterkit.refuses("render", "talks").findings == findings


@pytest.mark.parametrize(("spoil", "findings"), BOMBS)
def test_a_bomb_is_refused(letterkit: Letterkit, small: Small, spoil: Spoil, findings: Findings) -> None:
    spoil(small)
    assert letterkit.refuses("render", "talks").findings == findings


def test_a_deep_alias_bomb_is_refused(letterkit: Letterkit, small: Small) -> None:
    lines = [f"k{n}: &k{n} [{', '.join([f'*k{n - 1}'] * 9)}]\n" for n in range(1, 100)]
    small.write(OPENING, "k0: &k0 [x]\n" + "".join(lines))
    answer = letterkit.refuses("render", "talks")
    assert {code for code, _ in answer.findings} == {"LK103"}


def test_every_problem_is_reported_in_order(letterkit: Letterkit, small: Small) -> None:
    together(
        text("Hello {{ dialog.name }}\nand <b>"),
        change(RELEASE, "named here", "named ![here](x.png)"),
        change(NAMED, "- jane-doe", "- jane-do"),
        change(CAMPAIGN, "signatures: joint", "signatures: jont"),
        fax("911"),
    )(small)
    assert letterkit.refuses("render", "talks").findings == [
        ("LK204", f"{CAMPAIGN}:7:13"),
        ("LK216", f"{MINISTER}:8:13"),
        ("LK204", f"{NAMED}:3:5"),
        ("LK301", f"{OPENING}:3:12"),
        ("LK308", f"{RELEASE}:5:38"),
    ]


def test_check_says_the_same_and_writes_nothing(letterkit: Letterkit, small: Small) -> None:
    small.change(CAMPAIGN, "framing: opening", "framing: opning")
    before = _files(small.root)
    answer = letterkit("check", "talks")
    assert (answer.status, answer.findings) == (1, [("LK204", f"{CAMPAIGN}:5:14")])
    assert _FINDING.search(answer.err) is None, "findings are the result"
    assert _files(small.root) == before


def test_every_code_that_is_said_can_be_explained() -> None:
    rows = [*REFERENCES, *MERGE_FIELDS, *MARKDOWN, *FILES, *VALUES, *BOMBS]
    said = {code for param in rows for code, _ in param.values[1]}  # type: ignore[attr-defined]
    assert said <= CODES.keys()


@pytest.mark.parametrize("name", ["talks/", "a/b", "../talks", "/etc", "", "Talks"])
@pytest.mark.parametrize("command", ["render", "check"])
def test_a_campaign_name_is_no_path(letterkit: Letterkit, command: str, name: str) -> None:
    answer = letterkit.refuses(command, name, status=2)
    assert f"'{name}' is not a campaign's name" in answer.err


@pytest.mark.parametrize("name", ["a/b", "../x", "/tmp/x"])  # noqa: S108  # never made
def test_a_new_campaign_name_is_no_path(letterkit: Letterkit, name: str) -> None:
    answer = letterkit.refuses("new", "--dialogue", "2020", "--campaign", name, status=2)
    assert f"'{name}' cannot name a campaign" in answer.err


def test_a_dialogue_name_is_no_path(letterkit: Letterkit) -> None:
    answer = letterkit.refuses("new", "--dialogue", "../dialogues/2020-talks")
    assert "no dialogue is named '../dialogues/2020-talks'" in answer.err


# Glyphs


@pytest.mark.parametrize(
    ("spoil", "place"),
    [
        (text("Hello\nworld \U00012000 there"), f"{OPENING}:4:3"),
        (change(JANE, "name: Jane", "name: \U00012000"), f"{JANE}:1:7"),
        (change(CAMPAIGN, "date:", "close: \U00012000\ndate:"), f"{CAMPAIGN}:2:8"),
    ],
    ids=["in a text", "in a name", "in the campaign"],
)
def test_a_missing_glyph_stops_the_pdf(
    letterkit: Letterkit, small: Small, spoil: Spoil, place: str
) -> None:
    spoil(small)
    answer = letterkit.refuses("render", "talks")
    assert answer.findings == [("LK501", place)]
    assert "(U+12000)" in answer.err


# Templates


def page(head: str = "", body: str = "") -> str:
    return (
        f'<!doctype html>\n<html lang="en"><head><title>Letter</title>{head}</head>\n'
        f"<body><p>{{{{ document.date.text }}}}</p>{body}</body></html>\n"
    )


@pytest.mark.parametrize("form", ["pdf", "html"])
@pytest.mark.parametrize(
    ("template", "line"),
    [
        ("<p>\n{% if %}\n", 2),
        ("<p>\n\n{{ nothing }}\n", 3),
        ("<p>\n{{ document.nothing.more }}\n", 2),
        ("<p>\n{{ 1 / 0 }}\n", 2),
        ("<p>\n{{ document.date + 1 }}\n", 2),
        ("<p>\n{% include '/etc/passwd' %}\n", 2),
        ("<p>\n{% include '../seeds/framing/opening.yaml' %}\n", 2),
        ("<p>\n{% for n in range(1000000000) %}{% endfor %}\n", 2),
        ("<p>\n{{ document.__class__.__mro__ }}\n", 2),
        ("{{ letter | nothing }}\n", 1),
    ],
)
def test_a_broken_template_is_refused_at_its_line(
    letterkit: Letterkit, small: Small, template: str, line: int, form: str
) -> None:
    small.write(TEMPLATE, template)
    answer = letterkit.refuses("render", "talks", "--format", form)
    assert answer.findings == [("LK504", f"{TEMPLATE}:{line}:1")]


def test_a_template_that_is_not_utf8_is_refused(letterkit: Letterkit, small: Small) -> None:
    small.write(TEMPLATE, "")
    (small.root / TEMPLATE).write_bytes(b"<p>caf\xe9</p>\n")
    assert letterkit.refuses("render", "talks").findings == [("LK504", f"{TEMPLATE}:1:1")]


@pytest.mark.parametrize(
    "template",
    [
        page(body='<img alt="x" src="http://example.org/x.png">'),
        page(body='<img alt="x" src="https://example.org/x.png">'),
        page(body='<img alt="x" src="ftp://example.org/x.png">'),
        page(body='<img alt="x" src="file:///etc/passwd">'),
        page(body='<img alt="x" src="../../../../../../../../etc/passwd">'),
        page(body='<object data="file:///etc/passwd"></object>'),
        page(body='<a rel="attachment" href="file:///etc/passwd">x</a>'),
        page('<link rel="attachment" href="file:///etc/passwd">'),
        page('<link rel="stylesheet" href="http://example.org/x.css">'),
        page("<style>body { background: url(http://example.org/x.png) }</style>"),
        page("<style>body { background: url(file:///etc/passwd) }</style>"),
        page('<style>@import "http://example.org/x.css";</style>'),
        page("<style>@import url(file:///etc/passwd);</style>"),
        page("<style>p { list-style-image: url(http://example.org/x.png); display: list-item }</style>"),
    ],
)
def test_a_template_reads_nothing_but_its_folder(
    letterkit: Letterkit, small: Small, monkeypatch: pytest.MonkeyPatch, template: str
) -> None:
    asked = _forbid_network(monkeypatch)
    small.write(TEMPLATE, template)
    answer = letterkit.refuses("render", "talks")
    assert answer.findings == [("LK505", f"{TEMPLATE}:1:1")]
    assert asked == []


def test_a_font_from_the_network_is_refused(
    letterkit: Letterkit, small: Small, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = _forbid_network(monkeypatch)
    font = "@font-face { font-family: X; src: url(http://example.org/x.ttf) } p { font-family: X }"
    small.write(TEMPLATE, page(f"<style>{font}</style>"))
    assert ("LK505", f"{TEMPLATE}:1:1") in letterkit.refuses("render", "talks").findings
    assert asked == []


def _forbid_network(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """What was asked of the network: noted, because the renderer passes over an exception."""
    asked: list[object] = []

    def refuse(*arguments: object, **_: object) -> NoReturn:
        asked.append(arguments)
        raise OSError(errno.ENETUNREACH, "no network in this test")

    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    monkeypatch.setattr(socket.socket, "connect", refuse)
    return asked


# Writing


def test_a_folder_that_cannot_be_made_is_said(letterkit: Letterkit, small: Small) -> None:
    small.write("notes", "a file, not a folder\n")
    answer = letterkit.refuses("render", "talks", "--output", str(small.root / "notes" / "out"))
    assert answer.findings == [("LK502", "notes/out/.letterkit.json:1:1")]


def test_a_read_only_folder_is_said(
    letterkit: Letterkit, small: Small, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = small.root / "campaigns/talks/out"
    out.mkdir()
    opened = Path.open

    def deny(self: Path, mode: str = "r", **options: object) -> object:
        if self.parent == out and "w" in mode:
            raise PermissionError(errno.EACCES, "Permission denied", str(self))
        return opened(self, mode, **options)  # type: ignore[call-overload]

    monkeypatch.setattr(Path, "open", deny)
    answer = letterkit("render", "talks")
    assert answer.status == 1
    assert answer.findings == [("LK502", "campaigns/talks/out/.letterkit.json:1:1")]
    assert "Permission denied" in answer.err
    assert _out(small) == []


_ON_A_FULL_DISK = """
import resource
from letterkit.cli import main
resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))
main()
"""


def _on_a_full_disk(small: Small, *words: str) -> subprocess.CompletedProcess[str]:
    """Run a command in a process that may write no file over 4 kB: the state fits, the PDF does not."""
    command = [sys.executable, "-c", _ON_A_FULL_DISK, "-w", str(small.root), *words]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)


def test_a_full_disk_leaves_the_old_pdf(letterkit: Letterkit, small: Small) -> None:
    letterkit.renders()
    old = (small.root / PDF).read_bytes()
    small.change(OPENING, "we write", "we all write")
    done = _on_a_full_disk(small, "render", "talks")
    assert done.returncode == 1
    assert [(code, place) for place, code in _FINDING.findall(done.stderr)] == [("LK502", f"{PDF}:1:1")]
    assert _out(small) == [".letterkit.json", "letter.pdf"]
    assert (small.root / PDF).read_bytes() == old
    letterkit.renders()
    assert (small.root / PDF).read_bytes() != old


def test_a_full_disk_leaves_nothing_of_a_new_campaign(letterkit: Letterkit, small: Small) -> None:
    before = _files(small.root)
    done = _on_a_full_disk(small, "new", "--dialogue", "2020")
    assert done.returncode == 1
    assert "LK502" in done.stderr
    assert _files(small.root) == before
    assert letterkit("new", "--dialogue", "2020").status == 0


def test_an_interrupted_write_leaves_the_old_pdf(
    letterkit: Letterkit, small: Small, monkeypatch: pytest.MonkeyPatch
) -> None:
    letterkit.renders()
    old = (small.root / PDF).read_bytes()
    small.change(OPENING, "we write", "we all write")
    with monkeypatch.context() as patch:
        _interrupt_at(patch, "letter.pdf", 1)
        with pytest.raises(KeyboardInterrupt):
            output.render(output.Order(small.workspace, "talks"))
    assert (small.root / PDF).read_bytes() == old
    assert _out(small) == [".letterkit.json", "letter.pdf"]


@pytest.mark.parametrize(
    ("name", "time_of_name"),
    [(".letterkit.json", 1), ("letter.pdf", 1), (".letterkit.json", 2)],
    ids=["at the first state", "at the file", "at the last state"],
)
@pytest.mark.parametrize("first", [True, False], ids=["first", "again"])
def test_a_crash_locks_nobody_out(
    letterkit: Letterkit,
    small: Small,
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    time_of_name: int,
    first: bool,
) -> None:
    if not first:
        letterkit.renders()
        small.change(OPENING, "we write", "we all write")
    with monkeypatch.context() as patch:
        _interrupt_at(patch, name, time_of_name)
        with pytest.raises(KeyboardInterrupt):
            output.render(output.Order(small.workspace, "talks"))
    letterkit.renders()
    made = (small.root / PDF).read_bytes()
    assert _out(small) == [".letterkit.json", "letter.pdf"]
    letterkit.renders("--force")
    assert (small.root / PDF).read_bytes() == made


_KILLED = """
import os, signal
from pathlib import Path
from letterkit.cli import main
rename = Path.replace
def replace(self, target):
    if Path(target).name == "letter.pdf":
        os.kill(os.getpid(), signal.SIGKILL)
    return rename(self, target)
Path.replace = replace
main()
"""


def test_a_killed_write_leaves_the_old_pdf(letterkit: Letterkit, small: Small) -> None:
    letterkit.renders()
    old = (small.root / PDF).read_bytes()
    small.change(OPENING, "we write", "we all write")
    command = [sys.executable, "-c", _KILLED, "-w", str(small.root), "render", "talks"]
    done = subprocess.run(command, capture_output=True, check=False, timeout=60)
    assert done.returncode < 0
    assert (small.root / PDF).read_bytes() == old
    letterkit.renders()
    assert (small.root / PDF).read_bytes() != old


@pytest.mark.parametrize("name", ["letter.pdf", "letter.txt"])
def test_a_foreign_file_is_left_alone(letterkit: Letterkit, small: Small, name: str) -> None:
    file = small.write(f"campaigns/talks/out/{name}", "somebody's own\n")
    form = file.suffix.removeprefix(".")
    answer = letterkit.refuses("render", "talks", "--format", form)
    assert answer.findings == [("LK503", f"campaigns/talks/out/{name}:1:1")]
    letterkit.renders("--format", form, "--force")
    assert b"somebody's own" not in file.read_bytes()


def test_one_foreign_file_stops_all_formats(letterkit: Letterkit, small: Small) -> None:
    small.write("campaigns/talks/out/letter.txt", "somebody's own\n")
    answer = letterkit.refuses("render", "talks", "--format", "pdf,txt,json")
    assert answer.findings == [("LK503", "campaigns/talks/out/letter.txt:1:1")]


def test_an_output_changed_by_hand_is_left_alone(letterkit: Letterkit, small: Small) -> None:
    letterkit.renders()
    with (small.root / PDF).open("ab") as stream:
        stream.write(b"% signed\n")
    assert letterkit.refuses("render", "talks").findings == [("LK503", f"{PDF}:1:1")]
    letterkit.renders("--force")
    assert not (small.root / PDF).read_bytes().endswith(b"% signed\n")


def test_an_output_that_was_deleted_is_made_again(letterkit: Letterkit, small: Small) -> None:
    letterkit.renders()
    (small.root / PDF).unlink()
    assert letterkit.renders().out.strip().endswith("letter.pdf")


@pytest.mark.parametrize("state", ["", "[]", "{", '{"letter.pdf": 3}', '{"letter.pdf": {"key": ""}}'])
def test_a_spoilt_state_overwrites_nothing(letterkit: Letterkit, small: Small, state: str) -> None:
    letterkit.renders()
    small.write("campaigns/talks/out/.letterkit.json", state)
    assert letterkit.refuses("render", "talks").findings == [("LK503", f"{PDF}:1:1")]


def _out(small: Small) -> list[str]:
    return sorted(path.name for path in (small.root / PDF).parent.iterdir())


def _interrupt_at(monkeypatch: pytest.MonkeyPatch, name: str, time_of_name: int) -> None:
    """Ctrl-C where a file of that name is about to be renamed into its place for the nth time."""
    rename, count = Path.replace, [0]

    def replace(self: Path, target: Path) -> Path:
        count[0] += target.name == name
        if target.name == name and count[0] == time_of_name:
            raise KeyboardInterrupt
        return rename(self, target)

    monkeypatch.setattr(Path, "replace", replace)


# Many signatories


def test_400_signatories_all_print(letterkit: Letterkit, small: Small) -> None:
    names = [f"organisation-{n}" for n in range(400)]
    for n, name in enumerate(names):
        signer = f"signers:\n  - name: Signer {n}\n    title: Director\n    from: 2018\n"
        small.write(f"seeds/organisations/{name}.yaml", f"name: Organisation {n}\n{signer}")
    small.write(JOINT, f"title: Joint\norganisations: [{', '.join(names)}]\n")
    letterkit.renders("--format", "pdf,txt")
    letter = (small.root / PDF).with_suffix(".txt").read_text(encoding="utf-8")
    assert letter.count("\nDirector\nOrganisation ") == 400

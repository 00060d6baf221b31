"""What an author can get wrong or an attacker can try: each is answered at its place, nothing is written.

One row for each. A row spoils the small workspace in one way, renders its letter from the command line
and names every code and place that must be said.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from conftest import FINDING, files_below
from letterkit.diagnostics.codes import CODES

if TYPE_CHECKING:
    from conftest import Letterkit, Small

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
    row("link to a folder", linked("seeds/framing", "secrets"), "LK208 seeds/framing:1:1"),
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
    row("a folder for a file", _folder_for_a_file, f"LK117 {OPENING}:1:1"),
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
    before = files_below(small.root)
    answer = letterkit("check", "talks")
    assert (answer.status, answer.findings) == (1, [("LK204", f"{CAMPAIGN}:5:14")])
    assert FINDING.search(answer.err) is None, "findings are the result"
    assert files_below(small.root) == before


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

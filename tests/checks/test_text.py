"""How a text is typed: each slip found at its place, and good typing left alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from letterkit import checks
from letterkit.checks import text
from letterkit.diagnostics import Severity

if TYPE_CHECKING:
    from conftest import Small

ISSUE = "seeds/issues/release.yaml"


def found(words: str, *, english: bool = True) -> list[tuple[str, int]]:
    """What the rules find in a text: each code and where."""
    return sorted((code, offset) for code, _, offset in text.find(words, english=english))


@pytest.mark.parametrize(
    ("code", "sentence", "column"),
    [
        ("LK321", "They speak of “stability and of nothing else.", 17),
        ("LK322", "They speak of the the law.", 21),
        ("LK323", "They speak  of the law.", 13),
        ("LK324", 'They speak of “order” and of "peace" there.', 32),
        ("LK325", "They speak to [name] of the law.", 17),
    ],
)
def test_one_defect_gives_one_finding_at_its_place(
    small: Small, code: str, sentence: str, column: int
) -> None:
    small.change(ISSUE, "those named here:\n", f"those named here:\n\n  {sentence}\n")
    (problem,) = checks.check(small.workspace, "talks")
    assert (problem.code, str(problem.location)) == (code, f"{ISSUE}:7:{column}")
    assert problem.severity is (Severity.ERROR if code == "LK325" else Severity.WARNING)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("“a", [0]),
        ("a”", [1]),
        ('"a', [0]),
        ('a "b" c"', [7]),
        ("“a “b” c", [0]),
        ("“a”\n\n“b\n\nc", [5]),
        ("- “a\n- b”", [2, 8]),
        ("‘a", [0]),
        ("a 'b c", [2]),
        ("“a ‘b” c", [3]),
    ],
)
def test_a_mark_without_its_partner(words: str, expected: list[int]) -> None:
    assert found(words) == [("LK321", offset) for offset in expected]


@pytest.mark.parametrize(
    "words",
    [
        "“a ‘b’ c”",
        "\"a 'b' c\"",
        "‘a “b” c’",
        "‘the lawyers’ rights’ and the lawyers’ fees",
        "the workers' and the drivers' unions, don't, it’s, the '90s and the ’90s, 'em",
        '6" by 5\' 10"',
        "(“a”), [“b”] and *“c”*—“d”",
        "“one paragraph\n\n“and the next”",
        '{{ people | join("; ") }} and {{ with.a | default("’") }}',
        "**“a”** and “*b*”",
    ],
)
def test_marks_that_are_right(words: str) -> None:
    assert found(words) == []


@pytest.mark.parametrize(
    "words", ["the the", "The the", "the\nthe", "that that", "don't don't", "is  is"]
)
def test_a_doubled_word(words: str) -> None:
    assert [code for code, _ in found(f"They say {words} law.") if code != "LK323"] == ["LK322"]


@pytest.mark.parametrize(
    "words",
    [
        "Xi Xi", "New New", "had had", "the, the", "the. The", "that {{ with.a }} that", "the\n\nthe",
        "in in-depth", "man-in in", "bare bears", "2015 2015",
    ],
)  # fmt: skip
def test_no_doubled_word(words: str) -> None:
    assert found(f"They say {words} law.") == []


@pytest.mark.parametrize("words", ["  a b", "-  a\n-  b", "1.  a", "a  \nb", "a\n  b", "{% if x %}\n  a"])
def test_spaces_that_are_right(words: str) -> None:
    assert found(words) == []


def test_two_spaces() -> None:
    assert found("a.  B") == [("LK323", 2)]
    assert found("- a  b") == [("LK323", 3)]
    assert found("{{ a }}  b") == [("LK323", 7)]


def test_mixed_marks() -> None:
    assert found('“a” and\n\n"b"') == [("LK324", 9)]
    assert found('“a"') == [("LK324", 2)]
    assert found("‘a’ and 'b'") == [("LK324", 8)]
    assert found("“a's” and 6\"") == []
    assert found('"a’s"') == []


@pytest.mark.parametrize(
    "mark",
    [
        "TK", "TKTK", "XX", "XXX", "TODO", "FIXME", "TBD", "[name]", "[date]", "[Date]",
        "[to be confirmed]", "[insert city here]", "[name of prisoner]", "[?]", "???",
        "Lorem ipsum", "___",
        "XXth",
    ],
)  # fmt: skip
def test_a_placeholder(mark: str) -> None:
    assert found(f"They write to {mark} of it.") == [("LK325", 14)]


def test_a_placeholder_after_a_month() -> None:
    assert found("On June XX they met. The XX session") == [("LK325", 8), ("LK325", 25)]


@pytest.mark.parametrize(
    "words",
    [
        "Pope John XXIII and Louis XX", "[the name](https://example.org)", "[name](https://example.org)",
        "[t]he author [...] was [sic] there", "What?!", "https://example.org/XXX", "{{ with.TODO }}",
    ],
)  # fmt: skip
def test_no_placeholder(words: str) -> None:
    assert found(words) == []


def test_other_languages_keep_their_marks_and_words() -> None:
    assert found("Nous nous souvenons de „dem Tag“.", english=False) == []
    assert found("Nous  TK", english=False) == [("LK323", 4), ("LK325", 6)]


@pytest.mark.parametrize(
    ("mark", "column"),
    [
        ("**now**", 19),
        ("{{ letter.date }}", 19),
        ("[here](https://e.org)", 19),
        ("and_ _so_", 24),
        ("<b>x", 19),
    ],
)
def test_a_mark_in_a_part_that_has_none(small: Small, mark: str, column: int) -> None:
    before = (small.root / ISSUE).read_text().split("ask: ")[1].split("\n")[0]
    small.change(ISSUE, f"ask: {before}", f"ask: 'Tell the state {mark}'")
    problems = [each for each in checks.check(small.workspace, "talks") if each.code == "LK316"]
    assert [(each.location.column, each.severity) for each in problems] == [(column + 3, Severity.ERROR)]


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("seeds/addresses/minister.yaml", "  - name: ", "  - name: '*Dr* '  #"),
        ("seeds/addresses/minister.yaml", "    salutation: ", "    salutation: 'Ms ~~A~~ B'  #"),
        ("seeds/addresses/minister.yaml", "office: ", "office: 'The {old} office'  #"),
        ("seeds/organisations/rights-now.yaml", "name: ", "name: 'Right~s~ Now'  #"),
        ("seeds/dialogues/2020-talks.yaml", "name: ", "name: 'The <b>Talks</b>'  #"),
        (
            "campaigns/talks/campaign.yaml",
            "signatures: ",
            "signers: {rights-now: _Jo_}\nsignatures: ",
        ),
    ],
)
def test_a_mark_in_a_name(small: Small, file: str, old: str, new: str) -> None:
    text = (small.root / file).read_text(encoding="utf-8")
    small.write(file, text.replace(old, f"{new} " if new.endswith("#") else new, 1))
    problems = [each for each in checks.check(small.workspace, "talks") if each.code == "LK316"]
    assert problems
    assert {each.location.file for each in problems} == {file}


def test_a_mark_in_what_there_is_to_read(small: Small) -> None:
    campaign = (small.root / "campaigns/talks/campaign.yaml").read_text(encoding="utf-8")
    release = campaign.replace(
        "signatures:", "headline: News\nlearn_more: ['The ~~old~~ *report*']\nsignatures:"
    )
    small.write("campaigns/talks/press-release.yaml", release)
    problems = [each for each in checks.check(small.workspace, "talks") if each.code == "LK316"]
    assert [each.location.file for each in problems] == ["campaigns/talks/press-release.yaml"] * 2


@pytest.mark.parametrize("mark", ["H~2~O", "x^2^", "{ place }", "==so=="])
def test_other_marks_in_a_title(small: Small, mark: str) -> None:
    title = (small.root / ISSUE).read_text().split("title: ")[1].split("\n")[0]
    small.change(ISSUE, f"title: {title}", f"title: 'On {mark}'")
    assert "LK316" in {each.code for each in checks.check(small.workspace, "talks")}

"""The scorer gives credit for what is right and for nothing else."""

from __future__ import annotations

import json
from copy import deepcopy
from typing import TYPE_CHECKING, Any

import pytest

from importer.score import (
    Tally,
    fax_numbers,
    main,
    person_key,
    report,
    same_text,
    score,
    source_text,
    words,
)

if TYPE_CHECKING:
    from pathlib import Path

SOURCE = """\
Skip to main content
Donate
2 May 2019
The Hon. Ada Quill MP
Minister for Rivers
Ministry of Water
1 Weir Road
Via Fax: +44 20 7946 0111
Re: The dam at Low Ford
Dear Minister,
We ask you to:
- open the sluice before the first of June and keep it open;
- publish the survey of the village of Low Ford, in full.
Tam Oxley (aka Blue), a ferryman, is held without charge.
Yours sincerely,
Dr. Una Marsh, Chair, River Watch, Inc.
Otter League
cc: The Clerk
"""

TRUTH: dict[str, Any] = {
    "chrome_must_not_appear": ["Skip to main content", "Donate"],
    "documents": [
        {
            "kind": "letter",
            "date": "2019-05-02",
            "language": "en",
            "headline": None,
            "subject": "The dam at Low Ford",
            "addressees": [
                {
                    "name": "Ada Quill",
                    "honorific": "The Hon.",
                    "title": "Minister for Rivers",
                    "organisation": "Ministry of Water",
                    "address_lines": ["1 Weir Road"],
                    "fax": ["+442079460111"],
                }
            ],
            "salutation": "Dear Minister,",
            "asks": [
                "open the sluice before the first of June and keep it open;",
                "publish the survey of the village of Low Ford, in full.",
            ],
            "cases": [
                {
                    "name": "Tam Oxley",
                    "also_known_as": ["Blue"],
                    "text": "Tam Oxley (aka Blue), a ferryman, is held without charge.",
                }
            ],
            "signatories": [
                {"organisation": "River Watch, Inc.", "person": "Una Marsh", "title": "Chair"},
                {"organisation": "Otter League", "person": None, "title": None},
            ],
            "closing": "Yours sincerely,",
            "cc": ["The Clerk"],
        }
    ],
}


@pytest.fixture
def result() -> list[dict[str, Any]]:
    """The import of SOURCE, without a fault."""
    documents: list[dict[str, Any]] = deepcopy(TRUTH["documents"])
    documents[0] |= {"chrome": ["Skip to main content", "Donate"], "unplaced": ["We ask you to:"]}
    documents[0]["blocks"] = [{"kind": "address", "origin": {"lines": [3, 9]}}, {"origin": "16-18"}]
    return documents


def test_a_perfect_import(result: list[dict[str, Any]]) -> None:
    one = score(result, TRUTH, SOURCE)
    assert one.overall == Tally(13, 0, 0)
    assert (one.errors, one.leaked, one.hallucinated, one.order_errors) == ([], [], [], 0)
    assert one.lost == []


def test_nothing_found_is_all_missed() -> None:
    one = score([], TRUTH, SOURCE)
    assert one.overall == Tally(0, 0, 13)
    assert one.fields["addressees.fax"] == Tally(0, 0, 1)
    assert (one.overall.precision, one.overall.recall, one.overall.f1) == (1.0, 0.0, 0.0)


@pytest.mark.parametrize(
    ("key", "value", "expected"),
    [
        ("date", "2019-05-03", Tally(0, 1, 1)),
        ("date", None, Tally(0, 0, 1)),
        ("headline", "The dam at Low Ford", Tally(0, 1, 0)),
        ("headline", None, Tally()),
        ("salutation", "dear minister", Tally(1, 0, 0)),
        ("salutation", "Dear Minister of Water,", Tally(0, 1, 1)),
        ("kind", "press-release", Tally(0, 1, 1)),
    ],
)
def test_a_single_value(
    result: list[dict[str, Any]], key: str, value: str | None, expected: Tally
) -> None:
    result[0][key] = value
    assert score(result, TRUTH).fields.get(key, Tally()) == expected


@pytest.mark.parametrize(
    ("part", "value", "field", "expected"),
    [
        ("name", "The Hon. Ada Quill", "addressees", Tally(1, 0, 0)),
        ("name", "Ada Quillon", "addressees", Tally(0, 1, 1)),
        ("title", "Minister", "addressees.title", Tally(0, 1, 1)),
        ("organisation", None, "addressees.organisation", Tally(0, 0, 1)),
        (
            "address_lines",
            ["1 Weir Road", "Ministry of Water"],
            "addressees.address_lines",
            Tally(1, 1, 0),
        ),
        ("address_lines", ["1 Weir"], "addressees.address_lines", Tally(0, 1, 1)),
        ("fax", "+44 (20) 7946-0111", "addressees.fax", Tally(1, 0, 0)),
        ("fax", ["020 7946 0111"], "addressees.fax", Tally(0, 1, 1)),
        ("fax", ["+442079460111", "+442079460112"], "addressees.fax", Tally(1, 1, 0)),
    ],
)
def test_an_addressee(
    result: list[dict[str, Any]], part: str, value: object, field: str, expected: Tally
) -> None:
    result[0]["addressees"][0][part] = value
    assert score(result, TRUTH).fields[field] == expected


def test_an_addressee_without_a_name_goes_by_the_office(result: list[dict[str, Any]]) -> None:
    truth = deepcopy(TRUTH)
    for document in (truth["documents"][0], result[0]):
        document["addressees"][0]["name"] = None
    assert score(result, truth).fields["addressees"] == Tally(1, 0, 0)
    result[0]["addressees"][0]["title"] = "Minister for Roads"
    assert score(result, truth).fields["addressees"] == Tally(0, 1, 1)


def test_the_parts_of_an_invented_addressee_are_invented(result: list[dict[str, Any]]) -> None:
    result[0]["addressees"].append(
        {"name": "Otter League", "address_lines": ["x"], "fax": "+41225550123"}
    )
    one = score(result, TRUTH)
    assert one.fields["addressees"] == Tally(1, 1, 0)
    assert one.fields["addressees.fax"] == Tally(1, 1, 0)
    assert one.fields["addressees.address_lines"] == Tally(1, 1, 0)


def test_asks_out_of_order(result: list[dict[str, Any]]) -> None:
    result[0]["asks"].reverse()
    one = score(result, TRUTH)
    assert (one.fields["asks"], one.order_errors) == (Tally(1, 1, 1), 1)


def test_asks_run_together_or_cut(result: list[dict[str, Any]]) -> None:
    result[0]["asks"] = [" ".join(result[0]["asks"])]
    assert score(result, TRUTH).fields["asks"] == Tally(0, 1, 2)
    result[0]["asks"] = ["open the sluice before the first of June"]
    assert score(result, TRUTH).fields["asks"] == Tally(0, 1, 2)


def test_an_optional_ask_is_neither_right_nor_wrong(result: list[dict[str, Any]]) -> None:
    truth = deepcopy(TRUTH)
    truth["documents"][0]["asks_optional"] = ["We urge you to act."]
    result[0]["asks"].append("We urge you to act.")
    assert score(result, truth).fields["asks"] == Tally(2, 0, 0)
    assert score(result, TRUTH).fields["asks"] == Tally(2, 1, 0)


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("a b c d e f g h i j k l", True),
        ("A “b” c, d e f g h i j k l.", True),
        ("a b c d e f g h i j k m", True),  # 11 of 12 words
        ("a b c d e f g h i j m n", False),
        ("l k j i h g f e d c b a", False),
        ("", False),
    ],
)
def test_likeness(text: str, same: bool) -> None:
    assert same_text(text, "a b c d e f g h i j k l") is same


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("Open the gate and leave it so.", True),
        ("Open the gate and then leave it so.", True),
        ("Open the gate and in the evening leave it so.", False),
        ("Shut the gate and leave it so.", False),
        ("Open the gate and leave it not.", False),
        ("it so.", False),
    ],
)
def test_a_truth_that_gives_only_the_ends(text: str, same: bool) -> None:
    assert same_text(text, {"starts": "Open the gate", "ends": "leave it so", "words": 7}) is same


def test_cases_match_by_any_name(result: list[dict[str, Any]]) -> None:
    result[0]["cases"][0] |= {"name": "Blue", "also_known_as": ["Mr. Tam Oxley"]}
    one = score(result, TRUTH)
    assert one.fields["cases"] == Tally(1, 0, 0)
    assert one.fields["cases.also_known_as"] == Tally(0, 1, 1)
    result[0]["cases"] = [{"name": "Oxley", "also_known_as": []}, {"name": "Low Ford"}]
    assert score(result, TRUTH).fields["cases"] == Tally(0, 2, 1)


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("Tam Oxley (aka Blue), a ferryman, is held without charge.", True),
        ("He is a friend. Tam Oxley (aka Blue), a ferryman, is held without charge.", True),
        ("Tam Oxley", False),
        ("Una Marsh, the chair of River Watch, wrote to us of the otters in May.", False),
        ("", False),
    ],
)
def test_what_is_said_of_a_case(result: list[dict[str, Any]], text: str, right: bool) -> None:
    result[0]["cases"][0]["text"] = text
    assert score(result, TRUTH).fields["cases.text"] == (Tally(1, 0, 0) if right else Tally(0, 1, 1))


@pytest.mark.parametrize(
    ("signatory", "expected", "partial"),
    [
        ({"organisation": "River Watch Inc", "person": "Dr Una Marsh", "title": "chair"}, Tally(2), 0),
        ({"organisation": "the River Watch Inc", "person": "Una Marsh", "title": "Chair"}, Tally(2), 0),
        ({"organisation": "River Watch, Inc.", "person": "Una Marsh", "title": None}, Tally(1, 1, 1), 1),
        ({"organisation": "River Watch", "person": "Una Marsh", "title": "Chair"}, Tally(1, 1, 1), 1),
        ({"organisation": "Una Marsh", "person": "River Watch, Inc.", "title": None}, Tally(1, 1, 1), 0),
        ({"organisation": "Otter League", "person": None, "title": None}, Tally(1, 1, 1), 0),
    ],
)
def test_signatories(
    result: list[dict[str, Any]], signatory: dict[str, Any], expected: Tally, partial: int
) -> None:
    result[0]["signatories"][0] = signatory
    one = score(result, TRUTH)
    assert (one.fields["signatories"], one.partial_signatories) == (expected, partial)


def test_quotations_and_their_speakers() -> None:
    truth = {"quotations": [{"text": "The river is ours, and it is dry.", "speaker": "Una Marsh"}]}
    right = {"text": "The river is ours and it is dry", "speaker": "Una Marsh, Chair"}
    assert score([{"quotations": [right]}], truth).fields["quotations.speaker"] == Tally(1, 0, 0)
    wrong = score([{"quotations": [right | {"speaker": "Tam Oxley"}]}], truth)
    assert wrong.fields["quotations.speaker"] == Tally(0, 1, 1)
    assert score([{"quotations": ["The river."]}], truth).fields["quotations"] == Tally(0, 1, 1)


def test_a_second_document_counts_whether_found_or_not(result: list[dict[str, Any]]) -> None:
    two = {"documents": [{"kind": "press-release", "headline": "Dry"}, *TRUTH["documents"]]}
    one = score(result, two)
    assert one.fields["kind"] == Tally(1, 0, 1)
    assert one.fields["headline"] == Tally(0, 0, 1)
    assert one.fields["signatories"] == Tally(2, 0, 0)
    many = score([*result, {"kind": "letter", "asks": ["publish the survey"]}], TRUTH)
    assert many.fields["kind"] == Tally(1, 1, 0)
    assert many.fields["asks"] == Tally(2, 1, 0)


def test_what_a_truth_leaves_out_is_not_judged(result: list[dict[str, Any]]) -> None:
    one = score(result, {"kind": "letter", "asks": []})
    assert set(one.fields) == {"kind", "asks"}
    assert one.fields["asks"] == Tally(0, 2, 0)


@pytest.mark.parametrize(
    ("key", "value", "leaks"),
    [
        ("subject", "The dam at Low Ford\nDonate", ["Donate"]),
        ("closing", "Donate a boat", []),
        ("cc", ["Skip to main content Home"], ["Skip to main content"]),
        ("unplaced", ["Skip to main content"], []),
    ],
)
def test_chrome(result: list[dict[str, Any]], key: str, value: object, leaks: list[str]) -> None:
    result[0][key] = value
    assert score(result, TRUTH, SOURCE).leaked == leaks


def test_what_the_source_does_not_say(result: list[dict[str, Any]]) -> None:
    result[0]["asks"][0] = "open the lock"
    result[0]["addressees"][0]["fax"] = ["+442079460111", "+442079460112"]
    assert score(result, TRUTH, SOURCE).hallucinated == ["+442079460112", "open the lock"]


def test_a_word_divided_at_the_end_of_a_line_is_no_invention() -> None:
    truth = {"asks": ["the government must act"]}
    result = [{"asks": ["the government must act"]}]
    assert score(result, truth, "the govern-\nment must act").hallucinated == []


def test_the_lines_of_a_block_are_not_lost(result: list[dict[str, Any]]) -> None:
    del result[0]["asks"]
    assert "line 12: sluice" in score(result, TRUTH, SOURCE).lost
    for lines in ([11, 13], "12-13"):
        result[0]["blocks"].append({"kind": "issue", "origin": {"lines": lines}})
        assert not any("line 12" in text for text in score(result, TRUTH, SOURCE).lost)
        del result[0]["blocks"][-1]


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("China’s U.S. “law”", ["chinas", "u", "s", "law"]),
        ("Chinaâ€™s â€œlawâ€\x9d", ["chinas", "law"]),
        ("Ã‰tienne ﬁles", ["étienne", "files"]),
        ("co\u00adali\u200btion\u00a0of", ["coalition", "of"]),
        ("刘晓波 wrote", ["刘", "晓", "波", "wrote"]),
    ],
)
def test_words(text: str, folded: list[str]) -> None:
    assert words(text) == folded


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("The Rt Hon. Ada Quill MP", "ada quill"),
        ("H.E. Mr. Bo Lind", "bo lind"),
        ("He Ping", "he ping"),
        ("W. H. Penn", "w h penn"),
        ("Justice", "justice"),
    ],
)
def test_a_person_goes_without_titles(name: str, key: str) -> None:
    assert " ".join(person_key(name)) == key


def test_fax_numbers() -> None:
    assert fax_numbers(None) == []
    assert fax_numbers([{"number": "+41 22 555 01 23"}, "022 555 01 23"]) == [
        "+41225550123",
        "0225550123",
    ]


def test_the_report_names_what_is_wrong(result: list[dict[str, Any]]) -> None:
    result[0]["asks"].pop()
    text = report({"one": score(result, TRUTH, SOURCE), "two": score([], TRUTH)})
    assert "asks: missed: " in text
    assert "== all 2" in text
    row = next(line for line in text.split("== all 2")[1].splitlines() if " asks " in line)
    assert row.split() == ["asks", "1", "0", "3", "1.000", "0.250", "0.400"]


def test_the_command_line(
    result: list[dict[str, Any]], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "letter.txt").write_text(SOURCE, encoding="utf-8")
    (tmp_path / "letter.yaml").write_text(json.dumps(TRUTH | {"letter": "letter.txt"}), encoding="utf-8")
    (tmp_path / "letter.json").write_text(json.dumps(result), encoding="utf-8")
    assert main([str(tmp_path / "letter.json"), str(tmp_path / "letter.yaml")]) == 0
    assert "overall" in capsys.readouterr().out
    result[0]["closing"] = "Your otter,"
    (tmp_path / "letter.json").write_text(json.dumps(result), encoding="utf-8")
    assert main([str(tmp_path), str(tmp_path)]) == 1
    assert "not in the source: 1" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.txt", "Café “x”".encode("utf-16")),
        ("a.txt", "Café “x”".encode("cp1252")),
        ("a.html", "<style>p {}</style><p>Caf<b>é</b></p><p>“x”</p>".encode()),
        (
            "a.eml",
            b"Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: base64\n\nQ2Fmw6kgeA==",
        ),
    ],
)
def test_the_text_of_a_file(tmp_path: Path, name: str, data: bytes) -> None:
    (tmp_path / name).write_bytes(data)
    assert words(source_text(tmp_path / name))[-2:] == ["café", "x"]

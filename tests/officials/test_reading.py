"""Files of office-holders: which form is which, and what is refused."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from letterkit.officials.reading import OfficialFile, opened, read_officials
from letterkit.officials.terms import Records

DATA = Path(__file__).parent / "data"
ON = dt.date(2026, 6, 1)


def read(*files: tuple[str, bytes], on: dt.date | None = ON) -> tuple[Records | None, list[str]]:
    """What files hold, and what is said of them."""
    given = [OfficialFile(name, content, dt.date(2026, 5, 1)) for name, content in files]
    records, problems = read_officials(given, on)
    return records, [f"{problem.code} {problem.location}: {problem.message}" for problem in problems]


def sample(name: str) -> tuple[str, bytes]:
    return name, (DATA / name).read_bytes()


def test_the_form_is_told_by_what_a_file_holds() -> None:
    records, problems = read(sample("legislators.yaml"), sample("ministers.csv"), sample("secretary.xml"))
    assert problems == []
    assert records is not None
    assert len(records.terms) == 5 + 3 + 3


def test_a_file_of_pocom_says_its_day_and_other_files_have_that_of_their_change() -> None:
    records, _ = read(sample("secretary.xml"), on=None)
    assert records is not None
    assert records.on == dt.date(2021, 5, 3)
    records, _ = read(sample("ministers.csv"), on=None)
    assert records is not None
    assert records.on == dt.date(2026, 5, 1)


def test_json_is_read_as_yaml_is() -> None:
    text = b'[{"name": {"last": "Poe"}, "terms": [{"type": "sen", "state": "VA", "class": 1, "start": '
    records, problems = read(("l.json", text + b'"2025-01-03", "end": "2031-01-03"}]}]'))
    assert problems == []
    assert records is not None
    assert records.terms[0].seat.name == "us-senate-va-1"


def test_a_persons_file_gives_the_name_for_an_id() -> None:
    records, _ = read(sample("secretary.xml"), sample("ek-bo.xml"))
    assert records is not None
    term = records.terms[-1]
    assert (term.name, term.salutation, term.known_by) == ("Bo Ek", "Secretary Ek", ("ek", "bo"))


_BOMB = "- &a [x, x]\n" + "".join(
    f"- &{c} [*{p}, *{p}]\n" for p, c in zip("abcdefg", "bcdefgh", strict=True)
)
_LAUGHS = (
    '<!DOCTYPE p [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><principal-position>&b;</principal-position>'
)


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("l.yaml", _BOMB, "anchors, aliases or tags"),
        ("l.yaml", "- !!python/object/apply:os.system [id]\n", "anchors, aliases or tags"),
        ("l.yaml", "[" * 50_000, "nested more than 12 levels deep"),
        ("l.yaml", "- name: {last: Poe\n", "no whole YAML file"),
        ("l.yaml", "- ? [a]\n  : b\n", "a key that is no word"),
        ("l.yaml", "key: value\n", "no list of people"),
        ("l.yaml", "", "no list of people"),
        ("l.yaml", b"- \xff\xfe\xff", "not UTF-8"),
        ("p.xml", _LAUGHS, "a document type"),
        ("p.xml", '<!DOCTYPE p SYSTEM "file:///etc/passwd"><principal-position/>', "a document type"),
        ("p.xml", "<principal-position>", "no whole XML file"),
        ("p.xml", "<other/>", "no office of pocom"),
        ("p.xml", "<a>" * 5_000, "no whole XML file"),
        ("t.csv", "one,two\n1,2\n", "no table with an office and a name"),
        ("t.csv", "", "there is nothing in it"),
        ("t.csv", 'office,name\n"Minister,Poe\n', "unexpected end of data"),
        ("t.xlsx", b"PK\x03\x04", "no Excel workbook"),
    ],
)
def test_what_is_refused(name: str, content: str | bytes, said: str) -> None:
    records, problems = read((name, content.encode() if isinstance(content, str) else content))
    assert records is None
    assert len(problems) == 1
    assert problems[0].startswith(f"LK731 {name}:")
    assert said in problems[0]


def test_a_file_that_is_not_there_or_too_large_is_told(tmp_path: Path) -> None:
    large = tmp_path / "large.yaml"
    with large.open("wb") as file:
        file.truncate(3_000_000_000)
    found, problems = opened([large, tmp_path / "none.yaml"])
    assert found == []
    assert [problem.code for problem in problems] == ["LK107", "LK110"]

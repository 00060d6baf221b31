"""LK441 to LK445: who may be named, whether it still holds, and who is named without being listed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from checks.conftest import Expect
    from conftest import Small

CAMPAIGN = "campaigns/talks/campaign.yaml"
OPENING = "seeds/framing/opening.yaml"
RELEASE = "seeds/issues/release.yaml"
NAMED = "seeds/case-lists/named.yaml"
JANE = "seeds/people/jane-doe.yaml"
JOE = "seeds/people/joe-roe.yaml"

JOE_ROE = """\
name: Joe Roe
native_name: 罗乔伊
also_known_as: [Joseph Roe, J. O'Roe]
described_as: a printer
consent: public
verified: 2020-04
"""


@pytest.fixture
def joe(small: Small) -> Small:
    """Another person in the library, of whom nothing is said yet."""
    small.write(JOE, JOE_ROE)
    return small


def history(small: Small, *events: str) -> None:
    """What happened to Jane Doe, each as '2019-06 released'."""
    lines = [f"  - {{date: {date}, status: {status}}}\n" for date, status in map(str.split, events)]
    small.change(JANE, "  - date: 2018-02\n    status: imprisoned\n", "".join(lines))


# LK441 and LK442


@pytest.mark.parametrize(
    ("events", "code"),
    [
        (["2018-02 imprisoned", "2020-04-20 died"], "LK441"),
        (["2018-02 imprisoned", "2020-03 died"], "LK441"),
        (["2019 died", "2018-02 imprisoned"], "LK441"),
        (["2019-06 released", "2019-07 died"], "LK441"),
        (["2019-06 died", "2019-06 released"], "LK441"),
        (["2018-02 imprisoned", "2020-04-21 died"], None),
        (["2018-02 imprisoned", "2020-04 died"], None),
        (["2018-02 imprisoned", "2020 died"], None),
        (["2018-02 imprisoned", "2020-04-20 released"], "LK442"),
        (["2019-06 released", "2018-02 imprisoned"], "LK442"),
        (["2018 arrested", "2018-02 released"], "LK442"),
        (["2018-02 imprisoned", "2020-04 released"], None),
        (["2018-02 imprisoned", "2020-05 released"], None),
        (["2018-02 released", "2019-06 arrested"], None),
        (["2018-02 released", "2018 arrested"], None),
        (["2018-02 released", "2018-02 arrested"], "LK442"),
    ],
)
def test_died_or_released(small: Small, expect: Expect, events: list[str], code: str | None) -> None:
    history(small, *events)
    expect(*[f"error {code} {NAMED}:3:5"] * bool(code))


def test_the_day_of_a_letter_without_a_day_is_its_months_last(small: Small, expect: Expect) -> None:
    small.change(CAMPAIGN, "date: 2020-04-20", "date: 2020-04")
    history(small, "2018-02 imprisoned", "2020-04 died")
    expect(f"error LK441 {NAMED}:3:5")


def test_through_an_included_list(small: Small, expect: Expect) -> None:
    small.write("seeds/case-lists/all.yaml", "title: All\ncases:\n  - list: named\n")
    small.change(RELEASE, "cases: named", "cases: all")
    history(small, "2020-03 died")
    expect(f"error LK441 {NAMED}:3:5")


def test_each_of_several_people_at_a_place_of_its_own(joe: Small, expect: Expect) -> None:
    entry = '  - people: [jane-doe, joe-roe]\n    text: "{{ people.jane_doe }}, {{ people.joe_roe }}"\n'
    joe.change(NAMED, "  - jane-doe\n", entry)
    joe.change(JOE, "consent:", "history: [{date: 2019, status: released}]\nconsent:")
    expect(f"error LK442 {NAMED}:3:24")


def test_a_list_that_the_letter_puts_aside_is_not_looked_at(joe: Small, expect: Expect) -> None:
    joe.write("seeds/case-lists/other.yaml", "title: Other\ncases:\n  - person: joe-roe\n")
    joe.change(CAMPAIGN, "asks: [release]", "asks: [{issue: release, cases: other}]")
    history(joe, "2020-03 died")
    joe.change(NAMED, "title: Named\n", "title: Named\nlead_in: Joe Roe and others\n")
    expect()


@pytest.mark.parametrize(("file", "line"), [(OPENING, 5), (RELEASE, 7), (NAMED, 4)])
def test_who_is_mentioned_has_died(joe: Small, expect: Expect, file: str, line: int) -> None:
    text = (joe.root / file).read_text(encoding="utf-8")
    joe.write(file, f"{text}people: [joe-roe]\n")
    joe.change(JOE, "consent:", "history: [{date: 2019, status: died}]\nconsent:")
    expect(f"error LK441 {file}:{line}:10")


def test_who_is_mentioned_may_be_free(joe: Small, expect: Expect) -> None:
    joe.write(OPENING, "title: A\ntext: We thank {{ people.joe_roe }}.\npeople: [joe-roe]\n")
    joe.change(JOE, "consent:", "history: [{date: 2019, status: released}]\nconsent:")
    expect()


# LK443


@pytest.mark.parametrize(
    ("lines", "finding"),
    [
        ("", True),
        ("verified: 2019-10-19\n", True),
        ("verified: 2019-10-20\n", False),
        ("verified: 2019-09\n", True),
        ("verified: 2019-10\n", False),
        ("verified: 2019\n", False),
        ("verified: 2019-02\nreview_after: 14 months\n", False),
        ("verified: 2020-02\nreview_after: 1 month\n", True),
    ],
)
def test_not_verified(small: Small, expect: Expect, lines: str, finding: bool) -> None:
    small.change(JANE, "verified: 2020-04\n", lines)
    expect(*[f"warning LK443 {NAMED}:3:5"] * finding)


def test_who_is_mentioned_is_not_verified(joe: Small, expect: Expect) -> None:
    joe.write(OPENING, "title: A\ntext: We thank {{ people.joe_roe }}.\npeople:\n  - joe-roe\n")
    joe.change(JOE, "verified: 2020-04\n", "")
    expect(f"warning LK443 {OPENING}:4:5")


# LK444


def test_a_letter_may_name_who_agreed_to_letters(small: Small, expect: Expect) -> None:
    small.change(JANE, "consent: public", "consent: letter")
    expect()


def test_nobody_asked_the_person(small: Small, expect: Expect) -> None:
    small.change(JANE, "consent: public", "consent: none")
    expect(f"error LK444 {NAMED}:3:5")


def test_a_press_release_may_not(release: Small, expect: Expect) -> None:
    release.change(JANE, "consent: public", "consent: letter")
    expect(f"error LK444 {NAMED}:3:5")


def test_of_who_is_left_out_nothing_else_is_said(small: Small) -> None:
    from letterkit.checks import check

    small.change(JANE, "consent: public\nverified: 2020-04\n", "consent: none\n")
    history(small, "2019 died")
    (finding,) = check(small.workspace, "talks")
    assert finding.message == "this document may not name a person of this entry, which is left out"
    assert "consent" not in str(finding)


# LK445


@pytest.mark.parametrize(
    ("line", "column"),
    [
        ("We ask for Joe Roe.", 14),
        ("We ask for **Joe Roe**, too.", 16),
        ("Joe Roe's trial", 3),
        ("(Joe Roe)", 4),
        ("Ask for Joseph Roe", 11),
        ("Ask for J. O’Roe", 11),
        ("Ask for 释放罗乔伊吧", 13),
        ("Ask for Joe\n  Roe", 11),
        ("Ask for Joe Roe--now", 11),
    ],
)
def test_a_name_that_nobody_declared(joe: Small, expect: Expect, line: str, column: int) -> None:
    joe.write(OPENING, f"title: Opening\ntext: |\n  Before the talks\n  {line}\n")
    expect(f"warning LK445 {OPENING}:4:{column}")


@pytest.mark.parametrize(
    "line",
    [
        "Ask for Joe Roeder",
        "Ask for Billyjoe Roe",
        "Ask for Joe Roe-Smith",
        "Ask for Mary-Joe Roe",
        "Ask for JOE ROE and joe roe",
        "See [here](https://example.org/Joe) Roe",
        "Ask for Joe\n\n  and Roe",
    ],
)
def test_other_words(joe: Small, expect: Expect, line: str) -> None:
    joe.write(OPENING, f"title: Opening\ntext: |\n  Before the talks\n  {line}\n")
    expect()


def test_a_longer_name_that_is_known(joe: Small, expect: Expect) -> None:
    joe.change("seeds/organisations/rights-now.yaml", "Rights Now", "Joe Roe Foundation")
    joe.write("seeds/people/old-joe.yaml", "name: Old Joe Roe\nconsent: public\nverified: 2020-04\n")
    joe.write(OPENING, "title: A\ntext: The Joe Roe Foundation, Old Joe Roe\npeople: [old-joe]\n")
    expect()


def test_one_word_before_a_capital_is_a_longer_name(joe: Small, expect: Expect) -> None:
    joe.change(JOE, "Joe Roe", "Pearl")
    joe.write(OPENING, "title: A\ntext: |\n  On the Pearl River we ask for Pearl.\n")
    expect(f"warning LK445 {OPENING}:3:33")


@pytest.mark.parametrize(
    ("consent", "finding"), [("none", "error LK447 {}:2:7"), ("letter", "warning LK445 {}:2:16")]
)
def test_a_name_that_may_not_be_typed(joe: Small, expect: Expect, consent: str, finding: str) -> None:
    """Nobody can leave a typed name out, so that it is an error where consent does not cover it."""
    joe.change(JOE, "consent: public", f"consent: {consent}")
    joe.write(OPENING, "title: A\ntext: We thank Joe Roe.\n")
    expect(finding.format(OPENING))


def test_who_is_declared_may_be_typed(joe: Small, expect: Expect) -> None:
    joe.write(OPENING, "title: A\ntext: We thank Joe Roe.\npeople: [joe-roe]\n")
    expect()


def test_one_of_two_of_the_same_name_is_declared(joe: Small, expect: Expect) -> None:
    joe.write("seeds/people/joe-roe-2.yaml", JOE_ROE)
    joe.write(OPENING, "title: A\ntext: We thank Joe Roe.\npeople: [joe-roe-2]\n")
    expect()


def test_around_a_case_list_its_people_count(joe: Small, expect: Expect) -> None:
    joe.change(NAMED, "title: Named\n", "title: Named\nlead_in: Not only Jane Doe but Joe Roe\n")
    expect(f"warning LK445 {NAMED}:2:19", f"warning LK445 {NAMED}:2:32")


def test_in_a_case_the_entry_counts(joe: Small, expect: Expect) -> None:
    entry = "  - person: jane-doe\n    text: held with Joe Roe, says Jane Doe\n"
    joe.change(NAMED, "  - jane-doe\n", entry)
    expect(f"warning LK445 {NAMED}:4:21")
    joe.change(NAMED, entry, f"{entry}people: [joe-roe]\n")
    expect()


def test_in_an_account_who_is_listed_elsewhere_counts(joe: Small, expect: Expect) -> None:
    joe.change(JANE, "in prison since 2018", "in prison with Joe Roe")
    expect(f"warning LK445 {JANE}:9:35")
    joe.change(NAMED, "  - jane-doe\n", "  - jane-doe\n  - joe-roe\n")
    expect()


def test_an_account_of_another_date_is_not_read(joe: Small, expect: Expect) -> None:
    joe.change(JANE, "accounts:\n", "accounts:\n  - {as_of: 2018-01, text: held with Joe Roe}\n")
    expect()


def test_a_colleagues_broken_file_stops_no_letter(small: Small) -> None:
    from letterkit.checks import check_document
    from letterkit.library.index import Library

    small.write(JOE, "name: Joe Roe\n")
    small.change(OPENING, "we write", "with Jane Doe we write")
    library = Library(small.workspace, "talks")
    checked = check_document(library, "talks", "letter")
    assert [finding.code for finding in checked.findings] == ["LK445"]
    assert checked.problems == ()


def test_a_name_is_found_among_2000() -> None:
    from letterkit.checks import names

    known = [f"{first}{'abcdefghij'[i % 10]}{i} Name{i}" for first in "PNA" for i in range(667)]
    find = names.pattern(known)
    assert find.search("Ask for the release of Person Number who is held in the North\n") is None
    assert find.search(f"Ask for {known[1_500]} again") is not None


# ignore, in the person's own file


@pytest.mark.parametrize(
    ("spoilt", "code"),
    [("2020-03 died", "LK441"), ("2020-03 released", "LK442"), ("2018-02 imprisoned", "LK443")],
)
def test_an_account_written_knowingly(small: Small, expect: Expect, spoilt: str, code: str) -> None:
    history(small, spoilt)
    if code == "LK443":
        small.change(JANE, "verified: 2020-04\n", "")
    text = (small.root / JANE).read_text(encoding="utf-8")
    small.write(JANE, f"{text}ignore: [{{code: {code}, reason: the account says so}}]\n")
    expect()


def test_consent_is_never_ignored_there(small: Small, expect: Expect) -> None:
    small.change(JANE, "consent: public\n", "consent: none\nignore: [{code: LK444, reason: none}]\n")
    expect(f"error LK444 {NAMED}:3:5")

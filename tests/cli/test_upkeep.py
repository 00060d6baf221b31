"""The commands that keep a library true: due, verified, rename."""

from __future__ import annotations

import json

import pytest

from conftest import Letterkit, Repository, Small

OFFICE = "seeds/addresses/minister.yaml"


def diff(repository: Repository) -> list[str]:
    """The lines that git sees changed, without its own."""
    lines = repository.git("diff", "--unified=0", "--no-renames").splitlines()
    return [line for line in lines if line[:1] in "+-" and line[:3] not in ("+++", "---")]


def text_of(small: Small, path: str) -> str:
    """What a file of the workspace holds."""
    return (small.root / path).read_text(encoding="utf-8")


def test_due_is_told_below_headings(letterkit: Letterkit) -> None:
    answer = letterkit("due", "--on", "2021-05-01", "--within", "2w")
    assert answer.status == 0
    assert (
        "to be verified again:\n  seeds/people/jane-doe.yaml:11:11\n    Jane Doe: verified" in answer.out
    )
    assert "    used by talks\n" in answer.out
    assert "facts are due on 2021-05-01" in answer.words
    assert max(map(len, answer.out.splitlines())) <= 80


def test_due_as_json(letterkit: Letterkit) -> None:
    rows = json.loads(letterkit("due", "--on", "2021-05-01", "--format", "json").out)
    jane = next(row for row in rows if row["block"] == "people/jane-doe")
    assert (jane["why"], jane["date"], jane["used_by"]) == ("stale", "2020-10-31", ["talks"])


def test_nothing_due_is_said(letterkit: Letterkit, small: Small) -> None:
    for path in ("organisations/rights-now", "framing/opening", "issues/release", "case-lists/named"):
        file = small.root / "seeds" / f"{path}.yaml"
        file.write_text(file.read_text(encoding="utf-8") + "verified: 2020-04\n", encoding="utf-8")
    assert letterkit("due", "--on", "2020-05-01").words == "nothing in the library is due on 2020-05-01"


@pytest.mark.parametrize("within", ["30", "d", "-3d", "30 d", "99999d", "1h"])
def test_a_time_that_is_none_is_refused(letterkit: Letterkit, within: str) -> None:
    assert letterkit.refuses("due", f"--within={within}", status=2).words.endswith("or 1y")


def test_verified_dates_one_number_alone(repository: Repository, letterkit: Letterkit) -> None:
    answer = letterkit("verified", "addresses/minister", "+1 (202) 647 2283", "--on", "2021-02-03")
    assert answer.status == 0, answer
    assert diff(repository) == ["-    verified: 2020-04", "+    verified: 2021-02-03"]
    assert "-    verified: 2020-04\n+    verified: 2021-02-03" in answer.err
    assert answer.out.endswith("minister.yaml\n")


def test_verified_adds_the_source_below(repository: Repository, letterkit: Letterkit) -> None:
    told = ("--source", "List of ministers", "--url", "https://example.org/x", "--publisher", "Gazette")
    letterkit("verified", "minister", "--on", "2021-02", *told)
    assert diff(repository) == [
        "-verified: 2020-04",
        "+verified: 2021-02",
        "+sources:",
        "+  - title: List of ministers",
        "+    publisher: Gazette",
        "+    url: https://example.org/x",
        "+    date: 2021-02",
    ]
    letterkit("verified", "minister", "--on", "2021-03", "--source", "Telephone")
    assert diff(repository)[-2:] == ["+  - title: Telephone", "+    date: 2021-03"]
    assert letterkit("check").findings == []


def test_verified_of_a_block_that_never_was(repository: Repository, letterkit: Letterkit) -> None:
    small = repository.small
    small.change("seeds/framing/opening.yaml", "title: Opening", "title: Opening  # the first words")
    small.write(
        "seeds/framing/opening.yaml", small.root.joinpath("seeds/framing/opening.yaml").read_text()
    )
    repository.commit("Comment")
    letterkit("verified", "framing/opening", "--on", "2021-02-03", "--source", "A report")
    added = ["+verified: 2021-02-03", "+sources:", "+  - title: A report", "+    date: 2021-02-03"]
    assert diff(repository) == added


def test_a_dry_run_writes_nothing(repository: Repository, letterkit: Letterkit) -> None:
    answer = letterkit.refuses("verified", "minister", "--on", "2021-02", "--dry-run", status=0)
    assert "+verified: 2021-02" in answer.err


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("minister", "--on", "2019"), "says 2020-04 already, which is later than 2019"),
        (("minister", "+1 202-555-0100", "--on", "2021"), "its fax numbers are '+1 202-647-2283'"),
        (("jane-doe", "fax", "--on", "2021"), "has no fact 'fax'"),
        (("nobody", "--on", "2021"), "no block is named 'nobody'"),
        (("minister", "--on", "soon"), "'soon' is no date"),
        (("minister", "--url", "https://example.org"), "say by --source"),
        (("minister", "--on", "2021", "--source", "x", "--url", "not an address"), "LK2"),
    ],
)
def test_verified_refuses(letterkit: Letterkit, words: tuple[str, ...], told: str) -> None:
    before = {p: p.read_bytes() for p in letterkit.small.root.rglob("*.yaml")}
    answer = letterkit("verified", *words)
    assert answer.status in (1, 2)
    assert told in answer.words
    assert {p: p.read_bytes() for p in letterkit.small.root.rglob("*.yaml")} == before


def test_rename_changes_the_file_and_every_reference(
    repository: Repository, letterkit: Letterkit, small: Small
) -> None:
    small.change(
        "seeds/issues/release.yaml", "cases: named\n", "cases: named  # the list\npeople: [jane-doe]\n"
    )
    small.change("seeds/issues/release.yaml", "named here:", "named here, as {{ people.jane_doe.name }}:")
    repository.commit("Name her")
    answer = letterkit("rename", "people/jane-doe", "jane-roe")
    assert answer.status == 0, answer
    changed = [line for line in diff(repository) if "jane" in line]
    assert changed == [
        "-  - jane-doe",
        "+  - jane-roe",
        "-  Ask for the release of those named here, as {{ people.jane_doe.name }}:",
        "+  Ask for the release of those named here, as {{ people.jane_roe.name }}:",
        "-people: [jane-doe]",
        "+people: [jane-roe]",
    ]
    assert not (small.root / "seeds/people/jane-doe.yaml").exists()
    assert letterkit("check").findings == []
    assert "people/jane-doe is people/jane-roe now; 3 places named it" in answer.words


def test_rename_changes_keys_of_campaigns_too(
    repository: Repository, letterkit: Letterkit, small: Small
) -> None:
    small.change(
        "campaigns/talks/campaign.yaml",
        "signatures: joint",
        "holders:\n  minister: {name: Ada B. Lovelace}\nsignatures: joint",
    )
    repository.commit("Name the holder")
    letterkit("rename", "minister", "minister-of-state")
    text = text_of(small, "campaigns/talks/campaign.yaml")
    assert "to: [minister-of-state]" in text
    assert "  minister-of-state: {name: Ada B. Lovelace}" in text
    assert letterkit("check").findings == []


def test_rename_finds_who_signs_however_the_entry_is_written(letterkit: Letterkit, small: Small) -> None:
    small.write("seeds/signers/ann.yaml", "name: Ann Poe\n")
    entries = "  - person: ann\n  - heading: H\n    organisations: [rights-now]\n"
    small.write("seeds/signatures/joint.yaml", f"title: J\norganisations:\n{entries}")
    letterkit("rename", "signers/ann", "ann-poe")
    letterkit("rename", "organisations/rights-now", "now")
    text = entries.replace("person: ann", "person: ann-poe").replace("rights-now", "now")
    assert text_of(small, "seeds/signatures/joint.yaml").endswith(text)
    small.change("seeds/signatures/joint.yaml", "person: ann-poe", "person: {signer: ann-poe, title: X}")
    letterkit("rename", "signers/ann-poe", "ann")
    assert "{signer: ann, title: X}" in text_of(small, "seeds/signatures/joint.yaml")


def test_what_was_finalized_keeps_the_old_name(letterkit: Letterkit, small: Small) -> None:
    assert letterkit("finalize", "talks").status == 0
    before = {p: p.read_bytes() for p in (small.root / "campaigns").rglob("*") if p.is_file()}
    answer = letterkit("rename", "issues/release", "freedom")
    assert answer.status == 0
    assert "with a copy of their own, under the old name: talks" in answer.words
    assert {p: p.read_bytes() for p in (small.root / "campaigns").rglob("*") if p.is_file()} == before


def test_a_campaign_with_its_own_block_of_that_name_keeps_it(letterkit: Letterkit, small: Small) -> None:
    own = small.root / "campaigns/talks/blocks/issues/release.yaml"
    own.parent.mkdir(parents=True)
    own.write_text(
        (small.root / "seeds/issues/release.yaml").read_text(encoding="utf-8"), encoding="utf-8"
    )
    answer = letterkit("rename", "issues/release", "freedom")
    assert "under the old name: talks" in answer.words
    assert own.exists()
    assert "asks: [release]" in (small.root / "campaigns/talks/campaign.yaml").read_text(encoding="utf-8")
    assert "asks: [freedom]" in (small.root / "seeds/dialogues/2020-talks.yaml").read_text(
        encoding="utf-8"
    )


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("issues/release", "Free Them"), "'Free Them' is not a name"),
        (("issues/release", "../x"), "is not a name"),
        (("issues/relaese", "x"), "did you mean 'issues/release'?"),
        (("addresses/minister", "minister"), "exists"),
    ],
)
def test_rename_refuses(letterkit: Letterkit, words: tuple[str, str], told: str) -> None:
    answer = letterkit.refuses("rename", *words, status=1 if "mean" in told else 2)
    assert told in answer.words


def test_rename_refuses_where_a_file_cannot_be_read(letterkit: Letterkit, small: Small) -> None:
    small.write("seeds/issues/broken.yaml", "title: [\n")
    answer = letterkit.refuses("rename", "issues/release", "freedom")
    assert "a file that cannot be read may name the block" in answer.words


def test_retire_gives_up_one_number_alone(repository: Repository, letterkit: Letterkit) -> None:
    told = ("--on", "2021-02-03", "--reason", "Line: dead")
    answer = letterkit("retire", "minister", "+1 (202) 647 2283", *told)
    assert answer.status == 0, answer
    assert diff(repository) == ["+    withdrawn: 2021-02-03", '+    reason: "Line: dead"']
    assert answer.out.endswith("minister.yaml\n")
    assert "is given up" not in letterkit("due", "--on", "2021-02-03").out
    letterkit.refuses("retire", "minister", "fax", *told)


def test_retire_keeps_the_address_that_an_office_moved_from(
    repository: Repository, letterkit: Letterkit, small: Small
) -> None:
    letterkit("retire", "minister", "address", "--on", "2021-02-03", "--reason", "Moved")
    assert diff(repository) == [
        "-address:",
        "-  - 1 Main Street",
        "-  - Washington, DC 20520",
        "+former_addresses:",
        "+  - address:",
        "+      - 1 Main Street",
        "+      - Washington, DC 20520",
        "+    country: US",
        "+    withdrawn: 2021-02-03",
        "+    reason: Moved",
    ]
    letter, problems = small.assemble()
    assert problems == []
    assert letter is not None
    assert letter.addressees[0].address.lines[0] == "1 Main Street"


@pytest.mark.parametrize(
    ("written", "added"),
    [
        ("email: a@example.gov  # public", ["-email: a@example.gov  # public", "+email:"]),
        ("email:\n  - address: a@example.gov", []),
        ("email:\n  - b@example.gov\n  - a@example.gov", ["-  - a@example.gov"]),
    ],
)
def test_retire_gives_up_an_email_however_it_is_written(
    repository: Repository, letterkit: Letterkit, written: str, added: list[str]
) -> None:
    repository.small.change(
        OFFICE, "office: Minister of State\n", f"office: Minister of State\n{written}\n"
    )
    repository.commit("Enter it")
    answer = letterkit("retire", "minister", "A@example.gov", "--on", "2021-02", "--reason", "Bounces")
    assert answer.status == 0, answer
    found = [line for line in diff(repository) if "address:" not in line]
    assert found == [*added, "+    withdrawn: 2021-02", "+    reason: Bounces"]


def test_retire_an_office_ends_its_holders_term(repository: Repository, letterkit: Letterkit) -> None:
    answer = letterkit("retire", "minister", "--on", "2020-03-31", "--reason", "Abolished")
    assert diff(repository) == ["+    to: 2020-03-31", "+retired: 2020-03-31", "+reason: Abolished"]
    assert "still named by talks (campaigns/talks/campaign.yaml:3:6)" in answer.words
    assert ("LK434", "campaigns/talks/campaign.yaml:3:6") in letterkit("check").findings
    assert "minister.yaml" not in letterkit("due", "--on", "2021-01-01").out


def test_retire_a_member_ends_its_signers_terms(
    repository: Repository, letterkit: Letterkit, small: Small
) -> None:
    member = "seeds/organisations/rights-now.yaml"
    small.change(
        member,
        "    from: 2018\n",
        "    from: 2018   # by letter\n    to: 2025\n  - {name: Mia, from: 2019}\n",
    )
    small.change(member, "name: Rights Now\n", "name: Rights Now\nmember_from: 2017\n")
    repository.commit("More")
    letterkit("retire", "rights-now", "--on", "2020-03", "--reason", "Left")
    assert diff(repository) == [
        "+member_to: 2020-03",
        "+reason: Left",
        "-    to: 2025",
        "-  - {name: Mia, from: 2019}",
        "+    to: 2020-03",
        "+  - {name: Mia, from: 2019, to: 2020-03}",
    ]
    assert letterkit("check").findings == [("LK463", "seeds/signatures/joint.yaml:3:5")]
    letterkit.refuses("retire", "rights-now", "--on", "2021", "--reason", "Again")


@pytest.mark.parametrize(
    "block", ["people/jane-doe", "issues/release", "framing/opening", "case-lists/named"]
)
def test_retire_any_other_block(repository: Repository, letterkit: Letterkit, block: str) -> None:
    letterkit("retire", block, "--on", "2021-02-03", "--reason", "Over")
    assert diff(repository) == ["+retired: 2021-02-03", "+reason: Over"]
    assert letterkit("check").findings == []
    letterkit.refuses("retire", block, "--on", "2021-02-04", "--reason", "Again")


@pytest.mark.parametrize(
    ("words", "status", "told"),
    [
        (("minister", "--on", "2020"), 2, "say why"),
        (("minister", "--reason", " "), 2, "say why"),
        (("minister", "--on", "2020", "--reason", "x"), 2, "ends on a day"),
        (("minister", "--on", "2018-12-31", "--reason", "x"), 1, "holds the office from 2019-01-01"),
        (("rights-now", "--on", "2017", "--reason", "x"), 1, "signs for it from 2018"),
        (("minister", "555", "--reason", "x"), 2, "what reaches it is '+1 202-647-2283', 'address'"),
        (("issues/release", "fax", "--reason", "x"), 2, "has no fact 'fax'"),
        (("issues/relaese", "--reason", "x"), 1, "did you mean 'issues/release'?"),
        (("minister", "--on", "soon", "--reason", "x"), 2, "'soon' is no date"),
    ],
)
def test_retire_refuses(letterkit: Letterkit, words: tuple[str, ...], status: int, told: str) -> None:
    assert told in letterkit.refuses("retire", *words, status=status).words


def test_retire_only_shows(letterkit: Letterkit) -> None:
    answer = letterkit.refuses("retire", "issues/release", "--reason", "x", "--dry-run", status=0)
    assert "+reason: x" in answer.err

"""Where signatories stand, what is kept of them, and what two people's branches come to."""

from __future__ import annotations

import datetime as dt
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest

from conftest import Repository, Small
from letterkit.blocks.approvals import SignOnEvent
from letterkit.campaign.finalize import finalize
from letterkit.diagnostics import LetterkitError
from letterkit.language.moments import Moment
from letterkit.letter.agreed import Agreed, AgreedPart
from letterkit.library.finals import read_record
from letterkit.partners.approvals import recording
from letterkit.partners.approvals.earlier import approved_earlier
from letterkit.partners.approvals.evidence import from_file, said
from letterkit.partners.approvals.finalizing import Asking
from letterkit.partners.approvals.parties import party_named, records_under
from letterkit.partners.approvals.records import records
from letterkit.partners.approvals.standing import SignOn, sign_on
from letterkit.partners.approvals.states import Standing, parts_of, state

NOW = dt.datetime(2020, 4, 10, 12, 0, tzinfo=dt.UTC)
RELEASE = "seeds/issues/release.yaml"


def text(**parts: str) -> Agreed:
    """A text of these parts; the digests are the words, drawn out."""
    listed = tuple(AgreedPart(name, words.ljust(64, "0")) for name, words in parts.items())
    return Agreed("".join(parts.values()).ljust(64, "0"), listed)


FIRST, SECOND, THIRD = text(a="1", b="2"), text(a="1", b="3"), text(a="4", b="3")
HOW = {"by": "Max", "evidence": {"said": "by telephone"}}


def events(*told: tuple[str, Agreed] | tuple[str, Agreed, Mapping[str, object]]) -> list[SignOnEvent]:
    """Events, one a day."""
    found = []
    for day, (name, about, *more) in enumerate(told, 1):
        told_ = {
            "event": name,
            "at": f"2020-04-0{day}",
            "recorded": f"2020-04-0{day}",
            "document": "letter",
        }
        on_text = {"text": about.digest, "parts": parts_of(about)}
        found.append(SignOnEvent.model_validate({**told_, **on_text, **HOW, **(more[0] if more else {})}))
    return found


IF = {"condition": "soften b", "blocks": ["b"]}


@pytest.mark.parametrize(
    ("told", "now", "expected"),
    [
        ([], FIRST, "not asked"),
        ([("invited", FIRST)], FIRST, "invited"),
        ([("invited", FIRST, {"until": "2020-04-10 13:59 Europe/Brussels"})], FIRST, "no answer"),
        ([("invited", FIRST, {"until": "2020-04-10 14:01 Europe/Brussels"})], FIRST, "invited"),
        ([("invited", FIRST), ("seen", FIRST)], FIRST, "seen"),
        ([("invited", FIRST), ("commented", FIRST), ("seen", FIRST)], FIRST, "commented"),
        ([("approved", FIRST)], FIRST, "approved"),
        ([("approved", FIRST)], SECOND, "approved another text"),
        ([("approved", FIRST), ("approved", SECOND)], FIRST, "approved"),
        ([("approved-if", FIRST, IF)], FIRST, "on a condition"),
        ([("approved-if", FIRST, IF)], SECOND, "on a condition"),
        ([("approved-if", FIRST, IF), ("condition-met", SECOND)], SECOND, "approved"),
        ([("approved-if", FIRST, IF), ("condition-met", SECOND)], THIRD, "approved another text"),
        ([("approved", FIRST), ("approved-if", FIRST, IF)], FIRST, "on a condition"),
        ([("approved", FIRST), ("withdrawn", FIRST)], FIRST, "withdrawn"),
        ([("declined", FIRST), ("approved", FIRST)], FIRST, "approved"),
        ([("approved", FIRST), ("declined", FIRST)], FIRST, "declined"),
        ([("late", FIRST)], FIRST, "late"),
    ],
)
def test_where_a_signatory_stands(told: list[tuple[str, Agreed]], now: Agreed, expected: str) -> None:
    found = state(events(*told), now, NOW)
    assert found.standing == expected
    assert found.agrees is (expected == "approved")


def test_what_changed_is_told_by_part() -> None:
    assert state(events(("approved", FIRST)), THIRD, NOW).changed == ("a", "b")
    [event] = events(("approved", FIRST, {"parts": {}}))
    assert state([event], SECOND, NOW).changed is None


def test_within_a_day_counts_what_was_entered_later() -> None:
    yes, no = events(("approved", FIRST), ("withdrawn", FIRST))
    yes = yes.model_copy(update={"at": Moment.parse("2020-04-02 23:00 UTC")})
    assert state([no, yes], FIRST, NOW).standing is Standing.WITHDRAWN


def said_on(day: str = "2020-04-01") -> recording.Said:
    """The officer's word of that day."""
    return recording.Said("Max", said("by telephone"), Moment.parse(day), recording.now_as(NOW))


def opened(small: Small) -> SignOn:
    """The letter of the small workspace."""
    return sign_on(small.workspace, "talks", "letter")


def approve(small: Small, name: str = "rights-now", **more: str) -> Path:
    """Keep an approval."""
    made = opened(small)
    return recording.approve(made, party_named(made.library, name), said_on(), **more)


def standing(small: Small) -> list[str]:
    """Where each signatory stands."""
    return [row.state.standing for row in opened(small).rows(NOW)]


def test_an_approval_comes_back_with_its_words_and_adds_a_line(small: Small) -> None:
    first = approve(small).read_text()
    small.change(RELEASE, "Ask for", "Call for")
    assert standing(small) == ["approved another text"]
    assert approve(small).read_text().startswith(first)
    small.change(RELEASE, "Call for", "Ask for")
    assert standing(small) == ["approved"]


def test_a_final_wants_every_approval_or_a_reason(small: Small) -> None:
    approve(small)
    small.change(RELEASE, "Ask for", "Call for")
    with pytest.raises(LetterkitError, match="nobody has looked"):
        finalize(small.workspace, "talks")
    done = finalize(small.workspace, "talks", ask=Asking(NOW))
    assert [problem.code for problem in done.problems] == ["LK484"]
    with pytest.raises(LetterkitError, match="not among those"):
        finalize(small.workspace, "talks", ask=Asking(NOW, {"nobody": "why"}))
    done = finalize(small.workspace, "talks", ask=Asking(NOW, {"rights-now": "the board meets in May"}))
    assert done.made
    record = read_record(small.workspace, "talks")
    assert record is not None
    assert record.without_approval == {"rights-now": "the board meets in May"}
    approve(small)
    assert standing(small) == ["late"]


def test_a_standing_delegation_holds_for_its_dates(small: Small) -> None:
    small.change(
        "seeds/organisations/rights-now.yaml",
        "signers:",
        "delegations:\n  - {on_behalf: Ann, from: 2020, to: 2020-04-20, source: a minute}\nsigners:",
    )
    assert standing(small) == ["delegated"]
    small.change("campaigns/talks/campaign.yaml", "date: 2020-04-20", "date: 2020-04-21")
    assert standing(small) == ["not asked"]


def test_a_condition_is_met_by_its_blocks_alone(small: Small) -> None:
    made = opened(small)
    party = party_named(made.library, "rights-now")
    recording.approve(made, party, said_on(), condition="soften it", blocks=["issues/release"])
    with pytest.raises(LetterkitError, match="made of"):
        recording.met(opened(small), party, said_on())
    small.change("seeds/framing/opening.yaml", "we write", "we all write")
    with pytest.raises(LetterkitError, match="framing/opening"):
        recording.met(opened(small), party, said_on())
    small.change("seeds/framing/opening.yaml", "we all write", "we write")
    small.change(RELEASE, "Ask for", "Call for")
    recording.met(opened(small), party, said_on())
    assert standing(small) == ["approved"]


def test_the_revision_that_she_approved(repository: Repository) -> None:
    small = repository.small
    approve(small)
    made = opened(small)
    party = party_named(made.library, "rights-now")
    first = approved_earlier(small.workspace, "talks", "letter", party)
    assert len(str(first)) == 40
    small.change(RELEASE, "Ask for", "Call for")
    approve(small)
    with pytest.raises(LetterkitError, match="no round and no revision has the text"):
        approved_earlier(small.workspace, "talks", "letter", party)


def test_two_branches_merge_without_a_conflict(repository: Repository) -> None:
    small = repository.small
    small.write("seeds/organisations/fair-trials.yaml", "name: Fair Trials\nsigners: []\n")
    approve(small, "rights-now")
    git(small, "add", "-A")
    git(small, "commit", "-qm", "begin")
    git(small, "checkout", "-qb", "hers")
    approve(small, "rights-now", condition="soften it")
    approve(small, "fair-trials")
    git(small, "add", "-A")
    git(small, "commit", "-qm", "hers")
    git(small, "checkout", "-q", "-")
    made = opened(small)
    recording.decline(made, party_named(made.library, "rights-now"), said_on("2020-04-02"), "no")
    git(small, "add", "-A")
    git(small, "commit", "-qm", "his")
    git(small, "merge", "-q", "-m", "both", "hers")
    kept = records(small.workspace, "talks")
    assert not kept.problems
    assert sorted(e.event for e in kept.events["rights-now"]) == ["approved", "approved-if", "withdrawn"]
    assert len(kept.events["fair-trials"]) == 1


def git(small: Small, *words: str) -> None:
    """Run git. Raises CalledProcessError where it fails."""
    who = ("-c", "user.name=Ann", "-c", "user.email=ann@example.org")
    subprocess.run(["git", *who, *words], cwd=small.root, check=True, capture_output=True)


MAIL = """\
{header}From: Max <max@rights.example>
Message-ID: <1@rights.example>

We approve text {text}.
On Monday Ann wrote:
> please approve text 99999999
"""


def mail(folder: Path, text: str, header: str = "") -> Path:
    """A mail as a file."""
    path = folder / "reply.eml"
    path.write_text(MAIL.format(header=header, text=text))
    return path


PASSED = "Authentication-Results: mx.coalition.example; dkim=pass header.d=rights.example\n"
FORGED = "Authentication-Results: mx.rights.example; dkim=pass header.d=rights.example\n"


def test_what_is_kept_of_a_mail(tmp_path: Path) -> None:
    known = from_file(mail(tmp_path, "12345678", PASSED))
    assert known.texts == ("12345678",)
    assert known.entry["mail"] == "<1@rights.example>"
    assert known.entry["dkim"] == "pass rights.example says mx.coalition.example"
    failed = PASSED.replace("pass", "fail")
    with pytest.raises(LetterkitError, match="no evidence"):
        from_file(mail(tmp_path, "12345678", failed + FORGED))


def test_a_mail_about_another_text_is_refused(small: Small, tmp_path: Path) -> None:
    made = opened(small)
    known = from_file(mail(tmp_path, "12345678"))
    told = recording.Said("Max", known, Moment.parse("2020-04-01"), recording.now_as(NOW))
    with pytest.raises(LetterkitError, match="speaks of text 12345678"):
        recording.approve(made, party_named(made.library, "rights-now"), told)
    assert not records(small.workspace, "talks").has_begun


def test_who_renames_a_signatory_is_told_of_her_records(circulated: Small) -> None:
    [file] = records_under(circulated.workspace, "organisations/acme")
    assert circulated.workspace.shown(file) == "campaigns/talks/approvals/acme.yaml"
    assert records_under(circulated.workspace, "issues/release") == []

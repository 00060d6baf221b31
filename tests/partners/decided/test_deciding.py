"""Decisions: kept as events, carried out whole, taken back, committed in the partner's name."""

from __future__ import annotations

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from conftest import Repository, Small
from letterkit.diagnostics import LetterkitError
from letterkit.language.moments import Moment
from letterkit.partners.decided.carrying_out import Bench
from letterkit.partners.decided.deciding import Deciding, Done, accept, answer, reject, undo
from letterkit.partners.decided.results import to_json
from letterkit.partners.decided.standing import Decided, Item, items
from letterkit.partners.received.record import ReceivedChange, SentPlace, to_text
from letterkit.values import replace
from partners import answers

OPENING = "seeds/framing/opening.yaml"
OWN = "campaigns/talks/blocks/framing/opening.yaml"
ANA, BEN = "4311", "f780"  # the digests of what is sent below begin so
AT = "2020-05-05 12:00 UTC"


def deciding(small: Small, *, everywhere: bool = False, commits: bool = False) -> Deciding:
    return Deciding(small.workspace, "talks", Moment.parse(AT), everywhere, commits)


@pytest.fixture
def sent(small: Small) -> Small:
    """Two partners who contradict each other, and a comment."""
    edits = {"we write to you": "we turn to you", "Ask for the": "Call for the early"}
    comments = {"Geneva": "Still there?"}
    answers.answer(small, "rights-now", edits, comments=comments, by="Ana Example")
    answers.answer(small, "open-courts", {"we write to you": "we appeal to you", "Jane Doe": "Jane Dow"})
    return small


def state(small: Small) -> dict[str, Decided]:
    return {item.proposal.name: item.state for item in items(small.workspace, "talks")}


def item(small: Small, name: str) -> Item:
    return next(each for each in items(small.workspace, "talks") if each.proposal.name == name)


def text(small: Small) -> str:
    letter, _ = small.assemble()
    assert letter is not None
    return "\n".join(place.text for place in answers.places_of(letter))


def test_an_accepted_change_is_in_the_letter_and_its_opposite_is_overtaken(sent: Small) -> None:
    done = accept(deciding(sent), [f"{ANA}-1"])
    assert "we turn to you" in text(sent)
    assert {sent.workspace.shown(path) for path in done.written} >= {OWN}
    assert state(sent) == {
        f"{ANA}-1": Decided.ACCEPTED,
        f"{ANA}-2": Decided.OPEN,
        f"{ANA}-3": Decided.OPEN,
        f"{BEN}-1": Decided.OVERTAKEN,
        f"{BEN}-2": Decided.OPEN,
    }
    with pytest.raises(LetterkitError, match="contradicts what was accepted"):
        accept(deciding(sent), [f"{BEN}-1"])


def test_what_contradicts_itself_is_not_accepted_at_once(sent: Small) -> None:
    before = text(sent)
    with pytest.raises(LetterkitError, match="contradict each other"):
        accept(deciding(sent), [f"{ANA}-1", f"{BEN}-1"])
    assert text(sent) == before


def test_of_a_whole_file_that_is_accepted_which_nothing_contradicts(sent: Small) -> None:
    done = accept(deciding(sent), [ANA])
    assert [proposal.name for proposal, _ in done.handled] == [f"{ANA}-2"]


def test_a_name_that_was_changed_whole_by_hand_is_in_the_letter(small: Small) -> None:
    answers.answer(small, "rights-now", {"Max Muster": "Ana Example"}, by="Ana Example")
    [name] = state(small)
    accept(deciding(small), [name])
    assert state(small) == {name: Decided.TO_DO}
    small.change("seeds/organisations/rights-now.yaml", "Max Muster", "Ana Example")
    assert state(small) == {name: Decided.ACCEPTED}


def test_a_fact_is_accepted_and_waits_for_the_officer(sent: Small) -> None:
    accept(deciding(sent), [f"{BEN}-2"])
    assert state(sent)[f"{BEN}-2"] is Decided.TO_DO
    sent.change("seeds/people/jane-doe.yaml", "Jane Doe", "Jane Dow")
    assert state(sent)[f"{BEN}-2"] is Decided.ACCEPTED


def test_a_decision_is_taken_back_with_what_was_written(sent: Small) -> None:
    before = text(sent)
    accept(deciding(sent), [f"{ANA}-1", f"{ANA}-2"])
    done = undo(deciding(sent), [f"{ANA}-1"])
    assert [sent.workspace.shown(path) for path in done.removed] == [OWN]
    assert "we write to you" in text(sent)
    undo(deciding(sent), [ANA])
    assert text(sent) == before
    assert set(state(sent).values()) == {Decided.OPEN}
    with pytest.raises(LetterkitError, match="nothing was decided"):
        undo(deciding(sent), [f"{ANA}-1"])


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 2, 0)])
def test_several_partners_words_stand_together_whatever_the_order(
    small: Small, order: tuple[int, ...]
) -> None:
    said = "Before Bilateral Talks in Geneva we write to you."
    wanted = [("Before", "Well before"), ("write", "turn"), ("to you", "to you, and to all")]
    for number, (old, new) in enumerate(wanted):
        answers.answer(small, f"partner-{number}", {said: said.replace(old, new)})
    names = {each.proposal.who: each.proposal.name for each in items(small.workspace, "talks")}
    for number in order:
        accept(deciding(small), [names[f"partner-{number}"]])
    assert "Well before Bilateral Talks in Geneva we turn to you, and to all." in text(small)
    assert set(state(small).values()) == {Decided.ACCEPTED}


def test_who_wants_the_same_is_in_the_letter_with_the_other(small: Small) -> None:
    for sender in ("rights-now", "open-courts"):
        answers.answer(small, sender, {"we write to you": "we turn to you"})
    assert item(small, f"{ANA}-1").same == (f"{BEN}-1",)
    accept(deciding(small), [f"{ANA}-1"])
    assert state(small) == {f"{ANA}-1": Decided.ACCEPTED, f"{BEN}-1": Decided.SAID}


def test_what_is_said_of_a_person_is_accepted_once_more_for_every_letter(small: Small) -> None:
    answers.answer(small, "rights-now", {"prison since": "jail since"})
    accept(deciding(small), [f"{ANA}-1"])
    assert state(small) == {f"{ANA}-1": Decided.TO_DO}
    accept(deciding(small, everywhere=True), [f"{ANA}-1"])
    assert state(small) == {f"{ANA}-1": Decided.ACCEPTED}


def test_reasons_and_answers_are_kept(sent: Small) -> None:
    reject(deciding(sent), [f"{BEN}-1"], "the other is better")
    answer(deciding(sent), f"{ANA}-3", "Yes.")
    assert (item(sent, f"{BEN}-1").state, item(sent, f"{BEN}-1").because) == (
        Decided.REJECTED,
        "the other is better",
    )
    assert (item(sent, f"{ANA}-3").state, item(sent, f"{ANA}-3").answer) == (Decided.ANSWERED, "Yes.")
    assert item(sent, f"{ANA}-1").against == ()  # what was rejected contradicts nothing


def test_events_are_added_and_none_is_changed(sent: Small) -> None:
    reject(deciding(sent), [f"{BEN}-1"])
    (file,) = (sent.root / "campaigns/talks/received").glob("*.decided.yaml")
    before = file.read_text()
    undo(deciding(sent), [f"{BEN}-1"])
    assert file.read_text().startswith(before)
    assert (file.parent / ".gitattributes").read_text() == "*.decided.yaml merge=union\n"


def test_a_comment_cannot_be_accepted(sent: Small) -> None:
    with pytest.raises(LetterkitError, match="is a comment"):
        accept(deciding(sent), [f"{ANA}-3"])


def test_everywhere_names_the_other_letters(sent: Small) -> None:
    campaign = (sent.root / "campaigns/talks/campaign.yaml").read_text()
    sent.write("campaigns/next/campaign.yaml", campaign)
    done = accept(deciding(sent, everywhere=True), [f"{ANA}-1"])
    assert "we turn" in (sent.root / OPENING).read_text()
    assert done.letters == ["next"]


def test_nothing_is_decided_on_a_final_campaign(sent: Small) -> None:
    sent.write("campaigns/talks/final.json", "{}")
    with pytest.raises(LetterkitError, match="is final"):
        reject(deciding(sent), [f"{ANA}-1"])


def test_a_broken_file_of_events_is_told_with_its_line(sent: Small) -> None:
    reject(deciding(sent), [f"{BEN}-1"])
    (file,) = (sent.root / "campaigns/talks/received").glob("*.decided.yaml")
    file.write_text(file.read_text().replace("rejected", "regretted"))
    with pytest.raises(LetterkitError, match=r"decided\.yaml:4:"):
        items(sent.workspace, "talks")


# Commits


def commit(small: Small, *names: str) -> Done:
    return accept(deciding(small, commits=True), names)


def in_git(repository: Repository) -> None:
    repository.git("config", "user.name", "Otto Officer")
    repository.git("config", "user.email", "otto@example.org")
    repository.commit("Receive what partners sent")


def test_each_partner_is_the_author_of_a_commit(repository: Repository, sent: Small) -> None:
    in_git(repository)
    sent.write("notes.txt", "not of this")
    repository.git("add", "notes.txt")
    done = commit(sent, f"{ANA}-1", f"{BEN}-2")
    assert len(done.commits) == 2
    log = repository.git("log", "--format=%an <%ae> %cn|%s", "-2").splitlines()
    assert log == [
        "open-courts <> Otto Officer|Accept what open-courts proposes",
        "Ana Example (Rights Now) <> Otto Officer|Accept what Ana Example (Rights Now) proposes",
    ]
    files = repository.git("show", "--name-only", "--format=", "HEAD~1").splitlines()
    assert OWN in files
    assert all(file.startswith("campaigns/talks/") for file in files)
    assert repository.git("status", "--porcelain") == "A  notes.txt"


def test_the_address_is_that_of_her_last_mail(repository: Repository, sent: Small) -> None:
    sent.write(
        "campaigns/talks/approvals/rights-now.yaml",
        'events:\n  - {event: "commented", at: "2020-05-04", recorded: "2020-05-04",'
        ' document: "letter", evidence: {mail: "<1@x>", sender: "ana@rights.example",'
        f' dkim: "pass", sha256: "{"0" * 64}"}}}}\n',
    )
    in_git(repository)
    commit(sent, f"{ANA}-1")
    assert repository.git("log", "--format=%ae", "-1") == "ana@rights.example"


def test_changes_of_the_officers_own_do_not_go_into_her_commit(
    repository: Repository, sent: Small
) -> None:
    sent.write(OWN, (sent.root / OPENING).read_text())
    in_git(repository)
    sent.change(OWN, "title: Opening", "title: The opening")
    with pytest.raises(LetterkitError, match="changes of yours"):
        commit(sent, f"{ANA}-1")
    assert "we write" in text(sent)
    assert state(sent)[f"{ANA}-1"] is Decided.OPEN


def test_without_a_repository_nothing_is_decided(sent: Small, no_git_settings: None) -> None:
    with pytest.raises(LetterkitError, match="not in a git repository"):
        reject(deciding(sent, commits=True), [f"{ANA}-1"])
    assert state(sent)[f"{ANA}-1"] is Decided.OPEN


def test_a_hook_of_the_repository_is_not_run(repository: Repository, sent: Small) -> None:
    in_git(repository)
    hook = sent.write(".git/hooks/pre-commit", "#!/bin/sh\ntouch ran\nexit 1\n")
    hook.chmod(0o755)
    commit(sent, f"{ANA}-1")
    assert not (sent.root / "ran").exists()


def test_a_copy_that_was_never_committed_can_go_in_a_commit(repository: Repository, sent: Small) -> None:
    in_git(repository)
    accept(deciding(sent), [f"{ANA}-1"])
    done = undo(deciding(sent, commits=True), [f"{ANA}-1"])
    assert len(done.commits) == len(done.removed) == 1
    assert repository.git("status", "--porcelain") == ""


# Whatever a record holds


PLACES = st.builds(
    SentPlace,
    st.sampled_from(["framing/opening", "issues/release", "x", ""]),
    st.integers(-2, 3),
    st.sampled_from([OPENING, "../../etc/passwd", "seeds", ""]),
    st.integers(-2, 9),
    st.sampled_from(["Before Bilateral Talks in Geneva we write to you.", "¶", "a b", ""]),
)
CHANGES = st.builds(
    ReceivedChange,
    st.sampled_from(
        [
            *("words changed", "paragraph split", "paragraphs joined", "paragraph removed"),
            *("paragraph added", "paragraph moved", "else"),
        ]
    ),
    st.none() | PLACES,
    st.integers(-5, 99),
    st.sampled_from(["", "write", "we write to", "¶", "Geneva"]),
    st.sampled_from(["", "turn", "a ¶ b", "¶", "{{ x }}", "\u202e\x00", "# *a*\n- b"]),
    st.none() | PLACES,
    st.just(()),
    st.sampled_from([None, "", "both", "else"]),
)


@given(st.lists(CHANGES, max_size=4))
@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_no_record_makes_it_stumble(small: Small, changes: list[ReceivedChange]) -> None:
    record = replace(answers.answer(small, "rights-now"), changes=tuple(changes))
    small.write(f"campaigns/talks/received/{record.name}.json", to_text(record))
    found = items(small.workspace, "talks")
    assert len(json.loads(to_json(found))) == len(changes)
    bench = Bench(small.workspace, "talks", "letter")
    for change in changes:
        bench.carry_out(change)
        bench.take_back(change)
    assert all(each.words for each in bench.paragraphs)

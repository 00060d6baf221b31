"""Nothing goes out twice and nothing is forgotten, wherever a run is broken off."""

from __future__ import annotations

import datetime as dt
import os
import random
import signal
import subprocess
import sys
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from conftest import Letterkit, Repository, Small
from letterkit.blocks.deliveries import DeliveryEvent
from letterkit.delivery.journal import AlreadyError, DeliveryJournal, DeliveryState
from letterkit.delivery.model import Channel, Key, PreparedDelivery
from letterkit.delivery.send import Sending, look_up, tag_of
from letterkit.delivery.standing import counted, entries_of, to_csv
from letterkit.delivery.transports import NotSubmittedError, Parcel, Receipt
from letterkit.delivery.transports.folders import FolderTransport, MaildirTransport
from letterkit.diagnostics import Diagnostic, LetterkitError, Location, Severity
from letterkit.values import replace

NOON = dt.datetime(2020, 4, 20, 12, tzinfo=dt.UTC)


def delivery(number: int = 0) -> PreparedDelivery:
    key = Key("talks/letter", "addresses/minister", Channel.FAX, f"+1202647228{number}")
    return PreparedDelivery(key, "Ada", "Minister", "Ministry", f"fax/{number}.tif", "", 1)


class KilledError(BaseException):
    """The run ends here."""


@dataclass
class Server:
    """A server that may end the run before or after it took a parcel, refuse it, or drop the line."""

    how: str = "well"
    taken: list[str] = field(default_factory=list)
    name: str = "folder"
    calls: bool = False

    def file_for(self, delivery: PreparedDelivery) -> str | None:
        return delivery.file

    def submit(self, parcel: Parcel) -> Receipt:
        if self.how == "before":
            raise KilledError
        if self.how == "refuses":
            raise NotSubmittedError("no")
        self.taken.append(parcel.delivery.id)
        if self.how == "after":
            raise KilledError
        if self.how == "drops":
            raise ConnectionResetError("the line was dropped")
        return Receipt("accepted", "7")

    def look_up(self, tag: str) -> Receipt | None:
        return Receipt("delivered", "7", "1 page") if self.taken else None


def sending(small: Small, server: Server, again: str | None = None) -> Sending:
    return Sending(DeliveryJournal(small.workspace, "talks"), server, lambda: NOON, again)


def send(
    small: Small, server: Server, each: PreparedDelivery, again: str | None = None
) -> list[DeliveryState]:
    run = sending(small, server, again)
    return [o.state for o in run.send(run.wanted([each]), {each.file: b"fax"})]


@pytest.mark.parametrize(
    ("how", "state", "taken"),
    [
        ("well", DeliveryState.ACCEPTED, 1),
        ("refuses", DeliveryState.PENDING, 0),
        ("drops", DeliveryState.UNKNOWN, 1),
        ("before", DeliveryState.UNKNOWN, 0),
        ("after", DeliveryState.UNKNOWN, 1),
    ],
)
def test_what_became_of_it_follows_from_what_is_recorded(
    small: Small, how: str, state: DeliveryState, taken: int
) -> None:
    server = Server(how)
    with suppress(KilledError):
        send(small, server, delivery())
    assert DeliveryJournal(small.workspace, "talks").entry(delivery().key).state is state
    assert len(server.taken) == taken
    server.how = "well"
    send(small, server, delivery())
    # A refusal alone is tried again.
    assert len(server.taken) == (1 if state is DeliveryState.PENDING else taken)


def test_nothing_goes_again_without_a_reason(small: Small) -> None:
    server = Server()
    send(small, server, delivery())
    assert send(small, server, delivery()) == []
    assert send(small, server, delivery(), "the office lost it") == [DeliveryState.ACCEPTED]
    entry = DeliveryJournal(small.workspace, "talks").entry(delivery().key)
    assert (entry.attempts, entry.latest("reason")) == (2, "the office lost it")
    assert tag_of(entry).endswith(".2")


def test_a_second_attempt_that_sent_nothing_needs_a_reason_again(small: Small) -> None:
    server = Server()
    send(small, server, delivery())
    server.how = "refuses"
    assert send(small, server, delivery(), "the office lost it") == [DeliveryState.ACCEPTED]
    server.how = "well"
    assert send(small, server, delivery()) == []
    assert len(server.taken) == 1


def test_two_branches_meet_without_conflict(repository: Repository) -> None:
    """Each side records of the same delivery, and begins one that the other begins too."""
    journal = DeliveryJournal(repository.small.workspace, "talks")

    def add(number: int, *what: str) -> None:
        for each in what:
            event = {"at": f"2020-04-20T12:00:0{len(what)}Z", "what": each}
            journal.append(delivery(number).key, DeliveryEvent.model_validate(event))

    add(0, "intended", "submitted")
    repository.commit("Sent")
    repository.git("checkout", "--quiet", "-b", "other")
    add(0, "failed")
    add(1, "intended", "not-submitted")
    add(2, "intended", "submitted")
    repository.commit("Theirs", author="Ben Other")
    repository.git("checkout", "--quiet", "main")
    add(0, "delivered")
    add(1, "intended", "submitted", "delivered")
    add(3, "intended")
    repository.commit("Ours")
    repository.git("merge", "--quiet", "--no-edit", "other")
    found, problems = journal.entries()
    assert problems == []
    assert {each.key.destination[-1]: [e.what for e in each.events] for each in found} == {
        "0": ["intended", "submitted", "delivered", "failed"],
        "1": ["intended", "submitted", "delivered", "intended", "not-submitted"],
        "2": ["intended", "submitted"],
        "3": ["intended"],
    }
    # What went out on one side is not pending because the other sent nothing.
    states = {each.key.destination[-1]: each.state.value for each in found}
    assert states == {"0": "failed", "1": "delivered", "2": "submitted", "3": "unknown"}


def test_two_hundred_breaks_send_nothing_twice_and_forget_nothing(small: Small) -> None:
    """Runs are broken off at random steps, one after the other, upon ten deliveries."""
    chance, server, every = random.Random(1), Server(), [delivery(n) for n in range(10)]  # noqa: S311
    for _ in range(200):
        server.how = chance.choice(("before", "after", "drops", "refuses", "well"))
        try:
            send(small, server, chance.choice(every))
        except KilledError:
            continue
    assert max(Counter(server.taken).values()) == 1
    journal = DeliveryJournal(small.workspace, "talks")
    for each in every:
        state = journal.entry(each.key).state
        assert (state is DeliveryState.PENDING) <= (each.id not in server.taken)


def test_a_run_ends_after_three_failures(small: Small) -> None:
    run = sending(small, Server("refuses"))
    every = [delivery(n) for n in range(6)]
    assert len(list(run.send(every, {each.file: b"" for each in every}))) == 3


def test_a_full_disk_sends_nothing(small: Small, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(path: Path, content: bytes, *, later: bool = False) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("letterkit.files.transaction.write_through", full)
    server = Server()
    with pytest.raises(LetterkitError):
        send(small, server, delivery())
    assert server.taken == []


def test_a_record_that_cannot_be_relied_on_stops_the_sending(small: Small) -> None:
    small.write(f"campaigns/talks/deliveries/{delivery().id}.yaml", "<<<<<<< ours\n")
    server = Server()
    with pytest.raises(LetterkitError, match="LK651"):
        send(small, server, delivery())
    assert server.taken == []


def test_what_was_accepted_stands_in_the_record(small: Small) -> None:
    place = Location("a.yaml", 1, 1)
    doubtful = Diagnostic("LK611", "is a number of DE", place, severity=Severity.WARNING)
    send(small, Server(), replace(delivery(), in_the_way=(doubtful,)))
    (first, _) = DeliveryJournal(small.workspace, "talks").entry(delivery().key).events
    assert first.detail == "sent all the same: LK611: is a number of DE"


def test_a_clock_that_jumps_back_changes_no_state(small: Small) -> None:
    journal = DeliveryJournal(small.workspace, "talks")
    for at, what in (("2030-01-01T00:00:00Z", "intended"), ("1999-01-01T00:00:00Z", "delivered")):
        journal.append(delivery().key, DeliveryEvent.model_validate({"at": at, "what": what}))
    assert journal.entry(delivery().key).state is DeliveryState.DELIVERED


def test_what_is_unknown_is_looked_up(small: Small) -> None:
    server = Server("drops")
    send(small, server, delivery())
    journal = DeliveryJournal(small.workspace, "talks")
    look_up(journal, delivery().key, server, NOON)
    assert journal.entry(delivery().key).state is DeliveryState.DELIVERED


def test_what_is_unknown_is_looked_for_in_a_folder_or_by_a_person(
    small: Small, tmp_path: Path, letterkit: Letterkit
) -> None:
    journal = DeliveryJournal(small.workspace, "talks")
    for number, via in enumerate(("folder", "folder", "smtp")):
        event = {"at": "2020-04-20T12:00:00Z", "what": "intended", "via": via}
        journal.append(delivery(number).key, DeliveryEvent.model_validate(event))
    (tmp_path / f"{delivery(0).id}.1.tif").write_bytes(b"fax")
    said = letterkit("deliveries", "talks", "--look-up", "--to", str(tmp_path)).words
    assert f"{delivery(0).id}: handed-over" in said
    assert f"{delivery(1).id}: nothing is known of it there" in said
    assert f"{delivery(2).id}: a mail server cannot be asked" in said
    states = [journal.entry(delivery(n).key).state for n in range(3)]
    assert states == [DeliveryState.HANDED_OVER, DeliveryState.UNKNOWN, DeliveryState.UNKNOWN]


def test_the_deliveries_as_a_table_and_counted(small: Small) -> None:
    send(small, Server(), delivery(1))
    send(small, Server("refuses"), delivery(2))
    small.write("campaigns/talks/deliveries/x-fax-1.yaml", "events: [\n")
    entries, _ = entries_of(small.workspace, "talks")
    head, *rows = to_csv(entries).lstrip("\ufeff").splitlines()
    assert head.startswith("id,document,recipient,channel,destination,state,at,")
    assert [row.split(",")[4:6] for row in rows] == [
        ["+12026472281", "accepted"],
        ["+12026472282", "pending"],
    ]
    assert counted(small.workspace, "talks") == {"pending": 1, "accepted": 1, "unreadable": 1}


def test_a_second_claim_is_refused(small: Small) -> None:
    journal = DeliveryJournal(small.workspace, "talks")
    intent = DeliveryEvent(at="2020-04-20T12:00:00Z", what="intended")
    journal.claim(delivery().key, intent, again=False)
    with pytest.raises(AlreadyError):
        journal.claim(delivery().key, intent, again=False)


def test_folder_and_maildir_take_a_file_once(tmp_path: Path) -> None:
    for name in ("tmp", "new", "cur"):
        (tmp_path / name).mkdir()
    parcel = Parcel(delivery(), b"mail", "a.1")
    for transport in (FolderTransport(tmp_path), MaildirTransport(tmp_path)):
        assert transport.submit(parcel).what == "handed-over"
        with pytest.raises(NotSubmittedError, match="there already"):
            transport.submit(parcel)
        assert transport.look_up("a.1") is not None
    assert (tmp_path / "a.1.tif").read_bytes() == b"mail"


# Runs a sender with a slow way out, which says when it is at work.
_SENDER = """
import datetime as dt, sys, time
from pathlib import Path
from letterkit.delivery.journal import DeliveryJournal
from letterkit.delivery.send import Sending
from letterkit.delivery.transports.folders import FolderTransport
from letterkit.library.workspace import Workspace
sys.path.insert(0, sys.argv[3])
from delivery.test_sending import delivery, NOON
class Slow(FolderTransport):
    def submit(self, parcel):
        print("submitting", flush=True)
        time.sleep(0.02)
        receipt = super().submit(parcel)
        with (self.folder / "log").open("a") as log: log.write(parcel.delivery.id + "\\n")
        return receipt
every = [delivery(n) for n in range(5)]
journal = DeliveryJournal(Workspace(Path(sys.argv[1])), "talks")
run = Sending(journal, Slow(Path(sys.argv[2])), lambda: NOON)
for outcome in run.send(every, {each.file: b"fax" for each in every}): pass
"""


def _start(small: Small, drop: Path) -> subprocess.Popen[str]:
    tests = str(Path(__file__).parent.parent)
    command = [sys.executable, "-c", _SENDER, str(small.root), str(drop), tests]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=tests)


@pytest.mark.skipif(os.name == "nt", reason="no SIGKILL")
def test_killed_and_with_a_second_sender_nothing_goes_twice(small: Small, tmp_path: Path) -> None:
    drop = tmp_path / "drop"
    drop.mkdir()
    first, second = _start(small, drop), _start(small, drop)
    assert first.stdout is not None
    first.stdout.readline()
    first.send_signal(signal.SIGKILL)
    for process in (first, second):
        process.communicate(timeout=60)
    third = _start(small, drop)
    third.communicate(timeout=60)
    assert third.returncode == 0
    taken = Counter((drop / "log").read_text().split())
    assert max(taken.values()) == 1
    journal = DeliveryJournal(small.workspace, "talks")
    states = {each.id: journal.entry(each.key).state for each in map(delivery, range(5))}
    assert set(states.values()) <= {DeliveryState.HANDED_OVER, DeliveryState.UNKNOWN}
    assert sum(state is DeliveryState.UNKNOWN for state in states.values()) <= 1


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="no fork")
def test_senders_are_broken_off_anywhere_and_nothing_goes_twice_or_is_forgotten() -> None:
    """A dozen rounds of what `broken_off` does; of two hundred docs/delivery.md has the table."""
    tests = str(Path(__file__).parent.parent)
    command = [sys.executable, "-m", "delivery.broken_off", "12", "7"]
    done = subprocess.run(command, capture_output=True, text=True, cwd=tests, timeout=120, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    told = {what: int(count) for count, what in (row.split(None, 1) for row in done.stdout.splitlines())}
    assert told["killed at its work"] >= 6
    assert told["in the end: submitted, taken"] >= 24

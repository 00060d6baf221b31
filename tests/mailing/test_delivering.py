"""A mailing's copies as deliveries: what goes, and what of a list or a file stops its own row."""

from __future__ import annotations

import datetime as dt
import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from conftest import SMALL, Small
from letterkit.campaign.finalize import finalize
from letterkit.delivery.copies import AddresseeCopy
from letterkit.delivery.fax.machine import FaxMachine
from letterkit.delivery.journal import DeliveryJournal
from letterkit.delivery.model import Channel, Key, Prepared, digest_of
from letterkit.delivery.order import DeliveryOrder
from letterkit.delivery.send import Sending
from letterkit.delivery.standing import counted
from letterkit.delivery.transports.folders import FolderTransport
from letterkit.delivery.writing import write
from letterkit.diagnostics import LetterkitError
from letterkit.letter import FaxNumber
from letterkit.mailing import delivering
from letterkit.mailing.delivering import prepare_mailing
from letterkit.mailing.mail import mail
from letterkit.mailing.order import MailOrder

from .conftest import mailed

DAY = dt.date(2020, 4, 20)
OUT = "campaigns/talks/out/mail"
COLUMNS = "name,office,salutation,address,country,fax,email,Main Committee,verified"
POE = 'Ann Poe,Senator,Senator Poe,"1 Main St;Washington, DC 20510",US,{},poe@example.org,Health,2020-04'
ROE = 'Cy Roe,Deputy,Deputy Roe,"3 Main St;Washington, DC 20515",US,{},,Labour,{}'
ROWS = f"{COLUMNS}\n{POE.format('+1 202-224-1111')}\n{ROE.format('+1 202-224-2222', '2018-04')}\n"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Small:
    """A final letter and its copies."""
    small = Small(tmp_path_factory.mktemp("mailed"))
    for path, text in SMALL.items():
        small.write(path, text)
    mailed(small)
    small.change("campaigns/talks/campaign.yaml", "  - framing: virginia\n    only: state=VA\n", "")
    small.write("people.csv", ROWS)
    assert finalize(small.workspace, "talks").made
    _mail(small)
    return small


@pytest.fixture
def small(made: Small, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Small:
    """The same, to be changed; what its faxes look like is seen elsewhere."""
    monkeypatch.setattr(FaxMachine, "letter", lambda self, pdf, lines: ([], []))
    monkeypatch.setattr(delivering, "faxed", _faxed)
    return Small(shutil.copytree(made.root, tmp_path / "workspace"))


def _faxed(copy: AddresseeCopy, number: FaxNumber, *_: object) -> Prepared:
    key = copy.key(Channel.FAX, number.e164)
    file, content = f"fax/{key.id}.tif", b"II*\0"
    row = copy.delivery(key, file, content, 2, *copy.objections.get(number.e164, ()))
    return Prepared((row,), {file: content})


def _mail(small: Small) -> None:
    table = str(small.root / "people.csv")
    assert mail(MailOrder(small.workspace, "talks", (table,), DAY, messages=True)).errors == []


def prepared(small: Small, *only: str, on: dt.date = DAY, accepted: str = "") -> Prepared:
    order = DeliveryOrder(small.workspace, "talks", on, frozenset([accepted]), frozenset(only), "mail")
    return prepare_mailing(order)


def codes(found: Prepared) -> dict[str, str]:
    """What is in the way of each delivery, by the copy's name and the channel."""
    return {
        f"{each.key.recipient.rpartition('/')[2]} {each.key.channel}": " ".join(
            problem.code for problem in each.in_the_way if problem.severity == "error"
        )
        for each in found.deliveries
    }


FINE = {
    "ann-poe fax": "",
    "ann-poe post": "",
    "ann-poe email": "",
    "cy-roe fax": "LK613",
    "cy-roe post": "",
}


def listed(small: Small, **said: Any) -> None:
    """Change the first row of the list, which is that of a fax."""
    path = small.root / OUT / "manifest.json"
    found = json.loads(path.read_bytes())
    row = found["deliveries"][0]
    row |= said
    key = Key(row["document"], row["recipient"], Channel.FAX, row["destination"])
    row["id"] = said.get("id", key.id)
    path.write_text(json.dumps(found))


def test_each_copy_goes_every_way_that_it_has(made: Small) -> None:
    found = prepared(made)
    assert codes(found) == FINE
    files = {each.key.channel: found.files[each.file] for each in found.deliveries}
    assert files[Channel.FAX].startswith(b"II*\0")
    assert files[Channel.EMAIL] == (made.root / OUT / "ann-poe.eml").read_bytes()
    assert [each.pages for each in found.deliveries] == [2, 1, 1, 2, 1]  # a fax has a cover sheet


def test_an_accepted_number_and_one_recipient_alone(small: Small) -> None:
    assert codes(prepared(small, "cy-roe", accepted="+12022242222")) == {
        "cy-roe fax": "",
        "cy-roe post": "",
    }


def test_it_is_sent_once_and_recorded(small: Small, tmp_path: Path) -> None:
    found = prepared(small)
    order = DeliveryOrder(small.workspace, "talks", DAY, folder="mail")
    written, problems = write(order, found)
    assert ({path.parent.name for path in written}, problems) == ({"fax"}, [])
    assert counted(small.workspace, "talks") == {"pending": 5}
    transport = FolderTransport(tmp_path)
    now = dt.datetime(2020, 4, 20, 12, tzinfo=dt.UTC)
    sending = Sending(DeliveryJournal(small.workspace, "talks"), transport, lambda: now)
    outcomes = list(sending.send(sending.wanted(found.deliveries), found.files))
    assert [each.is_sent for each in outcomes] == [True] * 4
    again = prepared(small)  # what was written down made nothing older
    assert codes(again) == FINE
    assert sending.wanted(again.deliveries) == []
    assert counted(small.workspace, "talks") == {"pending": 1, "handed over": 4}


def test_a_draft_stops_every_copy_and_is_nobodys_delivery(small: Small) -> None:
    (small.root / "campaigns/talks/final.json").unlink()
    assert all("LK664" in each for each in codes(prepared(small)).values())
    assert counted(small.workspace, "talks") == {}


def test_a_message_goes_out_on_the_day_that_it_is_dated(small: Small) -> None:
    found = prepared(small, on=dt.date(2020, 4, 21))
    assert codes(found) == {**FINE, "ann-poe email": "LK666"}
    (told,) = (each for d in found.deliveries for each in d.in_the_way if each.code == "LK666")
    assert told.message == "the message is dated 2020-04-20, and would go out on 2020-04-21"
    assert told.hint is not None
    assert told.hint.endswith("letterkit mail talks --to people.csv --eml --on 2020-04-21")


def test_the_table_of_today_counts(small: Small) -> None:
    changed = POE.format("+1 202-224-1111").replace("1 Main", "9 Main")
    small.write("people.csv", f"{COLUMNS}\n{changed}\nBo Ek,Senator,,x,US,,,,\n")
    found = prepared(small)
    assert codes(found) == dict.fromkeys((*FINE, "ann-poe post"), "LK666")
    assert [(each.code, each.severity) for each in found.problems] == [("LK762", "warning")]


def test_the_letter_of_today_counts(small: Small) -> None:
    small.change("seeds/framing/opening.yaml", "text: |", "text: |  # later")
    assert codes(prepared(small)) == {**dict.fromkeys(FINE, "LK666"), "cy-roe fax": "LK666 LK613"}


@pytest.mark.parametrize("file", ["ann-poe.pdf", "ann-poe.eml"])
def test_a_file_that_is_missing_or_changed_stops_its_rows(small: Small, file: str) -> None:
    path = small.root / OUT / file
    rows = ["ann-poe email"] if file.endswith(".eml") else ["ann-poe fax", "ann-poe post"]
    whole = path.read_bytes()
    path.write_bytes(whole + b"\n")
    found = codes(prepared(small))
    assert [found[row] for row in rows] == ["LK665"] * len(rows)
    path.unlink()
    found = codes(prepared(small))
    assert [found[row] for row in rows] == ["LK665"] * len(rows)
    assert found["cy-roe post"] == ""


def test_a_list_and_a_file_that_were_changed_alike_stop_it_too(small: Small) -> None:
    path = small.root / OUT / "ann-poe.pdf"
    path.write_bytes(path.read_bytes() + b"\n")
    listed(small, sha256=digest_of(path.read_bytes()))
    assert codes(prepared(small))["ann-poe fax"] == "LK666"


@pytest.mark.parametrize(
    ("said", "stopped"),
    [
        ({"file": "../../../../delivery.yaml"}, {"ann-poe fax": "LK665"}),
        ({"destination": "+12022249999"}, {"ann-poe fax": "LK666"}),
        ({"recipient": "addresses/minister"}, {"ann-poe fax": "LK666", "minister fax": "LK666"}),
    ],
)
def test_a_list_sends_nothing_elsewhere(small: Small, said: dict[str, str], stopped: Any) -> None:
    listed(small, **said)
    found = prepared(small)
    assert codes(found) == {**FINE, **stopped}
    assert all(name.partition("/")[0] in ("fax", *_names(small)) for name in found.files)


def _names(small: Small) -> list[str]:
    return [path.name for path in (small.root / OUT).iterdir()]


@pytest.mark.parametrize(
    "said", [{"pages": "two"}, {"more": 1}, {"channel": "pigeon", "id": "x"}, {"id": "another-fax-1"}]
)
def test_a_list_of_another_form_is_refused(small: Small, said: dict[str, Any]) -> None:
    path = small.root / OUT / "manifest.json"
    found = json.loads(path.read_bytes())
    found["deliveries"][0] |= said
    path.write_text(json.dumps(found))
    with pytest.raises(LetterkitError, match="is not as letterkit wrote it"):
        prepared(small)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('"people.csv"', '"people\\u0000.csv"'),
        ('"dates": null', '"dates": "backwards"'),
        ('"columns": {}', '"columns": {"name": "nothing"}'),
        ('"campaign": "talks"', '"campaign": "other"'),
    ],
)
def test_a_record_that_was_changed_is_refused(small: Small, before: str, after: str) -> None:
    small.change(f"{OUT}/.mailing.json", before, after)
    with pytest.raises(LetterkitError, match="is not as letterkit wrote it"):
        prepared(small)


def test_without_a_mailing_or_for_nobody_nothing_is_prepared(small: Small) -> None:
    with pytest.raises(LetterkitError, match="no recipient") as told:
        prepared(small, "ann-po")
    assert told.value.hint == "did you mean 'ann-poe'?"
    shutil.rmtree(small.root / OUT)
    with pytest.raises(LetterkitError, match="has no mailing"):
        prepared(small)

"""Debian's HylaFAX server, started by an ordinary user, without a modem: what it takes and says."""

from __future__ import annotations

import datetime as dt
import ftplib
import os
import re
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from conftest import Small
from letterkit.blocks.sender import HylafaxSetting
from letterkit.delivery.fax.tiff import EncodedPage, to_tiff
from letterkit.delivery.journal import DeliveryJournal, DeliveryState
from letterkit.delivery.model import Channel, Key, PreparedDelivery
from letterkit.delivery.send import Sending, look_up, tag_of
from letterkit.delivery.transports import NotSubmittedError, Parcel
from letterkit.delivery.transports.hylafax import HylafaxTransport

INSTALL = "sudo apt-get install --no-install-recommends hylafax-server fakeroot"
SERVER, SPOOL, SETTINGS = Path("/usr/sbin/hfaxd"), Path("/var/spool/hylafax"), Path("/etc/hylafax")
NOBODY = 65534
FOLDERS = (
    *("archive", "client", "config", "dev", "docq", "doneq", "info", "log", "pollq", "recvq"),
    *("sendq", "status", "tmp"),
)
# The daemons take root to begin with, and end as the fax user. An ordinary user is root in a namespace of
# his own (user_namespaces(7)), which lets hfaxd change its root; fakeroot plays the change of users,
# without trying it first: what the kernel says of users whom that namespace has not, it does not know.
ORDINARY = ["env", "FAKEROOTDONTTRYCHOWN=1", "unshare", "--user", "--map-root-user", "fakeroot"]
# When our end of the pipe is closed, whatever ended us, nothing is left running.
DAEMONS = """
/usr/sbin/faxq -D -q "$1" & queue=$!
/usr/sbin/hfaxd -d -q "$1" -l 127.0.0.1 -i "$2" & server=$!
read end
kill $queue $server
wait
"""
NOON = dt.datetime(2020, 4, 20, 16, tzinfo=dt.UTC)  # in Washington


@dataclass(frozen=True)
class Faxes:
    """A running server: its folder, and the way to it."""

    spool: Path
    transport: HylafaxTransport

    def queued(self) -> list[dict[str, str]]:
        """What the server has written down of each job, by the job's number."""
        jobs = sorted((self.spool / "sendq").glob("q*"), key=lambda path: int(path.name[1:]))
        return [dict(line.split(":", 1) for line in job.read_text().splitlines()) for job in jobs]

    def session(self) -> ftplib.FTP:
        """A session of somebody else's."""
        other = ftplib.FTP(timeout=8)  # noqa: S321  # on this machine alone
        other.connect("127.0.0.1", self.transport.setting.port)
        other.sendcmd("USER letterkit")
        return other


def _ordinary() -> dict[str, Any] | None:
    """How to start a program as an ordinary user who may have a namespace; None where none may."""
    as_nobody: dict[str, Any] = {}
    if os.geteuid() == 0:
        as_nobody = {"user": NOBODY, "group": NOBODY, "extra_groups": []}
    try:
        done = subprocess.run(
            [*ORDINARY, "true"], capture_output=True, timeout=20, check=False, cwd="/", **as_nobody
        )
    except OSError:
        return None
    return as_nobody if done.returncode == 0 else None


def _spool(folder: Path) -> None:
    """A spool of our own, as Debian's package makes its."""
    for name in FOLDERS:
        (folder / name).mkdir()
    shutil.copytree(SPOOL / "bin", folder / "bin", symlinks=True)
    secret = shutil.ignore_patterns("hosts.hfaxd")  # which only the fax user may read
    shutil.copytree(SETTINGS, folder / "etc", symlinks=True, ignore=secret)
    hosts = folder / "etc" / "hosts.hfaxd"
    hosts.write_text("127\\.0\\.0\\.1\nlocalhost\n")
    hosts.chmod(0o600)


@pytest.fixture(scope="module")
def faxes() -> Iterator[Faxes]:
    if not SERVER.exists():
        pytest.skip(f"no HylaFAX here: {INSTALL}")
    user, start = _ordinary(), ORDINARY
    if user is None and os.geteuid() == 0:
        user, start = {}, []  # no namespaces in this container: then as root, who becomes the fax user
    if user is None:
        pytest.skip(f"an ordinary user may have no namespace here, or fakeroot is missing: {INSTALL}")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    with ExitStack() as ends:
        # A short path, open to whoever the daemons become.
        made = tempfile.TemporaryDirectory(prefix="letterkit-fax-", dir="/tmp")
        folder = Path(ends.enter_context(made))
        folder.chmod(0o755)
        _spool(folder)
        if os.geteuid() == 0:
            owner = ["65534:65534"] if user else ["uucp:uucp"]
            subprocess.run(["chown", "-R", *owner, str(folder)], check=True)
        command = [*start, "sh", "-c", DAEMONS, "sh", str(folder), str(port)]
        daemons = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            cwd="/",
            **user,
        )
        assert daemons.stdin is not None
        ends.callback(daemons.wait, 20)
        ends.callback(daemons.stdin.close)
        if not _is_so_soon(lambda: (folder / "FIFO").exists() and _answers(port)):
            pytest.skip("HylaFAX does not start: this machine lets it not")
        setting = HylafaxSetting(host="127.0.0.1", port=port)
        yield Faxes(folder, HylafaxTransport(setting, "Coalition", seconds=8))


def _is_so_soon(is_so: Callable[[], bool]) -> bool:
    """Whether it is so within eight seconds."""
    for _ in range(400):
        if is_so():
            return True
        time.sleep(0.02)
    return False


def _answers(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), 1).close()
    except OSError:
        return False
    return True


def fax(number: str) -> PreparedDelivery:
    key = Key("talks/letter", "addresses/minister", Channel.FAX, number)
    return PreparedDelivery(key, "", "", "", f"fax/{number}.tif", "", 2)


def pages(count: int) -> bytes:
    return to_tiff([EncodedPage(Image.new("1", (1728, 300), 1), "mh")] * count, "fine")


def test_four_faxes_are_taken_with_number_file_and_pages(small: Small, faxes: Faxes) -> None:
    """The numbers of the two offices that the 2016 letter went to."""
    numbers = ("+12026472283", "+12026477350", "+12026226415", "+12026220073")
    every = [fax(number) for number in numbers]
    files = {each.file: pages(count) for count, each in enumerate(every, 2)}
    journal = DeliveryJournal(small.workspace, "talks")
    run = Sending(journal, faxes.transport, lambda: NOON, any_hour=True)
    outcomes = list(run.send(run.wanted(every), files))
    assert [each.state for each in outcomes] == [DeliveryState.SUBMITTED] * 4
    queued = faxes.queued()
    assert [job["number"] for job in queued] == list(numbers)
    assert [job["jobtag"] for job in queued] == [tag_of(journal.entry(each.key)) for each in every]
    assert {(job["pagechop"], job["resolution"], job["totdials"]) for job in queued} == {
        ("none", "196", "0")
    }
    for each, job in zip(every, queued, strict=True):
        (stored,) = re.findall(
            r"docq/[^:]+", next(v for k, v in job.items() if k.lstrip("!").endswith("tiff"))
        )
        content = (faxes.spool / stored).read_bytes()
        assert content == files[each.file]
        with Image.open(faxes.spool / stored) as tiff:
            assert getattr(tiff, "n_frames", 1) == 2 + every.index(each)
    assert run.wanted(every) == []


def test_a_fax_is_found_again_by_the_name_of_its_attempt(faxes: Faxes) -> None:
    monday = dt.datetime.now(dt.UTC) + dt.timedelta(hours=64)
    receipt = faxes.transport.submit(Parcel(fax("+12026472283"), pages(1), "minister.1", monday))
    found = faxes.transport.look_up("minister.1")
    assert found is not None
    assert (found.what, found.job) == ("submitted", receipt.job)
    assert faxes.transport.look_up("somebody-else.1") is None
    (job,) = (job for job in faxes.queued() if job["jobtag"] == "minister.1")
    assert int(job["tts"]) == pytest.approx(monday.timestamp(), abs=60)


def test_what_the_server_gave_up_has_failed(small: Small, faxes: Faxes) -> None:
    each = fax("+12026472284")
    journal = DeliveryJournal(small.workspace, "talks")
    run = Sending(journal, faxes.transport, lambda: NOON, any_hour=True)
    list(run.send([each], {each.file: pages(1)}))
    job = journal.entry(each.key).latest("job")
    with faxes.session() as other:
        other.voidcmd(f"JKILL {job}")
    receipt = look_up(journal, each.key, faxes.transport, NOON)
    assert receipt is not None
    assert journal.entry(each.key).state is DeliveryState.FAILED
    assert run.wanted([each]) == []


def test_a_server_that_is_not_there_was_sent_nothing() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        setting = HylafaxSetting(host="127.0.0.1", port=free.getsockname()[1])
        with pytest.raises(NotSubmittedError, match="no fax server answers"):
            HylafaxTransport(setting, "Coalition", seconds=2).submit(Parcel(fax("+1"), b"", "a.1"))

"""By a HylaFAX server, in its own protocol, which is FTP's with jobs: hfaxd(8).

It encrypts nothing, so the server is reached on this machine alone, if need be through a tunnel. A job
carries the name of our attempt as its JOBINFO, by which it is found again. It does not refuse a second
job of that name: that is for the journal to do.
"""

from __future__ import annotations

import datetime as dt
import ftplib
import re
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from msgspec import Struct

from letterkit.blocks.sender import HylafaxSetting
from letterkit.delivery.model import Channel, PreparedDelivery
from letterkit.delivery.transports import NotSubmittedError, Parcel, Receipt

_SECONDS = 30.0
_TRIES = 3
"""Calls that a job may take: whoever is called for the fourth time is called by a person."""
_FORMAT = "%j|%J|%a|%P|%s"  # number, our name, state, pages, what the server says
_DONE, _FAILED = "D", "F"
_MM_WIDE, _MM_HIGH = 215, 297
_ERRORS = (OSError, EOFError, ftplib.Error)


class HylafaxTransport(Struct, frozen=True):
    """A server, who sends, and at how many rows an inch: 196 or 98."""

    setting: HylafaxSetting
    sender: str
    rows: int = 196
    password: str | None = None
    seconds: float = _SECONDS
    name: str = "hylafax"
    calls: bool = True

    def __repr__(self) -> str:
        # The password is never shown.
        return f"{type(self).__name__}({self.setting!r})"

    def file_for(self, delivery: PreparedDelivery) -> str | None:
        """The TIFF of a fax."""
        return delivery.file if delivery.key.channel is Channel.FAX else None

    def submit(self, parcel: Parcel) -> Receipt:
        """Queue it. Until JSUBM a job is the session's own, and goes with it."""
        try:
            server = self._connected()
        except _ERRORS as error:
            raise NotSubmittedError(_said(error)) from None
        try:
            try:
                job = self._described(server, parcel)
            except _ERRORS as error:
                raise NotSubmittedError(_said(error)) from None
            try:
                server.voidcmd("JSUBM")
            except (ftplib.error_perm, ftplib.error_temp) as error:  # the server's own word
                raise NotSubmittedError(_said(error)) from None
            return Receipt("submitted", job)
        finally:
            _end(server)

    def look_up(self, tag: str) -> Receipt | None:
        """What the server's queues say of an attempt; done jobs are purged after a while."""
        try:
            with self._session() as server:
                server.voidcmd(f'JOBFMT "{_FORMAT}"')
                lines: list[str] = []
                for queue in ("sendq", "doneq"):
                    with suppress(ftplib.error_perm):  # none there
                        server.retrlines(f"LIST {queue}", lines.append)
        except (EOFError, ftplib.Error) as error:
            raise OSError(None, _said(error)) from None
        found = [line.split("|", 4) for line in lines]
        return next((_receipt(each) for each in found if len(each) == 5 and each[1].strip() == tag), None)

    @contextmanager
    def _session(self) -> Iterator[ftplib.FTP]:
        server = self._connected()
        try:
            yield server
        finally:
            _end(server)

    def _connected(self) -> ftplib.FTP:
        """A session. Raises OSError, EOFError and ftplib.Error."""
        server = ftplib.FTP(timeout=self.seconds)  # noqa: S321  # on this machine alone
        try:
            self._call(server)
            answer = server.sendcmd(f"USER {self.setting.user}")
            if answer.startswith("331"):
                server.sendcmd(f"PASS {_one_line(self.password or '')}")
        except BaseException:
            server.close()
            raise
        return server

    def _call(self, server: ftplib.FTP) -> None:
        """Raises what `_connected` does, with the reason that there is most often in words."""
        host, port = self.setting.host, self.setting.port
        try:
            server.connect(host, port)
        except ConnectionRefusedError:
            raise OSError(None, f"no fax server answers at {host}, port {port}; is it running?") from None

    def _described(self, server: ftplib.FTP, parcel: Parcel) -> str:
        """Send the file, and describe the job; the job's number."""
        document = _stored(server, parcel.content)
        found = re.search(r"jobid: (\d+)", server.sendcmd("JNEW"))
        if found is None:
            raise OSError(None, "the server gave the job no number")
        number = parcel.delivery.key.destination
        for name, value in {
            "FROMUSER": _quoted(self.sender),
            "LASTTIME": "050000",  # days, hours, minutes: more than from Friday evening to Monday
            "MAXDIALS": str(_TRIES),
            "MAXTRIES": str(_TRIES),
            "SCHEDPRI": "127",
            "DIALSTRING": _quoted(number),
            "EXTERNAL": _quoted(number),
            "NOTIFY": _quoted("none"),
            "NOTIFYADDR": _quoted("letterkit@localhost"),
            "JOBINFO": _quoted(parcel.tag),
            "VRES": str(self.rows),
            "PAGEWIDTH": str(_MM_WIDE),
            "PAGELENGTH": str(_MM_HIGH),
            "PAGECHOP": _quoted("none"),
            "SENDTIME": _time(parcel.not_before),
            "DOCUMENT": document,
        }.items():
            server.voidcmd(f"JPARM {name} {value}")
        return found[1]


def _stored(server: ftplib.FTP, content: bytes) -> str:
    """Store a TIFF, on a connection of its own, under a name that the server gives it: that name."""
    for command in ("FORM TIFF", "TYPE I", "MODE S", "STRU F"):
        server.voidcmd(command)
    host, port = server.makepasv()
    with socket.create_connection((host, port), timeout=server.timeout) as connection:
        answer = server.sendcmd("STOT")
        connection.sendall(content)
    server.voidresp()
    found = re.search(r"FILE: (\S+)", answer)
    if found is None:
        raise OSError(None, "the server gave the file no name")
    return found[1]


def _receipt(found: list[str]) -> Receipt:
    job, _, state, pages, said = (word.strip() for word in found)
    if state == _DONE:
        return Receipt("delivered", job, f"{pages} pages")
    if state == _FAILED:
        return Receipt("failed", job, said or "the server gave up")
    return Receipt("submitted", job, said or None)


def _time(moment: dt.datetime | None) -> str:
    return moment.astimezone(dt.UTC).strftime("%Y%m%d%H%M") if moment else "NOW"


def _quoted(value: str) -> str:
    return '"' + _one_line(value).replace("\\", "\\\\").replace('"', '\\"') + '"'


def _one_line(value: str) -> str:
    return "".join(c for c in value if c.isprintable())


def _end(server: ftplib.FTP) -> None:
    with suppress(*_ERRORS):
        server.quit()
    server.close()


def _said(error: BaseException) -> str:
    said = (error.strerror if isinstance(error, OSError) else None) or str(error)
    return said[:200] or "the server ended the connection"

"""Senders that are broken off at random points, and a table of what became of their deliveries.

    cd tests && python -m delivery.broken_off 200 1      # rounds, seed

Each round has a letter of its own to four numbers, and one or two processes that send it at once to a
slow server, by clocks that are years apart. The server takes its time, and at times drops the line before
or after it took a job. A sender is killed (SIGKILL) at some moment of its work, or finds that no more
can be written, as on a full disk, which a limit of the size of files plays (RLIMIT_FSIZE). Then one more
sends what is pending, to a server that does well, and what is unknown is looked up there.

Two lines say what must be 0: deliveries that the server took twice, and deliveries that it took and of
which the journal says that they are pending. Everything runs in processes that this one forks, and none
is left.
"""

from __future__ import annotations

import datetime as dt
import os
import random
import re
import signal
import socket
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from letterkit.blocks.sender import HylafaxSetting
from letterkit.delivery.journal import DeliveryJournal, DeliveryState
from letterkit.delivery.model import Channel, Key, PreparedDelivery
from letterkit.delivery.send import Sending, look_up
from letterkit.delivery.transports.hylafax import HylafaxTransport
from letterkit.diagnostics import LetterkitError
from letterkit.library.workspace import Workspace

LETTERS = 4
LONGEST = 0.5  # seconds in which a sender is killed: as long as most take
NOW = dt.datetime(2020, 4, 20, 16, tzinfo=dt.UTC)
TWICE, FORGOTTEN = "taken twice", "taken, and said to be pending"


def fax(number: int) -> PreparedDelivery:
    """A fax to one of the numbers."""
    key = Key("talks/letter", "addresses/minister", Channel.FAX, f"+1202647228{number}")
    return PreparedDelivery(key, "", "", "", f"fax/{number}.tif", "", 1)


# The server


class SlowServer:
    """As much of HylaFAX's protocol as a submission and a look-up need. What it took is in `taken`, a
    file to which each job's name is appended.
    """

    def __init__(self, taken: Path, faults: Path) -> None:
        self.taken, self.faults = taken, faults
        self.listening = socket.create_server(("127.0.0.1", 0))
        self.port = self.listening.getsockname()[1]

    def serve(self) -> None:
        """Answer whoever calls, each in a process of its own."""
        signal.signal(signal.SIGCHLD, signal.SIG_IGN)
        while True:
            line, _ = self.listening.accept()
            if os.fork() == 0:
                with suppress(OSError, EOFError):
                    self._answer(line)
                os._exit(0)
            line.close()

    def _answer(self, line: socket.socket) -> None:
        chance = random.Random(time.monotonic_ns())  # noqa: S311
        name, waiting = "none", line
        commands = line.makefile("r", newline="\r\n")
        line.sendall(b"220 ready\r\n")
        for command in commands:
            time.sleep(chance.random() * 0.006)
            word, _, rest = command.strip().partition(" ")
            if word == "STOT":
                self._store(line, waiting)
            elif word in ("PASV", "EPSV"):
                waiting = socket.create_server(("127.0.0.1", 0))
                waiting.settimeout(5)  # who called may have been killed
                port = waiting.getsockname()[1]
                line.sendall(f"227 ok (127,0,0,1,{port // 256},{port % 256})\r\n".encode())
            elif word == "JNEW":
                line.sendall(b"200 New job created: jobid: 7 groupid: 7.\r\n")
            elif word == "LIST":
                self._list(line, waiting, rest)
            elif word == "JSUBM" and not self._submit(line, chance, name):
                return
            elif word != "JSUBM":
                found = re.match(r'JOBINFO "(.*)"', rest)
                name = found[1] if found else name
                line.sendall(b"230 ok\r\n" if word == "USER" else b"213 ok\r\n")

    def _store(self, line: socket.socket, waiting: socket.socket) -> None:
        line.sendall(b"150 FILE: /tmp/doc1.tif\r\n")
        data, _ = waiting.accept()
        while data.recv(65536):
            pass
        data.close()
        line.sendall(b"226 stored\r\n")

    def _list(self, line: socket.socket, waiting: socket.socket, queue: str) -> None:
        line.sendall(b"150 here\r\n")
        data, _ = waiting.accept()
        for name in self.taken.read_text().split() if queue == "sendq" else ():
            data.sendall(f"7|{name}|S|1|\r\n".encode())
        data.close()
        line.sendall(b"226 done\r\n")

    def _submit(self, line: socket.socket, chance: random.Random, name: str) -> bool:
        """Take the job, or drop the line before or after that; whether the line is there."""
        fault = chance.choice(("", "", "before", "after")) if self.faults.exists() else ""
        if fault == "before":
            return False
        with self.taken.open("a") as taken:
            taken.write(f"{name}\n")
        if fault == "after":
            return False
        time.sleep(chance.random() * 0.02)
        line.sendall(b"200 submitted\r\n")
        return True


# The senders


def in_a_process(work: Callable[[], None]) -> int:
    """Fork a process that does it; its id."""
    process = os.fork()
    if process == 0:
        status = 1
        try:
            work()
            status = 0
        except LetterkitError:
            status = 3
        finally:
            os._exit(status)
    return process


def sending(root: Path, port: int, now: dt.datetime) -> Sending:
    """A run that sends to the server, by that clock."""
    transport = HylafaxTransport(HylafaxSetting(host="127.0.0.1", port=port), "Coalition", seconds=5)
    return Sending(DeliveryJournal(Workspace(root), "talks"), transport, lambda: now, any_hour=True)


def send(root: Path, port: int, now: dt.datetime, room: int | None = None) -> None:
    """Send everything that is pending; with `room`, no file may become longer than so many bytes."""
    if room is not None:
        import resource

        resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))
    every = [fax(number) for number in range(LETTERS)]
    run = sending(root, port, now)
    for _ in run.send(run.wanted(every), {each.file: b"fax" * 100 for each in every}):
        pass


def one_round(chance: random.Random, root: Path, server: SlowServer) -> Counter[str]:
    """Break off, go on, look up; what became of it."""
    (root / "campaigns/talks").mkdir(parents=True)
    (root / "seeds").mkdir()
    server.faults.touch()
    told: Counter[str] = Counter()
    senders = []
    for _ in range(chance.choice((1, 1, 2))):
        now = NOW + dt.timedelta(days=chance.randint(-2000, 2000))
        room = chance.randint(100, 900) if chance.random() < 0.2 else None
        told["no room left" if room else "to be killed"] += 1
        senders.append(in_a_process(lambda now=now, room=room: send(root, server.port, now, room)))  # type: ignore[misc]
    time.sleep(chance.random() * LONGEST)
    for process in senders:
        os.kill(process, signal.SIGKILL)
        _, status = os.waitpid(process, 0)
        told["killed at its work" if os.WIFSIGNALED(status) else "ended before"] += 1
    server.faults.unlink()
    return told + _looked_at(root, server, "after the break") + _finished(root, server)


def _finished(root: Path, server: SlowServer) -> Counter[str]:
    """Send what is pending, look up what is unknown."""
    os.waitpid(in_a_process(lambda: send(root, server.port, NOW)), 0)
    run = sending(root, server.port, NOW)
    for number in range(LETTERS):
        with suppress(OSError):
            look_up(run.journal, fax(number).key, run.transport, NOW)
    return _looked_at(root, server, "in the end")


def _looked_at(root: Path, server: SlowServer, when: str) -> Counter[str]:
    """How the deliveries stand, and what must not be."""
    journal = DeliveryJournal(Workspace(root), "talks")
    taken = Counter(name.rpartition(".")[0] for name in server.taken.read_text().split())
    told: Counter[str] = Counter()
    for number in range(LETTERS):
        key = fax(number).key
        state = journal.entry(key).state
        told[f"{when}: {state.value}, {'taken' if taken[key.id] else 'not taken'}"] += 1
        told[TWICE] += taken[key.id] > 1
        told[FORGOTTEN] += bool(taken[key.id]) and state is DeliveryState.PENDING
    return told


def main(rounds: int, seed: int) -> Counter[str]:
    """So many rounds; what became of them."""
    chance, told = random.Random(seed), Counter({TWICE: 0, FORGOTTEN: 0})  # noqa: S311
    for number in range(rounds):
        with tempfile.TemporaryDirectory() as folder:
            taken = Path(folder) / "taken"
            taken.touch()
            server = SlowServer(taken, Path(folder) / "faults")
            process = in_a_process(server.serve)
            try:
                told.update(one_round(chance, Path(folder) / f"workspace-{number}", server))
            finally:
                os.kill(process, signal.SIGKILL)
                os.waitpid(process, 0)
                server.listening.close()
    return told


if __name__ == "__main__":
    found = main(int(sys.argv[1]), int(sys.argv[2]))
    for what, count in sorted(found.items()):
        print(f"{count:6}  {what}")
    sys.exit(int(found[TWICE] + found[FORGOTTEN] > 0))

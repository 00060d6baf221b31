"""The copies of many addressees, made by several processes at once: one for each processor.

A process gets a released copy and gives back its deliveries; it opens nothing of the workspace but the
templates and fonts that the copy is written with. It lives by its line to us: where we are killed, the
line ends, and so does the process.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, suppress
from itertools import pairwise
from typing import TYPE_CHECKING, TypeAlias

from letterkit.delivery.copies import AddresseeCopy, for_addressee
from letterkit.delivery.fax.machine import FaxMachine
from letterkit.delivery.model import Prepared
from letterkit.diagnostics import LetterkitError
from letterkit.writers.pdf.kept_pages import KeptPages

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

    Line: TypeAlias = Connection[AddresseeCopy, Prepared | LetterkitError]

Begun: TypeAlias = Callable[[AddresseeCopy], None]
"""Told of each copy when it is begun."""
_LEAST_EACH = 5
"""Copies for which a process is worth its start, which takes as long as two of them."""
_MOST = 8
"""Processes: each needs some 150 MB of memory."""
_LAST = 5.0  # seconds that a process may take to end by itself


def prepared_copies(copies: Sequence[AddresseeCopy], begun: Begun) -> list[Prepared]:
    """The deliveries of each copy, in their order. Raises LetterkitError where a process breaks off."""
    count = min(_processors(), len(copies) // _LEAST_EACH, _MOST)
    return _side_by_side(copies, count, begun) if count > 1 else list(_one_by_one(copies, begun))


def _processors() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _one_by_one(copies: Sequence[AddresseeCopy], begun: Begun) -> Iterator[Prepared]:
    machine, kept = _machine_for(copies[0]), KeptPages()
    for copy in copies:
        begun(copy)
        yield for_addressee(copy, machine, kept)


def _machine_for(copy: AddresseeCopy) -> FaxMachine:
    return FaxMachine(copy.sender.resolution, copy.sender.coding)


def _side_by_side(copies: Sequence[AddresseeCopy], count: int, begun: Begun) -> list[Prepared]:
    """Let each process make a part of the copies one after the other, since neighbours have most pages
    alike, and then help another with the end of its part. For each, one thread waits.
    """
    from concurrent.futures import ThreadPoolExecutor

    ends_of = [len(copies) * number // count for number in range(count + 1)]
    parts = [deque(range(*ends)) for ends in pairwise(ends_of)]
    made: dict[int, Prepared] = {}

    def work(number: int, line: Line) -> None:
        try:
            while (place := next_copy(parts, number)) is not None:
                begun(copies[place])
                made[place] = _answer(line, copies[place])
        finally:
            _leave(parts)  # there is none, or one could not be made

    with ExitStack() as ends:
        lines = [_started(ends) for _ in range(count)]
        pool = ThreadPoolExecutor(count)
        ends.callback(pool.shutdown)
        ends.callback(_leave, parts)
        for _ in pool.map(work, range(count), lines):
            pass
    return [made[place] for place in range(len(copies))]


def next_copy(parts: Sequence[deque[int]], own: int) -> int | None:
    """The place of the next copy of one's own part, else the last of the longest; None where none is."""
    with suppress(IndexError):
        return parts[own].popleft()
    while any(parts):
        with suppress(IndexError):
            return max(parts, key=len).pop()
    return None


def _leave(parts: Sequence[deque[int]]) -> None:
    for part in parts:
        part.clear()


def _answer(line: Line, copy: AddresseeCopy) -> Prepared:
    """What a process makes of a copy."""
    try:
        line.send(copy)
        answer = line.recv()
    except (EOFError, OSError):
        message = "a process that was preparing copies broke off; nothing was prepared"
        raise LetterkitError(message, "run it again; there may be too little memory") from None
    if isinstance(answer, LetterkitError):
        raise answer
    return answer


def _started(ends: ExitStack) -> Line:
    """A process that makes copies, which ends with `ends`; the line to it."""
    from multiprocessing import get_context

    spawning = get_context("spawn")  # a fork would share our threads and locks in whatever state they are
    ours, theirs = spawning.Pipe()
    process = spawning.Process(target=_work, args=(theirs,), daemon=True)
    process.start()
    theirs.close()
    ends.callback(process.join, _LAST)
    ends.callback(ours.close)
    return ours


def _work(line: Connection[Prepared | LetterkitError, AddresseeCopy]) -> None:
    """Make the copies that come, until the line ends."""
    import gc
    import signal

    gc.set_threshold(200_000, 20, 100)  # as in `__main__`
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever started us ends the line
    machine: FaxMachine | None = None
    kept = KeptPages()
    with suppress(EOFError, OSError):
        while True:
            copy = line.recv()
            machine = machine or _machine_for(copy)
            try:
                line.send(for_addressee(copy, machine, kept))
            except LetterkitError as error:
                line.send(error)

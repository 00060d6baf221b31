"""How much work a file may ask for: an end to what would never end, or would eat the machine's memory.

What can be counted beforehand is counted where it is read: characters, levels, entries, pages. This room
is for the rest: a template is a program, and a page may be set in a way that no count foresees. Work is
measured in the seconds that the processor gives it, not by the clock, so that a busy machine refuses
nothing. It knows no files; whoever sets a limit says what is to be done about it.
"""

from __future__ import annotations

import ctypes
import math
import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import FrameType
from typing import Protocol

from letterkit.diagnostics import Location

MEMORY = 450_000_000
"""Bytes of memory that letterkit may hold while it works on what somebody wrote.

A process that holds much already, such as one that serves a page for days, may take half as much more.
"""
_RESERVED = 150_000_000
"""Bytes of addresses that a process may have besides: glibc sets 64 MiB aside for each thread (malloc(3),
M_ARENA_MAX), and Python ends with a fatal error where it has none left to raise MemoryError in. What is
held is watched, and stops the work sooner.
"""
_LOOKS_EVERY = 0.05  # seconds
_SIGNALS_EVERY = 0.5  # seconds of the processor's
_here = threading.local()
_TELLS_AGAIN = 10  # looks: somebody's `except` may have swallowed the first telling
_UNWINDS = 0.25  # seconds of the processor's: so long work that was told may take to say where it was


class TooMuchWorkError(BaseException):
    """The work has gone beyond its limit. `place` is where it was, if that is known.

    No Exception, so that nobody who catches all of those goes on with the work.
    """

    place: Location | None = None


class Work(Protocol):
    """Work that has a limit."""

    def allow(self, seconds: float) -> None:
        """Let it take so many seconds more."""


@contextmanager
def limited_work(seconds: float) -> Iterator[Work]:
    """Let what is done within take so many seconds of the processor's, and `MEMORY`.

    Raises TooMuchWorkError, in Python code at any place; a call into another language ends first, but for
    those of Python's own that look for signals: regular expressions and large numbers do.
    """
    if (kept := getattr(_here, "watch", None)) is not None:
        with kept.until(time.process_time() + seconds):
            yield kept
        return
    watch = _Watch(time.process_time() + seconds)
    try:
        with _limited_memory(), _signalled(watch):
            watch.start()
            yield watch
    except MemoryError as error:
        raise TooMuchWorkError().with_traceback(error.__traceback__) from None
    finally:
        watch.stop()


@contextmanager
def watched_together() -> Iterator[None]:
    """Let one watch look at all limited work within, a piece at a time: each keeps its own seconds, and
    they share the memory. To begin a watch takes half a millisecond, as long as a small piece of work.
    """
    watch = _Watch(math.inf)
    with _limited_memory(), _signalled(watch):
        watch.start()
        _here.watch = watch
        try:
            yield
        finally:
            del _here.watch
            watch.stop()


@contextmanager
def working_at(place: Callable[[], Location]) -> Iterator[None]:
    """Say where the work was that had to be stopped; the innermost place counts."""
    try:
        yield
    except TooMuchWorkError as error:
        error.place = error.place or place()
        raise


class _Watch(threading.Thread):
    """Looks on from a thread of its own, and stops the thread that made it."""

    def __init__(self, end: float) -> None:
        super().__init__(daemon=True, name="letterkit-limits")
        self._end = end
        self._worker = ctypes.c_ulong(threading.get_ident())
        self._most = _resident() + _memory_left()
        self._over = threading.Event()
        # When the work was told to end: first by this thread and not taken back, last by a signal.
        self._told_at = self._heard_at = -math.inf
        self._telling = threading.Lock()

    def allow(self, seconds: float) -> None:
        """Let the work take so many seconds more."""
        self._end += seconds

    @contextmanager
    def until(self, end: float) -> Iterator[None]:
        """Meanwhile the work has to end by then, or earlier where it had to."""
        before, self._end = self._end, min(self._end, end)
        try:
            yield
        except MemoryError as error:
            raise TooMuchWorkError().with_traceback(error.__traceback__) from None
        finally:
            with self._telling:
                self._end = before
                self._take_back()

    def run(self) -> None:
        """Look, until the work is over."""
        while not self._over.wait(_LOOKS_EVERY):
            if self._is_over():
                self._tell()
                self._over.wait(_LOOKS_EVERY * _TELLS_AGAIN)

    def stop(self) -> None:
        """The work is over: nobody is told of anything any more, and no thread looks on."""
        with self._telling:
            self._over.set()
            self._take_back()
        if self.is_alive():
            self.join()

    def _take_back(self) -> None:
        """What was told, and has not been heard yet, is told no more."""
        told_at, self._told_at, self._heard_at = self._told_at, -math.inf, -math.inf
        if told_at > -math.inf:
            # Only then: once this was called with None, Python 3.11 looks at every step for something to
            # be told, for good.
            ctypes.pythonapi.PyThreadState_SetAsyncExc(self._worker, None)

    def hear(self, number: int, frame: FrameType | None) -> None:
        """What the main thread does at a signal: end the work, if it is time (TooMuchWorkError), and if
        it is not just ending because the other thread has told it.
        """
        now = time.process_time()
        if now > self._end and now > self._told_at + _UNWINDS:
            self._heard_at = now
            raise TooMuchWorkError

    def _is_over(self) -> bool:
        is_idle = math.isinf(self._end)
        return not is_idle and (time.process_time() > self._end or _resident() > self._most)

    def _tell(self) -> None:
        with self._telling:
            now = time.process_time()
            is_ending = now <= self._heard_at + _UNWINDS
            if not self._over.is_set() and self._is_over() and not is_ending:
                self._told_at = now if math.isinf(self._told_at) else self._told_at
                error = ctypes.py_object(TooMuchWorkError)
                ctypes.pythonapi.PyThreadState_SetAsyncExc(self._worker, error)


@contextmanager
def _signalled(watch: _Watch) -> Iterator[None]:
    """Let the system look too, where it can: a call into C may keep every other thread from it.

    The timer counts the time of the processor (setitimer(2), ITIMER_PROF); signals are the main thread's.
    """
    if not hasattr(signal, "ITIMER_PROF") or threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGPROF, watch.hear)
    signal.siginterrupt(signal.SIGPROF, False)
    timer = signal.setitimer(signal.ITIMER_PROF, _SIGNALS_EVERY, _SIGNALS_EVERY)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, *timer)
        signal.signal(signal.SIGPROF, before)


# Memory


def _pages_of_memory(field: int) -> int:
    """A field of Linux's proc_pid_statm(5) in bytes; 0 where there is no such file."""
    with suppress(OSError, ValueError, IndexError, ImportError):
        import resource

        counts = Path("/proc/self/statm").read_text(encoding="ascii").split()
        return int(counts[field]) * resource.getpagesize()
    return 0


def _resident() -> int:
    """The bytes of memory that the process holds now; 0 where the system does not say."""
    return _pages_of_memory(1)


def _memory_left() -> int:
    """The bytes of memory that the process may take besides those that it holds now."""
    return max(MEMORY - _resident(), MEMORY // 2)


@contextmanager
def _limited_memory() -> Iterator[None]:
    """Let the process get so many addresses more, where the system can limit that (setrlimit(2))."""
    held = _pages_of_memory(0)
    if not held:
        yield
        return
    import resource

    before = resource.getrlimit(resource.RLIMIT_AS)
    most = held + _memory_left() + _RESERVED
    if before[0] not in (resource.RLIM_INFINITY, -1):
        most = min(most, before[0])
    resource.setrlimit(resource.RLIMIT_AS, (most, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, before)

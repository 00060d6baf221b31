"""limited_work: what has no end is ended, wherever it is, and what has one is left alone."""

from __future__ import annotations

import contextlib
import subprocess
import sys
import threading
import time
from collections.abc import Callable

import pytest

from letterkit.diagnostics import Location
from letterkit.limits import TooMuchWorkError, limited_work, watched_together, working_at

HERE = Location("f.yaml", 3, 1)


def _forever() -> None:
    while True:
        pass


def _deaf() -> None:
    """Somebody's code that catches everything, once."""
    with contextlib.suppress(BaseException):
        _forever()
    _forever()


def _power() -> object:
    """A number whose reckoning lets no other thread run."""
    return 10 ** (10**9 + int("7"))


@pytest.mark.parametrize("work", [_forever, _deaf])
def test_work_without_end_is_ended(work: Callable[[], object]) -> None:
    with pytest.raises(TooMuchWorkError), limited_work(0.1):
        work()


@pytest.mark.skipif(sys.platform == "win32", reason="there are no signals of this kind")
def test_so_is_work_that_lets_no_thread_look() -> None:
    with pytest.raises(TooMuchWorkError), limited_work(0.1):
        _power()


@pytest.mark.parametrize("work", [_forever, _deaf])
def test_pieces_that_are_watched_together_end_each_by_itself(work: Callable[[], object]) -> None:
    with watched_together():
        with pytest.raises(TooMuchWorkError), limited_work(0.1):
            work()
        with limited_work(60):
            sum(range(100_000))
        with limited_work(0.1), pytest.raises(TooMuchWorkError), limited_work(60):
            work()


def test_between_pieces_nothing_is_ended() -> None:
    with watched_together():
        with limited_work(0.01):
            pass
        end = time.process_time() + 0.2
        while time.process_time() < end:
            pass


def test_so_is_work_in_another_thread() -> None:
    found: list[str] = []

    def work() -> None:
        try:
            with limited_work(0.1):
                _forever()
        except TooMuchWorkError:
            found.append("ended")

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert found == ["ended"]


@pytest.mark.skipif(sys.platform != "linux", reason="other systems do not say how much memory there is")
def test_so_is_work_that_eats_memory() -> None:
    with pytest.raises(TooMuchWorkError), limited_work(60):
        "x" * 10**10


def test_work_within_its_limits_is_left_alone() -> None:
    with limited_work(5):
        with limited_work(5) as work:
            work.allow(1)
            done = sum(range(1000))
        done += sum(range(1000))
    assert done == 999_000


def test_an_outer_limit_holds_after_an_inner_one() -> None:
    def work() -> None:
        with limited_work(5):
            pass
        _forever()

    with pytest.raises(TooMuchWorkError), limited_work(0.2):
        work()


def test_the_innermost_place_is_told() -> None:
    inner = Location("g.yaml", 1, 1)
    outer = working_at(lambda: HERE)
    with pytest.raises(TooMuchWorkError) as caught, limited_work(0.1), outer, working_at(lambda: inner):
        _forever()
    assert caught.value.place == inner


def test_the_place_is_told_whoever_looks_first() -> None:
    def slowly() -> Location:
        end = time.process_time() + 0.1
        while time.process_time() < end:
            pass
        return HERE

    # A thread looks every twentieth of a second, the system twice a second: here both at once.
    for seconds in (0.44, 0.48, 0.499):
        with pytest.raises(TooMuchWorkError) as caught, limited_work(seconds), working_at(slowly):
            _forever()
        assert caught.value.place == HERE, seconds


def test_once_the_work_is_over_nothing_is_looked_for_any_more() -> None:
    """Python 3.11 under a profiler would come to no end."""
    lines = ("import sys", "from letterkit.limits import limited_work", "with limited_work(9): pass",
             "sys.setprofile(lambda *_: None)", "any(map(bool, range(9)))", "print('done')")  # fmt: skip
    done = subprocess.run(
        [sys.executable, "-c", "\n".join(lines)], capture_output=True, timeout=60, check=True
    )
    assert done.stdout == b"done\n"

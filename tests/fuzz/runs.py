"""Runs inputs one after the other in a process of their own, and says which of them did harm.

A fault is whatever is raised, a crash, and what takes more than `SECONDS` of the processor's or `MEMORY`.
"""

from __future__ import annotations

import multiprocessing
import resource
import time
import warnings
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from multiprocessing.sharedctypes import Synchronized
from queue import Empty
from typing import TYPE_CHECKING

from fuzz.inputs import data_of
from fuzz.targets import TARGETS

if TYPE_CHECKING:
    from multiprocessing.queues import Queue

SECONDS = 5
MEMORY = 1_500_000_000  # bytes of address space, of which programs and libraries take a part
_BATCH = 2_000  # inputs of one process


@dataclass(frozen=True, slots=True)
class Fault:
    """An input that did harm, and what happened."""

    target: str
    seed: int
    number: int
    what: str

    def __str__(self) -> str:
        return f"{self.target} --seed {self.seed} --only {self.number}: {self.what}"


Attempt = Callable[[str, int, int], None]
"""What is done with the input of a target, a seed and a number."""


def attempt(target: str, seed: int, number: int) -> None:
    """Give the input to its target."""
    TARGETS[target](data_of(target, seed, number))


def faults_of(target: str, seed: int, numbers: range, done: Attempt = attempt) -> Iterator[Fault]:
    """Every fault that the inputs of these numbers find; a process that is lost costs its one input."""
    first = numbers.start
    while first < numbers.stop:
        batch = range(first, min(first + _BATCH, numbers.stop))
        found, lost = _batch(target, seed, batch, done)
        yield from found
        if lost is not None:
            yield lost
        first = batch.stop if lost is None else lost.number + 1


def _batch(target: str, seed: int, numbers: range, done: Attempt) -> tuple[Sequence[Fault], Fault | None]:
    """The faults of a batch, and the one with which its process ended."""
    # A fork of a process with threads, as that of all tests is, may wait for ever.
    context = multiprocessing.get_context("forkserver")
    at = context.Value("q", numbers.start)
    said: Queue[Fault] = context.Queue()
    process = context.Process(target=_run, args=(target, seed, numbers, done, at, said))
    process.start()
    process.join()
    found = list(_said(said))
    if process.exitcode == 0:
        return found, None
    return found, Fault(target, seed, at.value, f"the process ended with {process.exitcode}")


def _said(queue: Queue[Fault]) -> Iterator[Fault]:
    while True:
        try:
            yield queue.get(timeout=0.1)
        except Empty:
            return


def _run(
    target: str, seed: int, numbers: range, done: Attempt, at: Synchronized[int], said: Queue[Fault]
) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    for number in numbers:
        at.value = number
        began = time.process_time()
        resource.setrlimit(resource.RLIMIT_CPU, (int(began) + 3 * SECONDS, resource.RLIM_INFINITY))
        if what := tried(done, target, seed, number):
            said.put(Fault(target, seed, number, what))
        elif (seconds := time.process_time() - began) > SECONDS:
            said.put(Fault(target, seed, number, f"{seconds:.1f} seconds"))


def tried(done: Attempt, target: str, seed: int, number: int) -> str:
    """What an input raises; empty where all is well."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            done(target, seed, number)
    except Exception as error:  # noqa: BLE001  # that is the question
        return f"{type(error).__name__}: {error}"[:200]
    return ""

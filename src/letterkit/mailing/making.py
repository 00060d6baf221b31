"""Recipients → the files of their copies, in as many processes as there are processors.

A process gets some of the recipients, makes and checks each one's letter, and gives the files back; it
writes nothing. Where the system copies a process, it has the letter's first copy already; a process that
is started anew makes the same one again. What crosses between two processes are rows and files.
"""

from __future__ import annotations

import datetime as dt
import gc
import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Collection, Iterator, Sequence
from contextlib import suppress
from multiprocessing.connection import Connection
from multiprocessing.connection import wait as wait_for
from typing import TYPE_CHECKING, cast

from msgspec import Struct

from letterkit import letter as lt
from letterkit.blocks.sender import Sender
from letterkit.consent import Released
from letterkit.delivery.mail import message
from letterkit.delivery.model import Channel, Key
from letterkit.diagnostics import Diagnostic, LetterkitError
from letterkit.library.index import MailRecipient
from letterkit.limits import watched_together
from letterkit.mail import Attachment, Words
from letterkit.mailing.copies import LetterCopies, ReleasedCopy
from letterkit.writers import Assets, html, text
from letterkit.writers.pdf.copies import CopiesWriter, load_for_copies

if TYPE_CHECKING:
    from multiprocessing.context import SpawnContext

_AT_ONCE = 600
"""Recipients of one job at most: their letters are held in memory, some ten kilobytes each."""
_FEW = 12
"""Copies for which no second process is worth its start."""


class CopyFiles(Struct, frozen=True):
    """The files of a copy: its PDF, with its pages counted, and its message where one is wanted; and what
    was met in making them.

    `is_whole` tells a copy that was laid out by itself, without sharing anything.
    """

    pdf: bytes
    pages: int
    message: bytes | None
    problems: tuple[Diagnostic, ...]
    is_whole: bool


class MadeCopy(Struct, frozen=True):
    """What one copy came to: whom it is for, or why there is none, with what was found; and its files,
    unless they are there already.
    """

    name: str
    addressee: lt.Addressee | None
    found: tuple[Diagnostic, ...] = ()
    files: CopyFiles | None = None


class _Messages(Struct, frozen=True):
    """Messages to be made: who sends them, and on which day."""

    document: str
    sender: Sender
    on: dt.date


class _Job(Struct, frozen=True):
    """Recipients whose copies are checked, and the names of those whose files are made."""

    recipients: tuple[MailRecipient, ...]
    wanted: frozenset[str]


def make_copies(
    begun: LetterCopies, recipients: Sequence[MailRecipient], wanted: Collection[str]
) -> Iterator[MadeCopy]:
    """Each recipient's copy, in no order, with files for those that are `wanted`.

    Raises LetterkitError where a process dies.
    """
    count = begun.order.processes
    jobs = list(_jobs(recipients, frozenset(wanted), count))
    if count < 2 or len(recipients) < _FEW:
        for job in jobs:
            yield from _made(begun, job)
    else:
        yield from _in_processes(begun, min(count, len(jobs)), jobs)


def _jobs(recipients: Sequence[MailRecipient], wanted: frozenset[str], processes: int) -> Iterator[_Job]:
    """Those that look alike go into one job, so that few pages are laid out for one copy alone."""
    alike = sorted(recipients, key=_shape)
    jobs = max(1, -(-len(alike) // _AT_ONCE), min(processes, len(alike) // _FEW))
    ends = [len(alike) * (i + 1) // jobs for i in range(jobs)]
    for begin, end in zip((0, *ends), ends, strict=False):
        some = tuple(alike[begin:end])
        yield _Job(some, wanted & {each.block.name for each in some})


def _shape(recipient: MailRecipient) -> tuple[int, int]:
    """What copies that may share their pages have alike: how many lines their address has, and words."""
    said = (*recipient.asked.values(), *recipient.own.values())
    return len(recipient.block.model.address), sum(map(len, said))


# Processes


def start_method() -> str:
    """How processes are made: copied, so that they have the letter already, or else started anew. Not
    copied is a process with threads, or one that has set type: Pango may have threads of its own.
    """
    is_alone = threading.active_count() == 1 and "weasyprint" not in sys.modules
    return "fork" if sys.platform == "linux" and is_alone else "spawn"


def _in_processes(begun: LetterCopies, count: int, jobs: Sequence[_Job]) -> Iterator[MadeCopy]:
    # Or another one with the same names.
    method = start_method()
    context = cast("SpawnContext", multiprocessing.get_context(method))
    if method == "fork" and (first := begun.first) is not None:
        load_for_copies(first.released, begun.order.assets)
    gc.freeze()  # what is there stays: a copied process need not have it twice
    has = jobs if method == "fork" else ()
    waiting: Iterator[_Job | int] = iter(range(len(has)) if has else jobs)
    workers = {}
    try:
        for _ in range(count):
            ours, theirs = context.Pipe()
            process = context.Process(target=_work, args=(begun, has, theirs), daemon=True)
            process.start()
            theirs.close()
            workers[ours] = process
        for each in workers:  # which takes until it is there: meanwhile the others start too
            each.send(next(waiting, None))
        yield from _received(list(workers), waiting)
    except (EOFError, ConnectionError):
        hint = "what was made is kept: run it again, with --processes 1 where memory is short"
        raise LetterkitError("a process that makes the copies died", hint) from None
    finally:
        for process in workers.values():
            process.terminate()
        for process in workers.values():
            process.join()
        gc.unfreeze()


def _received(workers: list[Connection], jobs: Iterator[_Job | int]) -> Iterator[MadeCopy]:
    """What the processes give back, each of which gets another job when it is done with one."""
    while workers:
        for each in cast("list[Connection]", wait_for(workers)):
            made = each.recv()
            if isinstance(made, LetterkitError):
                raise made
            if made is not None:
                yield made
                continue
            job = next(jobs, None)
            each.send(job)
            if job is None:
                workers.remove(each)


def _work(begun: LetterCopies, has: Sequence[_Job], connection: Connection) -> None:
    """What a process does: one job after the other, until there is none. One that it `has` already, as a
    copied process has all, is sent by its number.
    """
    _begin()
    with suppress(BrokenPipeError):
        try:
            while (job := connection.recv()) is not None:
                for made in _made(begun, has[job] if isinstance(job, int) else job):
                    connection.send(made)
                connection.send(None)
        except LetterkitError as error:
            connection.send(error)


def _begin() -> None:
    """Let Ctrl-C stop the first process alone, and let none outlive it."""
    gc.set_threshold(1_000_000, 20, 100)  # as for every command: see `__main__`
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_end_with, args=(parent.sentinel,), daemon=True).start()


def _end_with(sentinel: int) -> None:
    wait_for([sentinel])
    os._exit(1)


# One job


def _made(begun: LetterCopies, job: _Job) -> Iterator[MadeCopy]:
    """The copies of a job: all are checked, then those that are wanted are laid out."""
    waiting: list[tuple[ReleasedCopy, tuple[Diagnostic, ...]]] = []
    with watched_together():
        for recipient in job.recipients:
            checked = begun.checked(recipient)
            name, found = recipient.block.name, tuple(checked.findings)
            if failed := checked.failed.get(name):
                yield MadeCopy(name, None, tuple(failed))
            for copy in checked.copies:
                if name in job.wanted:
                    waiting.append((copy, found))
                else:
                    yield MadeCopy(name, copy.addressee, found)
    yield from _written(begun, waiting)


def _written(
    begun: LetterCopies, copies: Sequence[tuple[ReleasedCopy, tuple[Diagnostic, ...]]]
) -> Iterator[MadeCopy]:
    order, messages = begun.order, None
    if order.messages:
        messages = _Messages(f"{order.campaign}/letter", order.settings.sender, order.on)
    writer = CopiesWriter(order.assets)
    for place, written in writer.write([copy.released for copy, _ in copies]):
        copy, found = copies[place]
        mail: bytes | None = None
        told: tuple[Diagnostic, ...] = ()
        if messages is not None and written.content is not None:
            mail, told = _message(messages, copy.released, order.assets, written.content)
        problems = (*(copy.released.at_home(each) for each in written.problems), *told)
        if written.content is None:
            yield MadeCopy(copy.name, None, problems)
        else:
            files = CopyFiles(written.content, written.pages, mail, problems, written.is_whole)
            yield MadeCopy(copy.name, copy.addressee, found, files)


def _message(
    order: _Messages, released: Released[lt.Letter], assets: Assets, letter: bytes
) -> tuple[bytes | None, tuple[Diagnostic, ...]]:
    """The message of a copy; none for whoever has no address."""
    tree = released.tree
    (addressee,) = tree.addressees
    if not addressee.email:
        return None, ()
    page, problems = html.write(released, assets)
    words, _ = text.write(released, assets)
    if page is None or words is None:
        return None, tuple(problems)
    key = Key(order.document, addressee.block, Channel.EMAIL, addressee.email.lower())
    from_ = order.sender.name or tree.author, order.sender.email or ""
    said = Words(tree.reference.text or tree.title, words.decode(), page.decode())
    file = Attachment("letter.pdf", "application/pdf", letter)
    to = (addressee.full_name, addressee.email)
    return message(key, from_, to, order.on, said, file), ()

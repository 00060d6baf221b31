"""Copies → their files, in as many processes as there are processors.

A process gets some of the copies and gives their files back; it writes nothing. What a copy is made
from is in the job, so that a process that was started anew makes the same as one that was forked.
"""

from __future__ import annotations

import datetime as dt
import multiprocessing
import os
import signal
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from itertools import islice
from multiprocessing.connection import wait as wait_for

from letterkit import letter as lt
from letterkit.blocks.delivering import Sender
from letterkit.consent import Released
from letterkit.delivery.mail import message
from letterkit.delivery.model import Channel, Key
from letterkit.diagnostics import Diagnostic, LetterkitError
from letterkit.mail import Attachment, Words
from letterkit.mailing.copies import MailedCopy
from letterkit.mailing.order import MailOrder
from letterkit.writers import Assets, html, text
from letterkit.writers.pdf.copies import CopiesWriter

_AT_ONCE = 260
"""Copies of one job at most: enough that few are laid out whole, few enough that Ctrl-C loses little."""
_FEW = 12
"""Copies for which no second process is worth its start."""


@dataclass(frozen=True, slots=True)
class CopyFiles:
    """What one copy came to: its PDF and pages, its message where one is wanted, and what was met.

    `is_whole` tells a copy that was laid out by itself, without sharing anything.
    """

    name: str
    pdf: bytes | None
    pages: int
    message: bytes | None
    problems: tuple[Diagnostic, ...]
    is_whole: bool


@dataclass(frozen=True, slots=True)
class MessageOrder:
    """Messages to be made: who sends them, and on which day."""

    document: str
    sender: Sender
    on: dt.date


@dataclass(frozen=True, slots=True)
class _Job:
    copies: tuple[tuple[str, Released[lt.Letter]], ...]
    assets: Assets
    messages: MessageOrder | None


def make_copies(order: MailOrder, copies: Sequence[MailedCopy]) -> Iterator[CopyFiles]:
    """The files of each copy, in no order. Raises LetterkitError where a process dies."""
    messages = None
    if order.messages:
        messages = MessageOrder(f"{order.campaign}/letter", order.settings.sender, order.on)
    # Those that look alike go into one job, so that few are laid out whole.
    named = ((each.name, each.released) for each in sorted(copies, key=_shape))
    at_once = min(_AT_ONCE, max(_FEW, -(-len(copies) // order.processes)))
    parts = iter(lambda: tuple(islice(named, at_once)), ())
    jobs = (_Job(some, order.assets, messages) for some in parts)
    if order.processes < 2 or len(copies) < _FEW:
        for job in jobs:
            yield from _made(job)
        return
    yield from _in_processes(order.processes, jobs)


def _shape(copy: MailedCopy) -> tuple[int, int, int]:
    """What copies that may share their pages have alike: how many lines, passages and words."""
    tree = copy.released.tree
    words = sum(len(text) for text in lt.text_words(tree.body))
    return len(copy.addressee.address.lines), len(tree.body), words


def _in_processes(count: int, jobs: Iterator[_Job]) -> Iterator[CopyFiles]:
    """No more jobs wait than are soon begun: ten thousand copies would fill the memory."""
    try:
        context = multiprocessing.get_context("spawn")
        with ProcessPoolExecutor(count, mp_context=context, initializer=_begin) as pool:
            waiting: set[Future[list[CopyFiles]]] = {
                pool.submit(_made, job) for job in islice(jobs, 2 * count)
            }
            try:
                while waiting:
                    done, waiting = wait(waiting, return_when=FIRST_COMPLETED)
                    waiting |= {pool.submit(_made, job) for job in islice(jobs, len(done))}
                    for each in done:
                        yield from each.result()
            finally:
                pool.shutdown(wait=False, cancel_futures=True)
    except BrokenProcessPool:
        hint = "what was made is kept: run it again, with --processes 1 where memory is short"
        raise LetterkitError("a process that makes the copies died", hint) from None


def _begin() -> None:
    """Let Ctrl-C stop the first process alone, and let none outlive it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_end_with, args=(parent.sentinel,), daemon=True).start()


def _end_with(sentinel: int) -> None:
    wait_for([sentinel])
    os._exit(1)


def _made(job: _Job) -> list[CopyFiles]:
    writer = CopiesWriter(job.assets)
    made = []
    for (name, released), copy in zip(job.copies, writer.write([r for _, r in job.copies]), strict=True):
        mail: bytes | None = None
        told: tuple[Diagnostic, ...] = ()
        if job.messages is not None and copy.content is not None:
            mail, told = _message(job.messages, released, job.assets, copy.content)
        problems = (*(released.at_home(each) for each in copy.problems), *told)
        made.append(CopyFiles(name, copy.content, copy.pages, mail, problems, copy.is_whole))
    return made


def _message(
    order: MessageOrder, released: Released[lt.Letter], assets: Assets, letter: bytes
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

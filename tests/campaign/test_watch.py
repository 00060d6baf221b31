"""`render --watch`: what makes it render again, what doesn't, and what it survives."""

from __future__ import annotations

import queue
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import pytest

from conftest import Small
from letterkit.library.workspace import packaged

OPENING = "seeds/framing/opening.yaml"
PDF = "campaigns/talks/out/letter.pdf"


@dataclass
class Watching:
    """`letterkit render --watch` at work, and the lines that it says."""

    process: subprocess.Popen[str]
    lines: queue.Queue[str]

    def hear(self, until: str, seconds: float = 20) -> list[str]:
        """The lines that come, to the first that begins with these words."""
        heard = [self.lines.get(timeout=seconds)]
        while not heard[-1].startswith(until):
            heard.append(self.lines.get(timeout=seconds))
        return heard

    def is_silent(self, seconds: float = 0.7) -> bool:
        """Whether nothing is said for a while."""
        try:
            line = self.lines.get(timeout=seconds)
        except queue.Empty:
            return True
        raise AssertionError(line)


@contextmanager
def watching(small: Small, *options: str) -> Iterator[Watching]:
    """Run it meanwhile; it has rendered once."""
    command = [sys.executable, "-u", "-m", "letterkit", "render", "--watch", *options]
    with subprocess.Popen(
        command, cwd=small.root, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as process:
        assert process.stdout is not None
        stream, lines = process.stdout, queue.Queue[str]()

        def read() -> None:
            for line in stream:
                lines.put(line.rstrip("\n"))

        reader = threading.Thread(target=read)
        reader.start()
        try:
            yield Watching(process, lines)
        finally:
            process.kill()
            reader.join()


@pytest.fixture
def at_work(small: Small) -> Iterator[Watching]:
    """Watching the small letter, which is rendered."""
    with watching(small) as at_work:
        heard = at_work.hear("done in")
        assert heard[:2] == ["watching for changes; Ctrl-C ends it", PDF]
        yield at_work


def test_a_change_is_rendered_and_timed(small: Small, at_work: Watching) -> None:
    before = (small.root / PDF).read_bytes()
    small.change(OPENING, "we write to you", "we write again")
    assert at_work.hear("done in")[0] == PDF
    assert (small.root / PDF).read_bytes() != before


@pytest.mark.parametrize("path", ["notes.txt", f"{OPENING}~", "seeds/framing/.opening.yaml.swp"])
def test_what_the_letter_is_not_made_from_is_nothing(small: Small, at_work: Watching, path: str) -> None:
    small.write(path, "x")
    assert at_work.is_silent()


def test_a_file_that_is_saved_as_it_was_is_nothing(small: Small, at_work: Watching) -> None:
    small.change(OPENING, "we write", "we write")
    assert at_work.is_silent()


def test_it_survives_a_broken_file(small: Small, at_work: Watching) -> None:
    before = (small.root / PDF).read_bytes()
    small.change(OPENING, "text: |", "txt: |")
    heard = at_work.hear("  did you mean 'text'?")
    assert any(line.startswith(OPENING) and "error LK202" in line for line in heard)
    assert (small.root / PDF).read_bytes() == before
    small.change(OPENING, "txt: |", "text: |")
    assert at_work.hear(PDF)[-1] == f"{PDF} is up to date"


def test_it_survives_a_campaign_that_goes_away(small: Small, at_work: Watching) -> None:
    file = small.root / "campaigns/talks/campaign.yaml"
    text = file.read_text(encoding="utf-8")
    file.unlink()
    assert at_work.is_silent()
    file.write_text(text, encoding="utf-8")
    small.change(OPENING, "we write to you", "we write again")
    at_work.hear("done in")


def test_templates_that_come_and_go_are_seen(small: Small, at_work: Watching) -> None:
    before = (small.root / PDF).read_bytes()
    style = (packaged("templates") / "letter.css").read_text(encoding="utf-8")
    file = small.write("templates/letter.css", style.replace("size: letter;", "size: legal;", 1))
    at_work.hear("done in")
    assert (small.root / PDF).read_bytes() != before
    file.unlink()
    at_work.hear("done in")
    assert (small.root / PDF).read_bytes() == before


def test_a_block_that_comes_to_be_is_seen(small: Small, at_work: Watching) -> None:
    text = (small.root / OPENING).read_text(encoding="utf-8")
    own = small.write("campaigns/talks/blocks/framing/opening.yaml", text.replace("write to", "turn to"))
    at_work.hear("done in")
    own.unlink()
    at_work.hear("done in")


def test_a_final_that_is_refused_is_no_end(small: Small) -> None:
    small.change("seeds/people/jane-doe.yaml", "status: imprisoned", "status: died")
    with watching(small, "--final") as at_work:
        at_work.hear("no final while errors stand")
        small.change("seeds/people/jane-doe.yaml", "status: died", "status: imprisoned")
        at_work.hear("done in")


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_it_ends_quietly(at_work: Watching, number: signal.Signals) -> None:
    at_work.process.send_signal(number)
    assert at_work.process.wait(timeout=10) == 0
    assert at_work.is_silent()

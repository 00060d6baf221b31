"""Files read in a process of their own: the same as here, and whatever a file does to it is told."""

from __future__ import annotations

import sys
import time
from pathlib import Path

import pytest
from msgspec.json import encode

from importer.readers.files import p, word
from letterkit.diagnostics import Diagnostic, Location, Severity
from letterkit.diagnostics.json import read_json
from letterkit.importer.apart import ApartReader
from letterkit.importer.parts import Read
from letterkit.importer.sources import read_content, read_texts
from letterkit.limits import process

LETTER = "Dear Minister,\n\nWe ask you to release Jane Doe, who is in prison.\n\nSincerely,\n刘晓波\n"
JANE = {"jane doe": "jane-doe"}


def test_what_is_read_apart_is_what_is_read_here() -> None:
    with ApartReader() as reader:
        for name, data in (("a.txt", LETTER.encode()), ("b.docx", word(p("Dear Sir,") + p("We ask.")))):
            assert reader.read(data, name, JANE) == read_content(data, name, JANE)


def test_an_answer_comes_as_it_was_sent() -> None:
    read, problems = read_content(LETTER.encode(), "a.txt", JANE)
    warning = Diagnostic("LK709", "a\nb", Location("a.txt", 1, 1), None, Severity.WARNING)
    answer = read, [*problems, warning]
    assert read_json(encode(answer), tuple[list[Read], list[Diagnostic]]) == answer


@pytest.mark.parametrize("line", [b"", b"{", b"[]\n", b"[[1], []]\n", b'[[], [{"code": "x'])
def test_what_is_no_answer_is_told(line: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(process, "_answered", lambda *_: line)
    assert [problem.code for problem in ApartReader().read(b"x", "a.pdf")[1]] == ["LK711"]


def _ending(program: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[str]:
    """What is said of two files, one after the other, whose reader is another program."""
    (tmp_path / "other.py").write_text(f"import os, sys, time\nsys.stdin.buffer.readline()\n{program}\n")
    other = [sys.executable, str(tmp_path / "other.py")]
    monkeypatch.setattr(process, "command", lambda module: other)
    with ApartReader() as reader:
        return [problem.code for _ in range(2) for problem in reader.read(b"x", "a.pdf")[1]]


@pytest.mark.parametrize(
    "program",
    ["os.abort()", "sys.exit()", "print('nonsense', flush=True); time.sleep(60)",
     "sys.stdout.write('x' * 99); sys.stdout.flush(); os._exit(0)"],
)  # fmt: skip
def test_a_reader_that_breaks_down_is_told_and_the_next_file_has_another(
    program: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    assert _ending(program, monkeypatch, tmp_path) == ["LK711", "LK711"]


def test_a_reader_that_does_nothing_is_ended(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(process, "PATIENCE", 0.2)
    assert _ending("time.sleep(600)", monkeypatch, tmp_path) == ["LK711", "LK711"]


def test_a_mistake_of_a_reader_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    program = """from letterkit.limits import process
def fails(asked, data):
    raise MemoryError if asked[0] == "large" else KeyError("x")
process.serve(fails)
"""
    (tmp_path / "other.py").write_text(program)
    monkeypatch.setattr(process, "command", lambda module: [sys.executable, str(tmp_path / "other.py")])
    with ApartReader() as reader:
        said = [reader.read(b"x", name)[1][0] for name in ("large", "other")]
    assert [(one.code, one.message) for one in said] == [
        ("LK711", "reading it takes too much memory"),
        ("LK706", "the file cannot be taken apart (KeyError)"),
    ]


@pytest.mark.skipif(sys.platform == "win32", reason="there are no limits of this kind")
def test_a_file_that_takes_too_long_is_told() -> None:
    lines = "\n".join("Jane Doe          Rights Now          Else" for _ in range(45_000))
    with ApartReader() as reader:
        began = time.process_time()
        _, problems = reader.read(LETTER.replace("Sincerely", lines).encode(), "a.txt")
    assert [problem.code for problem in problems] == ["LK711"]
    assert time.process_time() - began < 5


def test_a_pipe_is_no_letter(tmp_path: Path) -> None:
    import os

    os.mkfifo(tmp_path / "pipe")
    assert [p.code for p in read_texts(tmp_path / "pipe", "pipe")[1]] == ["LK701"]
    assert [p.code for p in read_texts(tmp_path, "folder")[1]] == ["LK701"]

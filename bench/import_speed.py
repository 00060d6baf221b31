"""How fast old letters are read: pages a second from text and from PDF, and 500 letters in one command.

The letters are made here, of sentences that differ, in the shape of a joint letter of two pages; a
page of text is 3,000 characters. The figure for 500 letters is of the whole command, with all blocks
written. The rows below it are of texts that must not take time out of proportion: each with the ratio to
the half of it, which is 2 where the time is in proportion to the length.
"""

from __future__ import annotations

import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from letterkit.importer.sources import read_texts
from letterkit.library.workspace import SEEDS, Workspace
from letterkit.proposals.intake import Input, take_in

ROUNDS = 5
MANY = 500
CHARACTERS_A_PAGE = 3000
TOWNS = ("Northmoor", "Port Selene", "Kintara", "Luzanga", "Gondara", "Ashvale", "Brenholt", "Castra")
SUBJECTS = ("the newspapers", "the bar association", "the unions", "two monasteries", "the university")
ASKS = (
    "Ask for the release of {name}, a printer of {town}, who has been in prison since {year}.",
    "Say in public that {subject} of {town} must be allowed to open again before the talks of {year}.",
    "Request that the prison of {town} be opened to the International Committee of the Red Cross.",
    "Raise the trial of {name} with your counterparts, and ask that an observer be admitted.",
)
# What the patterns of the parser could stumble over, and how often it is repeated.
HOSTILE = {
    "initials": ("A. ", 30_000),
    "commas": ("Aa Watch, ", 10_000),
    "names": ("John Smith, who was arrested; ", 3_000),
    "brackets": ("(", 50_000),
    "lines": ("x\n", 25_000),
    "words": ("the ", 25_000),
    "quotation marks": ("“", 50_000),
}


def main() -> None:
    """Measure and print."""
    print(f"Python {platform.python_version()}, {platform.machine()}, {os.cpu_count()} processors\n")
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        text, pdf = _pages_of_text(root), _pages_of_pdf(root)
        print(f"{'text':<44}{text:>8.0f} pages a second")
        print(f"{'PDF':<44}{pdf:>8.0f} pages a second")
        print(f"{f'letterkit import, {MANY} letters':<44}{_many(root):>8.1f} s")
        for name, (piece, times) in HOSTILE.items():
            whole, half = _reading(piece * times), _reading(piece * (times // 2))
            print(f"{f'{name}, {times:,} times':<44}{whole:>8.2f} s{whole / half:>8.2f}")


def _reading(text: str) -> float:
    """The seconds in which a text is read, in this process; the least of some rounds."""
    times = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        read_texts(f"Dear Sir,\n\n{text}".encode(), "x.txt")
        times.append(time.perf_counter() - began)
    return min(times)


def _letter(number: int) -> str:
    """A letter of about two pages; no two are alike."""
    asks = []
    for i in range(8):
        n = number * 7 + i
        words = {
            "name": f"Abel Montcrief-{TOWNS[n % 8]}",
            "town": TOWNS[(n + 3) % 8],
            "year": 1990 + n % 30,
            "subject": SUBJECTS[n % 5],
        }
        asks.append(f"{i + 1}. {ASKS[n % 4].format(**words)} {_sentences(n, 3)}")
    body = "\n\n".join(
        [_sentences(number, 6), "We therefore urge you to:", *asks, _sentences(number + 1, 4)]
    )
    return (
        f"May {number % 28 + 1}, {1996 + number % 25}\n\nThe Honorable Ada Lovelace-{TOWNS[number % 8]}\n"
        "Secretary of State\nU.S. Department of State\n2201 C Street NW\nWashington, DC 20520\n\n"
        f"Re: Visit number {number} to {TOWNS[number % 8]}\n\n"
        f"Dear Secretary Lovelace-{TOWNS[number % 8]}:\n\n"
        f"{body}\n\nSincerely,\n\nZoe Winterbourne\nDirector\n{TOWNS[(number + 1) % 8]} Watch\n\n"
        f"Paul Okonjo\nPresident\nCommittee for {TOWNS[(number + 2) % 8]}\n"
    )


def _sentences(number: int, count: int) -> str:
    return " ".join(
        f"In {TOWNS[(number + i) % 8]} {SUBJECTS[(number * 3 + i) % 5]} had been closed for"
        f" {2 + (number + i) % 9} months when the court of {TOWNS[(number * 5 + i) % 8]} adjourned for"
        " want of a judge."
        for i in range(count)
    )


def _workspace(root: Path, name: str) -> Workspace:
    for part in (SEEDS, "campaigns"):
        (root / name / part).mkdir(parents=True)
    return Workspace(root / name)


def _seconds(workspace: Workspace, inputs: list[Input]) -> float:
    """The median of a few rounds, in this process; nothing is written."""
    times = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        for one in inputs:
            list(take_in([one], workspace, workspace.root / SEEDS))
        times.append(time.perf_counter() - began)
    return statistics.median(times)


def _pages_of_text(root: Path) -> float:
    letters = [_letter(number) for number in range(20)]
    inputs = [Input(f"{n}.txt", text.encode()) for n, text in enumerate(letters)]
    pages = sum(len(text) for text in letters) / CHARACTERS_A_PAGE
    return pages / _seconds(_workspace(root, "text"), inputs)


def _pages_of_pdf(root: Path) -> float:
    from html import escape

    from letterkit.writers.pdf.loading import import_weasyprint

    import_weasyprint()
    from weasyprint import HTML

    inputs, pages = [], 0
    for number in range(6):
        paragraphs = (escape(part).replace("\n", "<br>") for part in _letter(number).split("\n\n"))
        document = HTML(string="".join(f"<p>{part}</p>" for part in paragraphs)).render()
        pages += len(document.pages)
        inputs.append(Input(f"{number}.pdf", document.write_pdf()))
    return pages / _seconds(_workspace(root, "pdf"), inputs)


def _many(root: Path) -> float:
    """The whole command, from its start to its end."""
    workspace = _workspace(root, "many")
    old = root / "old"
    old.mkdir()
    files = []
    for number in range(MANY):
        files.append(old / f"{number}.txt")
        files[-1].write_text(_letter(number), encoding="utf-8")
    command = [sys.executable, "-m", "letterkit", "--quiet", "--workspace", str(workspace.root), "import"]
    began = time.perf_counter()
    subprocess.run([*command, *map(str, files)], check=True, capture_output=True)
    seconds = time.perf_counter() - began
    made = len(list((workspace.root / SEEDS / "imported").iterdir()))
    assert made == MANY, f"{made} letters were written"
    return seconds


if __name__ == "__main__":
    main()

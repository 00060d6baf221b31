"""Times whole commands in turn, and prints the median of each with its ratio to the bare script.

The bare script imports WeasyPrint the ordinary way and turns the finished HTML into a PDF, nothing else;
typst compiles a letter of the same words. Every round runs each command once, so that a drift of the
machine's speed meets them all alike.
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

from letterkit.campaign import render as output
from letterkit.campaign.begin import new_campaign
from letterkit.campaign.starter import new_workspace
from letterkit.library.workspace import Workspace

ROUNDS = 9
WARM_RENDERS = 15
BARE = """
import sys
from weasyprint import HTML
HTML(sys.argv[1]).write_pdf(sys.argv[2], pdf_variant="pdf/a-3a")
"""
TYPST = """
import sys
import typst
typst.compile(sys.argv[1], output=sys.argv[2])
"""
WARM = """
import sys, time
from pathlib import Path
from letterkit.campaign.render import Order, render
from letterkit.library.workspace import Workspace
order = Order(Workspace(Path(sys.argv[1])), sys.argv[2], force=True)
render(order)
for _ in range(int(sys.argv[3])):
    began = time.perf_counter()
    render(order)
    print(time.perf_counter() - began)
"""


def main() -> None:
    """Run the rounds and print the table."""
    with tempfile.TemporaryDirectory() as folder:
        commands = _commands(Path(folder))
        times = _measure(commands)
        warm = _warm(Path(folder))
    processors = os.cpu_count()
    print(f"Python {platform.python_version()}, {platform.machine()}, {processors} processors;")
    print(f"medians of {ROUNDS} rounds after one that is not counted\n")
    bare = statistics.median(times["bare script, cold"])
    print(f"{'':<28}{'median':>9}{'min':>9}{'max':>9}   to the bare script")
    for name, seconds in {**times, "letterkit render, warm": warm}.items():
        median = statistics.median(seconds)
        low, high = min(seconds), max(seconds)
        print(f"{name:<28}{median:>8.3f}s{low:>8.3f}s{high:>8.3f}s{median / bare:>12.2f}")


def _commands(folder: Path) -> dict[str, list[str]]:
    """The commands, in a workspace made for them."""
    root = folder / "workspace"
    new_workspace(root).write()
    plan = new_campaign(Workspace(root), "2016")
    plan.write()
    order = output.Order(
        Workspace(root), next(iter(plan.files)).parent.name, formats=("pdf", "html", "txt")
    )
    output.render(order)
    page = order.path("letter", "html")
    source = folder / "letter.typ"
    source.write_text(
        typst_source(order.path("letter", "txt").read_text(encoding="utf-8")), encoding="utf-8"
    )
    letterkit = [sys.executable, "-m", "letterkit", "--quiet", "--workspace", str(root)]
    return {
        "letterkit --help": [sys.executable, "-m", "letterkit", "--help"],
        "letterkit check": [*letterkit, "check"],
        "letterkit render, unchanged": [*letterkit, "render", "--format", "pdf,html,txt"],
        "letterkit render, cold": [*letterkit, "render", "--force"],
        "letterkit render --clean": [*letterkit, "render", "--clean", "--force"],
        "bare script, cold": [sys.executable, "-c", BARE, str(page), str(folder / "bare.pdf")],
        "typst, cold": [sys.executable, "-c", TYPST, str(source), str(folder / "typst.pdf")],
    }


def typst_source(text: str) -> str:
    """The same words as a typst document."""
    escaped = "".join(f"\\{c}" if c in "#$*_`<>@\\~[]=-+/" else c for c in text)
    head = '#set page(paper: "us-letter", margin: (x: 1.2in, y: 1in))\n#set text(11.25pt)\n'
    return head + escaped


def _measure(commands: dict[str, list[str]]) -> dict[str, list[float]]:
    times: dict[str, list[float]] = {name: [] for name in commands}
    for number in range(ROUNDS + 1):
        for name, command in commands.items():
            began = time.perf_counter()
            _run(command)
            if number:
                times[name].append(time.perf_counter() - began)
    return times


def _warm(folder: Path) -> list[float]:
    arguments = [str(folder / "workspace"), "2016-sed", str(WARM_RENDERS)]
    answer = _run([sys.executable, "-c", WARM, *arguments])
    return [float(line) for line in answer.splitlines()]


def _run(command: list[str]) -> str:
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


if __name__ == "__main__":
    main()

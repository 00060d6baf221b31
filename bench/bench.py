"""What the commands take, as ratios to a bare script in the same run: one table, kept in results.md.

    bench.py [--rounds N] [--keep]     measure everything; with --keep write results.md
    bench.py --beside                  measure little, and print the ratios beside the kept ones

The bare script imports WeasyPrint the ordinary way and turns the finished HTML into a PDF, nothing else;
Typst and pdflatex, where they are installed, set a letter of the same words. Every round runs each
command once, so that a drift of the machine's speed meets them all alike. A round that is not counted
comes first: then everything is compiled to bytecode, and letterkit has kept what it keeps in the cache.
The bare script is run with the fonts that letterkit gives to WeasyPrint, by FONTCONFIG_FILE, and with the
system's, with which it takes longer, the more there are. letterkit itself takes its own fonts wherever it
runs, so that its time is the same; each command's ratio is told to both.

The processor's time is that of the process and of those it started, user and system, the least of the
rounds; it is told in ratios to the bare script's. The clock's is the median. POSIX only.
"""

from __future__ import annotations

import argparse
import os
import platform
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

import check_speed
from letterkit.campaign import render as output
from letterkit.campaign.begin import new_campaign
from letterkit.campaign.starter import new_workspace
from letterkit.library.workspace import Workspace

ROUNDS = 9
FEW_ROUNDS = 2
BLOCKS = 2_000
COPIES = 120
RESULTS = Path(__file__).parent / "results.md"
# A ratio that is so much above the kept one is warned of. Ratios hold to 0.03 on a quiet machine.
WARN = 1.15
BARE = "bare script"
SYSTEM_FONTS = "bare, system fonts"
# What the scheduled job measures: a second or less each.
FEW = (BARE, "render --clean", "check", "list blocks", "--help")
_BARE = """
import sys
from weasyprint import HTML
HTML(sys.argv[1]).write_pdf(sys.argv[2], pdf_variant="pdf/a-3a")
"""
_TYPST = """
import sys
import typst
typst.compile(sys.argv[1], output=sys.argv[2])
"""
# Copies that are there already are not made again.
_ANEW = 'exec "$@" --output "$(mktemp -d "$0")"'
_ROW = re.compile(r"\| (?P<name>[^|]+?) +\| +[\d.]+ +\| +[\d.]+ +\| +(?P<ratio>[\d.]+) +\|")


class Taken(NamedTuple):
    """Seconds of the processor's and of the clock's, and megabytes of the largest process."""

    cpu: float
    wall: float
    peak: float


def main() -> None:
    """Measure, print the table, and keep it or compare it."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--keep", action="store_true")
    parser.add_argument("--beside", action="store_true")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        commands = _commands(Path(folder))
        if asked.beside:
            commands = {name: commands[name] for name in FEW}
        load = os.getloadavg()[0]
        taken = _measure(commands, FEW_ROUNDS if asked.beside else asked.rounds)
    if asked.beside:
        print("\n".join(beside(ratios(taken), kept_ratios(RESULTS.read_text(encoding="utf-8")))))
        return
    table = _table(taken, asked.rounds, load)
    print(table)
    if asked.keep:
        RESULTS.write_text(table, encoding="utf-8")


def ratios(taken: dict[str, list[tuple[float, float]]], bare: str = BARE) -> dict[str, float]:
    """Each command's least processor time, as a ratio to the bare script's of that row."""
    least = {name: min(cpu for cpu, _ in times) for name, times in taken.items()}
    return {name: cpu / least[bare] for name, cpu in least.items()}


def kept_ratios(table: str) -> dict[str, float]:
    """The ratios in a table that was kept."""
    return {row["name"]: float(row["ratio"]) for row in _ROW.finditer(table)}


def beside(now: dict[str, float], kept: dict[str, float]) -> list[str]:
    """A line of ratios, those kept in brackets; and a warning for each that is much higher."""
    known = {name: ratio for name, ratio in now.items() if name != BARE and name in kept}
    said = "; ".join(f"{name} {ratio:.2f} ({kept[name]:.2f})" for name, ratio in known.items())
    slow = [name for name, ratio in known.items() if ratio > kept[name] * WARN]
    told = "is slower than bench/results.md says; make bench tells more"
    warnings = [f"warning: '{name}' {told}" for name in slow]
    return [f"processor time to the bare script's, now (kept): {said}", *warnings]


def _commands(folder: Path) -> dict[str, list[str]]:
    """The commands, in workspaces made for them."""
    root, large = folder / "workspace", folder / "large"
    new_workspace(root).write()
    plan = new_campaign(Workspace(root), "2016")
    plan.write()
    name = next(iter(plan.files)).parent.name
    order = output.Order(Workspace(root), name, formats=("pdf", "html", "txt"))
    output.render(order)  # which sets FONTCONFIG_FILE, for the commands too
    check_speed.write_library(large, BLOCKS)
    _into_git(root, name)
    program = [sys.executable, "-m", "letterkit"]
    here = [*program, "--quiet", "--workspace", str(root)]
    pdf = str(folder / "made.pdf")
    bare = [sys.executable, "-c", _BARE, str(order.path("letter", "html")), pdf]
    return {
        BARE: bare,
        SYSTEM_FONTS: ["env", "-u", "FONTCONFIG_FILE", *bare],
        "render --clean": [*here, "render", "--clean", "--force", name],
        "render, a draft": [*here, "render", "--force", name],
        "render, unchanged": [*here, "render", "--format", "pdf,html,txt", name],
        "check": [*here, "check", name],
        f"check, {BLOCKS:,} blocks": [*program, "--quiet", "--workspace", str(large), "check", "talks"],
        "list blocks": [*here, "list", "blocks"],
        "status": [*here, "status", name],
        "log": [*here, "log", name],
        f"mail, {COPIES} copies": [
            *("sh", "-c", _ANEW, str(folder / "mail.XXXXXX")),
            *(*here, "mail", name, "--to", _recipients(folder)),
        ],
        "--help": [*program, "--help"],
        **_others(folder, order.path("letter", "txt").read_text(encoding="utf-8"), pdf),
    }


def _recipients(folder: Path) -> str:
    """A table of those whom a mailing goes to, with addresses of two to four lines."""
    path = folder / "recipients.csv"
    rows = ["name,office,salutation,address,country"]
    for i in range(COPIES):
        address = ";".join((f"{i} Main Street", "North Wing", "Third Floor")[: 1 + i % 3])
        rows.append(f'Ann Poe{i},Senator,Senator Poe{i},"{address};Washington, DC 20510",US')
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return str(path)


def _into_git(root: Path, name: str) -> None:
    """The workspace in git, with two commits that `log` can tell of."""
    person = ["-c", "user.name=Ada", "-c", "user.email=ada@example.org"]
    for words in (["init", "-q"], ["add", "-A"], [*person, "commit", "-qm", "Begin"]):
        subprocess.run(["git", "-C", str(root), *words], check=True)
    campaign = root / "campaigns" / name / "campaign.yaml"
    text = campaign.read_text(encoding="utf-8")
    campaign.write_text(text.replace("close: Respectfully", "close: Sincerely"), encoding="utf-8")
    subprocess.run(["git", "-C", str(root), *person, "commit", "-qam", "Close otherwise"], check=True)


def _others(folder: Path, text: str, pdf: str) -> dict[str, list[str]]:
    """Other programs, those that are installed, with the same words."""
    found = {}
    if find_spec("typst"):
        (folder / "letter.typ").write_text(typst_source(text), encoding="utf-8")
        found["Typst"] = [sys.executable, "-c", _TYPST, str(folder / "letter.typ"), pdf]
    if latex := shutil.which("pdflatex"):
        (folder / "letter.tex").write_text(latex_source(text), encoding="utf-8")
        run = ["-interaction=batchmode", f"-output-directory={folder}", str(folder / "letter.tex")]
        found["pdflatex"] = [latex, *run]
    return found


def typst_source(text: str) -> str:
    """The same words as a Typst document."""
    escaped = "".join(f"\\{c}" if c in "#$*_`<>@\\~[]=-+/" else c for c in text)
    head = '#set page(paper: "us-letter", margin: (x: 1.2in, y: 1in))\n#set text(11.25pt)\n'
    return head + escaped


def latex_source(text: str) -> str:
    """The same words as a LaTeX document, without characters that its fonts lack."""
    plain = "".join(c if ord(c) < 0x250 or c in "–—’“”…" else "" for c in text)
    escaped = "".join(rf"\char{ord(c)}{{}}" if c in "\\{}$&#^_%~" else c for c in plain)
    packages = r"\usepackage[T1]{fontenc}\usepackage[margin=1in]{geometry}"
    return rf"\documentclass{{article}}{packages}\begin{{document}}{escaped}\end{{document}}"


def _measure(commands: dict[str, list[str]], rounds: int) -> dict[str, list[tuple[float, float]]]:
    """Seconds of the processor's and of the clock's that each command took in each round."""
    taken: dict[str, list[tuple[float, float]]] = {name: [] for name in commands}
    for number in range(rounds + 1):
        for name, command in commands.items():
            took = run(command)
            if number:
                taken[name].append((took.cpu, took.wall))
    return taken


def run(command: list[str]) -> Taken:
    """Run a command to its end, with its bytecode kept. Raises SystemExit where it fails."""
    environment = {**os.environ}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    began = time.perf_counter()
    process = subprocess.Popen(
        command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    _, status, used = os.wait4(process.pid, 0)
    wall = time.perf_counter() - began
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{command} ended with {process.returncode}")
    return Taken(used.ru_utime + used.ru_stime, wall, used.ru_maxrss / 1024)


def _table(taken: dict[str, list[tuple[float, float]]], rounds: int, load: float) -> str:
    width = max(map(len, taken))
    rows = [
        "# Speed",
        "",
        f"{processor()}, {os.cpu_count()} processors; Python {platform.python_version()}.",
        f"Processor time is the least, the clock's the median of {rounds} rounds. Made by `make bench`.",
        "The ratios are to the bare script with letterkit's fonts, and to it with the system's,",
        f"which are {system_fonts()}. letterkit's commands have their own fonts both times.",
        f"Load average when it began: {load:.1f}. On a busy machine the clock's time says little.",
        "",
        f"| {'command':<{width}} | CPU s | wall s | CPU to the bare script's | with system fonts |",
        f"|{'-' * (width + 2)}|------:|-------:|-------------------------:|------------------:|",
    ]
    to_bare, to_other = ratios(taken), ratios(taken, SYSTEM_FONTS)
    for name, times in taken.items():
        cpu, wall = min(cpu for cpu, _ in times), statistics.median(wall for _, wall in times)
        both = f"{to_bare[name]:24.2f} | {to_other[name]:17.2f}"
        rows.append(f"| {name:<{width}} | {cpu:5.2f} | {wall:6.2f} | {both} |")
    return "\n".join(rows) + "\n"


def system_fonts() -> int:
    """How many faces fontconfig finds where nothing tells it others."""
    environment = {name: value for name, value in os.environ.items() if name != "FONTCONFIG_FILE"}
    done = subprocess.run(["fc-list"], env=environment, capture_output=True, check=False)
    return done.stdout.count(b"\n")


def processor() -> str:
    """The processor's name, as the system gives it."""
    try:
        found = re.search(r"^model name\s*: (.+)$", Path("/proc/cpuinfo").read_text(), re.MULTILINE)
    except OSError:
        found = None
    return found[1] if found else platform.processor() or platform.machine()


if __name__ == "__main__":
    main()

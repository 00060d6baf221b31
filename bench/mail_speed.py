"""Times a mailing of hundreds of copies of the three-page letter, beside Typst's of the same words.

    mail_speed.py [--copies N] [--rounds N]

A sentence about the recipient's state stands in the letter's first passage and one about a committee in
its last; addresses have two to four lines, and no two rows have the same words. What is told is of the
whole command, as an officer runs it, and besides of what a further copy takes: the difference to a
mailing of a fifth of the copies. The processes are made as `fork` and as `spawn` make them. Typst, where
it is installed, compiles each letter by itself (PDF/UA-1 and PDF/A-3a at once, with the delivery data
inside), in as many processes. Of the rounds the quickest counts; memory is the most that any one process
held. POSIX only.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import re
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from importlib.util import find_spec
from pathlib import Path

from bench import Taken, processor, run, typst_source
from letterkit.campaign import render as output
from letterkit.campaign.begin import new_campaign
from letterkit.campaign.starter import new_workspace
from letterkit.library.workspace import Workspace

COPIES = 500
ROUNDS = 3
YEAR = "2013"  # its letter has three pages
COLUMNS = ("name", "office", "organisation", "salutation", "address", "country", "state", "committee")
_STATES = ("Idaho", "Virginia", "West Virginia", "Guam", "North Carolina", "Massachusetts", "Ohio")
_COMMITTEES = ("Health", "Foreign Relations", "the Judiciary", "Rules and Administration", "Finance")
_GIVEN = ("Ann", "Bo", "Zoë", "Maria Elena", "Łucja", "Christopher", "Ed", "Ngozi")
_FAMILY = ("Poe", "Ek", "Roe", "Vandermolen", "de la Cruz", "Ó Briain", "Wasserman Schultz")
_ABOUT = {
    "before-a-first-visit": "{{ recipient.state }}",
    "broad-agenda": "the Committee on {{ recipient.committee }}",
}
_MAIL = """
import sys
from letterkit.__main__ import main
from letterkit.mailing import making

if __name__ == "__main__":
    start = sys.argv.pop(1)
    making.start_method = lambda: start
    main()
"""
_TYPST = """
import json, sys
from concurrent.futures import ProcessPoolExecutor

import typst


def make(rows):
    source, table, folder = sys.argv[1:4]
    compiler = typst.Compiler(source, font_paths=[sys.argv[4]], ignore_system_fonts=True)
    for i, row in rows:
        made = compiler.compile(sys_inputs={"who": json.dumps(row)}, pdf_standards=["ua-1", "a-3a"])
        open(f"{folder}/{i}.pdf", "wb").write(made)


if __name__ == "__main__":
    rows = list(enumerate(json.load(open(sys.argv[2]))))
    count = int(sys.argv[5])
    with ProcessPoolExecutor(count) as pool:
        list(pool.map(make, [rows[i::count] for i in range(count)]))
"""
_TYPST_HEAD = """
#let who = json(bytes(sys.inputs.at("who")))
#let day = datetime(year: 2013, month: 4, day: 10)
#set document(title: "Letter to " + who.salutation, author: "Coalition", date: day)
#set page(paper: "us-letter", margin: (x: 1.2in, y: 1in))
#set text(11.25pt, lang: "en", font: "Source Serif Pro")
#pdf.attach("delivery.json", bytes(sys.inputs.at("who")), relationship: "data",
  mime-type: "application/json", description: "Addresses as data")
= Letter
"""


def main() -> None:
    """Measure, and print the table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--copies", type=int, default=COPIES)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    asked = parser.parse_args()
    print(f"\n{processor()}, {os.cpu_count()} processors; load {os.getloadavg()[0]:.1f} at the beginning")
    print(f"{asked.copies} copies{'':<16}{'letters/s':>10}{'CPU ms a letter':>17}{'peak MB':>9}")
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        rows = list(_rows(asked.copies))
        name = write_workspace(root / "workspace", rows)
        few = asked.copies // 5
        for start in ("fork", "spawn"):
            mailed = partial(_mailed, root, name, start)
            some = _least(asked.rounds, partial(mailed, rows[:few]))
            every = _least(asked.rounds, partial(mailed, rows))
            _tell(f"letterkit mail, {start}", asked.copies, every)
            more = Taken(every.cpu - some.cpu, every.wall - some.wall, every.peak)
            _tell("  a further copy", asked.copies - few, more)
        if find_spec("typst"):
            command = _typst(root, name, rows)
            _tell("Typst, a compile each", asked.copies, _least(asked.rounds, partial(run, command)))


def _tell(what: str, copies: int, taken: Taken) -> None:
    rate, each = copies / max(taken.wall, 0.001), taken.cpu / copies * 1000
    print(f"{what:<27}{rate:>10.0f}{each:>17.1f}{taken.peak:>9.0f}")


def _rows(count: int) -> Iterator[dict[str, str]]:
    """Those who are written to, each with words of their own."""
    for i in range(count):
        family = (
            f"{_FAMILY[i % 7]} {chr(65 + i % 26)}{'abcdefghij'[i // 26 % 10]}{'klmnop'[i // 260 % 6]}"
        )
        above = ("North Wing", "Third Floor")[: i % 3]
        yield {
            "name": f"{_GIVEN[i % 8]} {family}",
            "office": "Senator",
            "organisation": "United States Senate",
            "salutation": f"Senator {family}",
            "address": ";".join((*above, f"{i + 100} Main Street", "Washington, DC 20510")),
            "country": "US",
            "state": f"{_STATES[i % 7]} {i}",
            "committee": f"{_COMMITTEES[i % 5]} {i}",
        }


def write_workspace(root: Path, rows: Sequence[dict[str, str]]) -> str:
    """The workspace with the letter, and what is said to each; the campaign's name."""
    new_workspace(root).write()
    plan = new_campaign(Workspace(root), YEAR)
    plan.write()
    for block, field in _ABOUT.items():
        path = root / f"seeds/framing/{block}.yaml"
        text = re.search(r"text: \|\n(?:(?:  .*)?\n)+", path.read_text(encoding="utf-8"))
        assert text is not None
        said = f"{text[0].rstrip()} That also\n  concerns {field}.\n"
        path.write_text(path.read_text(encoding="utf-8").replace(text[0], said), encoding="utf-8")
    return next(iter(plan.files)).parent.name


def _mailed(root: Path, name: str, start: str, rows: Sequence[dict[str, str]]) -> Taken:
    """What a mailing to these takes; nothing of an earlier one is there."""
    workspace = root / "workspace"
    with (workspace / "people.csv").open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, COLUMNS)
        table.writeheader()
        table.writerows(rows)
    with tempfile.TemporaryDirectory(dir=root) as out:
        here = ["--quiet", "--workspace", str(workspace), "mail", name]
        to = ["--to", str(workspace / "people.csv"), "--output", out]
        taken = run([sys.executable, "-c", _MAIL, start, *here, *to])
        made = len(list(Path(out).glob("*.pdf")))
    if made != len(rows):
        raise SystemExit(f"{made} of {len(rows)} copies were made")
    return taken


def _typst(root: Path, name: str, rows: Sequence[dict[str, str]]) -> list[str]:
    """The command that makes the same letters with Typst."""
    from letterkit.writers.pdf.fonts import serif_folder

    order = output.Order(Workspace(root / "workspace"), name, formats=("txt",), force=True)
    output.render(order)
    text = order.path("letter", "txt").read_text(encoding="utf-8")
    source, table = root / "letter.typ", root / "rows.json"
    source.write_text(_source(text), encoding="utf-8")
    told = [{**row, "lines": row["address"].split(";")} for row in rows]
    table.write_text(json.dumps(told), encoding="utf-8")
    (root / "typst").mkdir()
    fonts, count = str(serif_folder()), str(os.cpu_count() or 1)
    return [sys.executable, "-c", _TYPST, str(source), str(table), str(root / "typst"), fonts, count]


def _source(text: str) -> str:
    """The letter's words in Typst, with what differs in them."""
    head, _, rest = text.partition("Dear ")
    body = rest.partition("\n")[2].strip()
    first, *others = (typst_source(each).partition("11.25pt)\n")[2] for each in body.split("\n\n"))
    return "\n\n".join(
        (
            _TYPST_HEAD,
            typst_source(head.split("\n\n")[0]).partition("11.25pt)\n")[2],
            "#who.name \\ #who.office \\ #who.organisation \\ #who.lines.join(linebreak())",
            "Dear #who.salutation,",
            f"{first} That also concerns #who.state.",
            *others,
            "That also concerns the Committee on #who.committee.",
        )
    )


def _least(rounds: int, measure: Callable[[], Taken]) -> Taken:
    """The quickest of the rounds by each measure; memory is the most."""
    taken = [measure() for _ in range(rounds)]
    return Taken(min(t.cpu for t in taken), min(t.wall for t in taken), max(t.peak for t in taken))


if __name__ == "__main__":
    main()

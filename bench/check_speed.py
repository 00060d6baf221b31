"""Times `check` on libraries of 500, 1,000 and 2,000 blocks, a tenth of them people.

Each time is that of `checks.check` alone, in a fresh process that has loaded its modules and read no
block yet, and the least of some rounds: what the work takes where nothing else is in its way. The last
column shows that a block costs the same however many there are.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from pathlib import Path

from letterkit.checks import names

SIZES = (500, 1_000, 2_000)
ROUNDS = 5
TIMED = """
import sys, time
from pathlib import Path
from letterkit import checks
from letterkit.library.workspace import Workspace
workspace = Workspace(Path(sys.argv[1]))
began = time.perf_counter()
found = checks.check(workspace, "talks")
print(time.perf_counter() - began)
sys.exit("\\n".join(map(str, found)) or None)
"""

PARAGRAPH = """\
  Raise with the officials you meet in {{ dialogue.host_city }} the situation of teachers, printers
  and lawyers in district NUMBER, where courts have closed their doors to families since 2014 and
  where the *Annual Survey of Courts* counted more closed hearings than anywhere else. Ask that
  every trial be open, that “state secrets” be defined by law, and that the {{ dialogue.name }}
  return to the matter at each of its meetings until observers are let in.

  The law on assemblies asks for a permit, and none has been given in the district. Say in public
  that a permit cannot be the price of a right, and that Article 21 of the covenant, which both
  governments have signed, allows no such rule. We would be glad to give your staff the names of
  {{ signatories | length }} people who can speak about it at first hand.
"""
PROVENANCE = """\
as_of: 2020-01
verified: 2020-03
review_after: 12 months
sources:
  - title: Annual Survey of Courts, district NUMBER
    publisher: Rights Now
    url: https://example.org/survey/NUMBER
    date: 2019-11
  - title: Interview with a lawyer
    date: 2020-01-15
origin:
  - seed: letter-NUMBER.txt
    ask: 2
"""
ISSUE = f"""\
topic: courts-NUMBER
title: Open courts in district NUMBER
ask: Say publicly that the courts of district NUMBER must be open
text: |
{PARAGRAPH}{PROVENANCE}"""
FRAMING = f"""\
title: What the survey found in district NUMBER
with:
  hearings: "NUMBER"
text: |
  The survey counted {{{{ with.hearings }}}} hearings behind closed doors.

{PARAGRAPH}{PROVENANCE}"""
PERSON = """\
name: Given Middle NAME
also_known_as: [Old NAME]
described_as: teacher and translator
nationality: a citizen of Geneva
history:
  - date: 2014-05-02
    status: detained
    note: taken from a reading room in district NUMBER
  - date: 2015-01
    status: sentenced
    note: twelve years, for a poem
    sources:
      - title: Judgment NUMBER of the district court
        date: 2015-01
accounts:
  - as_of: 2016-01
    text: |
      who was sentenced in January 2015 for a poem about district NUMBER
  - as_of: 2019-03
    text: |
      who was sentenced in January 2015 for a poem about district NUMBER, and whose family
      was told in March 2019 that visits would end
consent: public
verified: 2020-03
review_after: 12 months
origin:
  - seed: letter-NUMBER.txt
    ask: 3
"""
FIXED = {
    "seeds/dialogues/2020-talks.yaml": """\
name: Bilateral Talks
host_city: Geneva
from: 2020-05-04
to: 2020-05-06
letter:
  date: 2020-04-20
  to: [minister]
  body: [{framing: framing-0}]
  signatures: joint
""",
    "seeds/addresses/minister.yaml": """\
office: Minister of State
organisation: Ministry of State
address: [1 Main Street, "Washington, DC 20520"]
country: US
fax: [{number: "+1 202-647-2283", verified: 2020-03}]
holders:
  - {name: Ada B. Lovelace, honorific: The Honorable, salutation: Minister Lovelace, from: 2019-01-01}
verified: 2020-03
""",
    "seeds/organisations/rights-now.yaml": """\
name: Rights Now
signers: [{name: Max Muster, title: Director, from: 2018}]
""",
    "seeds/signatures/joint.yaml": "title: Joint\norganisations: [rights-now]\n",
}


def main() -> None:
    """Print the times of libraries of each size."""
    print(f"\n{'checks.check':<28}{'seconds':>9}{'ms a 100 blocks':>18}   (least of {ROUNDS})")
    with tempfile.TemporaryDirectory() as folder:
        for size in SIZES:
            root = Path(folder) / str(size)
            write_library(root, size)
            seconds = min(_seconds(root) for _ in range(ROUNDS))
            name = f"{size:,} blocks, {size // 10} people"
            print(f"{name:<28}{seconds:>8.3f}s{seconds / size * 100_000:>18.1f}")
    for people in (20, 2_000):
        print(f"{f'{people:,} names, 60,000 words':<28}{_names_seconds(people):>8.3f}s")


def write_library(root: Path, size: int) -> None:
    """A workspace of `size` blocks without a defect; its letter uses two dozen of them."""
    people = size // 10
    prose = size - people - len(FIXED) - 1
    files = dict(FIXED)
    for number in range(people):
        name = "".join(chr(ord("a") + int(digit)) for digit in str(number)).capitalize()
        person = PERSON.replace("NUMBER", str(number)).replace("NAME", name)
        files[f"seeds/people/person-{number}.yaml"] = person
    for number in range(prose):
        kind, text = ("framing", FRAMING) if number % 3 == 0 else ("issues", ISSUE)
        files[f"seeds/{kind}/{kind}-{number}.yaml"] = text.replace("NUMBER", str(number))
    named = "\n".join(f"  - person-{number}" for number in range(min(people, 10)))
    files["seeds/case-lists/named.yaml"] = f"title: Named\ncases:\n{named}\n"
    files["campaigns/talks/campaign.yaml"] = _campaign()
    for path, text in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")


def _campaign() -> str:
    asks = ", ".join(f"issues-{number}" for number in range(20) if number % 3)
    return f"""\
dialogue: 2020-talks
date: 2020-04-20
to: [minister]
body:
  - framing: framing-0
  - asks: [{asks}]
  - cases: named
signatures: joint
"""


def _names_seconds(people: int) -> float:
    """The least time to look for so many names in 60,000 words."""
    text = "Ask for the release of Person Number of the Name who is held in the North\n" * 4_000
    find = names.pattern(
        [f"{first}{'abcdefghij'[i % 10]}{i} Name{i}" for first in "PNA" for i in range(people // 3)]
    )
    times = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        assert find.search(text) is None
        times.append(time.perf_counter() - began)
    return min(times)


def _seconds(root: Path) -> float:
    done = subprocess.run(
        [sys.executable, "-c", TIMED, str(root)], check=True, capture_output=True, text=True
    )
    return float(done.stdout)


if __name__ == "__main__":
    main()

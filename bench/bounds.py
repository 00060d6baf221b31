"""Times what must not explode: hostile blocks, and a letter with many signatories.

Each row is a whole `letterkit render` of a small workspace in which one file is spoilt, or which has so
many signatories; the least of some rounds, with the ratio to the same workspace as it was.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path

ROUNDS = 3
FILES = {
    "seeds/dialogues/2020-talks.yaml": (
        "name: Bilateral Talks\nhost_city: Geneva\nfrom: 2020-05-04\nto: 2020-05-06\n"
        "letter: {date: 2020-04-20, to: [minister], body: [{framing: opening}], signatures: joint}\n"
    ),
    "seeds/addresses/minister.yaml": (
        'office: Minister of State\naddress: [1 Main Street, "Washington, DC 20520"]\ncountry: US\n'
        "holders: [{name: Ada B. Lovelace, salutation: Minister Lovelace, from: 2019-01-01}]\n"
    ),
    "seeds/framing/opening.yaml": "title: Opening\ntext: Before the talks we write to you.\n",
    "seeds/organisations/rights-now.yaml": "name: Rights Now\n",
    "seeds/signatures/joint.yaml": "title: Joint\nsign_as: organisation\norganisations: [rights-now]\n",
    "campaigns/talks/campaign.yaml": (
        "dialogue: 2020-talks\ndate: 2020-04-20\nto: [minister]\nbody: [{framing: opening}]\n"
        "signatures: joint\n"
    ),
}


def main() -> None:
    """Print the table."""
    usual = _seconds({})
    print(f"\n{'letterkit render':<28}{'seconds':>9}{'ratio':>9}   (least of {ROUNDS})")
    print(f"{'a small letter':<28}{usual:>8.2f}s{1:>9.2f}")
    for name, files in (*_hostile(), *(_signatories(number) for number in (100, 400))):
        seconds = _seconds(files)
        print(f"{name:<28}{seconds:>8.2f}s{seconds / usual:>9.2f}")


def _hostile() -> list[tuple[str, Mapping[str, str]]]:
    """Blocks that are to be refused at once."""
    aliases = [f"k{n}: &k{n} [{', '.join([f'*k{n - 1}'] * 9)}]\n" for n in range(1, 100)]
    texts = {
        "aliases of aliases": "k0: &k0 [x]\n" + "".join(aliases),
        "100,000 brackets": "text: " + "[" * 100_000,
        "a paragraph of 300 kB": "text: " + "word " * 60_000,
        "68 quotations": f"text: |\n  {'> ' * 68}x\n",
    }
    return [(name, {"seeds/framing/opening.yaml": text}) for name, text in texts.items()]


def _signatories(number: int) -> tuple[str, Mapping[str, str]]:
    """So many organisations, each with a person who signs for it."""
    names = [f"organisation-{n}" for n in range(number)]
    files = {
        f"seeds/organisations/{name}.yaml": (
            f"name: Organisation {n}\nsigners: [{{name: Signer {n}, title: Director, from: 2018}}]\n"
        )
        for n, name in enumerate(names)
    }
    files["seeds/signatures/joint.yaml"] = f"title: Joint\norganisations: [{', '.join(names)}]\n"
    return f"{number} signatories", files


def _seconds(files: Mapping[str, str]) -> float:
    """The least of some renders of the small workspace with these files in place of its own."""
    with tempfile.TemporaryDirectory() as folder:
        for path, text in {**FILES, **files}.items():
            file = Path(folder, path)
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
        command = [sys.executable, "-m", "letterkit", "--quiet", "render", "--force", "--clean"]
        times = []
        for _ in range(ROUNDS):
            began = time.perf_counter()
            subprocess.run(command, cwd=folder, capture_output=True, check=False)
            times.append(time.perf_counter() - began)
        return min(times)


if __name__ == "__main__":
    main()

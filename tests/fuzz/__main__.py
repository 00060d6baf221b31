"""Try hostile inputs, many of them: `cd tests && ../.venv/bin/python -m fuzz --inputs 1000000`.

Each target gets its share of the inputs, by their numbers from `--first` on. What is found is printed
with what tries the one input again, and the exit status is 1.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Sequence

from fuzz.inputs import MAKERS, data_of
from fuzz.runs import faults_of
from fuzz.targets import TARGETS


def main() -> int:
    """Run what the command line asks for; the exit status."""
    wanted = _arguments()
    if wanted.only is not None:
        for target in wanted.targets:
            data = data_of(target, wanted.seed, wanted.only)
            sys.stdout.write(f"{target}: {data!r}\n")
            TARGETS[target](data)
        return 0
    return max(_try_all(target, wanted) for target in wanted.targets)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m fuzz", description=__doc__)
    parser.add_argument("targets", nargs="*", default=list(MAKERS), help=", ".join(MAKERS))
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--inputs", type=int, default=9_000, help="of all targets together")
    parser.add_argument("--first", type=int, default=0, metavar="N", help="the number of the first input")
    parser.add_argument("--only", type=int, metavar="N", help="try this one input, with its traceback")
    return parser.parse_args()


def _try_all(target: str, wanted: argparse.Namespace) -> int:
    targets: Sequence[str] = wanted.targets
    numbers = range(wanted.first, wanted.first + wanted.inputs // len(targets))
    began = time.monotonic()
    found = 0
    for fault in faults_of(target, wanted.seed, numbers):
        found += 1
        _say(str(fault))
    seconds = time.monotonic() - began
    _say(f"{target}: {len(numbers):,} inputs of seed {wanted.seed} in {seconds:.0f} s, {found} faults")
    return int(found > 0)


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())

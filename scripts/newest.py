"""Run the tests with the newest versions of everything that letterkit needs, and say which they are.

The lock is what people use; this says in time what the next lock will bring. The environment is made anew
in `.venv-newest`, beside the locked one, and left there to be looked at. Exit status: that of the tests,
or 3 where the environment could not be made.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from setup import EXTRAS, LOCK, ROOT, SetupError, provide_browser, provide_libraries, requirements, say

VENV = ROOT / ".venv-newest"


def main() -> int:
    """Make the environment, tell what is newer in it than in the lock, and run the tests."""
    try:
        provide_libraries()
        provide_browser()
        python = _environment()
    except SetupError as error:
        say(str(error))
        return 3
    for line in _newer(python):
        say(line)
    tests = [str(python), "-m", "pytest", "-q", "-n", "auto", "--maxprocesses", "4"]
    return subprocess.run(tests, cwd=ROOT, check=False).returncode


def _environment() -> Path:
    """Its Python. Raises SetupError where something cannot be installed."""
    python = VENV / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    wanted = requirements(["dev", *EXTRAS["test"]])
    pip = [str(python), "-m", "pip", "--disable-pip-version-check", "--no-input", "-qq", "install"]
    for command in (
        [sys.executable, "-m", "venv", "--clear", str(VENV)],
        [*pip, "--upgrade", "pip", *wanted],
        [*pip, "--no-deps", "--no-build-isolation", "-e", "."],
    ):
        if subprocess.run(command, cwd=ROOT, check=False).returncode:
            raise SetupError(f"this failed: {' '.join(command)}")
    return python


def _newer(python: Path) -> list[str]:
    """'pillow 13.0.0 → 13.1.0' for each package of the lock that has another version now."""
    listing = [str(python), "-m", "pip", "list", "--format=json", "--disable-pip-version-check"]
    there = json.loads(subprocess.run(listing, capture_output=True, check=True, text=True).stdout)
    now = {package["name"].lower().replace("_", "-"): package["version"] for package in there}
    lines = LOCK.read_text(encoding="utf-8").splitlines()
    locked = dict(line.split()[0].split("==") for line in lines if "==" in line)
    return [
        f"{name} {version} → {now[name]}"
        for name, version in sorted(locked.items())
        if name in now and now[name] != version
    ]


if __name__ == "__main__":
    sys.exit(main())

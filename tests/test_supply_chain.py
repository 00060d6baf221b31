"""What letterkit is installed from: the lock with its hashes, and the bill of materials in the wheel."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from conftest import REPOSITORY

PROJECT = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))["project"]
LOCK = (REPOSITORY / "constraints.txt").read_text(encoding="utf-8")
ENTRIES = re.split(r"\n(?=\S)", LOCK.strip())
BILL = json.loads((REPOSITORY / "sbom.cdx.json").read_text(encoding="utf-8"))


def test_every_locked_package_has_one_version_and_hashes() -> None:
    entry = re.compile(r"[a-z0-9.-]+==[^ ;\\]+( ; [^\\]+)?( \\\n {4}--hash=sha256:[0-9a-f]{64})+")
    assert [text for text in ENTRIES if not entry.fullmatch(text)] == []


def test_the_lock_names_no_place_to_get_packages_from() -> None:
    assert re.search(r"://|--index|--find|file:", LOCK) is None


def test_the_lock_holds_all_that_the_project_asks_for() -> None:
    locked = dict(re.findall(r"(?m)^([a-z0-9.-]+)==([^ ;\\]+)", LOCK))
    asked = [
        *PROJECT["dependencies"],
        *(x for extra in PROJECT["optional-dependencies"].values() for x in extra),
    ]
    for requirement in map(Requirement, asked):
        assert requirement.specifier.contains(locked[canonicalize_name(requirement.name)]), requirement


def test_the_bill_is_of_this_lock(tmp_path: Path) -> None:
    program = REPOSITORY / "scripts" / "sbom.py"
    subprocess.run([sys.executable, str(program), str(tmp_path / "bill.json")], check=True)
    made = json.loads((tmp_path / "bill.json").read_text(encoding="utf-8"))
    if sys.platform != "linux":  # licences are read from what is installed, which differs elsewhere
        for component in (*made["components"], *BILL["components"]):
            component.pop("licenses", None)
    assert made == BILL, "run: make lock"


def test_the_bill_follows_its_standard() -> None:
    text = (REPOSITORY / "sbom.cdx.json").read_text(encoding="utf-8")
    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(text) is None


def test_the_bill_names_each_package_that_a_letter_needs() -> None:
    named = {component["name"] for component in BILL["components"]}
    needed = {canonicalize_name(Requirement(line).name) for line in PROJECT["dependencies"]}
    assert needed <= named
    assert "pytest" not in named


def test_the_wheel_carries_the_bill(tmp_path: Path) -> None:
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(tmp_path), "."]
    subprocess.run(build, cwd=REPOSITORY, check=True, capture_output=True)
    (wheel,) = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        (name,) = (name for name in archive.namelist() if ".dist-info/sboms/" in name)
        assert json.loads(archive.read(name)) == BILL

"""Write `sbom.cdx.json`: what a letterkit of the lock consists of, for whoever must know.

A software bill of materials in the form CycloneDX 1.6: every package that a letter is drafted with, its
version in `constraints.txt`, its licence and what it needs in turn, on any system. The wheel carries it
(PEP 770). The same lock gives the same bytes. What only tests or benchmarks need is not in it.

It is written to another place where that is named: `python scripts/sbom.py FILE`.
"""

from __future__ import annotations

import re
import sys
import uuid
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path
from typing import cast

from cyclonedx.contrib.license.factories import LicenseFactory
from cyclonedx.model.bom import Bom, BomMetaData
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.model.license import License
from cyclonedx.output.json import JsonV1Dot6
from packageurl import PackageURL
from packaging.markers import default_environment
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from setup import LOCK, ROOT, requirements

BILL = ROOT / "sbom.cdx.json"
# Where letterkit is made to run: a need of an older Python or of another system is none.
_PLACES: list[dict[str, str]] = [
    {
        **cast("dict[str, str]", default_environment()),
        "python_version": python,
        "python_full_version": f"{python}.0",
        **system,
    }
    for python in ("3.11", "3.12", "3.13")
    for system in (
        {"sys_platform": "linux", "platform_system": "Linux", "os_name": "posix"},
        {"sys_platform": "darwin", "platform_system": "Darwin", "os_name": "posix"},
        {"sys_platform": "win32", "platform_system": "Windows", "os_name": "nt"},
    )
]
# A name for what this checkout is, of which the bill's number is made (RFC 9562, 5.5).
_SPACE = uuid.uuid5(uuid.NAMESPACE_URL, "urn:letterkit:sbom")


def main(arguments: list[str]) -> int:
    """Write the bill, and return the exit status."""
    file = Path(arguments[0]) if arguments else BILL
    file.write_text(bill(), encoding="utf-8")
    return 0


def locked() -> dict[str, str]:
    """Every package of the lock with its version."""
    lines = LOCK.read_text(encoding="utf-8").splitlines()
    found = (re.match(r"([a-z0-9.-]+)==([^ ;\\]+)", line) for line in lines)
    return {match[1]: match[2] for match in found if match}


def bill() -> str:
    """The bill as JSON. Raises KeyError where a package is not locked."""
    versions = locked()
    needs: dict[str, list[str]] = {"letterkit": sorted(map(_name, requirements([])))}
    waiting = list(needs["letterkit"])
    while waiting:
        name = waiting.pop()
        if name not in needs:
            needs[name] = sorted(need for need in _needs(name) if need in versions)
            waiting += needs[name]
    parts = {name: _component(name, versions[name]) for name in needs if name != "letterkit"}
    whole = Component(name="letterkit", type=ComponentType.APPLICATION, version=_version())
    whole.bom_ref.value = "letterkit"
    bom = Bom(metadata=BomMetaData(component=whole), components=parts.values())
    bom.serial_number = uuid.uuid5(_SPACE, LOCK.read_text(encoding="utf-8"))
    bom.metadata.timestamp = None  # type: ignore[assignment]  # the moment would make each build another
    for name, needed in needs.items():
        bom.register_dependency(parts.get(name, whole), [parts[need] for need in needed])
    text: str = JsonV1Dot6(bom).output_as_string(indent=1)
    return f"{text}\n"


def _version() -> str:
    """Letterkit's own version, as it stands in its code."""
    code = (ROOT / "src" / "letterkit" / "__init__.py").read_text(encoding="utf-8")
    return str(re.findall(r'__version__ = "([^"]+)"', code)[0])


def _needs(name: str) -> Iterator[str]:
    """The packages that one needs itself, without its extras, whatever the system."""
    try:
        lines = metadata.requires(name) or []
    except metadata.PackageNotFoundError:  # of another system
        return
    for line in lines:
        marker = Requirement(line).marker
        if marker is None or any(marker.evaluate(place) for place in _PLACES):
            yield _name(line)


def _name(requirement: str) -> str:
    return canonicalize_name(Requirement(requirement).name)


def _component(name: str, version: str) -> Component:
    component = Component(
        name=name,
        version=version,
        type=ComponentType.LIBRARY,
        purl=PackageURL("pypi", name=name, version=version),
        licenses=_licences(name),
    )
    component.bom_ref.value = f"{name}@{version}"
    return component


def _licences(name: str) -> list[License]:
    """The licence that a package states: an expression of SPDX (PEP 639), or the words that it has."""
    try:
        stated = metadata.metadata(name).json
    except metadata.PackageNotFoundError:  # of another system
        return []
    words = stated.get("license_expression") or _classified(stated.get("classifier", []))
    words = words or str(stated.get("license", "")).strip().partition("\n")[0]
    return [LicenseFactory().make_from_string(str(words))] if words else []


def _classified(classifiers: str | list[str]) -> str:
    found = [text.rpartition(" :: ")[2] for text in classifiers if text.startswith("License :: OSI")]
    return " or ".join(found)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""What the machine has, and what is said of what it lacks."""

from __future__ import annotations

import json

import jsonschema
import pytest

from letterkit import doctor
from letterkit.diagnostics import LetterkitError
from letterkit.writers.pdf import fonts, loading


def test_what_is_needed_is_here() -> None:
    """The other tests make PDFs."""
    found = doctor.examine()
    assert [one.name for one in found if one.needed and not one.present] == []
    assert {"Python", "Pango", fonts.SERIF, "git"} <= {one.name for one in found}


def test_without_pango_no_letter_is_made_and_the_remedy_is_named(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def missing() -> None:
        raise LetterkitError("Pango is missing", "install it")

    monkeypatch.setattr(loading, "import_weasyprint", missing)
    (pango,) = [one for one in doctor.examine() if one.name == "Pango"]
    assert pango == doctor.Component("Pango", False, "Pango is missing", remedy="install it")


def test_without_git_letters_are_made(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    (git,) = [one for one in doctor.examine() if one.name == "git"]
    assert (git.present, git.needed) == (False, False)
    assert git.remedy is not None


def test_the_components_follow_their_schema() -> None:
    rows = json.loads(doctor.to_json(doctor.examine()))
    jsonschema.validate(rows, doctor.schema())
    assert rows[0]["name"] == "Python"

"""The templates that are compiled already: they are what Jinja makes of the packaged ones.

`LETTERKIT_REWRITE=1` compiles them anew; that is due whenever one of them or Jinja was changed.
"""

from __future__ import annotations

import os

import jinja2
import pytest

from conftest import REPOSITORY
from letterkit.writers import Assets
from letterkit.writers.html import packaged_template
from letterkit.writers.templates import COMPILED, CompiledTemplates, compiled_file

TEMPLATES = REPOSITORY / "templates"
ASSETS = Assets((TEMPLATES,), REPOSITORY / "fonts", REPOSITORY)
NAMES = (
    *("changes-sheet.html.jinja", "letter.html.jinja", "parts.html.jinja"),
    *("press-release.html.jinja", "review-sheet.html.jinja"),
    *("letter.css", "review-sheet.css"),
)
CACHE = CompiledTemplates()


@pytest.fixture(scope="module")
def environment() -> jinja2.Environment:
    return packaged_template(NAMES[0], ASSETS).environment


@pytest.mark.parametrize("name", NAMES)
def test_a_compiled_template_is_what_jinja_makes_of_it(
    environment: jinja2.Environment, name: str
) -> None:
    source = (TEMPLATES / name).read_text(encoding="utf-8")
    made = environment.compile(source, name, raw=True) + CACHE.mark(source)
    if os.environ.get("LETTERKIT_REWRITE"):
        compiled_file(name).write_text(made, encoding="utf-8")
    kept = compiled_file(name).read_text(encoding="utf-8")
    if not kept.endswith(f" {jinja2.__version__}\n"):
        pytest.skip("another Jinja than the one that compiled them")
    assert kept == made
    assert CACHE.get_bucket(environment, name, None, source).code is not None


def test_there_is_no_other() -> None:
    assert sorted(COMPILED.glob("*.txt")) == sorted(map(compiled_file, NAMES))


def test_a_template_that_was_changed_is_compiled_anew(environment: jinja2.Environment) -> None:
    source = (TEMPLATES / NAMES[1]).read_text(encoding="utf-8")
    assert CACHE.get_bucket(environment, NAMES[1], None, f"{source} ").code is None


def test_another_jinja_compiles_it_anew(
    environment: jinja2.Environment, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = (TEMPLATES / NAMES[1]).read_text(encoding="utf-8")
    monkeypatch.setattr(jinja2, "__version__", "3.1.5")
    assert CACHE.get_bucket(environment, NAMES[1], None, source).code is None

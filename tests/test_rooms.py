"""The rooms of src/letterkit: each imports only from those above it, and the command line is quick."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

SOURCE = Path(__file__).parent.parent / "src" / "letterkit"

ROOMS = (
    "__init__",
    "diagnostics",
    "source",
    "model",
    "library",
    "git",
    "revisions",
    "letter",
    "phrases",
    "typography",
    "markup",
    "interpolate",
    "assemble",
    "checks",
    "redline",
    "importer",
    "writers",
    "output",
    "watching",
    "schemas",
    "scaffold",
    "new_dialogue",
    "finalize",
    "comparison",
    "history",
    "status",
    "review",
    "catalogue",
    "inspection",
    "doctor",
    "proposals",
    "cli",
    "__main__",
)
# Rooms of several modules, from the one all the others may use to the last.
INSIDE = {
    "assemble": ("parts", "letter", "release", "__init__"),
    "writers": (
        "__init__",
        "fonts",
        "json",
        "text",
        "html",
        "contacts",
        "lines",
        "margins",
        "review",
        "changes",
        "pdf",
    ),
    "checks": (
        *("subject", "texts", "review", "names"),
        *("references", "merge_fields"),
        *("offices", "facts", "cases", "signatories", "letter", "press_release"),
        *("topics", "time_words", "text"),
        "__init__",
    ),
    "redline": (
        *("words", "resolve", "pairs", "inline", "causes", "marks", "compare"),
        *("summary", "consent", "__init__"),
    ),
    "importer": (
        *("parts", "words", "characters", "languages", "dates"),
        *("text", "markdown", "html", "docx", "pdf", "mail", "paragraphs"),
        *("names", "fax", "entries", "signatures", "addresses", "chrome", "asks", "cases", "release"),
        *("parse", "results", "reading", "__init__"),
    ),
    "review": ("__init__", "passages", "views", "page", "pasts", "desk", "still", "live", "serve"),
    "proposals": (
        *("block_text", "likeness", "fields", "offices", "segments", "draft", "propose"),
        *("intake", "adopt", "__init__"),
    ),
    "cli": (
        *("terminal", "machine", "library", "letters", "importing", "redlines", "history", "review"),
        "__init__",
    ),
}
FILES = sorted(SOURCE.rglob("*.py"))
HEAVY = (
    *("weasyprint", "pydantic", "jinja2", "babel", "rich"),
    *("watchfiles", "pypdfium2", "PIL", "http.server"),
    *("lxml", "readability", "phonenumbers"),
)


def module_name(file: Path) -> tuple[str, ...]:
    """The parts of a module's name below letterkit: ('writers', 'html'), ('writers', '__init__')."""
    return file.relative_to(SOURCE).with_suffix("").parts


def imports(tree: ast.AST) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Every module of letterkit that is imported, wherever in the file, with its line."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield from named(node.lineno, alias.name)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"line {node.lineno}: a relative import"
            for alias in node.names:
                yield from named(node.lineno, f"{node.module}.{alias.name}")


def named(line: int, dotted: str) -> Iterator[tuple[int, tuple[str, ...]]]:
    """The module that a dotted name leads to; what follows the module is a name inside it."""
    package, *parts = dotted.split(".")
    if package != "letterkit":
        return
    while parts and not (
        (SOURCE / Path(*parts)).is_dir() or (SOURCE / Path(*parts)).with_suffix(".py").is_file()
    ):
        parts.pop()
    if (SOURCE / Path(*parts)).is_dir():
        parts.append("__init__")
    yield line, tuple(parts)


def below(name: tuple[str, ...], imported: tuple[str, ...]) -> bool:
    """Whether a module imports one that does not stand above it."""
    if name[0] != imported[0]:
        return ROOMS.index(imported[0]) > ROOMS.index(name[0])
    if len(name) == 1:
        return True  # itself
    inside = INSIDE[name[0]]
    return inside.index(imported[1]) >= inside.index(name[1])


def test_the_rooms_are_the_files_there_are() -> None:
    assert {module_name(file)[0] for file in FILES} == set(ROOMS)
    for room, modules in INSIDE.items():
        assert {file.stem for file in FILES if module_name(file)[0] == room} == set(modules)


@pytest.mark.parametrize("file", FILES, ids=lambda file: "/".join(module_name(file)))
def test_a_module_imports_only_from_above(file: Path) -> None:
    tree = ast.parse(file.read_text(encoding="utf-8"))
    name = module_name(file)
    wrong = [f"line {line}: {'.'.join(found)}" for line, found in imports(tree) if below(name, found)]
    assert wrong == []


@pytest.mark.parametrize(
    ("name", "statement", "wrong"),
    [
        (("source",), "from letterkit.diagnostics import Location", False),
        (("source",), "from letterkit import diagnostics", False),
        (("source",), "import letterkit.diagnostics", False),
        (("source",), "from letterkit import __version__", False),
        (("source",), "import yaml.library", False),
        (("source",), "from letterkit.model import Part", True),
        (("source",), "def late():\n    from letterkit import model", True),
        (("source",), "if TYPE_CHECKING:\n    import letterkit.model as m", True),
        (("letter",), "from letterkit.writers.json import to_json", True),
        (("writers", "json"), "from letterkit.writers import Written", False),
        (("writers", "json"), "from letterkit.writers import pdf", True),
        (("writers", "__init__"), "from letterkit.writers import html", True),
        (("checks", "__init__"), "from letterkit.checks import references", False),
    ],
)
def test_the_rule_itself(name: tuple[str, ...], statement: str, wrong: bool) -> None:
    assert any(below(name, found) for _, found in imports(ast.parse(statement))) is wrong


def test_the_command_line_loads_nothing_heavy() -> None:
    code = f"import sys, letterkit.cli; print([name for name in {HEAVY} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"

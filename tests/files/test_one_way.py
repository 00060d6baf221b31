"""One way to a file, and one to git: whatever opens, lists, writes or starts is listed here."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import letterkit

SOURCES = Path(letterkit.__file__).parent
# Methods of Path, and functions of a module, that look into a folder, read, write, move or delete.
METHODS = {
    *("open", "read_text", "read_bytes", "write_text", "write_bytes", "iterdir", "glob", "rglob"),
    *("unlink", "rmdir", "mkdir", "touch", "rename", "replace", "symlink_to", "hardlink_to", "chmod"),
}
MODULES = {
    "os": {
        *(
            "open",
            "listdir",
            "scandir",
            "walk",
            "fwalk",
            "mkdir",
            "makedirs",
            "remove",
            "unlink",
            "rename",
        ),
        *("replace", "link", "symlink", "mkfifo", "rmdir", "removedirs", "renames", "chmod", "truncate"),
        *("system", "popen", "startfile", "execv", "execve", "spawnv", "posix_spawn", "fork"),
    },
    "io": {"open", "FileIO"},
    "subprocess": {"run", "Popen", "call", "check_call", "check_output", "getoutput"},
}
WHOLE_MODULES = {"shutil", "tempfile", "glob", "fileinput", "mmap", "linecache"}
LOADERS = {"FileSystemLoader", "PackageLoader", "ModuleLoader"}
# What else may, and why: a file, and what it calls there.
EXCEPTIONS = {
    ("cli/terminal.py", "os.open"): "the null device, in the place of a closed stream",
    ("cli/terminal.py", "open"): "the null device, in the place of a closed stream",
    ("cli/terminal.py", "io.TextIOBase"): "a type",
    ("cli/terminal.py", "shutil.get_terminal_size"): "asks the terminal, no file",
    ("cli/terminal.py", "subprocess.run"): "the user's own editor, for --edit",
    ("review/live_page.py", "shutil.which"): "whether the user's own editor can be linked to",
    ("past/git.py", "shutil.which"): "finds git",
    ("past/git.py", "subprocess.Popen"): "starts git, the one place that does",
    ("limits/archives.py", "open"): "a part of an archive that is in memory",
    ("writers/pdf/inspection.py", "open"): "pikepdf, of bytes",
    ("campaign/verify.py", "open"): "pikepdf, of bytes",
    ("limits/process.py", "subprocess.Popen"): "Python itself, which reads a foreign file apart",
    ("library/member_tables.py", "read_text"): "letterkit's own words, whose place is in the program",
    ("importer/chain.py", "read_bytes"): "letterkit's own weights, whose place is in the program",
    ("limits/__init__.py", "read_text"): "the system's own account of this process's memory",
    ("writers/pdf/loading.py", "read_bytes"): "WeasyPrint's own module",
    ("writers/pdf/loading.py", "read_text"): "WeasyPrint's own module, and what cffi wrote of it",
    ("writers/pdf/loading.py", "io.StringIO"): "where cffi says what it does",
    ("writers/pdf/loading.py", "io.BytesIO"): "a profile of colours that is in memory",
    ("pictures/png.py", "open"): "Pillow, of bytes",
    ("delivery/fax/tiff.py", "open"): "Pillow, of bytes",
    ("delivery/fax/machine.py", "open"): "pikepdf, of bytes",
    ("delivery/post.py", "open"): "pikepdf, of bytes",
    ("mailing/merged.py", "open"): "pikepdf, of bytes",
    ("mailing/keeping.py", "open"): "pikepdf, of bytes",
    ("delivery/gateways.py", "read_text"): "letterkit's own profiles, whose place is in the program",
    ("delivery/numbers.py", "read_text"): "letterkit's own table of areas, whose place is in the program",
    ("writers/pdf/inspection.py", "read_bytes"): "an attachment of a PDF that is in memory",
    ("language/loader.py", "glob"): "letterkit's own language files, whose place is in the program",
    ("language/loader.py", "read_text"): "letterkit's own language files, whose place is in the program",
    ("language/loader.py", "read_bytes"): "letterkit's own modules",
    ("language/locales.py", "read_bytes"): "letterkit's own modules and babel's",
    ("language/telephones.py", "read_bytes"): "letterkit's own module and phonenumbers'",
}


def calls(tree: ast.AST) -> Iterator[tuple[str, int]]:
    """What a module calls that the rule is about, and the line."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module in (*WHOLE_MODULES, *MODULES):
            yield from ((f"{node.module}.{alias.name}", node.lineno) for alias in node.names)
        if isinstance(node, ast.Name) and node.id in LOADERS:
            yield node.id, node.lineno
        if not isinstance(node, ast.Call):
            continue
        function = node.func
        if isinstance(function, ast.Name) and function.id == "open":
            yield "open", node.lineno
        if isinstance(function, ast.Attribute):
            yield from _of_attribute(function, node)


def _of_attribute(function: ast.Attribute, call: ast.Call) -> Iterator[tuple[str, int]]:
    base = function.value.id if isinstance(function.value, ast.Name) else ""
    if base in WHOLE_MODULES or function.attr in MODULES.get(base, ()):
        yield f"{base}.{function.attr}", call.lineno
    elif (
        base not in (*MODULES, "self") and function.attr in METHODS and _is_of_a_path(function.attr, call)
    ):
        yield function.attr, call.lineno


def _is_of_a_path(method: str, call: ast.Call) -> bool:
    """Path's take one argument; str's `replace` and an edit's `rename` take two, a date's names them."""
    if method not in METHODS:
        return False
    return method not in ("replace", "rename") or (len(call.args) == 1 and not call.keywords)


def found() -> Iterator[tuple[str, str, int]]:
    for file in sorted(SOURCES.rglob("*.py")):
        name = file.relative_to(SOURCES).as_posix()
        if not name.startswith("files/"):
            for call, line in calls(ast.parse(file.read_text(encoding="utf-8"))):
                yield name, call, line


def test_files_are_opened_listed_and_written_in_one_room() -> None:
    others = [f"{name}:{line}: {call}" for name, call, line in found() if (name, call) not in EXCEPTIONS]
    assert others == []


def test_every_exception_is_one() -> None:
    assert set(EXCEPTIONS) - {(name, call) for name, call, _ in found()} == set()


def test_the_rule_sees_what_it_is_about() -> None:
    code = "from shutil import rmtree\nPath('x').read_text()\nopen('x')\nos.listdir('x')\na.replace(b)"
    seen = [call for call, _ in calls(ast.parse(code))]
    assert sorted(seen) == ["open", "os.listdir", "read_text", "replace", "shutil.rmtree"]


def test_only_one_module_starts_git() -> None:
    starting = [name for name, call, _ in found() if call.startswith("subprocess.")]
    assert sorted(set(starting)) == [
        *("cli/terminal.py", "limits/process.py", "past/git.py"),
    ]

"""Where templates come from: the folders of templates, by a plain name, and nowhere else.

Jinja makes Python of a template, which for a letter's takes as long as laying out two of its pages. What
it made of those packaged templates that most PDFs need lies in `compiled/`, and Python keeps its bytecode
beside it, as of any source.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from importlib.machinery import SourceFileLoader
from pathlib import Path

import jinja2
from jinja2 import BaseLoader, BytecodeCache, Environment, TemplateError, TemplateNotFound, meta
from jinja2.bccache import Bucket

from letterkit.files.reading import TEMPLATE, as_text, read_file
from letterkit.writers import Assets


class UnfitTemplateError(TemplateError):
    """A template that cannot be read: its file, and why."""

    def __init__(self, name: str, cause: OSError) -> None:
        super().__init__(f"{name}: {cause.strerror or cause}")
        self.cause = cause


class TemplateLoader(BaseLoader):
    """Reads the templates of some assets. What a template includes, imports or extends is one of them.

    In a process that lives on it notices one that was changed, or came to stand before the one it read.
    """

    def __init__(self, assets: Assets) -> None:
        self.assets = assets

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, Callable[[], bool]]:
        """What Jinja asks for. Raises TemplateNotFound, and TemplateError for what is no plain name."""
        found = self.found(template)

        def is_unchanged() -> bool:
            try:
                return self.found(template) == found
            except TemplateError:
                return False

        return *found, is_unchanged

    def found(self, name: str) -> tuple[str, str]:
        """The text of a template, and its file. Raises as `get_source` does."""
        if not name or "\x00" in name or name.startswith(".") or "/" in name or "\\" in name:
            raise TemplateError(f"'{name}' is no name of a template: give it without folders")
        try:
            path, content = self.assets.find(name, TEMPLATE)
            return as_text(content, path), str(path)
        except FileNotFoundError:
            raise TemplateNotFound(name) from None
        except OSError as error:
            raise UnfitTemplateError(name, error) from None


COMPILED = Path(__file__).parent / "compiled"
"""The folder of templates that are compiled already."""


def compiled_file(template: str) -> Path:
    """The file of a template that is compiled already, of which there are a few."""
    return COMPILED / f"{template}.txt"


class CompiledTemplates(BytecodeCache):
    """Gives Jinja the packaged templates as it compiles them itself, unless it is of another version.

    A template counts by its text: one of a workspace's own, or one that was changed, is compiled anew.
    """

    def load_bytecode(self, bucket: Bucket) -> None:
        """Nothing: only `get_bucket` knows of which template it is."""

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Nothing is kept."""

    def get_bucket(
        self, environment: Environment, name: str, filename: str | None, source: str
    ) -> Bucket:
        """What Jinja asks for: the template's code, if it is among these."""
        bucket = super().get_bucket(environment, name, filename, source)
        try:
            text = as_text(read_file(compiled_file(name), COMPILED, TEMPLATE), compiled_file(name))
        except FileNotFoundError:
            return bucket
        if text.endswith(self.mark(source)):
            bucket.code = SourceFileLoader(name, str(compiled_file(name))).get_code(name)
        return bucket

    def mark(self, source: str) -> str:
        """The last line of a file of a compiled template: the template's digest, and Jinja's version.

        It is the last, because the lines of the code are those that Jinja counts.
        """
        return f"\n# {self.get_source_checksum(source)} {jinja2.__version__}\n"


def files_of(names: Iterable[str], assets: Assets) -> dict[str, bytes]:
    """Every file that these templates include or import, themselves among them: name → content.

    One that cannot be read is left out: whoever renders it says why.
    """
    loader, parser = TemplateLoader(assets), Environment(autoescape=True)
    found: dict[str, bytes] = {}
    waiting = list(names)
    while waiting:
        name = waiting.pop()
        if name in found:
            continue
        try:
            source, _ = loader.found(name)
            found[name] = source.encode()
            waiting += filter(None, meta.find_referenced_templates(parser.parse(source)))
        except TemplateError:
            continue
    return found

"""What people enter, by options, at a prompt or in a table → a plan of the library's files.

Each entry is put together with what the library has: it is a new block, or changes the values that differ
in one that there is. One that does not fit is refused, and changes nothing of the others. Nothing is
written here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import Path

from msgspec import Struct, field

from letterkit.blocks.base import BlockModel
from letterkit.blocks.edits import YamlFile
from letterkit.blocks.kinds import KIND_BY_MODEL, KINDS, Kind
from letterkit.blocks.models import Person
from letterkit.blocks.validation import validate
from letterkit.blocks.values import is_name, short
from letterkit.blocks.yaml import Document, Value, parse
from letterkit.diagnostics import Diagnostic, LetterkitError, Location, did_you_mean, has_errors
from letterkit.files.plan import Plan
from letterkit.language.names import as_read, plain, slug
from letterkit.library.cells import CellReading, UnfitError, country_code, values_of
from letterkit.library.entries import EntryKind, Fact, FactForm
from letterkit.library.entry_kinds import INDIVIDUAL, SIGNER, SIGNS_FOR
from letterkit.library.index import Block, Library, title_of
from letterkit.library.workspace import SEEDS, Workspace
from letterkit.library.writing_entries import edited_file, new_text

BLOCK = "block"
"""What the name of a block's file is called among the columns and options."""
Said = Mapping[str, Sequence[str]]
"""What was said, as it was typed, by the names of the facts; and the `BLOCK` where it was named."""
_Key = tuple[str, ...]


class Entered(Struct, frozen=True):
    """A block that an entry is about: its file, what it is to hold, and what it held, if it was there."""

    path: Path
    before: bytes | None
    after: str

    @property
    def is_changed(self) -> bool:
        """Whether the file will be another."""
        return self.before is None or self.before != self.after.encode()


class _BlockState(Struct):
    """A block's file as the entries so far leave it. `said` are those entries, by who made them."""

    kind: Kind
    path: Path
    before: bytes | None
    file: YamlFile
    said: dict[str, Said] = field(default_factory=dict)


class Adding:
    """Takes entries of a kind one after the other. `dates` is the order of the days in them, if known.

    Raises LetterkitError where a block of the kind cannot be read: it may be the one that is meant.
    """

    def __init__(
        self, workspace: Workspace, entry: EntryKind, dates: str | None = None, *, teach: bool = False
    ) -> None:
        self.workspace = workspace
        self.entry = entry
        self.library = Library(workspace)
        self._reading = CellReading(dates, self._find)
        self._teach = teach
        self._states: dict[Path, _BlockState] = {}
        self._found: dict[str, dict[_Key, list[str]]] = {}
        self._former: dict[str, dict[str, list[str]]] = {}

    def take(self, said: Said, who: str = "") -> Entered:
        """Put an entry together with the library, `who` being where it was made. Raises UnfitError."""
        entry = self._kind(said)
        country = self._country(said)
        values = {}
        for fact in entry.facts:
            try:
                if words := values_of(fact, said.get(fact.name, ()), country, self._reading):
                    values[fact.name] = words
            except UnfitError as error:
                raise UnfitError(error.why, error.hint, fact.name) from None
        state = self._state(entry, said, values)
        self._require_name_of_now(state, entry, values)
        self._require_one_voice(state, entry, values, who)
        file = self._file(state, entry, values)
        self._require_fit(state.kind, entry, file.document)
        for fact in entry.facts:
            if fact.merges and fact.name in values:
                self._require_fields(fact, values[fact.name][0], file.document.value.get("with"))
        state.file = file
        state.said[who] = values
        self._states[state.path] = state
        self._learn(state.kind, entry, state.path.stem, file.document.value)
        return Entered(state.path, state.before, file.document.text)

    def answer(self, name: str, text: str, said: Said) -> list[str]:
        """What one answer comes to, `said` being those before it. Raises UnfitError."""
        fact = self.entry.fact(name)
        words = values_of(fact, [text], self._country(said), self._reading)
        if fact.merges and "with." not in text:  # what the block gives itself is known when it is whole
            self._require_fields(fact, " ".join(words), None)
        return words

    def plan(self) -> Plan:
        """The files of all that was taken, as far as they change."""
        states = [s for s in self._states.values() if s.file.document.text.encode() != s.before]
        files: dict[Path, str | bytes] = {s.path: s.file.document.text.encode() for s in states}
        before = {s.path: s.before for s in states if s.before is not None}
        return Plan(self.workspace.root, files, before)

    # What is meant

    def _kind(self, said: Said) -> EntryKind:
        """The kind; of a signer, the one that is meant. Raises UnfitError where both are."""
        if self.entry is not SIGNER:
            return self.entry
        kind, other = (SIGNS_FOR, INDIVIDUAL) if said.get("organisation") else (INDIVIDUAL, SIGNS_FOR)
        known = {BLOCK, *(fact.name for fact in kind.facts)}
        for name in (fact.name for fact in other.facts if fact.name not in known):
            if said.get(name):
                why = "is for who signs alone" if kind is SIGNS_FOR else "is for who signs for others"
                raise UnfitError(f"'{name}' {why}", "say 'organisation', or leave it out", name)
        return kind

    def _country(self, said: Said) -> str | None:
        """The country by which telephone numbers are read; what is wrong with it is told later."""
        for fact in self.entry.facts:
            if fact.form is FactForm.COUNTRY and (words := said.get(fact.name)):
                try:
                    return country_code(words[0].strip())
                except UnfitError:
                    return None
        return None

    def _state(self, entry: EntryKind, said: Said, values: Mapping[str, Sequence[str]]) -> _BlockState:
        """The block that is meant, as it is now; a new one where there is none."""
        kind = next(kind for kind in KINDS if kind.folder == entry.folder)
        name = values["organisation"][0] if entry is SIGNS_FOR else self._named(kind, entry, said, values)
        path = self.workspace.root / SEEDS / kind.folder / f"{name}.yaml"
        if path in self._states:
            return self._states[path]
        if name in self.library.names(kind):
            block = self._blocks(kind)[name]
            before = block.document.text.encode()
            return _BlockState(kind, path, before, YamlFile(path, block.document))
        return _BlockState(kind, path, None, YamlFile(path, self._new(kind, entry, path, values)))

    def _new(
        self, kind: Kind, entry: EntryKind, path: Path, values: Mapping[str, Sequence[str]]
    ) -> Document:
        """The file of a new block. Raises UnfitError where something that must be said was not."""
        missing = [fact for fact in entry.group("") if fact.needed and fact.name not in values]
        if left := [fact.name for fact in missing if not fact.default]:
            raise UnfitError(f"missing: {', '.join(left)}", "", left[0])
        all_values = {**values, **{fact.name: (fact.default,) for fact in missing}}
        text = new_text(kind, entry, all_values, teach=self._teach)
        document, problems = parse(text, self.workspace.shown(path))
        if document is None:
            raise UnfitError(problems[0].message, problems[0].hint or "")
        return document

    def _named(
        self, kind: Kind, entry: EntryKind, said: Said, values: Mapping[str, Sequence[str]]
    ) -> str:
        """The name of the block: the one that was said, the one known so, or a new one."""
        if given := " ".join(said.get(BLOCK, ())).strip():
            if not is_name(given):
                hint = "small letters, digits and single hyphens, such as rights-now"
                raise UnfitError(f"'{short(given)}' cannot name a block", hint, BLOCK)
            return given
        if entry.title.name not in values:
            raise UnfitError(f"missing: {entry.title.name}", "", entry.title.name)
        title = values[entry.title.name][0]
        found = self._called(kind, entry, title, values)
        if len(found) > 1:
            hint = f"say which in the column or option '{BLOCK}': {', '.join(found)}"
            raise UnfitError(f"several are called '{short(title)}'", hint, entry.title.name)
        return found[0] if found else self._free(kind, self._slug(entry, title, values))

    def _called(
        self, kind: Kind, entry: EntryKind, title: str, values: Mapping[str, Sequence[str]]
    ) -> list[str]:
        """The blocks that are known by a title, and by what else was said that tells namesakes apart."""
        more = tuple(plain(" ".join(values.get(name, ()))) for name in entry.known_by)
        index = self._index(kind, entry)
        found = index.get((as_read(title), *more), [])
        found = found or ([] if any(more) else index.get((as_read(title),), []))
        return found or self._formerly(kind, title)

    def _slug(self, entry: EntryKind, title: str, values: Mapping[str, Sequence[str]]) -> str:
        """The title as the name of a file, in the Latin alphabet; of a dialogue with its year."""
        from anyascii import anyascii

        name = slug(anyascii(title)) or entry.name
        year = values.get("first_day", ("",))[0][:4] if entry.name == "dialogue" else ""
        return f"{year}-{name}" if year else name

    def _free(self, kind: Kind, wanted: str) -> str:
        folder = self.workspace.root / SEEDS / kind.folder
        taken = set(self.library.names(kind))
        names = (wanted if n == 1 else f"{wanted}-{n}" for n in range(1, 100_000))
        return next(n for n in names if n not in taken and folder / f"{n}.yaml" not in self._states)

    # What the library has

    @cached_property
    def _read(self) -> dict[Kind, dict[str, Block[BlockModel]]]:
        return {}

    def _blocks(self, kind: Kind) -> dict[str, Block[BlockModel]]:
        """The blocks of a kind. Raises LetterkitError where one cannot be read."""
        if kind not in self._read:
            blocks, problems = self.library.readable(kind.model)
            if has_errors(problems):
                told = "\n".join(map(str, problems))
                message = f"nothing was added: a file that cannot be read may be the one\n{told}"
                raise LetterkitError(message, "mend it first", status=1)
            self._read[kind] = {block.name: block for block in blocks}
        return self._read[kind]

    def _index(self, kind: Kind, entry: EntryKind) -> dict[_Key, list[str]]:
        """The blocks of a kind by what they are known by; by their title alone too."""
        if kind.folder not in self._found:
            self._found[kind.folder] = {}
            for name, block in self._blocks(kind).items():
                self._learn(kind, entry, name, block.document.value)
        return self._found[kind.folder]

    def _learn(self, kind: Kind, entry: EntryKind, name: str, value: Mapping[str, Value]) -> None:
        if entry is SIGNS_FOR:
            return
        index = self._found.setdefault(kind.folder, {}) if kind.folder in self._found else {}
        more = tuple(plain(_text(value, entry.fact(known).key)) for known in entry.known_by)
        for key in (entry.title.key, "short_name", "native_name"):
            if title := as_read(_text(value, key)):
                for known in dict.fromkeys(((title, *more), (title,))):
                    names = index.setdefault(known, [])
                    names += [name] if name not in names else []

    def _formerly(self, kind: Kind, title: str) -> list[str]:
        """The blocks that were called so, and have another name now."""
        if kind.folder not in self._former:
            known = self._former[kind.folder] = {}
            for name, block in self._blocks(kind).items():
                for words in former_names(block.document.value):
                    known.setdefault(as_read(words), []).append(name)
        return self._former[kind.folder].get(as_read(title), [])

    def _find(self, folder: str, words: str) -> str:
        """The name of the block of a folder that people call so, or called so. Raises UnfitError."""
        kind = next(kind for kind in KINDS if kind.folder == folder)
        names = self.library.names(kind)
        if words in names:
            return words
        titles = {name: title_of(block.document) for name, block in self._blocks(kind).items()}
        found = [name for name, title in titles.items() if as_read(title) == as_read(words)]
        return self._only(kind, words, found or self._formerly(kind, words), [*names, *titles.values()])

    def _only(self, kind: Kind, words: str, found: Sequence[str], known: Sequence[str]) -> str:
        """The one block that was found by these words. Raises UnfitError; `known` are those there are."""
        if len(found) == 1:
            return found[0]
        if found:
            raise UnfitError(f"several are called '{short(words)}'", f"write one of {', '.join(found)}")
        hint = did_you_mean(words, known) or f"add it first; it would be {kind.folder}/"
        raise UnfitError(f"no {kind.name} is called '{short(words)}'", hint)

    # What it comes to

    def _require_name_of_now(
        self, state: _BlockState, entry: EntryKind, values: Mapping[str, Sequence[str]]
    ) -> None:
        """Raises UnfitError where a block is to get back a name that it had: the table is an old one."""
        value, title = state.file.document.value, entry.title
        said = as_read(" ".join(values.get(title.name, ())))
        now = _text(value, title.key)
        former = {as_read(words) for words in former_names(value)}
        if state.before is not None and entry is not SIGNS_FOR and said in former - {as_read(now)}:
            why = f"'{short(values[title.name][0])}' is what {state.path.stem} was called before"
            hint = f"write its name of now, '{short(now)}'; another one needs a '{BLOCK}' of its own"
            raise UnfitError(why, hint, title.name)

    def _require_one_voice(
        self, state: _BlockState, entry: EntryKind, values: Mapping[str, Sequence[str]], who: str
    ) -> None:
        """Raises UnfitError where another entry has said something else of the same block."""
        for other, said in state.said.items():
            if entry is not SIGNS_FOR and other != who and said != values:
                hint = f"two of one name need names of their own in the column '{BLOCK}'"
                raise UnfitError(f"{other} says something else of the same {entry.name}", hint)

    def _file(
        self, state: _BlockState, entry: EntryKind, values: Mapping[str, Sequence[str]]
    ) -> YamlFile:
        if state.before is None and entry is not SIGNS_FOR:
            return state.file
        try:
            return edited_file(state.file, entry, values, adds=entry is SIGNS_FOR)
        except LetterkitError as error:
            raise UnfitError(str(error)) from None

    def _require_fit(self, kind: Kind, entry: EntryKind, document: Document) -> None:
        """Raises UnfitError, with the fact that it is about, where the block would not be a right one."""
        model, problems = validate(kind.model, document)
        if model is None and problems:
            problem = problems[0]
            raise UnfitError(problem.message, problem.hint or "", _fact_at(entry, document, problem))

    def _require_fields(self, fact: Fact, text: str, with_: Value) -> None:
        """Raises UnfitError where a text has a merge field that no letter knows.

        `with_` are the block's own values. Which people it names is not known yet: it may be any.
        """
        from letterkit.text.merge import check

        keys = [*with_] if isinstance(with_, dict) else []
        people = self.library.names(KIND_BY_MODEL[Person])
        if "{" in text and (
            problems := check(text, lambda line, column: Location("", line, column), keys, people)
        ):
            raise UnfitError(problems[0].message, problems[0].hint or "", fact.name)


def former_names(value: Mapping[str, Value]) -> list[str]:
    """What an organisation or an office was called before, as its `names` have it."""
    names = value.get("names")
    entries = names if isinstance(names, list) else []
    return [
        words
        for each in entries
        if isinstance(each, dict) and (words := _text(each, "name") or _text(each, "office"))
    ]


def _text(value: Mapping[str, Value], key: str) -> str:
    found = value.get(key)
    return re.sub(r"\s+", " ", found) if isinstance(found, str) else ""


def _fact_at(entry: EntryKind, document: Document, problem: Diagnostic) -> str:
    """The fact that a problem of the file is about; empty where it is about none."""
    keys = [steps for steps in document.places if document.location(steps) == problem.location]
    keys += [steps for steps in document.keys if document.key_location(steps) == problem.location]
    found = (_fact_of(entry, [step for step in steps if isinstance(step, str)]) for steps in keys)
    return next(filter(None, found), "")


def _fact_of(entry: EntryKind, words: Sequence[str]) -> str:
    """The fact that the keys on the way to a value lead to."""
    for fact in entry.facts:
        wanted = [fact.group, fact.key] if fact.group else [fact.key]
        if words[: len(wanted)] == wanted:
            return fact.name
    return ""

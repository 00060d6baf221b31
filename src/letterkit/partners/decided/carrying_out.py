"""Changes that were accepted, written into the blocks that say the words, and proved.

Each is tried on its own: the blocks are changed in memory, the document is made of them, and it must say
what the partner's file says there, and what it said everywhere else. Only then is it to be written. What
is never written is found before: see `protection`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import Path, PurePosixPath

from msgspec import Struct, field

from letterkit import letter as lt
from letterkit.assemble import assemble_document
from letterkit.blocks.edits import TextEdit, YamlFile, edited
from letterkit.blocks.kinds import DOCUMENT_KINDS
from letterkit.blocks.yaml import Steps, parse
from letterkit.diagnostics import LetterkitError
from letterkit.files.plan import Plan
from letterkit.files.transaction import digest_of
from letterkit.library.index import Library
from letterkit.library.strays import OWN_BLOCKS
from letterkit.library.workspace import CAMPAIGNS, SEEDS, Workspace
from letterkit.partners.decided.looking import FoundPlace, found, parts
from letterkit.partners.decided.present import PresentParagraph, SourceFiles, present_paragraphs
from letterkit.partners.decided.protection import Handling, PlacedHandling, Protection, by_hand
from letterkit.partners.decided.rewriting import (
    NoPlaceError,
    Rewording,
    Values,
    added_behind,
    reworded,
    without,
    without_block,
)
from letterkit.partners.decided.words import plain, said, words_of
from letterkit.partners.received.record import ReceivedChange
from letterkit.redline.words import tokens
from letterkit.values import replace

Texts = list[tuple[str, ...]]


class Bench(Struct, dict=True):
    """A document, and what its blocks are to hold: changes are tried on it, one after the other.

    `contents` is what is to be written. With `everywhere` the library's blocks are changed, else the
    campaign's own copies of them. `tree` is the document as the files make it, where somebody has made it
    already. Raises LetterkitError where it cannot be made.
    """

    workspace: Workspace
    campaign: str
    name: str
    everywhere: bool = False
    tree: lt.Document | None = None
    contents: dict[Path, str] = field(default_factory=dict)
    _before: dict[Path, bytes] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._library = Library(self.workspace, self.campaign)
        made = self._paragraphs(self.tree, {}) if self.tree is not None else self._made({})
        if made is None:
            hint = f"see what is wrong: letterkit check {self.campaign}"
            raise LetterkitError(f"the {self.name} of {self.campaign} cannot be made", hint, status=1)
        self.paragraphs = made

    @cached_property
    def campaign_folder(self) -> PurePosixPath:
        """The campaign's folder, from the workspace's root."""
        return PurePosixPath(self.workspace.shown(self.workspace.campaign_folder(self.campaign)))

    def _made(self, contents: Mapping[Path, str]) -> list[PresentParagraph] | None:
        library = Library(self.workspace, self.campaign, like=self._library, drafts=contents)
        tree, _ = assemble_document(library, self.campaign, self.name)
        return self._paragraphs(tree, contents) if tree is not None else None

    def _paragraphs(self, tree: lt.Document, contents: Mapping[Path, str]) -> list[PresentParagraph]:
        return present_paragraphs(tree, SourceFiles(self.workspace, contents))

    # Looking

    def look(self, change: ReceivedChange) -> PlacedHandling:
        """What can be done about a change, before anything is tried."""
        place = found(change, self.paragraphs)
        if place is None:
            sent = change.place or change.behind
            return by_hand(sent, Handling.GONE)
        if place.is_said:
            return PlacedHandling(Handling.SAID)
        paragraph = self.paragraphs[place.paragraph]
        protection = Protection(self.campaign_folder, everywhere=self.everywhere)
        protected = protection.of(change, paragraph, place.start, place.end)
        return protected or PlacedHandling(Handling.WRITTEN, *paragraph.place_at(place.start, place.end))

    # Trying

    def carry_out(self, change: ReceivedChange) -> PlacedHandling:
        """Change the blocks in memory so that the document says it, if that can be proved."""
        handling = self.look(change)
        place = found(change, self.paragraphs)
        if handling.how is not Handling.WRITTEN or place is None:
            return handling
        try:
            values, wanted = self._attempt(change, place)
            contents = self._with(values)
        except (NoPlaceError, LetterkitError):
            return replace(handling, how=Handling.BY_HAND)
        spaced = _spaced(self.paragraphs[place.paragraph].sent.text, place, change)
        is_proved = self._is_proved(contents, wanted, place.paragraph, spaced)
        return handling if is_proved else replace(handling, how=Handling.BY_HAND)

    def take_back(self, change: ReceivedChange) -> PlacedHandling:
        """The same the other way round: what the change did is undone, if that can be proved."""
        undoing = reverse(change)
        if undoing is None:
            return by_hand(change.place or change.behind)
        return self.carry_out(undoing)

    def _is_proved(self, contents: dict[Path, str], wanted: Texts, at: int, spaced: str | None) -> bool:
        """Make the document of these files: whether it says what is wanted, and nothing else.

        `spaced` is what the paragraph of that number says with its spaces, where that is known.
        """
        made = self._made(contents)
        if made is None or [each.words for each in made] != wanted:
            return False
        if spaced is not None and _with_plain_spaces(made[at].sent.text) != spaced:
            return False
        self.contents, self.paragraphs = contents, made
        return True

    def _attempt(self, change: ReceivedChange, place: FoundPlace) -> tuple[Values, Texts]:
        """What values are to say, and what the document then has to say. Raises NoPlaceError."""
        at, texts = place.paragraph, [each.words for each in self.paragraphs]
        paragraph = self.paragraphs[at]
        match change.kind:
            case "paragraph added":
                return added_behind(paragraph, change.came), _put(texts, at + 1, at + 1, change.came)
            case "paragraph removed":
                return self._removal(paragraph), [*texts[:at], *texts[at + 1 :]]
            case "paragraph moved":
                raise NoPlaceError
        joins = change.kind == "paragraphs joined"
        following = self.paragraphs[at + 1] if joins and at + 1 < len(texts) else None
        wording = Rewording(place.start, place.end, change.came, joins, change.glued)
        rest = texts[at][place.end :] if following is None else following.words
        words = (*texts[at][: place.start], *words_of(change.came), *rest)
        after = at + 1 if following is None else at + 2
        return reworded(paragraph, [wording], following), [*texts[:at], *parts(words), *texts[after:]]

    def _removal(self, paragraph: PresentParagraph) -> Values:
        """The text without a paragraph; the document's file without the block that says nothing else."""
        try:
            return without(paragraph)
        except NoPlaceError:
            if self.everywhere:
                raise
        file = self.campaign_folder / DOCUMENT_KINDS[self.name].file
        return without_block(file.as_posix(), paragraph.sources, paragraph.sent.place.block)

    def _with(self, values: Values) -> dict[Path, str]:
        """The files with these values. Raises LetterkitError where one could not be read back."""
        contents = dict(self.contents)
        sources = self.paragraphs[0].sources
        for name in dict.fromkeys(name for name, _ in values):
            source = sources.file(name)
            if source is None:
                raise NoPlaceError
            target = self._target(name)
            if target == source.file.path and target not in self.contents:
                self._before[target] = source.file.document.text.encode()
            edits = [
                *_edits(source.file, {path: text for (n, path), text in values.items() if n == name})
            ]
            if target != self.workspace.root / name:
                edits += source.file.schema_seen_from(target)
            content, problems = edited(edits)
            if problems:
                raise NoPlaceError
            contents[target] = content.decode()
        return contents

    def _target(self, name: str) -> Path:
        """The file to write: the library's, or the campaign's own copy of that block."""
        path = PurePosixPath(name)
        if path.parts[0] == CAMPAIGNS or self.everywhere or not path.is_relative_to(SEEDS):
            return self.workspace.root / name
        return self.workspace.root / self.campaign_folder / OWN_BLOCKS / path.relative_to(SEEDS)

    def plan(self) -> Plan | None:
        """What is to be written; None where that is nothing."""
        if not self.contents:
            return None
        needless = {path for path in self._before if self._is_as_in_library(path)}
        files: dict[Path, str | bytes] = {p: t for p, t in self.contents.items() if p not in needless}
        before = {path: text for path, text in self._before.items() if path in files}
        return Plan(self.workspace.root, files, before, {path: digest_of(path) for path in needless})

    def _is_as_in_library(self, path: Path) -> bool:
        """Whether the campaign's own copy of a block would say what the library's does."""
        own = self.workspace.root / self.campaign_folder / OWN_BLOCKS
        if not path.is_relative_to(own):
            return False
        name = self.workspace.shown(self.workspace.root / SEEDS / path.relative_to(own))
        library = SourceFiles(self.workspace, {}).file(name)
        document, _ = parse(self.contents[path], self.workspace.shown(path))
        return (
            library is not None and document is not None and library.file.document.value == document.value
        )


def reverse(change: ReceivedChange) -> ReceivedChange | None:
    """The change that undoes another, about the paragraph as that one leaves it; None where none does."""
    if change.kind == "paragraph added" and change.behind is not None:
        place = replace(change.behind, text=change.came)
        return replace(change, kind="paragraph removed", place=place, went=change.came, came="")
    if change.kind != "words changed" or change.place is None:
        return None
    words = [token.text for token in tokens(change.place.text) if token.text]
    start, length = change.word - 1, len(words_of(change.went))
    came = [token.text for token in tokens(change.came) if token.text]
    after = said([*words[:start], *came, *words[start + length :]])
    place = replace(change.place, text=after)
    return replace(change, place=place, went=change.came, came=change.went, glued=None)


def _spaced(text: str, place: FoundPlace, change: ReceivedChange) -> str | None:
    """A paragraph with a change of words, with its spaces; None where it is not known where those are."""
    if change.kind != "words changed" or change.glued is None:
        return None
    words = [token for token in tokens(text) if token.text]
    left = text[: words[place.start - 1].end] if place.start else ""
    right = text[words[place.end].start :] if place.end < len(words) else ""
    before = "" if change.glued in ("before", "both") else " "
    behind = "" if change.glued in ("behind", "both") else " "
    return _with_plain_spaces(f"{left}{before}{change.came}{behind}{right}")


def _with_plain_spaces(text: str) -> str:
    return " ".join(plain(text).split())


def _edits(file: YamlFile, values: Mapping[Steps, str | None]) -> Iterator[TextEdit]:
    """The edits that give values their texts, or take them away. Raises LetterkitError."""
    for path, text in values.items():
        if text is None:
            yield from file.remove(path)
        else:
            yield file.replace(path, text)


def _put(texts: Texts, start: int, end: int, text: str) -> Texts:
    return [*texts[:start], words_of(text), *texts[end:]]

"""The files of one proposal: the blocks of each of its documents, the documents, and their dialogue."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from letterkit.blocks.documents import Dialogue
from letterkit.blocks.kinds import DOCUMENT_KINDS
from letterkit.importer.parts import Imported
from letterkit.importer.reading import Sure
from letterkit.language.locales import known_language
from letterkit.letter import words_digest
from letterkit.proposals.addressees import addressed, country_of
from letterkit.proposals.block_text import comment, line_of_markup, list_key, scalar, words
from letterkit.proposals.bodies import BodyEntries
from letterkit.proposals.files import (
    FoundAt,
    ProposalFiles,
    found_at,
    imported_from,
    schema_line,
)
from letterkit.proposals.likeness import KnownBlocks
from letterkit.proposals.people import NamedPeople
from letterkit.proposals.signatories import NamedOrganisations, SignatureBlocks

_DIALOGUE = re.compile(
    r"(?:(?:[A-Z][\w’'–-]*\.?|U\.S\.[\w’'–-]*|[A-Z]\.[A-Z]\.) (?:(?:and|on|of|the) ){0,2}){1,8}"
    r"(?:Dialogues?|Summit|Talks|Consultations?)\b"
)
# Capitalised at the head of a sentence, and no part of the name.
_BEFORE_IT = re.compile(r"^(?:(?:Before|After|During|At|In|On|For|Following|This|These|Our|The|Re) )+")


def draft(source: str, documents: Sequence[Imported], known: KnownBlocks, name: str) -> ProposalFiles:
    """The files that the documents of a source would be, as a proposal of that name.

    Where there is nothing to print as its body a document is no letter.
    """
    files = ProposalFiles(source, name, known, len(documents))
    drafts = _Drafts(files, documents)
    recipes: dict[str, list[str]] = {}
    for number, document in enumerate(documents):
        if any(part.text.strip() for part in document.body):
            files.begin(number)
            recipes[document.kind] = drafts.document(document)
    if recipes:
        drafts.dialogue(recipes)
    return files


class _Drafts:
    """The documents of a proposal in the making, which share people, organisations and a dialogue."""

    def __init__(self, files: ProposalFiles, documents: Sequence[Imported]) -> None:
        self.files = files
        self.documents = documents
        self.people = NamedPeople(files)
        self.organisations = NamedOrganisations(files)
        self.signatures = SignatureBlocks(files, self.organisations)
        subjects = ((d.subject or d.headline) for d in documents)
        self.about = next((text for text in subjects if text.strip()), files.name)
        self.occasion = _occasion(documents) or self.about

    def document(self, document: Imported) -> list[str]:
        """Make a document's blocks and its own file; returns its recipe."""
        for case in document.cases:
            if case.sure is Sure.SURE:
                self.people.add(case, document)
        is_release = document.kind == "press-release"
        passages = f"{self.files.name}-release" if is_release and self.documents[1:] else self.files.name
        body = BodyEntries(self.files, self.people, self.organisations, document, self.occasion, passages)
        body.add(document.body)
        to, holders = addressed(self.files, document)
        signatures, signers = self.signatures.add(document)
        recipe = [f"date: {document.date or 'undated'}", *_language(document)]
        if to:
            recipe += [f"to: [{', '.join(to)}]", *holders]
        recipe += _release_keys(document, self.about) if is_release else _letter_keys(document, bool(to))
        recipe += ["body:", *body.lines, f"signatures: {signatures}", *signers]
        self._add_file(document, recipe)
        return recipe

    def _add_file(self, document: Imported, recipe: Sequence[str]) -> None:
        kind = DOCUMENT_KINDS[document.kind]
        at = found_at(document.parts)
        lines = [
            schema_line(kind, 3),
            f"{imported_from(self.files.source, at)}.",
            f"dialogue: {self.files.name}",
            *comment(
                "This went out as it stands: it prints in its own characters, and names whom it named.\n"
                "Without this line it is a new letter, for which consent counts."
            ),
            f"published: {words_digest(words(document.body))}",
            *recipe,
        ]
        self.files.add_document(kind, lines, at)

    def dialogue(self, recipes: Mapping[str, list[str]]) -> None:
        """The occasion. What the letter does not say of it is left open."""
        parts = [part for document in self.documents for part in document.parts]
        lines = [f"name: {scalar(self.occasion)}"]
        lines += comment("What the letter does not say: where and when.\nhost_city:\nfrom:\nto:")
        for kind, recipe in recipes.items():
            lines += [f"{DOCUMENT_KINDS[kind].recipe}:", *(f"  {row}" if row else "" for row in recipe)]
        at = FoundAt(parts[0].first, parts[-1].last, Sure.LOOK)
        self.files.add(Dialogue, self.files.name, lines, at, own=True)


def _occasion(documents: Sequence[Imported]) -> str:
    """The name of the dialogue as the text has it most often; empty where it names none."""
    text = "\n".join(part.text for document in documents for part in document.parts)
    found = [_BEFORE_IT.sub("", " ".join(m.group().split())) for m in _DIALOGUE.finditer(text)]
    return max(found, key=found.count, default="")


def _language(document: Imported) -> list[str]:
    """The key of the language; of English letters to the United States theirs."""
    language = known_language(document.language)
    countries = {country_of(a, document.language) for a in document.addressees}
    if language == "en" and countries == {"US"}:
        language = "en-US"
    if language is None:
        return [*comment("the language is not known"), "language: en"]
    return [f"language: {language}"]


# The keys of a kind of document


def _letter_keys(document: Imported, is_addressed: bool) -> list[str]:
    lines = ["addresses: stacked"] if is_addressed else []
    if is_addressed and not any(addressee.fax for addressee in document.addressees):
        lines.append("delivery_notation: no")
    lines += _line_key("subject", document.subject)
    lines += _line_key("salutation", document.salutation)
    lines += _line_key("close", document.closing)
    lines += list_key("enclosures", _as_markup(document.enclosures))
    return [*lines, *list_key("cc", _as_markup(document.cc))]


def _release_keys(document: Imported, about: str) -> list[str]:
    headline = document.headline or document.subject or about
    lines = comment("issuer: the organisation that issued it")
    lines.append(f"headline: {scalar(line_of_markup(headline))}")
    # A dateline that opens the first paragraph is printed there.
    printed = document.place in document.body[0].text[:80]
    return lines if printed else [*lines, *_line_key("place", document.place)]


def _line_key(key: str, text: str) -> list[str]:
    return [f"{key}: {scalar(line_of_markup(text))}"] if text else []


def _as_markup(texts: Sequence[str]) -> list[str]:
    return [scalar(text) for value in texts if (text := line_of_markup(value))]

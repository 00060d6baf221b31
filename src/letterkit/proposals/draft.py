"""The files of one proposal: the blocks of each of its documents, the documents, and their dialogue."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from letterkit.blocks.documents import Dialogue
from letterkit.blocks.kinds import DOCUMENT_KINDS
from letterkit.blocks.styles import BareWord
from letterkit.blocks.yaml import Value
from letterkit.importer.parts import Imported
from letterkit.importer.reading import FoundAt, Sure
from letterkit.language.locales import known_language
from letterkit.letter import words_digest
from letterkit.proposals.bodies import body_entries
from letterkit.proposals.files import Keys, ProposalFiles, found_at, line_of_markup, words
from letterkit.proposals.likeness import KnownBlocks
from letterkit.proposals.parties import add_person, addressed, country_of, signature_block

_DIALOGUE = re.compile(
    r"(?:(?:[A-Z][\w’'–-]*\.?|U\.S\.[\w’'–-]*|[A-Z]\.[A-Z]\.) (?:(?:and|on|of|the) ){0,2}){1,8}"
    r"(?:Dialogues?|Summit|Talks|Consultations?)\b"
)
# Capitalised at the head of a sentence, and no part of the name.
_BEFORE_IT = re.compile(r"^(?:(?:Before|After|During|At|In|On|For|Following|This|These|Our|The|Re) )+")
_PUBLISHED = (
    "This went out as it stands: it prints in its own characters, and names whom it named.\n"
    "Without the line `published` it is a new letter, for which consent counts."
)

_NOT_SAID = "What the letter does not say: where and when.\nhost_city:\nfrom:\nto:"


def draft(source: str, documents: Sequence[Imported], known: KnownBlocks, name: str) -> ProposalFiles:
    """The files that the documents of a source would be, as a proposal of that name.

    Where there is nothing to print as its body a document is no letter.
    """
    about = next((text for d in documents if (text := d.subject or d.headline)), name)
    files = ProposalFiles(source, name, known, _occasion(documents) or about)
    recipes: dict[str, Value] = {}
    signatures = ""
    for document in documents:
        files.proposed.append([])
        if document.body:
            is_beside = document.kind == "press-release" and len(documents) > 1
            passages = f"{name}-release" if is_beside else name
            signatures, recipe = _recipe(files, document, about, passages, signatures)
            _add_document(files, document, recipe)
            recipes[DOCUMENT_KINDS[document.kind].recipe] = {k: v for k, v in recipe.items() if v}
    if recipes:
        parts = [part for document in documents for part in document.parts]
        at = FoundAt(parts[0].at.first, parts[-1].at.last, Sure.LOOK)
        files.add(Dialogue, name, at, {"name": files.occasion, **recipes}, _NOT_SAID, own=True)
    return files


def _recipe(
    files: ProposalFiles, document: Imported, about: str, passages: str, before: str
) -> tuple[str, Keys]:
    """A document's signature block, and its keys, whose blocks are made.

    `about` is what takes the place of a headline, `passages` how the names of passages begin, and
    `before` the signature block of the document before.
    """
    for case in document.cases:
        if case.confirmed:
            add_person(files, case, document)
    body = body_entries(files, document, passages)
    to, holders = addressed(files, document)
    signatures, signers = signature_block(files, document, before)
    return signatures, {
        "date": document.date or "undated",
        "language": _language(document),
        "to": [*to],
        "holders": holders,
        **_keys_of_kind(document, about, is_addressed=bool(to)),
        "body": body,
        "signatures": signatures,
        "signers": signers,
    }


def _add_document(files: ProposalFiles, document: Imported, recipe: Keys) -> None:
    keys = {"dialogue": files.name, "published": words_digest(words(document.body)), **recipe}
    said = [_PUBLISHED]
    if known_language(document.language) is None:
        said.append("language: that of the letter is not known")
    if document.kind == "press-release":
        said.append("issuer: the organisation that issued it")
    files.add_document(DOCUMENT_KINDS[document.kind], found_at(document.parts), keys, *said)


def _occasion(documents: Sequence[Imported]) -> str:
    """The name of the dialogue as the text has it most often; empty where it names none."""
    text = "\n".join(part.text for document in documents for part in document.parts)
    found = [_BEFORE_IT.sub("", " ".join(m.group().split())) for m in _DIALOGUE.finditer(text)]
    return max(found, key=found.count, default="")


def _language(document: Imported) -> str:
    """The language; of English letters to the United States theirs."""
    language = known_language(document.language) or "en"
    countries = {country_of(a, document.language) for a in document.addressees}
    return "en-US" if language == "en" and countries == {"US"} else language


def _keys_of_kind(document: Imported, about: str, *, is_addressed: bool) -> Mapping[str, Value]:
    """The keys that a letter has, or a press release."""
    if document.kind == "press-release":
        # A dateline that opens the first paragraph is printed there.
        is_printed = document.place in document.body[0].text[:80]
        return {
            "headline": line_of_markup(document.headline or document.subject or about),
            "place": "" if is_printed else line_of_markup(document.place),
        }
    by_fax = any(addressee.fax for addressee in document.addressees)
    return {
        "addresses": "stacked" if is_addressed else "",
        "delivery_notation": BareWord("no") if is_addressed and not by_fax else "",
        "subject": line_of_markup(document.subject),
        "salutation": line_of_markup(document.salutation),
        "close": line_of_markup(document.closing),
        "enclosures": _as_markup(document.enclosures),
        "cc": _as_markup(document.cc),
    }


def _as_markup(texts: Sequence[str]) -> list[Value]:
    return [text for value in texts if (text := line_of_markup(value))]

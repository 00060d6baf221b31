"""The letter as a whole: its salutation, its asks, its date, its length."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from letterkit import letter as lt
from letterkit.blocks.documents import DocumentFile, LetterFile
from letterkit.blocks.kinds import document_kind
from letterkit.checks import names
from letterkit.checks.subject import Subject
from letterkit.diagnostics import Diagnostic, Severity
from letterkit.language.definition import Phrases
from letterkit.language.lists import list_text
from letterkit.language.names import name_words
from letterkit.language.phrases import has_phrases, phrases
from letterkit.library.index import Block


def check(subject: Subject) -> Iterator[Diagnostic]:
    """LK405, LK406, and LK471 to LK473 for what is sent.

    Its length shows only when it is laid out: see `too_long`.
    """
    letter = subject.block.model
    yield from _own_words(subject, letter)
    if not document_kind(letter).is_sent:
        return
    yield from _salutation(subject, letter.language)
    if not any(entry.asks for entry in letter.body):
        place = subject.block.document.key_location(("body",))
        yield Diagnostic("LK472", "the letter asks for nothing", place, None, Severity.WARNING)
    last_day = (subject.occasion.last_chance if subject.occasion else None) or letter.date
    if last_day.last_day < letter.date.first_day:
        message = f"the letter is dated {letter.date}, after the dialogue's last day ({last_day})"
        yield Diagnostic("LK473", message, subject.block.location("date"))


def too_long(block: Block[DocumentFile], pages: int) -> Iterable[Diagnostic]:
    """LK474 for a document that prints on more pages than its kind may; said by whoever laid it out."""
    kind = document_kind(block.model)
    if kind.most_pages is not None and pages > kind.most_pages:
        message = f"the {kind.title} prints on {pages} pages"
        yield Diagnostic("LK474", message, block.location("body"), None, Severity.WARNING)


def _own_words(subject: Subject, document: DocumentFile) -> Iterator[Diagnostic]:
    """LK405 and LK406: what letterkit itself says, and cannot say in the document's language."""
    language, place = document.language, subject.block.location("language")
    if document.published:
        return
    if isinstance(document, LetterFile) and not (document.close or phrases(language).close):
        message = f"no close: letterkit writes none in '{language}'"
        yield Diagnostic("LK405", message, place, "add a line such as `close: …`")
    if not has_phrases(language):
        said = list_text([*_labels(subject.tree, phrases(language)), "the pages’ numbers"], "en")
        message = f"letterkit has no words of its own in '{language}': {said} print in English"
        hint = "write in a language that has them (docs/languages.md), or keep it with an `ignore:`"
        yield Diagnostic("LK406", message, place, f"{hint} and the reason")


def _labels(tree: lt.Document | None, words: Phrases) -> Iterator[str]:
    """Which of letterkit's own labels a document prints."""
    match tree:
        case lt.Letter():
            printed = {
                words.reference: tree.reference.text,
                words.via_fax: any(addressee.delivery for addressee in tree.addressees),
                words.enclosures: tree.enclosures,
                words.copies: tree.cc,
            }
        case lt.PressRelease():
            embargo = words.embargo.partition("{")[0].strip()
            about = words.about.partition("{")[0].strip()
            printed = {
                embargo: tree.embargo,
                words.learn_more: tree.learn_more,
                about: tree.about,
            }
        case None:
            printed = {words.reference: True}
    yield from (f"'{label}'" for label, is_there in printed.items() if is_there)


def _salutation(subject: Subject, language: str) -> Iterator[Diagnostic]:
    """LK471: who is left out of a salutation that the campaign writes itself."""
    tree, text = subject.tree, _written_salutation(subject)
    if tree is None or not text:
        return
    addressees = tuple(node for node in lt.walk(tree) if isinstance(node, lt.Addressee))
    greeted = [a for a in addressees if _is_greeted(a, text, language)]
    greeted = greeted or _titled(text, addressees, language)
    left_out = [a for a in addressees if a not in greeted]
    if left_out:
        message = f"the salutation leaves out {' and '.join(a.salutation for a in left_out)}"
        yield Diagnostic("LK471", message, subject.block.location("salutation"))


def _written_salutation(subject: Subject) -> str:
    """The salutation of the document's file as it prints: the line that was made from that place."""
    if subject.tree is None or subject.block.document.value.get("salutation") is None:
        return ""
    place = subject.block.location("salutation")
    here = lt.Origin(place.file, place.line, place.column)
    lines = (node for node in lt.walk(subject.tree) if isinstance(node, lt.Line))
    return next((line.text for line in lines if line.origin == here), "")


def _titled(text: str, addressees: tuple[lt.Addressee, ...], language: str) -> list[lt.Addressee]:
    """Whom a salutation without any name greets: "Dear Foreign Secretary", "Your Excellencies"."""
    if not names.is_title(text, " ".join(a.office for a in addressees), language):
        return []
    return [a for a in addressees if names.shares_title(text, a.office)] or list(addressees)


def _is_greeted(addressee: lt.Addressee, text: str, language: str) -> bool:
    """Whether the salutation has the addressee's own, or name; of one not known it need not."""
    unknown = phrases(language).to_be_confirmed.format(what=addressee.office)
    if name_words(addressee.name) == name_words(unknown):
        return True
    said = f" {' '.join(name_words(addressee.salutation))} "
    return said in f" {' '.join(name_words(text))} " or names.is_named(addressee.name, text)

"""The partner's page: one HTML file on which she reads the letter, comments, proposes words and answers.

It needs nothing beside it and asks nothing of anybody: its policy (Content Security Policy, level 3) lets
no request out. What she writes leaves it as a file that she saves, or as a mail that she sends. Without
scripts, as mail programs show it, the letter can be read and a mail link answers. It names no file, no
block and no command. Nothing of a workspace stands in its script or style sheet.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from urllib.parse import quote

import yaml
from markupsafe import Markup
from msgspec import Struct

from letterkit import letter as lt
from letterkit.consent import Released
from letterkit.files.reading import TEMPLATE, read_text
from letterkit.language.moments import Moment, moment_text
from letterkit.letter.agreed import agreed
from letterkit.library.workspace import packaged
from letterkit.partners.replies.mail_form import FIRST_LINES, form_head
from letterkit.partners.replies.passages import SentPassage, passages_of
from letterkit.partners.replies.reply import FORMAT, LONGEST
from letterkit.partners.replies.sheet import LetterSheet
from letterkit.writers.docx import digest_of
from letterkit.writers.languages import with_languages
from letterkit.writers.single_page import allowed, page_asset, page_template

LONGEST_LINK = 1_600
"""Characters of a mail link: Gmail is reported to stop near 1,620, Outlook and Chrome near 2,046."""
_TEMPLATES = "answer"
_QUOTED = 8  # characters of a digest that people quote
_OPENING = 70  # characters of a part that tell which it is
_ENGLISH = "en"


class PartnerPage(Struct, frozen=True):
    """For whom the page is, and how she answers: the signatory's key and title, the campaign, the desk's
    mail address where it is known, the round and the deadline where there are any.
    """

    organisation: str
    title: str
    campaign: str
    answer_to: str | None = None
    round: int | None = None
    until: Moment | None = None


class _ConditionPart(Struct, frozen=True):
    """A part that a condition can be about: the key of its first passage, and how that begins."""

    key: str
    opening: str


def write_page(
    document: Released[lt.Document], page: PartnerPage, redline: Released[lt.Document] | None = None
) -> bytes:
    """The page as HTML in UTF-8. `redline` is what changed in the document since a text of hers."""
    passages = passages_of(document.tree)
    sheet, earlier = _sheet(document.tree, redline, [each.key for each in passages])
    language, words = page_words(document.tree.language)
    style, script = _style(words), page_asset(_folder(), "page.js")
    text = agreed(document.tree).digest
    html = page_template(_folder()).render(
        page=page,
        document=document.tree,
        language=language,
        w=words,
        text=text,
        quoted=text[:_QUOTED],
        earlier=earlier,
        letter=sheet.text,
        notes=sheet.notes,
        parts=list(_condition_parts(passages)),
        until=moment_text(page.until, language) if page.until else None,
        mails=_mails(document.tree, page, text),
        first_lines=FIRST_LINES,
        format=FORMAT,
        longest=LONGEST,
        longest_link=LONGEST_LINK,
        policy=_policy(style, script),
        style=Markup(style),  # noqa: S704  # letterkit's own, as is the script
        script=Markup(script),  # noqa: S704
    )
    before, tag, rest = html.partition("<script>")
    return f"{with_languages(before, language)}{tag}{rest}".encode()


def _sheet(
    document: lt.Document, redline: Released[lt.Document] | None, keys: Sequence[str]
) -> tuple[LetterSheet, str | None]:
    """The letter, with what changed where that has the very same passages; and since which text."""
    comparison = redline.tree.comparison if redline is not None else None
    if redline is not None and comparison is not None and comparison.changes:
        marked = LetterSheet(redline.tree)
        if marked.keys == keys and digest_of(redline.tree) == agreed(document).digest:
            return marked, comparison.old.digest[:_QUOTED]
    return LetterSheet(document), None


def _condition_parts(passages: Sequence[SentPassage]) -> Iterator[_ConditionPart]:
    """The parts of what is agreed to, each by how its first passage begins."""
    seen: set[str] = set()
    for passage in passages:
        if passage.part is not None and passage.part not in seen:
            seen.add(passage.part)
            words = " ".join(passage.text.split())
            short = words if len(words) <= _OPENING else words[:_OPENING].rsplit(" ", 1)[0] + " …"
            yield _ConditionPart(passage.key, short)


def _mails(document: lt.Document, page: PartnerPage, text: str) -> Mapping[str, str]:
    """The mail link of each answer, for whoever has no scripts."""
    head = form_head(page.campaign, document.type, page.organisation)
    return {
        answer: mail_link(
            page.answer_to or "", f"{page.campaign}: {page.title}", f"{_begun(line, text)}\n{head}"
        )
        for answer, line in FIRST_LINES.items()
    }


def _begun(line: str, text: str) -> str:
    return line.format(text=text[:_QUOTED])


def mail_link(to: str, subject: str, body: str) -> str:
    """A link that begins a mail (RFC 6068), its lines ended as mails end them."""
    lines = quote(body.replace("\n", "\r\n"), safe="")
    return f"mailto:{quote(to, safe='@+')}?subject={quote(subject, safe='')}&body={lines}"


# The page's own words


def page_words(language: str) -> tuple[str, Mapping[str, str]]:
    """The page's words for a language tag, and the language that they are in: English where there are
    none in that one.
    """
    every = _every_language()
    own = language.partition("-")[0]
    return (language, every[own]) if own in every else (_ENGLISH, every[_ENGLISH])


@lru_cache
def _every_language() -> Mapping[str, Mapping[str, str]]:
    folder = Path(__file__).parent
    text = read_text(folder / "words.yaml", folder, TEMPLATE)
    found: Mapping[str, Mapping[str, str]] = yaml.safe_load(text)
    return found


# What it is made of


def _policy(style: str, script: str) -> str:
    """Nothing but its own style and script; no request, no form that is sent."""
    own = f"style-src {allowed(style)}; script-src {allowed(script)}"
    return f"default-src 'none'; {own}; base-uri 'none'; form-action 'none'"


def _style(words: Mapping[str, str]) -> str:
    """The style sheet, with the two words that a screen reader is told at a change."""
    told = {f"${key}$": words[key] for key in ("inserted", "deleted")}
    style = page_asset(_folder(), "page.css")
    for mark, word in told.items():
        style = style.replace(mark, word.replace("\\", "").replace('"', ""))
    return style


def _folder() -> Path:
    return packaged("templates") / _TEMPLATES

"""The mail form of a reply: what the page writes into a mail, found among a mail's own words.

    We approve text 5d6e7f80 if …
    Letter: 2016-sed, letter
    Organisation: acme
    Name: Maya Tenzin, Director
    [note] the condition
    [about] 3f2a1b9c
    [3f2a1b9c] a comment on a passage
    [end]

Its words are English whatever the letter's language is, so that any desk's letterkit reads them. An item
goes on over the lines below it, as mail programs wrap them. No wording fits into a mail link, so none is
in the form.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from letterkit.partners.replies.reply import FORMAT, LARGEST, Answer, Reply, ReplyRefusedError, checked

FIRST_LINES: Mapping[Answer, str] = {
    "approve": "We approve text {text}.",
    "condition": "We approve text {text} if …",
    "decline": "We do not sign text {text}.",
    "none": "Our comments on text {text}:",
}
"""How the form begins, by the answer."""


def form_head(campaign: str, document: str, organisation: str) -> str:
    """The lines below the first, with the name left open."""
    return f"Letter: {campaign}, {document}\nOrganisation: {organisation}\nName: "


_FIRST = {
    answer: re.compile(
        # Mail programs write … as three dots, and people drop a mark at a line's end.
        re.escape(line.rstrip(".:… ")).replace(re.escape("{text}"), "([0-9a-f]{8,64})") + r"[ .:…]*",
        re.IGNORECASE,
    )
    for answer, line in FIRST_LINES.items()
}
_HEAD = re.compile(r"(Letter|Organisation|Name):[ \t]*(.*)")
_ITEM = re.compile(r"\[(note|about|end|[0-9a-f]{8})\]\s*(.*)")


def reply_in_mail(text: str, sender: str = "") -> Reply | None:
    """The reply in a mail's plain text; None where there is no form. `sender` is whose mail it is, and
    stands where the form leaves the name open.

    Raises ReplyRefusedError where there is a form, and it is not as the page writes it.
    """
    if len(text) > LARGEST:
        return None
    lines = text.replace("\r\n", "\n").split("\n")
    for number, line in enumerate(lines):
        for answer, pattern in _FIRST.items():
            found = pattern.fullmatch(" ".join(line.split()))
            if found and (head := _head(lines[number + 1 :])):
                return _reply(answer, found[1].lower(), head, lines[:number], sender)
    return None


def _head(lines: list[str]) -> tuple[dict[str, str], list[str]] | None:
    """What the lines below the first say, and the rest; None where they are no form's."""
    said: dict[str, str] = {}
    for number, line in enumerate(lines):
        if found := _HEAD.fullmatch(line.strip()):
            said[found[1]] = found[2].strip()
        elif line.strip() and said:
            return (said, lines[number:]) if "Letter" in said else None
        elif line.strip():
            return None
    return (said, []) if "Letter" in said else None


def _reply(
    answer: Answer, text: str, head: tuple[dict[str, str], list[str]], before: Iterable[str], sender: str
) -> Reply:
    said, rest = head
    campaign, _, document = said["Letter"].partition(",")
    if "Organisation" not in said:
        raise ReplyRefusedError("the line 'Organisation:' is missing", "ask whose answer it is")
    items, after = _items(rest)
    words = {name: "\n".join(each for key, each in items if key == name) for name in ("note", "about")}
    data: dict[str, Any] = {
        "format": FORMAT,
        "campaign": campaign.strip(),
        "document": document.strip() or "letter",
        "text": text,
        "organisation": said["Organisation"],
        "name": said.get("Name") or sender,
        "answer": answer,
        "note": words["note"],
        "about": words["about"].split(),
        "comments": [{"passage": k, "comment": v} for k, v in items if k not in ("note", "about") and v],
    }
    return checked(data, "\n".join([*before, *after]))


def _items(lines: list[str]) -> tuple[list[tuple[str, str]], list[str]]:
    """The items with their names, and the lines behind the end; those before the first are a note."""
    found: list[tuple[str, list[str]]] = []
    for number, line in enumerate(lines):
        item = _ITEM.fullmatch(line.strip())
        if item and item[1] == "end":
            return _joined(found), lines[number + 1 :]
        if item:
            found.append((item[1], [item[2]]))
        elif found:
            found[-1][1].append(line.strip())
        elif line.strip():
            found.append(("note", [line.strip()]))
    return _joined(found), []


def _joined(items: Iterable[tuple[str, list[str]]]) -> list[tuple[str, str]]:
    """Each item's lines as one text: an empty line divides paragraphs, other ends are the mail's."""
    return [(name, re.sub(r"\n+", _space, "\n".join(lines)).strip()) for name, lines in items]


def _space(ends: re.Match[str]) -> str:
    return "\n\n" if ends[0].count("\n") > 1 else " "

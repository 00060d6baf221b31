"""A reply file: what the page saves of a partner's answer, comments and wordings. It may be anybody's.

It is JSON of few members, each of bounded length. Characters that cannot be seen, or that turn the
direction of writing, are taken out and counted; whatever else is not as the page writes it is refused.
"""

from __future__ import annotations

import unicodedata
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, PrivateAttr, ValidationError, model_validator

from letterkit.blocks.yaml import unprintable
from letterkit.diagnostics import LetterkitError
from letterkit.diagnostics.json import DRAFT, parsed_json

FORMAT = "letterkit-reply/1"
LARGEST = 200_000
"""Bytes of a reply: that of a page on which each paragraph of the 2016 letter is reworded has 40,000."""
LONGEST = 20_000
"""Characters of a comment, a wording or a note."""
_MOST = 1_000  # comments, or wordings
_DEEPEST = 3
_SHOWN = 40  # characters of a foreign name that are shown
# Joiners that scripts need (Arabic, Indic); no other unseen character is kept.
_JOINERS = frozenset("\u200c\u200d")
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co"})

Passage = Annotated[str, Field(pattern=r"^[0-9a-f]{8}$")]
Long = Annotated[str, Field(max_length=LONGEST)]
Answer = Literal["approve", "condition", "decline", "none"]


class ReplyRefusedError(LetterkitError):
    """A reply that is not what the page saves or mails; the message says why."""

    def __init__(self, reason: str, hint: str = "ask for the file as the page saved it") -> None:
        super().__init__(f"it is no reply from letterkit's page: {reason}", hint, status=1)


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


class ReplyComment(_Part):
    """A comment on a passage, or on `words` of it."""

    passage: Passage
    words: Annotated[str, Field(max_length=LONGEST)] = ""
    comment: Annotated[str, Field(min_length=1, max_length=LONGEST)]


class ReplyRewording(_Part):
    """What a passage is proposed to say; nothing where it is to go. An empty line divides paragraphs."""

    passage: Passage
    now: Long


class Reply(_Part):
    """What a partner answers: to which text of which campaign's document, for which signatory, and who
    says so. `note` is the condition, the reason, or a remark; `about` are the passages of a condition.
    """

    format: Literal["letterkit-reply/1"]
    campaign: Annotated[str, Field(pattern=r"^[a-z0-9]+(?:-[a-z0-9]+)*$", max_length=100)]
    document: Annotated[str, Field(pattern=r"^[a-z]+(?:-[a-z]+)*$", max_length=40)]
    text: Annotated[str, Field(pattern=r"^[0-9a-f]{8,64}$")]
    organisation: Annotated[
        str, Field(pattern=r"^(?:signers/)?[a-z0-9]+(?:-[a-z0-9]+)*$", max_length=100)
    ]
    name: Annotated[str, Field(min_length=1, max_length=200)]
    email: Annotated[str, Field(max_length=254)] = ""
    answer: Answer
    note: Long = ""
    about: Annotated[tuple[Passage, ...], Field(max_length=_MOST)] = ()
    comments: Annotated[tuple[ReplyComment, ...], Field(max_length=_MOST)] = ()
    rewordings: Annotated[tuple[ReplyRewording, ...], Field(max_length=_MOST)] = ()
    _removed: int = PrivateAttr(default=0)
    _around: str = PrivateAttr(default="")

    @property
    def removed(self) -> int:
        """How many characters were taken out, which cannot be seen or turn the direction of writing."""
        return self._removed

    @property
    def around(self) -> str:
        """What a mail says before and after its form."""
        return self._around

    def noting(self, removed: int, around: str) -> Self:
        """The reply, knowing what was taken out of it and what stood around it."""
        self._removed, self._around = removed, around
        return self

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if self.answer == "condition" and not self.note:
            raise ValueError("it signs on a condition, and does not say on which")
        reworded = [each.passage for each in self.rewordings]
        if len(set(reworded)) < len(reworded):
            raise ValueError("it has two wordings of one passage")
        if self.answer == "none" and not (self.comments or self.rewordings or self.note):
            raise ValueError("it says nothing")
        return self


def is_reply(name: str, content: bytes) -> bool:
    """Whether a file is to be read as a reply: by its name, or by how it begins."""
    return name.lower().endswith(".json") or b'"letterkit-reply/' in content[:200]


def parse_reply(content: bytes) -> Reply:
    """What a reply file says. Raises ReplyRefusedError, and nothing else, whatever the bytes are."""
    if len(content) > LARGEST:
        raise ReplyRefusedError(f"it has more than {LARGEST:,} bytes")
    try:
        data = parsed_json(content.decode("utf-8-sig"))
    except ValueError:
        raise ReplyRefusedError("it is damaged") from None
    return checked(data)


def checked(data: Any, around: str = "") -> Reply:
    """The reply that JSON holds, or a mail's form, which has words `around` it.

    Raises ReplyRefusedError.
    """
    if not isinstance(data, dict):
        raise ReplyRefusedError("it is damaged")
    told = data.get("format")
    if isinstance(told, str) and told.startswith("letterkit-reply/") and told != FORMAT:
        raise ReplyRefusedError("it was made by another version of letterkit", "update letterkit")
    cleaning = _Cleaning()
    cleaned = cleaning.of(data, 0)
    seen = cleaning.text(around)
    try:
        reply = Reply.model_validate(cleaned)
    except ValidationError as error:
        raise ReplyRefusedError(_reason(error)) from None
    return reply.noting(cleaning.removed, seen.strip())


class _Cleaning:
    """Takes unseen characters out of every text, and counts them."""

    def __init__(self) -> None:
        self.removed = 0

    def of(self, value: Any, depth: int) -> Any:
        """A value of JSON, cleaned. Raises ReplyRefusedError where it is nested deeper than a reply."""
        if depth > _DEEPEST:
            raise ReplyRefusedError("it is damaged")
        match value:
            case str():
                return self.text(value)
            case list():
                return [self.of(each, depth + 1) for each in value]
            case dict():
                return {self.text(key): self.of(each, depth + 1) for key, each in value.items()}
            case _:
                return value

    def text(self, text: str) -> str:
        """A text with what can be seen in it, and the ends of its lines."""
        plain = (
            text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n")
        )
        kept = "".join(each for each in plain if not _is_unseen(each))
        self.removed += len(plain) - len(kept)
        return kept


def _is_unseen(character: str) -> bool:
    if character in "\n\t" or character in _JOINERS:
        return False
    return unicodedata.category(character) in _UNSEEN or unprintable(character) is not None


_PLAIN = {
    "missing": "is missing",
    "extra_forbidden": "is nothing that the page writes",
    "string_too_long": "is too long",
    "too_long": "has too many entries",
    "string_too_short": "is empty",
}


def _reason(error: ValidationError) -> str:
    """The first thing that is wrong, in words."""
    first = error.errors(include_url=False, include_input=False)[0]
    if first["type"] == "value_error":
        return str(first["msg"]).removeprefix("Value error, ")
    place = [
        f"number {part + 1}" if isinstance(part, int) else f"'{part[:_SHOWN]}'" for part in first["loc"]
    ]
    return f"{', '.join(place)} {_PLAIN.get(first['type'], 'is not as the page writes it')}"


def schema() -> dict[str, Any]:
    """The JSON Schema of a reply file."""
    described = Reply.model_json_schema()
    described.pop("title", None)
    return {"$schema": DRAFT, "title": "a reply from letterkit's page", **described}

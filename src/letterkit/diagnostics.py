"""What letterkit says when something is wrong, and how it is printed.

A problem in a file is a value, a `Diagnostic`: every stage returns what it could make and the
diagnostics it met, and goes on past the first. `LetterkitError` is the one exception, for what stops
the work altogether. This room knows no files and no YAML; it only holds and prints.
"""

from __future__ import annotations

import difflib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How bad it is: an error stops the output, a warning only speaks."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True, order=True)
class Location:
    """A place in a file: the path as shown to people, line and column counted from 1."""

    file: str
    line: int
    column: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One problem: its code (see `CODES`), what is wrong, where, and what to do."""

    code: str
    message: str
    location: Location
    hint: str | None = None
    severity: Severity = Severity.ERROR

    def __str__(self) -> str:
        line = f"{self.location}: {self.severity} {self.code}: {self.message}"
        return f"{line}\n  {self.hint}" if self.hint else line


class LetterkitError(Exception):
    """What stops the work: one line saying what is wrong, one saying what to do next.

    `status` is the exit status: 1 the request can't be met, 2 usage, 3 the environment.
    """

    def __init__(self, message: str, hint: str | None = None, *, status: int = 3) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.status = status

    def __str__(self) -> str:
        return f"{self.message}\n  {self.hint}" if self.hint else self.message


@dataclass(frozen=True, slots=True)
class Code:
    """What a code stands for: a title, what it means, how to mend it."""

    title: str
    meaning: str
    mend: str


CODES: dict[str, Code] = {
    # 1xx: the file as YAML
    "LK101": Code(
        "The file is not valid YAML",
        "The YAML parser could not read past this place. Often the mistake is one line above it: a "
        "missing colon, a quotation mark that is never closed, or text that is not indented.",
        "Compare the indentation with the lines around it. Put text that contains ': ' or starts "
        "with a special character into quotation marks, or below `text: |`.",
    ),
    "LK102": Code(
        "A key stands twice",
        "The same key is written twice in one mapping. YAML would silently keep the last one.",
        "Delete one of the two, or rename it.",
    ),
    "LK103": Code(
        "An anchor or alias",
        "`&name` and `*name` are YAML's way of repeating a part. letterkit does not read them, "
        "because a reader of the file cannot see where the words come from.",
        "Write the value out, or put it into a block of its own and refer to that by name. If you "
        "meant the character itself, put the value into quotation marks.",
    ),
    "LK104": Code(
        "A YAML tag",
        "`!something` asks the YAML reader to make a special object. letterkit has no use for it.",
        "Remove the tag. If you meant the character itself, put the value into quotation marks.",
    ),
    "LK105": Code(
        "A tab character",
        "A tab looks like spaces but counts differently, so indentation goes wrong unseen.",
        "Replace the tab by spaces. Most editors can do it for the whole file.",
    ),
    "LK106": Code(
        "The file is not UTF-8 text",
        "letterkit reads UTF-8 only, so that names in every script survive.",
        "Open the file in an editor and save it again with the encoding UTF-8.",
    ),
    "LK107": Code(
        "The file is too large",
        "A block is a page of text at most; the limit is 1 MB a file.",
        "Split the file into several blocks, or check that it is the file you meant.",
    ),
    "LK108": Code(
        "Nested too deeply",
        "Lists within lists within lists: more levels than any block has.",
        "Flatten the structure; see docs/blocks.md for what the block looks like.",
    ),
    "LK109": Code(
        "A character that cannot be printed",
        "The file holds a control or private-use character, often left by a copy from a PDF or a "
        "word processor.",
        "Delete the character and type what should stand there.",
    ),
    "LK110": Code(
        "The file cannot be read",
        "The file is there but could not be opened.",
        "Check that it is a file and that you may read it.",
    ),
    "LK111": Code(
        "The file holds no block",
        "The file is empty, or it is not a mapping of keys to values.",
        "Write the keys of the block; see docs/blocks.md for an example of each kind.",
    ),
    # 2xx: models and references
    "LK201": Code(
        "An unknown key",
        "No block of this kind has such a key.",
        "Correct the spelling or remove the line; `letterkit schema KIND` lists the keys.",
    ),
    "LK202": Code(
        "A key is missing",
        "The block cannot be used without it.",
        "Add the key; docs/blocks.md has an example.",
    ),
    "LK203": Code(
        "A value that does not fit",
        "The value is not of the sort that this key takes.",
        "Write it as the message says.",
    ),
    "LK204": Code(
        "A name that stands for nothing",
        "The file refers to a block by a name, and no block of that kind has it.",
        "Correct the name, or write the block. `letterkit list blocks` shows what there is.",
    ),
    "LK205": Code(
        "A block of another kind",
        "A block has this name, but it is of another kind than the one asked for here.",
        "Refer to a block of the right kind.",
    ),
    "LK206": Code(
        "A loop of references",
        "The list includes itself, directly or through another list.",
        "Remove one of the references named in the message.",
    ),
    "LK207": Code(
        "Not a name",
        "The name of a block or campaign is a plain word: small letters, digits and single "
        "hyphens. It is no path.",
        "Use a name such as `religious-freedom`.",
    ),
    "LK208": Code(
        "A file outside the workspace",
        "The file is a link to somewhere outside the workspace. letterkit reads only what git "
        "can show to everyone.",
        "Copy the file into the workspace.",
    ),
    "LK209": Code(
        "A file that is not read",
        "The file lies among the blocks but its name is not that of a block, so nothing reads it.",
        "Rename it to `name.yaml`, in small letters, digits and hyphens, or move it away.",
    ),
    "LK210": Code(
        "Named twice",
        "The same block stands twice where each may stand once.",
        "Remove one of the two.",
    ),
    "LK211": Code(
        "Nobody holds the office",
        "No holder of the office is entered whose term covers the first day of the dialogue.",
        "Enter the holder in the address block with `from:` and, if the term ended, `to:`.",
    ),
    "LK212": Code(
        "Nobody signs for the organisation",
        "The letter is signed by persons, and no signer of this organisation is entered for the "
        "date of the letter.",
        "Enter the signer in the organisation's file, or write `sign_as: organisation`.",
    ),
    "LK213": Code(
        "Nothing is said of the person",
        "The case list names a person whose file has no account on or before the letter's date.",
        "Add an account to the person's file, or a `text:` to the entry in the case list.",
    ),
    "LK214": Code(
        "A person who may not be named",
        "The person's `consent` does not cover this letter. The person is left out of everything.",
        "Take the reference out. Change `consent` only after the person or family agreed.",
    ),
    "LK215": Code(
        "An address of too many lines",
        "An inside address has at most eight lines, else it fits no envelope window.",
        "Shorten the address; put remarks into `note:`.",
    ),
    "LK216": Code(
        "Not a telephone number",
        "A fax number must be a complete, valid number in the international form, without an "
        "extension. Two numbers are two entries.",
        'Write it as "+1 202-555-0123" and check it against its source.',
    ),
    # 3xx: text and merge fields
    "LK301": Code(
        "An unknown merge field",
        "Between {{ and }} stands a field that does not exist here.",
        "Correct the field; docs/merge-fields.md lists all of them.",
    ),
    "LK302": Code(
        "A merge field that cannot be read",
        "What stands between {{ }} or {% %} breaks the rules of the template language.",
        "Check the brackets and quotation marks. To print {{ itself, write {{ '{{' }}.",
    ),
    "LK303": Code(
        "A template feature that blocks may not use",
        "Block text may use fields, filters, `if` and `for`; nothing that calls, includes, "
        "multiplies or reaches into letterkit itself.",
        "Write it with a field and a filter; docs/merge-fields.md has examples.",
    ),
    "LK304": Code(
        "An unknown filter",
        "After the | stands a filter that does not exist.",
        "Correct the filter; docs/merge-fields.md lists them.",
    ),
    "LK305": Code(
        "A merge field that failed",
        "The field exists but could not be worked out for this letter.",
        "Look at the value it uses: is the list empty, is the date missing?",
    ),
    "LK306": Code(
        "HTML in the text",
        "Block text is Markdown; HTML is not allowed in it.",
        "Use *emphasis* or **strong**; to print < itself write \\<.",
    ),
    "LK307": Code(
        "A link that is not allowed",
        "Links may lead to https:, http: and mailto: addresses only.",
        "Correct the link or remove it.",
    ),
    "LK308": Code(
        "An image in the text",
        "Letters of this kind carry no images in their text: a fax would ruin them.",
        "Remove the image.",
    ),
    "LK309": Code(
        "Markdown that a letter does not use",
        "Block text knows paragraphs, emphasis, lists, quotations, headings and links.",
        "Write it with these.",
    ),
    "LK310": Code(
        "The text is nested too deeply",
        "Lists or quotations within one another, more than six levels.",
        "Flatten the text.",
    ),
    "LK311": Code(
        "A text of excessive length",
        "A text or paragraph is longer than any letter, or has more merge fields than any.",
        "Divide it; the limits are 20,000 characters for a paragraph, 200,000 for a text, and 1,000 "
        "merge fields and statements.",
    ),
    "LK312": Code(
        "The text is empty",
        "The block's text comes to nothing for this letter.",
        "Write the text, or take the block out of the letter.",
    ),
    # 4xx: content of the letter
    "LK401": Code(
        "No signatories",
        "A joint letter is signed by at least one organisation.",
        "Add organisations to the signature block.",
    ),
    "LK402": Code(
        "No addressees",
        "A letter is addressed to at least one office.",
        "Add an address under `to:`.",
    ),
    "LK403": Code(
        "No salutation in this language",
        "letterkit can write the salutation of letters in English only.",
        "Write it yourself in the campaign: `salutation: …`.",
    ),
    # 5xx: writers
    "LK501": Code(
        "A character without a glyph",
        "None of the fonts has this character, so that it would print as an empty box.",
        "Put a TrueType font that has it into the workspace's `fonts/` folder, or install the "
        "package that `letterkit doctor` names.",
    ),
    "LK502": Code(
        "The file cannot be written",
        "The output could not be written; what stood there before is unchanged.",
        "Check the folder's permissions and the space on the disk.",
    ),
    "LK503": Code(
        "A file that letterkit did not write",
        "Where the output should go stands a file that letterkit did not write, or that was "
        "changed since.",
        "Move the file away, choose another folder with --output, or overwrite it with --force.",
    ),
    "LK504": Code(
        "The template has a mistake",
        "A template in the workspace's `templates/` could not be used.",
        "Correct it, or delete it to use the packaged one.",
    ),
    "LK505": Code(
        "The template asks for something that is refused",
        "A template asked for a file outside its folder, or for something from the network.",
        "Put the file beside the template and refer to it by name.",
    ),
    "LK506": Code(
        "The style sheet has something unknown",
        "The renderer met a rule in the style sheet that it does not know and passed over.",
        "Correct the rule in the workspace's `templates/`.",
    ),
    "LK507": Code(
        "Not a PDF of letterkit",
        "The file cannot be read as a PDF, or carries none of letterkit's metadata.",
        "Check the file name; a copy made with --strip-metadata carries none.",
    ),
}


def did_you_mean(word: str, possibilities: Iterable[str]) -> str | None:
    """A hint with the possibility closest to `word`, or None where nothing is close."""
    matches = difflib.get_close_matches(word, list(possibilities), n=1, cutoff=0.6)
    return f"did you mean '{matches[0]}'?" if matches else None


def ordered(diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Sorted by place and code, each once."""
    return sorted(dict.fromkeys(diagnostics), key=lambda d: (d.location, d.code, d.message))


def has_errors(diagnostics: Iterable[Diagnostic]) -> bool:
    """Whether any of them is an error."""
    return any(d.severity is Severity.ERROR for d in diagnostics)


def summary(diagnostics: Sequence[Diagnostic]) -> str:
    """'2 errors, 1 warning', or 'no problems found'."""
    counts = [(sum(d.severity is severity for d in diagnostics), severity.value) for severity in Severity]
    parts = [f"{n} {word}{'s' if n > 1 else ''}" for n, word in counts if n]
    return ", ".join(parts) or "no problems found"


def to_json(diagnostics: Iterable[Diagnostic]) -> str:
    """A JSON list, one object a diagnostic, for other programs."""
    rows = [
        {
            "code": d.code,
            "severity": d.severity.value,
            "message": d.message,
            "file": d.location.file,
            "line": d.location.line,
            "column": d.location.column,
            "hint": d.hint,
        }
        for d in ordered(diagnostics)
    ]
    return json.dumps(rows, ensure_ascii=False, indent=2)

"""Readings of old letters, for the tests of what is proposed of them."""

from __future__ import annotations

from letterkit.importer.parts import SourceLine, SourceText
from letterkit.importer.reading import LetterReading
from letterkit.importer.reading_text import from_text

LETTER = """\
reading of old.txt
== letter (en)
1 skip | Skip to content
2 letterhead | Coalition of the Two Rivers
3 date | 6 May 2011
4 to | The Honorable Ada B. Lovelace ; Minister of Trade ; ; 1 Main Street
5 fax | Via fax: (202) 647-2283
6 to | ; ; Office of the President ; Bern
7 re | Re: The U.S.-Marovia Human Rights Dialogue
8 dear | Dear Minister Lovelace,
9 text | We write "before" the talks -- with {{ hope }} & *care* [1].
10 lead-in | We ask you to:
11 ask | 1. Free Li Wen and all others. Let them go home.
12 ask | 2. Name those who are in prison:
13 case | • Jane Doe (aka J. D.), who has been held since 2008
14 case | • Li Wen - a lawyer.
15 more | They must not be forgotten.
16 text | 1986. That was a year.
18 close | Yours sincerely,
19 signs | Ann Jones ; Director ; Rights Now
20 signs | Bo Berg {of} ; ; River Watch
21 cc | cc: the Ambassador
22 note | [1] A note.
== people
13 person | Jane Doe ; J. D.
14 person | Li Wen
"""
RELEASE = """\
== press-release (en)
30 headline | Minister should speak out
31 text | (Bern, May 7, 2011) – Seven organizations wrote to the minister.
32 quote | “Nobody spoke,” said Ann Jones, director of Rights Now.
33 ask | - Speak of Jane Doe
34 note | About Rights Now: it works.
"""


def letter(**rows: str) -> LetterReading:
    """A letter with two addressees, numbered asks, cases and two signatories.

    `rows` are other rows for those of a line: `line_9="text | …"`; an empty one takes the line out.
    """
    changed = {name.removeprefix("line_"): row for name, row in rows.items()}
    lines = LETTER.splitlines()
    texts = (changed.get(line.split(" ")[0], line.partition(" ")[2]) for line in lines)
    pairs = zip(lines, texts, strict=True)
    kept = [
        f"{line.split(' ')[0]} {text}" if line.split(" ")[0] in changed else line
        for line, text in pairs
        if text or line.split(" ")[0] not in changed
    ]
    return reading("\n".join(kept))


def alone(*rows: str, people: str = "", language: str = "en") -> LetterReading:
    """A letter of a few rows."""
    return reading("\n".join(("reading of x.txt", f"== letter ({language})", *rows, "== people", people)))


def letter_and_release() -> LetterReading:
    """The letter, and a press release with a quotation and an ask."""
    text, people = LETTER.split("== people")
    return reading(f"{text}{RELEASE}== people{people}")


def reading(text: str) -> LetterReading:
    """The reading that a text says."""
    found, problems = from_text(text, "reading.txt")
    assert found is not None, [str(problem) for problem in problems]
    return found


def source_of(one: LetterReading) -> SourceText:
    """The source that a reading would come from: a line for each row."""
    return SourceText(one.source, tuple(SourceLine(r.first, " ".join(r.words)) for r in one.rows))

"""Imported documents made by hand, for the tests of what is proposed of them."""

from __future__ import annotations

from letterkit.importer.parts import (
    FoundAddressee,
    FoundCase,
    FoundSignatory,
    Imported,
    Number,
    Quoted,
    ReadPart,
    Role,
    SourceLine,
    SourceText,
)


def part(role: Role, line: int, text: str, **more: object) -> ReadPart:
    """A paragraph on one line."""
    return ReadPart(role, text, line, line, 0.9, **more)  # type: ignore[arg-type]


def source_of(*documents: Imported) -> SourceText:
    """The source that documents would come from: a line for each part."""
    parts = sorted((p for d in documents for p in d.parts), key=lambda p: p.first)
    lines = tuple(SourceLine(p.first, p.text, marker=p.marker) for p in parts)
    return SourceText(documents[0].source, "text", lines)


def letter() -> Imported:
    """A letter with two addressees, numbered asks, cases and three signatories."""
    parts = (
        part(Role.CHROME, 1, "Skip to content"),
        part(Role.LETTERHEAD, 2, "Coalition of the Two Rivers\n12 Quay Street, Ghent"),
        part(Role.DATE, 3, "6 May 2011"),
        part(Role.ADDRESS, 4, "The Honorable Ada B. Lovelace\nMinister of Trade\n1 Main Street"),
        part(Role.DELIVERY, 5, "Via fax: (202) 647-2283"),
        part(Role.ADDRESS, 6, "Office of the President\nBern"),
        part(Role.REFERENCE, 7, "Re: The U.S.-Marovia Human Rights Dialogue"),
        part(Role.SALUTATION, 8, "Dear Minister Lovelace,"),
        part(Role.FRAMING, 9, 'We write "before" the talks -- with {{ hope }} & *care* [1].'),
        part(Role.LEAD_IN, 10, "We ask you to:"),
        part(Role.ASK, 11, "Free Li Wen and all others. Let them go home.", marker="1.", ask=0),
        part(Role.ASK, 12, "Name those who are in prison:", marker="2.", ask=1),
        part(Role.CASE, 13, "Jane Doe (aka J. D.), who has been held since 2008", marker="•", ask=1),
        part(Role.CASE, 14, "Li Wen - a lawyer.", marker="•", ask=1),
        part(Role.ASK, 15, "They must not be forgotten.", ask=1),
        part(Role.FRAMING, 16, "1986. That was a year."),
        part(Role.UNPLACED, 17, "Qwerty uiop"),
        part(Role.CLOSING, 18, "Yours sincerely,"),
        part(Role.SIGNATURE, 19, "Ann Jones\nDirector\nRights Now\nBo Berg\nRiver Watch"),
        part(Role.CC, 20, "cc: the Ambassador"),
        part(Role.FOOTNOTE, 21, "[1] A note."),
    )
    return Imported(
        "old.txt",
        "letter",
        parts,
        date="2011-05-06",
        language="en",
        subject="The U.S.-Marovia Human Rights Dialogue",
        salutation="Dear Minister Lovelace,",
        closing="Yours sincerely,",
        addressees=(
            FoundAddressee(
                "Ada B. Lovelace",
                "The Honorable",
                "Minister of Trade",
                "",
                ("1 Main Street",),
                (Number("(202) 647-2283", "+12026472283"),),
                first=4,
                last=5,
                confidence=0.9,
            ),
            FoundAddressee(
                organisation="Office of the President", address_lines=("Bern",), first=6, last=6
            ),
        ),
        cases=(
            FoundCase("Jane Doe", ("J. D.",), parts[12].text, 13, 13, 0.9, 1),
            FoundCase("Li Wen", (), parts[13].text, 14, 14, 0.9, 1),
        ),
        signatories=(
            FoundSignatory("Rights Now", "Ann Jones", "Director", 19, 19, 0.9),
            FoundSignatory("River Watch", "Bo Berg", "", 19, 19, 0.9),
        ),
        cc=("the Ambassador",),
    )


def release() -> Imported:
    """A press release with a quotation and asks."""
    parts = (
        part(Role.HEADLINE, 30, "Minister should speak out"),
        part(Role.FRAMING, 31, "(Bern, May 7, 2011) – Seven organizations wrote to the minister."),
        part(Role.QUOTATION, 32, "“Nobody spoke,” said Ann Jones, director of Rights Now."),
        part(Role.ASK, 33, "Speak of Jane Doe", marker="-", ask=0),
        part(Role.ABOUT, 34, "About Rights Now: it works."),
    )
    return Imported(
        "old.txt",
        "press-release",
        parts,
        date="2011-05-07",
        language="en",
        headline="Minister should speak out",
        place="Bern",
        quotations=(Quoted("Nobody spoke", "Ann Jones", "director", "Rights Now", 32, 32),),
    )

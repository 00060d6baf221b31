"""What can be entered of each kind of block (see `entries`): the list itself, and nothing but data."""

from __future__ import annotations

from collections.abc import Sequence
from typing import get_args

from letterkit.blocks.statuses import Status
from letterkit.library.entries import RECIPE, EntryKind, Fact, FactForm

_VERIFIED = Fact(
    "verified", "verified", "When all this was last checked: 2016, 2016-06 or 2016-06-06.", FactForm.DATE
)
_REVIEW = Fact("review_after", "review_after", "When to check it again, such as '12 months'.")
_SOURCE = (
    Fact(
        "source",
        "title",
        "Where it was read: the title of a page or paper.",
        group="sources",
        needed=True,
    ),
    Fact("source_url", "url", "The address of that page.", FactForm.URL, group="sources"),
    Fact("source_date", "date", "Its date.", FactForm.DATE, group="sources"),
)
_NOTE = Fact("note", "note", "A remark for colleagues; it prints nowhere.", FactForm.TEXT)
_ENDING = (_VERIFIED, _REVIEW, *_SOURCE, _NOTE)

OFFICE = EntryKind(
    "office",
    "offices",
    "addresses",
    (
        Fact(
            "office",
            "office",
            "The office as it prints, such as Secretary of State.",
            needed=True,
            asked="Office",
        ),
        Fact(
            "organisation",
            "organisation",
            "The ministry or body.",
            asked="Ministry or body",
            teach="organisation: Ministry of Foreign Affairs",
        ),
        Fact(
            "address",
            "address",
            "The postal address, a line each; without the country.",
            FactForm.LINES,
            asked="Postal address, its lines with ; between them",
            teach="address:\n  - 1 Main Street           # a line each; without the country",
        ),
        Fact(
            "country",
            "country",
            "Its country, by name or code.",
            FactForm.COUNTRY,
            asked="Country",
            teach="country: VN                        # ISO 3166, two capital letters",
        ),
        Fact(
            "fax",
            "fax",
            "A fax number: international, or national with the country.",
            FactForm.NUMBERS,
            asked="Fax number",
            teach="fax:\n"
            '  - number: "+84 24 3799 2682"    # international\n'
            "    verified: 2026-11             # when somebody checked it",
        ),
        Fact(
            "email",
            "email",
            "An e-mail address.",
            FactForm.EMAILS,
            asked="E-mail address",
            teach="email: office@example.org",
        ),
        Fact(
            "holder", "name", "Who holds the office.", group="holders", needed=True, asked="Who holds it"
        ),
        Fact(
            "honorific",
            "honorific",
            "What stands before the name, such as The Honorable.",
            group="holders",
            asked="Honorific, such as The Honorable",
        ),
        Fact(
            "salutation",
            "salutation",
            "How the letter begins, without Dear: Secretary Kerry.",
            group="holders",
            needed=True,
            asked="Salutation after Dear, such as Minister Kerry",
        ),
        Fact(
            "since",
            "from",
            "The first day in office, 2013-02-01.",
            FactForm.DAY,
            group="holders",
            needed=True,
            asked="In office since (a day)",
        ),
        Fact(
            "until",
            "to",
            "The last day in office.",
            FactForm.DAY,
            group="holders",
            teach="    to: 2029-01-20                 # when the term has ended",
        ),
        *_ENDING,
    ),
    ("organisation",),
)
ORGANISATION = EntryKind(
    "organisation",
    "organisations",
    "organisations",
    (
        Fact("name", "name", "The full name as it prints.", needed=True, asked="Name"),
        Fact(
            "short_name",
            "short_name",
            "What it is called for short.",
            asked="Short name, if it has one",
            teach="short_name: RSF",
        ),
        Fact("url", "url", "Its page, https://…", FactForm.URL, teach="url: https://example.org"),
        Fact(
            "about",
            "about",
            "A sentence about it, for press releases.",
            FactForm.TEXT,
            teach="about: |\n  One sentence, for press releases.",
            merges=True,
        ),
        Fact(
            "member_from",
            "member_from",
            "Member of the coalition since.",
            FactForm.DATE,
            teach="member_from: 2016-06",
        ),
        Fact(
            "member_to",
            "member_to",
            "Member until.",
            FactForm.DATE,
            teach="member_to: 2026-06             # when it left",
        ),
        Fact(
            "signer", "name", "Who signs for it.", group="signers", needed=True, asked="Who signs for it"
        ),
        Fact(
            "signer_title", "title", "That person's title.", group="signers", asked="Title of who signs"
        ),
        Fact(
            "signer_since",
            "from",
            "Signs since: 2016, 2016-06 or 2016-06-06.",
            FactForm.DATE,
            group="signers",
            needed=True,
            asked="Signs since (year, month or day)",
        ),
        Fact("signer_until", "to", "Signs until.", FactForm.DATE, group="signers"),
        *_ENDING,
    ),
)
PERSON = EntryKind(
    "person",
    "people",
    "people",
    (
        Fact("name", "name", "The person's name as letters print it.", needed=True, asked="Name"),
        Fact(
            "native_name",
            "native_name",
            "The name in the person's own script.",
            asked="Name in the person's own script",
            teach="native_name: 刘晓波",
        ),
        Fact(
            "also_known_as",
            "also_known_as",
            "Another name or spelling.",
            FactForm.LINES,
            asked="Other names and spellings, with ; between them",
            teach="also_known_as:\n  - Another Spelling",
        ),
        Fact(
            "described_as",
            "described_as",
            "Who it is, after the name: a writer.",
            asked="Who it is, such as a writer",
            teach="described_as: a writer",
        ),
        Fact(
            "nationality",
            "nationality",
            "The nationality, as it prints.",
            teach="nationality: Vietnamese",
        ),
        Fact(
            "born",
            "born",
            "The date of birth, as far as it is known.",
            FactForm.DATE,
            teach="born: 1970-03",
        ),
        Fact(
            "since",
            "date",
            "When that happened.",
            FactForm.DATE,
            group="history",
            needed=True,
            asked="What happened last, and when: the date",
        ),
        Fact(
            "status",
            "status",
            "What happened: detained, sentenced, released, died, …",
            FactForm.CHOICE,
            group="history",
            asked="What happened then",
            choices=get_args(Status),
        ),
        Fact("status_note", "note", "What else is known of it.", group="history"),
        Fact(
            "consent",
            "consent",
            "What may name the person: none, letter or public.",
            FactForm.CHOICE,
            needed=True,
            asked="What may name the person",
            default="none",
            choices=("none", "letter", "public"),
        ),
        *_ENDING,
    ),
)
INDIVIDUAL = EntryKind(
    "signer",
    "signers",
    "signers",
    (
        Fact("name", "name", "Who signs.", needed=True, asked="Name"),
        Fact("title", "title", "The title that prints below the name.", asked="Title"),
        Fact("native_name", "native_name", "The name in another script, which prints too."),
        Fact(
            "affiliation",
            "affiliation",
            "Where the person works, for somebody who signs alone.",
            asked="Affiliation",
            teach="affiliation: University of Example",
        ),
        Fact(
            "printed_note",
            "note",
            "What prints below, such as: for identification only.",
            teach="note: for identification only",
        ),
        Fact("sort_as", "sort_as", "What the name is sorted by.", teach="sort_as: Muster, Anna"),
        _VERIFIED,
        _REVIEW,
        *_SOURCE,
    ),
)
SIGNS_FOR = EntryKind(
    "signer",
    "signers",
    "organisations",
    (
        Fact("name", "name", "Who signs.", group="signers", needed=True, asked="Name"),
        Fact("title", "title", "The title that prints below the name.", group="signers", asked="Title"),
        Fact(
            "native_name", "native_name", "The name in another script, which prints too.", group="signers"
        ),
        Fact(
            "organisation",
            "",
            "The organisation that the person signs for.",
            FactForm.BLOCK,
            kind="organisations",
        ),
        Fact(
            "since",
            "from",
            "Signs since: 2016, 2016-06 or 2016-06-06.",
            FactForm.DATE,
            group="signers",
            needed=True,
            asked="Signs since (year, month or day)",
        ),
        Fact("until", "to", "Signs until.", FactForm.DATE, group="signers"),
    ),
)
_ALONE = [fact for fact in INDIVIDUAL.facts if fact.name not in ("name", "title", "native_name")]
SIGNER = EntryKind("signer", "signers", "signers", (*SIGNS_FOR.facts, *_ALONE))
"""Both at once, as people enter them: with an organisation one signs for it, without one alone."""
ISSUE = EntryKind(
    "issue",
    "issues",
    "issues",
    (
        Fact("title", "title", "What the issue is.", needed=True, asked="Title"),
        Fact(
            "topic",
            "topic",
            "Its topic, small letters with hyphens; editions of one issue share it.",
            FactForm.NAME,
            needed=True,
            asked="Topic, such as religious-freedom",
        ),
        Fact("ask", "ask", "What is asked for, in one line.", needed=True, asked="The ask in one line"),
        Fact(
            "text",
            "text",
            "The paragraph of the letter, in Markdown.",
            FactForm.TEXT,
            needed=True,
            asked="The paragraph",
            merges=True,
        ),
        Fact(
            "as_of",
            "as_of",
            "When the text is from.",
            FactForm.DATE,
            teach="as_of: 2026-11                    # the text tells what was so then",
        ),
        Fact(
            "cases",
            "cases",
            "The case list that it names.",
            FactForm.BLOCK,
            kind="case-lists",
            teach="cases: prisoners                  # a case list in seeds/case-lists/",
        ),
        *_ENDING,
    ),
)
FRAMING = EntryKind(
    "framing",
    "framing",
    "framing",
    (
        Fact("title", "title", "What the passage is, for colleagues.", needed=True, asked="Title"),
        Fact(
            "text",
            "text",
            "The passage, in Markdown.",
            FactForm.TEXT,
            needed=True,
            asked="The passage",
            merges=True,
        ),
        Fact(
            "as_of",
            "as_of",
            "When the text is from.",
            FactForm.DATE,
            teach="as_of: 2026-11                    # the text tells what was so then",
        ),
        *_ENDING,
    ),
)
CASE_LIST = EntryKind(
    "case-list",
    "case-lists",
    "case-lists",
    (
        Fact("title", "title", "What the list is, for colleagues.", needed=True, asked="Title"),
        Fact(
            "lead_in",
            "lead_in",
            "The words before the names.",
            asked="The words before the names",
            teach="lead_in: We ask for the release of",
            merges=True,
        ),
        Fact(
            "cases",
            "cases",
            "Somebody whom it names: the file's or the person's name.",
            FactForm.BLOCKS,
            kind="people",
            needed=True,
            asked="Whom it names, with ; between them",
        ),
        Fact(
            "closing",
            "closing",
            "The words after the names.",
            teach="closing: and of all who are held with them.",
            merges=True,
        ),
        *_ENDING,
    ),
)
DIALOGUE = EntryKind(
    "dialogue",
    "dialogues",
    "dialogues",
    (
        Fact("name", "name", "The dialogue's name as it prints.", needed=True, asked="Name"),
        Fact(
            "short_name",
            "short_name",
            "What it is called for short, with its article.",
            teach="short_name: the dialogue",
        ),
        Fact("host_city", "host_city", "Where it takes place.", asked="Host city"),
        Fact("first_day", "from", "Its first day.", FactForm.DATE, asked="First day"),
        Fact("last_day", "to", "Its last day.", FactForm.DATE, asked="Last day"),
        Fact(
            "between",
            "between",
            "A party to it: a country, or EU.",
            FactForm.PARTIES,
            asked="Between which countries (or EU), with ; between them",
        ),
        Fact(
            "lead",
            "lead",
            "The organisation that leads.",
            FactForm.BLOCK,
            kind="organisations",
            teach="lead: rights-now                 # an organisation in seeds/organisations/",
        ),
        Fact(
            "letter_date",
            "date",
            "When its letter is to be dated; else its month.",
            FactForm.DATE,
            group=RECIPE,
        ),
        Fact(
            "to",
            "to",
            "An office that its letter goes to.",
            FactForm.BLOCKS,
            group=RECIPE,
            kind="addresses",
            needed=True,
            asked="Offices to write to, with ; between them",
        ),
        Fact(
            "framing",
            "framing",
            "A passage of its letter; the first one opens it.",
            FactForm.BLOCKS,
            group=RECIPE,
            kind="framing",
            needed=True,
            asked="Passages, with ; between them; the first one opens the letter",
        ),
        Fact(
            "issue",
            "asks",
            "An issue that its letter asks for.",
            FactForm.BLOCKS,
            group=RECIPE,
            kind="issues",
            asked="Issues to ask for, with ; between them",
        ),
        Fact(
            "signatures",
            "signatures",
            "The signature block of its letter.",
            FactForm.BLOCK,
            group=RECIPE,
            kind="signatures",
            needed=True,
            asked="Signature block",
        ),
        *_ENDING,
    ),
    ("first_day",),
)
ENTRY_KINDS: Sequence[EntryKind] = (
    OFFICE,
    ORGANISATION,
    PERSON,
    SIGNER,
    ISSUE,
    FRAMING,
    CASE_LIST,
    DIALOGUE,
)
"""The kinds that can be added, in the order in which help lists them."""

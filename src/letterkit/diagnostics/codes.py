"""The codes of the diagnostics: what each means and how to mend what it speaks of."""

from __future__ import annotations

from msgspec import Struct


class Code(Struct, frozen=True):
    """What a code stands for: a title, what it means, how to mend it."""

    title: str
    meaning: str
    mend: str


CODES: dict[str, Code] = {
    # 1xx: the file as YAML
    "LK101": Code(
        "The file is not valid YAML",
        "The file could not be read past this place. Where the message names no slip, it is often one "
        "line above: a missing colon, a quotation mark that is never closed, or text that is not "
        "indented.",
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
        "letterkit reads UTF-8 only, so that names in every script survive. The message says which "
        "encoding it seems to be.",
        "Open the file in the program that wrote it and save it again with the encoding UTF-8: in "
        "Windows' Notepad under Save as, Encoding.",
    ),
    "LK107": Code(
        "The file is too large",
        "A block is a page of text at most; the limit is 1 MB a file. A template may have 1 MB too, what "
        "stands beside it 8 MB, a font or a PDF 100 MB.",
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
        "word processor, or a mark that turns the direction of writing, so that a name reads otherwise "
        "than it is written.",
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
    "LK112": Code(
        "A change that cannot be made in the file",
        "letterkit changes a file only where it can read back exactly what was meant: every other value, "
        "key and comment as before. Here that is not so. No file was changed.",
        "Make the change in an editor, or write the value more simply and try again.",
    ),
    "LK113": Code(
        "Both sides of a merge",
        "Two people changed the same lines, and git could not join the changes: it wrote both versions "
        "into the file, between lines that begin with <<<<<<<, ======= and >>>>>>>. Nothing is made of "
        "such a file.",
        "Keep one side, or write what both meant; delete the rest and the lines of marks. docs/git.md "
        "shows it from beginning to end.",
    ),
    "LK114": Code(
        "Quotation marks that are none for YAML",
        "The value stands between curly quotation marks, or one of them is left of a pair. YAML knows "
        "straight ones alone: the curly ones would print, and keep no colon or # from being read.",
        "Write straight marks instead. Where the curly ones are to print, put straight ones around them: "
        '"“…”".',
    ),
    "LK115": Code(
        "A value that is cut off",
        "A # after a space begins a comment, which prints nowhere. Here it seems to be a part of the "
        "text, because no space follows it, or nothing but a number.",
        "Put the value into quotation marks. If it is a remark, put a space after the #, and two before "
        "it.",
    ),
    "LK116": Code(
        "A space that is none",
        "A no-break space or another space of Unicode looks like a space and is none for YAML, so that "
        "indents and values go wrong unseen. It often comes with text copied from a web page or from "
        "Word.",
        "Delete it and type an ordinary space. Within a text, between words, it may stand.",
    ),
    # 2xx: models and references
    "LK117": Code(
        "No ordinary file",
        "A pipe, a device, a socket, a folder or a link that leads back to itself stands where a file is "
        "read, and whoever opens it may wait for ever.",
        "Delete it, or move it out of the workspace.",
    ),
    "LK118": Code(
        "A name that is not UTF-8",
        "The file's name is in an older encoding, so that it cannot be shown. It is not read.",
        "Rename it.",
    ),
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
        "A file or folder that is not read",
        "The file or folder lies among the blocks or campaigns, but nothing reads it: its name is not "
        "that of a block or of a campaign's file, or its folder is not that of a kind of block.",
        "Rename or move it as the message says, or move it out of the workspace. A block's file is named "
        "`name.yaml`, in small letters, digits and hyphens.",
    ),
    "LK210": Code(
        "Named twice",
        "The same block stands twice where each may stand once.",
        "Remove one of the two.",
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
    "LK217": Code(
        "No such country",
        "A country is written with its two capital letters of ISO 3166-1. The United Kingdom's are GB; "
        "XK is taken for Kosovo.",
        "Write the code that is proposed, or look the country up at https://www.iso.org/obp/ui/#search.",
    ),
    "LK218": Code(
        "Lists within lists without end",
        "A case list or signature block includes others, more than twenty levels deep, or they come to "
        "more than five thousand entries, as where each includes the next one twice.",
        "Name the people or organisations themselves, or take out what stands twice.",
    ),
    "LK219": Code(
        "A document that is too much to make",
        "Making the document takes more work or memory than any letter needs: its texts repeat things "
        "very many times, or it has more paragraphs, entries and signatures than any letter.",
        "Shorten the text that the message names, or divide the document.",
    ),
    "LK220": Code(
        "A length or size out of bounds",
        "The setting is one that the layout cannot bear: a running head, a draft's marks in the "
        "margins, a fax or a line of text would not have the room that it needs. The message says "
        "from where to where it may be.",
        "Write a value within these bounds, or take the setting out: without it the letter has "
        "letterkit's own.",
    ),
    "LK221": Code(
        "A picture that is missing or cannot be printed",
        "A logo or the picture of a signature lies in the folder images/ of the workspace, as SVG or "
        "PNG. A picture may hold shapes and colours alone: nothing that runs, is fetched from "
        "elsewhere, moves, or prints otherwise than it looks.",
        "Follow the hint: most drawing programs save plain SVG, or PNG, that way.",
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
        "Block text knows paragraphs, emphasis, lists, quotations, headings, links, tables and notes. A "
        "mark of another kind would print as it stands, and so would one that marks nothing.",
        "Write it with these, or write a backslash before the mark to print it.",
    ),
    "LK310": Code(
        "The text is nested too deeply",
        "Lists, quotations or marks of emphasis within one another, more than six levels, or statements "
        "such as {% if %} or brackets in a merge field, more than ten.",
        "Flatten the text.",
    ),
    "LK311": Code(
        "A text of excessive length",
        "A text or paragraph is longer than any letter, or has more merge fields than any.",
        "Divide it; the limits are 20,000 characters for a paragraph, 200,000 for a text, and 1,000 "
        "merge fields and statements. A field has up to 100 parts and a number up to 15 digits.",
    ),
    "LK312": Code(
        "The text is empty",
        "The block's text comes to nothing for this letter.",
        "Write the text, or take the block out of the letter.",
    ),
    "LK313": Code(
        "A footnote that is not whole",
        "A call such as [^1] has no note, a note has no call or two, or a note is more than a paragraph.",
        "Write one call, [^1], in the text, and the note as a paragraph of its own: [^1]: and the words.",
    ),
    "LK314": Code(
        "A single brace",
        "A merge field stands between two braces on each side; with one it would print as it is typed.",
        "Write {{ letter.date }} for the field. To print a brace write \\{ or \\}.",
    ),
    "LK315": Code(
        "The beginning of a line that reads as something else",
        "A date, a number or a mark at the beginning of a line makes a list, a quotation or a heading of "
        "it, and a line directly below one of these belongs to it.",
        "Write a backslash before the mark, as in 4\\. May, or leave an empty line where a new paragraph "
        "begins.",
    ),
    "LK316": Code(
        "A mark in a part that has none",
        "Titles, asks in one line, names, offices, addresses and what a person is described as print as "
        "they stand. A mark, a link or a merge field in them would print as it is typed.",
        "Delete the mark, or say it in the block's text.",
    ),
    "LK317": Code(
        "A language's mark that cannot be read",
        "Words of another language stand in brackets, and their language in braces right behind: "
        "[mot juste]{lang=fr}. The language is a tag of BCP 47 that exists; nothing else may stand in "
        "the braces.",
        "Write the language's tag, such as fr, la or zh-Hant. To print a bracket write \\[.",
    ),
    # 32x: the words of the text
    "LK318": Code(
        "A field of a dialogue in a letter without one",
        "The letter has an occasion of its own and is for no dialogue, so that nothing can stand for the "
        "field.",
        "Write `{{ occasion.name }}` or `{{ occasion | days }}`, which every letter has, or the words "
        "themselves. What is only for a dialogue's letter stands between `{% if dialogue %}` and "
        "`{% endif %}`.",
    ),
    "LK319": Code(
        "What only a mailing knows",
        "A field of `recipient`, or a passage with `only:`, in a letter that is no mailing's copy. The "
        "field prints its name in brackets, and the passage prints for everybody: so that everybody who "
        "agrees to the letter sees all that a copy may say.",
        "Nothing, where the letter goes out by `letterkit mail`, which fills it in for each recipient. "
        "Else write the words themselves, and delete `only:`.",
    ),
    "LK320": Code(
        "A filter that cannot be read",
        "`only:` says for whom a passage is, as `--where` does: a key, = or !=, and a value; or it asks "
        "for a column that the recipients' table does not have.",
        "Write it as `only: state=VA chamber=senate`. See docs/mailing.md.",
    ),
    "LK321": Code(
        "A quotation mark without its partner",
        "A quotation is opened and not closed in the same paragraph, or closed and not opened.",
        "Add the missing mark. A quotation that goes on in the next paragraph keeps it with `ignore:`.",
    ),
    "LK322": Code(
        "A word twice in a row",
        "The same word stands twice, one after the other.",
        "Delete one of them; where both are meant, add an `ignore:` with the reason.",
    ),
    "LK323": Code(
        "Two spaces",
        "Two spaces stand where one should.",
        "Delete one. letterkit sets the space between sentences itself.",
    ),
    "LK324": Code(
        "Straight and curly quotation marks",
        "The text has marks typed both ways, so that some printed marks may turn the wrong way.",
        "Type them one way; straight ones are turned to curly ones in print.",
    ),
    "LK325": Code(
        "A placeholder left over",
        "The text still has a mark such as TK, XX or [name], left for somebody to fill in.",
        "Write what should stand there.",
    ),
    "LK326": Code(
        "A passage that is still to be written",
        "`new` has put a placeholder where nothing was in the library yet; it says what belongs there. "
        "It prints in a draft. No final can hold it, and no `ignore:` keeps it.",
        "Write the words in its place, or take the block out of the letter.",
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
        "In many languages a salutation follows rank and gender. There letterkit writes none.",
        "Write it yourself in the campaign: `salutation: …`.",
    ),
    "LK404": Code(
        "A language that letterkit lays out no letters in",
        "It is written from right to left, as Arabic, Hebrew, Persian, Urdu and Uyghur are. letterkit "
        "sets no such lines: it would print them in the wrong order. Names in these languages can stand "
        "in a letter in another.",
        "Write the letter in another language, or make it with other means.",
    ),
    "LK405": Code(
        "No close in this language",
        "The letter says no complimentary close, and letterkit has none of its own in its language: "
        "there a close follows rank, and an English one is wrong. The draft prints a placeholder in "
        "brackets.",
        "Write it in the campaign: `close: …`.",
    ),
    "LK406": Code(
        "letterkit's own words in English",
        "letterkit has no file of words for the letter's language. What it prints itself, such as `Re:` "
        "and the pages' numbers, is in English: the draft prints so, and no final is made.",
        "Send us the words (docs/languages.md), write the letter in a language that has them, or keep it "
        "with an `ignore:` and the reason.",
    ),
    "LK407": Code(
        "No salutation, honorific or title in this language",
        "An office-holder's salutation or honorific, or a signer's title, is entered in some languages, "
        "but not in the letter's. The draft prints the first salutation there is, none of the others.",
        "Add the letter's language below `salutation:`, `honorific:` or `title:`.",
    ),
    "LK408": Code(
        "A block in another language than the letter",
        "The block's words are not in the letter's language, and it has no translation into it. They "
        "print as they are.",
        "Add the words below `translations:` in the block, or name another block in the campaign.",
    ),
    # 41x: references in a letter
    "LK411": Code(
        "Wording of this campaign that nothing uses",
        "The campaign's own `blocks/` has a block that its documents do not use.",
        "Delete the file, or name the block in the campaign.",
    ),
    "LK412": Code(
        "A topic twice",
        "Two issues of the letter are on the same topic.",
        "Take one of them out.",
    ),
    "LK413": Code(
        "Two editions at once",
        "Two blocks on this topic are of the same date, so that none of them is the newest.",
        "Give one of them another `as_of:`.",
    ),
    "LK414": Code(
        "A block that speaks of another country",
        "The block speaks more of other countries (by name, by their people or heads of state) than of "
        "those between which the dialogue is, or which the letter's occasion is about; or its `about:` "
        "says so. It may have been written for another letter. Who takes part is known by `between:` in "
        "the dialogue, by `countries:` of the occasion, or by its name and the offices written to; not "
        "every name is known.",
        "Take the block out, or write it anew for this letter. Where it is meant, keep the finding with "
        "an `ignore:` and the reason, or enter all who take part under `between:`.",
    ),
    # 42x: office-holders
    "LK421": Code(
        "Nobody is known to hold the office",
        "No holder of the office is entered for the first day of the dialogue; of a letter without one, "
        "for the letter's date. The draft prints a "
        "placeholder in brackets.",
        "Enter the holder in the address block, with `from:`.",
    ),
    "LK422": Code(
        "The last known term has ended",
        "The last holder who is entered left office before the first day of the dialogue; of a letter "
        "without one, before the letter's date. The draft "
        "prints a placeholder in brackets.",
        "Enter who holds the office now, with `from:`.",
    ),
    "LK423": Code(
        "An office-holder who may have changed",
        "The address block was last verified before the last change of administration, or never.",
        "Check who holds the office, and write the date into `verified:`.",
    ),
    "LK424": Code(
        "An honorific or salutation that does not fit",
        "The form of address differs from the one used for the office's other holders, or a part of "
        "the name in the salutation is not the holder's.",
        "Correct `honorific:` or `salutation:`, or keep it with an `ignore:` and the reason.",
    ),
    "LK425": Code(
        "The campaign names another holder",
        "The campaign names a holder who is not the one entered in the office's file for that day.",
        "Correct the campaign, or enter the holder in the address block.",
    ),
    "LK426": Code(
        "An address that is not complete",
        "The office's file does not say what an envelope needs: the address, or its country. An old "
        "letter did not say it either.",
        "Look it up, and write it into the address block with its source.",
    ),
    "LK427": Code(
        "An office that nothing reaches",
        "The office's file has no address, no fax number and no e-mail address, so that the letter "
        "cannot be sent to it.",
        "Look one of them up, and write it into the address block with its source.",
    ),
    "LK428": Code(
        "An address that cannot be told by field",
        "The PDF carries each address as contact data too (a vCard), by street, city and postal code. Of "
        "an American address letterkit reads them from its last line; of this one it cannot, so that all "
        "of it would stand as the street.",
        "Add `postal:` to the address block, with `street`, `locality` and `postal_code`.",
    ),
    # 43x: facts that age
    "LK431": Code(
        "A fact past its review date",
        "The block says how long its facts hold after they were verified, and that time is over.",
        "Check the facts against their sources, and write the date into `verified:`.",
    ),
    "LK432": Code(
        "A fax number not checked for long",
        "The number was last verified more than a year before the letter, or never.",
        "Call or look it up, and write the date into the number's `verified:`.",
    ),
    "LK433": Code(
        "A fax number twice",
        "Two offices that the letter goes to have one fax number, or one office has it twice. Then two "
        "faxes go to one machine, and perhaps none to the other.",
        "Correct the number, or take one of them out. Where two offices do share a machine, keep it with "
        "`ignore:`.",
    ),
    "LK434": Code(
        "A block that was retired",
        "Somebody has retired the block: letters of that day and after are to be made without it. What "
        "was dated before keeps it.",
        "Take it out of the file that names it. Where it was retired by mistake, delete `retired:` and "
        "`reason:` in its file.",
    ),
    # 44x: cases
    "LK441": Code(
        "A person who has died",
        "The person's history says that the person died before the date of the document.",
        "Take the person out of the list, or write about the death in words of the campaign's own.",
    ),
    "LK442": Code(
        "A person who is free",
        "The person's history says that the person was released before the date of the document.",
        "Take the person out of the list, or say what is asked for now.",
    ),
    "LK443": Code(
        "A case not verified",
        "The person's file was never verified, or longer ago than its review period.",
        "Ask those who know, and write the date into `verified:`.",
    ),
    "LK444": Code(
        "A person who is left out",
        "An entry of a case list names a person whose file does not allow this document to. The entry is "
        "left out of it.",
        "Take the reference out. Change `consent` only after the person or family agreed.",
    ),
    "LK445": Code(
        "A person named in the text, but not listed",
        "The text names a person of the library without listing the person under `people:`, so that "
        "nobody looks at the person's status.",
        "List the person under `people:` and write the name as a merge field.",
    ),
    "LK447": Code(
        "A person who may not be named",
        "Here stands the name of a person whose file does not allow this document to name the person, or "
        "of whom the library knows nothing any more, however it is spelt. Nothing that leaves the house "
        "is made; a review draft has `[name withheld]` there. The message names nobody: see the place.",
        "Take the name out. Where it is somebody else of that name, or there is a reason to name the "
        "person, record it in the campaign's `consent.yaml`: see docs/consent.md.",
    ),
    "LK448": Code(
        "A name that may be one of a person who may not be named",
        "The family name of such a person stands here alone, without a title before it. It may be "
        "anybody's.",
        "Take it out if it means the person. Else leave it, or record in the campaign's `consent.yaml` "
        "that the words may stand.",
    ),
    "LK449": Code(
        "A person's file that cannot be read",
        "Nobody can tell whom a file among those of people bars from being named. So nothing that leaves "
        "the house is made.",
        "Put the file right, or take it away.",
    ),
    # 45x: words that age
    "LK451": Code(
        "A time word that ages",
        "Words such as 'last year' or 'recently' mean another time when the text is used again.",
        "Write the date or year, or make it a merge field or a value under `with:`.",
    ),
    "LK452": Code(
        "An ordinal or 'final' that ages",
        "A numbered session or a 'final' meeting is true of one occasion only.",
        "Make it a value under `with:`, or a merge field.",
    ),
    "LK453": Code(
        "An age or a duration, typed",
        "'Aged 62' or 'for eight years' is wrong after the next birthday.",
        "Write the date it began, or take it from the person's history.",
    ),
    "LK454": Code(
        "A year gone by",
        "The text names a year before the letter's as if it were news.",
        "Check that it still holds; in a citation, put the year into `sources:` or `with:`.",
    ),
    "LK455": Code(
        "A month where a day should stand",
        "The text says 'on' of a date that is known to the month or year only: 'on May 2026'.",
        "Enter the day where the date comes from (the letter's `date:`, the dialogue's `from:`), or "
        "write 'in'.",
    ),
    # 46x: signatories
    "LK461": Code(
        "Nobody is known to sign",
        "No signer of the organisation is entered for the date of the document. The draft prints a "
        "placeholder in brackets.",
        "Enter who signs in the organisation's file, or write `sign_as: organisation`.",
    ),
    "LK462": Code(
        "A signer whose term has ended",
        "The last signer of the organisation stopped signing before the date of the document.",
        "Enter who signs now in the organisation's file.",
    ),
    "LK463": Code(
        "An organisation that is not a member",
        "The organisation was not yet, or is no longer, a member of the coalition on that date.",
        "Take it out of the signature block, or correct `member_from:` and `member_to:`.",
    ),
    "LK464": Code(
        "A signatory twice",
        "Two organisations that sign have one name, as an eye reads it (without accents, capitals, "
        "punctuation, an article, invisible characters and what is in brackets), one person signs for "
        "two of them, or an individual signs twice, perhaps for an organisation too. It is an error "
        "where two organisations, or two individuals, have the same name, else a warning.",
        "Take one of them out, or keep the finding with an `ignore:` and the reason.",
    ),
    "LK465": Code(
        "A signer who gave way to another",
        "The organisation's file has several signers for the date of the document. Who came last signs, "
        "but the term of who came before has no end: perhaps both should sign.",
        "Enter `to:` for who has left. Where both sign, write `jointly: yes` for the one who came later.",
    ),
    "LK466": Code(
        "An individual of whom something is missing",
        "The signature block asks by `individuals_need:` that each individual who signs has a title, an "
        "affiliation or a note, such as 'for identification only'.",
        "Enter it with the individual, or in the file below seeds/signers/.",
    ),
    # 47x: the letter as a whole
    "LK471": Code(
        "A salutation that does not match",
        "The salutation written in the campaign leaves out an addressee. Titles alone greet whoever has "
        "them: `Madame la Ministre`. In a language whose titles letterkit does not know, only a "
        "salutation that names some of the addressees, and not all, is told.",
        "Correct it, or delete the line: it then follows from the addressees.",
    ),
    "LK472": Code(
        "A letter that asks for nothing",
        "The body has no asks.",
        "Add asks; a letter that means to have none keeps the finding with `ignore:`.",
    ),
    "LK473": Code(
        "A letter after its dialogue",
        "The letter's date is later than the last day of the dialogue.",
        "Correct the letter's or the dialogue's date.",
    ),
    "LK474": Code(
        "A long letter",
        "The letter prints on more than four pages; officials' staff read two.",
        "Shorten it, or keep the finding with `ignore:`.",
    ),
    "LK475": Code(
        "Contact data in a copy to publish",
        "`letterkit render --public` leaves out the addresses, fax numbers and e-mail addresses of those "
        "who are written to. Here an author typed one into a text, and no word of a text is left out.",
        "Take it out of the text. Where it is meant for the public, such as a press office's number, say "
        "so in the file: `ignore: [{code: LK475, reason: …}]`.",
    ),
    # 48x: the press release
    "LK481": Code(
        "Signatories that differ from the letter's",
        "The press release names an organisation that did not sign the letter, or leaves one out.",
        "Bring the two signature blocks into line.",
    ),
    "LK482": Code(
        "A count that differs from the letter's",
        "The press release counts the organisations otherwise than the letter's signatories.",
        "Write the count as a merge field: {{ signatories | length | words }}.",
    ),
    "LK483": Code(
        "The embargo has passed",
        "The day of the embargo is before the date of the press release.",
        "Correct the date, or delete `embargo:`.",
    ),
    "LK484": Code(
        "A signatory who has not approved this text",
        "The campaign keeps approvals, and somebody who signs has approved another text, or none, or on "
        "a condition that nobody has called met. A name below a text that its owner has not read can "
        "cost the coalition a member.",
        "Ask, and record the answer: `letterkit approve NAME --by … --evidence …`. Where there is a "
        "reason, `finalize --without-approval NAME --reason …` keeps it in the final's record.",
    ),
    "LK485": Code(
        "A record of what partners did that cannot be read",
        "What went round, what came back and what was decided is kept in the campaign's `rounds/` and "
        "`received/`. letterkit writes these files and changes none. This one was changed by hand, holds "
        "both sides of a merge, or stands in another folder than it was written to.",
        "Take it back with git: `git checkout -- FILE`.",
    ),
    # 49x: what was finalized
    "LK491": Code(
        "Not as it was finalized",
        "The campaign was finalized, and a file that its final letter was made from, or the PDF that was "
        "sent, is not as it was then. What is final stays final: nothing is rendered.",
        "Take the file back with git: `git checkout -- FILE`. To go on working on the letter, delete the "
        "campaign's `final.json`, and finalize it again at the end.",
    ),
    "LK492": Code(
        "The record of what was finalized cannot be read",
        "The campaign's `final.json` was changed by hand, holds both sides of a merge, or is of another "
        "version of letterkit. So nobody can tell whether the letter is as it was.",
        "Take it back with git: `git checkout -- FILE`. Or delete it, and finalize the campaign again.",
    ),
    "LK493": Code(
        "Another PDF than the one that was sent",
        "A final letter that is made again has the same words, blocks and templates, but is not the same "
        "file: fonts, Pango or WeasyPrint are of another version, and lines may break elsewhere.",
        "Send the PDF that is kept in the campaign's `final/`.",
    ),
    "LK494": Code(
        "The final PDF would not be committed",
        "A rule in a `.gitignore` keeps the PDF out of git, and with the next clone it would be gone.",
        "Add a line to the workspace's `.gitignore`: `!campaigns/*/final/*.pdf`",
    ),
    "LK495": Code(
        "A person who may not be named any more, in a final letter",
        "The campaign was finalized, and since then the library's file of a person says that the letter "
        "may not name the person. A copy of the file in the campaign is no permission. The letter is not "
        "rendered, reviewed or published again, and `verify` does not call its PDF fine.",
        "Leave it at that. Where there is a reason to make it again, record it in the campaign's "
        "`consent.yaml`: see docs/consent.md.",
    ),
    "LK496": Code(
        "A copy of a person's file that says something else",
        "The campaign has a file of a person that differs in its `consent` from the library's. The "
        "library's counts; of a letter that is not finalized the stricter of the two.",
        "Bring the copy into line, or delete it.",
    ),
    # 5xx: writers
    "LK501": Code(
        "A character without a glyph",
        "None of the fonts has this character, so that it would print as an empty box.",
        "Put a TrueType font that has it into the workspace's `fonts/` folder, or install the "
        "package that `letterkit doctor` names.",
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
        "Check the file name; a copy made with --public carries none.",
    ),
    "LK508": Code(
        "A note that is not on the page of its call",
        "The note of a call has no room at the foot of its page. It stands on a later one, or on none, "
        "which is an error.",
        "Shorten the note, or move its call to an earlier or later line.",
    ),
    "LK510": Code(
        "Words that do not fit",
        "A line of the PDF stands outside its column or the page, although words break where they can. "
        "On paper it would be cut off, or be printed over another. No final is made of it.",
        "Make the words shorter, set the signatures in fewer columns or the addresses `stacked`, or "
        "correct the rule in the workspace's `templates/` that keeps the line from breaking.",
    ),
    "LK511": Code(
        "A typeface that is not there",
        "A template of the workspace asks for a typeface that is neither in the workspace's `fonts/` "
        "folder nor installed as static TrueType, the one kind of font that an archivable PDF takes. "
        "The letter is set in the next one that the style sheet names, else in Source Serif.",
        "Correct the name, put the font's .ttf files into `fonts/`, or install it.",
    ),
    "LK512": Code(
        "A repository that is not asked",
        "The workspace lies in a git repository that leads out of itself, is laid out like a bare one, "
        "names programs that cannot be kept from running, or makes git wait, as a folder from somebody "
        "else may. letterkit asks git nothing there, and the draft says no revision.",
        "Look at what the message names. docs/git.md says what is refused, and why.",
    ),
    "LK513": Code(
        "A picture that a fax would spoil",
        "A fax has 204 dots an inch, each black or white. The picture was drawn that way at the size "
        "that it prints: light colours and fine lines of it vanish, narrow gaps close, or dark "
        "colours beside one another become one.",
        "Draw it in black on white, or take a version of the logo made for one colour; print it "
        "larger with `height:`. Where the letter goes by mail alone, keep it.",
    ),
    "LK514": Code(
        "The template takes too long",
        "A template includes or calls itself without end, or repeats or multiplies more than any letter "
        "needs: filling it in takes more than two seconds of the processor's time, or too much memory.",
        "Correct the loop, include or macro in the line that the message names.",
    ),
    "LK515": Code(
        "More pages than a letter has",
        "The document comes to more than 250 pages, or laying it out and drawing it takes more work or "
        "memory than pages of a letter do: as with boxes nested very deep, or a drawing that repeats "
        "itself.",
        "Divide the document; in a template or style sheet of your own, take out what was put in last.",
    ),
    # 6xx: delivery
    "LK611": Code(
        "A fax number of another country",
        "The number belongs to another country than the office's address. Whoever has it now may be "
        "anybody.",
        "Ask the office, and mend `fax` or `country` in the address. Where both are right, accept the "
        "number: letterkit deliver CAMPAIGN --accept-number NUMBER.",
    ),
    "LK612": Code(
        "A fax number of another state",
        "The area of the number is in another American state or Canadian province than the address.",
        "Ask the office. Where the number is right, accept it with --accept-number NUMBER.",
    ),
    "LK613": Code(
        "A fax number that nobody verified lately",
        "Nobody has checked the number in the twelve months before the day of sending. Offices move, and "
        "their numbers are given to others.",
        "Ask the office, and record it: letterkit verified BLOCK NUMBER --source TITLE; that counts for "
        "a letter that was finalized before, too. Or accept the number with --accept-number NUMBER.",
    ),
    "LK614": Code(
        "The sender's own fax number",
        "The letter would come out of the sender's own machine: the number is that of `fax` in "
        "delivery.yaml.",
        "Mend the address. For a trial, accept the number with --accept-number NUMBER.",
    ),
    "LK615": Code(
        "One fax number for two offices",
        "Two addressees of the letter, or one of them and another office of the library, have the same "
        "number. One of them may be a mistake of copying.",
        "Ask both offices. Where they share a machine, accept the number with --accept-number NUMBER.",
    ),
    "LK616": Code(
        "A fax number that costs more",
        "Calls to this number are charged more than ordinary ones. No office has such a number for "
        "letters.",
        "Ask the office. Where the number is right, accept it with --accept-number NUMBER.",
    ),
    "LK617": Code(
        "A fax number that nobody has",
        "No country has given out a number like this one.",
        "Compare it with where it was read; a digit may be wrong.",
    ),
    "LK618": Code(
        "What the office has given up",
        "The campaign was finalized with a fax number, an e-mail address or a postal address that the "
        "library no longer has for the office on the day of sending. Whoever has it now may be anybody.",
        "Finalize the letter anew with what the library has now. Where a number is right after all, "
        "accept it with --accept-number NUMBER.",
    ),
    "LK621": Code(
        "A line that a fax loses",
        "A fax is black or white. Most of the ink of this line is so pale or so thin that nothing of it "
        "arrives.",
        "Print it black, and in 10 points or more. Look at the preview that lies beside the fax.",
    ),
    "LK622": Code(
        "Something that a fax loses",
        "A rule or a picture is so pale or thin that nothing of it arrives, or stands so near the top of "
        "the page that the sending machine prints its own line over it.",
        "Draw rules 0.75 points thick and black, and leave half an inch empty at the top. Look at the "
        "preview that lies beside the fax.",
    ),
    "LK631": Code(
        "Nobody is known that an e-mail comes from",
        "A message needs the address that it comes from, and that answers go to.",
        "Enter `email` in `delivery.yaml`, at the top of the workspace: see docs/delivery.md. Or leave "
        "e-mail out of `deliver: ways:` in the campaign.",
    ),
    "LK632": Code(
        "A fax provider that is not set up",
        "`gateway` in `delivery.yaml` names no profile that there is, or lacks what its profile needs.",
        "Take one of the profiles in docs/delivery.md, and enter its domain or address.",
    ),
    "LK633": Code(
        "A press release that is kept back",
        "The copy for the web would publish the press release before its embargo is over.",
        "Publish it when that day has come: prepare it again then, or enter another `embargo`.",
    ),
    "LK641": Code(
        "An address that no window shows",
        "In a window envelope the sheet slips. The address has more or longer lines than what the window "
        "shows however the sheet lies, in 8 points.",
        "Shorten the office's name or its address, or choose another envelope: `window` in "
        "`delivery.yaml`.",
    ),
    "LK642": Code(
        "An address that no label holds",
        "The address has more lines than a label has room for, in 8 points.",
        "Choose larger labels: `labels` in `delivery.yaml`; or print an envelope.",
    ),
    "LK651": Code(
        "A record of a delivery that cannot be relied on",
        "What became of a delivery stands in a file of its own in the campaign's `deliveries/`. This one "
        "cannot be read, or speaks of another delivery than its name. As nobody can tell whether it went "
        "out already, it is not sent.",
        "Take the file back with git. Where two branches met in it, keep the events of both.",
    ),
    # 66x: mailings
    "LK661": Code(
        "An empty cell that a text prints",
        "A passage prints a field of the recipient's, and this one has nothing there. Nobody guesses "
        "what should stand in the letter: this copy is not made.",
        "Fill the cell. Or let the text ask first: `{% if recipient.district %} … {% endif %}`, or give "
        "the passage `only:`.",
    ),
    "LK662": Code(
        "A recipient who stands twice",
        "Two rows are for one person in one office. Where they say the same one copy is made; where they "
        "do not, none, because nobody can tell which of them is right.",
        "Take the wrong row out.",
    ),
    "LK663": Code(
        "A name that stands in two offices",
        "Somebody of that name stands in another row too, with another office. It may be one person, or "
        "two of one name.",
        "If it is one person, take one row out. Else nothing: each gets a copy.",
    ),
    "LK664": Code(
        "Copies of a letter that is not final",
        "The letter of a mailing is still a draft: its words, and who signs, may change.",
        "`letterkit finalize` first, and make the copies again. To look at some of them, `--sample 5`.",
    ),
    "LK665": Code(
        "A copy that is not the file that was made",
        "A file of the mailing is missing, was changed since it was made, or is another than the list of "
        "the mailing says. It is not sent: nobody has checked what it holds.",
        "Make it again with `letterkit mail`, as before; what is as it was is not made again.",
    ),
    "LK666": Code(
        "A copy that is older than what it is made from",
        "The letter, a block, a template, the recipient's row or the sender was changed since the copy "
        "was made, or a message carries another day than that of sending.",
        "Make it again with `letterkit mail`, as before; what is as it was is not made again.",
    ),
    "LK667": Code(
        "A passage that is in no copy",
        "A passage is for some recipients only, and the mailing has none of them: its filter may be "
        "misspelt, or say otherwise what the table says, such as Virginia for VA.",
        "Write the filter as the table has it; or nothing, if nobody is meant this time.",
    ),
    # 7xx: old letters
    "LK701": Code(
        "A file that is no letter",
        "The file is neither text nor of a format that letterkit reads, or it cannot be opened.",
        "Save the letter as .txt, .md, .html, .pdf, .docx or .eml.",
    ),
    "LK702": Code(
        "An empty file",
        "There is no text in the file.",
        "Check that it is the file you meant.",
    ),
    "LK703": Code(
        "A file too large for a letter",
        "Files of more than 50 MB or 500 pages are not read, nor those that unpack to more; nor web pages"
        " with more than 256 elements within one another.",
        "Take the letter out of the larger file, and import that.",
    ),
    "LK704": Code(
        "A scanned PDF",
        "The PDF is made of pictures of pages. There is no text in it that could be read.",
        "Put a text layer into it with OCRmyPDF: `ocrmypdf scan.pdf letter.pdf`",
    ),
    "LK705": Code(
        "An encrypted file",
        "The file can be read only with its password.",
        "Take the password off in the program that made it, and save it again.",
    ),
    "LK706": Code(
        "A damaged file",
        "The file begins like one of its kind, but cannot be read.",
        "Open it in the program that made it and save it again, or save it as text.",
    ),
    "LK707": Code(
        "Nothing reads like a letter",
        "Neither a letter nor a press release was found, and nothing was written. A long text in a "
        "language that letterkit does not know is written all the same, as text.",
        "Check that it is the file you meant; take out what stands before the letter.",
    ),
    "LK708": Code(
        "A file with another's ending",
        "What the file holds is not what the ending of its name says. Nothing was written.",
        "Rename it, and import it again.",
    ),
    "LK709": Code(
        "Characters spoilt by a wrong encoding",
        "Quotation marks and accents had become groups of strange characters, as when UTF-8 is read "
        "as Windows-1252. They were put right.",
        "Compare the names with the original.",
    ),
    "LK710": Code(
        "A language that is not known",
        "Salutations, closes and asks are known in English, French, Spanish, German and Chinese. In "
        "other languages most of a letter counts as framing.",
        "Go through the parts and say yourself what they are.",
    ),
    "LK711": Code(
        "A file that asks for more work than a letter",
        "Files are read by a process of its own, which has four seconds of the processor's time, nine by "
        "the clock, and some 400 MB of memory for each. This one needs more, or makes the process crash. "
        "Nothing of the file was written.",
        "Open it in the program that made it, save the letter alone, and import that.",
    ),
    # 72x: what an old letter was imported to
    "LK721": Code(
        "The text is not the one that was published",
        "A campaign with `published:` is a letter that went out before letterkit knew it. It may name "
        "whom it named then, whatever consent the people's files hold now, and so its body must be word "
        "for word the one that went out.",
        "Put its words back. To write a new letter of it, delete the line `published:`: then consent "
        "counts, and letterkit sets the type.",
    ),
    "LK722": Code(
        "Words of the old letter would be lost",
        "Every word of a file that is imported stands in its reading, and the letter can be made of the "
        "blocks that the reading gives, word for word. Here that is not so, and nothing of the file was "
        "written.",
        "This is a mistake in letterkit, or a text that no block can hold. Report it with the file, and "
        "copy the text by hand.",
    ),
    "LK723": Code(
        "Imported before",
        "A folder in `seeds/imported/` or `campaigns/` was made of the same file. Nothing of the file "
        "was written.",
        "Go on with that folder; or delete it, and import the file anew.",
    ),
    "LK724": Code(
        "Something is in the way of adopting",
        "The library or the campaigns have something of the same name that says something else. Nothing "
        "was moved.",
        "Take what is new over by hand and delete the imported block; or keep both, with `--keep-apart`: "
        "then the imported one stays with its letter, for which it takes the library's place.",
    ),
    "LK725": Code(
        "A line of a reading that says nothing",
        "`reading.txt` has a line a row: the lines of the old letter, a role, a stroke, the words. Here "
        "the role is none that there is, or the line is no row. The blocks stayed as they were.",
        "Write one of the roles that are listed at the top of the file, or empty the margin: then the "
        "words go on with the line above.",
    ),
    "LK726": Code(
        "A block changed by hand",
        "`import --again` makes the blocks of a letter anew from its reading. A file that somebody has "
        "changed since would lose that, so nothing was written.",
        "Say the change in reading.txt and delete the file; or leave the reading, and go on with the "
        "blocks.",
    ),
    # 73x: office-holders from public data
    "LK731": Code(
        "A file of office-holders that is not read",
        "`letterkit update addresses` reads the lists of unitedstates/congress-legislators, the files of "
        "HistoryAtState/pocom, and tables. This file is another, or is damaged, or asks for more than "
        "such a file has. Nothing of any file was written.",
        "Fetch it anew, or save it in one of these forms: see docs/officials.md.",
    ),
    "LK732": Code(
        "A part of a file of office-holders that is left out",
        "Nothing is made of this row, entry or column, for the reason that the message gives: a day or "
        "number that cannot be read, an office that may be several, two people in one office. All else "
        "is taken.",
        "Mend it in the file, or enter it in the library yourself.",
    ),
    "LK733": Code(
        "An office's file that cannot be changed",
        "The change would not read back as it is meant, so that this file stays as it is.",
        "Write it into the file yourself.",
    ),
    "LK734": Code(
        "The library and a file of office-holders differ",
        "The library has another day, or another holder, than public data. What is past is not changed "
        "unasked: somebody may have known better.",
        "Look which is right. `letterkit update addresses --correct` writes what the file says of terms "
        "that are over; all else you write into the block.",
    ),
    "LK735": Code(
        "A form of address that is not known",
        "The file does not say how the new holder is addressed in a letter. A letter would begin with "
        "“Dear” and the whole name.",
        "Write `salutation:` and `honorific:` of the holder in the office's file.",
    ),
    # 76x: tables
    "LK761": Code(
        "The table cannot be read",
        "The file that `add --from` names cannot be read as a table: another format, an encoding that "
        "cannot be told, a quotation mark that is never closed, several sheets, or more than any table "
        "holds. Nothing was written.",
        "Do what the message says. From a spreadsheet, 'CSV UTF-8' always works.",
    ),
    "LK762": Code(
        "A row cannot be taken",
        "A cell of the row does not fit what its column is for, or something that must be known is "
        "missing. The row is left out and the others are taken; with `--strict` none is.",
        "Correct the cell in the table and run the command again: what was taken does not change.",
    ),
    "LK763": Code(
        "A column is left out",
        "letterkit does not know what the column is for, so that nothing in it is taken.",
        "Say it once, with `--column 'NAME=KEY'`, or `--column 'NAME='` to leave it out for good. It is "
        "remembered in `columns.yaml`.",
    ),
}

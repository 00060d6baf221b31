"""What a PDF carries of its document: nothing that its pages do not say."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import jsonschema
import pypdfium2
import pytest

from conftest import Small, released
from letterkit import letter as lt
from letterkit.assemble import assemble_document
from letterkit.campaign.sources import assets_of
from letterkit.library.index import Library
from letterkit.values import replace
from letterkit.writers import as_printed, pdf
from letterkit.writers.html import to_html
from letterkit.writers.json import to_json

# Members that say what something is, and print as a list's mark, an alignment or a link.
_FORMS = {"type", "format", "language", "iso", "style", "alignment", "target", "url", "foreign"}
# The document's title and author stand in its metadata; the author is who signs.
_ASIDE = {"title", "author"}
# How each kind of block is called in a reference: `issues/…`.
_BLOCK = re.compile(r"\b(?:issues|people|framing|addresses|case-lists|signatures|organisations)/")


def said(document: lt.Document) -> Any:
    """What the document's PDF carries, as data."""
    text = as_printed.to_json(document)
    found = json.loads(text)
    assert text == json.dumps(found, ensure_ascii=False, indent=1) + "\n"
    jsonschema.Draft202012Validator(as_printed.schema()).validate(found)
    return found


def strings(value: Any, name: str = "") -> Iterator[str]:
    """Every text in it that is to be found on a page."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if key not in _FORMS and not (key in _ASIDE and "format" in value):
                yield from strings(inner, key)
    elif isinstance(value, list):
        for inner in value:
            yield from strings(inner, name)
    elif isinstance(value, str):
        yield value


def squeezed(text: str) -> str:
    """The text without spaces and what stands at lines' ends."""
    return re.sub(r"[\s\u00ad\ufffe\u200b•]+", "", text)


def on_paper(document: lt.Document, small: Small) -> str:
    """The words of the document's pages."""
    content, problems = pdf.write(released(document), assets_of(small.workspace))
    assert content is not None, problems
    with pypdfium2.PdfDocument(content) as file:
        # A page's furniture, and a note at its foot, may stand inside a sentence.
        return squeezed("".join(page.get_textpage().get_text_range() for page in file))


DOCUMENTS = [
    ("2009-visit", "letter"),
    ("2013-visit", "letter"),
    ("2013-visit", "press-release"),
    ("2015-sed", "letter"),
    ("2015-sed", "press-release"),
    ("2016-sed", "letter"),
]


@pytest.mark.parametrize(("campaign", "kind"), DOCUMENTS)
def test_it_says_what_the_pages_say(campaign: str, kind: str, starter: Small) -> None:
    library = Library(starter.workspace, campaign)
    document, _ = assemble_document(library, campaign, kind)
    assert document is not None
    paper = on_paper(document, starter)
    found = said(document)
    lost = [
        text
        for text in strings(found)
        if squeezed(text)[:40] not in paper or squeezed(text)[-20:] not in paper
    ]
    assert lost == []
    assert not _BLOCK.search(json.dumps(found))
    keys = set(re.findall(r'"(\w+)":', json.dumps(found)))
    assert not keys & {
        "origin",
        "block",
        "blocks",
        "topic",
        "campaign",
        "dialogue",
        "keywords",
        "summary",
    } - ({"summary"} if kind == "press-release" else set())


def test_a_person_whom_the_page_describes_and_does_not_name(small: Small) -> None:
    small.change(
        "seeds/case-lists/named.yaml",
        "  - jane-doe\n",
        "  - people: [jane-doe]\n    text: A writer who has been in prison since 2018\n",
    )
    letter, problems = small.assemble()
    assert problems == []
    assert letter is not None
    assert "Jane Doe" in to_json(letter)  # the workspace knows
    content, _ = pdf.write(released(letter), assets_of(small.workspace))
    assert content is not None
    for carried in every_stream(content):
        assert not re.search(rb"jane.?doe", carried, re.IGNORECASE)
    assert b"A writer who has been" in b"".join(every_stream(content))


def every_stream(content: bytes) -> list[bytes]:
    """Whatever a PDF holds, unpacked."""
    import io

    import pikepdf

    with pikepdf.open(io.BytesIO(content)) as file:
        streams = [o.read_bytes() for o in file.objects if isinstance(o, pikepdf.Stream)]
        return [content, *streams, *(repr(o).encode() for o in file.objects)]


def test_people_are_listed_whom_it_names_in_one_way_or_another(small: Small) -> None:
    small.change(
        "seeds/people/jane-doe.yaml",
        "name: Jane Doe\n",
        "name: Jane O'Doe\nalso_known_as: [J. D., Jinny]\n",
    )
    letter, _ = small.assemble()
    assert letter is not None
    assert said(letter)["people_named"] == ["Jane O'Doe", "J. D.", "Jinny"]


def test_a_name_within_a_longer_one_is_not_said(small: Small) -> None:
    letter, _ = small.assemble()
    assert letter is not None
    known = replace(letter, people_named=("Jane Do", "ane Doe", "JANE DOE"))
    assert said(known)["people_named"] == ["JANE DOE"]


@pytest.mark.parametrize(("style", "is_said"), [("numbered", False), ("short", False), ("headed", True)])
def test_a_page_has_the_titles_of_asks_as_keywords_where_it_prints_them(
    style: str, is_said: bool, small: Small
) -> None:
    small.change("seeds/issues/release.yaml", "title: Release\n", "title: Cell seven\n")
    small.change(
        "campaigns/talks/campaign.yaml", "  - asks: [release]", f"  - style: {style}\n    asks: [release]"
    )
    letter, problems = small.assemble()
    assert letter is not None, problems
    assert "Cell seven" in letter.keywords  # the workspace knows
    pages = [to_html(letter, assets_of(small.workspace), paged=paged)[0] for paged in (False, True)]
    assert all(page is not None and ("Cell seven" in page) == is_said for page in pages)
    assert all(page is not None and 'name="keywords" content="Bilateral Talks' in page for page in pages)


@pytest.mark.parametrize(
    ("style", "key"), [("numbered", None), ("bulleted", None), ("headed", "title"), ("short", "summary")]
)
def test_an_ask_says_what_prints_of_it(style: str, key: str | None, small: Small) -> None:
    small.change(
        "campaigns/talks/campaign.yaml", "  - asks: [release]", f"  - style: {style}\n    asks: [release]"
    )
    letter, _ = small.assemble()
    assert letter is not None
    (ask,) = next(part for part in said(letter)["body"] if part["type"] == "asks")["items"]
    words = {"title": "Release", "summary": "Release them"}
    assert {name: ask[name] for name in words if name in ask} == ({key: words[key]} if key else {})
    assert ("children" in ask) == (style != "short")
    if style == "short":
        assert said(letter)["people_named"] == []


def test_every_node_is_known(small: Small) -> None:
    """Each type of node says what of it prints: a new one must, too."""
    kinds = {each for each in vars(lt).values() if isinstance(each, type) and issubclass(each, lt.Node)}
    assert kinds - {lt.Node, lt.Ask, lt.FaxNumber, lt.Looks} == set(as_printed._PRINTED)

"""languages: words in another script carry their language on the page, and nothing else changes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pikepdf
import pytest

from letterkit import checks
from letterkit.writers.languages import with_languages

if TYPE_CHECKING:
    from conftest import Letterkit, Repository, Small


@pytest.mark.parametrize(
    ("page", "marked"),
    [
        ("<p>Gao 高瑜</p>", '<p>Gao <span lang="zh">高瑜</span></p>'),
        ('<body data-head="高瑜"><br><p>x</p>', '<body data-head="高瑜"><br><p>x</p>'),
        ('<p lang="ja">高瑜<b>山</b></p>高', '<p lang="ja">高瑜<b>山</b></p><span lang="zh">高</span>'),
        ('<p lang="und">高</p>', '<p lang="und">高</p>'),
        ("<p>a &lt; 高</b>", '<p>a &lt; <span lang="zh">高</span></b>'),
    ],
)
def test_words_on_a_page(page: str, marked: str) -> None:
    head = "<html><title>高瑜</title>"
    page, marked = (each if each.startswith("<body") else f"<body>{each}" for each in (page, marked))
    assert with_languages(head + page, "en-US") == head + marked


def test_a_page_without_a_body_stays() -> None:
    assert with_languages("高瑜", "en") == "高瑜"


# Words that an author marked

ISSUE = """\
topic: release
title: "Writs of [habeas corpus]{lang=la}"
ask: "Grant [liberté & paix]{lang=fr} now"
text: |
  Grant [a *mot* juste]{lang=fr} to {{ dialogue.host_city }}.
"""
CAMPAIGN = "campaigns/talks/campaign.yaml"
MARKED = [("mise en liberté", "fr"), ("habeas corpus", "la"), ("a mot juste", "fr"), ("dossier", "fr")]


def with_marks(small: Small) -> None:
    """The small letter with marked words in each kind of place."""
    small.write("seeds/issues/release.yaml", ISSUE)
    small.change(CAMPAIGN, "- asks:", "- style: headed\n    asks:")
    lines = 'subject: "The [mise en liberté]{lang=fr}"\nenclosures: ["A [dossier]{lang=fr}"]\n'
    small.change(CAMPAIGN, "signatures: joint\n", f"signatures: joint\n{lines}")


def spoken(page: str) -> list[tuple[str, str]]:
    """The words that a page says to be in another language, with it."""
    found = re.findall(r'<span lang="([^"]+)">(.*?)</span>', page)
    texts = (re.sub(r"<[^>]*>", "", words).replace("&amp;", "&") for _, words in found)
    return [(words, tag) for words, (tag, _) in zip(texts, found, strict=True)]


def out(small: Small, name: str) -> str:
    return (small.root / "campaigns/talks/out" / name).read_text("utf-8")


def test_marked_words_carry_their_language(letterkit: Letterkit, small: Small) -> None:
    with_marks(small)
    found = letterkit("render", "--clean", "--format", "pdf,html,txt,json")
    assert found.status == 0, found.err
    assert spoken(out(small, "letter.html")) == MARKED
    with pikepdf.open(small.root / found.out.splitlines()[0]) as pdf:
        elements = [each for each in pdf.objects if isinstance(each, pikepdf.Dictionary) and "/S" in each]
        tags = {str(each["/Lang"]) for each in elements if "/Lang" in each}
    assert tags == {"fr", "la"}
    text = " ".join(out(small, "letter.txt").split())
    assert "Writs of habeas corpus. Grant a mot juste to Geneva" in text
    assert "lang" not in text
    told = out(small, "letter.json")
    assert '"language": "la"' in told
    assert '"foreign": "fr"' in told
    assert "{lang" not in told


def test_a_short_ask_and_a_title_in_a_list_say_it_too(letterkit: Letterkit, small: Small) -> None:
    with_marks(small)
    small.change(CAMPAIGN, "style: headed", "style: short")
    assert letterkit("render", "--clean", "--format", "html").status == 0
    assert ("liberté & paix", "fr") in spoken(out(small, "letter.html"))
    assert "Writs of habeas corpus" in letterkit("list", "blocks").out


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ('"Writs of [habeas corpus]{lang=xx}"', "LK317"),
        ('"Writs of [habeas corpus]{.red}"', "LK316"),
        ('"Writs of **[habeas corpus]{lang=la}**"', "LK316"),
        ('"Writs of [habeas corpus] {lang=la}"', "LK316"),
    ],
)
def test_what_is_no_mark_in_a_title_is_refused(small: Small, line: str, code: str) -> None:
    with_marks(small)
    small.change("seeds/issues/release.yaml", '"Writs of [habeas corpus]{lang=la}"', line)
    found = checks.check(small.workspace, "talks")
    assert [(each.code, each.location.line) for each in found if each.code[:4] == "LK31"] == [(code, 2)]


def test_a_redline_keeps_the_languages(letterkit: Letterkit, repository: Repository) -> None:
    small = repository.small
    with_marks(small)
    repository.commit("one")
    small.change("seeds/issues/release.yaml", "to {{", "and peace to {{")
    small.change(CAMPAIGN, "The [", "On the [")
    small.change(CAMPAIGN, "A [", "One [")
    assert letterkit("redline", "talks", "--format", "html").status == 0
    page = out(small, "letter-redline.html").partition("<body")[2]
    assert set(spoken(page)) == set(MARKED)


def test_a_mark_that_comes_is_no_change(letterkit: Letterkit, repository: Repository) -> None:
    small = repository.small
    with_marks(small)
    small.write("seeds/issues/release.yaml", re.sub(r"\[([^]]+)\]\{lang=..\}", r"\1", ISSUE))
    repository.commit("one")
    small.write("seeds/issues/release.yaml", ISSUE)
    answer = letterkit("redline", "talks", "--format", "html")
    assert "nothing differs" in answer.words

"""The partner's page: what it holds, and that a redline has the passages of the letter as it is."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TypeVar
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
import yaml
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from conftest import Repository, Small, released
from letterkit import letter as lt
from letterkit.language.moments import Moment
from letterkit.letter.agreed import agreed
from letterkit.partners.approvals.parties import party_named
from letterkit.partners.approvals.recording import Said, approve
from letterkit.partners.approvals.standing import sign_on
from letterkit.partners.replies import page as page_module
from letterkit.partners.replies.asking import AskedPage, page_for
from letterkit.partners.replies.mail_form import reply_in_mail
from letterkit.partners.replies.page import PartnerPage, write_page
from letterkit.partners.replies.passages import passages_of
from letterkit.partners.replies.sheet import LetterSheet
from letterkit.redline import redline
from redline.trees import LETTER, RELEASE, edited
from writers.docx.test_tracked_changes import NEW, OLD

# Such trees take minutes to be made smaller.
SOME = settings(
    max_examples=8,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
Tree = TypeVar("Tree", bound=lt.Document)
FOR = PartnerPage("acme", "Acme <b>", "talks", "desk@example.org")
WORDS = Path(page_module.__file__).with_name("words.yaml")


def written(tree: lt.Document, page: PartnerPage = FOR) -> str:
    return write_page(released(tree), page).decode()


def test_it_is_small_and_names_no_file(letter_2016: tuple[Small, lt.Letter]) -> None:
    letter = letter_2016[1]
    page = written(letter)
    assert len(page.encode()) < 100_000
    assert "Acme &lt;b&gt;" in page
    files = {node.origin.file for node in lt.walk(letter)}
    blocks = {part.name for part in agreed(letter).parts if "/" in part.name}
    for name in (*files, *blocks, "letterkit check", "LK4"):
        assert name not in page
    assert re.findall(r"https?://", page.partition("<script>")[2]) == []
    assert "default-src &#39;none&#39;" in page
    assert page == written(letter)


def test_its_passages_are_those_that_a_reply_may_name(letter_2016: tuple[Small, lt.Letter]) -> None:
    keys = re.findall(r'data-passage="(\w+)"', written(letter_2016[1]))
    assert keys == [each.key for each in passages_of(letter_2016[1])]


def same_passages(old: Tree, new: Tree) -> None:
    """The page has the new text's passages: with what changed, or without where that has others."""
    page = write_page(released(new), FOR, released(redline(old, new, (OLD, NEW)).tree)).decode()
    keys = [each.key for each in passages_of(new)]
    assert re.findall(r'data-passage="(\w+)"', page) == keys


def marked_passages(old: Tree, new: Tree) -> None:
    """What changed has the new text's passages."""
    marked = LetterSheet(redline(old, new, (OLD, NEW)).tree)
    plain = LetterSheet(new)
    assert marked.keys == plain.keys == [each.key for each in passages_of(new)]
    assert re.findall(r'data-passage="(\w+)"', marked.text) == marked.keys
    for sheet in (marked, plain):
        for element in ("li", "ol", "ul", "div", "ins", "del"):
            opened = len(re.findall(rf"<{element}[ >]", sheet.text))
            assert opened == sheet.text.count(f"</{element}>")


@SOME
@given(LETTER, LETTER)
def test_a_redline_of_any_two_letters_has_the_new_ones_passages(old: lt.Letter, new: lt.Letter) -> None:
    same_passages(old, new)


@SOME
@given(RELEASE, RELEASE)
def test_a_redline_of_any_two_press_releases(old: lt.PressRelease, new: lt.PressRelease) -> None:
    same_passages(old, new)


@SOME
@given(seed=st.integers(0, 10_000), edits=st.integers(1, 12))
def test_a_redline_of_a_real_letter(letter_2016: tuple[Small, lt.Letter], seed: int, edits: int) -> None:
    marked_passages(letter_2016[1], edited(letter_2016[1], seed, edits))


def asked(small: Small, answer_to: str | None = None) -> AskedPage:
    of = sign_on(small.workspace, "talks", "letter")
    return page_for(of, party_named(of.library, "rights-now"), answer_to=answer_to)


def test_what_changed_since_she_approved_is_a_choice(repository: Repository, small: Small) -> None:
    plain = asked(small)
    assert plain.content is not None
    assert b'name="view"' not in plain.content
    of = sign_on(small.workspace, "talks", "letter")
    day = Moment.parse("2020-04-10")
    from letterkit.partners.approvals.evidence import said

    approve(of, party_named(of.library, "rights-now"), Said("Max", said("by telephone"), day, day))
    small.change("seeds/framing/opening.yaml", "we write to you", "we turn to you")
    page = asked(small).content
    assert page is not None
    assert b"<del>write</del><ins>turn</ins>" in page
    assert f"what changed since text {of.text.digest[:8]}".encode() in page
    repository.git("checkout", "--quiet", "--orphan", "other")
    lost = asked(small)
    assert lost.content is not None
    assert "does not show what changed since text" in lost.remarks[0]


def test_the_desk_and_the_deadline_are_said(small: Small) -> None:
    without = asked(small)
    assert "whom to answer" in without.remarks[0]
    page = asked(small, answer_to="desk@example.org").content
    assert page is not None
    assert b"desk@example.org" in page


def test_a_page_that_names_somebody_who_may_not_be_named_is_refused(small: Small) -> None:
    small.change("seeds/people/jane-doe.yaml", "consent: public", "consent: none")
    small.change("seeds/organisations/rights-now.yaml", "name: Rights Now", "name: Friends of Jane Doe")
    page = asked(small)
    assert page.content is None
    assert {problem.code for problem in page.problems} >= {"LK447"}


def test_a_mail_link_without_scripts_is_a_reply(letter_2016: tuple[Small, lt.Letter]) -> None:
    letter = letter_2016[1]
    links = re.findall(r'href="(mailto:[^"]+)"', written(letter).partition("</header>")[0])
    answers = []
    for link in links:
        address = urlsplit(link.replace("&amp;", "&"))
        assert unquote(address.path) == "desk@example.org"
        reply = reply_in_mail(parse_qs(address.query)["body"][0] + "Ana Example\n[note] because")
        assert reply is not None
        assert agreed(letter).digest.startswith(reply.text)
        answers.append((reply.answer, reply.name))
        assert len(link) <= 1_600
    assert answers == [(each, "Ana Example") for each in ("approve", "condition", "decline", "none")]


@pytest.mark.parametrize("language", yaml.safe_load(WORDS.read_text(encoding="utf-8")))
def test_each_language_says_all_with_the_same_values(language: str) -> None:
    every = yaml.safe_load(WORDS.read_text(encoding="utf-8"))
    english, own = every["en"], every[language]
    assert own.keys() == english.keys()
    for key, words in own.items():
        assert sorted(re.findall(r"\{\w+\}", words)) == sorted(re.findall(r"\{\w+\}", english[key]))
    assert not set('<>"\\') & set(own["inserted"] + own["deleted"])

"""A whole sign-on of the 2016 letter, as its officer and its partners live it.

Twelve organisations are asked, in three rounds. Three answer with Word files that were changed in
LibreOffice's own editor, two on their pages in Chromium, one with text pasted into a mail. Two want other
words in the same place, one agrees on a condition, one declines, one is late. Nothing that somebody sent
changes the letter until the officer accepts it. It ends in a final letter that each signatory approved.
"""

from __future__ import annotations

import copy
import email.policy
import json
import textwrap
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from email.message import EmailMessage
from pathlib import Path
from typing import TYPE_CHECKING, Any

import docx
import pytest
import yaml
from docx.document import Document
from docx.text.paragraph import Paragraph

from browser.chromium import Open
from conftest import REPOSITORY, Answer, Letterkit, Repository, Small
from letterkit.partners.received.sent import paragraphs_sent
from writers.docx.libreoffice import Edit, Editing, edit, is_there
from writers.docx.test_tracked_changes import W

if TYPE_CHECKING:
    from playwright.sync_api import Page

JOINED = ("open-courts", "families-first")
SIGNATURES = "seeds/signatures/joint-letter-2016.yaml"
LETTER = "campaigns/2016-sed"
OURS = f"{LETTER}/blocks"
FAMILIES = "We ask that families be told where their relatives are held."
# Those who agree to the second round's text by mail, and then to the third's.
MOST = ("amnesty-usa", "freedom-house", "hric", "hrw", "ict", *JOINED)
# What the letter has of the one who declined.
WUC = ("· World Uyghur Congress", "World Uyghur Congress", "Omer Kanat", "Vice President")
# Where it is missing they change their files by other means, and leave no marks.
IS_TRACKED = is_there()


@dataclass
class Desk:
    """The officer at work: a workspace in git, the command line, and what partners sent."""

    letterkit: Letterkit
    repository: Repository
    number: int = 0
    texts: list[str] = field(default_factory=list)

    @property
    def root(self) -> Path:
        """The workspace."""
        return self.repository.root

    def __call__(self, *words: str, status: int = 0) -> Answer:
        """Run a command, which must end so."""
        answer = self.letterkit("--quiet", *words)
        assert answer.status == status, answer
        return answer

    def circulate(self, day: str, until: str) -> dict[str, str]:
        """Begin the next round; who gets what."""
        said = self("circulate", "--on", day, "--until", f"{until} 17:00 Europe/Brussels").out
        self.number += 1
        rows = self.rows()
        kept = self.root / f"{LETTER}/rounds/{self.number}/round.yaml"
        self.texts.append(yaml.safe_load(kept.read_text(encoding="utf-8"))["text"])
        self.repository.commit(f"Round {self.number} goes out")
        return {words[0]: row for row in said.splitlines() if (words := row.split())[0] in rows}

    def attached(self, name: str, ending: str) -> Path:
        """What is attached to her mail of this round, saved as she would."""
        mail = self.root / f"{LETTER}/out/round-{self.number}-{name}.eml"
        message = email.message_from_bytes(mail.read_bytes(), policy=email.policy.default)
        assert isinstance(message, EmailMessage)
        [part] = [each for each in message.iter_attachments() if _name(each).endswith(ending)]
        content = part.get_payload(decode=True)
        assert isinstance(content, bytes)
        return _written(self.root.parent / "partners" / name / _name(part), content)

    def mail(self, name: str, body: str, *, attach: Path | None = None) -> Path:
        """A mail of hers, as the officer saves it from the mail program."""
        message = EmailMessage()
        message["From"] = f"{name} <desk@{name}.example>"
        message["Subject"] = "Re: the joint letter"
        message["Message-ID"] = f"<{self.number}.{len(body)}@{name}.example>"
        server = f"mx.example.org; dkim=pass header.d={name}.example"
        message["Authentication-Results"] = server
        message.set_content(body)
        if attach:
            message.add_attachment(
                attach.read_bytes(), maintype="application", subtype="octet-stream", filename=attach.name
            )
        return _written(self.root.parent / f"mails/{name}-{self.number}.eml", bytes(message))

    def approve_by_mail(self, names: Iterable[str], day: str) -> None:
        """Each of them writes that she approves the text of this round, and it is entered."""
        for name in names:
            mail = self.mail(name, f"We approve text {self.texts[-1][:8]}.\n")
            self("approve", name, "--by", "The board", "--evidence", str(mail), "--on", day)

    def receive(self, *files: Path, day: str) -> list[dict[str, Any]]:
        """Take in what they sent; what was found."""
        names = [str(file) for file in files]
        found: list[dict[str, Any]] = _listed(self("receive", *names, "--on", day, "--format", "json"))
        return found

    def proposals(self) -> dict[tuple[str, str], dict[str, Any]]:
        """What partners want, by who wants it and the words that came or, where none did, that went."""
        every = _listed(self("proposals", "--all", "--format", "json"))
        return {
            (each["partner"], (each["came"] or each["went"] or each["kind"]).strip()): each
            for each in every
        }

    def change(self, path: str, old: str, new: str) -> None:
        """Change a file by hand."""
        self.repository.small.change(path, old, new)

    def words(self) -> str:
        """The letter as it reads now."""
        letter, _ = self.repository.small.assemble("2016-sed")
        assert letter is not None
        return " ".join(each.text for each in paragraphs_sent(letter))

    def rows(self) -> dict[str, dict[str, Any]]:
        """The table of approvals, by signatory."""
        return {row["signatory"]: row for row in _listed(self("approvals", "--format", "json"))}

    def states(self) -> dict[str, list[str]]:
        """Who stands how."""
        states: dict[str, list[str]] = {}
        for name, row in self.rows().items():
            states.setdefault(row["state"], []).append(name)
        return states


def test_a_whole_sign_on(
    tmp_path: Path,
    no_git_settings: None,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    open_page: Open,
) -> None:
    desk = begun(tmp_path / "letters", monkeypatch, capsys)
    first_round_in_word(desk)
    decisions_after_word(desk)
    second_round_on_pages(desk, open_page)
    decisions_after_pages(desk)
    third_round_agrees(desk)
    final_letter(desk)


def begun(root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Desk:
    """The letter of 2016, begun from the library, with twelve who are asked to sign it."""
    small = Small(root)
    for file in sorted((REPOSITORY / "seeds").rglob("*.yaml")):
        text = file.read_text(encoding="utf-8")
        if file.parent.name == "organisations":
            text += f"contact: desk@{file.stem}.example\n"
        small.write(file.relative_to(REPOSITORY).as_posix(), text)
    for name in JOINED:
        title = name.replace("-", " ").title()
        signer = "signers:\n  - {name: Ana Example, title: Director, from: 2015}\n"
        contact = f"contact: desk@{name}.example\n"
        small.write(
            f"seeds/organisations/{name}.yaml", f"name: {title}\n{signer}{contact}verified: 2016-05\n"
        )
    small.change(SIGNATURES, "  - wuc\n", "".join(f"  - {name}\n" for name in ("wuc", *JOINED)))
    small.write("delivery.yaml", "name: The coalition\nemail: letters@example.org\n")
    small.write(".gitignore", "/campaigns/*/out/\n")
    (root / "campaigns").mkdir()
    repository = Repository(root, small)
    repository.git("init", "--quiet")
    repository.git("config", "user.name", "Ada Author")
    repository.git("config", "user.email", "ada@example.org")
    desk = Desk(Letterkit(small, monkeypatch, capsys), repository)
    desk("new", "--dialogue", "2016")
    repository.commit("Begin the letter")
    return desk


# Round 1: Word files


def first_round_in_word(desk: Desk) -> None:
    """All are asked. Three change the Word file, one approves, one declines, the others say nothing."""
    got = desk.circulate("2016-05-02", "2016-05-09")
    assert len(got) == 12
    assert all("the whole text, PDF, page" in row for row in got.values())
    for name, file in changed_in_word(desk).items():
        mail = desk.mail(name, "Our changes are in the file.", attach=file)
        [record] = desk.receive(mail, day="2016-05-06")
        assert (record["sender"], record["text"]) == (name, desk.texts[-1])
    desk.approve_by_mail(["amnesty-usa"], "2016-05-06")
    desk("decline", "wuc", "--by", "Omer Kanat", "--said", "by telephone", "--on", "2016-05-07")
    assert desk.states()["declined"] == ["wuc"]
    assert desk.states()["approved"] == ["amnesty-usa"]
    desk.repository.commit("Answers to round 1")


def decisions_after_word(desk: Desk) -> None:
    """Everything they did is there, once. Two want other words in one place: one of them is accepted."""
    wanted = desk.proposals()
    changes = {key: each for key, each in wanted.items() if each["kind"] != "remark"}
    assert {key: each["how"] for key, each in changes.items()} == {
        ("hrw", "alarmed by"): "written",
        ("hrw", FAMILIES): "written",
        ("freedom-house", "troubled by"): "written",
        ("freedom-house", "unmistakably"): "written",
        ("ict", "nearly"): "written",
        ("ict", "¶"): "written",
        ("ict", "Bhuchung Tsering"): "a fact",
    }
    alarmed, troubled = wanted["hrw", "alarmed by"]["id"], wanted["freedom-house", "troubled by"]["id"]
    assert wanted["hrw", "alarmed by"]["against"] == [troubled]
    assert wanted["hrw", "alarmed by"]["by"] == ["Sophie Richardson"] * IS_TRACKED
    desk("proposals", "--accept", f"{alarmed},{wanted['hrw', FAMILIES]['id']}", "--commit")
    author = "Sophie Richardson (Human Rights Watch)" if IS_TRACKED else "Human Rights Watch"
    assert desk.repository.git("log", "-1", "--format=%an <%ae>") == f"{author} <desk@hrw.example>"
    assert "contradicts" in desk("proposals", "--accept", troubled, status=1).err
    desk("proposals", "--reject", troubled, "--because", "Human Rights Watch has the stronger word")
    desk("proposals", "--accept", _whole(troubled))
    desk("proposals", "--accept", _whole(wanted["ict", "nearly"]["id"]))
    signer = desk.proposals()["ict", "Bhuchung Tsering"]
    assert (signer["state"], signer["file"]) == (
        "accepted, and not in the letter",
        "seeds/organisations/ict.yaml",
    )
    desk.change(signer["file"], "Matteo Mecacci", "Bhuchung Tsering")
    desk.change(SIGNATURES, "  - wuc\n", "")
    states = {key: each["state"] for key, each in desk.proposals().items() if key in changes}
    assert states.pop(("freedom-house", "troubled by")) == "rejected"
    assert set(states.values()) == {"accepted"}
    letter = desk.words()
    assert "is alarmed by limits on the freedom of religion" in letter
    assert "prosecuting Uyghur Muslims and Tibetan Buddhists for any expression" in letter
    assert all(words in letter for words in (FAMILIES, "Make it clear to", "Bhuchung Tsering"))
    assert "troubled by" not in letter
    # Who approved the text as it was is asked again.
    assert desk.states()["approved another text"] == ["amnesty-usa"]
    desk.repository.commit("Decisions after round 1")


# Round 2: pages, and pasted text


def second_round_on_pages(desk: Desk, open_page: Open) -> None:
    """Two answer on their pages, one pastes the letter into a mail, most agree."""
    got = desk.circulate("2016-05-10", "2016-05-16")
    assert "nothing" in got.pop("wuc")
    assert len(got) == 11
    first = desk.texts[0][:8]
    assert f"changes since text {first}" in got["amnesty-usa"]
    assert marked(desk.attached("amnesty-usa", ".docx")) == {
        "ins": {"alarmed by", FAMILIES, "Bhuchung Tsering"},
        "del": {"concerned about", "nearly", "unmistakably", "Matteo Mecacci", *WUC},
    }
    yes_if = answered(desk, open_page, "rsf", on_a_condition)
    yes = answered(desk, open_page, "uhrp", agreeing)
    for name, reply in {"rsf": yes_if, "uhrp": yes}.items():
        desk.receive(desk.mail(name, "Our answer is attached.", attach=reply), day="2016-05-12")
    pasted = desk.mail("china-aid", f"We would put it so:\n\n{pasted_letter(desk)}\n")
    [record] = desk.receive(pasted, day="2016-05-13")
    assert [(each["went"], each["came"]) for each in record["changes"]] == [("harassment", "beating")]
    desk.approve_by_mail(MOST, "2016-05-14")
    assert desk.states()["approved"] == in_order(desk, [*MOST, "uhrp"])
    assert desk.states()["on a condition"] == ["rsf"]
    desk.repository.commit("Answers to round 2")


def decisions_after_pages(desk: Desk) -> None:
    """What the condition asks for is done, and what the mail asks for in the same block; no more."""
    wanted = desk.proposals()
    ids = [wanted["rsf", "and travel"]["id"], wanted["china-aid", "beating"]["id"]]
    desk("proposals", "--accept", ",".join(ids))
    assert [path.name for path in (desk.root / OURS / "issues").iterdir() if "expression" in path.name]
    said = ("--by", "Delphine Halgand", "--said", "by telephone", "--on", "2016-05-16")
    desk("approve", "rsf", "--condition-met", *said)
    states = desk.states()
    assert states["approved"] == ["rsf"]
    assert states["approved another text"] == in_order(desk, [*MOST, "uhrp"])
    assert desk.rows()["uhrp"]["changed"] == ["issues/freedom-of-expression"]
    desk.repository.commit("Decisions after round 2")


# Round 3, and the final letter


def third_round_agrees(desk: Desk) -> None:
    """Each sees what changed since the text that she approved, and approves that; one says nothing."""
    got = desk.circulate("2016-05-17", "2016-05-23")
    assert "nothing" in got["rsf"]
    assert f"changes since text {desk.texts[1][:8]}" in got["hrw"]
    assert marked(desk.attached("hrw", ".docx")) == {
        "ins": {"beating", "and travel"},
        "del": {"harassment"},
    }
    desk.approve_by_mail([*MOST, "uhrp", "china-aid"], "2016-05-20")
    assert desk.states() == {
        "approved": in_order(desk, [*MOST, "uhrp", "china-aid", "rsf"]),
        "no answer": ["initiatives-for-china"],
        "declined": ["wuc"],
    }


def final_letter(desk: Desk) -> None:
    """Who has not approved is no signatory of it, and who approves afterwards is late."""
    assert "LK484" in desk("finalize", "2016-sed", status=1).err
    desk.change(SIGNATURES, "  - initiatives-for-china\n", "")
    desk("finalize", "2016-sed")
    final = json.loads((desk.root / LETTER / "final.json").read_text(encoding="utf-8"))
    signing = [row for row in desk.rows().values() if row["signs"]]
    assert len(signing) == 10
    assert {(row["agrees"], row["text"]) for row in signing} == {(True, desk.texts[-1])}
    assert final["text"]["letter"] == desk.texts[-1]
    assert not final["without_approval"]
    desk.approve_by_mail(["initiatives-for-china"], "2016-05-30")
    assert desk.states()["late"] == ["initiatives-for-china"]


# What partners do


def changed_in_word(desk: Desk) -> dict[str, Path]:
    """Their Word files, changed and saved by LibreOffice: two with tracked changes, one without."""
    hrw = Work(desk, "hrw", "Sophie Richardson")
    hrw.put("concerned about limits on the freedom of religion", "concerned about", "alarmed by")
    hrw.add("We urge you to carry", FAMILIES)
    freedom = Work(desk, "freedom-house", "")
    freedom.put("concerned about limits on the freedom of religion", "concerned about", "troubled by")
    freedom.put("Make it unmistakably clear", "unmistakably clear", "clear")
    ict = Work(desk, "ict", "Tenzin Example")
    ict.put("concerned about limits on the freedom of religion", "nearly ", "")
    ict.split("We welcome the lead", "Little else between")
    ict.put("Matteo Mecacci", "Matteo Mecacci", "Bhuchung Tsering")
    works = (hrw, freedom, ict)
    if IS_TRACKED:
        edit([work.job for work in works], desk.root.parent / "profile")
    else:
        for work in works:
            edit_without_program(work.job)
    return {work.name: work.job.target for work in works}


def edit_without_program(job: Editing) -> None:
    """The same edits where LibreOffice is missing, by python-docx: without marks, so without authors."""
    document = docx.Document(str(job.source))
    for each in job.edits:
        [paragraph] = [p for p in _every_paragraph(document) if p.text == each.paragraph]
        halves = [each.paragraph[: each.at], each.paragraph[each.end :]]
        if each.kind == "words":
            paragraph.text = each.new.join(halves)
            continue
        behind = copy.deepcopy(paragraph._p)
        paragraph._p.addnext(behind)
        first, second = (each.paragraph, each.new) if each.kind == "add" else halves
        paragraph.text, Paragraph(behind, paragraph._parent).text = first, second
    document.save(str(job.target))


@dataclass
class Work:
    """What somebody does to the Word file that she was sent; without a name, untracked."""

    desk: Desk
    name: str
    author: str
    edits: list[Edit] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.file = self.desk.attached(self.name, ".docx")
        self.paragraphs = _paragraphs(self.file)

    @property
    def job(self) -> Editing:
        """It all, for LibreOffice."""
        target = self.file.with_stem(f"{self.file.stem}-{self.name}")
        return Editing(self.file, target, self.author, self.edits, is_tracked=bool(self.author))

    def put(self, paragraph: str, old: str, new: str) -> None:
        """Other words in the paragraph that has those."""
        text = self._paragraph(paragraph)
        at = text.index(old)
        self.edits.append(Edit("words", text, at, at + len(old), new))

    def add(self, paragraph: str, new: str) -> None:
        """A paragraph of hers behind that one."""
        self.edits.append(Edit("add", self._paragraph(paragraph), new=new))

    def split(self, paragraph: str, at: str) -> None:
        """Two paragraphs of one."""
        text = self._paragraph(paragraph)
        start = text.index(at)
        self.edits.append(Edit("split", text, start, start))

    def _paragraph(self, words: str) -> str:
        """The paragraph as her edits so far have left it."""
        [number] = [k for k, text in enumerate(self.paragraphs) if words in text]
        return self.paragraphs[number]


def answered(desk: Desk, open_page: Open, name: str, answer: Callable[[Page], None]) -> Path:
    """Her page, answered in a browser; the file that she saves."""
    page = open_page(desk.attached(name, ".html").as_uri(), accept_downloads=True).page
    answer(page)
    page.fill("#name", f"{name.upper()} Desk")
    with page.expect_download() as download:
        page.click("#save")
    file = desk.root.parent / "partners" / name / download.value.suggested_filename
    download.value.save_as(file)
    return file


def on_a_condition(page: Page) -> None:
    """Other words for a passage, and a yes if it says them."""
    passage = page.locator(".passage", has_text="American journalists be let into China").first
    passage.locator(".say").click()
    wording = passage.locator(".wording")
    wording.fill(wording.input_value().replace("free to work there", "free to work and travel there"))
    page.keyboard.press("Escape")
    page.check("input[value=condition]")
    page.fill("#note", "if journalists may travel")
    page.locator("#about label", has_text="is concerned about limits on").locator("input").check()


def agreeing(page: Page) -> None:
    """A yes."""
    page.check("input[value=approve]")


def pasted_letter(desk: Desk) -> str:
    """The letter as she pastes it from Word into a mail, with a word of her own."""
    texts = [text for text in _paragraphs(desk.attached("china-aid", ".docx")) if text.strip()]
    [start] = [number for number, text in enumerate(texts) if text.startswith("Dear ")]
    letter = texts[start : texts.index("Respectfully,") + 1]
    pasted = "\n\n".join(textwrap.fill(text, 72, break_on_hyphens=False) for text in letter)
    assert "harassment" in pasted
    return pasted.replace("harassment", "beating")


def marked(file: Path) -> dict[str, set[str]]:
    """The words that a Word file marks as inserted and as deleted."""
    root = docx.Document(str(file)).element.body
    texts = {"ins": "t", "del": "delText"}
    return {
        kind: {
            "".join(t.text for t in mark.iter(f"{W}{text}")).strip() for mark in root.iter(f"{W}{kind}")
        }
        - {""}
        for kind, text in texts.items()
    }


def in_order(desk: Desk, names: Iterable[str]) -> list[str]:
    """These signatories, as the table has them."""
    return [name for name in desk.rows() if name in set(names)]


def _paragraphs(file: Path) -> list[str]:
    """What stands in a Word file when its changes are accepted: the body, then tables' cells."""
    every = _every_paragraph(docx.Document(str(file)))
    return ["".join(t.text or "" for t in paragraph._p.iter(f"{W}t")) for paragraph in every]


def _every_paragraph(document: Document) -> list[Paragraph]:
    cells = [cell for table in document.tables for row in table.rows for cell in row.cells]
    return [paragraph for each in (document, *cells) for paragraph in each.paragraphs]


def _whole(proposal: str) -> str:
    """The name of the file that a proposal is in: all of it that nothing contradicts."""
    return proposal.partition("-")[0]


def _listed(answer: Answer) -> Any:
    return json.loads(answer.out)


def _name(part: Any) -> str:
    return str(part.get_filename())


def _written(path: Path, content: bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path

"""The files of a mailing: one each, made once, and what is made of all of them."""

from __future__ import annotations

import email
import io
import json
import subprocess
import sys
from collections.abc import Iterator
from email.policy import default
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from conftest import Letterkit, Small, files_below
from letterkit.mailing import making
from letterkit.mailing.mail import Mailing, mail, sampled
from letterkit.mailing.making import MadeCopy
from letterkit.mailing.merged import merged
from letterkit.mailing.recipients import MailedTo, read_recipients

from .conftest import ROWS, Mail, seen, table


def files(made: Mailing) -> list[str]:
    return sorted(path.name for path in made.written)


def text_of(pdf: bytes) -> str:
    import pypdfium2

    with pypdfium2.PdfDocument(pdf) as document:
        return "\n".join(page.get_textpage().get_text_range() for page in document)


def test_a_mailing_is_made_once_and_then_only_what_changed(order: Mail, mailing: Small) -> None:
    made = mail(order(messages=True, merged=True))
    out = mailing.root / "campaigns/talks/out/mail"
    of_all = ["all.pdf", "manifest.csv", "manifest.json"]
    assert made.errors == []
    assert files(made) == sorted(
        [*of_all, "ann-poe.eml", "ann-poe.pdf", "bo-ek.pdf", "cy-roe.eml", "cy-roe.pdf"]
    )
    assert [p.code for p in made.findings if p.code == "LK664"] == ["LK664"]
    assert "Senator Poe" in text_of((out / "ann-poe.pdf").read_bytes())
    assert "Senator Ek" not in text_of((out / "ann-poe.pdf").read_bytes())

    before = files_below(out)
    again = mail(order(messages=True, merged=True))
    assert (again.made, files(again)) == (0, [])
    assert files_below(out) == before

    mailing.change("people.csv", "Senator Ek", "Mr Ek")
    (out / "cy-roe.pdf").unlink()
    changed = mail(order(messages=True, merged=True))
    assert files(changed) == sorted([*of_all, "bo-ek.pdf", "cy-roe.eml", "cy-roe.pdf"])
    assert changed.made == 2


def test_a_message_carries_its_own_copy(order: Mail, mailing: Small) -> None:
    mail(order(messages=True))
    out = mailing.root / "campaigns/talks/out/mail"
    message = email.message_from_bytes((out / "ann-poe.eml").read_bytes(), policy=default)
    assert message["To"].addresses[0].addr_spec == "poe@example.org"
    (attached,) = message.iter_attachments()
    assert attached.get_content() == (out / "ann-poe.pdf").read_bytes()


def test_the_manifest_has_the_form_of_deliver_and_says_that_nothing_is_final(
    order: Mail, mailing: Small
) -> None:
    from letterkit.delivery.manifest import read_keys

    mail(order(messages=True))
    content = (mailing.root / "campaigns/talks/out/mail/manifest.json").read_bytes()
    ways = [(key.recipient, key.channel.value) for key in read_keys(content)]
    assert ways == [
        ("addresses/ann-poe", "post"),
        ("addresses/ann-poe", "email"),
        ("addresses/bo-ek", "post"),
        ("addresses/cy-roe", "post"),
        ("addresses/cy-roe", "email"),
    ]
    assert {code for row in json.loads(content)["deliveries"] for code in row["in_the_way"]} == {"LK664"}


def test_a_copy_carries_nobody_else(order: Mail, mailing: Small) -> None:
    mail(order())
    with pikepdf.open(mailing.root / "campaigns/talks/out/mail/bo-ek.pdf") as pdf:
        carried = b"".join(spec.get_file().read_bytes() for spec in pdf.attachments.values())
        carried += pdf.Root.Metadata.read_bytes()
    assert b"Bo Ek" in carried
    assert not any(each in carried for each in (b"Poe", b"Roe", b"bo-ek", b"people.csv"))


def test_a_file_of_somebody_elses_is_left_and_the_others_are_made(order: Mail, mailing: Small) -> None:
    mine = mailing.write("campaigns/talks/out/mail/bo-ek.pdf", "mine")
    made = mail(order())
    assert [p.code for p in made.errors] == ["LK503"]
    assert list(made.failed) == ["bo-ek"]
    assert {"ann-poe.pdf", "cy-roe.pdf"} <= set(files(made))
    assert mine.read_text() == "mine"


def test_what_was_made_before_a_run_was_stopped_is_kept(
    order: Mail, mailing: Small, letterkit: Letterkit, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stopped(*given: Any) -> Iterator[MadeCopy]:
        yield next(making.make_copies(*given))
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr("letterkit.mailing.mail.make_copies", stopped)
        to = str(mailing.root / "people.csv")
        answer = letterkit("mail", "talks", "--to", to, "--on", "2020-04-20", "--processes", "1")
    assert answer.status == 130
    assert "the same command makes the rest" in answer.words
    again = mail(order())
    assert again.made == 2
    assert len(again.unchanged) == 1


def test_rows_that_contradict_each_other_are_counted_among_those_that_were_not_made(
    mailing: Small, letterkit: Letterkit
) -> None:
    mailing.write("people.csv", table(ROWS[0], ROWS[0].replace("1 Main St", "2 Main St")))
    answer = letterkit("mail", "talks", "--to", str(mailing.root / "people.csv"))
    assert [code for code, _ in answer.findings].count("LK662") == 2
    assert "0 made, 0 as they were; 2 could not be made" in answer.words


IN_A_PROCESS_OF_ITS_OWN = """
import sys
from letterkit.cli import main
from letterkit.mailing import making
making._FEW = 1
made = making.start_method
making.start_method = lambda: print(made()) or made()
main()
"""


def in_processes(mailing: Small, output: Path) -> str:
    """Make the copies in two processes, begun by one that has set no type; how these were made."""
    to = ["--to", "people.csv", "--on", "2020-04-20", "--output", str(output), "--processes", "2"]
    done = subprocess.run(
        [sys.executable, "-c", IN_A_PROCESS_OF_ITS_OWN, "--quiet", "mail", "talks", *to],
        cwd=mailing.root,
        capture_output=True,
        check=True,
        text=True,
    )
    return done.stdout.split()[0]


def test_processes_make_the_same_copies(
    order: Mail, mailing: Small, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is in them is the same; their fonts hold the glyphs of those that were made together."""
    mail(order())
    monkeypatch.setattr(making, "_FEW", 1)
    copied, anew = mailing.root / "copied", mailing.root / "anew"
    assert in_processes(mailing, copied) == ("fork" if sys.platform == "linux" else "spawn")
    assert making.start_method() == "spawn"  # as type was set here
    assert mail(order(processes=2, folder=anew)).made == 3
    for name in ("ann-poe.pdf", "bo-ek.pdf", "cy-roe.pdf"):
        one = (mailing.root / "campaigns/talks/out/mail" / name).read_bytes()
        for folder in (copied, anew):
            assert list(seen(one)) == list(seen((folder / name).read_bytes()))


def test_a_sample_takes_the_most_different(order: Mail, mailing: Small) -> None:
    long = ROWS[1].replace("2 Main St;", "2 Main St;Room 1;Floor 2;North Wing;")
    mailing.write("people.csv", table(ROWS[0], long, ROWS[2]))
    mailing_order = order()
    named = MailedTo(mailing_order.to, mailing_order.addressed_on)
    found = read_recipients(mailing_order.library, named).found
    assert [each.block.name for each in sampled(found, 2)] == ["bo-ek", "cy-roe"]
    made = mail(order(sample=1))
    assert [path.parent.name for path in made.written] == ["sample"]
    assert all(p.code != "LK664" for p in made.findings)


@pytest.mark.parametrize(("two_sided", "pages"), [(False, 2), (True, 4)])
def test_each_letter_begins_a_sheet_where_both_sides_are_printed(two_sided: bool, pages: int) -> None:
    one, out = pikepdf.new(), io.BytesIO()
    one.add_blank_page(page_size=(612, 792))
    one.save(out)
    whole = merged([out.getvalue()] * 2, "en-US", two_sided=two_sided)
    with pikepdf.open(io.BytesIO(whole)) as pdf:
        assert len(pdf.pages) == pages
        assert [float(x) for x in pdf.pages[-1].mediabox] == [0, 0, 612, 792]


@pytest.mark.parametrize(
    ("only", "hint"),
    [
        ("state=Virginia", "of 'state' there are VA, MD"),
        ("district=2", "'district' is empty"),
        ("state=MD main_committee=Health", "for all of them together none"),
        ("state=VA", ""),
    ],
)
def test_a_passage_that_no_copy_has_is_told(order: Mail, mailing: Small, only: str, hint: str) -> None:
    mailing.change("campaigns/talks/campaign.yaml", "only: state=VA", f"only: {only}")
    told = [each.hint or "" for each in mail(order(sample=1)).findings if each.code == "LK667"]
    assert [hint in each for each in told] == ([True] if hint else [])
    assert not [each for each in mail(order(sample=1, where="state=MD")).findings if each.code == "LK667"]

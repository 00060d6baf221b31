"""`letterkit receive`: what a file is compared with, what is recorded, what is refused."""

from __future__ import annotations

import io
import json
import random
import zipfile
from pathlib import Path

import pytest

from conftest import Repository, Small, released
from letterkit.diagnostics import LetterkitError
from letterkit.letter import Letter
from letterkit.partners.received.apart import FileRefusedError, answered, text_of
from letterkit.partners.received.receive import Asked, keep, receive
from letterkit.partners.received.record import records
from letterkit.writers import docx
from partners.received.editing import AUTHOR, Editor
from writers.docx.test_tracked_changes import NOWHERE

DAY = "2016-05-20"
TEXT, NOTES = "word/document.xml", "word/footnotes.xml"


def word_file(small: Small) -> bytes:
    letter, _ = small.assemble()
    assert letter is not None
    content, _ = docx.write(released(letter), NOWHERE)
    assert content is not None
    return content


def with_part(content: bytes, name: str, old: bytes, new: bytes) -> bytes:
    """The file with something replaced in one of its parts."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as archive, zipfile.ZipFile(made, "w") as copied:
        for each in archive.namelist():
            part = archive.read(each)
            assert each != name or old in part
            copied.writestr(each, part.replace(old, new) if each == name else part)
    return made.getvalue()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "answer.docx"


def test_a_change_is_recorded_once_and_the_letter_stays(small: Small, file: Path) -> None:
    before = small.assemble()
    file.write_bytes(with_part(word_file(small), TEXT, b"we write to you", b"we turn to you"))
    asked = Asked(small.workspace, "talks", DAY, "rights-now")
    taken = receive(asked, file)
    [record] = keep(asked, [taken])
    [change] = taken.record.changes
    assert (change.kind, change.went, change.came) == ("words changed", "write", "turn")
    assert change.by == ()
    assert change.place is not None
    assert change.place.block == "framing/opening"
    assert (small.root / change.place.file).is_file()
    assert list(records(small.workspace, "talks")) == [taken.record]
    assert json.loads(record.read_text(encoding="utf-8"))["sender"] == "rights-now"
    assert record.with_suffix(".docx").read_bytes() == file.read_bytes()
    again = receive(asked, file)
    assert again.is_known
    assert keep(asked, [again]) == []
    assert small.assemble() == before


def test_a_file_with_an_earlier_text_is_compared_with_that(
    repository: Repository, small: Small, file: Path
) -> None:
    file.write_bytes(word_file(small))
    small.change("seeds/framing/opening.yaml", "we write to you", "we turn to you")
    repository.commit("Say it otherwise")
    assert receive(Asked(small.workspace, "talks", DAY), file).record.changes == ()


def test_what_is_no_running_text_is_listed(small: Small, file: Path) -> None:
    run = b"<w:r><w:rPr><w:vanish/></w:rPr><w:t>secret</w:t></w:r>"
    box = b"<w:r><w:txbxContent><w:p><w:r><w:t>in a box</w:t></w:r></w:p></w:txbxContent></w:r>"
    content = with_part(word_file(small), TEXT, b"</w:p>", run + box + b"<w:r><w:pict/></w:r></w:p>")
    file.write_bytes(
        with_part(content, "word/header1.xml", b"</w:p>", b"<w:r><w:t>FINAL</w:t></w:r></w:p>")
    )
    record = receive(Asked(small.workspace, "talks", DAY), file).record
    assert {(each.kind, each.words) for each in record.others} == {
        ("hidden words", "secret"),
        ("text box", "in a box"),
        ("picture", ""),
        ("header or footer", "FINAL"),
    }
    assert record.changes == ()


def test_a_text_that_the_campaign_never_had_is_refused(
    letter_2016: tuple[Small, Letter], repository: Repository, small: Small, file: Path
) -> None:
    content, _ = docx.write(released(letter_2016[1]), NOWHERE)
    assert content is not None
    file.write_bytes(content)
    with pytest.raises(LetterkitError, match="which talks never had in a round or a commit"):
        receive(Asked(small.workspace, "talks", DAY), file)


def test_a_file_that_says_no_text_needs_the_revision(
    repository: Repository, small: Small, file: Path
) -> None:
    content = with_part(word_file(small), "docProps/core.xml", b"urn:letterkit:text:", b"")
    for part in ("word/footer1.xml", "word/footer2.xml"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if part not in archive.namelist():
                continue
        content = with_part(content, part, "· text".encode(), b"")
    file.write_bytes(content)
    with pytest.raises(LetterkitError, match="does not say which text it has"):
        receive(Asked(small.workspace, "talks", DAY), file)
    taken = receive(Asked(small.workspace, "talks", DAY, sent="HEAD"), file)
    assert taken.record.changes == ()


ENTITY = b'<!DOCTYPE d [<!ENTITY a "&b;&b;&b;"><!ENTITY b "&c;&c;"><!ENTITY c "&a;">]>'


@pytest.mark.parametrize(
    ("old", "new", "failure"),
    [
        (b"<w:body>", b"<w:body>" + b"<w:p/>" * 3_000, "large"),
        (b"<w:body>", b"<w:body><w:p><w:r><w:t>" + b"a " * 200_000 + b"</w:t></w:r></w:p>", "large"),
        (b"<w:body>", b"<w:body>" + b"<w:sdt>" * 300 + b"</w:sdt>" * 300, "damaged"),
        (b"<w:body>", b"<w:body><w:p>", "damaged"),
        (b"<w:body>", b"<w:body>" + b" " * 13_000_000, "large"),
        (b"<w:document", ENTITY + b"<w:document", "damaged"),
    ],
    ids=["paragraphs", "characters", "depth", "broken", "bytes", "entities"],
)
def test_what_no_letter_holds_is_refused(old: bytes, new: bytes, failure: str, small: Small) -> None:
    data = with_part(word_file(small), TEXT, old, new)
    if failure == "damaged" and new.startswith(b"<!"):
        data = with_part(data, TEXT, b"<w:body>", b"<w:body><w:p><w:r><w:t>&a;</w:t></w:r></w:p>")
    assert answered(("file", ["We ask."], "", ""), data) == (failure, None)


def test_a_file_is_taken_apart_in_another_process(small: Small) -> None:
    assert text_of(word_file(small)) is not None
    with pytest.raises(FileRefusedError, match="damaged"):
        text_of(b"PK no archive")


@pytest.mark.parametrize("seed", range(20))
def test_a_damaged_file_is_read_or_refused(seed: int, small: Small) -> None:
    rng = random.Random(seed)  # noqa: S311  # damage, no secrets
    editor = Editor(word_file(small), rng, tracked=True)
    text = bytearray(editor.parts[TEXT])
    for _ in range(rng.randrange(1, 4)):
        at = rng.randrange(len(text))
        text[at : at + rng.randrange(0, 30)] = bytes([rng.randrange(32, 127)])
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, part in editor.parts.items():
            archive.writestr(name, bytes(text) if name == TEXT else part)
    failure, found = answered(("file", ["We ask."], AUTHOR, ""), made.getvalue())
    assert found is not None or failure in ("damaged", "another", "large")

"""finals: what was finalized stays as it was, or check and render say what does not."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

import pytest

from letterkit.campaign.finalize import finalize
from letterkit.checks import check

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Letterkit, Small

TALKS = "campaigns/talks"
RELEASE = "dialogue: 2020-talks\ndate: 2020-04-21\nheadline: H\nissuer: rights-now\n"
RELEASE += "body:\n  - framing: opening\nsignatures: joint\n"


def reworded(small: Small) -> None:
    small.change(f"{TALKS}/blocks/framing/opening.yaml", "we write", "we now write")


def remarked(small: Small) -> None:
    small.change(
        f"{TALKS}/blocks/people/jane-doe.yaml", "name: Jane Doe", "note: checked\nname: Jane Doe"
    )


def restyled(small: Small) -> None:
    small.change(f"{TALKS}/templates/letter.css", "@page {", "@page { ")


def redated(small: Small) -> None:
    small.change(f"{TALKS}/campaign.yaml", "2020-04-20", "2020-04-21")


def without_a_block(small: Small) -> None:
    (small.root / TALKS / "blocks/issues/release.yaml").unlink()


def without_the_pdf(small: Small) -> None:
    (small.root / TALKS / "final/letter.pdf").unlink()


def with_another_pdf(small: Small) -> None:
    file = small.root / TALKS / "final/letter.pdf"
    file.write_bytes(file.read_bytes() + b"\n")


def with_a_release(small: Small) -> None:
    small.write(f"{TALKS}/press-release.yaml", RELEASE)


@pytest.mark.parametrize(
    ("spoil", "file"),
    [
        (reworded, "blocks/framing/opening.yaml"),
        (remarked, "blocks/people/jane-doe.yaml"),
        (restyled, "templates/letter.css"),
        (redated, "campaign.yaml"),
        (without_a_block, "blocks/issues/release.yaml"),
        (without_the_pdf, "final/letter.pdf"),
        (with_another_pdf, "final/letter.pdf"),
        (with_a_release, "press-release.yaml"),
    ],
)
def test_a_change_is_an_error_of_check_and_of_render(
    letterkit: Letterkit, spoil: Callable[[Small], None], file: str
) -> None:
    small = letterkit.small
    assert finalize(small.workspace, "talks").problems == []
    assert check(small.workspace, "talks") == []
    letterkit.renders()
    spoil(small)
    found = [f for f in check(small.workspace, "talks") if f.code == "LK491"]
    assert [str(finding.location) for finding in found] == [f"{TALKS}/{file}:1:1"]
    assert letterkit("check", "talks").status == 1
    for options in ((), ("--force",), ("--final",), ("--public",), ("--format", "txt")):
        refused = letterkit.refuses("render", "talks", *options)
        assert refused.findings == [("LK491", f"{TALKS}/{file}:1:1")]
    assert "final, but changed" in letterkit("status").out


def test_lines_that_git_ends_otherwise_are_no_change(small: Small) -> None:
    finalize(small.workspace, "talks")
    for name in ("blocks/framing/opening.yaml", "templates/letter.css"):
        file = small.root / TALKS / name
        file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))
    assert check(small.workspace, "talks") == []


@pytest.mark.parametrize("record", ["", "[]", '{"format": "letterkit-final/1", "text": {}}'])
def test_a_record_that_cannot_be_read(letterkit: Letterkit, record: str) -> None:
    finalize(letterkit.small.workspace, "talks")
    letterkit.small.write(f"{TALKS}/final.json", record)
    assert letterkit("check", "talks").findings == [("LK492", f"{TALKS}/final.json:1:1")]
    assert letterkit.refuses("render", "talks").findings == [("LK492", f"{TALKS}/final.json:1:1")]
    assert "record unreadable" in letterkit("status").out


def test_a_record_of_two_versions(letterkit: Letterkit) -> None:
    finalize(letterkit.small.workspace, "talks")
    letterkit.small.write(f"{TALKS}/final.json", "<<<<<<< HEAD\n{}\n=======\n[]\n>>>>>>> spring\n")
    codes = {code for code, _ in letterkit("check", "talks").findings}
    assert codes == {"LK113", "LK492"}
    letterkit.refuses("render", "talks")


def test_other_programs_make_another_file_which_is_told(letterkit: Letterkit) -> None:
    small = letterkit.small
    finalize(small.workspace, "talks")
    file, pdf = (small.root / TALKS / name for name in ("final.json", "final/letter.pdf"))
    # As if the letter had been finalized with an earlier Pango, and other fonts.
    pdf.write_bytes(b"%PDF-1.7 sent")
    record = json.loads(file.read_text(encoding="utf-8"))
    record["made_with"]["pango"], record["fonts"] = "1.40.0", ["Other-Serif"]
    record["pdf"]["letter.pdf"] = hashlib.sha256(b"%PDF-1.7 sent").hexdigest()
    file.write_text(json.dumps(record), encoding="utf-8")
    answer = letterkit.renders("--force")
    assert answer.findings == [("LK493", f"{TALKS}/final/letter.pdf:1:1")]
    assert "pango was 1.40.0, is 1." in answer.words
    assert "the fonts were Other-Serif, are Source-Serif-Pro" in answer.words

"""What is prepared of a final letter: each file looked at as whoever receives it does."""

from __future__ import annotations

import datetime as dt
import io
import json
import multiprocessing
import os
import re
import shutil
import subprocess
from collections import Counter
from email import message_from_bytes
from email.policy import SMTP
from pathlib import Path
from typing import Any

import jsonschema
import pymupdf
import pypdfium2
import pytest
from PIL import Image

from conftest import SMALL, Small
from letterkit.campaign.finalize import finalize
from letterkit.campaign.sources import assets_of
from letterkit.consent import Register, release
from letterkit.delivery import manifest
from letterkit.delivery.fax.dots import ACROSS, DOWN, FaxPage, Resolution, page_of
from letterkit.delivery.fax.tiff import EncodedPage, to_tiff
from letterkit.delivery.model import Prepared, PreparedDelivery
from letterkit.delivery.order import DeliveryOrder
from letterkit.delivery.post import text_box
from letterkit.delivery.prepare import prepare
from letterkit.delivery.windows import INCH, WINDOWS
from letterkit.diagnostics import LetterkitError
from letterkit.letter import Letter
from letterkit.values import replace
from letterkit.writers.pdf import finish, lay_out

MU: Any = pymupdf  # it has no types
DAY = dt.date(2020, 4, 20)
ENVOY = """\
office: Special Envoy
organisation: Ministry of DeliveryState
address: [Werderscher Markt 1, 10117 Berlin]
postal: {street: Werderscher Markt 1, locality: Berlin, postal_code: "10117"}
country: DE
email: Envoy@example.org
holders:
  - {name: Max Envoy, salutation: Mr. Envoy, from: 2019-01-01}
verified: 2020-04
"""
SENDER = """\
name: Coalition
email: letters@example.org
country: US
gateway: {profile: rfc3192, domain: fax.example.net}
"""


@pytest.fixture(scope="module")
def final(tmp_path_factory: pytest.TempPathFactory) -> Small:
    small = Small(tmp_path_factory.mktemp("final"))
    for path, text in SMALL.items():
        small.write(path, text)
    small.write("seeds/addresses/envoy.yaml", ENVOY)
    small.write("delivery.yaml", SENDER)
    small.change(
        "campaigns/talks/campaign.yaml", "to: [minister]", "to: [minister, envoy]\ndeliver: {web: yes}"
    )
    done = finalize(small.workspace, "talks")
    assert done.made, done.problems
    return small


@pytest.fixture(scope="module")
def prepared(final: Small) -> Prepared:
    return prepare(DeliveryOrder(final.workspace, "talks", DAY))


def one(prepared: Prepared, channel: str, who: str = "") -> PreparedDelivery:
    (found,) = (d for d in prepared.deliveries if d.key.channel == channel and who in d.key.recipient)
    return found


def test_the_ways_follow_from_the_addresses(prepared: Prepared) -> None:
    assert [(d.key.recipient, d.key.channel.value, d.key.destination) for d in prepared.deliveries] == [
        ("addresses/minister", "fax", "+12026472283"),
        ("addresses/minister", "post", "1 Main Street, Washington, DC 20520, US"),
        ("addresses/envoy", "post", "Werderscher Markt 1, 10117 Berlin, GERMANY, DE"),
        ("addresses/envoy", "email", "envoy@example.org"),
        ("web", "web", "web/letter"),
    ]
    assert [d for d in prepared.deliveries if d.in_the_way] == []


def test_the_list_fits_its_schema(prepared: Prepared) -> None:
    listed = json.loads(prepared.files["manifest.json"])
    jsonschema.validate(listed, manifest.schema())
    assert manifest.read_keys(prepared.files["manifest.json"]) == [d.key for d in prepared.deliveries]
    assert prepared.files["manifest.csv"].count(b"\r\n") == len(prepared.deliveries) + 1


def test_a_copy_has_its_addressee_s_contact_data_alone(prepared: Prepared) -> None:
    message = message_from_bytes(prepared.files[one(prepared, "email").file], policy=SMTP)
    (pdf,) = message.iter_attachments()
    with MU.open(stream=pdf.get_content()) as document:
        data = [document.embfile_get(i) for i in range(document.embfile_count())]
        said = "".join(page.get_text() for page in document) + str(data)
    body = message.get_body(("html",))
    assert body is not None
    for text in (said, body.get_content()):
        assert "Main Street" not in text
        assert "647-2283" not in text
        assert "10117" in text


def test_paper_has_nothing_but_what_is_seen(prepared: Prepared) -> None:
    with MU.open(stream=prepared.files[one(prepared, "post", "envoy").file]) as document:
        assert document.embfile_count() == 0
        assert "10117" in document[1].get_text()


def test_a_provider_that_takes_the_letter_gets_it_whole(final: Small, tmp_path: Path) -> None:
    small = Small(tmp_path / "copy")
    shutil.copytree(final.root, small.root)
    small.change("delivery.yaml", "profile: rfc3192", "profile: digits")
    made = prepare(DeliveryOrder(small.workspace, "talks", DAY, only=frozenset(["minister"])))
    mail = one(made, "fax").mail
    assert mail is not None
    (pdf,) = message_from_bytes(made.files[mail], policy=SMTP).iter_attachments()
    with MU.open(stream=pdf.get_content()) as document:
        assert document.embfile_count() > 0


def test_the_same_content_gives_the_same_message(final: Small, prepared: Prepared) -> None:
    order = DeliveryOrder(final.workspace, "talks", DAY, only=frozenset(["envoy"]))
    again = prepare(order)
    file = one(prepared, "email").file
    assert again.files[file] == prepared.files[file]
    assert "manifest.json" not in again.files


def _tiffinfo(content: bytes, file: Path) -> str:
    file.write_bytes(content)
    done = subprocess.run(["tiffinfo", file], capture_output=True, check=True, text=True)
    assert done.stderr == ""
    return done.stdout


def test_a_fax_is_one_that_every_server_takes(prepared: Prepared, tmp_path: Path) -> None:
    fax = one(prepared, "fax")
    content = prepared.files[fax.file]
    tiff: Any
    with Image.open(io.BytesIO(content)) as tiff:
        pages = []
        for number in range(tiff.n_frames):
            tiff.seek(number)
            pages.append(tiff.convert("L").tobytes())
            tags = dict(tiff.tag_v2)
            assert (tags[256], tags[259], tags[262], tags[266], len(tags[273])) == (1728, 3, 0, 2, 1)
            assert (tags[282], tags[283], tags[297]) == (204, 196, (number, fax.pages))
    with MU.open(stream=content, filetype="tiff") as other:
        assert len(other) == len(pages) == fax.pages
        for number, page in enumerate(pages):
            scale = 1728 / other[number].rect.width
            image = other[number].get_pixmap(matrix=MU.Matrix(scale, scale), colorspace="GRAY")
            dark = sum(value < 128 for value in image.samples) / len(image.samples)
            expected = page.count(0) / len(page)
            assert dark == pytest.approx(expected, rel=0.15)
    if shutil.which("tiffinfo"):  # libtiff's own word, and nothing to complain of
        told = _tiffinfo(content, tmp_path / "fax.tif")
        assert told.count("Photometric Interpretation: min-is-white") == fax.pages
        assert (
            told.count("Compression Scheme: CCITT modified Huffman") + told.count("CCITT Group 3")
            == fax.pages
        )
        assert told.count("FillOrder: lsb-to-msb") == fax.pages
        assert [f"Page Number: {n}-{fax.pages}" in told for n in range(fax.pages)] == [True] * fax.pages
    preview = prepared.files[fax.file.replace(".tif", "-preview.pdf")]
    with MU.open(stream=preview) as document:
        assert len(document) == fax.pages


def pages_of(pdf: bytes, resolution: Resolution) -> list[FaxPage]:
    with pypdfium2.PdfDocument(pdf) as document:
        return [page_of(page, resolution) for page in document]


@pytest.mark.parametrize("coding", ["mh", "mmr"])
@pytest.mark.parametrize("resolution", ["fine", "standard"])
def test_what_arrives_is_what_was_coded(final: Small, coding: str, resolution: Resolution) -> None:
    pdf = (final.root / "campaigns/talks/final/letter.pdf").read_bytes()
    pages = pages_of(pdf, resolution)
    tiff = to_tiff([EncodedPage(p.dots, coding) for p in pages], resolution)  # type: ignore[arg-type]
    with Image.open(io.BytesIO(tiff)) as read:
        assert read.convert("1").tobytes() == pages[0].dots.tobytes()


@pytest.mark.skipif(not shutil.which("tesseract"), reason="sudo apt-get install tesseract-ocr")
@pytest.mark.parametrize("resolution", ["fine", "standard"])
def test_what_arrives_can_be_read(letter_2016: tuple[Small, Letter], resolution: Resolution) -> None:
    """The second page of the 2016 letter; of the whole letter docs/delivery.md has the figures."""
    small, letter = letter_2016
    made, _ = release(letter, Register())
    assert made is not None
    pdf, _ = finish(lay_out(made, assets_of(small.workspace, "2016-sed")))
    assert pdf is not None
    page = EncodedPage(pages_of(pdf, resolution)[1].dots, "mh")
    picture = io.BytesIO()
    with Image.open(io.BytesIO(to_tiff([page], resolution))) as arrived:
        size = (arrived.width * 2, round(arrived.height * 2 * ACROSS / DOWN[resolution]))
        arrived.convert("L").resize(size).save(picture, "PNG", dpi=(2 * ACROSS, 2 * ACROSS))
    command = ["tesseract", "-", "-", "-l", "eng", "--psm", "4"]
    done = subprocess.run(
        command,
        input=picture.getvalue(),
        capture_output=True,
        check=True,
        env={**os.environ, "OMP_THREAD_LIMIT": "1"},
    )
    with MU.open(stream=pdf) as document:
        written = Counter(re.findall(r"\w+", document[1].get_text()))
    share = (written & Counter(re.findall(r"\w+", done.stdout.decode()))).total() / written.total()
    print(f"{resolution}: {share:.4f} of {written.total()} words are read")
    assert share >= 0.98


def test_a_message_to_a_provider_has_its_form(prepared: Prepared) -> None:
    mail = one(prepared, "fax").mail
    assert mail is not None
    message = message_from_bytes(prepared.files[mail], policy=SMTP)
    assert message["To"] == "FAX=+12026472283@fax.example.net"
    assert [part.get_content_type() for part in message.iter_attachments()] == ["image/tiff"]


@pytest.mark.parametrize(
    ("name", "left", "top", "width", "height"),
    [
        ("us-10", 22.2, 63.5, 88.9, 25.4),
        ("din-5008-a", 20.0, 32.0, 80.0, 40.0),
        ("din-5008-b", 20.0, 50.0, 80.0, 40.0),
        ("c5-6", 20.0, 54.0, 71.0, 36.0),
    ],
)
def test_what_a_window_shows_always(
    name: str, left: float, top: float, width: float, height: float
) -> None:
    area = WINDOWS[name].visible
    found = (area.left, area.top, area.width, area.height)
    assert found == pytest.approx((left, top, width, height), abs=0.1)


def test_the_address_lies_in_the_window(prepared: Prepared) -> None:
    area = WINDOWS["us-10"].visible
    for who in ("minister", "envoy"):
        box = text_box(prepared.files[one(prepared, "post", who).file])
        assert area.left <= box.left + 0.1
        assert area.top <= box.top
        assert box.left + box.width <= area.left + area.width
        assert box.top + box.height <= area.top + area.height
    assert area.left == pytest.approx(0.875 * INCH)


def test_abroad_the_country_is_the_last_line(prepared: Prepared) -> None:
    rows = prepared.files["post/addresses.csv"].decode("utf-8-sig").splitlines()
    assert "Werderscher Markt 1,10117 BERLIN,GERMANY" in rows[2]
    assert "UNITED STATES" not in rows[1]


def test_several_processes_make_the_same_files(
    final: Small, prepared: Prepared, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("letterkit.delivery.workers._LEAST_EACH", 1)
    monkeypatch.setattr("letterkit.delivery.workers._processors", lambda: 2)
    begun: list[str] = []
    again = prepare(DeliveryOrder(final.workspace, "talks", DAY), begun.append)
    assert again.files == prepared.files
    assert again.deliveries == prepared.deliveries
    assert sorted(begun)[:2] == [
        f"preparing the copy of the {who}" for who in ("Minister of State", "Special Envoy")
    ]
    assert multiprocessing.active_children() == []


def test_the_web_has_no_contact_data(prepared: Prepared) -> None:
    post = prepared.files["web/letter-post.md"].decode()
    assert post.startswith('---\ntitle: "')
    for name, content in prepared.files.items():
        if name.startswith("web/"):
            assert b"Main Street" not in content
            assert b"647-2283" not in content
    assert "1. Ask for the release of those named here:" in post


def test_what_is_not_final_is_not_prepared(small: Small) -> None:
    with pytest.raises(LetterkitError, match="not finalized"):
        prepare(DeliveryOrder(small.workspace, "talks", DAY))


def test_a_letter_that_only_a_mailing_fills_in_goes_to_nobody(final: Small, tmp_path: Path) -> None:
    """It is finalized, so that everybody agrees to what all copies say; what goes out are the copies."""
    small = Small(tmp_path / "copy")
    shutil.copytree(final.root, small.root)
    (small.root / "campaigns/talks/final.json").unlink()
    shutil.rmtree(small.root / "campaigns/talks/final")
    small.change(
        "campaigns/talks/blocks/framing/opening.yaml", "we write", "we, {{ recipient.name }}, write"
    )
    assert finalize(small.workspace, "talks").made
    found = prepare(DeliveryOrder(small.workspace, "talks", DAY))
    assert [(p.code, str(p.severity)) for p in found.problems] == [("LK319", "error")]
    assert (found.deliveries, found.files) == ((), {})


def test_the_sender_names_nobody_who_may_not_be_named(final: Small, tmp_path: Path) -> None:
    small = Small(tmp_path / "copy")
    shutil.copytree(final.root, small.root)
    small.write("seeds/people/x.yaml", "name: Karl Exempel\nconsent: none\n")
    small.change("delivery.yaml", "name: Coalition", "name: Friends of Karl Exempel")
    found = prepare(DeliveryOrder(small.workspace, "talks", DAY))
    assert {p.code for p in found.problems} == {"LK447"}
    assert {d.key.channel.value for d in found.deliveries} == {"web"}


def test_a_stale_number_needs_to_be_accepted(final: Small) -> None:
    order = DeliveryOrder(final.workspace, "talks", dt.date(2022, 1, 1), only=frozenset(["minister"]))
    fax = one(prepare(order), "fax")
    assert [found.code for found in fax.in_the_way] == ["LK613"]
    assert fax.is_blocked
    accepted = one(prepare(replace(order, accepted=frozenset(["+12026472283"]))), "fax")
    assert not accepted.is_blocked

"""SMTP, with a real server that has TLS and a password; which numbers are called, and when."""

from __future__ import annotations

import datetime as dt
import shutil
import socket
import ssl
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult

from letterkit.blocks.sender import SmtpSetting
from letterkit.delivery.hours import when_to_call
from letterkit.delivery.mail import message
from letterkit.delivery.model import Channel, Key, PreparedDelivery
from letterkit.delivery.numbers import FaxLine, doubts
from letterkit.delivery.transports import NotSubmittedError, Parcel
from letterkit.delivery.transports.smtp import SmtpTransport
from letterkit.diagnostics import Location, Severity
from letterkit.language.dates import PartialDate
from letterkit.mail import Words, message_id

# With TLS from the start aiosmtpd, which counts its own STARTTLS alone, takes passwords for unguarded.
pytestmark = pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS:UserWarning")

DAY = dt.date(2020, 4, 20)
KEY = Key("talks/letter", "addresses/envoy", Channel.EMAIL, "envoy@example.org")
MAIL = message(
    KEY, ("Coalition", "letters@example.org"), ("Envoy", "envoy@example.org"), DAY, Words("Re", ".a\n")
)
PARCEL = Parcel(PreparedDelivery(KEY, "", "", "", "e.eml", "", 1, "e.eml"), MAIL, "e.1")


class Postbox:
    """Keeps what comes; answers what it is told to."""

    def __init__(self) -> None:
        self.got: list[bytes] = []
        self.answer = "250 queued as 7"

    async def handle_DATA(self, server: object, session: object, envelope: object) -> str:  # noqa: N802
        self.got.append(envelope.content)  # type: ignore[attr-defined]
        return self.answer


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if not shutil.which("openssl"):
        pytest.skip("openssl is not here")
    folder = tmp_path_factory.mktemp("tls")
    subprocess.run(
        [
            *("openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1"),
            *("-nodes", "-keyout", "key.pem", "-out", "cert.pem", "-days", "2", "-subj", "/CN=localhost"),
            *("-addext", "subjectAltName=DNS:localhost"),
        ],
        cwd=folder,
        check=True,
        capture_output=True,
    )
    return folder


@pytest.fixture(params=["starttls", "tls"])
def smtp(certificate: Path, request: pytest.FixtureRequest) -> Iterator[tuple[Postbox, SmtpTransport]]:
    box, port = Postbox(), _free_port()
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate / "cert.pem", certificate / "key.pem")

    def known(
        server: object, session: object, envelope: object, mechanism: str, data: object
    ) -> AuthResult:
        is_right = (data.login, data.password) == (b"letters", b"secret")  # type: ignore[attr-defined]
        return AuthResult(success=is_right, handled=False)

    security, at_once = request.param, request.param == "tls"
    controller = Controller(
        box,
        hostname="localhost",
        port=port,
        ssl_context=context if at_once else None,
        tls_context=None if at_once else context,
        require_starttls=not at_once,
        auth_require_tls=not at_once,  # aiosmtpd knows of its own STARTTLS alone
        auth_required=True,
        authenticator=known,
    )
    controller.start()
    trusted = ssl.create_default_context(cafile=str(certificate / "cert.pem"))
    setting = SmtpSetting(host="localhost", port=port, security=security, user="letters")
    try:
        yield box, SmtpTransport(setting, "secret", trusted, 5)
    finally:
        controller.stop()


def test_a_message_arrives_as_it_was_made(smtp: tuple[Postbox, SmtpTransport]) -> None:
    box, transport = smtp
    receipt = transport.submit(PARCEL)
    assert (receipt.what, receipt.job) == ("accepted", message_id(MAIL))
    assert box.got == [MAIL]


def test_a_message_that_is_refused_was_not_submitted(smtp: tuple[Postbox, SmtpTransport]) -> None:
    box, transport = smtp
    box.answer = "550 not here"
    with pytest.raises(NotSubmittedError, match="refused"):
        transport.submit(PARCEL)


def test_nothing_goes_without_the_password(smtp: tuple[Postbox, SmtpTransport]) -> None:
    box, transport = smtp
    with pytest.raises(NotSubmittedError, match="name and password"):
        SmtpTransport(transport.setting, "wrong", transport.trusted, 5).submit(PARCEL)
    assert box.got == []


def test_nothing_goes_where_the_certificate_cannot_be_relied_on(
    smtp: tuple[Postbox, SmtpTransport],
) -> None:
    box, transport = smtp
    with pytest.raises(NotSubmittedError, match="certificate"):
        SmtpTransport(transport.setting, "secret", None, 5).submit(PARCEL)
    assert box.got == []


def test_nothing_goes_where_there_is_no_tls() -> None:
    box, port = Postbox(), _free_port()
    controller = Controller(box, hostname="localhost", port=port)
    controller.start()
    try:
        setting = SmtpSetting(host="localhost", port=port, security="starttls")
        with pytest.raises(NotSubmittedError, match="TLS"):
            SmtpTransport(setting, seconds=5).submit(PARCEL)
    finally:
        controller.stop()
    assert box.got == []


# Numbers and hours


@pytest.mark.parametrize(
    ("number", "country", "region", "verified", "codes"),
    [
        ("+12026472283", "US", "DC", "2020-04", []),
        ("+493018170", "US", "DC", "2020-04", ["LK611"]),
        ("+12126472283", "US", "DC", "2020-04", ["LK612"]),
        ("+12026472283", "US", "DC", "2019-03", ["LK613"]),
        ("+12026472283", "US", "DC", None, ["LK613"]),
        ("+12026470001", "US", "DC", "2020-04", ["LK614"]),
        ("+19002345678", "US", "", "2020-04", ["LK616"]),
    ],
)
def test_what_speaks_against_a_number(
    number: str, country: str, region: str, verified: str | None, codes: list[str]
) -> None:
    date = PartialDate.parse(verified) if verified else None
    line = FaxLine(number, "addresses/a", country, region, "", date, Location("a.yaml", 1, 1))
    found = doubts([line], "+12026470001", DAY, ())["addresses/a", number]
    assert [each.code for each in found] == codes
    accepted = doubts([line], "+12026470001", DAY, [number])["addresses/a", number]
    assert {each.severity for each in accepted} <= {Severity.WARNING}


def test_a_number_of_two_offices_is_told_of_both() -> None:
    lines = [
        FaxLine("+12026472283", who, "US", "DC", "", PartialDate.parse("2020-04"), Location("a", 1, 1))
        for who in ("addresses/a", "addresses/b")
    ]
    assert [[d.code for d in found] for found in doubts(lines, None, DAY, ()).values()] == [["LK615"]] * 2
    # Also where the other office is in the library alone.
    others = [("+12026472283", "addresses/c"), ("+12026472283", "addresses/a")]
    (found,) = doubts(lines[:1], None, DAY, (), others).values()
    assert [each.code for each in found] == ["LK615"]
    assert "2 offices: addresses/a, addresses/c" in found[0].message


@pytest.mark.parametrize(
    ("now", "previous", "expected"),
    [
        ("2020-04-20T14:00", None, None),  # ten in the morning in Washington
        ("2020-04-20T10:00", None, "2020-04-20T13:00"),
        ("2020-04-24T22:07", None, "2020-04-27T13:00"),  # a Friday evening
        ("2020-04-20T14:00", "2020-04-20T14:00", "2020-04-20T14:15"),
    ],
)
def test_offices_are_called_in_their_hours(now: str, previous: str | None, expected: str | None) -> None:
    def at(text: str | None) -> dt.datetime | None:
        return dt.datetime.fromisoformat(f"{text}+00:00") if text else None

    moment = at(now)
    assert moment is not None
    assert when_to_call("+12026472283", moment, at(previous), any_hour=False) == at(expected)

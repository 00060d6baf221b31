"""By SMTP (RFC 5321), with TLS always and a password where the account has one.

A 250 after the message says that the server has accepted it, not that anybody got it. Everything before
the message's last line is taken back by the server when the connection ends (RFC 5321, 4.1.1.4).
"""

from __future__ import annotations

import re
import smtplib
import ssl
from contextlib import suppress
from email import message_from_bytes
from email.policy import SMTP

from msgspec import Struct

from letterkit.blocks.sender import SmtpSetting
from letterkit.delivery.model import PreparedDelivery
from letterkit.delivery.transports import NotSubmittedError, Parcel, Receipt
from letterkit.mail import message_id

_SECONDS = 60.0
_PORTS = {"tls": 465, "starttls": 587}
_GO_ON, _TAKEN = 354, 250
_AMBIGUOUS = 400
_DOT = re.compile(rb"(?m)^\.")


class SmtpTransport(Struct, frozen=True):
    """An account on a server. `trusted` is what certificates are verified against; else the system's."""

    setting: SmtpSetting
    password: str | None = None
    trusted: ssl.SSLContext | None = None
    seconds: float = _SECONDS
    name: str = "smtp"
    calls: bool = False

    def __repr__(self) -> str:
        # The password is never shown.
        return f"{type(self).__name__}({self.setting!r})"

    def file_for(self, delivery: PreparedDelivery) -> str | None:
        """The message."""
        return delivery.mail

    def submit(self, parcel: Parcel) -> Receipt:
        """Send it, on a connection of its own."""
        try:
            server = self._ready(parcel.content)
        except (OSError, smtplib.SMTPException) as error:
            raise NotSubmittedError(_said(error)) from None
        try:
            return _message(server, parcel.content)
        finally:
            with suppress(OSError, smtplib.SMTPException):
                server.quit()

    def look_up(self, tag: str) -> Receipt | None:
        """Nobody can ask a server what it has accepted: look for the Message-ID among what was sent."""
        return None

    def _ready(self, content: bytes) -> smtplib.SMTP:
        """A server that waits for the message. Raises OSError and SMTPException."""
        server = self._connected()
        try:
            if self.setting.user:
                server.login(self.setting.user, self.password or "")
            headers = message_from_bytes(content, policy=SMTP)
            _require(server.mail(headers["From"].addresses[0].addr_spec), _TAKEN)
            _require(server.rcpt(headers["To"].addresses[0].addr_spec), _TAKEN)
            _require(server.docmd("DATA"), _GO_ON)
        except BaseException:
            server.close()
            raise
        return server

    def _connected(self) -> smtplib.SMTP:
        """A connection with TLS, verified; there is none without."""
        context = self.trusted or ssl.create_default_context()
        setting = self.setting
        port = setting.port or _PORTS[setting.security]
        if setting.security == "tls":
            server: smtplib.SMTP = smtplib.SMTP_SSL(
                setting.host, port, timeout=self.seconds, context=context
            )
            server.ehlo()
            return server
        server = smtplib.SMTP(setting.host, port, timeout=self.seconds)
        try:
            server.ehlo()
            server.starttls(context=context)  # raises where the server has none
            server.ehlo()
        except BaseException:
            server.close()
            raise
        return server


def _message(server: smtplib.SMTP, content: bytes) -> Receipt:
    """The message and what the server says to it. Whatever goes wrong from here on leaves it unknown."""
    server.send(_DOT.sub(b"..", content.removesuffix(b"\r\n")) + b"\r\n.\r\n")
    code, said = server.getreply()
    detail = f"{code} {said.decode(errors='replace')}"[:200]
    if code == _TAKEN:
        return Receipt("accepted", message_id(content), detail)
    if code >= _AMBIGUOUS:
        raise NotSubmittedError(f"the server refused the message: {detail}")
    raise OSError(None, f"the server answered {detail}")


def _require(answer: tuple[int, bytes], code: int) -> None:
    if answer[0] != code:
        raise smtplib.SMTPResponseException(*answer)


def _said(error: Exception) -> str:
    """What went wrong, in words; a password is in none of them."""
    if isinstance(error, smtplib.SMTPAuthenticationError):
        return "the server does not take this account's name and password"
    if isinstance(error, ssl.SSLCertVerificationError):
        return f"the server's certificate cannot be relied on: {error.verify_message}"
    if isinstance(error, smtplib.SMTPNotSupportedError):
        return "the server offers no TLS or no way to log in, and nothing is sent without"
    if isinstance(error, smtplib.SMTPResponseException):
        said = error.smtp_error
        text = said.decode(errors="replace") if isinstance(said, bytes) else str(said)
        return f"the server said {error.smtp_code} {text}"[:200]
    if isinstance(error, ConnectionRefusedError):
        return "no mail server answers there; see host and port below 'smtp' in delivery.yaml"
    said = (error.strerror if isinstance(error, OSError) else None) or str(error)
    return said[:200] or type(error).__name__

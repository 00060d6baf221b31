"""Where the password of an account comes from; the system's keyring is a stand-in."""

from __future__ import annotations

import io
import sys
from types import SimpleNamespace

import pytest

from letterkit.cli.sending import password
from letterkit.diagnostics import LetterkitError


class LockedError(Exception):
    """What a keyring says that cannot be opened."""


@pytest.fixture(autouse=True)
def _nobody_sits_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO())
    monkeypatch.delenv("LETTERKIT_SMTP_PASSWORD", raising=False)
    monkeypatch.setitem(sys.modules, "keyring", None)  # as where it is not installed


def keyring(monkeypatch: pytest.MonkeyPatch, kept: str | None, *, locked: bool = False) -> None:
    def get_password(host: str, user: str) -> str | None:
        if locked:
            raise LockedError
        return kept if (host, user) == ("mail.example.org", "letters") else None

    errors = SimpleNamespace(KeyringError=LockedError)
    stand_in = SimpleNamespace(get_password=get_password, errors=errors)
    monkeypatch.setitem(sys.modules, "keyring", stand_in)


def test_the_environment_comes_before_the_keyring(monkeypatch: pytest.MonkeyPatch) -> None:
    keyring(monkeypatch, "kept")
    assert password("smtp", "mail.example.org", "letters") == "kept"
    monkeypatch.setenv("LETTERKIT_SMTP_PASSWORD", "given")
    assert password("smtp", "mail.example.org", "letters") == "given"


@pytest.mark.parametrize("how", ["none", "empty", "locked"])
def test_without_a_password_it_is_said_where_to_put_it(monkeypatch: pytest.MonkeyPatch, how: str) -> None:
    if how != "none":
        keyring(monkeypatch, None, locked=how == "locked")
    with pytest.raises(LetterkitError, match="no password is known for letters") as refused:
        password("smtp", "mail.example.org", "letters")
    assert "LETTERKIT_SMTP_PASSWORD" in (refused.value.hint or "")

"""What the commands that send need of the user's machine: the transport, its password."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from letterkit.diagnostics import LetterkitError, has_errors

if TYPE_CHECKING:
    from letterkit.blocks.sender import Sender
    from letterkit.delivery.transports import Transport
    from letterkit.library.workspace import Workspace
    from letterkit.mail import Mailbox

_VARIABLES = {"smtp": "LETTERKIT_SMTP_PASSWORD", "hylafax": "LETTERKIT_FAX_PASSWORD"}


def transport_for(workspace: Workspace, via: str, folder: Path | None) -> Transport:
    """The way out of that name, one of `transports.NAMES`.

    Raises LetterkitError where delivery.yaml does not say enough.
    """
    if via in ("folder", "maildir"):
        return _into(via, folder or Path())
    sender = sender_of(workspace)
    return _smtp(sender) if via == "smtp" else _hylafax(sender)


def sender_of(workspace: Workspace) -> Sender:
    """Who sends, as delivery.yaml says; nobody where there is none. Raises LetterkitError."""
    from letterkit.delivery.settings import read_settings

    settings, problems = read_settings(workspace)
    if settings is None or has_errors(problems):
        raise LetterkitError("\n".join(map(str, problems)), status=1)
    return settings.sender


def mailbox(workspace: Workspace) -> Mailbox | None:
    """The name and address that mails come from; None where delivery.yaml names no address."""
    sender = sender_of(workspace)
    return (sender.name or "", sender.email) if sender.email else None


def _into(via: str, folder: Path) -> Transport:
    from letterkit.delivery.transports.folders import FolderTransport, MaildirTransport

    if not folder.is_dir():
        raise LetterkitError(f"there is no folder {folder}", "make it first", status=2)
    return FolderTransport(folder) if via == "folder" else MaildirTransport(folder)


def _smtp(sender: Sender) -> Transport:
    from letterkit.delivery.transports.smtp import SmtpTransport

    if sender.smtp is None:
        hint = "enter host and user: see docs/delivery.md"
        raise LetterkitError("delivery.yaml names no mail server below 'smtp'", hint, status=1)
    user = sender.smtp.user
    return SmtpTransport(sender.smtp, password("smtp", sender.smtp.host, user) if user else None)


def _hylafax(sender: Sender) -> Transport:
    from letterkit.delivery.fax.dots import DOWN
    from letterkit.delivery.transports.hylafax import HylafaxTransport

    given = os.environ.get(_VARIABLES["hylafax"])
    name = sender.name or "letterkit"
    return HylafaxTransport(sender.hylafax, name, DOWN[sender.resolution], given)


def password(via: str, host: str, user: str) -> str:
    """The password of an account: from the environment, the system's keyring, or whoever sits there.

    It is kept nowhere. Raises LetterkitError where there is none to be had.
    """
    if given := os.environ.get(_VARIABLES[via]):
        return given
    if kept := _kept(host, user):
        return kept
    if not sys.stdin.isatty():
        hint = f"set {_VARIABLES[via]}, or keep it in the keyring: keyring set {host} {user}"
        raise LetterkitError(f"no password is known for {user} at {host}", hint)
    import typer

    return str(typer.prompt(f"Password of {user} at {host}", hide_input=True, err=True))


def _kept(host: str, user: str) -> str | None:
    """What the system's keyring has, where there is one."""
    try:
        import keyring
    except ImportError:
        return None
    try:
        kept: str | None = keyring.get_password(host, user)
    except keyring.errors.KeyringError:
        return None
    return kept

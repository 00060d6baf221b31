"""What the renderer may read: the files beside the templates, and nothing else on disk or network."""

from __future__ import annotations

import base64
import re
import ssl
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit
from urllib.request import url2pathname

from letterkit.files.reading import ASSET
from letterkit.writers import Assets
from letterkit.writers.pdf.messages import LOGGER, REFUSED

if TYPE_CHECKING:
    from weasyprint.urls import URLFetcherResponse

_HELD = re.compile(r"data:(image/(?:png|svg\+xml));base64,([A-Za-z0-9+/]*={0,2})")


def base_url(assets: Assets) -> str:
    """What a template's relative addresses are relative to: the packaged folder of templates."""
    return assets.templates[-1].resolve().as_uri() + "/"


@lru_cache(2)
def fetcher(assets: Assets) -> Any:
    """A URL fetcher for WeasyPrint that lets templates read files in their own folders by name.

    What it refuses it says itself in WeasyPrint's log, because WeasyPrint passes over some in silence:
    fonts.
    """
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class TemplateFetcher(URLFetcher):  # type: ignore[misc]  # WeasyPrint is not typed
        def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:
            if picture := _held(url):
                media, content = picture
                return URLFetcherResponse(url, content, {"Content-Type": media})
            try:
                content = _asset(url, assets)
            except ValueError as error:
                LOGGER.error("%s", error)
                raise
            return URLFetcherResponse(url, content)

    return TemplateFetcher(
        timeout=1, allowed_protocols={"file"}, allow_redirects=False, ssl_context=_no_certificates()
    )


@cache
def held_only() -> Any:
    """A URL fetcher that reads nothing but what an address holds itself; one serves all who ask."""
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class HeldFetcher(URLFetcher):  # type: ignore[misc]  # WeasyPrint is not typed
        def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:
            picture = _held(url)
            if picture is None:
                raise ValueError(f"{REFUSED}{url[:80]}")
            return URLFetcherResponse(url, picture[1], {"Content-Type": picture[0]})

    return HeldFetcher(allowed_protocols=set(), ssl_context=_no_certificates())


def _no_certificates() -> ssl.SSLContext:
    """What trusts nobody: for whoever never connects, but would load every certificate (Python 3.12)."""
    return ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)


def _held(url: str) -> tuple[str, bytes] | None:
    """The picture that an address holds itself (RFC 2397), as the tree's pictures do; else None."""
    match = _HELD.fullmatch(url)
    return (match[1], base64.b64decode(match[2])) if match else None


def _asset(url: str, assets: Assets) -> bytes:
    """What the file holds that an address means, the workspace's before the packaged one.

    Raises ValueError.
    """
    parts = urlsplit(url)
    if parts.scheme != "file" or parts.netloc not in ("", "localhost"):
        raise ValueError(f"{REFUSED}{url[:80]}")
    wanted = Path(url2pathname(parts.path))
    packaged = assets.templates[-1].resolve()
    if wanted.is_relative_to(packaged) and ".." not in wanted.parts:
        try:
            return assets.find(str(wanted.relative_to(packaged)), ASSET)[1]
        except FileNotFoundError:
            pass
        except (OSError, ValueError) as error:
            reason = getattr(error, "strerror", None) or "no name of a file"
            raise ValueError(f"{REFUSED}{wanted.name} is {reason}") from None
    raise ValueError(f"{REFUSED}{wanted.name} is not beside the template")

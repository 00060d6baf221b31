"""Chromium as partners and officers have it, for the tests that need one; it is started once.

Without a browser these tests are skipped, and say so; where CI=true is set they fail instead.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NoReturn

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

NAMES = ("chromium", "chromium-browser", "google-chrome")
# No sandbox, because root may be running the tests; and nothing that would look for a network.
FLAGS = (
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"),
    *("--disable-background-networking", "--disable-component-update"),
)


def without(missing: str) -> NoReturn:
    """Skip the test for what is missing, or fail where all tests must run."""
    reason = f"{missing}: run `make test` as root, or with a sudo that asks for no password"
    if os.environ.get("CI") == "true":
        pytest.fail(f"under CI=true the tests in a browser must run, but there is {reason}")
    pytest.skip(f"there is {reason}")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium, without a window."""
    program = next(filter(None, map(shutil.which, NAMES)), None)
    if program is None:
        without("no Chromium")
    try:
        from playwright.sync_api import sync_playwright

        playwright = sync_playwright().start()
    except Exception as error:  # noqa: BLE001  # its driver raises no better one where it cannot start
        without(f"no Playwright that runs ({error})")
    browser = playwright.chromium.launch(executable_path=program, args=list(FLAGS))
    yield browser
    browser.close()
    playwright.stop()


@dataclass
class Watched:
    """A page, everything it asked for, and everything that went wrong in it."""

    page: Page
    requests: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    @classmethod
    def of(cls, context: BrowserContext) -> Watched:
        watched = cls(context.new_page())
        watched.page.on("request", lambda request: watched.requests.append(request.url))
        watched.page.on("pageerror", lambda error: watched.errors.append(str(error)))
        watched.page.on("console", watched._console)
        return watched

    def _console(self, message: object) -> None:
        if getattr(message, "type", "") in ("error", "warning"):
            self.errors.append(getattr(message, "text", ""))


Open = Callable[..., Watched]


@pytest.fixture
def open_page(browser: Browser) -> Iterator[Open]:
    """Opens an address in a browser of its own; whatever went wrong in a page fails the test."""
    contexts: list[BrowserContext] = []
    opened: list[Watched] = []

    def opener(url: str, width: int = 1280, height: int = 900, **options: object) -> Watched:
        context = browser.new_context(viewport={"width": width, "height": height}, **options)  # type: ignore[arg-type]
        context.set_default_timeout(8000)
        contexts.append(context)
        watched = Watched.of(context)
        opened.append(watched)
        watched.page.goto(url)
        return watched

    yield opener
    for context in contexts:
        context.close()
    assert [error for watched in opened for error in watched.errors] == []

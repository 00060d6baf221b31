"""The pages of letterkit's own that a browser opens: one HTML file each, with its style sheet and script.

A page's folder has `page.html.jinja`, `page.css` and `page.js`; nothing of a workspace comes in.
"""

from __future__ import annotations

import base64
import hashlib
from functools import lru_cache
from pathlib import Path

from jinja2 import Environment, StrictUndefined, Template

from letterkit.files.reading import TEMPLATE, read_text
from letterkit.writers import Assets
from letterkit.writers.templates import TemplateLoader


@lru_cache
def page_asset(folder: Path, name: str) -> str:
    """The text of a file of the page's folder."""
    return read_text(folder / name, folder, TEMPLATE)


@lru_cache
def page_template(folder: Path) -> Template:
    """The page of that folder; what it is given is escaped as HTML."""
    environment = Environment(
        loader=TemplateLoader(Assets((folder,), folder, folder)),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("page.html.jinja")


def allowed(text: str) -> str:
    """What names a style sheet or script in a page's policy (Content Security Policy, level 3): its
    digest, so that no other runs.
    """
    digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
    return f"'sha256-{digest}'"

"""The 2016 letter as a PDF."""

from __future__ import annotations

from pathlib import Path

import pytest

from conftest import Small
from letterkit import letter as lt
from writers.pdf.samples import render


@pytest.fixture(scope="session")
def made(letter_2016: tuple[Small, lt.Letter], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The 2016 letter as a PDF file."""
    small, letter = letter_2016
    file: Path = tmp_path_factory.mktemp("pdf") / "letter.pdf"
    file.write_bytes(render(letter, small))
    return file

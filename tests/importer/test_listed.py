"""Signatories in running text."""

from __future__ import annotations

import pytest

from letterkit.importer.listed import names_of_run


@pytest.mark.parametrize("article", ["the ", "las ", "l’", "l'", "die "])
def test_an_article_before_an_item_of_a_list(article: str) -> None:
    assert names_of_run(f"Ada Union, Bea Union and {article}Union Libre")[-1] == "Union Libre"

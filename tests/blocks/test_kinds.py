"""kinds: each has a model and a folder of its own."""

from __future__ import annotations

import pytest

from blocks.validated import misfits
from letterkit.blocks.kinds import DOCUMENTS, KINDS, DocumentKind, Kind


def test_every_kind_has_a_model_and_a_folder_of_its_own() -> None:
    assert len({kind.folder for kind in KINDS}) == len(KINDS) == 10
    assert len({*(kind.model for kind in KINDS), *(kind.model for kind in DOCUMENTS)}) == 12


@pytest.mark.parametrize("kind", [*KINDS, *DOCUMENTS])
def test_an_empty_block_lacks_its_keys(kind: Kind | DocumentKind) -> None:
    model = kind.model
    required = {field.alias or name for name, field in model.model_fields.items() if field.is_required()}
    assert required
    found = misfits(model, "note: x" if "note" in model.model_fields else "language: en")
    assert {message for _, message in found} == {f"'{key}' is missing" for key in required}
    assert {place for place, _ in found} == {"f.yaml:1:1 LK202"}

"""What a block says of itself on the review page."""

from __future__ import annotations

from letterkit.review.block_facts import BlockFacts


def test_a_file_name_that_a_shell_would_take_apart_is_quoted() -> None:
    """Blocks have plain names, but the folder of the workspace may have any."""
    about = BlockFacts("issues/x", "X", "issue", "a b/$(rm -rf)/x.yaml", 3, (), (), ())
    assert about.command == "${EDITOR:-nano} +3 'a b/$(rm -rf)/x.yaml'"

"""Running heads are taken out of the sentences they interrupt."""

from __future__ import annotations

from importer.texts import entries


def test_a_running_head_inside_a_sentence_is_taken_out() -> None:
    text = """
        The ministry has published nothing about the prisoners who were

        Joint letter to the Minister, page 2

        taken away in the spring, and nobody has seen them since then.
        """
    first, head = entries(text)
    assert first.text.endswith("who were taken away in the spring, and nobody has seen them since then.")
    assert head.text == "Joint letter to the Minister, page 2"

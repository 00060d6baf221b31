"""Tests of what an author writes: YAML, values, models, kinds, edits."""

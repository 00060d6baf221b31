"""What an author writes: YAML with the place of each value, the kinds of block and document, models."""

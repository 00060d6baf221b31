"""What a redline says of a node and of the letter."""

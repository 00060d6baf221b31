"""The one way to a file: written whole or not at all."""

"""The one way to a file: `writing` for one, `plan` for several, whole or not at all."""

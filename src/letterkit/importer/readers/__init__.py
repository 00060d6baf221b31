"""Files of old letters → lines of text, one reader a format."""


class UnreadableError(Exception):
    """A file cannot be taken apart. `args[0]` is why: damaged, encrypted, large, long, pages or scan."""

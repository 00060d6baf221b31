"""What strangers' files are made of: characters, messages, Word files and changes, within limits."""


class UnreadableError(Exception):
    """A file cannot be taken apart. `args[0]` is why: damaged, deep, encrypted, large, long, pages or
    scan.
    """

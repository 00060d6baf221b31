"""What every stranger's file is made of: characters, and the parts of a Word file, within limits."""


class UnreadableError(Exception):
    """A file cannot be taken apart. `args[0]` is why: damaged, encrypted, large, long, pages or scan."""

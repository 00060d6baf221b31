"""The program `letterkit`, which `python -m letterkit` is too: how its process begins and ends."""

from __future__ import annotations

import atexit
import gc
import os


def main() -> None:
    """Run the command line, which is loaded here."""
    # A command lives for a second, and laying out a letter makes a million objects that are all
    # needed: the cycle collector would only walk them again and again.
    gc.set_threshold(1_000_000, 20, 100)
    ended: list[int] = []
    atexit.register(_leave, ended)  # the first to be registered is the last to be called
    from letterkit.cli import main as run

    try:
        run()
    except SystemExit as exit_:
        if exit_.code is None or isinstance(exit_.code, int):
            ended.append(exit_.code or 0)
        raise
    ended.append(0)


def _leave(ended: list[int]) -> None:
    """End the process with that status at once, after all else that is to be done at the end.

    Python would take apart every object first, which takes a tenth of the time of a check.
    """
    if ended:
        from letterkit.cli.terminal import flush_output

        flush_output()
        os._exit(ended[0])


if __name__ == "__main__":
    main()

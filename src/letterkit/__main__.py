"""The program `letterkit`, which `python -m letterkit` is too."""

from __future__ import annotations

import gc


def main() -> None:
    """Run the command line, which is loaded here."""
    # A command lives for a second, and laying out a letter makes a million objects that are all
    # needed: the cycle collector would only walk them again and again.
    gc.set_threshold(1_000_000, 20, 100)
    from letterkit.cli import main as run

    run()


if __name__ == "__main__":
    main()

"""How far a long command is, for whoever sits before the terminal."""

import sys
from typing import Self

WIDTH = 30


class Progress:
    """One line on the terminal that is drawn anew; nothing where the output goes to a file."""

    def __init__(self) -> None:
        self._shown = False

    def show(self, done: int, rows: int) -> None:
        if sys.stderr.isatty():
            bar = ("#" * (WIDTH * done // rows)).ljust(WIDTH)
            print(f"\r[{bar}] {done:,} of {rows:,} rows", end="", file=sys.stderr, flush=True)
            self._shown = True

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._shown:
            print(file=sys.stderr)

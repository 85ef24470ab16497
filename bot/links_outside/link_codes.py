"""The code that opens a private link: six digits, five tries, twenty minutes."""

from datetime import timedelta
from enum import StrEnum

MOST_TRIES = 5
"""Wrong codes, after which a link closes for good."""

CODE_DIGITS = 6
"""Enough for five tries, and few enough to be said on the phone."""

CODE_FOR = timedelta(minutes=20)
"""The wire time for which a code opens its link: a mail may take minutes, a call does not."""

MOST_CODES_MAILED = 5
"""Codes that can be asked for by mail before one of them has opened the link."""


class Tried(StrEnum):
    """The fate of a code that somebody typed."""

    RIGHT = "right"
    WRONG = "wrong"
    TOO_OLD = "too old"
    """The right digits, but used already or out of date; it costs no try."""
    LOCKED = "locked"
    """Wrong, and it was the last try."""
    NO_CODE = "no code"
    """Not of the form of a code, so that it cannot be one; it costs no try."""


def digits_of(typed: str) -> str:
    """Take the digits out of a code as somebody types it, with blanks or a dash in it."""
    return "".join(sign for sign in typed if sign.isascii() and sign.isdecimal())


def in_halves(code: str) -> str:
    """Write a code as it is read aloud: 482 913."""
    return f"{code[:3]} {code[3:]}"

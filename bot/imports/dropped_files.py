"""A file that somebody drops into a form: how large it may be, its text, and why it is not read."""

from enum import StrEnum

from bot.errors import CaseworkError

LARGEST = 100_000
"""Bytes. A school year's closures take two or three thousand."""


class Unread(StrEnum):
    """Why a dropped file was not read, in words for whoever dropped it."""

    TOO_LARGE = (
        "This file is larger than 100 kB, and a list of closures is far smaller. Please drop "
        "another one, or paste the rows."
    )
    NOT_TEXT = (
        "This file is not UTF-8 text, so it was not read. Please save it as “CSV UTF-8” in your "
        "spreadsheet and drop it again, or paste the rows."
    )
    EMPTY = "This file is empty. Please drop another one, or paste the rows."
    GONE = "This file is not in Slack any more. Nothing was changed. Please drop it again."
    ELSEWHERE = (
        "This file is stored outside Slack, where Preiep cannot read it. Please drop one from "
        "your own "
        "computer, or paste the rows."
    )
    NOT_LET = (
        "Slack does not let Preiep read files here. Nothing was changed. Please paste the rows, "
        "and tell whoever installed Preiep: `python app.py doctor` says what is missing."
    )
    NOT_NOW = (
        "Slack did not hand over the file in time. Nothing was changed. Please press again in a "
        "minute, or paste the rows."
    )


class DroppedFileError(CaseworkError):
    """A dropped file cannot be read."""

    def __init__(self, why: Unread) -> None:
        super().__init__(why.value)
        self.why = why


def text_in(content: bytes) -> str:
    """Read a dropped file, which is UTF-8 with or without a mark; raise DroppedFileError.

    Stricter than the import on the district's own machine, which guesses at Windows' letters: here
    nobody looks at the file beside what comes of it.
    """
    if len(content) > LARGEST:
        raise DroppedFileError(Unread.TOO_LARGE)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise DroppedFileError(Unread.NOT_TEXT) from error
    if "\0" in text:
        raise DroppedFileError(Unread.NOT_TEXT)
    if not text.strip():
        raise DroppedFileError(Unread.EMPTY)
    return text

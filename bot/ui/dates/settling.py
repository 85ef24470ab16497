"""How open work stands, in the words of its row."""

from datetime import date

from bot.digest.digest_lines import Entry
from bot.office.office_notes import with_the_office
from bot.ui.digest.digest_words import by_when, put_off_words


def how_it_stands(entry: Entry, today: date) -> list[str]:
    """Say the state of a row, or by when it is due, with what a reader must know besides."""
    row = entry.row
    if row.settled:
        return [row.state.replace("_", " ")]
    put_off = [put_off_words(row, today)] if entry.is_put_off(today) else []
    notes = ["expedited"] * row.expedited + ["to be done anew"] * row.revise
    lies = [words] if (words := with_the_office(row)) else []
    return [by_when([entry], today), *put_off, *notes, *lies]

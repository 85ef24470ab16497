"""Closures as people list them, and a pasted list of them looked through."""

from datetime import date

from bot.dates.closures import Span, look_through, spans
from bot.imports.import_rows import read_closures


def test_days_in_a_row_are_one_break_weekends_between_them_apart():
    closures = [
        (date(2026, 12, 24), "Winter break"),
        (date(2026, 12, 25), "Winter break"),
        (date(2026, 12, 28), "Winter break"),
        (date(2026, 12, 30), "Winter break"),
        (date(2026, 12, 31), "Staff day"),
    ]

    assert spans(closures) == [
        Span(first=date(2026, 12, 24), last=date(2026, 12, 28), name="Winter break"),
        Span(first=date(2026, 12, 30), last=date(2026, 12, 30), name="Winter break"),
        Span(first=date(2026, 12, 31), last=date(2026, 12, 31), name="Staff day"),
    ]


def test_a_pasted_list_tells_new_days_from_known_ones_and_bad_rows_with_their_lines():
    read = read_closures(
        "Date,Until,Name\n11/11/2026,,Veterans Day\n2026-11-26,2026-11-29,Thanksgiving\n"
        "2026-12-05,,\n2026-01-01,2027-01-01,A year\nsoon,,Nothing\n"
    )

    found = look_through(read.rows, read.findings, known=[date(2026, 11, 11)])

    assert found.new == (
        (date(2026, 11, 26), "Thanksgiving"),
        (date(2026, 11, 27), "Thanksgiving"),
    )
    assert found.known == 1
    assert [(one.line, one.bad) for one in found.findings] == [(4, False), (5, True), (6, True)]

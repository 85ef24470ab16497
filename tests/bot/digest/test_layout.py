"""Seven lines, however much there is: what shares a line first, and what is only counted."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

import pytest

from bot.dates.district_rules import OwnRow
from bot.dates.obligation_rules import CountedFrom, ObligationId, Place, Rank, Unit
from bot.digest.digest_lines import Entry
from bot.digest.groups import LineGroup
from bot.digest.layout import MOST_LINES, LinePart, Naming, laid_out
from tests.bot.a_morning import a_morning, with_meeting

EVERY_PLACE = [
    *(Place.DRAFT_COPIES, Place.AGENDAS, Place.SEIS_NOTICES, Place.INVITATION_FORMS, Place.OFFICE),
    *(Place.FORMS_TO_SEND, Place.FORMS_DUE_BACK, Place.PARENT_CONVERSATIONS, Place.CALENDAR),
    Place.DRAFTS,
]


def rows_in(place: Place, many: int = 1) -> tuple[Entry, ...]:
    cases = [with_meeting(number, "2026-11-18") for number in range(1, many + 1)]
    found = a_morning("2026-10-01", *cases).entries.values()
    return tuple(entry for entry in found if entry.row.why.rule.place is place)


def part(place: Place, many: int = 1) -> LinePart:
    rows = rows_in(place, many)
    return LinePart(group=place.name, rank=rows[0].row.why.rule.rank, entries=rows)


def plain(group: LineGroup, rank: Rank = Rank.CLERICAL, *rows: Entry) -> LinePart:
    return LinePart(group=group, rank=rank, entries=rows)


def naming(pressing: Iterable[Entry] = ()) -> Naming:
    return Naming(on=date(2026, 10, 1), pressing={entry.key for entry in pressing})


def groups(*parts: LinePart, pressing=()) -> list[str]:
    lines = laid_out(parts, naming(pressing))
    listed = [entry.key for line in lines for entry in line.entries]
    assert sorted(listed) == sorted(entry.key for one in parts for entry in one.entries)
    assert len(lines) <= MOST_LINES
    return [line.group for line in lines]


def test_what_fits_is_left_as_it_is():
    parts = [part(place) for place in EVERY_PLACE[:MOST_LINES]]

    assert groups(*parts) == [place.name for place in EVERY_PLACE[:MOST_LINES]]


def test_the_last_rank_shares_a_line_first():
    places = [*EVERY_PLACE[:6], Place.CALENDAR, Place.DRAFTS]

    assert groups(*map(part, places)) == [*(one.name for one in places[:6]), "CLERICAL"]


def test_then_the_last_three_ranks_share_one_and_what_is_owed_another():
    assert groups(*map(part, EVERY_PLACE)) == [
        *("OWED", "SEIS_NOTICES", "INVITATION_FORMS", "OFFICE", "FORMS_TO_SEND", "ALSO", "MORE")
    ]


def test_meetings_and_calls_share_a_line_before_the_cut_off_does():
    today = [plain(LineGroup.MEETINGS_TODAY, Rank.TODAY), plain(LineGroup.CALLS_TODAY, Rank.TODAY)]

    assert groups(*today, *map(part, EVERY_PLACE)) == [
        *("TODAY", "OWED", "SEIS_NOTICES", "INVITING", "FORMS_TO_SEND", "ALSO", "MORE")
    ]


def test_forms_to_send_keep_their_line_as_long_as_anything_of_the_cut_off_does():
    above = [plain(LineGroup.LEGAL, Rank.LEGAL), plain(LineGroup.MEETINGS_TODAY, Rank.TODAY)]
    asked = plain(LineGroup.ASKED)

    assert groups(*above, *map(part, EVERY_PLACE[:6]), asked, *map(part, EVERY_PLACE[6:])) == [
        *("LEGAL", "MEETINGS_TODAY", "OWED", "SEIS_NOTICES", "INVITING", "FORMS_TO_SEND", "MORE")
    ]


@pytest.mark.parametrize("many", [1, 9, 60, 400])
def test_what_presses_is_named_however_many_there_are(many):
    above = [
        plain(LineGroup.LEGAL, Rank.LEGAL),
        plain(LineGroup.MEETINGS_TODAY, Rank.TODAY),
        *(part(place, many) for place in EVERY_PLACE[:6]),
        plain(LineGroup.SUPERVISOR, Rank.CUT_OFF),
        plain(LineGroup.ASKED),
    ]
    rest = [part(place, many) for place in EVERY_PLACE[6:]]
    pressing = [entry for one in rest for entry in one.entries]

    found = groups(*above, *rest, pressing=pressing)

    assert found[-1] == LineGroup.MORE
    lines = laid_out([*above, *rest], naming(pressing))
    hidden = [entry for line in lines if line.group == LineGroup.MORE for entry in line.entries]
    assert [entry for entry in hidden if not naming(pressing).presses([entry])] == []


TODAYS = (Place.SEIS_NOTICES, Place.INVITATION_FORMS, Place.OFFICE, Place.FORMS_TO_SEND)


def test_on_its_day_each_item_of_the_cut_off_keeps_its_line_before_anything_less_does():
    above = [plain(LineGroup.MEETINGS_TODAY, Rank.TODAY), part(Place.AGENDAS)]
    asked, rest = plain(LineGroup.ASKED), map(part, EVERY_PLACE[6:])
    cut_off = [part(place) for place in TODAYS]
    pressing = [entry for one in cut_off for entry in one.entries]

    assert groups(*above, *cut_off, asked, *rest, pressing=pressing) == [
        *("MEETINGS_TODAY", "AGENDAS"),
        *("SEIS_NOTICES", "INVITATION_FORMS", "OFFICE", "FORMS_TO_SEND", "MORE"),
    ]


def test_on_its_day_the_rest_is_rather_named_by_kind_alone_than_the_cut_off_in_one_line():
    """Two lines of what was also due stood under a line of three items of the cut-off."""
    above = [plain(LineGroup.MEETINGS_TODAY, Rank.TODAY), part(Place.AGENDAS)]
    cut_off = [part(place) for place in TODAYS]
    dates = [replace(one, legal_on=date(2026, 11, 20)) for one in rows_in(Place.CALENDAR, 12)]
    rest = [
        plain(LineGroup.LEGAL_SOON, Rank.PEOPLE, *dates),
        *(part(place, 12) for place in (*EVERY_PLACE[6:8], Place.DRAFTS)),
    ]
    pressing = [entry for one in (*cut_off, *rest) for entry in one.entries]

    assert groups(*above, *cut_off, *rest, pressing=pressing) == [
        *("MEETINGS_TODAY", "AGENDAS"),
        *("SEIS_NOTICES", "INVITATION_FORMS", "OFFICE", "FORMS_TO_SEND", "MORE"),
    ]


def test_where_even_that_is_too_much_invitations_and_the_office_share_a_line_first():
    above = [
        *(plain(LineGroup.LEGAL, Rank.LEGAL), plain(LineGroup.MEETINGS_TODAY, Rank.TODAY)),
        *map(part, EVERY_PLACE[:2]),
    ]
    cut_off = [part(place) for place in TODAYS]
    pressing = [entry for one in cut_off for entry in one.entries]

    assert groups(*above, *cut_off, *map(part, EVERY_PLACE[6:]), pressing=pressing) == [
        *("LEGAL", "MEETINGS_TODAY", "OWED"),
        *("SEIS_NOTICES", "INVITING", "FORMS_TO_SEND", "MORE"),
    ]


def test_what_waits_and_what_came_in_are_counted_before_anything_due_loses_its_line():
    waiting = plain(LineGroup.WAITING, Rank.CLERICAL, *rows_in(Place.CALENDAR, 2)[1:])
    many = [part(place) for place in EVERY_PLACE]
    came_in = plain(LineGroup.FORMS_IN, Rank.FOLLOW_UP)

    assert groups(*many, came_in, waiting)[-2:] == ["ALSO", LineGroup.MORE]


def test_a_row_of_the_districts_own_is_of_the_last_rank():
    own = OwnRow(
        id=ObligationId("own_1"),
        what="Van booked",
        counted_from=CountedFrom.MEETING,
        offset=5,
        unit=Unit.DAYS,
    )

    assert own.rule.rank is Rank.CLERICAL

"""A student's team: everybody on it with role and dates, and the form for one of them."""

from collections.abc import Sequence
from datetime import date

from bot import date_words
from bot.forms import tags
from bot.forms.modals import Modal
from bot.forms.people.teams import FROM_ON, KEEP_MEMBER, ROLE, ROLES, SERVICE, UNTIL_ON
from bot.forms.tags import Tag, packed
from bot.people.people import TeamMember, TeamRole
from bot.people.services import service_in_words
from bot.people.teams import PlaceOnTeam, has_ended, place_from, places
from bot.students import Student, StudentId
from bot.ui.kit import blocks, elements, markup
from bot.ui.kit.blocks import Block, View
from bot.ui.kit.drawing import Part, modal

OPEN = "team_open"
ADD = "team_add"
EDIT = "team_edit"
END = "team_end"
PUT_BACK = "team_put_back"

TEAM = Modal(name=OPEN, title="Team", submit="")
PLACE = Tag("place", place_from)
"""Which membership is changed; nothing for a new one."""

MOST_SHOWN = 45
LONGEST_NAME = 100


def render(student: Student, team: Sequence[TeamMember], *, today: date) -> View:
    """Draw whoever is on the team first, then who has been; a modal, so names may stand."""
    at = list(zip(places(team), team, strict=True))
    at.sort(key=lambda one: has_ended(one[1], today=today))
    drawn: list[Part] = [
        blocks.section(markup.named(student, LONGEST_NAME)),
        blocks.actions(
            [elements.button("Add somebody", ADD, value=student.id, style="primary")],
            block_id="team_add",
        ),
        *([] if team else [blocks.section("Nobody is on the team yet.")]),
    ]
    for place, member in at[:MOST_SHOWN]:
        drawn.append(blocks.section(_line(member, today=today)))
        drawn.append(_controls(student.id, place, member, today=today))
    gone = markup.more(len(at) - MOST_SHOWN, "who left the team earlier")
    drawn += map(blocks.context, gone)
    return modal(TEAM, drawn, carries=[tags.STUDENT.of(student.id)])


def render_add(student: Student) -> View:
    return modal(
        KEEP_MEMBER,
        [blocks.section(markup.named(student, LONGEST_NAME)), *KEEP_MEMBER.fields],
        carries=[tags.STUDENT.of(student.id)],
    )


def render_edit(student: Student, place: PlaceOnTeam, member: TeamMember) -> View:
    return modal(
        KEEP_MEMBER,
        [
            blocks.section(
                f"*{_short(member.name or 'Somebody')}*, on the team of {student.alias}"
            ),
            ROLE.showing(member.role),
            SERVICE.showing(member.service),
            FROM_ON.showing(member.from_on),
            UNTIL_ON.showing(member.until_on),
        ],
        carries=[tags.STUDENT.of(student.id), PLACE.of(place)],
        title="Change on the team",
        submit="Save",
    )


def _line(member: TeamMember, *, today: date) -> str:
    service = f", {_short(service_in_words(member.service))}" if member.service else ""
    where = "in Slack" if member.slack_id else "has left Slack" if member.left else "outside Slack"
    return f"*{_short(member.name or 'No name yet')}*\n{ROLES[member.role]}{service}, {where}" + (
        _time(member, today=today)
    )


def _time(member: TeamMember, *, today: date) -> str:
    """Say since when and until when, where that is not always."""
    if has_ended(member, today=today):
        assert member.until_on is not None, "what has ended has an end"
        return f"\n_Off the team since the end of {date_words.in_short_with_year(member.until_on)}_"
    begins = f"from {date_words.in_short_with_year(member.from_on)}" if member.from_on else ""
    ends = f"until {date_words.in_short_with_year(member.until_on)}" if member.until_on else ""
    said = " ".join(one for one in (begins, ends) if one)
    return f"\n{said[0].upper()}{said[1:]}" if said else ""


def _controls(student: StudentId, place: PlaceOnTeam, member: TeamMember, *, today: date) -> Block:
    value = packed(tags.STUDENT.of(student), PLACE.of(place))
    who = ROLES[member.role]
    put_back = elements.button("Put back", PUT_BACK, value=value, label=f"Put back: {who}")
    change = elements.button("Change", EDIT, value=value, label=f"Change: {who}")
    end = elements.button("Take off now", END, value=value, label=f"Take off now: {who}")
    if not has_ended(member, today=today):
        buttons = [change, end]
    else:
        # A substitute comes back by new dates: there is none without a last day.
        buttons = [change if member.role is TeamRole.SUBSTITUTE else put_back]
    return blocks.actions(buttons, block_id=f"member:{place.at}")


def _short(words: str) -> str:
    return markup.short(words, LONGEST_NAME)

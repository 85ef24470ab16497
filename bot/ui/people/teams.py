"""A student's team: everybody on it with role and dates, and the form for one of them."""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot import date_words
from bot.errors import FormError
from bot.people.people import EMAIL, PersonId, SlackUserId, TeamMember, TeamRole
from bot.people.teams import SERVICES, Place, has_ended, places
from bot.students import Student, StudentId
from bot.ui.kit import blocks, elements, markup
from bot.ui.kit.blocks import Block, View
from bot.ui.kit.submitted import Submitted, choice_in, colleague_in, day_in, words_in

OPEN = "team_open"
ADD = "team_add"
EDIT = "team_edit"
SAVE = "team_save"
END = "team_end"
PUT_BACK = "team_put_back"

WHO = "who"
ROLE = "role"
EMAIL_FIELD = "email"
_SERVICE, _NAME, _FROM, _UNTIL = "service", "name", "from_on", "until_on"

ONLY_PROVIDERS = (
    "Guests and people of other organizations can only be contracted providers here. Please "
    "choose that role, or somebody else."
)
NOBODY = "They are no longer in this workspace. Please choose somebody else."
IN_SLACK = "Somebody in this workspace has this address. Please choose them in Slack, above."
ONLY_STAFF = "Only a colleague in this workspace can stand in for you."
CASE_MANAGER_NAMES = "Only the case manager names who stands in for them."

MOST_SHOWN = 45
LONGEST_NAME = 100

_ROLES = {
    TeamRole.TEACHER: "General-education teacher",
    TeamRole.PROVIDER: "Contracted provider",
    TeamRole.STAFF_PROVIDER: "Provider on staff",
    TeamRole.PSYCHOLOGIST: "School psychologist",
    TeamRole.DESIGNEE: "Administrative designee",
    TeamRole.INTERPRETER: "Interpreter",
    TeamRole.SUBSTITUTE: "Substitute case manager",
}


@dataclass(frozen=True, kw_only=True)
class Typed:
    """A membership as somebody typed it; who it is, one of two ways, where they are new."""

    student: StudentId
    place: Place | None
    """Which membership is changed; None for a new one."""
    role: TeamRole
    service: str | None
    from_on: date | None
    until_on: date | None
    slack_id: SlackUserId | None = None
    name: str = ""
    email: str = ""


def render(student: Student, team: Sequence[TeamMember], *, today: date) -> View:
    """Whoever is on the team first, then who has been; a modal, so names may stand."""
    at = list(zip(places(team), team, strict=True))
    at.sort(key=lambda one: has_ended(one[1], today=today))
    shown = at[:MOST_SHOWN]
    drawn: list[Block] = [
        blocks.section(f"*{_short(student.name)}* ({student.alias})"),
        blocks.actions(
            [elements.button("Add somebody", ADD, value=str(student.id), style="primary")],
            block_id="team_add",
        ),
        *([] if team else [blocks.section("Nobody is on the team yet.")]),
    ]
    for place, member in shown:
        drawn.append(blocks.section(_line(member, today=today)))
        drawn.append(_controls(student.id, place, member, today=today))
    if len(at) > len(shown):
        drawn.append(blocks.context(f"+ {len(at) - len(shown)} who left the team earlier"))
    return blocks.modal("Team", drawn, callback_id=OPEN, private_metadata=str(student.id))


def render_add(student: Student) -> View:
    return blocks.modal(
        "Add to the team",
        [
            blocks.section(f"*{_short(student.name)}* ({student.alias})"),
            _role(""),
            _service(""),
            blocks.field(
                "In Slack",
                elements.person_select(WHO),
                block_id=WHO,
                hint="Leave it empty for somebody outside Slack, and fill in the next two fields.",
            ),
            blocks.field(
                "Outside Slack: name", elements.text_field(_NAME, multiline=False), block_id=_NAME
            ),
            blocks.field(
                "Outside Slack: e-mail",
                elements.text_field(EMAIL_FIELD, multiline=False),
                block_id=EMAIL_FIELD,
            ),
            *_dates(None, None),
        ],
        callback_id=SAVE,
        submit="Add",
        private_metadata=_metadata(student.id, None),
    )


def render_edit(student: Student, place: Place, member: TeamMember) -> View:
    return blocks.modal(
        "Change on the team",
        [
            blocks.section(
                f"*{_short(member.name or 'Somebody')}*, on the team of {student.alias}"
            ),
            _role(member.role),
            _service(member.service or ""),
            *_dates(member.from_on, member.until_on),
        ],
        callback_id=SAVE,
        submit="Save",
        private_metadata=_metadata(student.id, place),
    )


def read(view: Submitted) -> Typed:
    """What was typed; raise FormError where something has to be mended."""
    carried = json.loads(view["private_metadata"])
    place = place_in(carried["place"]) if carried["place"] else None
    role_text, service = choice_in(view, ROLE), words_in(view, _SERVICE)
    problems = {} if role_text else {ROLE: "Please choose a role."}
    role = TeamRole(role_text or TeamRole.TEACHER)
    if role in SERVICES and not service:
        problems[_SERVICE] = "Please say which service, as in speech."
    problems |= _problems_with_dates(view, role)
    if place is None:
        problems |= _problems_with_person(view)
    if problems:
        raise FormError(problems)
    return Typed(
        student=StudentId(int(carried["student"])),
        place=place,
        role=role,
        service=service if role in SERVICES else None,
        from_on=day_in(view, _FROM),
        until_on=day_in(view, _UNTIL),
        slack_id=colleague_in(view, WHO),
        name=words_in(view, _NAME),
        email=words_in(view, EMAIL_FIELD).lower(),
    )


def value_of(student: StudentId, place: Place) -> str:
    """What a button beside a membership carries."""
    return f"{student}:{place.at}:{place.person}:{place.role}"


def meant_by(value: str) -> tuple[StudentId, Place]:
    """Whose team, and which membership, a button means."""
    student, _, place = value.partition(":")
    return StudentId(int(student)), place_in(place)


def place_in(text: str) -> Place:
    at, person, role = text.split(":")
    return Place(at=int(at), person=PersonId(int(person)), role=TeamRole(role))


def _metadata(student: StudentId, place: Place | None) -> str:
    text = f"{place.at}:{place.person}:{place.role}" if place else ""
    return json.dumps({"student": student, "place": text})


def _problems_with_dates(view: Submitted, role: TeamRole) -> dict[str, str]:
    from_on, until_on = day_in(view, _FROM), day_in(view, _UNTIL)
    if role is TeamRole.SUBSTITUTE and until_on is None:
        return {_UNTIL: "A substitute stands in until a day. Please give it."}
    if from_on and until_on and until_on < from_on:
        return {_UNTIL: "That is before the first day. Please look at the dates again."}
    return {}


def _problems_with_person(view: Submitted) -> dict[str, str]:
    name, email = words_in(view, _NAME), words_in(view, EMAIL_FIELD)
    if colleague_in(view, WHO):
        twice = "Please choose somebody in Slack, or name somebody outside it: not both."
        return {_NAME: twice} if name or email else {}
    problems = {} if name else {_NAME: "Please choose somebody in Slack, or give a name here."}
    if not re.fullmatch(EMAIL, email):
        problems[EMAIL_FIELD] = "Please give an e-mail address, as in lee@clinic.org."
    return problems


def _role(chosen: str) -> Block:
    options = [elements.option(role, words) for role, words in _ROLES.items()]
    element = elements.select(ROLE, options, chosen=chosen)
    return blocks.field("Role", element, block_id=ROLE, required=True)


def _service(text: str) -> Block:
    return blocks.field(
        "Service",
        elements.text_field(_SERVICE, text=text, multiline=False),
        block_id=_SERVICE,
        hint="For providers. It stands in windows like this one alone, never in a message.",
    )


def _dates(from_on: date | None, until_on: date | None) -> list[Block]:
    return [
        blocks.field(
            label,
            elements.date_picker(name, chosen=on.isoformat() if on else ""),
            block_id=name,
            hint=hint,
        )
        for label, name, on, hint in (
            ("First day", _FROM, from_on, "Empty: from now on."),
            ("Last day", _UNTIL, until_on, "Empty: without an end. A substitute needs one."),
        )
    ]


def _line(member: TeamMember, *, today: date) -> str:
    service = f", {_short(member.service)}" if member.service else ""
    where = "in Slack" if member.slack_id else "has left Slack" if member.left else "outside Slack"
    return f"*{_short(member.name or 'No name yet')}*\n{_ROLES[member.role]}{service}, {where}" + (
        _time(member, today=today)
    )


def _time(member: TeamMember, *, today: date) -> str:
    """Since when and until when, where that is not always."""
    if has_ended(member, today=today):
        assert member.until_on is not None, "what has ended has an end"
        return f"\n_Off the team since the end of {_day(member.until_on)}_"
    begins = f"from {_day(member.from_on)}" if member.from_on else ""
    ends = f"until {_day(member.until_on)}" if member.until_on else ""
    said = " ".join(one for one in (begins, ends) if one)
    return f"\n{said[0].upper()}{said[1:]}" if said else ""


def _controls(student: StudentId, place: Place, member: TeamMember, *, today: date) -> Block:
    value = value_of(student, place)
    who = _ROLES[member.role]
    put_back = elements.button("Put back", PUT_BACK, value=value, label=f"Put back: {who}")
    change = elements.button("Change", EDIT, value=value, label=f"Change: {who}")
    end = elements.button("Take off now", END, value=value, label=f"Take off now: {who}")
    if not has_ended(member, today=today):
        buttons = [change, end]
    else:
        # A substitute comes back by new dates: there is none without a last day.
        buttons = [change if member.role is TeamRole.SUBSTITUTE else put_back]
    return blocks.actions(buttons, block_id=f"member:{place.at}")


def _day(on: date) -> str:
    return f"{date_words.in_short(on)} {on.year}"


def _short(words: str) -> str:
    return markup.escaped(markup.shortened(words, LONGEST_NAME))

"""People and roles: who may do what in the district, and a form for one person."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from bot.errors import FormError
from bot.people import Level, Person, Role, SlackUserId
from bot.ui import blocks, settings
from bot.ui.blocks import Block, View
from bot.ui.digest_words import counted

TO, PICK, PICKED, OPEN, SAVE = (
    "people_to",
    "people_pick",
    "people_picked",
    "person_open",
    "person_save",
)
WHO, ROLES, SCHOOLS, LEVEL = "who", "roles", "schools", "level"
PAGE_SIZE = 20
_NO_LEVEL = "none"

_CALLED = {
    Role.CASE_MANAGER: ("Case manager", "Owns a caseload and leads its meetings"),
    Role.OFFICE: ("Office", "Sends invitations: names and meeting details, no answers"),
    Role.SUPERVISOR: ("Supervisor", "Answers for schools; opens a record with a reason only"),
    Role.ADMIN: ("Admin", "Settings, roles, logs; no answers"),
}
REFUSED = (
    "Only full members of this Slack workspace have a role. Guests, apps and people of other "
    "organizations are refused."
)
THE_LAST = "Somebody has to be an admin. Please make somebody else one first."


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What somebody is to be in the district."""

    roles: frozenset[Role]
    schools: frozenset[str]
    level: Level | None

    def applied_to(self, person: Person) -> Person:
        return replace(person, roles=self.roles, schools=self.schools, level=self.level)


def summary(people: Sequence[Person]) -> str:
    """What stands there now, at a glance (mrkdwn)."""
    having = {
        role: sum(role in person.roles and person.active for person in people) for role in Role
    }
    return (
        f"{counted(having[Role.CASE_MANAGER], 'case manager')} · {having[Role.OFFICE]} office · "
        f"{counted(having[Role.SUPERVISOR], 'supervisor')} · {counted(having[Role.ADMIN], 'admin')}"
    )


def render(people: Sequence[Person], *, page: int = 0, notice: str = "") -> View:
    shown = sorted(people, key=lambda one: (one.name.casefold(), one.id))
    pages = max(1, -(-len(shown) // PAGE_SIZE))
    page = min(max(page, 0), pages - 1)
    drawn: list[Block] = [blocks.section(f":white_check_mark: {notice}")] if notice else []
    pick = blocks.button("Give somebody a role", PICK, style="primary")
    drawn.append(blocks.actions([pick], block_id="pick"))
    for person in shown[page * PAGE_SIZE : (page + 1) * PAGE_SIZE]:
        change = blocks.button("Change", OPEN, value=str(person.id), label=f"Change {person.name}")
        drawn.append(
            blocks.section(_line(person), accessory=change, block_id=f"person:{person.id}")
        )
    turns = []
    if page:
        turns.append(blocks.button("Previous", f"{TO}:previous", value=str(page - 1)))
    if page + 1 < pages:
        turns.append(blocks.button("Next", f"{TO}:next", value=str(page + 1)))
    drawn.append(blocks.actions([*turns, settings.back()], block_id=f"pager:{page}"))
    return blocks.modal("People and roles", drawn, callback_id="people")


def ask_who() -> View:
    return settings.form(
        "Give a role",
        [
            blocks.field(
                "Person",
                blocks.person_select(WHO),
                block_id=WHO,
                hint="Somebody of this Slack workspace; guests cannot have a role.",
                required=True,
            )
        ],
        callback_id=PICKED,
        carried={},
        submit="Next",
        back_to=settings.PEOPLE,
    )


def who_in(view: Mapping[str, Any]) -> SlackUserId:
    picked = settings.value_of(view, WHO).get("selected_user")
    if not picked:
        raise FormError({WHO: "Please choose somebody."})
    return SlackUserId(str(picked))


def ask_roles(
    person: Person | None,
    *,
    name: str,
    slack_id: str,
    schools: Sequence[str],
    leads: int = 0,
    notice: str = "",
) -> View:
    """The form for one person; None where they are not on record yet, and known by Slack only."""
    fields: list[Block] = [blocks.section(f"*{blocks.escaped(blocks.shortened(name, 120))}*")]
    if leads:
        students = "1 student" if leads == 1 else f"{leads} students"
        fields.append(
            blocks.context(
                f"Has {students}. Without the role of case manager they see none of them from "
                "that moment on; their caseload stays on record until it is handed over."
            )
        )
    options = [
        blocks.option(role, called, description=about) for role, (called, about) in _CALLED.items()
    ]
    fields.append(
        blocks.field(
            "Roles",
            blocks.checkboxes(ROLES, options, ticked=person.roles if person else ()),
            block_id=ROLES,
            hint="With none, they have only what they are on a student's team.",
        )
    )
    fields += _school_fields(person, schools)
    levels = [
        blocks.option(_NO_LEVEL, "Not said"),
        *(blocks.option(level, level.called) for level in Level),
    ]
    level = person.level if person and person.level else _NO_LEVEL
    fields.append(
        blocks.field(
            "Level, for supervisors", blocks.select(LEVEL, levels, chosen=level), block_id=LEVEL
        )
    )
    return settings.form(
        "Roles",
        fields,
        callback_id=SAVE,
        carried={
            "person": person.id if person else None,
            "slack": slack_id,
            "stamp": stamp(person, schools),
        },
        notice=notice,
        back_to=settings.PEOPLE,
    )


def stamp(person: Person | None, schools: Sequence[str]) -> str:
    known = (sorted(person.roles), sorted(person.schools), person.level) if person else None
    return settings.stamp((known, _offered(person, schools)))


def read(view: Mapping[str, Any], person: Person | None, schools: Sequence[str]) -> Wanted:
    offered = _offered(person, schools)
    level = settings.chosen(view, LEVEL)
    return Wanted(
        roles=frozenset(Role(one) for one in settings.ticked(view, ROLES)),
        schools=frozenset(offered[int(one)] for one in settings.ticked(view, SCHOOLS)),
        level=Level(level) if level and level != _NO_LEVEL else None,
    )


def now(person: Person | None) -> str:
    return _line(person) if person else "no role"


def _school_fields(person: Person | None, schools: Sequence[str]) -> list[Block]:
    offered = _offered(person, schools)
    if not offered:
        return []
    options = [blocks.option(str(number), school) for number, school in enumerate(offered)]
    chosen = [str(number) for number, one in enumerate(offered) if person and one in person.schools]
    return [
        blocks.field(
            "Schools, for supervisors and office",
            blocks.several(SCHOOLS, options, chosen=chosen, placeholder="All schools"),
            block_id=SCHOOLS,
            hint="Left empty, they answer for all schools.",
        )
    ]


def _offered(person: Person | None, schools: Sequence[str]) -> list[str]:
    """The person's own schools first, so that none is lost where there are very many."""
    own = sorted(person.schools) if person else []
    return [*own, *(one for one in schools if one not in own)][: blocks.MOST_CHOICES]


def _line(person: Person) -> str:
    name = blocks.escaped(blocks.shortened(person.name or person.email or "Not named", 120))
    level = f" ({person.level.called.lower()})" if person.level else ""
    where = ", ".join(
        blocks.escaped(blocks.shortened(one, 60)) for one in sorted(person.schools)[:5]
    )
    more = f", + {len(person.schools) - 5} more" if len(person.schools) > 5 else ""
    notes = [
        "" if person.slack_id else "not in Slack yet",
        "" if person.active else "has left the workspace",
    ]
    said = "".join(f" · {note}" for note in [where + more, *notes] if note)
    return f"*{name}* {settings.who_may(person)}{level}{said}"

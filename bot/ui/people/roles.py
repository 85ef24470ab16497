"""People and roles: who may do what in the district, and a form for one person."""

from collections.abc import Sequence

from bot.forms import tags
from bot.forms.people.roles import GIVE_ROLES, LEVEL, PICK_PERSON, ROLES, SCHOOLS
from bot.forms.tags import Tag
from bot.people.people import Person, Role, SlackUserId
from bot.ui.kit import blocks, elements, markup, paging
from bot.ui.kit.blocks import Block, View
from bot.ui.kit.markup import counted
from bot.ui.settings import settings

TO, PICK, OPEN = "people_to", "people_pick", "person_open"
PAGE_SIZE = 20
ANOTHER_IS_ASKED = (
    "The other admins are asked, since nobody gives themself a role. Nothing changes until one of "
    "them confirms; you are told."
)
SLACK_ID = Tag("slack", SlackUserId)


def summary(people: Sequence[Person]) -> str:
    """Say what stands there now, at a glance (mrkdwn)."""
    having = {
        role: sum(role in person.roles and person.active for person in people) for role in Role
    }
    return (
        f"{counted(having[Role.CASE_MANAGER], 'case manager')} · {having[Role.OFFICE]} office · "
        f"{counted(having[Role.SUPERVISOR], 'supervisor')} · {counted(having[Role.ADMIN], 'admin')}"
    )


def render(people: Sequence[Person], *, page: int = 0, notice: str = "") -> View:
    everybody = sorted(people, key=lambda one: (one.name.casefold(), one.id))
    shown, page, pages = paging.turned_to(everybody, page, most=PAGE_SIZE)
    drawn = blocks.done(notice)
    pick = elements.button("Give somebody a role", PICK, style="primary")
    drawn.append(blocks.actions([pick], block_id="pick"))
    for person in shown:
        change = elements.button("Change", OPEN, value=person.id, label=f"Change {person.name}")
        drawn.append(
            blocks.section(_line(person), accessory=change, block_id=f"person:{person.id}")
        )
    turns = [*paging.turns(TO, page, pages), settings.back()]
    drawn.append(blocks.actions(turns, block_id=f"pager:{page}"))
    return blocks.modal("People and roles", drawn, callback_id="people")


def ask_who() -> View:
    return settings.screen(PICK_PERSON, PICK_PERSON.fields, back_to=settings.PEOPLE)


def ask_roles(
    person: Person | None,
    *,
    name: str,
    slack_id: SlackUserId,
    schools: Sequence[str],
    leads: int = 0,
    notice: str = "",
) -> View:
    """Draw the form for one person; None for whoever is known by Slack only, so far."""
    choosable = offered(person, schools)
    own = [number for number, one in enumerate(choosable) if person and one in person.schools]
    return settings.screen(
        GIVE_ROLES,
        [
            blocks.section(f"*{markup.short(name, 120)}*"),
            *([_leads(leads)] if leads else []),
            ROLES.ticking(person.roles if person else ()),
            *([SCHOOLS.offering(dict(enumerate(choosable))).ticking(own)] if choosable else []),
            LEVEL.showing(person.level if person else None),
        ],
        carries=[
            tags.PERSON.of(person.id if person else None),
            SLACK_ID.of(slack_id),
            tags.STAMP.of(stamp(person, choosable)),
        ],
        notice=notice,
        back_to=settings.PEOPLE,
    )


def stamp(person: Person | None, choosable: Sequence[str]) -> str:
    known = (sorted(person.roles), sorted(person.schools), person.level) if person else None
    return settings.stamp((known, choosable))


def _leads(how_many: int) -> Block:
    return blocks.context(
        f"Has {counted(how_many, 'student')}. Without the role of case manager they see none of "
        "them from that moment on; their caseload stays on record until it is handed over."
    )


def now(person: Person | None) -> str:
    return _line(person) if person else "no role"


def offered(person: Person | None, schools: Sequence[str]) -> list[str]:
    """List the person's own schools first, so that none is lost where there are very many."""
    own = sorted(person.schools) if person else []
    return [*own, *(one for one in schools if one not in own)][: elements.MOST_CHOICES]


def who_may(person: Person) -> str:
    said = [role.replace("_", " ") for role in Role if role in person.roles]
    return ", ".join(said) or "no role"


def _line(person: Person) -> str:
    name = markup.short(person.name or person.email or "Not named", 120)
    level = f" ({person.level.called.lower()})" if person.level else ""
    where = ", ".join(markup.short(one, 60) for one in sorted(person.schools)[:5])
    more = f", + {len(person.schools) - 5} more" if len(person.schools) > 5 else ""
    notes = [
        "" if person.slack_id else "not in Slack yet",
        "" if person.active else "has left the workspace",
    ]
    said = "".join(f" · {note}" for note in [where + more, *notes] if note)
    return f"*{name}* {who_may(person)}{level}{said}"

"""What is asked of a role: whose, which, and for what schools."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.forms.answers import Answers
from bot.forms.fields import boxes, choice, choices, person
from bot.forms.modals import Modal
from bot.people.people import Level, Person, Role

WHO = person(
    "who",
    "Person",
    hint="Somebody in this Slack workspace; guests cannot have a role.",
    missing="Please choose somebody.",
)
PICK_PERSON = Modal(name="people_picked", title="Give a role", fields=(WHO,), submit="Next")

ROLES = boxes(
    "roles",
    "Roles",
    {
        Role.CASE_MANAGER: ("Case manager", "Owns a caseload and leads its meetings"),
        Role.OFFICE: ("Office", "Sends invitations: names and meeting details, no answers"),
        Role.SUPERVISOR: (
            "Supervisor",
            "Answers for schools; opens a record with a reason only",
        ),
        Role.ADMIN: ("Admin", "Settings, roles, logs; no answers"),
    },
    hint="Without one, they have only their part on a student's team.",
)
SCHOOLS = choices(
    "schools",
    "Schools, for supervisors and office",
    int,
    placeholder="All schools",
    hint="Left empty, they answer for all schools.",
)
"""By their place among the schools that are offered."""
LEVEL = choice(
    "level",
    "Level, for supervisors",
    {None: "Not said", **{level: level.called for level in Level}},
)
GIVE_ROLES = Modal(name="person_save", title="Roles", fields=(ROLES, SCHOOLS, LEVEL))

REFUSED = (
    "Only full members of this Slack workspace have a role. Guests, apps and people of other "
    "organizations are refused."
)
THE_ONLY_ONE = (
    "Nobody gives themself a role, and there is no other admin who could confirm it. Whoever runs "
    "Preiep can do it there: python app.py import --people FILE.csv, with the columns person and "
    "role."
)
THE_LAST = "Somebody has to be an admin. Please make somebody else one first."


@dataclass(frozen=True, kw_only=True)
class RolesWanted:
    """What somebody is to be in the district."""

    roles: frozenset[Role]
    schools: frozenset[str]
    level: Level | None

    def applied_to(self, person: Person) -> Person:
        return replace(person, roles=self.roles, schools=self.schools, level=self.level)


def roles_from(answers: Answers, *, offered: Sequence[str]) -> RolesWanted:
    """Read what somebody is to be; `offered` are the schools in the order of the form."""
    GIVE_ROLES.check(answers)
    return RolesWanted(
        roles=frozenset({*answers[ROLES]}),
        schools=frozenset(offered[number] for number in answers.get(SCHOOLS) or ()),
        level=answers.get(LEVEL),
    )

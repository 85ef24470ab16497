"""What is asked of somebody on a student's team: who they are, in which role, and how long."""

from typing import Any

from bot.forms.answers import Answers
from bot.forms.fields import Field, choice, day, line, person
from bot.forms.modals import Modal
from bot.people.people import PersonId, TeamMember, TeamRole, is_mail_address
from bot.people.teams import SERVICES

ROLES = {role: role.called for role in TeamRole} | {
    TeamRole.PROVIDER: "Contracted provider",
    TeamRole.STAFF_PROVIDER: "Provider on staff",
}
"""As the facilitator calls them, but for providers: whether they are ours decides what they see."""
ROLE = choice("role", "Role", ROLES, missing="Please choose a role.")
SERVICE = line(
    "service",
    "Service",
    hint="For providers. It is shown only in windows like this one, never in a message.",
)
WHO = person(
    "who",
    "In Slack",
    hint="Leave it empty for somebody outside Slack, and fill in the next two fields.",
)
NAME = line("name", "Outside Slack: name")
EMAIL = line("email", "Outside Slack: e-mail")
FROM_ON = day("from_on", "First day", hint="Empty: from now on.")
UNTIL_ON = day("until_on", "Last day", hint="Empty: no last day. A substitute needs one.")
KEEP_MEMBER = Modal(
    name="team_save",
    title="Add to the team",
    fields=(ROLE, SERVICE, WHO, NAME, EMAIL, FROM_ON, UNTIL_ON),
    submit="Add",
)
"""Who it is, it asks of somebody new alone."""

ONLY_PROVIDERS = (
    "Guests and people of other organizations can only be contracted providers here. Please "
    "choose that role, or somebody else."
)
NOBODY = "They are no longer in this workspace. Please choose somebody else."
IN_SLACK = "Somebody in this workspace has this address. Please choose them in Slack, above."
ONLY_STAFF = "Only a colleague in this workspace can stand in for you."


def check_member(answers: Answers) -> None:
    """Raise FormError with everything that has to be mended."""
    role = answers.get(ROLE)
    problems: dict[Field[Any], str] = {}
    if role in SERVICES and not answers.get(SERVICE):
        problems[SERVICE] = "Please say which service, as in speech."
    problems[UNTIL_ON] = _problem_with_dates(answers, role)
    if answers.has(WHO):
        problems |= _problems_with_person(answers)
    KEEP_MEMBER.check(answers, problems)


def member_from(answers: Answers, person: PersonId) -> TeamMember:
    """Return the membership as it is wanted; a service goes with some roles alone."""
    role = answers[ROLE]
    return TeamMember(
        person=person,
        role=role,
        service=answers[SERVICE] if role in SERVICES else None,
        from_on=answers.get(FROM_ON),
        until_on=answers.get(UNTIL_ON),
    )


def _problem_with_dates(answers: Answers, role: TeamRole | None) -> str:
    from_on, until_on = answers.get(FROM_ON), answers.get(UNTIL_ON)
    if role is TeamRole.SUBSTITUTE and until_on is None:
        return "A substitute needs a last day. Please give one."
    if from_on and until_on and until_on < from_on:
        return "That is before the first day. Please look at the dates again."
    return ""


def _problems_with_person(answers: Answers) -> dict[Field[Any], str]:
    name, email = answers[NAME], answers[EMAIL]
    if answers.get(WHO):
        twice = "Please choose somebody in Slack, or name somebody outside it: not both."
        return {NAME: twice if name or email else ""}
    return {
        NAME: "" if name else "Please choose somebody in Slack, or give a name here.",
        EMAIL: ""
        if is_mail_address(email)
        else "Please give an e-mail address, as in lee@clinic.org.",
    }

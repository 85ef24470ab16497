"""What people do with a student's team, and what a changed team brings with it."""

from collections.abc import Sequence

from bot.forms.answers import Answers
from bot.forms.people.teams import (
    EMAIL,
    IN_SLACK,
    NAME,
    ONLY_PROVIDERS,
    ONLY_STAFF,
    ROLE,
    WHO,
    member_from,
)
from bot.people.colleagues import Met
from bot.people.people import Person, TeamMember, TeamRole
from bot.people.teams import PlaceOnTeam, ended, member_at, put_back, with_changed, with_member
from bot.students import StudentId
from casework.people.team_changes import change_team
from casework.records.hand_overs import tell_of_hand_over
from storage import Scope


def add_member(caseload: Scope, student: StudentId, answers: Answers, *, met: Met | None) -> None:
    """Add whom the form names; `met` is who Slack says they are where they are not on record."""
    person = _somebody(caseload, answers, met)
    team = caseload.people.team_of(student)
    _keep(caseload, student, with_member(team, _member(answers, person)), person, answers[ROLE])


def change_member(
    caseload: Scope, student: StudentId, answers: Answers, *, place: PlaceOnTeam
) -> None:
    team = caseload.people.team_of(student)
    person = caseload.people.get(member_at(team, place).person)
    after = with_changed(team, place, _member(answers, person))
    _keep(caseload, student, after, person, answers[ROLE])


def take_off(caseload: Scope, student: StudentId, place: PlaceOnTeam) -> None:
    """Take somebody off the team; their access ends with this."""
    team = caseload.people.team_of(student)
    member = ended(member_at(team, place), today=caseload.today)
    change_team(caseload, student, with_changed(team, place, member))


def take_back(caseload: Scope, student: StudentId, place: PlaceOnTeam) -> None:
    """Put somebody back who was taken off, without an end."""
    team = caseload.people.team_of(student)
    change_team(caseload, student, with_changed(team, place, put_back(member_at(team, place))))


def _keep(
    caseload: Scope,
    student: StudentId,
    team: Sequence[TeamMember],
    person: Person,
    role: TeamRole,
) -> None:
    """Keep the team; whoever stands in now is told."""
    change_team(caseload, student, team)
    if role is TeamRole.SUBSTITUTE:
        tell_of_hand_over(caseload, [student], person)


def _member(answers: Answers, person: Person) -> TeamMember:
    """Return the membership as it is wanted; raise FormError where the role is not theirs."""
    role = answers[ROLE]
    if person.guest and role is not TeamRole.PROVIDER:
        raise ROLE.refused(ONLY_PROVIDERS)
    if role is TeamRole.SUBSTITUTE and not (person.slack_id and person.on_staff):
        raise ROLE.refused(ONLY_STAFF)
    return member_from(answers, person.id)


def _somebody(caseload: Scope, answers: Answers, met: Met | None) -> Person:
    """Return whom the form names, from now on on record."""
    people, slack_id = caseload.people, answers.get(WHO)
    if slack_id is not None:
        known = people.by_slack(slack_id)
        if known is not None:
            return known
        assert met is not None, "whoever is not on record was asked about"
        return people.add(slack_id=slack_id, name=met.name, timezone=met.timezone, guest=met.guest)
    name, email = answers[NAME], answers[EMAIL].lower()
    known = people.by_email(email)
    if known is not None and known.slack_id is not None:
        raise EMAIL.refused(IN_SLACK)
    if known is not None and known.name.casefold() == name.casefold():
        return known
    return people.add(name=name, email=email)

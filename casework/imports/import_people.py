"""The people whom a file names: found on record, or put there."""

from collections.abc import Iterable
from dataclasses import replace

from bot.imports.import_rows import PeopleRow
from bot.people.people import Person, PersonId, PersonReference, Role, TeamEntry, TeamMember
from casework.people.admin_acts import tell_of_roles
from storage import Scope


class PeopleOnRecord:
    """Everybody on record, read once for a whole file: opening each name takes its time."""

    def __init__(self, people: Iterable[Person]) -> None:
        self._people = {person.id: person for person in people}
        self.added: set[PersonReference] = set()
        """Who was put on record here, as the file names them."""

    def somebody(
        self, scope: Scope, reference: PersonReference, *, role: Role | None = None
    ) -> Person:
        """Return whom a file means, from now on in that role."""
        person = self._known(reference) or self._add(scope, reference)
        if role is not None and role not in person.roles:
            person = self.as_kept(scope, person)
            person = self.keep(scope, replace(person, roles=person.roles | {role}))
            if scope.by is not None:
                tell_of_roles(scope, person)
        return person

    def means(self, reference: PersonReference | None, person: Person) -> bool:
        """Tell whether a file means this person, also as somebody outside at their address."""
        if reference is None:
            return False
        known = self._known(reference)
        address = (reference.email or "").casefold()
        return bool(known and known.id == person.id) or address == (person.email or "-").casefold()

    def as_kept(self, scope: Scope, person: Person) -> Person:
        """Read somebody anew before they are changed: others write between two batches."""
        kept = self._people[person.id] = scope.people.get(person.id)
        return kept

    def keep(self, scope: Scope, person: Person) -> Person:
        if person != self._people[person.id]:
            scope.people.keep(person)
            self._people[person.id] = person
        return person

    def member(self, scope: Scope, entry: TeamEntry) -> TeamMember:
        person = self.somebody(scope, entry.person)
        return TeamMember(
            person=person.id,
            role=entry.role,
            service=entry.service,
            name=person.name,
            slack_id=person.slack_id,
        )

    def _known(self, reference: PersonReference) -> Person | None:
        found = (person for person in self._people.values() if _is_meant(reference, person))
        return next(found, None)

    def _add(self, scope: Scope, reference: PersonReference) -> Person:
        person = scope.people.add(
            name=reference.name or "", email=reference.email, slack_id=reference.slack_id
        )
        self._people[PersonId(person.id)] = person
        self.added.add(reference)
        return person


def take_person(scope: Scope, people: PeopleOnRecord, row: PeopleRow) -> tuple[bool, str]:
    """Give somebody the role, school and channel of a row; return whether that changed anything.

    The sentence says what was left as it is, where something was.
    """
    if row.channel and row.names_the_offices:
        return _take_person_of_the_office(scope, people, row, row.channel)
    before_adding = frozenset(people.added)
    person = people.as_kept(scope, people.somebody(scope, row.person))
    kept = replace(
        person,
        roles=person.roles | ({row.role} if row.role else set()),
        schools=person.schools | ({row.school} if row.school else set()),
        channel=person.channel or row.channel,
    )
    people.keep(scope, kept)
    if (kept.roles, kept.schools) != (person.roles, person.schools):
        tell_of_roles(scope, kept)
    left = ""
    if row.channel and kept.channel != row.channel:
        # A channel is also set in Slack, by typing a command in it, and that is not undone here.
        left = "channel: another one is set, and stays. To change it, type /iep channel there."
    return kept != person or row.person in people.added - before_adding, left


def _take_person_of_the_office(
    scope: Scope, people: PeopleOnRecord, row: PeopleRow, channel: str
) -> tuple[bool, str]:
    """Take the channel of somebody of the office for the whole office's, where it has none yet."""
    known = scope.workspace.office_channel
    if not known:
        scope.settings.keep(replace(scope.workspace, office_channel=channel))
    changed, _ = take_person(scope, people, replace(row, channel=None))
    left = ""
    if known not in ("", channel):
        left = (
            "channel: the office has another one, which stays. An admin can change it in /iep "
            "settings."
        )
    return changed or not known, left


def _is_meant(reference: PersonReference, person: Person) -> bool:
    """Tell whether a file means this person; at one clinic, two people can share an address."""
    if reference.slack_id:
        return person.slack_id == reference.slack_id
    if (person.email or "").casefold() != (reference.email or "").casefold():
        return False
    if reference.outside_slack:
        return person.name.casefold() == (reference.name or "").casefold()
    return not (person.slack_id is None and person.name)

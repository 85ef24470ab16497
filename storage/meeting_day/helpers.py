"""Who helps at a meeting: named by the case manager, and taken off again."""

from sqlalchemy import delete, select

from bot.meetings.meetings import MeetingId
from bot.people.people import Person, PersonId, SlackUserId
from bot.permissions import Act
from bot.records.changes import person
from storage import tables as rows
from storage.audit import Audit
from storage.engine.database import insert_into
from storage.people.people import PEOPLE, People
from storage.scopes.reach import Reach

_helpers = rows.helpers.c


class Helpers:
    def __init__(self, reach: Reach) -> None:
        self._reach = reach

    def of(self, meeting: MeetingId) -> list[Person]:
        """List whom the case manager named as helpers at a meeting, whether or not it is over."""
        self._reach.student_of(meeting)
        helpers = self._reach.connection.execute(
            PEOPLE.select(self._reach)
            .join(rows.helpers, _helpers.person_id == PEOPLE.c.id)
            .where(
                _helpers.workspace_id == self._reach.workspace_id,
                _helpers.meeting_id == meeting,
                PEOPLE.c.active,
            )
            .order_by(_helpers.at, PEOPLE.c.id)
        )
        return [PEOPLE.read(row, self._reach.words) for row in helpers]

    def meetings_of(self, person: PersonId) -> list[MeetingId]:
        """Return at which meetings somebody was ever named; for the district's own machine."""
        assert self._reach.whole, "whom somebody helps is within nobody's reach"
        named = select(_helpers.meeting_id).where(
            _helpers.workspace_id == self._reach.workspace_id, _helpers.person_id == person
        )
        return [*map(MeetingId, self._reach.connection.scalars(named))]

    def add(self, meeting: MeetingId, slack_id: SlackUserId) -> Person:
        """Let somebody tick along at this meeting; naming them twice changes nothing."""
        student = self._reach.student_of(meeting)
        self._reach.require(Act.NAME_HELPER, student)
        people = People(self._reach)
        helper = people.by_slack(slack_id) or people.add(slack_id=slack_id)
        self._reach.connection.execute(
            insert_into(self._reach.connection, rows.helpers)
            .values(
                workspace_id=self._reach.workspace_id,
                meeting_id=meeting,
                person_id=helper.id,
                by_id=self._reach.by,
                at=self._reach.now,
            )
            .on_conflict_do_nothing()
        )
        Audit(self._reach).log(
            "named a helper", student=student, meeting=meeting, detail=person(helper.id)
        )
        return helper

    def remove(self, meeting: MeetingId, helper: PersonId) -> bool:
        """End somebody's help at once; False where they were no helper. The log keeps both."""
        student = self._reach.student_of(meeting)
        self._reach.require(Act.NAME_HELPER, student)
        removed = self._reach.connection.execute(
            delete(rows.helpers).where(
                _helpers.workspace_id == self._reach.workspace_id,
                _helpers.meeting_id == meeting,
                _helpers.person_id == helper,
            )
        ).rowcount
        if removed:
            Audit(self._reach).log(
                "removed a helper", student=student, meeting=meeting, detail=person(helper)
            )
        return bool(removed)

"""The weekly summary to a supervisor: what their case managers heard of a school day before."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from bot.conversations.collaboration import (
    a_year_before,
    collaboration_rate,
    conversations_compared,
)
from bot.digest.digest_hours import morning_of
from bot.digest.digest_rows import Morning
from bot.digest.listings import Listing
from bot.district.summaries import Figures, ToldBefore, summary_of
from bot.district.summary_matters import (
    Supervised,
    is_summary_due,
    summary_day,
    told_since,
)
from bot.errors import NotAllowedError
from bot.messages import MessageKind
from bot.people.people import Person, PersonId, SlackUserId
from bot.ui.district import summaries as summary
from jobs.tellers.tellers import Rendering, Teller
from storage import Errand, Scope, Storage

A_FEW_DAYS = timedelta(days=2)
"""School time by which a digest of the day before can have come earlier, whatever the zones."""


@dataclass(frozen=True, kw_only=True)
class SummaryTeller(Teller):
    """Counts at a supervisor's own schools; no name is opened for it."""

    storage: Storage
    kind: MessageKind = MessageKind.SUMMARY

    def compose(self, scope: Scope, errand: Errand) -> Rendering | None:
        """Compose none where it is another week by now, or they have had this week's."""
        user = SlackUserId(errand.addressee)
        person = scope.people.by_slack(user)
        on = _morning_of(scope, person) if person else None
        days = scope.outbox.last_days(self.kind, [errand.addressee], before=errand.step)
        told_on = days.get(errand.addressee)
        if on is None or not is_summary_due(on, scope.calendar, told_on=told_on):
            return None
        if is_summary_due(on, scope.calendar, told_on=date.fromisoformat(errand.step)):
            return None  # it is another week by now, and has one of its own
        people = {one.id: one for one in scope.people.all()}
        told = _told_before(scope, people, on, told_on)
        try:
            # Read through a door of its own, since the scope of a job reaches every school.
            with self.storage.district_of(user, now=scope.now, within=scope) as district:
                morning = Morning(
                    on=on,
                    calendar=district.calendar,
                    rules=district.rules,
                    cases=tuple(district.cases()),
                    supervised=Supervised(everywhere=True),
                )
                seen = summary_of(morning, told, people, _figures(district, morning))
        except NotAllowedError:
            return None
        return Rendering(message=summary.render(seen), channel=user)


def _morning_of(scope: Scope, person: Person) -> date | None:
    """Return their date, where it is an hour of it at which they can be sent a summary."""
    on = morning_of(person, scope.calendar, now=scope.now, hours=scope.workspace.hours)
    return on if on and not person.is_paused(on) else None


def _told_before(
    scope: Scope, people: Mapping[PersonId, Person], on: date, told_on: date | None
) -> ToldBefore:
    """Return what was announced in the digests since the notice before the last summary.

    Mostly that is one digest for each; where a summary was missed, what was announced of that one
    was announced all the same.
    """
    first = summary_day(on, scope.calendar)
    assert first is not None, "a summary is of a week with school"
    day_before, usual = scope.calendar.before(first), told_since(first, scope.calendar)
    since = told_since(first, scope.calendar, told_on=told_on)
    earliest = since if since < usual else day_before
    posted = scope.messages.since(MessageKind.DIGEST, scope.now - (on - earliest) - A_FEW_DAYS)
    kept = [
        one for one in (Listing.from_text(one.kept) for one in posted) if earliest <= one.on < on
    ]
    return ToldBefore(
        last_on=told_on,
        keys={key for one in kept for key in one.foretold},
        asked={meeting for one in kept for meeting, _ in one.asked},
        reached={
            who
            for who, one in people.items()
            if one.slack_id and one.on_staff and not one.is_paused(day_before)
        },
    )


def _figures(district: Scope, morning: Morning) -> Figures | None:
    """Count this school year so far, beside the same months a year before; None outside of one."""
    year = morning.calendar.year_of(morning.on)
    if year is None:
        return None
    talks = district.talks(since=a_year_before(year.first))
    meetings = [meeting for case in morning.cases for meeting in case.meetings]
    first, last = year.first, morning.on
    return Figures(
        first=first,
        last=last,
        rate=collaboration_rate(meetings, talks, first=first, last=last),
        compared=conversations_compared(talks, first=first, last=last),
    )

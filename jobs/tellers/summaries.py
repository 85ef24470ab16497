"""The weekly summary to a supervisor: what their case managers heard of a school day before."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from bot.conversations.collaboration import (
    a_year_before,
    collaboration_rate,
    conversations_compared,
)
from bot.digest.digest_rows import Morning
from bot.digest.listings import Listing
from bot.district.summaries import Figures, ToldBefore, summary_of
from bot.district.summary_matters import Supervised, summary_day
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
        user, on = SlackUserId(errand.addressee), date.fromisoformat(errand.step)
        person = scope.people.by_slack(user)
        if person is None or person.is_paused(on) or summary_day(on, scope.calendar) != on:
            return None
        local = scope.now.astimezone(person.zone)
        of_this_week = on <= local.date() and summary_day(local.date(), scope.calendar) == on
        if not of_this_week or local.time() not in scope.workspace.hours:
            return None
        people = {one.id: one for one in scope.people.all()}
        told = _told_before(scope, people, on)
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


def _told_before(scope: Scope, people: Mapping[PersonId, Person], on: date) -> ToldBefore:
    """Return what was announced in the digests of the school day before the summary."""
    day_before = scope.calendar.before(on)
    since = scope.now - (on - day_before) - A_FEW_DAYS
    posted = scope.messages.since(MessageKind.DIGEST, since)
    kept = [one for one in (Listing.from_text(one.kept) for one in posted) if one.on == day_before]
    return ToldBefore(
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

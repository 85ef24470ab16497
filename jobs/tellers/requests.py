"""A respondent's one message, drawn anew as forms come in, and the nudges in its thread."""

import json
import sys
from collections.abc import Iterable
from datetime import date

from bot.messages import MessageKind
from bot.people.people import Person, SlackUserId
from bot.requests.nudges import is_nudged_on, reminded_of
from bot.requests.requests import Request, request_subject
from bot.ui.kit.blocks import Message
from bot.ui.requests import requests as message
from casework.requests.owed_forms import as_owed, owed_by
from jobs.tellers.tellers import Rendering, Teller
from storage import Errand, Posted, Scope

LATER_THAN_ANY = sys.maxsize
"""A request that comes after all others."""


class RequestsTeller(Teller):
    """One message while anything is open; the next one comes when all of that is settled."""

    kind = MessageKind.REQUESTS

    def compose(self, scope: Scope, errand: Errand) -> Rendering | None:
        person = _respondent(scope, errand.addressee)
        if person is None or _is_said_by_a_newer(scope, errand):
            return None
        owed = as_owed(scope, owed_by(scope, person))
        if not any(one.is_open for one in owed):
            return None
        ids = [one.request for one in owed]
        return Rendering(
            message=message.render(owed),
            channel=errand.addressee,
            kept=json.dumps({"since": min(ids)}),
        )

    def redraw(self, scope: Scope, posted: Posted) -> Message | None:
        """Draw what stands on it; what a newer one shows as well, that one alone shows."""
        person = _respondent(scope, posted.addressee)
        if person is None:
            return None
        here = range(_since(posted), _shown_from(scope, posted))
        is_newest = here.stop == LATER_THAN_ANY
        waiting = {request.id for request in owed_by(scope, person)} if is_newest else set()
        shown = [one for one in scope.requests.to(person.id) if one.id in here or one.id in waiting]
        if not shown:
            return message.replaced()
        latest_first = sorted(shown, key=lambda one: one.changed_at, reverse=True)
        return message.render(as_owed(scope, latest_first))


def _is_said_by_a_newer(scope: Scope, errand: Errand) -> bool:
    """Tell whether another waits that may go now: both would say the same, as after a pause."""
    return any(
        one.step > errand.step and (one.not_before is None or one.not_before <= scope.now)
        for one in scope.outbox.waiting(errand.kind, errand.addressee)
    )


def _since(posted: Posted) -> int:
    return int(json.loads(posted.kept)["since"])


def _shown_from(scope: Scope, posted: Posted) -> int:
    """Return from which request on a newer message shows them."""
    all_of_them = scope.messages.of(posted.kind, posted.subject, posted.addressee)
    newer = (_since(one) for one in all_of_them if one.id > posted.id)
    return min(newer, default=LATER_THAN_ANY)


class NudgeTeller(Teller):
    """The step is the day, or the moment of which somebody pressed *Remind now* or *Remind all*.

    Of *Remind now* the subject names the one request that is reminded of, of *Remind all* the step.
    """

    kind = MessageKind.NUDGE

    def compose(self, scope: Scope, errand: Errand) -> Rendering | None:
        person = _respondent(scope, errand.addressee)
        if person is None:
            return None
        open_ = owed_by(scope, person)
        if errand.subject:
            told = [one for one in open_ if request_subject(one.id) == errand.subject]
        elif reminded := reminded_of(errand.step):
            told = [one for one in open_ if one.id in reminded]
        else:
            told = _steps_of(scope, person, open_, errand.step)
        if not told:
            return None
        standing = scope.messages.latest(MessageKind.REQUESTS, errand.addressee)
        return Rendering(
            message=message.nudge(as_owed(scope, told)),
            channel=standing.channel if standing else errand.addressee,
            thread_ts=standing.ts if standing else None,
            kept=json.dumps({"requests": [one.id for one in told]}),
        )

    def redraw(self, scope: Scope, posted: Posted) -> Message | None:
        """Say what became of what it reminded of, so that nothing settled can be pressed on it."""
        person = _respondent(scope, posted.addressee)
        if person is None:
            return None
        told = {*json.loads(posted.kept)["requests"]}
        reminded = [one for one in scope.requests.to(person.id) if one.id in told]
        return message.nudge(as_owed(scope, reminded))


def nudged_on(
    scope: Scope, requests: Iterable[Request], on: date, *, told_on: date | None
) -> list[Request]:
    """Return the requests of which a respondent is told again on `on`; `told_on` as in the rule."""
    zone = scope.workspace.zone
    return [
        one
        for one in requests
        if is_nudged_on(
            on,
            one.wanted_by,
            scope.calendar_for(one.student),
            asked_on=one.asked_at.astimezone(zone).date(),
            told_on=told_on,
        )
    ]


def _steps_of(
    scope: Scope, person: Person, requests: Iterable[Request], step: str
) -> list[Request]:
    """Return what was at a step by that day, and is neither at a later one by now nor late.

    Where it could not be said that day, it is said on the next school day.
    """
    on, user = date.fromisoformat(step), str(person.slack_id)
    local = scope.now.astimezone(person.zone)
    if local.date() < on or local.time() not in scope.workspace.hours:
        return []
    told = scope.outbox.last_days(MessageKind.NUDGE, [user], before=step)
    later = {one.id for one in nudged_on(scope, requests, local.date(), told_on=on)}
    due = nudged_on(scope, requests, on, told_on=told.get(user))
    return [one for one in due if one.id not in later and local.date() <= one.wanted_by]


def _respondent(scope: Scope, addressee: str) -> Person | None:
    person = scope.people.by_slack(SlackUserId(addressee))
    return person if person and scope.people.is_let_in(person) else None

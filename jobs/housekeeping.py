"""Keeping the record of people true to Slack: who is who, where they live, who has left."""

import logging
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from slack_sdk.errors import SlackApiError

from bot.people.people import Person, PersonId, SlackUserId, as_slack_tells
from jobs.delivery.refusals import CallFate, WentWrong, fate_of, why
from jobs.delivery.slack_calls import PacedError, SlackCalls
from jobs.surroundings import JobSurroundings

logger = logging.getLogger(__name__)

LOOKED_FOR_AGAIN = timedelta(hours=1)
"""An address that Slack did not know may be known after its owner has joined."""

LOOKED_AT_AGAIN = timedelta(hours=4)
"""Leaving the workspace ends all access the same day, so nobody waits longer than that."""

LOOKED_FOR_AT_ONCE = 40
LOOKED_AT_AT_ONCE = 25
"""People in one turn; a turn comes every minute, and Slack lets fifty and a hundred pass in one."""

_NEVER = datetime.min.replace(tzinfo=UTC)


class Directory:
    """Remembers whom it looked at and when, so that every turn goes on where the last one ended."""

    def __init__(self, surroundings: JobSurroundings, calls: SlackCalls) -> None:
        self._surroundings = surroundings
        self._calls = calls
        self._looked_for: dict[PersonId, datetime] = {}
        self._looked_at: dict[PersonId, datetime] = {}

    def turn(self) -> None:
        """Match some people by their e-mail, and look after some who are matched."""
        now = self._surroundings.clock.now()
        with self._surroundings.storage.jobs(now=now, reading=True) as scope:
            people = scope.people.all()
        try:
            self._match([one for one in people if is_awaited(one)], now=now)
            self._refresh([one for one in people if one.slack_id], now=now)
        except PacedError:
            return
        except WentWrong as error:
            logger.warning("people are not looked up just now: %s", why(error))

    def _match(self, people: list[Person], *, now: datetime) -> None:
        # Whoever has a role is waiting for a digest; the others for a request some day.
        people.sort(key=lambda one: (not one.roles, one.id))
        for person in due(people, self._looked_for, now - LOOKED_FOR_AGAIN)[:LOOKED_FOR_AT_ONCE]:
            user = self._found("users.lookupByEmail", email=person.email)
            self._looked_for[person.id] = now
            if user and self._keep(person, user, now=now):
                logger.info("person %s is now matched", person.id)

    def _refresh(self, people: list[Person], *, now: datetime) -> None:
        for person in due(people, self._looked_at, now - LOOKED_AT_AGAIN)[:LOOKED_AT_AT_ONCE]:
            user = self._found("users.info", user=person.slack_id)
            self._looked_at[person.id] = now
            if user and self._keep(person, user, now=now):
                logger.info("person %s has changed in Slack", person.id)

    def _found(self, method: str, **by: Any) -> Mapping[str, Any] | None:
        """Ask Slack about one person; None where it knows of none, or shows us none."""
        try:
            user = self._calls.call(method, **by)["user"]
        except SlackApiError as error:
            if fate_of(error) is not CallFate.CLOSED:
                raise
            return None
        return dict(user)

    def _keep(self, person: Person, user: Mapping[str, Any], *, now: datetime) -> bool:
        storage = self._surroundings.storage
        here = storage.workspace_id
        if as_slack_tells(person, user, here=here) == person:
            return False
        with storage.jobs(now=now) as scope:
            kept = scope.people.get(person.id)
            known_as = scope.people.by_slack(SlackUserId(user["id"]))
            if known_as is not None and known_as.id != kept.id:
                logger.warning("people %s and %s are one in Slack", kept.id, known_as.id)
                return False
            told = as_slack_tells(kept, user, here=here)
            scope.people.keep(told)
            return True


def is_awaited(person: Person) -> bool:
    """Tell whether somebody is to be matched: named by an address alone, and not outside Slack."""
    return person.slack_id is None and bool(person.email) and not person.name and person.active


def due(
    people: list[Person], looked: Mapping[PersonId, datetime], before: datetime
) -> list[Person]:
    """Return those not looked up since `before`, the longest ago first."""
    by_look = sorted(people, key=lambda one: looked.get(one.id, _NEVER))
    return [one for one in by_look if looked.get(one.id, _NEVER) <= before]

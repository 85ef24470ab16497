"""A caseload pasted in Slack: kept closed, looked at, then taken in or dropped."""

import contextlib
import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot.errors import FormError, StaleError
from bot.forms.drafts import Draft, DraftKey
from bot.imports.import_rows import read_caseload
from bot.imports.pastes import joined, refuse_too_many
from bot.people.people import Role, SlackUserId
from bot.ui.imports import pastes as screen
from bot.ui.imports.pastes import Line, Outcome
from bot.ui.kit.blocks import View
from casework.imports.imports import Files, Import, Report
from handlers.kit.errors import Body, acknowledge, person_in, told_of_errors
from handlers.kit.screens import show, show_instead
from handlers.kit.surroundings import Surroundings
from storage import Scope

KIND = "paste"

TAKES = 1.5
"""Seconds after which no further row is begun: Slack waits three for the answer to a submit."""

GONE = "This paste was taken in or dropped already. Nothing more was changed."


@dataclass(frozen=True, kw_only=True)
class PasteHandlers:
    surroundings: Surroundings

    def register(self, app: App) -> None:
        for action, listener in (
            (screen.OPEN, self.open),
            (screen.LOOK, self.look),
            (screen.MORE, self.ask_for_more),
            (screen.DROP, self.drop),
        ):
            app.action(action)(ack=acknowledge, lazy=[told_of_errors(listener)])
        app.view(screen.PART)(self.keep_part)
        app.view(screen.TAKE)(self.take)

    def typed(self, body: Body, _words: str, client: WebClient) -> None:
        """`/iep paste`."""
        self.open(body, client)

    def open(self, body: Body, client: WebClient) -> None:
        with self._own(body) as scope:
            scope.require_leader()
            left = scope.drafts.latest(KIND)
            everybody = Role.ADMIN in scope.person.roles
            if left and left.answers:
                lines = len(joined(left.answers).splitlines())
                view = screen.render_left(left.key, lines=lines)
            else:
                view = screen.render_part(DraftKey(uuid.uuid4().hex), 0, everybody=everybody)
        show(client, body, view)

    def keep_part(self, ack: Ack, body: Body, view: Mapping[str, Any]) -> None:
        """Keep the part closed, then ask for the next one or show what all of them would change."""
        try:
            part = screen.read_part(view)
            with self._own(body) as scope:
                scope.require_leader()
                parts = {**_parts(scope, part.draft, new=True), str(part.number): part.text}
                _keep(scope, part.draft, parts)
                everybody = Role.ADMIN in scope.person.roles
            if part.more:
                shown = screen.render_part(part.draft, part.number + 1, everybody=everybody)
            else:
                shown = self._preview(body, part.draft)
        except FormError as error:
            ack(response_action="errors", errors=error.problems)
        else:
            ack(response_action="update", view=shown)

    def look(self, body: Body, client: WebClient) -> None:
        show_instead(client, body, self._preview(body, _draft_clicked(body)))

    def ask_for_more(self, body: Body, client: WebClient) -> None:
        draft, number = screen.more_meant(body["actions"][0]["value"])
        with self._own(body) as scope:
            _parts(scope, draft)
            everybody = Role.ADMIN in scope.person.roles
        show_instead(client, body, screen.render_part(draft, number, everybody=everybody))

    def drop(self, body: Body, client: WebClient) -> None:
        with self._own(body) as scope:
            draft = _draft_clicked(body)
            _parts(scope, draft)
            scope.drafts.drop(draft)
        show_instead(client, body, screen.render_dropped())

    def take(self, ack: Ack, body: Body, view: Mapping[str, Any]) -> None:
        """Take the rows in, each for itself; pressed again it goes on where it ended."""
        draft = screen.draft_in(view)
        with self._own(body) as scope:
            text = joined(_parts(scope, draft))
        seconds = self.surroundings.seconds
        latest = seconds() + TAKES
        bring_in = replace(self._import(body), goes_on=lambda: seconds() < latest)
        report = bring_in.kept(Files(caseload=text))
        with self._own(body) as scope:
            if not report.left:
                scope.drafts.drop(draft)
        outcome = _outcome(report)
        if report.left:
            shown = screen.render_half_way(draft, outcome, left=report.left)
        else:
            shown = screen.render_taken(outcome)
        ack(response_action="update", view=shown)
        self.surroundings.wake()

    def _preview(self, body: Body, draft: DraftKey) -> View:
        with self._own(body) as scope:
            parts = _parts(scope, draft)
        text = joined(parts)
        refuse_too_many(read_caseload(text).rows)
        report = self._import(body).tried(Files(caseload=text))
        return screen.render_preview(draft, _outcome(report), parts=len(parts))

    def _import(self, body: Body) -> Import:
        """An admin brings in everybody's rows, a case manager their own."""
        surroundings = self.surroundings
        user = SlackUserId(person_in(body))
        storage, now = surroundings.storage, surroundings.clock.now()
        person = storage.person_by_slack(user)
        if person is not None and Role.ADMIN in person.roles:
            return Import(scope=lambda: storage.intake_by(user, now=now))
        return Import(scope=lambda: storage.caseload_of(user, now=now), own=person)

    @contextlib.contextmanager
    def _own(self, body: Body) -> Iterator[Scope]:
        surroundings = self.surroundings
        user = SlackUserId(person_in(body))
        with surroundings.storage.caseload_of(user, now=surroundings.clock.now()) as scope:
            yield scope


def _draft_clicked(body: Body) -> DraftKey:
    return DraftKey(str(body["actions"][0]["value"]))


def _parts(scope: Scope, key: DraftKey, *, new: bool = False) -> Mapping[str, str]:
    """What was pasted so far; raise StaleError where it was taken in or dropped."""
    draft = scope.drafts.get(key)
    if draft is None and new:
        return {}
    if draft is None or draft.submitted or draft.kind != KIND:
        raise StaleError(GONE)
    return draft.answers


def _keep(scope: Scope, key: DraftKey, parts: Mapping[str, str]) -> None:
    scope.drafts.keep(
        Draft(
            key=key,
            owner=scope.person.id,
            kind=KIND,
            student=None,
            answers=parts,
            updated_at=scope.now,
        )
    )


def _outcome(report: Report) -> Outcome:
    """What the report says, row by row."""
    rows = [(Line(number=one.line, who=one.who, words=one.words), one) for one in report.rows]
    found = [
        (Line(number=one.line, who=one.number or "no student id", words=one.sentence), one.bad)
        for _, one in report.findings
    ]
    return Outcome(
        added=[line for line, one in rows if one.is_new],
        changed=[line for line, one in rows if one.changes and not one.is_new],
        unchanged=sum(not one.changes for _, one in rows),
        bad=[line for line, bad in found if bad],
        warnings=[line for line, bad in found if not bad],
    )

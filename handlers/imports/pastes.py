"""Listen to a caseload being pasted in Slack: looked at, then taken in or dropped."""

import uuid

from bot.errors import CaseworkError
from bot.forms import tags
from bot.forms.answers import Answers
from bot.forms.drafts import DraftKey
from bot.forms.imports.pastes import MORE, PASTE_PART, TAKE_PASTE, part_from
from bot.imports.pastes import joined
from bot.people.people import Person, Role
from bot.ui.imports import pastes as screen
from bot.ui.kit.blocks import View
from casework.imports import pastes
from casework.imports.import_batches import Opens
from handlers.kit.asked import Asked
from handlers.kit.listening import ON_TOP, Listening

TAKES = 1.5
"""Seconds after which no further row is begun: Slack waits three for the answer to a submit."""


def listen(on: Listening) -> None:
    on.verb("paste", open_paste)
    on.click(screen.OPEN, open_paste, shown=ON_TOP)
    on.click(screen.LOOK, look)
    on.click(screen.MORE_ROWS, ask_for_more)
    on.click(screen.DROP, drop)
    on.submit(PASTE_PART, keep)
    on.submit(TAKE_PASTE, take)


def open_paste(asked: Asked) -> View:
    with asked.caseload() as scope:
        everybody, left = pastes.may_be_everybodys(scope), pastes.left_paste(scope)
        if left:
            return screen.render_left(left.key, lines=len(joined(left.answers).splitlines()))
        return screen.render_part(DraftKey(uuid.uuid4().hex), 0, everybody=everybody)


def keep(asked: Asked, answers: Answers) -> View:
    """Keep the part closed, then ask for the next one or show what all of them would change."""
    rows = part_from(answers)
    draft, number = asked.carried(tags.DRAFT), asked.carried(screen.PART)
    with asked.caseload() as scope:
        everybody = pastes.may_be_everybodys(scope)
        pastes.keep_part(scope, draft, number, rows)
    if answers[MORE]:
        return screen.render_part(draft, number + 1, everybody=everybody)
    return _preview(asked, draft)


def look(asked: Asked) -> View:
    return _preview(asked, asked.clicked(tags.DRAFT))


def ask_for_more(asked: Asked) -> View:
    draft, number = asked.clicked(tags.DRAFT), asked.clicked(screen.PART)
    with asked.caseload() as scope:
        pastes.pasted_parts(scope, draft)
        return screen.render_part(draft, number, everybody=pastes.may_be_everybodys(scope))


def drop(asked: Asked) -> View:
    with asked.caseload() as scope:
        pastes.drop_paste(scope, asked.clicked(tags.DRAFT))
    return screen.render_dropped()


def take(asked: Asked, answers: Answers) -> View:  # noqa: ARG001 - a submit without fields
    """Take the rows in; pressed again it goes on where it ended."""
    draft, seconds = asked.carried(tags.DRAFT), asked.surroundings.seconds
    with asked.caseload() as scope:
        parts = pastes.pasted_parts(scope, draft)
    latest = seconds() + TAKES
    opens, own = _doors(asked)
    outcome = pastes.take_paste(parts, opens, own=own, goes_on=lambda: seconds() < latest)
    if outcome.left:
        return screen.render_half_way(draft, outcome)
    with asked.caseload() as scope:
        pastes.drop_paste(scope, draft)
    return screen.render_taken(outcome)


def _preview(asked: Asked, draft: DraftKey) -> View:
    with asked.caseload() as scope:
        parts = pastes.pasted_parts(scope, draft)
        few_enough = pastes.note_paste(scope, parts)
    if not few_enough:
        raise CaseworkError(pastes.TOO_MANY_TODAY)
    opens, own = _doors(asked)
    outcome = pastes.look_through_paste(parts, opens, own=own)
    return screen.render_preview(draft, outcome, parts=len(parts))


def _doors(asked: Asked) -> tuple[Opens, Person | None]:
    """Let an admin bring in everybody's rows, a case manager their own."""
    person = asked.storage.person_by_slack(asked.user)
    if person is not None and Role.ADMIN in person.roles:
        return asked.intake, None
    return asked.caseload, person

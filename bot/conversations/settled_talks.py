"""What the conversations before a meeting settle together, and what changes with one of them.

A conversation can be edited, moved to another student or withdrawn. What it proved follows, and
what a person recorded by their own word since is left as it is.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence

from bot.conversations.conversations import KNOWS_THE_PROCESS, Conversation, settlements
from bot.dates.obligation_rows import Settlement, Standing, State
from bot.dates.obligation_rules import ObligationId
from bot.meetings.meetings import Meeting

Settled = Mapping[ObligationId, Settlement]

NOTHING: Settled = {}


def settled_together(conversations: Iterable[Conversation], meeting: Meeting) -> Settled:
    """Return what a meeting's conversations settle; where two differ, the later one holds."""
    in_order = sorted(conversations, key=lambda one: (one.held_on, one.at))
    return {
        settled.obligation: settled
        for conversation in in_order
        if conversation.meeting == meeting.id
        for settled in settlements(conversation, meeting)
    }


def newly_settled(
    conversation: Conversation, all_of_them: Sequence[Conversation], meeting: Meeting
) -> Settled:
    """Return what a new conversation settles: its own matters, as all of them answer these."""
    own = {settled.obligation for settled in settlements(conversation, meeting)}
    together = settled_together(all_of_them, meeting)
    return {row: settled for row, settled in together.items() if row in own}


def changes_by_talks(
    before: Settled,
    after: Settled,
    standings: Mapping[ObligationId, Standing],
    *,
    booked: bool = False,
) -> list[Settlement]:
    """Return what to record where the conversations settled `before`, and now settle `after`.

    What stays settled the same way is left alone. `booked` says whether a call is agreed, so that
    a conversation that is wanting again is planned.
    """
    changed = [row for row in ObligationId if before.get(row) != after.get(row)]
    found = [
        _taking_hold(after[row], standings[row])
        if row in after
        else _opening_again(before[row], standings[row], booked=booked)
        for row in changed
    ]
    return [settlement for settlement in found if settlement]


def rows_touched(*settled: Settled) -> Collection[ObligationId]:
    return {row for one in settled for row in one}


def _taking_hold(new: Settlement, stands: Standing) -> Settlement | None:
    """Return what newly holds: a yes asks for a draft again, but one that was given stays given."""
    holds = True
    if new.obligation is ObligationId.DRAFT_COPY:
        no_draft = stands.state is State.NOT_NEEDED
        holds = no_draft if new.state is State.OPEN else not stands.state.accomplished
    if new.obligation is ObligationId.EXPLAIN_PROCESS:
        holds = not stands.revision or stands.reason == KNOWS_THE_PROCESS
    return new if holds else None


def _opening_again(old: Settlement, stands: Standing, *, booked: bool) -> Settlement | None:
    """Open again what no conversation settles any more, unless somebody recorded otherwise."""
    if stands.state is not old.state:
        return None
    if old.obligation is ObligationId.EXPLAIN_PROCESS:
        return Settlement(
            obligation=old.obligation, state=State.NOT_NEEDED, reason=KNOWS_THE_PROCESS
        )
    if old.state is State.OPEN:
        return None
    planned = booked and old.obligation is ObligationId.PARENT_CONVERSATION
    return Settlement(obligation=old.obligation, state=State.PLANNED if planned else State.OPEN)

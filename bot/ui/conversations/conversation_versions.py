"""The earlier versions of a conversation: who changed what, question by question."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.conversations.conversations import ConversationId
from bot.conversations.kept_conversations import ChangedAnswer, Version
from bot.people.people import PersonId
from bot.ui.conversations import kept_conversations as ids
from bot.ui.kit import answers, blocks, elements, markup, paging
from bot.ui.kit.blocks import Block, View

A_PAGE = 3
"""Changes to a page: each can hold two of the longest answers."""


@dataclass(frozen=True, kw_only=True)
class Step:
    """One change of one version, and who made it."""

    version: Version
    by: str
    change: ChangedAnswer


def steps(
    versions: Sequence[Version],
    changed: Mapping[int, Sequence[ChangedAnswer]],
    names: Mapping[PersonId, str],
) -> list[Step]:
    """Put the changes in order, the latest version first; `changed` is by revision."""
    return [
        Step(version=version, by=names[version.by], change=change)
        for version in versions
        for change in changed.get(version.revision, ())
    ]


def render(conversation: ConversationId, taken: Sequence[Step], *, start: int) -> View:
    drawn: list[Block] = []
    for step in taken[start : start + A_PAGE]:
        version, change = step.version, step.change
        by = markup.short(step.by, 120)
        who = f"Version {version.revision}, {by}, {markup.moment(version.at)}"
        drawn += [
            blocks.section(f"*{markup.escaped(change.question.label)}*"),
            blocks.context(f"Before, until: {who}"),
            answers.said(change.question, change.before),
            blocks.context("From then on"),
            answers.said(change.question, change.after),
            blocks.divider(),
        ]
    if not drawn:
        drawn.append(blocks.section("Nothing was changed in this conversation."))
    turns = paging.turns(
        ids.VERSIONS,
        start // A_PAGE,
        -(-len(taken) // A_PAGE),
        lambda page: f"{conversation}|{page * A_PAGE}",
        words={"later": "Later changes", "earlier": "Earlier changes"},
    )
    back = elements.button("Back to the conversation", ids.READ, value=f"{conversation}|0")
    drawn.append(blocks.actions([*turns, back]))
    return blocks.modal("Earlier versions", drawn, callback_id=ids.VERSIONS)

"""One of a student's conversations to read, a page at a time."""

from collections.abc import Mapping, Sequence

from bot import date_words
from bot.conversations.conversations import Conversation
from bot.conversations.kept_conversations import ConversationSeen, answers_of
from bot.forms import tags
from bot.forms.pages import Page
from bot.forms.tags import packed
from bot.students import StudentId
from bot.ui.conversations import conversations as conversation
from bot.ui.kit import answers, blocks, elements, markup, paging
from bot.ui.kit.blocks import Block, View
from bot.ui.kit.elements import Element

LIST = "talks_list"
"""A student's id; the list comes on top of the student."""
BACK_TO_LIST = "talks_back"
"""The same from one of the list's own screens, in its place."""
MORE = "talks_more"
READ = conversation.READ
TURN = "talk_turn"
EDIT = "talk_edit"
LAST_YEARS = "talk_last_years"
VERSIONS = "talk_versions"
PARAGRAPH = "talk_paragraph"
MOVE = "talk_move"
WITHDRAW = "talk_withdraw"
RESTORE = "talk_restore"

LONGEST_WHOM = 120


def line_of(one: Conversation) -> str:
    """Put a conversation in a line, for modals: when, how and with whom."""
    whom = markup.short(one.with_whom, LONGEST_WHOM)
    said = f"*{date_words.in_short_with_year(one.held_on)}*, {_HOW[one.how]}, with {whom}"
    if one.withdrawn:
        return f"{said}\n_Withdrawn_: it does not count."
    return said if one.meeting else f"{said}\nNo meeting was set then."


_HOW: Mapping[str, str] = {"phone": "on the phone", "in person": "in person", "video": "by video"}


def render(shown: ConversationSeen, pages: Sequence[Page], *, page: int, notice: str = "") -> View:
    """Draw a page of a conversation, in the words in which its prompts were asked then."""
    one = shown.conversation
    [shown_page], page, count = paging.turned_to(pages, page, most=1)
    drawn = [
        *blocks.done(notice),
        blocks.context(f"Page {page + 1} of {count}: {shown_page.title}"),
        blocks.section(_head(shown)),
        *_withdrawn(one),
        *answers.read_again(shown_page.fields, answers_of(one)),
        blocks.actions(_pager(shown, page, count), block_id=f"pager:{page}"),
    ]
    if page == 0:
        drawn += blocks.rows(_verbs(shown), block_id="verbs")
        drawn.append(blocks.context(_provenance(shown)))
    return blocks.modal("Conversation", drawn, callback_id=READ)


def render_beside(shown: ConversationSeen, pages: Sequence[Page], *, page: int) -> View:
    """Draw the same page of an earlier year's answers, on top of this year's."""
    [beside], _, _ = paging.turned_to(pages, page, most=1)
    return blocks.modal(
        "Last year's answers",
        [
            blocks.section(_head(shown)),
            blocks.context(f"{beside.title}, asked as it was worded then"),
            *answers.read_again(beside.fields, answers_of(shown.conversation)),
        ],
        callback_id=LAST_YEARS,
        close="Back",
    )


def whose(shown: ConversationSeen) -> str:
    """Say whose conversation it is, when and with whom it was held, and what it counts for."""
    return f"{markup.named(shown.student)}: {line_of(shown.conversation)}"


def _head(shown: ConversationSeen) -> str:
    return f"{markup.named(shown.student)}: {line_of(shown.conversation).splitlines()[0]}"


def _withdrawn(one: Conversation) -> list[Block]:
    if one.withdrawn is None:
        return []
    return [
        blocks.section(":no_entry_sign: *Withdrawn*: it does not count, but stays on record."),
        blocks.spoken(f"Why: {one.withdrawn.why}"),
    ]


def _provenance(shown: ConversationSeen) -> str:
    one = shown.conversation
    by = markup.short(shown.by, LONGEST_WHOM)
    said = f"Written down by {by}, {markup.moment(one.at)}."
    if shown.changed_by:
        changed = markup.short(shown.changed_by, LONGEST_WHOM)
        said += f" Version {one.revision}, changed by {changed}."
    if one.wording_version:
        said += f" Prompts: {markup.short(one.wording_version, 40)}."
    return said


def _pager(shown: ConversationSeen, page: int, count: int) -> list[Element]:
    one = shown.conversation
    beside = elements.button("Last year's answers", LAST_YEARS, value=f"{one.id}|{page}")
    return [
        *paging.turns(TURN, page, count, lambda to: f"{one.id}|{to}", words=paging.PAGE_BY_PAGE),
        *([beside] if shown.last_years else []),
        elements.button("All conversations", BACK_TO_LIST, value=list_from(one.student, 0)),
    ]


def _verbs(shown: ConversationSeen) -> list[Element]:
    one, value = shown.conversation, str(shown.conversation.id)
    versions = [elements.button("Earlier versions", VERSIONS, value=f"{value}|0")]
    versions = versions if one.revision > 1 else []
    if one.withdrawn:
        return [elements.button("Undo the withdrawal", RESTORE, value=value), *versions]
    concerns = [conversation.concerns_button(one.id, shown.to_decide)]
    return [
        elements.button("Edit", EDIT, value=value),
        elements.button("Parent input for SEIS", PARAGRAPH, value=f"{value}|0"),
        *(concerns if shown.to_decide else []),
        *versions,
        elements.button("Wrong student …", MOVE, value=value),
        elements.button("Withdraw …", WITHDRAW, value=value),
    ]


def list_from(student: StudentId, start: int) -> str:
    """Write what a button carries that leads to a student's list, from a place in it on."""
    return packed(tags.STUDENT.of(student), tags.PAGE.of(start))

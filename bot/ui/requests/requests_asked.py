"""Who has answered, who not and since when; and what can be done about one request."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, datetime

from bot import date_words
from bot.forms import tags
from bot.forms.requests.requests_asked import ASK_SOMEBODY, DUE, REQUEST, SET_DATE, SURE, WHOM
from bot.people.people import PersonId
from bot.requests.requests import RequestId, RequestState
from bot.requests.requests_asked import RequestStatus
from bot.ui.kit import blocks, elements, markup, paging
from bot.ui.kit.blocks import Block, View
from bot.ui.kit.drawing import modal
from bot.ui.kit.elements import Element
from bot.ui.kit.markup import counted
from bot.ui.requests.request_forms import at_page, line_about
from bot.ui.requests.requests_to_send import STATUS

LOOK = "requests_look"
ONE = "request_one"
READ = "request_read"
MAKE_PDF = "request_pdf"
REMIND = "request_remind"
REMIND_ALL = "requests_remind_all"
WITHDRAW = "request_withdraw"
ASK_AGAIN = "request_ask_again"
ANOTHER_DATE = "request_another_date"
SOMEBODY_ELSE = "request_somebody_else"
ON_BEHALF = "request_on_behalf"

LINK = "request_link"

NO_ADDRESS = (
    "They are not in Slack, and Preiep has no web address here at which they could fill in the "
    "form themselves; what they tell you can be recorded on their behalf."
)

PAGE_SIZE = 20
LONGEST_NAME = 120
LINES_TOGETHER = 10
"""In one paragraph, whose words Slack takes however long they are."""
MOST_OF_ONE = 8
"""Forms on a student's own screen; the others are in the list of all."""


def render(asked: Sequence[RequestStatus], *, page: int, now: datetime, notice: str = "") -> View:
    """Draw a page of everything asked for: what came back first, then what is open longest.

    Each person stands once. Whatever came in is read from one list, on every page.
    """
    in_order = sorted(asked, key=_order)
    shown, page, pages = paging.turned_to(in_order, page, most=PAGE_SIZE)
    waiting = sum(one.may_be_reminded(now=now) for one in asked)
    drawn: list[Block] = [*blocks.done(notice), _how_many(asked, _remind_all(waiting))]
    drawn.append(blocks.actions(_lists(in_order, shown), block_id=f"lists:{page}"))
    drawn += _by_person(shown)
    if buttons := paging.turns(STATUS, page, pages):
        drawn.append(blocks.actions(buttons, block_id=f"pager:{page}"))
    return blocks.modal("Who has answered", drawn, callback_id="requests_asked")


def _lists(asked: Sequence[RequestStatus], shown: Sequence[RequestStatus]) -> list[Element]:
    """Return the lists from which one form is read, or opened to do something about it."""
    came_in = [one for one in asked if one.has_form][: elements.MOST_CHOICES]
    read = [_option(at_page(one.about.request.id), one, "") for one in came_in]
    to_open = [_option(one.about.request.id, one, one.about.request.state) for one in shown]
    return [
        *([elements.select(READ, read, placeholder="Read a form …")] if read else []),
        elements.select(ONE, to_open, placeholder="Remind or change …"),
    ]


def _option(value: object, one: RequestStatus, stands: str) -> Element:
    who = f"{one.about.student.alias}, {one.respondent}"
    about = ", ".join(filter(None, [one.about.request.form.words, stands]))
    return elements.option(value, who, description=about)


def _by_person(shown: Sequence[RequestStatus]) -> Iterator[Block]:
    """Draw each person with what they were asked for, forms that stand alike in one line."""
    people: defaultdict[tuple[PersonId, str], defaultdict[str, list[str]]]
    people = defaultdict(lambda: defaultdict(list))
    for one in shown:
        who = f"*{markup.short(one.respondent, LONGEST_NAME)}*, {one.about.request.form.words}"
        lines = people[one.about.request.respondent, who]
        lines[_how_it_stands(one)].append(f"*{one.about.student.alias}*")
    for (_, who), lines in people.items():
        said = [who, *(f"{', '.join(aliases)}: {how}" for how, aliases in lines.items())]
        for start in range(0, len(said), LINES_TOGETHER):
            yield blocks.section("\n".join(said[start : start + LINES_TOGETHER]))


def of_student(asked: Sequence[RequestStatus]) -> list[Block]:
    """Draw the forms about one student, what came in first, for the student's own screen."""
    if not asked:
        return []
    everything = elements.button("All forms", LOOK)
    first = sorted(asked, key=lambda one: (not one.has_form, _order(one)))
    return [
        _how_many(asked, everything, title="*Forms*\n"),
        *(blocks.section(_line(one), accessory=_read_or_open(one)) for one in first[:MOST_OF_ONE]),
        *map(blocks.context, markup.more(len(first) - MOST_OF_ONE)),
    ]


def _how_many(asked: Sequence[RequestStatus], button: Element | None, *, title: str = "") -> Block:
    answered = sum(one.about.request.state is RequestState.IN for one in asked)
    words = f"{title}{answered} of {len(asked)} forms are in."
    return blocks.section(words, accessory=button, block_id="answered")


def _read_or_open(one: RequestStatus) -> Element:
    """Lead to what came in with one press; where nothing did, to what can be done about it."""
    if not one.has_form:
        return _open(one)
    label = f"Read {one.about.request.form.words}"
    return elements.button("Read", READ, value=at_page(one.about.request.id), label=label)


def _open(one: RequestStatus) -> Element:
    request = one.about.request
    label = f"Open {one.about.student.alias}, {request.form.words}"
    return elements.button("Open", ONE, value=request.id, label=label)


def _remind_all(waiting: int) -> Element | None:
    if not waiting:
        return None
    sure = elements.confirm(
        "Remind everybody who has not answered?",
        "Each person gets one message with all the forms they owe you. Whoever was told within "
        "the last 24 hours is left out.",
        yes="Remind all",
        no="Not now",
    )
    return elements.button(f"Remind all {waiting}", REMIND_ALL, confirm=sure)


def reminded(people: int, forms: int) -> str:
    who = "1 person" if people == 1 else f"{people} people"
    return f"Reminded {who} of {counted(forms, 'form')}."


def render_one(one: RequestStatus, *, now: datetime, notice: str = "") -> View:
    request = one.about.request
    drawn = blocks.done(markup.escaped(notice))
    drawn += [blocks.section(line_about(one.about)), blocks.section(_line(one))]
    if request.reason:
        drawn += [blocks.context("Reason given"), blocks.spoken(request.reason)]
    if one.nudged_at:
        drawn.append(blocks.context(f"Last reminded {markup.moment(one.nudged_at)}."))
    if one.may_have_link and (said := one.link if one.web else NO_ADDRESS):
        drawn.append(blocks.context(said))
    if controls := _controls(one, now=now):
        drawn.append(blocks.actions(controls, block_id=f"one:{request.id}"))
    return blocks.modal("One form", drawn, callback_id="request_one")


def ask_date(one: RequestStatus) -> View:
    request = one.about.request
    return modal(
        SET_DATE,
        [blocks.section(line_about(one.about)), DUE.showing(request.wanted_by)],
        carries=[REQUEST.of(request.id)],
    )


def ask_person(one: RequestStatus) -> View:
    return modal(
        ASK_SOMEBODY,
        [
            blocks.section(line_about(one.about)),
            blocks.context(
                "This person joins the student's team. The first person is no longer asked."
            ),
            WHOM,
        ],
        carries=[REQUEST.of(one.about.request.id)],
    )


def _order(one: RequestStatus) -> tuple[int, date, str]:
    request = one.about.request
    first = (RequestState.RETURNED, RequestState.OPEN, RequestState.IN, RequestState.WITHDRAWN)
    return (first.index(request.state), request.wanted_by, one.about.student.alias)


def _line(one: RequestStatus) -> str:
    who = markup.short(one.respondent, LONGEST_NAME)
    return f"{who}, {one.about.request.form.words}: {_how_it_stands(one)}"


def _how_it_stands(one: RequestStatus) -> str:
    request = one.about.request
    asked = f"asked {markup.moment(request.asked_at)}"
    match request.state:
        case RequestState.IN:
            return f"in since {markup.moment(request.changed_at)} ✓"
        case RequestState.RETURNED:
            return "given back to you: not theirs"
        case RequestState.WITHDRAWN:
            return "withdrawn"
        case RequestState.OPEN if not one.takes_forms:
            return f"never came in, {asked}"
        case RequestState.OPEN:
            needs = ", they need until then" if request.needs_until else ""
            where = "" if one.in_slack else ", not in Slack"
            due = date_words.in_short_with_year(request.wanted_by)
            return f"open, {asked}, due {due}{needs}{where}"


def _controls(one: RequestStatus, *, now: datetime) -> list[Element]:
    request = one.about.request
    value = str(request.id)
    buttons = []
    if one.has_form:
        buttons.append(
            elements.button("Read the form", READ, value=at_page(request.id), style="primary")
        )
        buttons.append(make_pdf(request.id))
    if not one.takes_forms:
        return buttons
    if one.is_open and one.in_slack:
        buttons.append(_remind(one, now=now))
    if one.web and (one.may_have_link or one.link):
        words = "Private link …" if one.link else "Make a private link"
        buttons.append(elements.button(words, LINK, value=value))
    if request.state in (RequestState.RETURNED, RequestState.WITHDRAWN):
        buttons.append(elements.button("Ask again", ASK_AGAIN, value=value))
    if request.state is not RequestState.WITHDRAWN:
        buttons.append(elements.button("Record on their behalf", ON_BEHALF, value=value))
    if request.state in (RequestState.OPEN, RequestState.RETURNED):
        sure = elements.confirm(
            "Withdraw this form?",
            "They are no longer asked. What they typed stays theirs.",
            yes="Withdraw",
            no="Keep it",
        )
        buttons += [
            elements.button("Another date …", ANOTHER_DATE, value=value),
            elements.button("Somebody else …", SOMEBODY_ELSE, value=value),
            elements.button("Withdraw", WITHDRAW, value=value, style="danger", confirm=sure),
        ]
    return buttons


def make_pdf(request: RequestId, *, page: int | None = None) -> Element:
    """Draw the button that makes a PDF; `page` is that of the form on which it stands, if any."""
    if page is None:
        return elements.button("Make a PDF", MAKE_PDF, value=at_page(request))
    return elements.button("Make a PDF", f"{MAKE_PDF}:reading", value=at_page(request, page))


def _remind(one: RequestStatus, *, now: datetime) -> Element:
    lately = one.was_told_lately(now=now)
    value = tags.packed(REQUEST.of(one.about.request.id), SURE.of(lately))
    if not lately:
        return elements.button("Remind now", REMIND, value=value)
    sure = elements.confirm(
        "Remind them again?",
        "They were reminded within the last 24 hours.",
        yes="Remind again",
        no="Wait",
    )
    return elements.button("Remind now", REMIND, value=value, confirm=sure)

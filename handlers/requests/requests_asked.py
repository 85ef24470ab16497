"""Listen to what a case manager looks up about their requests, and does about one of them."""

import re
from dataclasses import replace

from bot.forms import tags
from bot.forms.answers import Answers
from bot.forms.requests import requests_asked as form
from bot.forms.requests.requests_asked import REQUEST
from bot.requests.requests import RequestId
from bot.ui.kit.blocks import View
from bot.ui.links_outside import request_links
from bot.ui.meeting_day import helpers
from bot.ui.requests import request_forms, requests_to_send
from bot.ui.requests import requests_asked as screen
from casework.requests import requests_asked as requests
from casework.requests.asking import meeting_still_ahead
from handlers.kit.asked import Asked
from handlers.kit.listening import ON_TOP, Listening, in_caseload
from handlers.kit.people_in_slack import newcomer_chosen
from storage import Scope

PDF_COMES = (
    "The PDF comes to your messages with Preiep in a moment. It is for you alone, and is taken "
    "out of Slack again: save it where your school keeps records."
)


def listen(on: Listening) -> None:
    on.click(screen.LOOK, look)
    on.click(screen.REMIND_ALL, remind_all)
    on.click(re.compile(f"^{requests_to_send.STATUS}"), show_all)
    on.click(screen.ONE, show_one, shown=ON_TOP)
    on.click(screen.READ, read, shown=ON_TOP)
    on.click(re.compile(f"^{screen.READ}:"), read)
    on.click(re.compile(f"^{screen.MAKE_PDF}"), make_pdf)
    on.click(screen.REMIND, remind_now)
    on.click(screen.WITHDRAW, withdraw_one)
    on.click(screen.ASK_AGAIN, ask_again)
    on.click(screen.ANOTHER_DATE, in_caseload(ask_date, REQUEST), shown=ON_TOP)
    on.click(screen.SOMEBODY_ELSE, in_caseload(ask_person, REQUEST), shown=ON_TOP)
    on.submit(form.SET_DATE, save_date)
    on.submit(form.ASK_SOMEBODY, send_to_somebody_else)


def look(asked: Asked) -> View:
    with asked.caseload() as scope:
        return _all(scope)


def show_all(asked: Asked) -> View:
    with asked.caseload() as scope:
        return _all(scope, page=asked.clicked(tags.PAGE))


def remind_all(asked: Asked) -> View:
    with asked.caseload() as scope:
        people, forms = requests.remind_all(scope)
        return _all(scope, notice=screen.reminded(people, forms))


def show_one(asked: Asked) -> View:
    with asked.caseload() as scope:
        return _one(asked, scope, asked.clicked(REQUEST))


def read(asked: Asked) -> View:
    with asked.caseload() as scope:
        return _form(asked, scope)


def make_pdf(asked: Asked) -> View:
    """Have the form that came in made into a file for whoever asks, and say where it comes."""
    wanted = asked.clicked(REQUEST)
    with asked.caseload() as scope:
        requests.put_pdf(scope, wanted, asked_from=asked.screen_drawn)
        if asked.control == screen.MAKE_PDF:
            return _one(asked, scope, wanted, notice=PDF_COMES)
        return _form(asked, scope, notice=PDF_COMES)


def remind_now(asked: Asked) -> View:
    """Put one more nudge; a second within a day only where they said that they are sure."""
    with asked.caseload() as scope:
        one = requests.look_at_one(scope, asked.clicked(REQUEST))
        if requests.remind(scope, one, sure=asked.clicked(form.SURE)):
            notice = "Reminder sent."
        else:
            notice = "They were reminded within the last day. Press again to remind them anyway."
        return screen.render_one(one, now=scope.now, notice=notice)


def withdraw_one(asked: Asked) -> View:
    wanted = asked.clicked(REQUEST)
    with asked.caseload() as scope:
        requests.withdraw(scope, wanted)
        return _one(asked, scope, wanted, notice="The form is withdrawn.")


def ask_again(asked: Asked) -> View:
    wanted = asked.clicked(REQUEST)
    with asked.caseload() as scope:
        requests.ask_anew(scope, wanted)
        return _one(asked, scope, wanted, notice="They are asked again.")


def ask_date(scope: Scope, wanted: RequestId) -> View:
    return screen.ask_date(requests.look_at_one(scope, wanted))


def ask_person(scope: Scope, wanted: RequestId) -> View:
    return screen.ask_person(requests.look_at_one(scope, wanted))


def save_date(asked: Asked, answers: Answers) -> View:
    with asked.caseload() as scope:
        request = scope.requests.get(asked.carried(REQUEST))
        meeting = meeting_still_ahead(scope, request)
        requests.change_date(scope, request, form.due_from(answers, meeting, today=scope.today))
        return _one(asked, scope, request.id, notice="The date is changed.")


def send_to_somebody_else(asked: Asked, answers: Answers) -> View:
    """Ask a colleague in the respondent's place; Slack says who they are."""
    chosen = answers[form.WHOM]
    newcomer = newcomer_chosen(asked, chosen, form.WHOM.refused(helpers.REFUSED))
    with asked.caseload() as scope:
        requests.ask_somebody_else(scope, asked.carried(REQUEST), chosen, newcomer)
        return _all(scope)


def _all(scope: Scope, *, page: int = 0, notice: str = "") -> View:
    return screen.render(requests.look_at_all(scope), page=page, now=scope.now, notice=notice)


def _one(asked: Asked, scope: Scope, wanted: RequestId, *, notice: str = "") -> View:
    """Show one request; people outside Slack reach us at all where there is a web address."""
    one, web = requests.look_at_one(scope, wanted), bool(asked.surroundings.public_url)
    link = scope.links.of(wanted) if web else None
    words = request_links.line(link, now=scope.now, zone=scope.workspace.zone)
    return screen.render_one(replace(one, web=web, link=words), now=scope.now, notice=notice)


def _form(asked: Asked, scope: Scope, *, notice: str = "") -> View:
    page = asked.clicked(tags.PAGE)
    came_in = requests.read_form(scope, asked.clicked(REQUEST), asked.content)
    return request_forms.reading(
        came_in,
        page=page,
        turn_to=screen.READ,
        notice=notice,
        controls=[screen.make_pdf(came_in.request, page=page)],
    )

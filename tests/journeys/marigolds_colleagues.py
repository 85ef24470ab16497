"""What Marigold's colleagues do in her year, so that it is read how each of them is spoken to."""

import re

from bot.requests.requests import Request
from sandbox.client import Message, Person, Surface
from storage import Scope
from tests.journeys.marigolds_year import MarigoldsYear
from tests.journeys.transcript import Reader

PAT, GIDEON, SUNNIVA = "U0DEMO011", "U0DEMO012", "U0DEMO015"
LEE = "Lee Nightingale"
"""Gives occupational therapy under contract, and has no Slack."""
OFFICE, OWN = "C0DEMO005", "C0DEMO003"
"""The office's channel, and Marigold's."""


class Colleagues:
    """Two teachers, the office, and a provider with nothing but a mailbox and a browser."""

    def __init__(self, year: MarigoldsYear) -> None:
        self._year, self._district, self._client = year, year.district, year.district.client
        self.pat, self.gideon = self._client.person(PAT), self._client.person(GIDEON)
        self.dahlia = self._client.person("Dahlia")

    def are_asked(self) -> None:
        """Marigold sends all forms, has the link mailed to who has no Slack, tells the office."""
        marigold = self._district.marigold
        self._year.types("request").submit()
        self._district.settle()
        self._looks(marigold, marigold.modal)
        marigold.reload()
        self._opens_lees_form()
        for button in ("Make a private link", "E-mail the link"):
            marigold.modal.click(button)
            self._district.settle()
        self._looks(marigold, marigold.modal)
        marigold.reload()
        self.office_is_told()

    def office_is_told(self) -> None:
        marigold = self._district.marigold
        _, digest = self._district.digests(marigold)[-1]
        self._district.presses(marigold, digest, "", r"Send \d+ notes? to the office")

    def office_has_lost_its_channel(self) -> None:
        """Somebody archives the office's channel; the admin hears of it, and takes it back."""
        self._client.deed("archive", channel=OFFICE)
        self.office_is_told()
        self._client.deed("unarchive", channel=OFFICE)
        self.office_is_told()

    def office_invites(self) -> None:
        """The office sends all but one, and reads what is left at home."""
        card = [one for one in self.dahlia.messages(OFFICE) if one.by_app][-1]
        modal = self._district.opens(self.dahlia, card, "Open the list")
        self._looks(self.dahlia, modal)
        modal.untick(next(iter(modal.values.values()))[0])
        modal.choose("Was the rights notice enclosed?", "Yes")
        left = modal.submit()
        self._district.settle()
        self._looks(self.dahlia, left)
        self._looks_home(self.dahlia)

    def teachers_answer(self) -> None:
        """Pat fills in one of hers; Gideon says of one that it is not his."""
        asked = self._asked(self.pat)
        self._looks_home(self.pat)
        modal = self._district.opens(self.pat, asked, _first(asked, "Fill in "))
        self._looks(self.pat, modal)
        modal.fill("Subject and period", "English, period 2")
        second = modal.submit()
        assert second is not None
        self._looks(self.pat, second)
        second.choose("Can you come to the meeting?", "Yes")
        self._looks(self.pat, second.submit())
        self._district.settle()
        self.pat.reload()
        asked = self._asked(self.gideon)
        self._district.presses(self.gideon, asked, "", "Not mine.*")
        reply = self.gideon.modal
        self._looks(self.gideon, reply)
        assert reply is not None
        reply.choose("What should the case manager know?", "This form is not mine")
        reply.fill("Why", "She is in period 2 now")
        assert reply.submit() is None
        self._district.settle()

    def provider_answers(self) -> None:
        """Lee comes from the mail to the page, asks for a code, and sends the report."""
        found = re.search(r"http://\S+/form/\S+", self._district.transcript.mailbox.texts[-1])
        assert found
        lee = Reader(LEE, found[0], self._district.transcript)
        lee.opens()
        lee.presses("E-mail me a code")
        self._district.settle()
        code = re.search(r"\d{3} \d{3}", self._district.transcript.mailbox.texts[-1])
        assert code
        lee.fills("Your code", code[0])
        lee.presses("Open the form")
        lee.fills("Service and minutes", "30 minutes a week")
        lee.fills("Present levels in this area", "Ties both shoes, asks for the left one")
        lee.fills("How many goals are you reporting on?", "1")
        lee.presses("Next")
        lee.fills("Goal 1", "Writes a full line between the margins")
        lee.chooses("On track")
        lee.presses("Next")
        lee.fills("Summary for the parents", "The pencil holds, and the lines are straighter.")
        lee.chooses("Yes")
        lee.presses("Send the form")
        self._district.settle()

    def teacher_takes_on(self) -> None:
        """Something from the meeting just held is Pat's to do, and she does it at once."""
        marigold = self._district.marigold
        marigold.reload()
        held = [one for one in marigold.messages(OWN) if "[Who does what]" in one.text][-1]
        modal = self._district.opens(marigold, held, "Who does what")
        modal.fill("What is to be done", "Send two pieces of her writing")
        modal.choose("Who does it", "Pat Orchard")
        modal.submit()
        self._district.settle()
        marigold.reload()
        (handed,) = [one for one in self.pat.dms() if one.title.startswith("IEP meeting of")]
        modal = self._district.opens(self.pat, handed, "Open")
        self._looks(self.pat, modal)
        modal.click("Done")
        self._district.settle()
        self.pat.reload()

    def _opens_lees_form(self) -> None:
        def form(scope: Scope) -> Request:
            (lee,) = [one for one in scope.people.all() if one.name == LEE]
            return list(scope.requests.to(lee.id))[-1]

        self._year.types("request").click("status/requests_status")
        self._district.settle()
        modal = self._district.marigold.modal
        assert modal is not None
        modal.choose("request_one", str(self._year.read(form).id))
        self._district.settle()

    def _asked(self, person: Person) -> Message:
        return [one for one in person.dms() if one.title.startswith("IEP meeting forms")][-1]

    def _looks(self, person: Person, place: Surface | None) -> None:
        assert place is not None
        self._district.transcript.looks(person.name, place)

    def _looks_home(self, person: Person) -> None:
        person.open_home()
        self._district.settle()
        self._looks(person, person.home)


def _first(message: Message, words: str) -> str:
    """Return the words of the first button that begins so."""
    (found, *_) = re.findall(rf"\[({words}[^\]]*)\]", message.text)
    return str(found)

"""Provider reports: what a contracted provider is asked before a meeting.

Eligibility and placement are the team's to decide, so nothing here asks for them.
"""

from collections.abc import Iterator

from bot.forms import Answers, Asks, Page, Question

MOST_GOALS = 15
GOALS_A_PAGE = 3
"""With a text each for goal and evidence, what one page holds."""

USUAL_GOALS = 3

_STATUS = (
    ("met", "Met"),
    ("on_track", "On track"),
    ("behind", "Behind"),
    ("not_yet", "Not yet looked at"),
)

_SERVICE = Page(
    title="The service, and where the student is",
    questions=(
        Question(
            id="service",
            asks=Asks.LINE,
            label="Service and minutes",
            hint="For example: 30 minutes twice a week, small group.",
            required=True,
        ),
        Question(id="levels", asks=Asks.TEXT, label="Present levels in this area", required=True),
        Question(id="strengths", asks=Asks.TEXT, label="Strengths"),
        Question(id="needs", asks=Asks.TEXT, label="Needs"),
        Question(
            id="goals",
            asks=Asks.NUMBER,
            label="How many goals do you report on?",
            hint="The next pages have room for so many, 15 at the most.",
            least=0,
            most=MOST_GOALS,
        ),
    ),
)

_AHEAD = Page(
    title="What comes next",
    questions=(
        Question(id="proposed_goals", asks=Asks.TEXT, label="Goals you propose"),
        Question(
            id="recommended",
            asks=Asks.TEXT,
            label="Recommended service",
            hint="How often, how many minutes, in what setting.",
        ),
        Question(id="evidence", asks=Asks.TEXT, label="The data behind the recommendation"),
        Question(
            id="summary",
            asks=Asks.TEXT,
            label="Summary for the parents",
            hint="A few plain sentences, as you would say them.",
        ),
        Question(
            id="attends",
            asks=Asks.CHOICE,
            label="Can you come to the meeting?",
            required=True,
            options=(
                ("yes", "Yes"),
                ("part", "For a part of it"),
                ("no", "No"),
                ("unsure", "Not sure yet"),
            ),
        ),
    ),
)


def pages(answers: Answers) -> tuple[Page, ...]:
    """The report's pages, with as many for goals as the first page asks for."""
    goals = how_many_goals(answers)
    starts = range(1, goals + 1, GOALS_A_PAGE)
    return (
        _SERVICE,
        *(_goal_page(first, min(first + GOALS_A_PAGE - 1, goals)) for first in starts),
        _AHEAD,
    )


def how_many_goals(answers: Answers) -> int:
    given = answers.get("goals", "").strip()
    if not (given.isascii() and given.isdecimal()):
        return USUAL_GOALS
    return min(int(given[:3]), MOST_GOALS)


def _goal_page(first: int, last: int) -> Page:
    which = f"Goal {first}" if first == last else f"Goals {first} to {last}"
    return Page(
        title=f"{which}: progress",
        questions=tuple(question for goal in range(first, last + 1) for question in _goal(goal)),
    )


def _goal(number: int) -> Iterator[Question]:
    yield Question(id=f"goal_{number}", asks=Asks.TEXT, label=f"Goal {number}")
    yield Question(id=f"goal_{number}_measure", asks=Asks.LINE, label="How it is measured")
    yield Question(id=f"goal_{number}_status", asks=Asks.CHOICE, label="Status", options=_STATUS)
    yield Question(id=f"goal_{number}_evidence", asks=Asks.TEXT, label="Evidence")

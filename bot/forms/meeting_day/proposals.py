"""What is asked of a proposal: its words when it is logged, and what became of it."""

from collections.abc import Mapping

from bot.forms.answers import Answers
from bot.forms.fields import choice, line, radio, text
from bot.forms.modals import Modal
from bot.forms.supervisor_reasons import REASON
from bot.forms.tags import Tag
from bot.meeting_day.proposals import ProposalId, ProposalOutcome

OUTCOMES = {
    ProposalOutcome.UNDECIDED: "Not decided yet",
    ProposalOutcome.AGREED: "Agreed",
    ProposalOutcome.NOT_AGREED: "Not agreed",
    ProposalOutcome.TO_CONSIDER: "To consider",
    ProposalOutcome.TAKEN_BACK: "Taken back",
}

PROPOSED = text(
    "text", "What is proposed", missing="Please write down what is proposed.", prefilled="text"
)
BY_WHOM = line(
    "by_whom",
    "Who proposes it",
    hint="For example: the mother, or the speech provider.",
    missing="Please say who proposes it.",
    prefilled="by_whom",
)
OUTCOME = radio(
    "outcome",
    "What became of it",
    OUTCOMES,
    hint="It can be changed later, in the list.",
    required=True,
    prefilled="outcome",
).showing(ProposalOutcome.UNDECIDED)
DATA = text(
    "data",
    "The data behind it",
    hint="What it is based on, and how it would help the student.",
    prefilled="data",
)
WORDS = (PROPOSED, BY_WHOM, OUTCOME, DATA)

LOG_PROPOSAL = Modal(
    name="proposal_add", title="Log a proposal", fields=(*WORDS, REASON), submit="Log"
)
CHANGE_PROPOSAL = Modal(name="proposal_save", title="Change a proposal", fields=WORDS)

BECAME = choice("outcome", "What became of it", OUTCOMES, required=True)
LIST_PROPOSALS = Modal(name="proposal_keep", title="Proposals", fields=(BECAME, REASON))

PROPOSAL = Tag("proposal", lambda text: ProposalId(int(text)))


def outcomes_from(answers: Answers) -> Mapping[ProposalId, ProposalOutcome]:
    """Read the outcomes that this person changed, of those on the page."""
    rows = [row for row in answers.rows(BECAME) if answers.is_changed(BECAME.of(row))]
    return {ProposalId(int(row)): answers[BECAME.of(row)] for row in rows}

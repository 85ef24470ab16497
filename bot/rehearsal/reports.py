"""The report of a rehearsal: for each step, whether Slack did what the sandbox does."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.rehearsal.shapes import Shape, differences
from bot.rehearsal.steps import STEPS, RehearsalStep

Found = Mapping[str, Shape]
"""What was found in one step, by what was looked at; empty where it could not be tried."""


UNTRIED = "untried"
"""Stands for what could not be looked at in a step of which the rest could."""


class StepVerdict(StrEnum):
    AGREED = "agreed"
    DIFFERS = "differs"
    NOT_TRIED = "could not be tried"
    NOT_YET = "not done yet"


@dataclass(frozen=True, kw_only=True)
class StepReport:
    step: RehearsalStep
    verdict: StepVerdict
    details: Sequence[str] = ()
    """Where it differs, and how; what could not be tried although the rest could."""

    @property
    def title(self) -> str:
        return STEPS[self.step].title

    @property
    def question(self) -> str:
        return STEPS[self.step].question


def is_refused(found: Found) -> bool:
    """Tell whether Slack did not take that with which a step goes on."""
    return any("error" in found.get(name, ()) for name in ("opened", "posted"))


def report(
    expected: Mapping[RehearsalStep, Found], found: Mapping[RehearsalStep, Found]
) -> list[StepReport]:
    """Compare what was found with what was expected, step by step."""
    return [_of(step, expected.get(step, {}), found.get(step)) for step in STEPS]


def _of(step: RehearsalStep, expected: Found, found: Found | None) -> StepReport:
    if found is None:
        return StepReport(step=step, verdict=StepVerdict.NOT_YET)
    if not found:
        return StepReport(step=step, verdict=StepVerdict.NOT_TRIED)
    untried = {name for name, what in found.items() if what == UNTRIED}
    if untried == set(found):
        return StepReport(step=step, verdict=StepVerdict.NOT_TRIED)
    here, there = ({k: v for k, v in one.items() if k not in untried} for one in (expected, found))
    how = list(differences(here, there))
    verdict = StepVerdict.DIFFERS if how else StepVerdict.AGREED
    left_out = [f"{name}: {StepVerdict.NOT_TRIED}" for name in sorted(untried)]
    return StepReport(step=step, verdict=verdict, details=[*how, *left_out])

"""What an admin does in a rehearsal: begin it, come to the end of a step, read how it went."""

from datetime import timedelta

from bot.errors import CaseworkError
from bot.rehearsal.expected import expected
from bot.rehearsal.reports import Found, StepReport, is_refused, report
from bot.rehearsal.shapes import shape_of
from bot.rehearsal.steps import GO_ON, RehearsalStep
from storage import Scope

AN_HOUR = timedelta(hours=1)


def begin_rehearsal(scope: Scope) -> None:
    scope.rehearsals.begin()
    scope.audit.log("began a rehearsal")


def keep_part(scope: Scope, step: RehearsalStep, found: Found) -> None:
    """Keep what was found in a part of a step, beside what was found in it before."""
    done, begun = scope.rehearsals.found(), scope.rehearsals.found(done=False)
    if step not in done:
        scope.rehearsals.keep(step, {**begun.get(step, {}), **found}, done=False)


def keep_first(scope: Scope, step: RehearsalStep, found: Found) -> bool:
    """Keep what the first press found; return whether the step is at its end by that."""
    if step in GO_ON and not is_refused(found):
        keep_part(scope, step, found)
        return False
    return end_step(scope, step, found)


def end_step(scope: Scope, step: RehearsalStep, found: Found | None) -> bool:
    """Keep the rest of what was found in a step, or None where it could not be tried.

    Returns whether it was not at its end before.
    """
    if step in scope.rehearsals.found():
        return False
    begun = scope.rehearsals.found(done=False).get(step, {})
    scope.rehearsals.keep(step, {} if found is None else {**begun, **found}, done=True)
    return True


def count_time(scope: Scope, step: RehearsalStep) -> int:
    """Count how often one press was heard; return how often that is by now.

    What comes after the step is done is not counted.
    """
    if step in scope.rehearsals.found():
        return 0
    begun = scope.rehearsals.found(done=False).get(step, {})
    times = int(str(begun.get("heard", {}).get("times", "=0")).removeprefix("=")) + 1
    keep_part(scope, step, {"heard": shape_of({"times": times})})
    return times


def refuse_before_an_hour(scope: Scope) -> None:
    """Raise CaseworkError where the rest of the rehearsal is not an hour old."""
    last = scope.rehearsals.last_kept_at()
    if last is not None and scope.now < last + AN_HOUR:
        raise CaseworkError("An hour has not passed yet. Please press this again later today.")


def rehearsal_report(scope: Scope) -> list[StepReport]:
    found = {RehearsalStep(step): what for step, what in scope.rehearsals.found().items()}
    return report(expected(), found)

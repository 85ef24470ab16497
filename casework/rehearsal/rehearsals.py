"""What an admin does in a rehearsal: begin it, come to the end of a step, read how it went."""

from bot.rehearsal.expected import expected
from bot.rehearsal.reports import Found, StepReport, report
from bot.rehearsal.steps import RehearsalStep
from storage import Scope


def begin_rehearsal(scope: Scope) -> None:
    scope.rehearsals.begin()
    scope.audit.log("began a rehearsal")


def keep_part(scope: Scope, step: RehearsalStep, found: Found) -> None:
    """Keep what was found in a part of a step, beside what was found in it before."""
    done, begun = scope.rehearsals.found(), scope.rehearsals.found(done=False)
    if step not in done:
        scope.rehearsals.keep(step, {**begun.get(step, {}), **found}, done=False)


def end_step(scope: Scope, step: RehearsalStep, found: Found) -> bool:
    """Keep the rest of what was found in a step; return whether it was not at its end before."""
    if step in scope.rehearsals.found():
        return False
    begun = scope.rehearsals.found(done=False).get(step, {})
    scope.rehearsals.keep(step, {**begun, **found}, done=True)
    return True


def skip_step(scope: Scope, step: RehearsalStep) -> bool:
    """Keep that a step could not be tried; return whether it was not at its end before."""
    if step in scope.rehearsals.found():
        return False
    scope.rehearsals.keep(step, {}, done=True)
    return True


def rehearsal_report(scope: Scope) -> list[StepReport]:
    found = {RehearsalStep(step): what for step, what in scope.rehearsals.found().items()}
    return report(expected(), found)

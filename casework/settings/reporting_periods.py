"""What admins do with the reporting periods."""

from bot.errors import DateError
from bot.forms.settings.reporting_periods import LAST
from bot.goals.reporting_periods import NOT_KEPT_YET, PeriodId, ReportingPeriod
from storage import Scope


def period_on_record(settings: Scope, period: PeriodId) -> ReportingPeriod | None:
    """Return the period as it stands; None for a new one, and where somebody has removed it."""
    if period == NOT_KEPT_YET:
        return None
    return next((one for one in settings.settings.periods() if one.id == period), None)


def keep_period(settings: Scope, period: ReportingPeriod) -> None:
    """Keep a new or changed period; raise FormError where it shares days with another."""
    try:
        settings.settings.keep_period(period)
    except DateError as error:
        raise LAST.refused(str(error)) from error

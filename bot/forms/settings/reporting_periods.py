"""What is asked of a reporting period: its name and its days."""

from bot.forms.fields import day, line
from bot.forms.modals import Modal

LABEL = line(
    "period_label",
    "Name",
    hint="As your school says it: Quarter 1, Fall trimester.",
    missing="Please give the period a name.",
    prefilled="label",
)
FIRST = day("period_first", "First day", missing="Please choose its first day.", prefilled="first")
LAST = day("period_last", "Last day", missing="Please choose its last day.", prefilled="last")
KEEP_PERIOD = Modal(name="period_save", title="Reporting period", fields=(LABEL, FIRST, LAST))

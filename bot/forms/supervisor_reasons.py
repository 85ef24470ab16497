"""The field by which a supervisor's modals carry along why a record was opened."""

from bot.forms.fields import Field, line

REASON = line(
    "reason",
    "Your reason",
    hint="For example: the parents have asked me to look into this.",
    missing="Please say in a few words why you open this.",
)


def reason_field(why: str) -> list[Field[str]]:
    """Return the field where a reason was given, and nothing where none is asked for."""
    return [REASON.showing(why)] if why else []

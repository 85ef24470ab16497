"""How an admin, who sees no names, says whose trail is to open."""

from bot.forms.fields import line
from bot.forms.modals import Modal

WHOSE = line(
    "trail_asked",
    "Student",
    hint="The alias, as in messages, or the district's student id. "
    "Opening a trail is logged in it.",
    required=True,
)
FIND_TRAIL = Modal(name="trail_find", title="A student's trail", fields=(WHOSE,), submit="Open")

UNKNOWN = "No student here has this alias or id. Please look at it again."

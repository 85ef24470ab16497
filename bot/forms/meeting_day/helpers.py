"""What is asked of a helper: who it is."""

from bot.forms.fields import person
from bot.forms.modals import Modal

WHO_HELPS = person(
    "person", "Who helps", hint="A colleague in this workspace.", missing="Please choose somebody."
)
ADD_HELPER = Modal(name="helper_save", title="Add a helper", fields=(WHO_HELPS,), submit="Add")

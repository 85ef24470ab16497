"""What is asked at the close of a meeting, and the note that is made of it."""

from bot.forms.fields import text
from bot.forms.modals import Modal

CLOSE_OUT = Modal(
    name="close_out_make",
    title="Close-out",
    fields=(
        text(
            "services",
            "Services offered and changed",
            hint="As they were read back: what, how much, and what is different from before.",
            prefilled="services",
        ),
        text("other", "Anything else", hint="A short, factual summary.", prefilled="other"),
    ),
    submit="Make the note",
)

NOTE = text("note", "The note")
NOTE_FOR_SEIS = Modal(name="close_out_done", title="Note for SEIS", fields=(NOTE,), submit="Done")

"""What a case manager sets for themselves: the hour of their digest, their channel, and a leave."""

from bot.forms.fields import channel, clock, day
from bot.forms.modals import Modal

DIGEST_AT = clock(
    "own_digest_at",
    "Hour of your morning digest",
    hint="On school days, by the clock of the time zone that you have set in Slack.",
    missing="Please choose an hour.",
    prefilled="digest_at",
)
CHANNEL = channel(
    "own_channel",
    "Channel for your checklist threads",
    hint="A private channel to which you have invited Preiep. Left empty, the threads come "
    "to you directly.",
    prefilled="channel",
)
PAUSED_UNTIL = day(
    "paused_until",
    "Pause my digest until",
    hint="For a leave: the day you are back. Your supervisor is told that it is paused. "
    "Left empty, it comes every school day with something due.",
    prefilled="paused_until",
)
OWN_SETTINGS = Modal(
    name="settings_own_save", title="My settings", fields=(DIGEST_AT, CHANNEL, PAUSED_UNTIL)
)

"""What a supervisor is asked before a student's row opens."""

from bot.forms.modals import Modal
from bot.forms.supervisor_reasons import REASON

GIVE_REASON = Modal(name="district_reason", title="Reason, please", fields=(REASON,), submit="Open")

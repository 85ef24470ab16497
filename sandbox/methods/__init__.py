"""The Web API: every method that this workspace knows. Others fail, loudly."""

from sandbox.calls import Method
from sandbox.methods import apps, chat, conversations, files, users, views

METHODS: dict[str, Method] = {
    **apps.METHODS,
    **chat.METHODS,
    **conversations.METHODS,
    **files.METHODS,
    **users.METHODS,
    **views.METHODS,
}

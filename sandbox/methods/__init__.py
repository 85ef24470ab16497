"""The Web API: every method that this workspace knows. Others fail, loudly."""

from sandbox.methods import apps, chat, conversations, files, users, views
from sandbox.server.api_calls import Method

METHODS: dict[str, Method] = {
    **apps.METHODS,
    **chat.METHODS,
    **conversations.METHODS,
    **files.METHODS,
    **users.METHODS,
    **views.METHODS,
}

"""The official clients work as they are: Bolt over sockets, Bolt over HTTP, the SDK's models."""

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from slack_bolt import Ack, App, BoltRequest, Respond
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk import WebClient
from slack_sdk.models import blocks as models
from slack_sdk.models.views import View

from sandbox.client import Person, SandboxClient
from sandbox.server.server import Sandbox
from tests.sandbox.bots import Bot, actions, button, home, manifest, modal, options, section
from tests.sandbox.conftest import HILLTOP, MORNING


def bolt_app(sandbox: Sandbox) -> App:
    """An app as Bolt's own documentation would write it."""
    app = App(
        client=WebClient(token=sandbox.bot_token, base_url=sandbox.api_url),
        signing_secret=sandbox.signing_secret,
    )

    @app.command("/tortoise")
    def begin(ack: Ack, body: dict[str, Any], client: WebClient) -> None:
        ack()
        client.views_open(trigger_id=body["trigger_id"], view=modal())

    @app.view("a_form")
    def keep(ack: Ack, body: dict[str, Any], view: dict[str, Any], client: WebClient) -> None:
        name = view["state"]["values"]["name"]["answer"]["value"]
        if name == "nobody":
            ack(response_action="errors", errors={"name": "Somebody, please"})
            return
        ack()
        done = [section(f"Kept {name}"), actions(button("Done", "done"))]
        client.chat_postMessage(channel=body["user"]["id"], text="Kept", blocks=done)

    @app.action("done")
    def done(ack: Ack, respond: Respond) -> None:
        ack()
        respond(text="Done", replace_original=True)

    @app.options("answer")
    def suggest(ack: Ack) -> None:
        ack(options=options("Rosa"))

    @app.event("app_home_opened")
    def greet(event: dict[str, Any], client: WebClient) -> None:
        client.views_publish(user_id=event["user"], view=home())

    return app


def a_day_with(app: App, ada: Person, client: SandboxClient) -> None:
    """Let Ada go through all of it."""
    form = ada.command("/tortoise").modal
    assert form is not None
    form.fill("Name", "nobody")
    assert form.submit() is not None
    assert form.errors == {"Name": "Somebody, please"}
    form.fill("Name", "Rosa")
    assert form.submit() is None
    [message] = ada.waits_for(ada.dms)
    assert message.text == "Kept Rosa\n[Done]"
    assert message.click("Done").error is None
    ada.waits_for(lambda: message.text == "Done")
    ada.open_home()
    assert ada.waits_for(lambda: ada.home).text == "Your day"
    assert client.settle()
    assert client.strict_errors() == []


def test_bolt_over_sockets(sandbox: Sandbox, client: SandboxClient, ada: Person):
    app = bolt_app(sandbox)
    handler = SocketModeHandler(app, sandbox.app_token)
    handler.connect()
    client.connected()
    try:
        a_day_with(app, ada, client)
        client.fault("disconnect")
        client.waits_for(lambda: len(client.journal("socket")) >= 4)
        client.connected()
        assert ada.command("/tortoise").modal is not None
    finally:
        handler.close()


MODEL = View(
    type="modal",
    title="From models",
    submit="Save",
    blocks=[
        models.HeaderBlock(text="A header"),
        models.InputBlock(
            block_id="name",
            label="Name",
            element=models.PlainTextInputElement(action_id="answer", max_length=3000),
        ),
        models.InputBlock(
            label="Needs",
            optional=True,
            element=models.CheckboxesElement(
                action_id="needs",
                options=[models.Option(text="Ramp", value="ramp", description="at the door")],
            ),
        ),
        models.InputBlock(
            label="Day", element=models.DatePickerElement(action_id="day"), hint="A school day"
        ),
        models.ActionsBlock(
            elements=[
                models.ButtonElement(
                    text="Remove",
                    action_id="remove",
                    style="danger",
                    confirm=models.ConfirmObject(title="Sure?", text="It can be undone."),
                ),
                models.OverflowMenuElement(
                    action_id="more", options=[models.Option(text="A", value="a")]
                ),
            ]
        ),
        models.ContextBlock(elements=[models.MarkdownTextObject(text="_small print_")]),
        models.DividerBlock(),
    ],
)


def test_views_built_with_the_sdks_models_are_taken(bot: Bot, ada: Person):
    ada.command("/tortoise")
    bot.api.views_open(trigger_id=bot.next_payload()["trigger_id"], view=MODEL)

    assert ada.modal is not None
    assert ada.modal.text == (
        "From models\nA header\nName\n<>\nNeeds (optional)\n[ ] Ramp - at the door\n"
        "Day\n<>\nA school day\n[Remove]  [... A]\nsmall print\n---\n[Save]"
    )


def test_messages_built_with_the_sdks_models_are_taken(api: WebClient, ada: Person):
    blocks = [
        models.SectionBlock(text="*Due*", fields=["one", "two"]),
        models.RichTextBlock(
            elements=[
                models.RichTextSectionElement(
                    elements=[models.RichTextElementParts.Text(text="in "), mention(ada.id)]
                )
            ]
        ),
    ]

    api.chat_postMessage(channel=ada.id, text="Due", blocks=blocks)

    assert ada.dms()[0].text == "Due\none\ntwo\nin @Ada Alder"


def mention(user: str) -> Any:
    return models.RichTextElementParts.User(user_id=user)


def test_bolt_over_http():
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"])).decode()
            said = apps[0].dispatch(BoltRequest(body=body, headers=dict(self.headers)))
            self.send_response(said.status)
            for name, values in said.headers.items():
                for value in values:
                    self.send_header(name, value)
            self.end_headers()
            self.wfile.write((said.body or "").encode())

        def log_message(self, *_: Any) -> None:
            """Say nothing."""

    apps: list[App] = []
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    url = f"http://127.0.0.1:{server.server_address[1]}/slack/events"
    with (
        Sandbox(manifest=manifest(), district=HILLTOP, at=MORNING, request_url=url) as sandbox,
        SandboxClient(sandbox.url) as by_http,
    ):
        apps.append(bolt_app(sandbox))
        thread.start()
        try:
            a_day_with(apps[0], by_http.person("Ada"), by_http)
        finally:
            server.shutdown()
            server.server_close()
            thread.join()

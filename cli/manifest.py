"""`manifest`: what Slack is told about us, for Socket Mode or for HTTP, from one source."""

from argparse import Namespace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import yaml

from bot.errors import SettingsError
from cli.surroundings import Commands

SOURCE = Path(__file__).parent.parent / "manifest.yml"
SLACK_PATH = "/slack/events"


def add_to(commands: Commands) -> None:
    parser = commands.add_parser("manifest", help="print the app manifest for Slack")
    parser.add_argument(
        "--http", metavar="ADDRESS", help="the public address (https) at which Slack reaches us"
    )


def run(options: Namespace) -> int:
    text = SOURCE.read_text()
    if options.http:
        text = yaml.safe_dump(http_form(yaml.safe_load(text), options.http), sort_keys=False)
    print(text, end="")
    return 0


def http_form(manifest: dict[str, Any], address: str) -> dict[str, Any]:
    """Return the manifest with request addresses in place of Socket Mode, else the same."""
    parts = urlsplit(address)
    if parts.scheme != "https" or not parts.netloc:
        raise SettingsError("--http takes the public address of Preiep, beginning with https://.")
    url = address.rstrip("/") + SLACK_PATH
    features, settings = manifest["features"], manifest["settings"]
    return manifest | {
        "features": features
        | {"slash_commands": [command | {"url": url} for command in features["slash_commands"]]},
        "settings": settings
        | {
            "event_subscriptions": settings["event_subscriptions"] | {"request_url": url},
            "interactivity": settings["interactivity"]
            | {"request_url": url, "message_menu_options_url": url},
            "socket_mode_enabled": False,
        },
    }

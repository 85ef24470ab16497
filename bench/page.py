"""How long the sandbox's page takes to answer a click: `python -m bench.page [CHROMIUM]`.

The demo district lives through a month first, in a folder of its own; its first case manager has
28 students. Each click is timed inside the page, from the click until what it brings has been
drawn: through the page, the workspace, the assistant and back, where the click asks for that.
"""

import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).parent.parent
PORT = 3987
URL = f"http://127.0.0.1:{PORT}"
MONTH_LATER = "2026-11-01T07:30"
TIMES = 15
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]

TIMED = """
async ([button, brings, gone]) => {
  const before = brings ? document.querySelector(brings) : null;
  const there = () => document.querySelector(brings);
  const found = () => (gone ? !document.querySelector(gone) : there() && there() !== before);
  const wanted = [...document.querySelectorAll(button)].at(-1);
  const began = performance.now();
  wanted.click();
  while (!found()) {
    if (performance.now() - began > 10000) throw new Error(`${button} brought nothing`);
    await new Promise((resolve) => requestAnimationFrame(resolve));
  }
  return performance.now() - began;
}
"""


@dataclass(frozen=True)
class Click:
    what: str
    button: str
    brings: str = ""
    gone: str = ""
    """What the click takes away, where it brings nothing."""


ROUND = (
    Click(
        "another conversation",
        "[data-channel=C0DEMO003]",
        "[aria-label='Messages with mkestrel-iep'] .message",
    ),
    Click("a thread", "#conversation .thread-bar", "#thread .message"),
    Click(
        "back to the app's messages",
        ".sidebar-group:last-child .sidebar-entry",
        "[aria-label='Messages with Preiep'] .message",
    ),
    Click("a form from the digest", "[data-focus^='digest_pick:']", "dialog.modal .input"),
    Click("the form closed", "dialog.modal [data-focus=close]", gone="dialog.modal"),
    Click("the home tab of 28 students", "[data-tab=home]", ".home .section"),
    Click(
        "back to the messages",
        "[data-tab=messages]",
        "[aria-label='Messages with Preiep'] .message",
    ),
)


@contextmanager
def demo() -> Iterator[None]:
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, str(ROOT / "app.py"), "sandbox", "--fresh", "--port", str(PORT)]
        running = subprocess.Popen(
            command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        try:
            wait_for_it()
            yield
        finally:
            running.terminate()
            running.wait(30)


def wait_for_it() -> None:
    for _ in range(300):
        try:
            with urllib.request.urlopen(f"{URL}/sandbox/status") as answer:
                if json.loads(answer.read())["listening"]:
                    return
        except OSError:
            pass
        time.sleep(0.1)
    raise RuntimeError("the demo did not start")


def a_month_passes() -> None:
    body = json.dumps({"to": MONTH_LATER}).encode()
    request = urllib.request.Request(
        f"{URL}/sandbox/clock", body, {"content-type": "application/json"}
    )
    urllib.request.urlopen(request).close()
    urllib.request.urlopen(f"{URL}/sandbox/settle?quiet=1&timeout=60").close()


def measured(page: Page) -> dict[str, list[float]]:
    taken: dict[str, list[float]] = {one.what: [] for one in ROUND}
    for number in range(TIMES + 1):
        for one in ROUND:
            took = page.evaluate(TIMED, [one.button, one.brings, one.gone])
            page.wait_for_timeout(150)
            if number:  # The first round warms everything up.
                taken[one.what].append(took)
    return taken


def main() -> None:
    chromium = sys.argv[1] if len(sys.argv) > 1 else shutil.which("chromium")
    with demo(), sync_playwright() as playwright:
        a_month_passes()
        browser = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        page = browser.new_page(viewport={"width": 1280, "height": 800})
        page.add_init_script("localStorage.setItem('preiep-sandbox-tour', 'over')")
        page.goto(URL)
        page.locator("body.ready").wait_for()
        page.locator("#conversation .message").last.wait_for()
        said = page.locator("#conversation .message").count()
        print(f"{os.cpu_count()} cores, {said} messages from the assistant")
        for what, taken in measured(page).items():
            worst = sorted(taken)[int(len(taken) * 0.95)]
            print(
                f"{what:32} median {statistics.median(taken):5.0f} ms   95 % within {worst:5.0f} ms"
            )
        browser.close()


if __name__ == "__main__":
    main()

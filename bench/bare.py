"""The floor for opening modals: threads that call `views.open` and do nothing else."""

import json
import ssl
import subprocess
import sys
import threading
import time
from dataclasses import asdict
from pathlib import Path

from slack_sdk import WebClient

from bench.load import Figures
from bench.stock import first_page


def measure(url: str, *, threads: int, seconds: float, trust: Path) -> Figures:
    """Run the loop in a process of its own, as the apps beside it do."""
    command = [sys.executable, "-m", "bench.bare", url, str(threads), str(seconds), str(trust)]
    finished = subprocess.run(command, check=True, capture_output=True, text=True)
    return Figures(**json.loads(finished.stdout))


def loop(url: str, *, threads: int, seconds: float, trust: Path) -> Figures:
    """Call `views.open` from `threads` threads that share one client and one TLS context."""
    context = ssl.create_default_context(cafile=str(trust))
    client = WebClient(token="xoxb-bench", base_url=url, ssl=context)
    view = first_page()
    until = time.monotonic() + seconds
    times: list[float] = []

    def run(number: int) -> None:
        while time.monotonic() < until:
            began = time.monotonic()
            client.views_open(trigger_id=f"bare-{number}", view=view)
            times.append(time.monotonic() - began)

    workers = [threading.Thread(target=run, args=(number,)) for number in range(threads)]
    began = time.monotonic()
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    return Figures.of(times, lasted=time.monotonic() - began)


if __name__ == "__main__":
    address, count, lasts, bundle = sys.argv[1:]
    figures = loop(address, threads=int(count), seconds=float(lasts), trust=Path(bundle))
    print(json.dumps(asdict(figures)))

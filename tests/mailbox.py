"""A mail server of a school's own, on the machine itself: it keeps what it takes, or refuses it."""

import email
import socketserver
import threading
from email.message import Message
from email.policy import default
from types import TracebackType
from typing import Self

from bot.links_outside.mails import MailServer


class _Talk(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        box: Mailbox = self.server.box  # type: ignore[attr-defined]
        self.says("220 here")
        while line := self.rfile.readline():
            word = line.split()[0].upper().decode() if line.split() else ""
            match word:
                case "RCPT" if box.refuses:
                    self.says(f"{box.refuses} no such mailbox")
                case "DATA":
                    self.says("354 go on")
                    box.take(self.text())
                    self.says("250 taken")
                case "QUIT":
                    self.says("221 bye")
                    return
                case _:
                    self.says("250 fine")

    def text(self) -> bytes:
        lines = []
        while (line := self.rfile.readline()) != b".\r\n":
            lines.append(line.removeprefix(b"."))
        return b"".join(lines)

    def says(self, line: str) -> None:
        self.wfile.write(f"{line}\r\n".encode())


class Mailbox:
    """Opened for a test; `refuses` is the number with which every addressee is refused."""

    def __init__(self) -> None:
        self.mails: list[Message] = []
        self.refuses = 0
        self._server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), _Talk)
        self._server.daemon_threads = True
        self._server.box = self  # type: ignore[attr-defined]
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,))

    def take(self, raw: bytes) -> None:
        self.mails.append(email.message_from_bytes(raw, policy=default))

    @property
    def server(self) -> MailServer:
        return MailServer(
            host="127.0.0.1",
            port=self._server.server_address[1],
            tls_at_once=False,
            sender="iep@quillmarsh.example",
        )

    @property
    def texts(self) -> list[str]:
        return [mail.get_content() for mail in self.mails]  # type: ignore[attr-defined]

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

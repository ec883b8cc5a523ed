"""The real parts of the application around a journey: web, worker, beat, and a mail server that keeps."""

import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

from aiosmtpd.controller import Controller

from config import launcher
from config.services import drop_database, ensure_database, free_port, named

PATIENCE = 25
CODE = re.compile(r"\b(?:[0-9A-Z]{4}-[0-9A-Z]{4}|[0-9]{6})\b")


class Mailbox:
    """A mail server on the loopback address: keeps what it takes, and can be told to hold its answer."""

    def __init__(self) -> None:
        self.mails: list[EmailMessage] = []
        self.answering = threading.Event()
        self.answering.set()
        self.asked = threading.Event()
        self.port = free_port()
        self.controller = Controller(self, hostname="127.0.0.1", port=self.port)

    async def handle_DATA(self, server, session, envelope) -> str:
        """Take one message; while `answering` is cleared, refuse it only after a long silence."""
        import asyncio

        self.asked.set()
        while not self.answering.is_set():
            await asyncio.sleep(0.05)
        if server.transport is None or server.transport.is_closing():
            return "421 the caller has gone"
        self.mails.append(message_from_bytes(envelope.content, policy=policy.default))
        return "250 kept"

    def about(self, address: str, words: str) -> list[EmailMessage]:
        """The mails to an address whose subject or text has the words."""
        return [one for one in list(self.mails) if address in one["To"] and words in _whole(one)]

    def wait(self, address: str, words: str, *, more_than: int = 0) -> EmailMessage:
        """The newest such mail, once there are more than so many; fails when none comes."""
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            found = self.about(address, words)
            if len(found) > more_than:
                return found[-1]
            time.sleep(0.1)
        known = [f"{one['To']}: {one['Subject']}" for one in self.mails[-12:]]
        raise AssertionError(f"no mail to {address} with “{words}” came; the last were {known}")

    def code(self, address: str, words: str, *, more_than: int) -> str:
        """The code in the newest such mail."""
        return CODE.search(text_of(self.wait(address, words, more_than=more_than))).group()


def text_of(mail: EmailMessage) -> str:
    """The plain text of a mail."""
    return mail.get_body(("plain",)).get_content().replace("\r\n", "\n")


def _whole(mail: EmailMessage) -> str:
    return f"{mail['Subject']}\n{text_of(mail)}"


@dataclass
class House:
    """The running application: its address, its processes by name, its mail."""

    port: int
    env: dict[str, str]
    folder: Path
    mailbox: Mailbox
    processes: dict[str, "subprocess.Popen[bytes]"] = field(default_factory=dict)

    @property
    def address(self) -> str:
        """Where the pages are."""
        return f"http://127.0.0.1:{self.port}"

    def start(self, name: str) -> None:
        """Start web, worker or beat."""
        command = launcher.commands(self.port, schedule=self.folder / "beat-schedule")[name]
        self.processes[name] = launcher.start(name, command, env=self.env, log=self.folder)

    def stop(self) -> None:
        """End what this house has started, by its numbers."""
        launcher.stop(list(self.processes.values()))

    def kill(self, name: str) -> None:
        """Let a process die at once, without a word to anybody."""
        process = self.processes.pop(name)
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()

    def manage(self, *arguments: str) -> str:
        """Run manage.py as whoever sets the system up does."""
        command = [sys.executable, str(launcher.HOUSE / "manage.py"), *arguments]
        return subprocess.run(command, env=self.env, check=True, capture_output=True, text=True).stdout

    def logs(self, lines: int = 40) -> str:
        """The last lines that each process has written."""
        parts = []
        for file in sorted(self.folder.glob("*.log")):
            parts.append(f"--- {file.name}")
            parts += file.read_text(errors="replace").splitlines()[-lines:]
        return "\n".join(parts)


@contextmanager
def house(*, folder: Path, template: str, name: str, broker: str) -> Iterator[House]:
    """Open a house with a fresh migrated database, wait until it answers, and close it again."""
    server = named(os.environ["DATABASE_URL"], "postgres")
    drop_database(server, name)
    mailbox, port = Mailbox(), free_port()
    env = {
        **os.environ,
        "DATABASE_URL": ensure_database(server, name, template=template),
        "REDIS_URL": broker,
        "APP_MODE": "demo",
        "BASE_URL": f"http://127.0.0.1:{port}",
        "EMAIL_URL": f"smtp://127.0.0.1:{mailbox.port}",
        "MEDIA_ROOT": str(folder / "media"),
        "STATIC_ROOT": str(folder / "static"),
        "SWEEP_SECONDS": "0.5",
        "NOTICE_LEASE_SECONDS": "6",
    }
    opened = House(port, env, folder, mailbox)
    mailbox.controller.start()
    try:
        for part in ("web", "worker", "beat"):
            opened.start(part)
        launcher.wait_for(opened.address, list(opened.processes.values()))
        yield opened
    finally:
        opened.stop()
        mailbox.answering.set()
        mailbox.controller.stop()
        drop_database(server, name)

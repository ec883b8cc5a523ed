"""Starts what the application needs on one machine, and stops it again.

python -m config.launcher demo             the demonstration society, until Ctrl-C
python -m config.launcher run -- COMMAND   a command with the demonstration's database and broker
python -m config.launcher scratch -- COMMAND   the same with an empty database that is thrown away
"""

import os
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Sequence
from pathlib import Path
from types import FrameType

from config.services import Addresses, connected, free_port, is_free, services

HOUSE = Path(__file__).resolve().parent.parent
LOCAL = HOUSE / ".local"
MANAGE = [sys.executable, str(HOUSE / "manage.py")]
STOP_SECONDS = 15


class Stopped(Exception):
    """Somebody asked the launcher to stop."""


def main(arguments: Sequence[str]) -> int:
    """Run what the command line asks for; return the exit status."""
    signal.signal(signal.SIGTERM, _stop)
    match list(arguments):
        case ["demo"]:
            return demo()
        case ["run", "--", *command] if command:
            return run(command, data=LOCAL / "postgres")
        case ["scratch", "--", *command] if command:
            return run(command, data=None)
    print(__doc__, file=sys.stderr)
    return 2


def _stop(number: int, frame: FrameType | None) -> None:
    raise Stopped


def run(command: list[str], *, data: Path | None) -> int:
    """Run the command with services around it; return its exit status."""
    with services(data=data) as addresses:
        try:
            return subprocess.run(command, env=environment(addresses), check=False).returncode
        except (KeyboardInterrupt, Stopped):
            return 130


def environment(addresses: Addresses, **more: str) -> dict[str, str]:
    """The children's environment: this one, the addresses, the demonstration's mode unless another is set."""
    mail = LOCAL / "mail"
    defaults = {"APP_MODE": "demo", "EMAIL_URL": f"filemail:///{mail}", "STATIC_ROOT": str(LOCAL / "static")}
    return {**defaults, **os.environ, **addresses, **more}


def demo() -> int:
    """Serve the demonstration society until asked to stop; return 0, or 1 when a part of it failed."""
    port = _port()
    address = f"http://127.0.0.1:{port}"
    for folder in ("mail", "log", "media", "static"):
        (LOCAL / folder).mkdir(parents=True, exist_ok=True)
    print("Starting the database and the broker ...", flush=True)
    with services(data=LOCAL / "postgres") as addresses:
        env = environment(addresses, BASE_URL=address)
        children: list[subprocess.Popen[bytes]] = []
        try:
            _prepare(env, addresses)
            for name, command in commands(port).items():
                children.append(start(name, command, env=env, log=LOCAL / "log"))
            wait_for(address, children)
            _welcome(env, address)
            return _watch(children)
        except (KeyboardInterrupt, Stopped):
            print("\nStopping ...", flush=True)
            return 0
        except subprocess.CalledProcessError as failure:
            print(f"This step failed: {' '.join(failure.cmd[1:])}", file=sys.stderr)
            return 1
        finally:
            stop(children)


def _port() -> int:
    wanted = int(os.environ.get("PORT", "0"))
    if wanted:
        return wanted
    return 8000 if is_free(8000) else free_port()


def _prepare(env: dict[str, str], addresses: Addresses) -> None:
    for step in (["migrate", "-v", "0"], ["createcachetable"]):
        subprocess.run([*MANAGE, *step], env=env, check=True)
    with connected(addresses["DATABASE_URL"]) as cursor:
        cursor.execute("SELECT EXISTS (SELECT 1 FROM members_person)")
        empty = not cursor.fetchone()[0]
    if empty:
        print("Building the demonstration society; this takes up to a minute ...", flush=True)
        subprocess.run([*MANAGE, "demo_society"], env=env, check=True)


def commands(port: int, *, schedule: Path = LOCAL / "beat-schedule") -> dict[str, list[str]]:
    """The three processes of the application, by name: web, worker and beat."""
    celery = [sys.executable, "-m", "celery", "-A", "config", "--quiet"]
    bind = ["--bind", f"127.0.0.1:{port}", "--workers", "2", "--threads", "2", "--no-control-socket"]
    return {
        "web": [sys.executable, "-m", "gunicorn", "config.wsgi:application", *bind],
        "worker": [
            *celery,
            "worker",
            "--concurrency",
            "1",
            "--without-gossip",
            "--without-mingle",
            "-l",
            "WARNING",
        ],
        "beat": [*celery, "beat", "--schedule", str(schedule), "--pidfile", "", "-l", "WARNING"],
    }


def start(name: str, command: list[str], *, env: dict[str, str], log: Path) -> subprocess.Popen[bytes]:
    """Start one process in a session of its own, its output going to a file in the folder `log`."""
    with (log / f"{name}.log").open("ab") as output:
        return subprocess.Popen(
            command, env=env, cwd=HOUSE, stdout=output, stderr=subprocess.STDOUT, start_new_session=True
        )


def stop(children: Sequence[subprocess.Popen[bytes]]) -> None:
    """End the processes by their number: ask first, and insist after fifteen seconds."""
    for child in reversed(children):
        if child.poll() is None:
            child.terminate()
    deadline = time.monotonic() + STOP_SECONDS
    for child in children:
        try:
            child.wait(max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            os.killpg(child.pid, signal.SIGKILL)
            child.wait()


def wait_for(address: str, children: Sequence[subprocess.Popen[bytes]]) -> None:
    """Wait a minute at most until the pages answer; raises CalledProcessError when a child has ended."""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        _raise_for_dead(children)
        try:
            urllib.request.urlopen(f"{address}/verify/", timeout=2).close()
        except OSError:
            time.sleep(0.3)
        else:
            return
    raise subprocess.CalledProcessError(1, ["", "waiting for the web server; see .local/log/web.log"])


def _raise_for_dead(children: Sequence[subprocess.Popen[bytes]]) -> None:
    for child in children:
        if child.poll() is not None:
            raise subprocess.CalledProcessError(child.returncode, child.args)


def _welcome(env: dict[str, str], address: str) -> None:
    print(f"\nThe demonstration society is open:  {address}/")
    print(f"Sign in with one button a person:   {address}/demo/\n", flush=True)
    subprocess.run([*MANAGE, "demo_people"], env=env, check=True)
    print(f"\nMail is written to {LOCAL.relative_to(HOUSE)}/mail. Ctrl-C stops everything.", flush=True)


def _watch(children: Sequence[subprocess.Popen[bytes]]) -> int:
    while True:
        time.sleep(1)
        _raise_for_dead(children)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

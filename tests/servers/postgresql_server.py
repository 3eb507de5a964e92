"""A PostgreSQL server of a test's own: an empty cluster on a free port of this machine."""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

DEBIAN = Path("/usr/lib/postgresql")  # where Debian hides the server's programs
USER = "tester"
PASSWORD = "correct-horse"
UNPRIVILEGED = ("postgres", "nobody")  # PostgreSQL does not run as root


class Server:
    """A running server; ``options`` are those of the processes that control it."""

    def __init__(self, port: int, control: list[str], options: dict) -> None:
        self.port = port
        self.entry = f"postgresql://{USER}@127.0.0.1:{port}/postgres"
        self._control = control
        self._options = options

    def control(self, what: str) -> None:
        """``start``, ``stop`` or ``restart`` it; every connection is lost."""
        mode = () if what == "start" else ("-m", "immediate")
        subprocess.run([*self._control, *mode, "-w", what], check=True, **self._options)


@contextmanager
def running(programs: Path, certify: Callable[[Path], object] | None = None) -> Iterator[Server]:
    """A server that is stopped, and whose files are removed, in the end.

    With TLS, on all addresses of this machine, if ``certify`` puts a certificate into a folder.
    """
    folder = Path(tempfile.mkdtemp(prefix="thence-postgresql-"))
    options = unprivileged(folder)
    port = free_port()
    server = Server(port, made_cluster(programs, folder, port, options), options)
    if certify is not None:
        speak_tls(folder / "data", certify, options)
    try:
        server.control("start")
        try:
            yield server
        finally:
            server.control("stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def server_programs() -> Path | None:
    """The folder with the server's programs; None if there is none."""
    found = shutil.which("initdb")
    if found is not None:
        return Path(found).parent
    versions = sorted(DEBIAN.glob("*/bin/initdb"), key=lambda file: int(file.parts[-3]))
    return versions[-1].parent if versions else None


def unprivileged(folder: Path) -> dict:
    """How to run a program as somebody who is not root, and owns the folder.

    Raises LookupError where there is nobody.
    """
    options: dict = {"stdout": subprocess.DEVNULL, "cwd": folder}
    if os.getuid() != 0:
        return options
    users = [each for each in pwd.getpwall() if each.pw_name in UNPRIVILEGED]
    if not users:
        raise LookupError(f"no user of {UNPRIVILEGED}")
    user = min(users, key=lambda each: UNPRIVILEGED.index(each.pw_name))
    os.chown(folder, user.pw_uid, user.pw_gid)
    return {**options, "user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}


def made_cluster(programs: Path, folder: Path, port: int, options: dict) -> list[str]:
    """Make a cluster; returns the command that controls its server."""
    secret = folder / "password"
    secret.write_text(PASSWORD, "utf-8")
    secret.chmod(0o644)
    data = folder / "data"
    form = ("--encoding=UTF8", "--no-locale", "--auth=scram-sha-256", "--no-sync")
    words = ("-D", data, f"--username={USER}", f"--pwfile={secret}", *form)
    subprocess.run([programs / "initdb", *words], check=True, **options)
    settings = (
        f"-p {port} -c listen_addresses=127.0.0.1,127.0.0.2,127.0.0.3 -c fsync=off -k {folder}"
    )
    return [str(programs / "pg_ctl"), "-D", str(data), "-l", str(folder / "log"), "-o", settings]


def speak_tls(data: Path, certify: Callable[[Path], object], options: dict) -> None:
    """Let the server of a cluster speak TLS alone, but for who does not come by TCP."""
    certify(data)
    for file in (data / "server.pem", data / "server.key"):
        file.chmod(0o600)
        os.chown(file, options.get("user", -1), options.get("group", -1))
    with (data / "postgresql.conf").open("a", encoding="utf-8") as settings:
        settings.write("ssl = on\nssl_cert_file = 'server.pem'\nssl_key_file = 'server.key'\n")
    users = data / "pg_hba.conf"
    users.write_text(users.read_text("utf-8").replace("\nhost ", "\nhostssl "), "utf-8")


def free_port() -> int:
    """A port on loopback that nobody listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
    return port

"""An OpenSSH server of a test's own, on a free port of this machine, for one user with a key."""

from __future__ import annotations

import getpass
import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from postgresql_server import free_port

PLACES = ("/usr/sbin/sshd", "/usr/local/sbin/sshd")
SETTINGS = """
ListenAddress 127.0.0.1
Port {port}
HostKey {folder}/host
AuthorizedKeysFile {folder}/home/.ssh/id_ed25519.pub
PidFile none
StrictModes no
UsePAM no
PasswordAuthentication no
PermitRootLogin yes
Subsystem sftp internal-sftp
"""
ATTEMPTS = 200


def server_program() -> str | None:
    """The server; None where there is none."""
    return shutil.which("sshd") or next(filter(os.path.exists, PLACES), None)


@contextmanager
def running(program: str) -> Iterator[tuple[str, Path]]:
    """A server, as ``sftp://user@host:port``, and a home in which the user's key lies."""
    with tempfile.TemporaryDirectory(prefix="thence-ssh-") as name:
        folder = Path(name)
        (folder / "home/.ssh").mkdir(parents=True)
        for key in ("host", "home/.ssh/id_ed25519"):
            words = ("-q", "-t", "ed25519", "-N", "", "-f", str(folder / key))
            subprocess.run(["ssh-keygen", *words], check=True)
        port = free_port()
        key = (folder / "host.pub").read_text("utf-8")
        (folder / "home/.ssh/known_hosts").write_text(f"[127.0.0.1]:{port} {key}", "utf-8")
        (folder / "settings").write_text(SETTINGS.format(port=port, folder=folder), "utf-8")
        if os.getuid() == 0:
            Path("/run/sshd").mkdir(exist_ok=True)  # the server insists on it
        command = [program, "-D", "-e", "-f", str(folder / "settings")]
        server = subprocess.Popen(command, stderr=subprocess.DEVNULL)
        try:
            wait_for(server, port)
            yield f"sftp://{getpass.getuser()}@127.0.0.1:{port}", folder / "home"
        finally:
            server.terminate()
            server.wait()


def wait_for(server: subprocess.Popen, port: int) -> None:
    """Until it listens.  Raises OSError when it ends instead."""
    for _ in range(ATTEMPTS):
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            try:
                server.wait(0.05)
            except subprocess.TimeoutExpired:
                continue
            break
        return
    raise OSError("the SSH server does not listen")

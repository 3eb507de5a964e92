"""A MariaDB server of a test's own: an empty folder, on a free port of this machine."""

from __future__ import annotations

import getpass
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from postgresql_server import PASSWORD, USER, free_port

PLACES = ("/usr/sbin/mariadbd", "/usr/libexec/mariadbd")
ATTEMPTS = 600  # of a tenth of a second
SETTINGS = """
[mariadbd]
user = {user}
datadir = {folder}/data
socket = {folder}/socket
pid-file = {folder}/pid
log-error = {folder}/log
bind-address = 127.0.0.1
port = {port}
init-file = {folder}/begin.sql
skip-name-resolve
innodb-flush-method = nosync
innodb-buffer-pool-size = 16M
innodb-log-file-size = 8M
"""
BEGIN = f"""
CREATE DATABASE IF NOT EXISTS code CHARACTER SET utf8mb4;
CREATE USER IF NOT EXISTS {USER}@'127.0.0.1' IDENTIFIED BY '{PASSWORD}';
GRANT ALL ON code.* TO {USER}@'127.0.0.1';
"""


def server_program() -> str | None:
    """The server; None where there is none."""
    return shutil.which("mariadbd") or next(filter(os.path.exists, PLACES), None)


@contextmanager
def running(program: str) -> Iterator[int]:
    """A server with a database ``code``; gives its port."""
    with tempfile.TemporaryDirectory(prefix="thence-mariadb-") as name:
        folder, port = Path(name), free_port()
        settings = SETTINGS.format(user=getpass.getuser(), folder=folder, port=port)
        (folder / "settings").write_text(settings, "utf-8")
        (folder / "begin.sql").write_text(BEGIN, "utf-8")
        install = shutil.which("mariadb-install-db") or "/usr/bin/mariadb-install-db"
        options = (f"--defaults-file={folder}/settings", "--skip-test-db")
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        subprocess.run([install, *options], check=True, **quiet)
        server = subprocess.Popen([program, options[0]], **quiet)
        try:
            wait_for(server, folder / "pid")
            yield port
        finally:
            server.terminate()
            server.wait()


def wait_for(server: subprocess.Popen, pid: Path) -> None:
    """Until it has written its number, when it answers.  Raises OSError when it ends instead."""
    for _ in range(ATTEMPTS):
        if pid.exists():
            return
        try:
            server.wait(0.1)
        except subprocess.TimeoutExpired:
            continue
        break
    raise OSError("the MariaDB server does not answer")

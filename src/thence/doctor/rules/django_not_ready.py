"""TH067: a module of a Django project was imported before Django was set up, or by another name.

Models may be imported only after ``django.setup()`` (``manage.py`` calls it), only of applications
that are in INSTALLED_APPS, and by the name that stands there.
"""

import re
from collections.abc import Iterator

from ..evidence import Error, Evidence, Frame
from ..finding import Finding
from ..questions import culprit_at, culprit_in, place

CODE, NAME = "TH067", "django-not-ready"
OTHER_NAME = re.compile(
    r"Model class (?P<module>[\w.]+)\.\w+ doesn't declare an explicit app_label"
)
CONFIG_NAME = re.compile(
    r"Cannot import '(?P<name>[\w.]+)'\. Check that '(?P<module>[\w.]+)\.(?P<config>\w+)\.name'"
)
NOT_CONFIGURED = re.compile(r"Requested settings?,? .*settings are not configured", re.DOTALL)


def examine(evidence: Evidence) -> Iterator[Finding]:
    """Yield a finding for what Django says of its registry of applications."""
    for error in evidence.error.chain:
        if found := CONFIG_NAME.search(error.message):
            yield by_its_old_name(evidence, **found.groupdict())
            return
        frame = first_import(error)
        if frame is None:
            continue
        if error.is_a("AppRegistryNotReady") or (
            error.is_a("ImproperlyConfigured") and NOT_CONFIGURED.search(error.message)
        ):
            yield too_early(error, frame)
            return
        if found := OTHER_NAME.search(error.message):
            yield by_another_name(evidence, error, frame, found["module"])
            return


def first_import(error: Error) -> Frame | None:
    """The innermost line of the program's own that imports; None: it was not while importing."""
    own = [each for each in error.frames if each.owner is None and "import" in each.source]
    return own[-1] if own else None


def too_early(error: Error, frame: Frame) -> Finding:
    """Somebody imports before the registry is filled."""
    own = [each for each in error.frames if each.owner is None and "import" in each.source]
    is_application = any(each.function == "populate" for each in error.frames)
    culprit = frame if is_application else own[0]
    mends = [
        (
            "call django.setup() before that import (import django; django.setup()), with "
            "DJANGO_SETTINGS_MODULE set"
        ),
        "run it by manage.py (manage.py shell, or a command of your own)",
    ]
    if is_application:
        mends.insert(
            0, f"import it later: in a function, or in AppConfig.ready(), not in {frame.file}"
        )
    return Finding(
        code=CODE,
        name=NAME,
        cause=(
            f"{culprit.file}:{culprit.line} imports what needs Django's applications, before "
            f"Django is set up: {error.message.partition(chr(10))[0].rstrip('.')}"
        ),
        culprit=culprit_at(culprit),
        evidence=[place(each) for each in own],
        mends=mends,
    )


def by_its_old_name(evidence: Evidence, name: str, module: str, config: str) -> Finding:
    """The name in an AppConfig is not that of the package in which it lies."""
    found = evidence.modules.get(module)
    package = module.rpartition(".")[0] or module
    file = found.file if found else None
    lines = [each for each in evidence.written if each.what == "class" and each.file == file]
    line = next((each.line for each in lines if each.name == config), 0)
    return Finding(
        code=CODE,
        name=NAME,
        cause=(
            f"the application's package is called {package}, and {config}.name says {name!r}, "
            "which cannot be imported"
        ),
        culprit=culprit_in(file, line, found.owner if found else None, f"{module}.{config}"),
        evidence=[f"{module} is {file}"] if file else [],
        mends=[f'write name = "{package}" in {config} ({file or module})'],
        certain=package.endswith(f".{name}"),
        checks=[] if package.endswith(f".{name}") else [f"is {package} the application?"],
    )


def by_another_name(evidence: Evidence, error: Error, frame: Frame, module: str) -> Finding:
    """A model's module is not that of an installed application."""
    package = module.rpartition(".")[0] or module
    others = sorted(each for each in evidence.loaded if each.endswith(f".{package}"))
    asks = f"from {package}" if f"from {package}" in frame.source else package
    mends = [
        f"write it as in INSTALLED_APPS: {frame.source.replace(asks, asks.replace(package, each))}"
        for each in others[:1]
    ]
    return Finding(
        code=CODE,
        name=NAME,
        cause=(
            f"{module} was imported by a name that is not in INSTALLED_APPS"
            + (f": the application there is {others[0]}" if others else f" ({package})")
        ),
        culprit=culprit_at(frame),
        evidence=[place(frame), error.message.partition("\n")[0]],
        mends=[*mends, f"add '{package}' to INSTALLED_APPS"],
        certain=bool(others),
        checks=[] if others else ["is it in INSTALLED_APPS, under another name?"],
    )

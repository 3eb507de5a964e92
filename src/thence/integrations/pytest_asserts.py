"""pytest's rewriting of assertions as one of thence's transforms.

    pytest -p thence.integrations.pytest_asserts

pytest's import hook compiles tests by itself and keeps their bytecode under a name that knows of
nobody's transforms.  With this plugin thence is installed, loads them, and rewrites their
assertions in its chain (``system.transforms``): other transforms reach tests, too, and the
bytecode is named for all of them.  What is rewritten is still decided by pytest's hook.
"""

import ast
import sys
from pathlib import Path
from typing import Any

import pytest

# No public names of pytest's: it has none for this.
from _pytest.assertion.rewrite import AssertionRewritingHook, assertstate_key, rewrite_asserts

import thence


class Asserts(thence.Transform):
    """Assertions that explain themselves, in the modules that pytest's ``hook`` would rewrite."""

    name = "pytest"
    version = pytest.__version__
    stage = "ast"

    def __init__(self, hook: AssertionRewritingHook) -> None:
        self.hook = hook

    def wants(self, fullname: str, file: str) -> bool:
        """Whether pytest would rewrite the module; if so, its hook takes it for rewritten."""
        state = self.hook.config.stash[assertstate_key]
        if self.hook._early_rewrite_bailout(fullname, state):
            return False
        wanted = self.hook._should_rewrite(fullname, file, state)
        if wanted:
            self.hook._rewritten_names[fullname] = Path(file)
        return wanted

    def transform(self, thing: ast.Module, fullname: str, file: str) -> ast.Module:  # noqa: ARG002
        """The tree with its assertions rewritten.  Raises OSError."""
        rewrite_asserts(thing, Path(file).read_bytes(), file, self.hook.config)
        return thing


@pytest.hookimpl(tryfirst=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> None:
    """Take the place of pytest's hook, before the first conftest is imported."""
    hook = next((each for each in sys.meta_path if isinstance(each, AssertionRewritingHook)), None)
    if hook is None:  # --assert=plain
        return
    # Last of all finders it is never asked for a module that exists, and plugins that look for it
    # (pytest.register_assert_rewrite) find it.
    sys.meta_path.remove(hook)
    sys.meta_path.append(hook)
    handle = thence.install()
    asserts = Asserts(hook)
    thence.process_system.transforms.append(asserts)
    early_config.add_cleanup(lambda: leave(handle, asserts))


def leave(handle: thence.Installation, transform: Any) -> None:
    """Leave the process as it was."""
    if transform in thence.process_system.transforms:
        thence.process_system.transforms.remove(transform)
    handle.uninstall()

"""Bytecode is looked at strictly as long as there is a handle that asked for it."""

from __future__ import annotations

import thence


def is_strict() -> bool:
    return thence.process_system._state.strict_bytecode is not None


def test_it_is_off_by_default():
    with thence.install():
        assert not is_strict()


def test_it_ends_with_its_handle():
    with thence.install():
        with thence.install(strict_bytecode=True):
            assert is_strict()
        assert not is_strict()


def test_it_lasts_until_the_last_that_asked():
    first, second = thence.install(strict_bytecode=True), thence.install(strict_bytecode=True)
    first.uninstall()
    first.uninstall()
    assert is_strict()
    second.uninstall()
    assert not is_strict()


def test_it_can_be_set_for_a_system():
    system = thence.ImportSystem(strict_bytecode=True)
    assert system._state.strict_bytecode is not None
    system.set_strict_bytecode(False)
    assert system._state.strict_bytecode is None

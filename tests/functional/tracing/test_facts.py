"""What a recording knows of each import."""

from importlib.machinery import EXTENSION_SUFFIXES

import pytest

from .conftest import only


def line_of(tracer, text, file="program.py"):
    """The number of the line that holds a text."""
    lines = (tracer.folder / file).read_text().splitlines()
    return next(number for number, line in enumerate(lines, 1) if text in line)


def test_who_asked_by_file_line_function_and_from_list(tracer):
    program = """
        def asking():
            from package import (
                one,
                two,
            )
        asking()
    """
    for name in ("__init__", "one", "two"):
        tracer.write(f"package/{name}.py", "")

    process = tracer.record_program(program)

    for name in ("package", "package.one", "package.two"):
        found = only(process, name)
        assert found.fromlist == ("one", "two")
        assert found.asker.file == str(tracer.folder / "program.py")
        assert found.asker.line == line_of(tracer, "from package")
        assert (found.asker.function, found.asker.module) == ("asking", "__main__")


def test_a_call_of_import_module_has_no_from_list_and_the_callers_line(tracer):
    process = tracer.record_program("import importlib\n\nimportlib.import_module('colorsys')")

    found = only(process, "colorsys")

    assert (found.fromlist, found.asker.line) == (None, 3)


def test_what_an_extension_module_asks_for_has_no_statement(tracer):
    process = tracer.record_program("import asyncio")

    found = only_named(process, "_asyncio")[0]
    assert "get_running_loop" in found.fromlist
    assert found.children
    assert {each.fromlist for each in found.children} == {None}


def test_a_parent_is_asked_for_by_whom_the_submodule_is(tracer):
    tracer.write("package/__init__.py", "")
    tracer.write("package/inner.py", "")

    process = tracer.record_program("import package.inner")

    inner = only(process, "package.inner")
    assert [child.fullname for child in inner.children] == ["package"]
    assert inner.children[0].asker == inner.asker


def test_the_search_and_what_was_found_lower_down(tracer):
    tracer.write("lower/shadowed.py", "")
    tracer.write("shadowed.py", "")
    lower = str(tracer.folder / "lower")
    # Its listing is known once something was looked for there.
    tracer.write("lower/other.py", "")
    program = f"import sys; sys.path.append({lower!r})\nimport other\nimport shadowed"

    process = tracer.record_program(program)
    found = only(process, "shadowed")

    assert [each.found for each in found.finders][-1] is True
    assert found.entries[-1].found == str(tracer.folder / "shadowed.py")
    assert found.spec.origin == str(tracer.folder / "shadowed.py")
    assert found.spec.loader.endswith("SourceFileLoader")
    assert found.shadows == (lower,)


def test_what_is_shadowed_is_so_on_the_path_that_was_searched(tracer):
    tracer.write("lower/shadowed.py", "")
    tracer.write("shadowed.py", "")
    tracer.write("lower/other.py", "")
    lower = str(tracer.folder / "lower")
    program = f"""
import sys
sys.path.append({lower!r})
import other
import shadowed
sys.path.remove({lower!r})
import json
"""

    process = tracer.record_program(program)

    assert only(process, "shadowed").shadows == (lower,)


def test_of_a_path_with_a_relative_entry_nothing_shadows_itself(tracer):
    tracer.write("lower/plain.py", "")

    process = tracer.record_program("import sys; sys.path += ['lower', 'lower/']\nimport plain")

    assert only(process, "plain").shadows == ()


def test_a_namespace_package_shadows_none_of_its_portions(tracer):
    tracer.write("one/portions/a.py", "")
    tracer.write("two/portions/b.py", "")
    program = "import sys; sys.path += ['one', 'two']\nimport portions.a, portions.b"

    process = tracer.record_program(program)

    assert only(process, "portions").shadows == ()
    assert only(process, "portions").spec.is_namespace


def test_an_extension_module_further_down_is_shadowed(tracer):
    suffix = EXTENSION_SUFFIXES[0]
    tracer.write(f"lower/native{suffix}", "")
    tracer.write("native.py", "")
    lower = str(tracer.folder / "lower")
    program = f"""
        import sys; sys.path.append({lower!r})
        try:
            import absent
        except ImportError:
            import native
    """

    process = tracer.record_program(program)

    assert only(process, "native").shadows == (lower,)


def test_what_the_interpreter_holds_shadows_files_but_not_its_own(tracer):
    folder = str(tracer.write("time.py", "").parent)
    tracer.write("os.py", "")
    tracer.env["PYTHONPATH"] = folder
    program = """
        import sys
        try:
            import absent
        except ImportError:
            sys.modules.pop("os"), sys.modules.pop("time", None)
        import os, time
    """

    process = tracer.record_program(program, "-X", "frozen_modules=on")

    assert {*only_named(process, "time")[-1].shadows} == {folder}
    assert {*only_named(process, "os")[-1].shadows} == {folder}


def test_bytecode_that_was_refused_written_and_accepted(tracer):
    tracer.env.pop("PYTHONDONTWRITEBYTECODE", None)
    tracer.write("plain.py", "")

    first = only(tracer.record_program("import plain"), "plain")
    second = only(tracer.record_program("import plain"), "plain")

    assert [(each.what, each.reason) for each in first.bytecode] == [
        ("refused", "absent"),
        ("written", None),
    ]
    assert [each.what for each in second.bytecode] == ["accepted"]
    assert first.own.compiling > 0
    assert second.own.compiling == 0 < second.own.unmarshalling


def test_bytecode_that_cannot_be_written_was_not(tracer):
    tracer.env.pop("PYTHONDONTWRITEBYTECODE", None)
    tracer.write("plain.py", "")
    tracer.write("__pycache__", "a file in the place of the folder")

    found = only(tracer.record_program("import plain"), "plain")

    assert [each.what for each in found.bytecode] == ["refused"]
    assert "Not a directory" in found.bytecode[0].reason


REFUSED = {
    "of_another_python": (
        "data[:2] = b'\\x00\\x00'; write(data)",
        "bad magic number",
    ),
    "of_an_older_source": ("os.utime('plain.py', (1, 1))", "stale"),
    "of_another_source": ("compiled(CHECKED); open('plain.py', 'w').write('x = 1')", "hash"),
    "that_is_cut_off": ("write(data[:10])", "reached EOF"),
}
ACCEPTED = {
    "of_the_same_source": "compiled(CHECKED)",
    "that_nobody_checks": "compiled(UNCHECKED); open('plain.py', 'w').write('x = 1')",
}
PREPARE = """
    import importlib.util, os, py_compile
    CHECKED = py_compile.PycInvalidationMode.CHECKED_HASH
    UNCHECKED = py_compile.PycInvalidationMode.UNCHECKED_HASH
    file = importlib.util.cache_from_source("plain.py")
    def compiled(mode):
        py_compile.compile("plain.py", invalidation_mode=mode)
    def write(data):
        open(file, "wb").write(data)
    py_compile.compile("plain.py")
    data = bytearray(open(file, "rb").read())
    {change}
"""


@pytest.mark.parametrize("name", REFUSED)
def test_bytecode_is_refused_with_the_reason(tracer, name):
    change, reason = REFUSED[name]
    tracer.env.pop("PYTHONDONTWRITEBYTECODE", None)
    tracer.write("plain.py", "")
    tracer.write("prepare.py", PREPARE.format(change=change))
    tracer.plain("prepare.py")

    found = only(tracer.record_program("import plain"), "plain")

    assert [each.what for each in found.bytecode] == ["refused", "written"]
    assert reason in found.bytecode[0].reason
    assert found.bytecode[0].file == found.bytecode[1].file


@pytest.mark.parametrize("name", ACCEPTED)
def test_bytecode_is_accepted(tracer, name):
    tracer.write("plain.py", "")
    tracer.write("prepare.py", PREPARE.format(change=ACCEPTED[name]))
    tracer.plain("prepare.py")

    found = only(tracer.record_program("import plain"), "plain")

    assert [each.what for each in found.bytecode] == ["accepted"]


def test_a_circular_import_is_seen(tracer):
    tracer.write("chicken.py", "import egg")
    tracer.write("egg.py", "import chicken")

    process = tracer.record_program("import chicken")

    (egg,) = only_named(process, "egg")
    (closing,) = egg.children
    assert (closing.fullname, closing.is_circular, closing.outcome) == ("chicken", True, "cached")
    assert closing.asker.file == str(tracer.folder / "egg.py")


def only_named(process, fullname):
    """All imports of a module."""
    return [each for each in process.imports() if each.fullname == fullname]


# Each in a program of its own, which then ends, or imports another module.
SWALLOWING = {
    "in_the_same_frame": """
        try:
            import absent
        except ImportError:  # here
            pass
    """,
    "by_the_second_clause": """
        try:
            import absent
        except KeyError:
            pass
        except (OSError, ModuleNotFoundError):  # here
            pass
    """,
    "by_a_bare_except": """
        try:
            import absent
        except:  # here
            pass
    """,
    "around_another_try": """
        try:
            try:
                import absent
            except KeyError:
                pass
            finally:
                len("")
        except ImportError:  # here
            pass
    """,
    "in_a_frame_above": """
        def asking():
            import absent
        def calling():
            try:
                asking()
            except Exception:  # here
                pass
        calling()
    """,
    "by_a_context_manager": """
        import contextlib
        with contextlib.suppress(ImportError):  # here
            import absent
    """,
    "by_a_context_manager_within_a_try_that_goes_on": """
        import contextlib
        def asking():
            with contextlib.suppress(ImportError):  # here
                import absent
        try:
            asking()
            import colorsys
        except ImportError:
            pass
    """,
    "by_a_clause_that_may_raise_it_again": """
        quiet = len("a")
        try:
            import absent
        except ImportError:  # here
            if not quiet:
                raise
    """,
    "around_a_clause_that_raises_it_again": """
        try:
            try:
                import absent
            except ImportError as error:
                print(error)
                raise
            except KeyError:
                pass
        except Exception:  # here
            pass
    """,
    "by_a_group": """
        try:
            import absent
        except* (OSError, ImportError):  # here
            pass
    """,
    "in_a_generator": """
        def asking():
            try:
                import absent
                yield 1
            except ImportError:  # here
                yield 2
        list(asking())
    """,
    "by_return_in_finally": """
        def asking():
            for each in "a":
                try:
                    import absent
                finally:
                    continue  # here
        asking()
    """,
    "by_an_attribute_of_a_module": """
        import builtins
        try:
            import absent
        except builtins.ImportError:  # here
            pass
    """,
    "by_a_later_return_in_finally": """
        def asking():
            try:
                import absent
            finally:
                len("")
                return  # here
        asking()
    """,
    "by_a_clause_that_tests_for_a_local": """
        def asking(errors):
            try:
                import absent
            except errors:  # here
                pass
        asking(ImportError)
    """,
    "around_a_clause_that_raises_it_by_its_name": """
        def asking():
            try:
                import absent
            except ImportError as error:
                print("absent")
                raise error
        try:
            asking()
        except Exception:  # here
            pass
    """,
    "around_a_clause_that_raises_it_without_its_context": """
        try:
            try:
                import absent
            except ImportError as error: raise error from None
        except Exception:  # here
            pass
    """,
    "by_a_clause_that_may_raise_it_by_its_name": """
        def asking():
            try:
                import absent
            except ImportError as error:  # here
                if error.name != "absent":
                    raise error
        asking()
    """,
    "by_a_clause_that_raises_another_from_it": """
        def asking():
            try:
                import absent
            except ImportError as error:  # here
                raise ValueError from error
        try:
            asking()
        except ValueError:
            pass
    """,
    "in_a_coroutine": """
        import asyncio
        async def asking():
            try:
                import absent
            except ImportError:  # here
                pass
        asyncio.run(asking())
    """,
    "in_an_asynchronous_generator": """
        import asyncio
        async def asking():
            try:
                import absent
            except ImportError:  # here
                yield 1
        async def main():
            async for _ in asking():
                pass
        asyncio.run(main())
    """,
    "by_an_asynchronous_context_manager": """
        import asyncio
        class Quiet:
            async def __aenter__(self): pass
            async def __aexit__(self, *error): return True
        async def main():
            async with Quiet():  # here
                import absent
        asyncio.run(main())
    """,
    "in_a_thread_that_ends": """
        import threading
        def asking():
            try:
                import absent
            except ImportError:  # here
                pass
        thread = threading.Thread(target=asking)
        thread.start()
        thread.join()
    """,
    "in_a_class_body": """
        class Asking:
            try:
                import absent
            except ImportError:  # here
                pass
    """,
    "three_frames_above_and_through_c": """
        def asking(number):
            import absent
        def middle():
            list(map(asking, [1]))
        try:
            middle()
        except (KeyError, ImportError):  # here
            pass
    """,
    "by_the_statement_itself": """
        import email
        try:
            from email import absent  # here
        except ImportError:
            pass
    """,
}


@pytest.mark.parametrize("name", SWALLOWING)
@pytest.mark.parametrize("after", ["", "import fractions"])
def test_an_error_was_swallowed(tracer, name, after):
    tracer.write("program.py", SWALLOWING[name])
    program = (tracer.folder / "program.py").read_text() + after

    process = tracer.record_program(program)

    (found,) = [each for each in process.imports() if each.fullname.endswith("absent")]
    assert found.outcome == "absent"
    assert found.error.kind.endswith("ModuleNotFoundError")
    assert found.swallowed_at.file == str(tracer.folder / "program.py")
    assert found.swallowed_at.line == line_of(tracer, "# here")


def test_an_error_that_ends_the_program_was_swallowed_by_nobody(tracer):
    tracer.write("inner.py", "import absent")
    tracer.write("program.py", "try:\n    import inner\nexcept KeyError:\n    pass\n")

    (process,) = tracer.record("program.py", status=1).processes

    inner, absent = only(process, "inner"), only(process, "absent")
    assert inner.error.number == absent.error.number
    assert (inner.outcome, absent.outcome) == ("failed", "absent")
    assert inner.swallowed_at is None
    assert absent.swallowed_at is None


LEFT = {
    "a_clause_that_raises_it_again": """
        try:
            import absent
        except ImportError as error:
            print(error)
            raise
    """,
    "a_clause_that_may_raise_it_again": """
        try:
            import absent
        except ImportError:
            if __name__ == "__main__":
                raise
    """,
    "a_clause_that_raises_another": """
        try:
            import absent
        except ImportError as error:
            raise ValueError from error
    """,
    "a_clause_that_raises_it_by_its_name": """
        def asking():
            try:
                import absent
            except ImportError as error:
                raise error
        asking()
    """,
    "a_finally": """
        try:
            import absent
        finally:
            print("went on")
    """,
    "a_context_manager": """
        with open(__file__):
            import absent
    """,
}


@pytest.mark.parametrize("name", LEFT)
def test_an_error_that_ends_the_program_was_not_swallowed_by(tracer, name):
    tracer.write("program.py", LEFT[name])

    (process,) = tracer.record("program.py", status=1).processes

    assert only(process, "absent").swallowed_at is None


def test_a_clause_around_a_task_does_not_make_another_one_doubtful(tracer):
    program = """
        import asyncio
        async def asking():
            try:
                import absent
            except ImportError:  # here
                pass
        asyncio.run(asking())
    """

    found = only(tracer.record_program(program), "absent")

    assert found.swallowed_at.line == line_of(tracer, "# here")
    assert found.swallowed_for_certain


DOUBTFUL = {
    "around_a_clause_whose_classes_are_not_known": """
        def asking(errors):
            try:
                import absent
            except errors:  # this one may have, too
                pass
        try:
            asking({classes})
        except ImportError:
            pass
    """,
    "after_a_clause_whose_classes_are_not_known": """
        def asking(errors):
            try:
                import absent
            except errors:
                pass
            except ImportError:
                pass
        asking({classes})
    """,
    "by_a_finally_that_may_go_on": """
        def asking(quiet):
            try:
                import absent
            finally:
                if quiet:
                    return
        try:
            asking({classes} is ImportError)
        except ImportError:
            pass
    """,
}


@pytest.mark.parametrize("name", DOUBTFUL)
@pytest.mark.parametrize("classes", ["KeyError", "ImportError"])
def test_who_swallowed_an_error_is_marked_where_that_is_a_guess(tracer, name, classes):
    program = DOUBTFUL[name].format(classes=classes)

    found = only(tracer.record_program(program), "absent")

    assert found.swallowed_at.file == str(tracer.folder / "program.py")
    assert not found.swallowed_for_certain


def test_what_goes_on_in_the_clause_that_is_known_makes_the_other_one_the_taker(tracer):
    program = """
        def asking(errors):
            try:
                import absent
            except errors:  # here
                pass
        try:
            asking(ImportError)
            import colorsys
        except ImportError:
            pass
    """

    found = only(tracer.record_program(program), "absent")

    assert found.swallowed_at.line == line_of(tracer, "# here")


def test_an_error_that_ends_a_thread_was_swallowed_by_nobody(tracer):
    """Also where another thread comes after it, and has its number."""
    program = """
        import threading
        def asking():
            import absent
        def another():
            import colorsys
        for target in (asking, another):
            thread = threading.Thread(target=target, name=target.__name__)
            thread.start()
            thread.join()
    """

    found = only(tracer.record_program(program), "absent")

    assert found.outcome == "absent"
    assert found.swallowed_at is None


def test_an_error_is_settled_when_its_thread_has_ended_or_waits(tracer):
    program = """
        import threading
        def asking():
            try:
                import absent
            except ImportError:  # here
                pass
            asked.set()
            ended.wait()
        asked, ended = threading.Event(), threading.Event()
        thread = threading.Thread(target=asking, daemon=True)
        thread.start()
        asked.wait()
    """

    found = only(tracer.record_program(program), "absent")

    assert found.swallowed_at.line == line_of(tracer, "# here")
    assert found.swallowed_for_certain


def test_an_exit_that_a_with_let_through_is_no_certain_swallowing(tracer):
    """The interpreter shows no SystemExit, so that nobody knows that it ended the program."""
    tracer.write("leaving.py", "raise SystemExit(0)")

    found = only(tracer.record_program("with open(__file__):\n    import leaving"), "leaving")

    assert not found.swallowed_for_certain


def test_an_error_that_passes_several_imports_is_one_error(tracer):
    tracer.write("inner.py", "import absent")
    program = "try:\n    import inner\nexcept ImportError:\n    pass\n"

    process = tracer.record_program(program)

    inner, absent = only(process, "inner"), only(process, "absent")
    assert inner.error.number == absent.error.number
    assert inner.swallowed_at == absent.swallowed_at
    assert inner.swallowed_at.line == 3


def changes_of(node):
    """Subject -> (added, removed)."""
    return {change.subject: (change.added, change.removed) for change in node.changes}


def test_changes_belong_to_the_module_whose_code_made_them(tracer):
    tracer.write(
        "changing.py",
        """
        import builtins, sys
        import innocent
        class Finder:
            def find_spec(self, *args): ...
        sys.path.append("/added")
        sys.meta_path.append(Finder())
        sys.path_hooks.append(Finder)
        sys.modules["by_hand"] = sys
        original = builtins.__import__
        def stand_in(*args, **options):
            return original(*args, **options)
        builtins.__import__ = stand_in
        """,
    )
    tracer.write("innocent.py", "")

    process = tracer.record_program("import changing")

    changes = changes_of(only(process, "changing"))
    assert changes["sys.path"] == (("/added",), ())
    assert changes["sys.meta_path"] == (("changing.Finder",), ())
    assert changes["sys.path_hooks"] == (("changing.Finder",), ())
    assert changes["sys.modules"] == (("by_hand",), ())
    assert changes["builtins.__import__"] == (("changing.stand_in",), ("builtins.__import__",))
    assert only(process, "innocent").changes == []


def test_modules_that_change_what_they_are(tracer):
    tracer.write("package/__init__.py", "__path__ = __path__ + ['/more']; __package__ = 'other'")
    tracer.write("lost.py", "del __spec__, __loader__")
    tracer.write("replaced.py", "import sys; sys.modules[__name__] = type('Stand', (), {})()")

    process = tracer.record_program("import package, lost, replaced")

    package = changes_of(only(process, "package"))
    assert package["package.__package__"] == (("'other'",), ("'package'",))
    assert package["package.__path__"][0][0].endswith("'/more']")
    lost = {change.subject: change.after for change in only(process, "lost").changes}
    assert lost == {"lost.__spec__": (), "lost.__loader__": ()}
    assert only(process, "replaced").replaced_by == "replaced.Stand"


def test_a_package_changes_itself_before_its_submodule_is_executed(tracer):
    tracer.write("package/__init__.py", "__path__.append('/early'); from . import inner")
    tracer.write("package/inner.py", "import package; package.__path__.append('/late')")

    process = tracer.record_program("import package")

    (early,) = only_named(process, "package")[0].changes
    (late,) = only(process, "package.inner").changes
    assert early.subject == late.subject == "package.__path__"
    assert early.after[0].endswith("'/early']")
    assert late.before == early.after
    assert late.after[0].endswith("'/early', '/late']")


def test_a_later_change_of_another_module_is_attributed_when_watched(tracer):
    tracer.write("victim.py", "")
    tracer.write("culprit.py", "import sys; sys.modules['victim'].__spec__ = None")
    program = "import victim, culprit"

    plain = tracer.record_program(program)
    watched = tracer.record_program(program, "--watch")

    (late,) = [each for each in plain.threads[0].changes if each.subject == "victim.__spec__"]
    assert late.after == ("None",)
    assert changes_of(only(watched, "culprit"))["victim.__spec__"][0] == ("None",)


def test_a_lazy_module_stays_lazy(tracer):
    program = """
        import importlib.util, sys
        spec = importlib.util.find_spec("colorsys")
        spec.loader = importlib.util.LazyLoader(spec.loader)
        module = importlib.util.module_from_spec(spec)
        sys.modules["colorsys"] = module
        spec.loader.exec_module(module)
        import fractions
        print(type(module).__name__)
    """
    tracer.write("program.py", program)

    assert tracer.run("--quiet", "--watch", "program.py").stdout == "_LazyModule\n"


def test_a_reload_is_an_execution_of_its_own(tracer):
    process = tracer.record_program("import colorsys, importlib; importlib.reload(colorsys)")

    first, again = only_named(process, "colorsys")

    assert (first.outcome, again.outcome) == ("loaded", "loaded")
    assert again.asker is None


def test_no_module_of_thences_own_is_listed(tracer):
    process = tracer.record_program("import json")

    assert [each for each in process.imports() if each.fullname.startswith("thence")] == []

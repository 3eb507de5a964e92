"""What others do to the import system while thence is installed stays done."""

from __future__ import annotations


def test_finders_that_others_added_stay_where_they_are(programs):
    output = programs.output(
        """
        import sys
        import thence

        class Finder:
            def __init__(self, name):
                self.name = name
            def find_spec(self, fullname, path, target=None):
                return None
            def __repr__(self):
                return self.name

        before = list(sys.meta_path)
        with thence.install():
            sys.meta_path.insert(0, Finder("first"))
            sys.meta_path.append(Finder("last"))
        print(sys.meta_path[0], sys.meta_path[-1], sys.meta_path[1:-1] == before)
        """
    )

    assert output == "first last True\n"


def test_a_finder_that_somebody_removed_stays_removed(programs):
    output = programs.output(
        """
        import sys
        import thence

        before = list(sys.meta_path)
        with thence.install():
            at = [getattr(each, "__name__", "") for each in before].index("FrozenImporter")
            del sys.meta_path[at]
        print(sys.meta_path == before[:at] + before[at + 1 :])
        """
    )

    assert output == "True\n"


def test_path_hooks_that_others_added_stay_and_those_removed_stay_away(programs):
    output = programs.output(
        """
        import sys
        import thence

        def hook(entry):
            raise ImportError

        zip_hook, file_hook = sys.path_hooks
        with thence.install():
            sys.path_hooks.insert(0, hook)
            del sys.path_hooks[1]
        print(sys.path_hooks == [hook, file_hook])
        """
    )

    assert output == "True\n"


def test_a_list_that_somebody_put_in_the_place_of_the_meta_path_is_kept_and_given_back(programs):
    output = programs.output(
        """
        import sys
        import thence

        before = list(sys.meta_path)
        with thence.install():
            mine = sys.meta_path = list(sys.meta_path)
        print(sys.meta_path is mine, mine == before)
        """
    )

    assert output == "True True\n"


def test_modules_that_were_loaded_meanwhile_stay_in_the_cache(programs):
    programs.write("wanted.py", "answer = 42")

    output = programs.output(
        """
        import sys
        import thence

        with thence.install():
            import wanted
        print(sys.modules["wanted"] is wanted, wanted.answer)
        """
    )

    assert output == "True 42\n"


def test_a_name_that_somebody_replaced_in_importlib_stays_replaced(programs):
    """So typeguard and beartype put their own function in the place of cache_from_source."""
    output = programs.output(
        """
        import importlib._bootstrap_external as external
        import thence

        def mine(path, debug_override=None, *, optimization=None):
            return "somewhere"

        with thence.install():
            external.cache_from_source = mine
        print(external.cache_from_source is mine)
        """
    )

    assert output == "True\n"


def test_a_replacement_for_cache_from_source_is_obeyed(programs):
    programs.write("wanted.py", "answer = 42")

    output = programs.output(
        """
        import importlib._bootstrap_external as external
        import thence

        def mine(path, debug_override=None, *, optimization=None):
            return "somewhere.pyc"

        with thence.install():
            external.cache_from_source = mine
            import wanted
        print(wanted.__spec__.cached)
        """
    )

    assert output == "somewhere.pyc\n"


def test_an_import_function_that_somebody_put_into_builtins_is_called(programs):
    output = programs.output(
        """
        import builtins
        import thence

        asked = []
        theirs = builtins.__import__

        def noting(name, *arguments):
            asked.append(name)
            return theirs(name, *arguments)

        with thence.install():
            builtins.__import__ = noting
            import json
            print(asked[0])
        print(builtins.__import__ is noting)
        """
    )

    assert output == "json\nTrue\n"


def test_installing_does_not_replace_the_import_function(programs):
    output = programs.output(
        """
        import builtins
        import thence

        before = builtins.__import__
        with thence.install():
            print(builtins.__import__ is before)
        """
    )

    assert output == "True\n"


def test_a_finder_made_for_a_path_entry_meanwhile_goes_on_finding(programs):
    programs.write("place/first.py")
    programs.write("place/second.py")

    output = programs.output(
        """
        import sys
        import thence

        sys.path.insert(0, "place")
        with thence.install():
            import first
            finder = sys.path_importer_cache["place"]
        import second
        print(sys.path_importer_cache["place"] is finder, type(second.__spec__.loader).__module__)
        """
    )

    assert output == "True _frozen_importlib_external\n"

"""What else 3.15 brought: finders that list what they have, and a public NamespacePath."""

from __future__ import annotations

import pytest

FILES = {
    "shelf/one.py": "raise AssertionError('executed')",
    "shelf/two/__init__.py": "raise AssertionError('executed')",
    "shelf/two/inner.py": "",
    "shelf/three/loose.py": "",
    "shelf/no-module.txt": "",
}


class TestDiscover:
    @pytest.mark.clause("discover/1")
    def test_a_finder_lists_what_it_would_find(self, system, importable, tmp_path):
        importable(FILES)
        system.path[:] = [str(tmp_path / "shelf")]

        specs = {spec.name: spec for spec in system.machinery.PathFinder.discover()}

        assert sorted(specs) == ["one", "three", "two"]
        assert specs["one"].origin == str(tmp_path / "shelf" / "one.py")
        assert specs["two"].submodule_search_locations == [str(tmp_path / "shelf" / "two")]
        assert not specs.keys() & system.modules.keys()

    @pytest.mark.clause("discover/2")
    def test_it_lists_the_submodules_of_a_package(self, system, importable):
        importable({"shelfbox/__init__.py": "", "shelfbox/a.py": "", "shelfbox/b/__init__.py": ""})
        parent = system.find_spec("shelfbox")

        found = [spec.name for spec in system.machinery.PathFinder.discover(parent)]

        # The file of the package itself is listed beside the others.
        assert sorted(found) == ["shelfbox.__init__", "shelfbox.a", "shelfbox.b"]

    @pytest.mark.clause("discover/2")
    def test_a_module_has_no_submodules(self, system, importable):
        importable({"plainshelf.py": ""})

        with pytest.raises(ValueError, match="package"):
            list(system.machinery.PathFinder.discover(system.find_spec("plainshelf")))


class TestNamespacePath:
    @pytest.mark.clause("NamespacePath/1")
    def test_it_is_the_class_of_the_path(self, system, importable, tmp_path):
        importable({"loosebox/part.py": ""})

        path = system.import_module("loosebox").__path__

        assert type(path) is system.machinery.NamespacePath
        assert list(path) == [str(tmp_path / "loosebox")]

    @pytest.mark.clause("NamespacePath/2")
    def test_without_its_parent(self, system, importable):
        importable({"loosebox/within/part.py": ""})
        path = system.import_module("loosebox.within").__path__
        del system.modules["loosebox"]

        with pytest.raises(ModuleNotFoundError, match="loosebox"):
            list(path)

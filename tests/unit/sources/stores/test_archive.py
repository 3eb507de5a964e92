"""Archives: zip and tar, compressed, nested; and those that nobody should open."""

from __future__ import annotations

import io
import tarfile
import warnings
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from thence.sources import Limits, MemorySource, RefusedError, Settings, Source
from thence.sources.libraries import Libraries
from thence.sources.opening import open_source
from thence.sources.roles import FILES, SourceRoles
from thence.sources.stores.archive import ArchiveSource

SETTINGS = Settings([], Libraries())
TAR_KINDS = {
    ".tar": "w",
    ".tar.gz": "w:gz",
    ".tgz": "w:gz",
    ".tar.bz2": "w:bz2",
    ".tar.xz": "w:xz",
}


def zipped(files: Mapping[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", compression) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return stream.getvalue()


def tarred(files: Mapping[str, bytes], suffix: str = ".tar") -> bytes:
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode=TAR_KINDS.get(suffix, "w")) as archive:  # type: ignore[call-overload]
        for name, data in files.items():
            member = tarfile.TarInfo(name)
            member.size = len(data)
            archive.addfile(member, io.BytesIO(data))
    data = stream.getvalue()
    if suffix == ".tar.zst":
        return zstandard().compress(data)  # type: ignore[no-any-return]
    return data


def zstandard():
    try:
        return pytest.importorskip("compression.zstd")
    except pytest.skip.Exception:
        return pytest.importorskip("backports.zstd", reason="Zstandard is not there: NOT TESTED")


class TestZip(SourceRoles):
    """The roles of every store."""

    def publish(self, files: Mapping[str, bytes], place: Path) -> Source:
        (place / "lib.whl").write_bytes(zipped(files))
        return open_source(str(place / "lib.whl"), SETTINGS)


class TestTar(SourceRoles):
    """The roles of every store."""

    def publish(self, files: Mapping[str, bytes], place: Path) -> Source:
        (place / "lib.tar.gz").write_bytes(tarred(files, ".tar.gz"))
        return open_source(str(place / "lib.tar.gz"), SETTINGS)


class TestNested(SourceRoles):
    """The roles of every store, for a wheel in a tar archive."""

    def publish(self, files: Mapping[str, bytes], place: Path) -> Source:
        (place / "outer.tar").write_bytes(tarred({"below/lib.whl": zipped(files)}))
        return open_source(str(place / "outer.tar/below/lib.whl"), SETTINGS)


class TestOutOfAnotherStore(SourceRoles):
    """The roles of every store, for an archive that is held in memory."""

    def publish(self, files: Mapping[str, bytes], place: Path) -> Source:
        outer = MemorySource("memory:held", {"lib.zip": zipped(files)})
        self.held = getattr(self, "held", outer)
        self.held.files = outer.files
        return ArchiveSource("memory:held/lib.zip", self.held, "lib.zip", SETTINGS)


def opened(data: bytes, name: str = "a.zip", limits: Limits | None = None) -> ArchiveSource:
    settings = Settings([], Libraries(), limits=limits)
    return ArchiveSource(
        f"memory:x/{name}", MemorySource("memory:x", {name: data}), name, settings
    )


@pytest.mark.parametrize("suffix", [*TAR_KINDS, ".tar.zst"])
def test_every_compression_is_undone(suffix: str):
    source = opened(tarred(FILES, suffix), f"a{suffix}")

    assert {name: source.read(name) for name in source.list()} == FILES


def test_names_may_begin_with_a_dot_and_a_slash():
    source = opened(tarred({"./pkg/a.py": b"x = 1"}), "a.tar")

    assert source.read("pkg/a.py") == b"x = 1"


BAD_NAMES = [
    "../evil.py",
    "pkg/../../evil.py",
    "/etc/evil.py",
    "C:/evil.py",
    "pkg\\evil.py",
    "pkg//evil.py",
    "pkg/./evil.py",
    "pkg/e\nvil.py",
]


@pytest.mark.parametrize("make", [zipped, tarred])
@pytest.mark.parametrize("name", BAD_NAMES)
def test_a_name_that_leads_elsewhere_is_refused(name: str, make: Callable[..., bytes]):
    source = opened(make({"good.py": b"", name: b"evil"}), "a.zip" if make is zipped else "a.tar")

    with pytest.raises(RefusedError, match="opens nothing of such a source"):
        source.list()


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize("make", [zipped, tarred])
def test_a_name_that_comes_twice_is_refused(make: Callable[..., bytes]):
    class Twice(dict):
        def items(self):
            return [("a.py", b"good"), ("a.py", b"evil")]

    source = opened(make(Twice()), "a.zip" if make is zipped else "a.tar")

    with pytest.raises(RefusedError, match="twice"):
        source.list()


def test_entries_of_folders_are_no_files():
    source = opened(zipped({"pkg/": b"", "pkg/a.py": b"", "pkg/deep/": b""}))

    assert set(source.list()) == {"pkg/a.py"}


def test_a_file_that_is_a_folder_as_well_is_refused():
    with pytest.raises(RefusedError, match="a file and a folder"):
        opened(zipped({"pkg": b"", "pkg/a.py": b""})).list()


@pytest.mark.parametrize(
    "kind",
    [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.CHRTYPE, tarfile.BLKTYPE, tarfile.FIFOTYPE],
)
def test_links_and_devices_in_a_tar_are_refused(kind: bytes):
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w") as archive:
        member = tarfile.TarInfo("pkg/a.py")
        member.type = kind
        member.linkname = "/etc/passwd"
        archive.addfile(member)

    with pytest.raises(RefusedError, match="link or a device"):
        opened(stream.getvalue(), "a.tar").list()


def test_links_in_a_zip_are_refused():
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        member = zipfile.ZipInfo("pkg/a.py")
        member.external_attr = 0o120777 << 16
        archive.writestr(member, "/etc/passwd")

    with pytest.raises(RefusedError, match="link or a device"):
        opened(stream.getvalue()).list()


@pytest.mark.parametrize("suffix", [".zip", ".tar.gz", ".tar.xz"])
def test_a_small_archive_that_unpacks_to_a_large_one_is_refused(suffix: str):
    files = {"a.py": b"\0" * (3 << 20)}
    data = zipped(files) if suffix == ".zip" else tarred(files, suffix)

    with pytest.raises(RefusedError, match="exceeds the limit"):
        opened(data, f"a{suffix}", Limits(ratio=10)).list()


def test_too_many_files_are_refused():
    with pytest.raises(RefusedError, match="number of its files"):
        opened(zipped({f"m{i}.py": b"" for i in range(6)}), limits=Limits(number=5)).list()


@pytest.mark.parametrize("suffix", [".zip", ".tar", ".tar.gz", ".tar.xz"])
def test_what_is_no_archive_is_refused(suffix: str):
    for data in (b"", b"PK", b"garbage" * 1000):
        with pytest.raises((RefusedError, OSError)):
            opened(data, f"a{suffix}").read("a.py")


@pytest.mark.parametrize("suffix", [".zip", ".tar", ".tar.gz"])
def test_an_archive_that_is_cut_short_gives_nothing_wrong(suffix: str):
    files = {f"m{i}.py": bytes([i]) * 2000 for i in range(20)}
    whole = zipped(files, zipfile.ZIP_STORED) if suffix == ".zip" else tarred(files, suffix)

    for length in range(0, len(whole), max(1, len(whole) // 40)):
        source = opened(whole[:length], f"a{suffix}")
        try:
            read = {name: source.read(name) for name in source.list()}
        except (RefusedError, OSError):
            continue
        assert all(files[name] == data for name, data in read.items())


def test_twins_in_case_or_unicode_form_are_refused():
    from thence.sources.names import check_names

    for twins in (["pkg/Mod.py", "pkg/mod.py"], ["caf\u00e9.py", "cafe\u0301.py"]):
        with pytest.raises(RefusedError, match="only case or Unicode form"):
            check_names("memory:x", twins, Libraries())


def test_a_header_that_contradicts_the_directory_is_refused():
    data = bytearray(zipped({"good.py": b"x = 1"}, zipfile.ZIP_STORED))
    at = data.index(b"good.py")
    data[at : at + 7] = b"evil.py"

    with warnings.catch_warnings(), pytest.raises(RefusedError):
        opened(bytes(data)).read("good.py")

"""Archives at a URL that were made to do harm, where everything is trusted that comes first."""

from __future__ import annotations

import gzip
import io
import re
import struct
import tarfile
import zipfile
from collections.abc import Iterable

import pytest

from .conftest import GOOD, HOSTILE

LINK = 0o120777 << 16
Rows = Iterable[tuple[str, bytes]]
LARGE = 150_000


def zipped(rows: Rows, mode: int = 0) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in rows:
            member = zipfile.ZipInfo(name)
            member.compress_type = zipfile.ZIP_DEFLATED
            member.external_attr = mode
            archive.writestr(member, data)
    return stream.getvalue()


def tarred(rows: Rows, kind: bytes = tarfile.REGTYPE, compression: str = "gz") -> bytes:
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode=f"w:{compression}") as archive:
        for name, data in rows:
            member = tarfile.TarInfo(name)
            member.type, member.linkname = kind, "/etc/passwd"
            member.size = len(data) if kind == tarfile.REGTYPE else 0
            archive.addfile(member, io.BytesIO(data))
    return stream.getvalue()


def with_good(*rows: tuple[str, bytes]) -> list[tuple[str, bytes]]:
    return [*GOOD.items(), *rows]


def twice() -> bytes:
    with pytest.warns(UserWarning, match="Duplicate name"):
        return zipped(with_good(("tool/part.py", HOSTILE)))


def cut() -> bytes:
    return zipped(with_good())[:-30]


def spoiled() -> bytes:
    """Its directory is right, a file's bytes are not."""
    data = bytearray(zipped(GOOD.items()))
    begin = data.index(b"tool/__init__.py") + len(b"tool/__init__.py")
    data[begin : begin + 8] = b"\xff" * 8
    return bytes(data)


def nested() -> bytes:
    """Of itself harmless: the bomb is in the archive in it."""
    return zipped([*GOOD.items(), ("inner.zip", zipped([("zeros", bytes(LARGE))]))])


def header(name: str, size: int, kind: bytes) -> bytes:
    """512 bytes before a member of a tar archive, with a size that tarfile would not write."""
    made = bytearray(tarfile.TarInfo(name).tobuf(tarfile.USTAR_FORMAT))
    made[124:136] = tarfile.itn(size, 12, tarfile.GNU_FORMAT)
    made[156:157] = kind
    made[148:156] = b" " * 8
    made[148:156] = b"%06o\0 " % sum(made)
    return bytes(made)


def blocks(data: bytes) -> bytes:
    return data + bytes(-len(data) % 512)


def with_header(text: bytes, kind: bytes = tarfile.XHDTYPE) -> bytes:
    """A good archive with something before its first member."""
    return gzip.compress(header("h", len(text), kind) + blocks(text) + gzip.decompress(TARRED))


def sparse() -> bytes:
    good = gzip.decompress(TARRED)
    return gzip.compress(header("s.py", 0, tarfile.GNUTYPE_SPARSE) + good)


def changed(data: bytes, mark: bytes, offset: int, by: bytes) -> bytes:
    """Zipped bytes with some of them replaced, counted from the first such mark."""
    begin = data.index(mark) + offset
    return data[:begin] + by + data[begin + len(by) :]


def overlapping() -> bytes:
    """Rows of a directory that all name the same bytes."""
    good = zipped([("zeros", bytes(90_000))])
    row, end = good.index(ROW), good.index(END)
    rows = b"".join(good[row:end].replace(b"zeros", b"z%04d" % n) for n in range(50))
    tail = struct.pack("<4s4H2LH", END, 0, 0, 50, 50, len(rows), row, 0)
    return good[:row] + rows + tail


def many_rows() -> bytes:
    """More rows than there may be, said to be one."""
    row = struct.pack("<4s4B4HL2L5H2L", ROW, 20, 3, 20, *[0] * 4, 33, *[0] * 3, 1, *[0] * 6)
    rows = (row + b"a") * 1000
    return rows + struct.pack("<4s4H2LH", END, 0, 0, 1, 1, len(rows), 0, 0)


ROW, END = b"PK\1\2", b"PK\5\6"
ZIPPED = zipped(GOOD.items())
TARRED = tarred(GOOD.items())
NAMES = {
    "../outside.py": "leads out of the source",
    "tool/../../outside.py": "leads out of the source",
    "/outside.py": "an absolute path",
    "..\\outside.py": "a backslash",
    "Tool/__init__.py": "only case or Unicode form",
    "tool/PART.py": "only case or Unicode form",
    "tool/\ufb01le.py": "only case or Unicode form",
}
ARCHIVES = {
    "a zip with a link": (zipped(with_good(("l", b"/etc/passwd")), LINK), "a link or a device"),
    "a zip bomb": (zipped(with_good(("zeros", bytes(3_000_000)))), "exceeds the limit"),
    "a zip of many files": (zipped((f"{n}", b"") for n in range(101)), "number of its files"),
    "a zip cut short": (cut(), "cannot be read as an archive"),
    "a zip with damaged bytes": (spoiled(), "cannot be read as an archive"),
    "a zip with another name before the bytes": (
        changed(ZIPPED, b"tool/__init__", 0, b"evil"),
        "in directory .* and header .* differ",
    ),
    "a zip of bytes that overlap": (overlapping(), "the size of its files"),
    "a zip with more rows than it says": (many_rows(), "number of its files"),
    "a zip that says less than there is": (
        changed(ZIPPED, ROW, 24, struct.pack("<L", 3)),
        "cannot be read as an archive",
    ),
    "a zip that says more than there is": (
        changed(ZIPPED, ROW, 24, struct.pack("<L", 300)),
        "cannot be read|the archive's directory",
    ),
    "a zip that is encrypted": (changed(ZIPPED, ROW, 8, b"\1"), "which is encrypted"),
    "a zip of an unknown compression": (changed(ZIPPED, ROW, 10, b"\x63"), "cannot be read as an"),
    "a zip that is none of 64 bits": (
        changed(ZIPPED, END, 12, b"\xff" * 8),
        "cannot be read as an archive",
    ),
    "a zip with a name that ends early": (
        ZIPPED.replace(b"tool/part.py", b"tool/\0art.py"),
        "a control character",
    ),
    "no zip": (b"<html>", "cannot be read as an archive"),
}
TARS = {
    "a symbolic link": (tarred(with_good(("l", b"")), tarfile.SYMTYPE), "a link or a device"),
    "a hard link": (tarred(with_good(("l", b"")), tarfile.LNKTYPE), "a link or a device"),
    "a device": (tarred(with_good(("d", b"")), tarfile.CHRTYPE), "a link or a device"),
    "a block device": (tarred(with_good(("d", b"")), tarfile.BLKTYPE), "a link or a device"),
    "a pipe": (tarred(with_good(("d", b"")), tarfile.FIFOTYPE), "a link or a device"),
    "a name that leads out": (tarred(with_good(("../x.py", HOSTILE))), "leads out of the source"),
    "an absolute name": (tarred(with_good(("/x.py", HOSTILE))), "an absolute path"),
    "a name twice": (tarred(with_good(("tool/part.py", HOSTILE))), "twice"),
    "a bomb": (tarred([(f"{n}", bytes(90_000)) for n in range(30)]), "exceeds the limit"),
    "digits without end": (
        with_header(b"1" * 200_000),
        "what stands before a member|invalid header",
    ),
    "a long name": (
        with_header(b"n" * 200_000, tarfile.GNUTYPE_LONGNAME),
        "what stands before|a name of 200000",
    ),
    "another name": (with_header(b"19 path=../../x.py\n"), "leads out of the source"),
    "another size": (with_header(b"19 size=9999999999\n"), "the size of .* exceeds the limit"),
    "less than no bytes": (gzip.compress(header("a.py", -512, b"0")), "less|invalid offset"),
    "a sparse file": (sparse(), "a link or a device"),
    "many folders": (
        gzip.compress(header("d", 0, tarfile.DIRTYPE) * 101 + bytes(1024)),
        "number of its files",
    ),
    "an end in the middle": (tarred(with_good())[:60], "cannot be read as an archive"),
    "another format": (b"<html>", "cannot be read as an archive"),
}


def check_refused(site, world, name: str, hostile: bytes, good: bytes, said: str) -> None:
    """The hostile archive is refused as a whole; the good one in its place imports."""
    site.files[f"lib/{name}"] = hostile
    there = world(f"{site.url}/lib/{name}")

    error = there.error()

    assert re.search(said, error), error
    assert f"{site.url}/lib/{name}" in error
    site.files[f"lib/{name}"] = good
    assert there.answer() == 42


@pytest.mark.parametrize("name", NAMES)
def test_a_zip_with_a_name_that_leads_elsewhere(site, world, name):
    rows = with_good(("tool/file.py", b""), (name, HOSTILE))
    check_refused(site, world, "tool.zip", zipped(rows), zipped(GOOD.items()), NAMES[name])


@pytest.mark.parametrize("kind", ARCHIVES)
def test_a_zip(site, world, kind):
    hostile, said = ARCHIVES[kind]
    check_refused(site, world, "tool.whl", hostile, zipped(GOOD.items()), said)


def test_a_zip_with_a_name_twice(site, world):
    check_refused(site, world, "tool.zip", twice(), zipped(GOOD.items()), "twice")


@pytest.mark.parametrize("kind", TARS)
def test_a_tar(site, world, kind):
    hostile, said = TARS[kind]
    check_refused(site, world, "tool.tar.gz", hostile, tarred(GOOD.items()), said)


def test_an_archive_in_an_archive_is_measured_too(site, world):
    site.files["lib/outer.zip"] = nested()
    there = world(f"{site.url}/lib/outer.zip/inner.zip")

    assert re.search("exceeds the limit", there.error())
    site.files["lib/outer.zip"] = zipped([("inner.zip", zipped(GOOD.items()))])
    assert there.answer() == 42


def test_an_archive_that_changed_while_it_was_read_by_ranges(site, world, monkeypatch):
    monkeypatch.setattr("thence.sources.stores.ranges.TAIL", 200)
    monkeypatch.setattr("thence.sources.stores.ranges.BLOCK", 10)
    good = zipped(GOOD.items())
    parts = []

    def first_good_then_other(handler):
        parts.append(handler.headers["Range"])
        if len(parts) > 1:
            site.files["lib/tool.zip"] = zipped([(name, HOSTILE) for name in GOOD])
        handler._send_file(site.files["lib/tool.zip"])

    site.files["lib/tool.zip"] = good
    site.answers["lib/tool.zip"] = first_good_then_other
    there = world(f"{site.url}/lib/tool.zip", GOOD)

    error = there.error()

    assert re.search("changed while it was read", error), error
    del site.answers["lib/tool.zip"]
    site.files["lib/tool.zip"] = good
    assert there.answer() == 42


def test_a_locked_bundle_that_was_changed(site, world):
    from published import publish

    there = world(publish(site, GOOD, bundle=True), GOOD)
    bundle = next(name for name in site.files if "bundle" in name)
    good = site.files[bundle]
    site.files[bundle] = zipped((name, HOSTILE) for name in GOOD)

    assert re.search("is too long: the lock says", there.error())
    site.files[bundle] = good
    assert there.answer() == 42


def test_a_locked_wheel_that_was_changed(site, world):
    site.files["lib/tool.whl"] = zipped([("tool/__init__.py", HOSTILE), *list(GOOD.items())[1:]])
    there = world(f"{site.url}/lib/tool.whl", GOOD)

    assert re.search("is too long: the lock says", there.error())
    site.files["lib/tool.whl"] = zipped(GOOD.items())
    assert there.answer() == 42


HUGE = 1 << 50
RANGES = {
    "of no unit": "lines 0-9/1000",
    "of nothing": "bytes */1000",
    "without an end": "bytes 0-/1000",
    "of numbers without end": f"bytes 0-{'9' * 5000}/{'9' * 5000}",
    "that begins late": "bytes 900-999/1000",
    "of what nobody has room for": f"bytes {HUGE - len(ZIPPED)}-{HUGE - 1}/{HUGE}",
}


@pytest.mark.parametrize("kind", RANGES)
def test_a_range_that_is_none_of_the_archive(site, world, kind):
    site.answers["lib/tool.zip"] = lambda handler: handler.send(
        ZIPPED, 206, Content_Range=RANGES[kind]
    )
    there = world(f"{site.url}/lib/tool.zip")

    error = there.error()

    assert re.search("its ranges contradict it|exceeds the limit", error), error
    del site.answers["lib/tool.zip"]
    site.files["lib/tool.zip"] = ZIPPED
    assert there.answer() == 42


def test_an_etag_that_is_used_again_for_other_bytes(site, world):
    """The server says that nothing changed, and sends what did."""
    site.files["lib/tool.zip"] = ZIPPED
    there = world(f"{site.url}/lib/tool.zip", GOOD)
    hostile = zipped([(name, HOSTILE) for name in GOOD])
    site.answers["lib/tool.zip"] = lambda handler: handler.send(hostile, ETag='"same"')

    assert re.search("is too long: the lock says", there.error())
    del site.answers["lib/tool.zip"]
    assert there.answer() == 42

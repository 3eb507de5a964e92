"""Answers and archives that are odd on purpose: what two programs would read in two ways.

Nothing of theirs runs, the error is an import error that says what it was, and as soon as the
server is well again the same system imports.
"""

from __future__ import annotations

import gzip
import io
import json
import random
import re
import struct
import tarfile
import zipfile
from hashlib import sha256

import pytest
from published import publish

from .conftest import GOOD, HOSTILE, assert_says
from .test_hostile_archives import (
    END,
    ROW,
    TARRED,
    ZIPPED,
    blocks,
    changed,
    check_refused,
    header,
    tarred,
    with_good,
    with_header,
    zipped,
)

NAME = "lib/tool/__init__.py"
LISTING = "lib/thence-index.json"
MODULE = GOOD["tool/__init__.py"]


def raw(*lines: bytes, body: bytes = HOSTILE):
    """An answer with these lines before its body; the connection ends with it."""

    def answer(handler):
        handler.wfile.write(b"\r\n".join([*lines, b"", body]))
        handler.close_connection = True

    return answer


def chunked_with_trailers(handler):
    """Trailers that would be another length, another place, another encoding."""
    handler.begin(Transfer_Encoding="chunked")
    trailers = b"Content-Length: 1\r\nLocation: /hostile.py\r\nContent-Encoding: gzip\r\n\r\n"
    handler.wfile.write(b"%x\r\n" % len(HOSTILE) + HOSTILE + b"\r\n0\r\n" + trailers)


def place(text: str):
    """A redirect."""
    return lambda handler: handler.send(b"", 302, Location=text)


OK = b"HTTP/1.1 200 OK"
LONG = b"Content-Length: %d" % len(HOSTILE)
ANSWERS = {
    "lengths that differ": raw(OK, LONG, b"Content-Length: 1"),
    "a length with a sign": raw(OK, b"Content-Length: +%d" % len(HOSTILE)),
    "a length with a blank before the colon": raw(OK, b"Content-Length : 1"),
    "two lengths in one": raw(OK, b"Content-Length: 1, 1"),
    "a length of underlined digits": raw(OK, b"Content-Length: 1_0"),
    "two encodings of transfer": raw(
        OK, b"Transfer-Encoding: identity", b"Transfer-Encoding: chunked"
    ),
    "an unknown encoding of transfer": raw(OK, b"Transfer-Encoding: xchunked", LONG),
    "trailers": chunked_with_trailers,
    "a header that goes on in the next line": raw(OK, b"X: y", b" " + LONG, LONG),
    "a header with a zero byte": raw(OK, b"X: \0y", LONG),
    "a header without a name": raw(OK, b": 5", LONG),
    "lines that end without a return": lambda handler: handler.wfile.write(
        OK + b"\n" + LONG + b"\n\n" + HOSTILE
    ),
    "a status of four digits": raw(b"HTTP/1.1 2000 OK", LONG),
    "no status": raw(b"HTTP/1.1  OK", LONG),
    "another version": raw(b"HTTP/2 200", LONG),
    "the preface of HTTP/2": raw(b"PRI * HTTP/2.0", b"", b"SM"),
    "a new protocol": raw(b"HTTP/1.1 101 Switching Protocols", b"Upgrade: h2c"),
    "who are you": raw(b"HTTP/1.1 401 No", b"WWW-Authenticate: Basic realm=x", LONG),
    "another character set": raw(OK, b"Content-Type: text/x-python; charset=utf-7", LONG),
    "an encoding in large letters": raw(OK, b"Content-Encoding: GZIP", LONG),
    "a redirect without a scheme": place("//evil.example/lib/tool/__init__.py"),
    "a redirect with a query": place("/lib/tool/__init__.py/../../../hostile.py?a=/lib/"),
    "a redirect to a script": place("javascript:alert(1)"),
    "a redirect to data": place("data:text/x-python,import%20builtins"),
    "a redirect to another port": place("http://127.0.0.1:1/lib/hostile.py"),
    "a redirect to another writing of the host": place("http://2130706433/lib/hostile.py"),
    "a redirect to a host with a dot": place("https://127.0.0.1./lib/hostile.py"),
    "two redirects": raw(
        b"HTTP/1.1 302 Found", b"Location: /hostile.py", b"Location: /lib/x", b"Content-Length: 0"
    ),
    "a redirect with lines": place("/lib/x%0d%0aHost:%20evil.example"),
}


@pytest.mark.parametrize("kind", ANSWERS)
def test_an_answer_in_place_of_a_module(site, world, kind):
    there = world(publish(site, GOOD), GOOD)
    site.files["hostile.py"] = site.files["lib/hostile.py"] = HOSTILE
    site.answers[NAME] = ANSWERS[kind]

    error = there.error()

    assert f"{site.url}/{NAME}" in error
    assert "hostile.py" not in "".join(site.requests)
    del site.answers[NAME]
    assert there.answer() == 42


@pytest.mark.parametrize("kind", ANSWERS)
def test_an_answer_in_place_of_an_archive_that_is_trusted(site, world, kind):
    site.files["lib/tool.whl"] = ZIPPED
    site.files["hostile.py"] = site.files["lib/hostile.py"] = HOSTILE
    site.answers["lib/tool.whl"] = ANSWERS[kind]
    there = world(f"{site.url}/lib/tool.whl")

    error = there.error()

    assert f"{site.url}/lib/tool.whl" in error
    del site.answers["lib/tool.whl"]
    assert there.answer() == 42


def listing(text: bytes | str | object):
    """An answer with a listing."""
    data = text if isinstance(text, bytes) else json.dumps(text).encode()
    return lambda handler: handler.send(data)


def rows(**names: object) -> dict:
    """A listing with these files, in Python's words, ``__`` for a dot."""
    return {"version": 1, "files": {k.replace("__", "."): v for k, v in names.items()}}


HASH = sha256(HOSTILE).hexdigest()
GOOD_ROW = {"sha256": HASH, "size": len(HOSTILE)}
LISTINGS = {
    "of texts in texts": b"[" * 90_000,
    "of a number without end": b'{"version": ' + b"1" * 50_000 + b', "files": {}}',
    "of half a letter": listing(rows(**{"tool/\ud800": GOOD_ROW})),
    "in another encoding": json.dumps(rows(a__py=GOOD_ROW)).encode("utf-16-be")[1:],
    "of no numbers": b'{"version": NaN, "files": {}}',
    "with a name twice": b'{"version": 1, "files": {"a.py": {}, "a.py": {}}}',
    "with a hash of other letters": listing(rows(a__py={"sha256": "\u0660" * 64})),
    "with large digits": listing(rows(a__py={"sha256": HASH.upper()})),
    "with a hash that is a list": listing(rows(a__py={"sha256": [HASH]})),
    "of a list": listing({"version": 1, "files": [["a.py", HASH]]}),
    "with a bundle elsewhere": listing({**rows(), "bundle": "https://evil.example/x.zip"}),
    "with a bundle above": listing({**rows(), "bundle": "../thence-bundle-1.zip"}),
    "with a version that is true": listing({**rows(), "version": "1"}),
    "with a folder that is a file": listing(
        {"version": 1, "files": {"tool": GOOD_ROW, "tool/__init__.py": GOOD_ROW}}
    ),
}


@pytest.mark.parametrize("kind", LISTINGS)
def test_a_listing(site, world, kind):
    there = world(publish(site, GOOD))
    answer = LISTINGS[kind]
    site.answers[LISTING] = answer if callable(answer) else listing(answer)

    error = there.error()

    assert_says(error, "RefusedError|WrongHashError|No module named|UnavailableError")
    del site.answers[LISTING]
    assert there.answer() == 42


def with_extra(name: bytes, kind: int, data: bytes) -> bytes:
    """The good archive, whose rows have something more."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for each, text in GOOD.items():
            member = zipfile.ZipInfo(each)
            if each.encode() == name:
                member.extra = struct.pack("<HH", kind, len(data)) + data
            archive.writestr(member, text)
    return stream.getvalue()


def row_changed(offset: int, by: bytes) -> bytes:
    return changed(ZIPPED, ROW, offset, by)


def with_folder_of_bytes() -> bytes:
    """A folder that holds bytes, of the name of a module."""
    return zipped(with_good(("tool/part.py/", HOSTILE)))


ZIPS = {
    "deflate64": (row_changed(10, b"\x09"), "cannot be read as an archive"),
    "offset beyond the end": (
        row_changed(42, b"\xff\xff\xff\x7f"),
        "cannot be read as an archive",
    ),
    "more than there is, in 64 bits": (
        with_extra(b"tool/__init__.py", 1, struct.pack("<QQ", 1 << 60, 1 << 60)).replace(
            struct.pack("<LL", len(MODULE), len(MODULE)), b"\xff" * 8
        ),
        "exceeds the limit|cannot be read as an archive",
    ),
    "a name that is no UTF-8": (
        changed(changed(ZIPPED, ROW, 9, b"\x08"), ROW, 46, b"\xff\xfe"),
        "cannot be read as an archive",
    ),
    "a folder of a module's name": (with_folder_of_bytes(), "a file and a folder"),
    "an empty name": (
        zipped(with_good(("x", HOSTILE))).replace(b"x", b"/"),
        "absolute|out of the source|cannot be read",
    ),
    "a name with a dot for a folder": (zipped(with_good(("./tool/x.py", b""))), "leads out of"),
    "a checksum of other bytes": (row_changed(16, b"\0\0\0\0"), "cannot be read as an archive"),
    "a directory that begins later": (
        changed(ZIPPED, END, 16, struct.pack("<L", 1)),
        "cannot be read as an archive",
    ),
}


@pytest.mark.parametrize("kind", ZIPS)
def test_a_zip(site, world, kind):
    hostile, said = ZIPS[kind]
    check_refused(site, world, "tool.zip", hostile, ZIPPED, said)


def test_another_name_in_a_zips_unicode_field_is_not_the_name(site, world):
    """Some unpack under that name, some under the other."""
    name = b"tool/data.py"
    field = struct.pack("<BL", 1, zipfile.crc32(name)) + b"tool/part.py"
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for each, text in with_good(("tool/data.py", HOSTILE)):
            member = zipfile.ZipInfo(each)
            if each == "tool/data.py":
                member.extra = struct.pack("<HH", 0x7075, len(field)) + field
            archive.writestr(member, text)
    site.files["lib/tool.zip"] = stream.getvalue()

    there = world(f"{site.url}/lib/tool.zip")

    assert there.answer() == 42


def test_bytes_before_and_behind_a_zip_change_nothing(site, world):
    """And of two archives in a row the last one counts, for its directory and its bytes."""
    site.files["lib/tool.zip"] = zipped([(name, HOSTILE) for name in GOOD]) + ZIPPED
    there = world(f"{site.url}/lib/tool.zip")

    assert there.answer() == 42


def quine() -> bytes:
    """An archive in itself, as far as its name goes: each holds the one that holds it."""
    inner = ZIPPED
    for _ in range(40):
        inner = zipped([*GOOD.items(), ("r.zip", inner)])
    return inner


def test_an_archive_in_itself_is_opened_as_deep_as_the_entry_says(site, world):
    site.files["lib/r.zip"] = quine()
    there = world(f"{site.url}/lib" + "/r.zip" * 30)

    assert there.answer() == 42
    assert len([each for each in site.requests if each.endswith("r.zip")]) == 1


def pax(**values: str) -> bytes:
    """Lines of a pax header; ``__`` for a dot."""
    text = b""
    for name, value in values.items():
        line = f" {name.replace('__', '.')}={value}\n".encode()
        size = len(line)
        while len(f"{size}") + len(line) != size:
            size = len(f"{size}") + len(line)
        text += f"{size}".encode() + line
    return text


def sparse_by_pax() -> bytes:
    text = pax(GNU__sparse__major="1", GNU__sparse__minor="0", GNU__sparse__name="tool/part.py",
               GNU__sparse__realsize="1099511627776")  # fmt: skip
    good = gzip.decompress(TARRED)
    body = b"1\n0\n0\n"
    first = header("x", len(text), tarfile.XHDTYPE) + blocks(text)
    return gzip.compress(first + header("d", 512, b"0") + blocks(body) + good)


def link_then_through() -> bytes:
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w:gz") as archive:
        link = tarfile.TarInfo("tool")
        link.type, link.linkname = tarfile.SYMTYPE, "/tmp"
        archive.addfile(link)
        for name, data in GOOD.items():
            member = tarfile.TarInfo(name)
            member.size = len(data)
            archive.addfile(member, io.BytesIO(data))
    return stream.getvalue()


TARS = {
    "a link, and a file through it": (link_then_through(), "a link or a device"),
    "a sparse file by pax": (sparse_by_pax(), "a link or a device|exceeds the limit|cannot be"),
    "another name for all": (
        with_header(pax(path="../outside.py"), tarfile.XGLTYPE),
        "leads out of the source|twice",
    ),
    "a size of less than nothing by pax": (with_header(pax(size="-512")), "less|cannot be read"),
    "a name that is no UTF-8": (
        gzip.compress(header("tool/\udcff.py", 0, b"0") + gzip.decompress(TARRED)),
        "half a letter",
    ),
    "a header of other bytes": (
        gzip.compress(gzip.decompress(TARRED)[:512].replace(b"tool", b"TOOL") + bytes(1024)),
        "cannot be read as an archive",
    ),
    "a second header of other bytes": (
        gzip.compress(gzip.decompress(TARRED).replace(b"tool/part.py", b"tool/PART.py")),
        "cannot be read as an archive: .*where a member or the end should be",
    ),
    "no end": (
        gzip.compress(header("tool/__init__.py", 0, b"0")),
        "cannot be read as an archive: .*where a member or the end should be",
    ),
    "a file of another type": (tarred(with_good(("x", b"")), b"Z"), "a link or a device|cannot"),
}


@pytest.mark.parametrize("kind", TARS)
def test_a_tar(site, world, kind):
    hostile, said = TARS[kind]
    check_refused(site, world, "tool.tar.gz", hostile, TARRED, said)


LARGE = zipped(with_good(("data.bin", random.Random(0).randbytes(3000))))
SPANS = {
    "numbers without end": f"bytes {'9' * 5000}-{'9' * 5000}/{'9' * 5000}",
    "other digits": "bytes \u0660-\u0669/\u0661\u0660".encode().decode("latin-1"),
    "another begin": "bytes 5-104/{total}",
    "a larger whole": "bytes {begin}-{end}/{more}",
    "none at all": "",
}


@pytest.mark.parametrize("kind", SPANS)
def test_a_later_range_that_is_another(site, world, kind, monkeypatch):
    """The first one was right."""
    monkeypatch.setattr("thence.sources.stores.ranges.TAIL", 300)
    monkeypatch.setattr("thence.sources.stores.ranges.BLOCK", 10)
    asked = []

    def answer(handler):
        asked.append(handler.headers["Range"])
        if len(asked) == 1:
            return handler._send_file(LARGE)
        first, _, last = asked[-1].removeprefix("bytes=").partition("-")
        begin, end = int(first), int(last)
        span = SPANS[kind].format(begin=begin, end=end, total=len(LARGE), more=len(LARGE) + 1)
        tag = f'"{sha256(LARGE).hexdigest()[:16]}"'
        return handler.send(LARGE[begin : end + 1], 206, ETag=tag, Content_Range=span)

    site.answers["lib/tool.zip"] = answer
    there = world(f"{site.url}/lib/tool.zip")

    error = there.error()

    assert re.search("changed while it was read|its ranges contradict it", error), error
    del site.answers["lib/tool.zip"]
    site.files["lib/tool.zip"] = LARGE
    assert there.answer() == 42


def test_later_ranges_of_another_archive_with_the_same_etag_and_size(site, world, monkeypatch):
    """Trusted, too, a module is never made of two archives: the directory has its checksum."""
    monkeypatch.setattr("thence.sources.stores.ranges.TAIL", 300)
    monkeypatch.setattr("thence.sources.stores.ranges.BLOCK", 10)
    evil = b"import builtins as b\nb.x".ljust(len(MODULE), b"#")[: len(MODULE)]
    stored = io.BytesIO()
    other = io.BytesIO()
    for stream, text in ((stored, MODULE), (other, evil)):
        with zipfile.ZipFile(stream, "w") as archive:
            archive.writestr(zipfile.ZipInfo("tool/__init__.py"), text)
            archive.writestr(zipfile.ZipInfo("tool/part.py"), GOOD["tool/part.py"])
            archive.writestr(zipfile.ZipInfo("data.bin"), bytes(1000))

    def answer(handler):
        first, _, last = handler.headers["Range"].removeprefix("bytes=").partition("-")
        data = other.getvalue() if first else stored.getvalue()
        begin = int(first) if first else len(data) - int(last)
        end = int(last) if first else len(data) - 1
        span = f"bytes {begin}-{end}/{len(data)}"
        return handler.send(data[begin : end + 1], 206, ETag='"same"', Content_Range=span)

    site.answers["lib/tool.zip"] = answer
    there = world(f"{site.url}/lib/tool.zip")

    error = there.error()

    assert_says(error, "cannot be read as an archive: BadZipFile: Bad CRC-32")
    del site.answers["lib/tool.zip"]
    site.files["lib/tool.zip"] = stored.getvalue()
    assert there.answer() == 42

"""The format of .pyc files (PEP 552)."""

from __future__ import annotations

import importlib.util
import marshal

import pytest

from thence._engine.bytecode import format

CODE = compile("answer = 42", "wanted.py", "exec")
DETAILS = {"name": "wanted", "path": "wanted.pyc"}


def header(magic=format.MAGIC_NUMBER, flags=0, rest=bytes(8)):
    return magic + flags.to_bytes(4, "little") + rest


@pytest.mark.parametrize(
    ("number", "packed"),
    [
        (0, b"\0\0\0\0"),
        (1, b"\1\0\0\0"),
        (2**32, b"\0\0\0\0"),
        (2**32 + 258, b"\2\1\0\0"),
        (-1, b"\xff\xff\xff\xff"),
        (1.9, b"\1\0\0\0"),
    ],
)
def test_a_number_is_packed_into_its_last_32_bits(number, packed):
    assert format.pack_uint32(number) == packed


def test_a_file_by_time_has_time_and_size_in_its_header():
    data = format.timestamp_pyc(CODE, 0x01020304, 0x05060708)

    assert data[:16] == header(rest=b"\4\3\2\1\x08\7\6\5")
    assert marshal.loads(data[16:]) == CODE


@pytest.mark.parametrize(("checked", "flags"), [(True, 3), (False, 1)])
def test_a_file_by_hash_has_the_hash_in_its_header(checked, flags):
    data = format.hash_pyc(CODE, b"12345678", checked)

    assert data[:16] == header(flags=flags, rest=b"12345678")
    assert marshal.loads(data[16:]) == CODE


def test_a_hash_is_checked_unless_it_is_not_to_be():
    assert format.hash_pyc(CODE, b"12345678")[4] == 3


@pytest.mark.parametrize("flags", [0, 1, 3])
def test_known_flags_are_read(flags):
    assert format.header_flags(header(flags=flags), "wanted", DETAILS) == flags


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (header(magic=b"\0\0\r\n"), r"bad magic number in 'wanted': b'\\x00\\x00\\r\\n'"),
        (b"", "bad magic number in 'wanted': b''"),
        (header(flags=0b100), "invalid flags 4 in 'wanted'"),
        (header(flags=0b101), "invalid flags 5 in 'wanted'"),
    ],
)
def test_a_foreign_header_is_refused(data, message):
    with pytest.raises(ImportError, match=f"^{message}$") as caught:
        format.header_flags(data, "wanted", DETAILS)

    assert (caught.value.name, caught.value.path) == ("wanted", "wanted.pyc")


def test_a_header_that_is_cut_short_is_an_end_of_file():
    with pytest.raises(EOFError, match="reached EOF while reading pyc header of 'wanted'"):
        format.header_flags(header()[:15], "wanted", DETAILS)


@pytest.mark.parametrize(("mtime", "size"), [(7, 9), (7.9, 9), (7, None), (2**32 + 7, 2**32 + 9)])
def test_the_same_time_and_size_are_valid(mtime, size):
    data = bytes(format.timestamp_pyc(CODE, 7, 9))

    format.check_timestamp(data, mtime, size, "wanted", DETAILS)


@pytest.mark.parametrize(("mtime", "size"), [(8, 9), (7, 8), (8, None)])
def test_another_time_or_size_is_stale(mtime, size):
    data = bytes(format.timestamp_pyc(CODE, 7, 9))

    with pytest.raises(ImportError, match=r"^bytecode is stale for 'wanted'$") as caught:
        format.check_timestamp(data, mtime, size, "wanted", DETAILS)

    assert (caught.value.name, caught.value.path) == ("wanted", "wanted.pyc")


def test_another_hash_is_refused():
    data = bytes(format.hash_pyc(CODE, b"12345678"))
    format.check_hash(data, b"12345678", "wanted", DETAILS)

    with pytest.raises(
        ImportError, match="hash in bytecode doesn't match hash of source 'wanted'"
    ):
        format.check_hash(data, b"12345679", "wanted", DETAILS)


def test_the_hash_of_a_source_is_the_interpreters():
    assert format.hash_of_source(b"answer = 42") == importlib.util.source_hash(b"answer = 42")


def test_code_is_read_and_made_to_name_its_source():
    data = marshal.dumps(CODE)

    assert format.code_in(data).co_filename == "wanted.py"
    assert format.code_in(memoryview(data), source_path="new.py").co_filename == "new.py"


def test_what_is_no_code_is_refused():
    with pytest.raises(ImportError, match=r"^Non-code object in 'wanted.pyc'$") as caught:
        format.code_in(marshal.dumps(42), "wanted", "wanted.pyc")

    assert (caught.value.name, caught.value.path) == ("wanted", "wanted.pyc")

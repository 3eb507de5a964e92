"""Answers that lie, stall or break, for ``Site.answers``."""

from __future__ import annotations

from .conftest import GOOD, HOSTILE


def other_bytes(handler):
    handler.send(HOSTILE)


def same_size(handler):
    handler.send(b"raise SystemExit\n########"[: len(GOOD["tool/__init__.py"])])


def longer(handler):
    handler.send(GOOD["tool/__init__.py"] + HOSTILE)


def longer_than_said(handler):
    """Only what was announced is read, and what follows is no answer to the next request."""
    data = GOOD["tool/__init__.py"][:10]
    handler.send(data)
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % len(HOSTILE) + HOSTILE)


def shorter_than_said(handler):
    handler.begin(Content_Length="1000")
    handler.wfile.write(GOOD["tool/__init__.py"])
    handler.close_connection = True


def cut(handler):
    handler.begin(Connection="close")
    handler.wfile.write(GOOD["tool/__init__.py"][:5])


def cut_in_a_chunk(handler):
    handler.begin(Transfer_Encoding="chunked")
    handler.wfile.write(b"10\r\nabc")
    handler.close_connection = True


def byte_by_byte(handler):
    handler.begin(Content_Length="90000")
    while handler.client_is_here():
        handler.wfile.write(b"#")


def headers_byte_by_byte(handler):
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nX: ")
    while handler.client_is_here():
        handler.wfile.write(b"x")


def silent(handler):
    while handler.client_is_here():
        pass
    handler.close_connection = True


def endless(handler):
    handler.begin(Connection="close")
    while True:
        handler.wfile.write(HOSTILE * 1000)


def endless_chunks(handler):
    handler.begin(Transfer_Encoding="chunked")
    while True:
        handler.wfile.write(b"400\r\n" + b"#" * 0x400 + b"\r\n")


def endless_headers(handler):
    handler.wfile.write(b"HTTP/1.1 200 OK\r\n")
    while True:
        handler.wfile.write(b"X: y\r\n" * 1000)


def redirect_loop(handler):
    handler.send(b"", 302, Location=handler.path)


def redirect_to_another_host(handler):
    handler.send(b"", 302, Location="https://evil.example/tool/__init__.py")


def redirect_to_a_file(handler):
    handler.send(b"", 302, Location="file:///etc/passwd")


def redirect_upwards(handler):
    handler.send(b"", 302, Location="/hostile.py")


def bomb(handler):
    import gzip

    handler.send(gzip.compress(bytes(10_000_000)), Content_Encoding="gzip")


def failing(handler):
    handler.send(b"sorry", 500)


def no_http(handler):
    handler.wfile.write(b"SSH-2.0-OpenSSH_9.2\r\n")
    handler.close_connection = True


def reset_before_the_answer(handler):
    handler.reset()


def reset_in_the_status(handler):
    handler.wfile.write(b"HTTP/1.1 2")
    handler.reset()


def reset_in_the_headers(handler):
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Le")
    handler.reset()


def reset_in_the_body(handler):
    handler.begin(Content_Length="1000")
    handler.wfile.write(HOSTILE)
    handler.reset()

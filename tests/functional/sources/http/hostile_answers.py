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


def huge_chunk(handler):
    """Announced, not sent: whoever makes room for it first has none left."""
    handler.begin(Transfer_Encoding="chunked")
    handler.wfile.write(b"f" * 16 + b"\r\n" + HOSTILE)
    handler.close_connection = True


def negative_chunk(handler):
    handler.begin(Transfer_Encoding="chunked")
    handler.wfile.write(b"-5\r\n" + HOSTILE + b"\r\n0\r\n\r\n")
    handler.close_connection = True


def endless_trailers(handler):
    handler.begin(Transfer_Encoding="chunked")
    handler.wfile.write(b"0\r\n")
    while True:
        handler.wfile.write((b"X: " + b"y" * 1000 + b"\r\n") * 10)


def endless_chunk_size(handler):
    handler.begin(Transfer_Encoding="chunked")
    while True:
        handler.wfile.write(b"0" * 1000)


def one_long_header(handler):
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nX: ")
    while True:
        handler.wfile.write(b"y" * 1000)


def endless_continues(handler):
    while True:
        handler.wfile.write((b"HTTP/1.1 100 Continue\r\nX: " + b"y" * 1000 + b"\r\n\r\n") * 10)


def early_hints(handler):
    """No answer yet, and what follows it is none that anybody reads."""
    handler.wfile.write(b"HTTP/1.1 103 Early Hints\r\nLink: <x>\r\n\r\n")
    handler.send(HOSTILE)


def http_0_9(handler):
    handler.wfile.write(HOSTILE)
    handler.close_connection = True


def http_1_0_with_other_bytes(handler):
    handler.wfile.write(b"HTTP/1.0 200 OK\r\n\r\n" + HOSTILE)
    handler.close_connection = True


def two_lengths(handler):
    """Some read the first, some the last: what follows would be an answer."""
    handler.begin(Content_Length="5", content_length="500")
    handler.wfile.write(GOOD["tool/__init__.py"])
    handler.close_connection = True


def length_and_chunks(handler):
    handler.begin(Content_Length="5", Transfer_Encoding="chunked")
    handler.wfile.write(b"%x\r\n" % len(HOSTILE) + HOSTILE + b"\r\n0\r\n\r\n")


def negative_length(handler):
    handler.begin(Content_Length="-1")
    handler.wfile.write(HOSTILE)
    handler.close_connection = True


def length_without_end(handler):
    handler.begin(Content_Length="9" * 5000)
    handler.wfile.write(HOSTILE)
    handler.close_connection = True


def a_part_nobody_asked_for(handler):
    handler.send(HOSTILE, 206, Content_Range="bytes 0-9/1000")


def several_parts(handler):
    body = b"--x\r\nContent-Range: bytes 0-9/1000\r\n\r\n" + HOSTILE + b"\r\n--x--\r\n"
    handler.send(body, 206, Content_Type="multipart/byteranges; boundary=x")


def unchanged_although_unknown(handler):
    handler.send(b"", 304, ETag='"x"')


def no_content(handler):
    handler.begin(204)


def redirect_with_a_password(handler):
    place = f"{handler.site.scheme}://user:s3cret@127.0.0.1:{handler.site.port}/lib/hostile.py"
    handler.send(b"", 302, Location=place)


def redirect_to_a_lookalike(handler):
    """What stands before the @ is a user's name."""
    handler.send(b"", 302, Location=f"https://127.0.0.1:{handler.site.port}@evil.example/lib/x")


def redirect_by_a_backslash(handler):
    handler.send(b"", 302, Location="/lib\\..\\..\\hostile.py")


def redirect_by_quoted_dots(handler):
    handler.send(b"", 302, Location="/lib/%2e%2e/hostile.py")


def redirect_by_dots_quoted_twice(handler):
    handler.send(b"", 302, Location="/lib/%252e%252e/hostile.py")


def redirect_by_another_encoding(handler):
    """Dots as no UTF-8 has them, but as some servers read it."""
    handler.send(b"", 302, Location="/lib/%c0%ae%c0%ae/hostile.py")


def redirect_to_no_address(handler):
    handler.send(b"", 302, Location="http://[::1/lib/hostile.py")


def redirect_to_another_script(handler):
    handler.send(b"", 302, Location="https://\u0435xample.org/lib".encode().decode("latin-1"))


def redirect_to_ipv6(handler):
    handler.send(b"", 302, Location="http://[::ffff:127.0.0.1]/lib/hostile.py")


def redirect_nowhere(handler):
    handler.send(b"", 302)


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

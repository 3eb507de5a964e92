"""What goes wrong with HTTP, in words.  None of them shows a query, a user or a password."""

from ..errors import RefusedError

HTTP_STATUS = {
    401: "it wants a user: put one into ~/.netrc, or into THENCE_AUTH_TOKENS",
    403: "it may not be read, with or without the user that was sent",
    407: "the proxy wants a user: put one into the address of the proxy",
    429: "too many requests; try again later",
}


def not_http(shown: str) -> RefusedError:
    """An address that is none of HTTP's, or holds a user."""
    return RefusedError(
        f"{shown} is no address for this store: https://host/path, without user or password "
        "(those belong into ~/.netrc)",
        entry=shown,
    )


def plain_http(shown: str) -> RefusedError:
    """Somebody on the way could change or read what is sent."""
    return RefusedError(
        f"{shown} has no TLS, and is not on this machine: use https, or say "
        "Sources(plain_http=True), thence run --plain-http",
        entry=shown,
    )


def redirected(shown: str, target: str) -> RefusedError:
    """A redirect to what nobody allowed."""
    return RefusedError(
        f"{shown} redirects to {target}, which is not allowed; nothing was asked of it. If it "
        "is meant, name it, too: Sources(allow=[...])",
        entry=shown,
    )


def too_many_redirects(shown: str, number: int) -> ConnectionError:
    """A redirect loop, or a long chain."""
    return ConnectionError(f"{shown} was redirected more than {number} times")


def encoded(shown: str, encoding: str) -> RefusedError:
    """A compressed answer, though none was asked for: it may unpack to anything."""
    return RefusedError(
        f"{shown} came with the content encoding {encoding!r}, which was not asked for; let the "
        "server send the file as it is",
        entry=shown,
    )


def no_listing(shown: str, why: str) -> RefusedError:
    """The published listing is not in the form that ``thence publish`` writes."""
    return RefusedError(
        f"{shown} is no listing of files: {why}; publish the folder anew (thence publish)",
        entry=shown,
    )


def failed(shown: str, status: int) -> OSError:
    """The server says no."""
    if hint := HTTP_STATUS.get(status):
        return PermissionError(f"{shown} answers {status}: {hint}")
    return ConnectionError(f"{shown} answers {status}")


def not_found(shown: str) -> FileNotFoundError:
    """The server says that there is no such file."""
    return FileNotFoundError(2, "no such file on the server", shown)


def cut_short(shown: str, expected: int, found: int) -> ConnectionError:
    """Fewer bytes came than were announced."""
    return ConnectionError(f"{shown} was cut short: {found} of {expected} bytes came")


def no_answer(shown: str, error: BaseException) -> ConnectionError:
    """Nothing came, or nothing that is HTTP."""
    why = type(error).__name__
    # http.client raises the class itself, no subclass, for what does not end: headers and, on
    # newer Pythons, trailers and interim answers.
    if why == "HTTPException":
        why = "it sends headers without end"
    return ConnectionError(f"{shown} gave no valid answer: {why}")


def broken(shown: str, error: OSError) -> OSError:
    """The connection could not be made, or ended."""
    why = error.strerror or str(error) or type(error).__name__
    return ConnectionError(f"{shown} cannot be reached: {why}")


def too_slow(shown: str, seconds: float) -> TimeoutError:
    """The whole answer was not there in time."""
    return TimeoutError(
        f"{shown} did not answer within {seconds:g} seconds; Sources(limits=Limits(seconds=...)) "
        "gives it more"
    )


def bad_certificate(shown: str, why: str) -> ConnectionError:
    """Whoever answers cannot prove that it is who it should be."""
    return ConnectionError(f"{shown}: the server's certificate is not valid: {why}")


def changed(shown: str) -> ConnectionError:
    """A file is another one than at the first range that was read."""
    return ConnectionError(f"{shown} changed while it was read, or its ranges contradict it")


def bad_proxy(name: str) -> RefusedError:
    """The environment names a proxy of a kind that is not supported."""
    return RefusedError(
        f"the proxy in {name}_proxy is no http:// address; others (https, socks) are not supported"
    )


def bad_netrc(file: str, line: object) -> RefusedError:
    """The file with the passwords cannot be read; what stands there is not shown."""
    where = f" (line {line})" if line else ""
    return RefusedError(f"{file}{where} is not in the form of a netrc file", entry=file)


def bad_tokens() -> RefusedError:
    """The variable with the passwords cannot be read; what stands there is not shown."""
    return RefusedError(
        "THENCE_AUTH_TOKENS is not in the form token@host or user:password@host:port, with ; "
        "between several"
    )

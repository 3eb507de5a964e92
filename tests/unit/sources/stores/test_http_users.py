"""Who asks: users and passwords, to that host only, and shown nowhere."""

from __future__ import annotations

import base64

import pytest
from published import publish, source_at
from web_server import ProxyHandler, serving

from thence.sources import RefusedError

FILES = {"a.py": b"value = 1\n", "b.py": b"value = 2\n"}
SECRET = "s3cr3t"

pytestmark = pytest.mark.usefixtures("environment")


def to(place, status=302):
    return lambda handler: handler.send(b"", status, Location=place)


class TestUsers:
    """From netrc or the environment, to that host only, and shown nowhere."""

    @staticmethod
    def wants(user, password):
        expected = "Basic " + base64.b64encode(f"{user}:{password}".encode()).decode()

        def gate(handler):
            if handler.headers.get("Authorization") == expected:
                return False
            handler.send(b"", 401)
            return True

        return gate

    def netrc(self, tmp_path, text):
        (tmp_path / "netrc").write_text(text)
        (tmp_path / "netrc").chmod(0o600)

    def test_netrc_has_them(self, site, tmp_path):
        site.gate = self.wants("me", SECRET)
        self.netrc(tmp_path, f"machine 127.0.0.1 login me password {SECRET}\n")

        assert source_at(publish(site, FILES)).read("a.py") == FILES["a.py"]

    def test_the_default_of_netrc_goes_to_nobody(self, site, tmp_path):
        self.netrc(tmp_path, f"default login me password {SECRET}\n")

        source_at(publish(site, FILES)).read("a.py")

        assert "Authorization" not in site.headers[-1]

    def test_a_netrc_that_cannot_be_read_is_not_shown(self, site, tmp_path):
        self.netrc(tmp_path, f"machine 127.0.0.1\nlogin me {SECRET} password\n")

        with pytest.raises(RefusedError, match=r"netrc \(line \d+\) is not in the form") as caught:
            source_at(publish(site, FILES)).list()

        assert SECRET not in str(caught.value)

    def test_the_environment_has_them(self, site, environment):
        site.gate = self.wants("me", SECRET)
        row = f"other@example.org;me:{SECRET}@127.0.0.1:{site.port}"
        environment.setenv("THENCE_AUTH_TOKENS", row)

        assert source_at(publish(site, FILES)).read("a.py") == FILES["a.py"]

    def test_a_token_is_a_bearers(self, site, environment):
        environment.setenv("THENCE_AUTH_TOKENS", f"{SECRET}@127.0.0.1:{site.port}")

        source_at(publish(site, FILES)).read("a.py")

        assert site.headers[-1]["Authorization"] == f"Bearer {SECRET}"

    def test_a_variable_that_cannot_be_read_is_not_shown(self, site, environment):
        environment.setenv("THENCE_AUTH_TOKENS", SECRET)

        with pytest.raises(RefusedError, match="THENCE_AUTH_TOKENS is not in the form") as caught:
            source_at(publish(site, FILES)).list()

        assert SECRET not in str(caught.value)

    def test_they_do_not_follow_a_redirect_to_another_host(self, site, other, environment):
        environment.setenv("THENCE_AUTH_TOKENS", f"{SECRET}@127.0.0.1:{site.port}")
        other.files["a.py"] = b""
        entry = publish(site, {})
        site.answers["lib/a.py"] = to(f"{other.url}/a.py")

        source_at(entry, other.url).read("a.py")

        assert "Authorization" in site.headers[-1]
        assert "Authorization" not in other.headers[-1]

    def test_they_are_shown_nowhere(self, site, environment):
        environment.setenv("THENCE_AUTH_TOKENS", f"me:{SECRET}@127.0.0.1:{site.port}")
        site.gate = lambda handler: handler.send(b"", 401)
        source = source_at(f"{site.url}/lib")

        with pytest.raises(PermissionError) as caught:
            source.list()

        assert SECRET not in f"{caught.value!r} {source!r}"

    def test_they_are_not_sent_in_the_clear(self, environment):
        environment.setenv("THENCE_AUTH_TOKENS", f"{SECRET}@example.test")
        with serving(handler=ProxyHandler) as proxy:
            proxy.gate = lambda handler: handler.send(b"")
            environment.setenv("http_proxy", proxy.url)

            source_at("http://example.test/lib", plain_http=True).read("a.txt")

            assert "Authorization" not in proxy.headers[-1]

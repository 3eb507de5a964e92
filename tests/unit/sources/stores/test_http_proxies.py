"""Which proxy is asked, as the environment names them."""

from __future__ import annotations

import base64

import pytest
from published import publish, source_at
from web_server import ProxyHandler, serving

from thence.sources import RefusedError

FILES = {"a.py": b"value = 1\n", "b.py": b"value = 2\n"}
SECRET = "s3cr3t"

pytestmark = pytest.mark.usefixtures("environment")


class TestProxies:
    """As the environment names them."""

    @pytest.fixture
    def proxy(self):
        with serving(handler=ProxyHandler) as site:
            yield site

    def test_http_goes_through_it(self, site, proxy, environment):
        environment.setenv("http_proxy", proxy.url)
        publish(site, FILES)
        entry = f"http://example.test:{site.port}/lib"

        assert source_at(entry, plain_http=True).read("a.py") == FILES["a.py"]
        assert proxy.requests[-1] == f"{entry}/a.py"
        assert proxy.headers[-1]["Host"] == f"example.test:{site.port}"

    def test_this_machine_is_asked_directly(self, site, proxy, environment):
        environment.setenv("http_proxy", proxy.url)

        source_at(publish(site, FILES)).read("a.py")

        assert proxy.requests == []

    def test_so_are_hosts_of_no_proxy(self, proxy, environment):
        environment.setenv("http_proxy", proxy.url)
        environment.setenv("no_proxy", "invalid")

        with pytest.raises(OSError, match="cannot be reached"):
            source_at("http://host.invalid/lib", plain_http=True).read("a.py")

        assert proxy.requests == []

    def test_https_is_tunnelled_and_the_proxy_reads_nothing(self, proxy, environment, tmp_path):
        from authority import Authority

        authority = Authority(tmp_path)
        environment.setenv("SSL_CERT_FILE", str(authority.file))
        environment.setenv("https_proxy", proxy.url)
        with serving(context=authority.context("example.test")) as site:
            publish(site, FILES)
            entry = f"https://example.test:{site.port}/lib"
            source = source_at(entry)

            assert {name: source.read(name) for name in FILES} == FILES

        assert proxy.requests == [f"CONNECT example.test:{site.port}"]

    def test_its_user_is_sent_to_it_alone(self, site, proxy, environment):
        environment.setenv("http_proxy", proxy.url.replace("//", f"//me:{SECRET}@"))
        publish(site, FILES)

        source_at(f"http://example.test:{site.port}/lib", plain_http=True).read("a.py")

        expected = base64.b64encode(f"me:{SECRET}".encode()).decode()
        assert proxy.headers[-1]["Proxy-Authorization"] == f"Basic {expected}"
        assert "Proxy-Authorization" not in site.headers[-1]

    def test_a_proxy_that_refuses_is_named_without_its_user(self, proxy, environment):
        environment.setenv("https_proxy", proxy.url.replace("//", f"//me:{SECRET}@"))
        proxy.gate = lambda handler: handler.send(b"", 407)

        with pytest.raises(
            OSError, match=f"the proxy 127.0.0.1:{proxy.port} answers 407"
        ) as caught:
            source_at("https://example.test/lib").read("a.py")

        assert SECRET not in str(caught.value)

    @pytest.mark.parametrize("text", ["socks5://127.0.0.1:1", "https://127.0.0.1", "http://h:x"])
    def test_other_kinds_are_refused(self, environment, text):
        environment.setenv("all_proxy", text)

        with pytest.raises(RefusedError, match="all_proxy is no http:// address"):
            source_at("https://example.test/lib").read("a.py")

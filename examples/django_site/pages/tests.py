from django.test import TestCase

from pages.models import Page


class PageTests(TestCase):
    def test_a_page_shows_its_text(self):
        Page.objects.create(name="thence", text="from that place")

        answer = self.client.get("/thence/")

        assert answer.content == b"from that place"

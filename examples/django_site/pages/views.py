from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from pages.models import Page


def show(request: HttpRequest, name: str) -> HttpResponse:
    """One page's text."""
    return HttpResponse(get_object_or_404(Page, name=name).text)

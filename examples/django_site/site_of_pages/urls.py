"""The admin, and each page by its name."""

from django.contrib import admin
from django.urls import path
from pages.views import show

urlpatterns = [path("admin/", admin.site.urls), path("<slug:name>/", show)]

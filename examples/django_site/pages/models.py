from django.db import models


class Page(models.Model):
    """A text with a name."""

    name = models.SlugField(unique=True)
    text = models.TextField()

    def __str__(self) -> str:
        return self.name

"""One table with row history, and one that is only ever appended to."""

from django.db import models

from members.history import append_only, tracked


@tracked()
class Leaf(models.Model):
    """Written and changed while it is upgraded."""

    name = models.CharField(max_length=40)

    class Meta:
        app_label = "upgraded"

    def __str__(self) -> str:
        return self.name


class Ring(models.Model):
    """Never changed."""

    year = models.PositiveSmallIntegerField()

    class Meta:
        app_label = "upgraded"
        triggers = append_only()

    def __str__(self) -> str:
        return str(self.year)

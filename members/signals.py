"""The one signal that lower apps send upward."""

from django.dispatch import Signal

evidence_changed = Signal()
"""Something a person's file is judged by has changed.

Sent inside the action's transaction, as
`evidence_changed.send(sender=Model, person=<candidate>, by=<Person>, kind="group_logged", detail="...")`:
`kind` is a word for what happened, `detail` a line that people can read.
"""

"""What lower apps tell those above them."""

from django.dispatch import Signal

evidence_changed = Signal()
"""Something a person's file is judged by has changed.

Sent inside the action's transaction, as
`evidence_changed.send(sender=Model, person=<candidate>, by=<Person>, kind="group_logged", detail="...")`:
`kind` is a word for what happened, `detail` a line that people can read.
"""

certificate_reissued = Signal()
"""A certificate is issued anew under the name that the credential says now.

Sent inside the action's transaction, as `certificate_reissued.send(sender=Credential, credential=...)`.
Whoever makes the papers asks for one, or raises Refused where there is none to issue anew.
"""

standing_changed = Signal()
"""Somebody's approval or credential is changed for days gone by, by which the files of others are judged.

Sent inside the action's transaction, as `standing_changed.send(sender=Model, person=<Person>, by=<Person>)`.
"""

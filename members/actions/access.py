"""Recording who opened something confidential."""

from members.models import AccessEntry, Person


def look(by: Person, about: Person, kind: str, key: object) -> AccessEntry:
    """Write that `by` has opened a thing of the candidate `about`; looking at one's own is not recorded.

    Returns the entry (unsaved where it is one's own).
    """
    entry = AccessEntry(by=by, about=about, kind=kind, key=str(key))
    if by.pk != about.pk:
        entry.save(force_insert=True)
    return entry

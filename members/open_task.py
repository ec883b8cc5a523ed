"""One line of somebody's list of things to do, whatever app it comes from."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class OpenTask:
    """One thing to do: what, where it is done, since or until when, and whether that is late.

    `url` is empty where it is done outside this system. `why` is a sentence that belongs to it, such as the
    reason for which an application came back.
    """

    label: str
    url: str
    due: str = ""
    late: bool = False
    why: str = ""

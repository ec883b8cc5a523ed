"""Freezing an assessment, so that what was decided on can be shown and checked for ever after."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from credentialing.dossier import dump, to_json
from credentialing.rules import CLAUSES, Assessment, Record

Content = dict[str, Any]


def freeze(record: Record, assessment: Assessment) -> tuple[Content, str]:
    """The dossier and the findings as one JSON object, and the SHA-256 of its canonical text.

    What comes back from the database is equal to what went in, so its digest can be computed again.
    """
    content = json.loads(canonical({"dossier": dump(record), "assessment": to_json(assessment)}))
    return content, digest(content)


def canonical(content: Mapping[str, Any]) -> str:
    """The one text of a content: keys sorted, no spaces, characters as they are."""
    return json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


def digest(content: Mapping[str, Any]) -> str:
    """The SHA-256 of the canonical text, as 64 hexadecimal digits."""
    return hashlib.sha256(canonical(content).encode()).hexdigest()


def changed_musts(frozen: Mapping[str, Any], now: Assessment) -> tuple[str, ...]:
    """The must clauses, in the order of the texts, whose outcome is not what was frozen."""
    was = {found["clause"]: found["outcome"] for found in frozen["assessment"]["findings"]}
    return tuple(
        id for id, outcome in now.outcomes.items() if CLAUSES[id].blocks and was.get(id) != str(outcome)
    )


def still_stands(frozen: Mapping[str, Any], now: Assessment) -> bool:
    """True unless the outcome of a must clause differs from the frozen one."""
    return not changed_musts(frozen, now)

"""An assessment is gone when nobody holds it: thousands can be made without looking for cycles."""

import gc

import pytest

from credentialing.dossier import loads
from credentialing.rules import assess

from .clean_file import CASES


@pytest.mark.parametrize("name", ["D01", "D08", "D12", "D16"])
def test_an_assessment_holds_no_cycle(name):
    record = loads((CASES / f"{name}.json").read_text())
    gc.collect()
    gc.disable()
    try:
        assess(record, explain=True)
        assert gc.collect() == 0
    finally:
        gc.enable()

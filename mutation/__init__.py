"""Mutants of the rules package, and the tests that ought to notice them: `make mutation`."""

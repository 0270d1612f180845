"""Hypothesis strategies shared by the tests: each module makes one kind of thing."""

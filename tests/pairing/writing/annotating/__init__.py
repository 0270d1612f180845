"""Tests of pairing.writing.annotating."""

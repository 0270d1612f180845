"""Tests of pairing.writing."""

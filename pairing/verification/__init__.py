"""Verify what a balance claims: by itself, from the roster, without the code that makes balances (DESIGN §6)."""

from pairing.verification.verdict import Verdict
from pairing.verification.verifying import verify

__all__ = ["Verdict", "verify"]

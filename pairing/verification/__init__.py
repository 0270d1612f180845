"""Verify what a balance claims: by itself, from the roster, without the code that makes balances (DESIGN §6)."""

from pairing.verification.verdict import Verdict
from pairing.verification.verifying import verify, verify_assignment

__all__ = ["Verdict", "verify", "verify_assignment"]

"""Verify what a balance or a plan claims: from the roster alone, without the code that makes them (DESIGN §6, §7)."""

from pairing.verification.verdict import Verdict
from pairing.verification.verifying import verify, verify_assignment

__all__ = ["Verdict", "verify", "verify_assignment"]

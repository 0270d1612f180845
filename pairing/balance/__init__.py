"""Balance: measured through six lenses, compared with what is attainable, and proven (DESIGN §6)."""

from pairing.balance.findings import balance_findings
from pairing.balance.measure import measure_balance

__all__ = ["balance_findings", "measure_balance"]

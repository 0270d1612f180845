"""Balance: measured through six lenses, compared with what is attainable, and proven (DESIGN §6)."""

from pairing.balance.measure import measure_balance

__all__ = ["measure_balance"]

"""The best assignment of a part and its potentials, as a proof writes them down."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pairing.model.balance import PartProof

if TYPE_CHECKING:
    import polars as pl

    from pairing.assignment.best import Best


def part_proof(best: Best, cadres: pl.Series, households: pl.Series) -> PartProof:
    """Write down the best assignment of a part; the ids are those that its numbers stand for."""
    part = best.part
    return PartProof.model_construct(
        cadres=tuple(cadres.gather(part.cadres)),
        households=tuple(households.gather(part.households)),
        pairings_today=part.pairings,
        pairs=tuple(best.pairs.listed()),
        repeatable=best.by_blocks,
        potentials=tuple(map(tuple, best.potentials.tolist())),
    )

"""Where each node of a picture stands: computed, deterministic, and telling something by itself (DESIGN §9).

No tie is long. What belongs together stands together: a unit's cadres and their households in a band, a village's units
in its row. Whoever is tied to somebody of another band or row stands there *again*, as an outline. A line across the
picture would only say "somewhere else", and a few dozen of them are the hairball that this avoids.
"""

from viz.layout.bands import Layers, layered
from viz.layout.form import Form, one_plus_one
from viz.layout.positions import Again, Point, Positions, Side

__all__ = ["Again", "Form", "Layers", "Point", "Positions", "Side", "layered", "one_plus_one"]

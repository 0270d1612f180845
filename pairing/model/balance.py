"""The balance of a roster, what balance is attainable, and the proof (``pairing.balance/1``, DESIGN §6).

Every exact value is a fraction, written as text: ``"1"`` or ``"3/2"``. Only indices are floats.
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Annotated, Final, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, PlainSerializer, WithJsonSchema

from pairing.model.finding import Said
from pairing.text import Text

if TYPE_CHECKING:
    from pairing.text import Language

LensName = Literal["load", "support", "strength", "strength_by_need", "burden", "units"]
LevelName = Literal["uncovered", "ineligible", "idle", "overload", "pairings", "load", "support"]
Status = Literal["attained", "improvable", "not_comparable", "vacuous", "skipped"]
SentenceKind = Literal[
    "unreachable", "coverage", "participation", "pairings", "exchange", "few", "shared", "served", "carried", "spread",
    "overload", "idle", "unplaced",
]  # fmt: skip

LEVELS: Final[tuple[LevelName, ...]] = (
    "uncovered", "ineligible", "idle", "overload", "pairings", "load", "support",
)  # fmt: skip
"""The levels by which an assignment is judged, first things first."""


LONGEST: Final = 100_000
"""Characters of the longest fraction that is read."""
_FRACTION: Final = re.compile(r"\d+(/0*[1-9]\d*)?", re.ASCII)


def _as_text(value: object) -> object:
    """Take a sentence that was written in one language: it reads the same in both."""
    return Text(value, chinese=value) if isinstance(value, str) else value


def _as_fraction(value: object) -> object:
    """Read a fraction; digits go by way of Decimal, since Python itself neither reads nor writes more than 4,300."""
    if not isinstance(value, str):
        return value
    if len(value) > LONGEST or _FRACTION.fullmatch(value) is None:
        raise ValueError("expected a fraction, such as 3/2")
    numerator, _, denominator = value.partition("/")
    return Fraction(int(Decimal(numerator)), int(Decimal(denominator or 1)))


def _written(value: Fraction) -> str:
    whole = format(Decimal(value.numerator), "f")
    return whole if value.denominator == 1 else f"{whole}/{Decimal(value.denominator):f}"


Exact = Annotated[
    Fraction,
    BeforeValidator(_as_fraction),
    PlainSerializer(_written, return_type=str),
    WithJsonSchema({"type": "string", "pattern": r"^\d+(/\d+)?$"}),
]
"""A fraction; in JSON a text."""
Words = Annotated[Said, BeforeValidator(_as_text)]


class _Value(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Summary(_Value):
    """A vector of exact values and what is said of it; null where there are no values, or the mean is 0."""

    count: int = 0
    min: Exact | None = None
    max: Exact | None = None
    mean: Exact | None = None
    spread: Exact | None = None
    """Largest − smallest."""
    cv: float | None = None
    """Standard deviation of the population ÷ mean."""
    gini: float | None = None
    """ΣΣ|xᵢ − xⱼ| ÷ 2n²μ."""
    jain: float | None = None
    """(Σx)² ÷ nΣx²."""
    theil: float | None = None
    """Σ (x ÷ μ) ln (x ÷ μ) ÷ n, with 0 ln 0 = 0."""
    vector: tuple[tuple[Exact, int], ...] = ()
    """Ascending, each value with how often it is there."""


class Of(_Value):
    """Whose value it is: ``cadre:C001``."""

    subject: str
    value: Exact


class GroupSummary(Summary):
    """The same of the members that belong to one village or unit."""

    subject: str
    """``village:V01`` or ``unit:U01``."""


class Sentence(_Value):
    """A reason that a planner can check by counting: who forces it, and the numbers."""

    kind: SentenceKind
    cadres: tuple[str, ...] = ()
    """Ids, as all below."""
    households: tuple[str, ...] = ()
    villages: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    numbers: dict[str, Exact] = Field(default_factory=dict)
    """The numbers in the sentence, by their names in it."""
    text: Words


class Block(_Value):
    """Villages (or units) that end with one value, because only certain cadres (households) are there for them."""

    value: Exact
    members: tuple[str, ...]
    """Ids of villages, or for burden of units."""


class Share(_Value):
    """Cadres (or households) with the same choice of villages (units), and how their worth is split among these."""

    choice: tuple[str, ...]
    """Ids, sorted."""
    count: int
    split: tuple[tuple[str, Exact], ...]
    """Id and worth, in the order of ``choice``; those that get nothing are left out."""


class LensProof(_Value):
    """What proves the attainable values of one lens, beside the parts of the assignment for load and support."""

    sentences: tuple[Sentence, ...] = ()
    blocks: tuple[Block, ...] = ()
    """Of strength, strength_by_need and burden: ascending by value."""
    shares: tuple[Share, ...] = ()
    twinnings: tuple[tuple[str, str], ...] = ()
    """Of units: unit and village."""


class Lens(Summary):
    """One lens: what is measured, and what is attainable."""

    name: LensName
    code: str
    over: Words
    most: tuple[Of, ...] = ()
    """Those with the largest values, a few of them."""
    least: tuple[Of, ...] = ()
    groups: tuple[GroupSummary, ...] = ()
    """By village, then by unit."""
    attainable: Summary | None = None
    status: Status
    reason: Words | None = None
    proof: LensProof | None = None


class Judged(_Value):
    """One level, as it counts today and in the best assignment."""

    name: LevelName
    today: int
    attained: int


class PartProof(_Value):
    """A connected part of who may help whom, its best assignment, and the potentials that prove it."""

    cadres: tuple[str, ...]
    households: tuple[str, ...]
    pairings_today: int
    pairs: tuple[tuple[int, int], ...]
    """Positions in ``cadres`` and ``households``, sorted."""
    repeatable: bool
    """Whether the potentials hold even where a cadre of a block might help one household more than once."""
    potentials: tuple[tuple[int, ...], ...]
    """A row a level, in the order of ``LEVELS``: of the source, the sink, the cadres, the households."""


class Remedy(_Value):
    """What would loosen a shortage; it was tried by solving again with it."""

    kind: Literal["cadres", "twinning"]
    number: int = 0
    """How many cadres more."""
    rank: str | None = None
    unit: str | None = None
    """Id of the unit to be twinned."""
    village: str | None = None
    text: Words


class Shortage(_Value):
    """Households that only certain cadres may help, whose quotas do not suffice for them."""

    sentence: Sentence
    remedies: tuple[Remedy, ...] = ()


class Balance(_Value):
    """The balance of a roster through six lenses."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    schema_: Literal["pairing.balance/1"] = Field(default="pairing.balance/1", alias="schema")
    roster_sha256: str
    as_of: date
    lenses: tuple[Lens, ...]
    levels: tuple[Judged, ...] = ()
    shortages: tuple[Shortage, ...] = ()
    parts: tuple[PartProof, ...] = ()

    def lens(self, name: LensName) -> Lens:
        """Give one lens."""
        return next(lens for lens in self.lenses if lens.name == name)

    def to_json(self, language: Language) -> str:
        """Write the balance as JSON in a language."""
        return self.model_dump_json(by_alias=True, context={"language": language})

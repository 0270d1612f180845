"""Write the JSON Schemas of what the product writes as JSON, from the pydantic models that write it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Final

from pairing.model.balance import Balance
from pairing.model.plan import Plan
from pairing.model.report import Report
from pairing.model.review import Review
from viz.export.graph_file import GraphFile

if TYPE_CHECKING:
    from pydantic import BaseModel

FOLDER: Final = Path(__file__).parents[2] / "docs" / "schema"
MODELS: Final[dict[str, type[BaseModel]]] = {
    "pairing.report/1": Report,
    "pairing.balance/1": Balance,
    "pairing.plan/1": Plan,
    "pairing.review/1": Review,
    "pairing.graph/1": GraphFile,
}
"""Each schema by its name and version."""


def path_of(name: str) -> Path:
    """Name the file of a schema: ``pairing.report/1`` is in pairing.report-1.json."""
    return FOLDER / f"{name.replace('/', '-')}.json"


def schema_of(name: str) -> str:
    """Write one schema."""
    schema = MODELS[name].model_json_schema(by_alias=True, mode="serialization")
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": name}
    return json.dumps(head | schema, ensure_ascii=False, indent=2) + "\n"


def write_schemas() -> None:
    """Write every schema into docs/schema."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name in MODELS:
        path_of(name).write_text(schema_of(name), encoding="utf-8")

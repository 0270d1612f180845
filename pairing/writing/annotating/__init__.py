"""A planner's own workbook back, with every finding at its cell, and nothing else in it changed.

Only the parts that must change do, and those only where they must: an XML parser says where that is, to the byte.
"""

from pairing.writing.annotating.writer import (
    Annotated,
    annotate_workbook,
    clean_workbook,
    is_as_annotated,
    refuse_unmarkable,
)

__all__ = ["Annotated", "annotate_workbook", "clean_workbook", "is_as_annotated", "refuse_unmarkable"]

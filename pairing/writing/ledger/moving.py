"""Rows inserted into sheets of a workbook, with all that stands below and all that refers to it.

openpyxl's own ``insert_rows`` moves values only: not merged cells, formulas, heights, filters or print areas.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from openpyxl.formatting.formatting import ConditionalFormattingList
from openpyxl.worksheet.cell_range import MultiCellRange
from openpyxl.worksheet.formula import ArrayFormula
from openpyxl.worksheet.merge import MergedCellRange

from pairing.writing.ledger.shifting import shifted_formula, shifted_range

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

    from pairing.writing.ledger.shifting import Shift


def move_rows(book: Workbook, shifts: Mapping[str, Shift]) -> None:
    """Make room for rows; ``shifts`` says where, by the names of the sheets.

    A range that ends with a row takes in the rows that come right after it, so that a sum goes on adding up everything;
    merged cells do not (:meth:`Blocks.join_below`).
    """
    for sheet in book.worksheets:
        shift = shifts.get(sheet.title)
        if shift is None:
            continue
        _move_cells(sheet, shift)
        _move_heights(sheet, shift)
        _move_merges(sheet, shift)
        _move_drawings(sheet, shift)
    for sheet in book.worksheets:
        _rewrite_formulas(sheet, shifts)
        _rewrite_formats(sheet, shifts)
        _rewrite_ranges(sheet, shifts)
        _rewrite_names(sheet.defined_names.values(), shifts)
    _rewrite_names(book.defined_names.values(), shifts)


def formula_of(cell: Any) -> str:  # noqa: ANN401 - openpyxl's cells are of several kinds
    """Give the formula of a cell; nothing where it has none."""
    if cell.data_type != "f":
        return ""
    return str(getattr(cell.value, "text", cell.value) or "")


class Blocks:
    """The merged cells of a sheet, found by any cell in them; openpyxl looks through all of them each time."""

    def __init__(self, sheet: Worksheet) -> None:
        """Look at the merged cells there are; those made elsewhere later are not known here."""
        self._sheet = sheet
        self._at = {at: merge for merge in sheet.merged_cells.ranges for at in merge.cells}

    def first(self, row: int, column: int) -> Any:  # noqa: ANN401 - as above
        """Give a cell, or the first one of the merged cells it is in: the one that shows."""
        merge = self._at.get((row, column))
        return merge.start_cell if merge else self._sheet.cell(row, column)

    def join_below(self, column: int, row: int, last: int) -> None:
        """Merge the cell of a column in ``row``, or the merged cells it is in, with those down to ``last``."""
        merge = self._at.get((row, column))
        if merge is None:
            self._merge(row, column, last, column)
        elif merge.max_row < last:
            self._sheet.merged_cells.ranges.discard(merge)
            self._merge(merge.min_row, merge.min_col, last, merge.max_col)

    def _merge(self, top: int, left: int, bottom: int, right: int) -> None:
        start, end = self._sheet.cell(top, left).coordinate, self._sheet.cell(bottom, right).coordinate
        merge = MergedCellRange(self._sheet, f"{start}:{end}")
        _clean(self._sheet, merge)
        self._sheet.merged_cells.ranges.add(merge)
        self._at |= dict.fromkeys(merge.cells, merge)


def _clean(sheet: Worksheet, merge: MergedCellRange) -> None:
    """Fill the inside of merged cells with cells that hold nothing, and draw the border around them."""
    cast("Any", sheet)._clean_merge_range(merge)  # noqa: SLF001 - what merge_cells does


def _set_merges(sheet: Worksheet, merges: Iterable[MergedCellRange]) -> None:
    sheet.merged_cells = MultiCellRange(merges)


def _move_cells(sheet: Worksheet, shift: Shift) -> None:
    moved = {}
    for (row, column), cell in sheet._cells.items():  # noqa: SLF001 - the only way to all cells at once
        cell.row = shift.at(row)
        if cell.hyperlink:
            cell.hyperlink.ref = cell.coordinate
        moved[cell.row, column] = cell
    sheet._cells = moved  # noqa: SLF001 - as above


def _move_heights(sheet: Worksheet, shift: Shift) -> None:
    heights = dict(sheet.row_dimensions)
    sheet.row_dimensions.clear()
    for row, height in heights.items():
        height.index = shift.at(row)
        sheet.row_dimensions[height.index] = height


def _move_merges(sheet: Worksheet, shift: Shift) -> None:
    """Move merged cells; one that reaches over new rows takes them in."""
    merges = list(sheet.merged_cells.ranges)
    for merge in merges:
        height = merge.max_row - merge.min_row
        merge.min_row, merge.max_row = shift.at(merge.min_row), shift.at(merge.max_row)
        if merge.max_row - merge.min_row > height:
            _clean(sheet, merge)
    _set_merges(sheet, merges)


def _move_drawings(sheet: Worksheet, shift: Shift) -> None:
    inner = cast("Any", sheet)
    for drawing in (*inner._images, *inner._charts):  # noqa: SLF001 - openpyxl has no other list of them
        for corner in (getattr(drawing.anchor, name, None) for name in ("_from", "to")):
            if corner is not None:
                corner.row = shift.at(corner.row + 1) - 1
    for each in sheet.row_breaks.brk:
        each.id = shift.at(each.id)


def _rewrite_formulas(sheet: Worksheet, shifts: Mapping[str, Shift]) -> None:
    for row in sheet.iter_rows():
        for cell in row:
            if formula := formula_of(cell):
                anew = shifted_formula(formula, sheet.title, shifts)
                if isinstance(cell.value, ArrayFormula):
                    cell.value.text, cell.value.ref = anew, shifted_range(cell.value.ref, sheet.title, shifts)
                else:
                    cell.value = anew


def _rewrite_formats(sheet: Worksheet, shifts: Mapping[str, Shift]) -> None:
    formats = ConditionalFormattingList()
    for each in sheet.conditional_formatting:
        for rule in each.rules:
            rule.formula = [_expression(formula, sheet, shifts) for formula in rule.formula]
            formats.add(_ranges(each.sqref, sheet, shifts), rule)
    sheet.conditional_formatting = formats
    for rule in sheet.data_validations.dataValidation:
        rule.sqref = MultiCellRange(_ranges(rule.sqref, sheet, shifts))
        rule.formula1, rule.formula2 = (_expression(f, sheet, shifts) for f in (rule.formula1, rule.formula2))


def _expression(formula: str | None, sheet: Worksheet, shifts: Mapping[str, Shift]) -> str | None:
    return formula and shifted_formula(f"={formula}", sheet.title, shifts)[1:]


def _ranges(written: object, sheet: Worksheet, shifts: Mapping[str, Shift]) -> str:
    return " ".join(shifted_range(each, sheet.title, shifts) for each in str(written).split())


def _rewrite_ranges(sheet: Worksheet, shifts: Mapping[str, Shift]) -> None:
    """Write the filter, the tables and the area to be printed anew."""
    if sheet.auto_filter.ref:
        sheet.auto_filter.ref = shifted_range(sheet.auto_filter.ref, sheet.title, shifts)
    for table in sheet.tables.values():
        table.ref = shifted_range(table.ref, sheet.title, shifts)
        if table.autoFilter:
            table.autoFilter.ref = shifted_range(table.autoFilter.ref, sheet.title, shifts)
    if sheet.print_area:
        areas = (area.rpartition("!")[2] for area in sheet.print_area.split(","))
        sheet.print_area = ",".join(shifted_range(area, sheet.title, shifts) for area in areas)


def _rewrite_names(names: Iterable[Any], shifts: Mapping[str, Shift]) -> None:
    for name in names:
        if name.attr_text:
            name.attr_text = shifted_formula(f"={name.attr_text}", "", shifts)[1:]

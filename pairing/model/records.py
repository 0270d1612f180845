"""One pydantic model per kind of row: the only definition of a table's columns, types, labels and bounds.

The field's name is the column's English header and the name in every frame; a field that must not be blank has no
default. ``required`` headers are exactly the fields without a default (DESIGN §4's starred columns).
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated, Any, ClassVar

from pydantic import BaseModel, ConfigDict, Field, model_validator

from pairing.model.cell import (
    Amount,
    Choice,
    Column,
    Count,
    Day,
    Flag,
    Identifier,
    Name,
    Phone,
    Rank,
    Reference,
    TableName,
    Term,
    Words,
)
from pairing.model.labels import ACTIVE, REGISTERED, ConstraintKind, PostingRole, Role
from pairing.model.spelling import seen

Code = Annotated[str, Field(min_length=1, max_length=100)]
Short = Annotated[str, Field(min_length=1, max_length=200)]
Long = Annotated[str, Field(max_length=2000)]


class Row(BaseModel):
    """A row of one table, as its cells read."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    key: ClassVar[tuple[str, ...]]
    """The fields without which a row cannot be used: its id, or both ends of an edge."""

    @model_validator(mode="before")
    @classmethod
    def _without_blanks(cls, cells: Any) -> Any:  # noqa: ANN401 - pydantic's own signature
        """Take a blank cell for one that is not there: the field's default, or a missing value."""
        if not isinstance(cells, dict):
            return cells
        return {field: cell for field, cell in cells.items() if not _blank(cell)}


class Unit(Row):
    """单位: a department unit with a party organisation."""

    key = ("id",)
    id: Annotated[Code, Column("单位编号", Identifier(), ("unit_id", "编号", "单位代码"))]
    name: Annotated[Short, Column("单位名称", Name(), ("单位", "unit_name", "单位全称"))]
    category: Annotated[Short | None, Column("类别", Words(), ("单位类别", "unit_category"))] = None


class Village(Row):
    """村: a village being helped."""

    key = ("id",)
    id: Annotated[Code, Column("村编号", Identifier(), ("village_id", "编号", "村代码"))]
    name: Annotated[Short, Column("村名", Name(), ("村", "行政村", "village_name", "帮扶村"))]
    prefecture: Annotated[Short | None, Column("市州", Name(), ("市", "州", "市（州）"))] = None
    county: Annotated[Short | None, Column("县", Name(), ("区县", "县区", "县市", "县（市、区）"))] = None
    township: Annotated[Short | None, Column("乡镇", Name(), ("乡", "镇", "乡（镇）"))] = None
    code: Annotated[Code | None, Column("区划代码", Identifier(), ("行政区划代码", "division_code"))] = None
    longitude: Annotated[float | None, Field(ge=-180, le=180), Column("经度", Amount(), ("lon",))] = None
    latitude: Annotated[float | None, Field(ge=-90, le=90), Column("纬度", Amount(), ("lat",))] = None


class Cadre(Row):
    """干部: a person who helps. No field holds an identity number."""

    key = ("id",)
    id: Annotated[Code, Column("干部编号", Identifier(), ("cadre_id", "编号", "工号"))]
    name: Annotated[Short, Column("姓名", Name(), ("cadre_name", "干部姓名"))]
    unit: Annotated[Code, Column("单位", Reference("units"), ("所在单位", "工作单位", "单位编号"))]
    rank: Annotated[Short | None, Column("职级", Rank(), ("级别", "职务职级"))] = None
    state: Annotated[Short, Column("状态", Term("cadre_state"), ("在岗状态",))] = ACTIVE
    phone: Annotated[Short | None, Column("电话", Phone(), ("手机", "手机号", "联系电话"))] = None
    quota: Annotated[int | None, Field(ge=0, le=1000), Column("定额", Count(), ("帮扶定额",))] = None


class Household(Row):
    """贫困户: a poor household, known by its head."""

    key = ("id",)
    id: Annotated[Code, Column("户编号", Identifier(), ("household_id", "编号"))]
    head: Annotated[Short, Column("户主", Name(), ("户主姓名", "household_head"))]
    village: Annotated[Code, Column("村", Reference("villages"), ("行政村", "所在村", "村编号"))]
    persons: Annotated[int, Field(ge=1, le=99), Column("人口", Count(), ("人口数", "家庭人口", "家庭人口数"))]
    category: Annotated[Short | None, Column("户类别", Term("category"), ("贫困户属性", "类别"))] = None
    cause: Annotated[Short | None, Column("主要致贫原因", Term("cause"), ("致贫原因",))] = None
    difficulty: Annotated[
        Decimal,
        Field(gt=0, le=100, decimal_places=2),
        Column("困难系数", Amount(), ("困难程度",)),
    ] = Decimal(1)
    state: Annotated[Short, Column("状态", Term("household_state"), ("户状态",))] = REGISTERED
    left_poverty_in: Annotated[
        int | None,
        Field(ge=1980, le=2100),
        Column("脱贫年份", Count(), ("脱贫年度", "脱贫时间")),
    ] = None


class Twinning(Row):
    """单位结对: a unit twinned with a village, in one role."""

    key = ("unit", "village")
    unit: Annotated[Code, Column("单位", Reference("units"), ("单位编号", "帮扶单位"))]
    village: Annotated[Code, Column("村", Reference("villages"), ("村编号", "帮扶村", "行政村"))]
    role: Annotated[Role, Column("角色", Choice(Role), ("结对角色",))]
    start_date: Annotated[date | None, Column("开始", Day("start"), ("开始日期", "开始时间", "start"))] = None
    end_date: Annotated[date | None, Column("结束", Day("end"), ("结束日期", "结束时间", "end"))] = None


class Posting(Row):
    """驻村: a cadre posted to a village; the sending unit is kept because people transfer."""

    key = ("cadre", "village")
    cadre: Annotated[Code, Column("干部", Reference("cadres"), ("干部编号", "姓名"))]
    village: Annotated[Code, Column("村", Reference("villages"), ("村编号", "驻村", "行政村"))]
    role: Annotated[PostingRole, Column("角色", Choice(PostingRole), ("驻村角色",))]
    unit: Annotated[Code | None, Column("派出单位", Reference("units"), ("sending_unit",))] = None
    start_date: Annotated[date | None, Column("开始", Day("start"), ("开始日期", "开始时间", "start"))] = None
    end_date: Annotated[date | None, Column("结束", Day("end"), ("结束日期", "结束时间", "end"))] = None


class Liaison(Row):
    """联点: a department leader's village."""

    key = ("cadre", "village")
    cadre: Annotated[Code, Column("干部", Reference("cadres"), ("干部编号", "领导", "姓名"))]
    village: Annotated[Code, Column("村", Reference("villages"), ("村编号", "联点村", "行政村"))]
    start_date: Annotated[date | None, Column("开始", Day("start"), ("开始日期", "开始时间", "start"))] = None
    end_date: Annotated[date | None, Column("结束", Day("end"), ("结束日期", "结束时间", "end"))] = None


class Pairing(Row):
    """结对: a cadre helps a household; ended rows are history, a void row counts nowhere."""

    key = ("cadre", "household")
    cadre: Annotated[Code, Column("干部", Reference("cadres"), ("干部编号", "帮扶责任人"))]
    household: Annotated[Code, Column("户", Reference("households"), ("户编号", "贫困户"))]
    ordinal: Annotated[int | None, Field(ge=1, le=99), Column("顺序", Count(), ("责任人顺序", "order"))] = None
    start_date: Annotated[date | None, Column("开始", Day("start"), ("开始日期", "开始时间", "start"))] = None
    end_date: Annotated[date | None, Column("结束", Day("end"), ("结束日期", "结束时间", "end"))] = None
    void: Annotated[bool, Column("作废", Flag())] = False


class Constraint(Row):
    """限制: a pin or an exclusion the planner has set for a cadre and a household."""

    key = ("cadre", "household")
    cadre: Annotated[Code, Column("干部", Reference("cadres"), ("干部编号",))]
    household: Annotated[Code, Column("户", Reference("households"), ("户编号",))]
    kind: Annotated[ConstraintKind, Column("类型", Choice(ConstraintKind), ("限制类型",))]
    reason: Annotated[Long | None, Column("原因", Words())] = None


def _blank(cell: object) -> bool:
    return cell is None or (isinstance(cell, str) and not seen(cell))


RECORDS: dict[TableName, type[Row]] = {
    "units": Unit,
    "villages": Village,
    "cadres": Cadre,
    "households": Household,
    "twinnings": Twinning,
    "postings": Posting,
    "liaisons": Liaison,
    "pairings": Pairing,
    "constraints": Constraint,
}
"""The model of each table's rows, nodes before the edges between them."""

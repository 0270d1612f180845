"""What the properties and relationships of the graph mean, in both languages: what no model says."""

from __future__ import annotations

from typing import Final, NamedTuple

from pairing.graph import Tie


class Meaning(NamedTuple):
    """One thing said in both languages."""

    chinese: str
    english: str


KEY: Final = Meaning("该行在花名册表中的序号", "the row of its table in the roster, from 0")
DIFFICULTY: Final = Meaning("困难系数 × 100", "difficulty in hundredths: a graph knows no exact decimals")
SENT_BY: Final = Meaning(
    "派出单位的编号；未填时为本人单位", "the id of the unit that sent the cadre; his own where none is stated"
)

COLUMNS: Final = {
    "id": "the planner's own code",
    "name": "the name",
    "category": "the kind, as the planner writes it",
    "prefecture": "the prefecture",
    "county": "the county",
    "township": "the township",
    "code": "the code of the administrative division",
    "longitude": "degrees east",
    "latitude": "degrees north",
    "rank": "the rank; settings give its level and quota",
    "state": "the state",
    "phone": "the work phone",
    "quota": "how many households he is to help, where it is not the rank's; 0 is an exemption",
    "head": "the head of the household",
    "persons": "how many persons live in it",
    "cause": "the main cause of its poverty",
    "left_poverty_in": "the year it left poverty; decides nothing",
    "role": "the role",
    "start_date": "the first day; null: always",
    "end_date": "the last day that counts; null: open",
    "ordinal": "which of several helpers he is: 1 is the first",
    "void": "whether the row is kept and counted nowhere",
    "kind": "pin or exclusion",
    "reason": "why the planner set it",
}
"""In English what the properties mean that are columns of a table; in Chinese their headers say it."""

TIES: Final = {
    Tie.BELONGS_TO: Meaning("干部所在单位", "the cadre is of this unit"),
    Tie.LIVES_IN: Meaning("贫困户所在村", "the household is of this village"),
    Tie.TWINNED_WITH: Meaning("单位与村结对共建", "the unit is twinned with the village, in one role"),
    Tie.POSTED_TO: Meaning("干部驻村", "the cadre is posted to the village: first secretary, resident officer, member"),
    Tie.LINKED_TO: Meaning("领导联点", "the village is this leader's"),
    Tie.HELPS: Meaning("干部结对帮扶该户", "the cadre is paired with the household; several rows are its history"),
    Tie.CONSTRAINED: Meaning(
        "规划人员设的“必须”或“禁止”", "a pin or an exclusion that the planner set; no pairing by itself"
    ),
}

ON_A_SERVER: Final = {
    "row_key": Meaning(
        "由两端、角色（或类型）、开始日期算出的关系编号；行序变了也不变",
        "what a relationship is known by, made from its ends, role or kind, and first day; it stays when rows move",
    ),
    "row_hash": Meaning(
        "该行内容的摘要；不同才重写，0 表示花名册里已没有而保留在服务器上",
        "a hash of the row: a row is written only where it differs; 0: kept here, no longer in the roster",
    ),
    "source": Meaning("来源文件、工作表的序号", "which file and sheet the row came from, from 0"),
    "row": Meaning("在该表中的行号", "which row of that sheet it was, as the spreadsheet counts"),
    "unit": Meaning("派出单位一栏原来所填", "the sending unit as the cell has it; null where it is blank"),
}
"""What a server keeps of a row beside the shared properties."""

ROSTER: Final = {
    "id": Meaning("总是 1", "always 1"),
    "state": Meaning("writing 正在写或中断；complete 完整", "`writing`: at work or cut off; `complete`: whole"),
    "format": Meaning("图的格式和版本", "the form of the graph, with its version"),
    "writer": Meaning("最近一次同步的编号", "the sync that wrote last"),
    "holder": Meaning("谁在同步：用户@机器", "who ran it: user@machine"),
    "since": Meaning("开始时间", "when it began"),
    "replacing": Meaning("是否正在清除原来的图", "whether the graph that was there before is being removed"),
    "letter": Meaning("随行页的摘要", "the hash of the pages that belong to it"),
    "sealed": Meaning("完成时间", "when it came to its end"),
}
"""The properties of the roster's node."""

"""Cells as planners, programs and enemies write them, by kind of column."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import strategies as st

from pairing.model.cell import Amount, Choice, Count, Day, Flag, Kind, Rank, Term
from pairing.model.labels import LABELS, OPEN_LABELS, RANKS
from pairing.model.spelling import ERROR_VALUES, SPACES, UNCALCULATED

if TYPE_CHECKING:
    from pairing.model.table import Table

BLANKS = st.sampled_from([None, "", " ", "\u3000", "\u200b", "\ufeff \n", "\t", "\x00"])
ERRORS = st.sampled_from(sorted(ERROR_VALUES))
LONG = st.sampled_from(["长" * 101, "x" * 201, "9" * 201, "1" * 120, "y" * 2001, "0" * 300 + "5"])
ODD = st.sampled_from(
    [
        "=1+1",
        "+5",
        "-",
        "--",
        "—",
        "/",
        "'",
        "<script>",
        "１２３",
        "nan",
        "inf",
        "1e5",
        "0x10",
        "TRUE",
        "²",
        "٣",
        "½",
        "ﬁ",
    ]
)
ANY = st.text(
    st.one_of(
        st.characters(exclude_categories=["Cs"]),
        st.sampled_from([*SPACES, *"0123456789０１２３４５６７８９.-/年月日人口户•·＋－−Ａｂ_:："]),
    ),
    max_size=12,
)
DIGITS = st.sampled_from("0123456789０３９")
SEPARATORS = st.sampled_from(["-", "/", ".", "年", "月", "", " ", "－", "／", "．", "。"])


def _padded(cells: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    edge = st.sampled_from(["", " ", "\u3000", "\u200b", "\n", "\xa0"])
    return st.builds(lambda before, cell, after: before + cell + after, edge, cells, edge)


COUNTS = st.builds(
    "".join,
    st.tuples(
        st.sampled_from(["", "-", "+", "−", "－", "0", " "]),
        st.text(DIGITS, max_size=12),
        st.sampled_from(["", ".0", ".00", ".5", "人", "口", " 户", "口人", "年", "个人", "三", "."]),
    ),
)
AMOUNTS = st.builds(
    "".join,
    st.tuples(
        st.sampled_from(["", "-", "+", "0"]),
        st.text(DIGITS, max_size=4),
        st.sampled_from(["", ".", "．", "。"]),
        st.text(DIGITS, max_size=4),
        st.sampled_from(["", "0", "00000000000002", "0000000000001", "元"]),
    ),
)
DATES = st.dates().map(str) | st.dates().map(lambda day: f"{day.year:04}年{day.month}月{day.day}日")
DAYS = st.one_of(
    DATES,
    st.builds(
        "".join,
        st.tuples(
            st.sampled_from(["2016", "1999", "0000", "9999", "２０１６", "201", "20160", "16"]),
            SEPARATORS,
            st.sampled_from(["1", "01", "2", "02", "12", "13", "00", "", "３"]),
            SEPARATORS,
            st.sampled_from(["1", "01", "29", "30", "31", "32", "00", "", "日"]),
            st.sampled_from(["", "日", "号", "月", "月份", " 00:00:00", "T08:30", " 8:3", "00:00", " 24:61:00.5Z"]),
        ),
    ),
    st.integers(0, 99999).map(str),
    st.integers(20000, 60000).map(lambda serial: f"{serial}.5"),
    st.sampled_from(["至今", "长期", "今", "2016年度", "2016年", "201613", "201612", "20161301", "二〇一六年"]),
)


def labels_of(spellings: list[str]) -> st.SearchStrategy[str]:
    spelling = st.sampled_from(spellings)
    return st.one_of(spelling, spelling.map(str.upper), spelling.map(" ".join), spelling.map(lambda s: s + "x"))


def cells_of(kind: Kind) -> st.SearchStrategy[str | None]:
    """Give cells of one kind: mostly near what is right, and now and then anything at all."""
    return st.one_of(_padded(_near(kind)), _padded(_near(kind)), ANY, BLANKS, ODD, ERRORS, LONG, st.just(UNCALCULATED))


def _near(kind: Kind) -> st.SearchStrategy[str]:  # noqa: PLR0911 - one return a kind
    match kind:
        case Count():
            return COUNTS
        case Amount():
            return AMOUNTS
        case Day():
            return DAYS
        case Choice(labels):
            return labels_of([word for words in LABELS[labels].values() for word in words])
        case Flag():
            return labels_of(["是", "否", "true", "FALSE", "1", "0", "yes", "no"])
        case Term(vocabulary):
            return labels_of([word for words in OPEN_LABELS[vocabulary].values() for word in words])
        case Rank():
            return labels_of([rank + ending for rank in RANKS for ending in ("", "级", "实职")])
        case _:
            return st.sampled_from(
                [
                    "张三",
                    "张 三",
                    "才让•卓玛",
                    "才让·卓 玛",
                    "Ｕ－７",
                    "U-7",
                    "John  Smith",
                    "第１村",
                    "13900000000.0",
                    "0971- 1",
                ]
            )


def rows_of(table: Table) -> st.SearchStrategy[dict[str, str | None]]:
    """Give rows of a table with every field."""
    return st.fixed_dictionaries({field: cells_of(column.kind) for field, column in table.columns.items()})

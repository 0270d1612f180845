"""The planted gaps of the sample: every finding of an S, C, B or R code in it, and why it is there.

B305 is in the clean sample too: nobody planted it, a draw of helpers by lot is not even over units.

The edits that lead to them are in ``pairing.sample.edits``. One edit may be found by several codes, and must then stand
here several times: the list is complete.
"""

from __future__ import annotations

from typing import NamedTuple


class Planted(NamedTuple):
    """One finding: its code, whom it is about, and what happened."""

    code: str
    subjects: tuple[str, ...]
    what: str


PLANTED: tuple[Planted, ...] = (
    Planted("S101", ("village:V11",), "A lead unit was entered as partner"),
    Planted("S101", ("village:V13",), "The village that stands in the table twice"),
    Planted("S102", ("unit:U01", "unit:U25", "village:V01"), "A partner was entered as lead unit"),
    Planted("S103", ("village:V12",), "A responsible unit was entered as partner"),
    Planted("S103", ("village:V13",), "The village that stands in the table twice"),
    Planted("S104", ("unit:U14", "unit:U22", "village:V02"), "A partner was entered as responsible unit"),
    Planted("S105", ("unit:U03", "village:V03"), "The lead unit sent the officer too"),
    Planted("S106", ("village:V05",), "A unit that sent nobody was entered as lead unit"),
    Planted("S107", ("village:V06",), "A unit that sent nobody was entered as responsible unit"),
    Planted("S108", ("village:V07",), "A successor came before the first secretary's posting was ended"),
    Planted("S108", ("village:V09",), "A first secretary was recalled"),
    Planted("S108", ("village:V13",), "The village that stands in the table twice"),
    Planted("S109", ("village:V08",), "A resident officer was recalled"),
    Planted("S109", ("village:V13",), "The village that stands in the table twice"),
    Planted("S110", ("village:V09",), "A first secretary was recalled"),
    Planted("S110", ("village:V13",), "The village that stands in the table twice"),
    Planted("S111", ("cadre:C0310", "village:V10"), "A first secretary who is a section head"),
    Planted("S112", ("unit:U27",), "A unit withdrew from its only village"),
    Planted("S113", ("village:V04",), "A leader's link ended"),
    Planted("S113", ("village:V13",), "The village that stands in the table twice"),
    Planted("S114", ("cadre:C0159",), "The second helper of a household retired"),
    Planted("S114", ("cadre:C0358",), "The only helper of a household left"),
    Planted("S115", ("unit:U01",), "A third village"),
    Planted("S116", ("cadre:C0602", "village:V11", "village:V12"), "An officer in two villages"),
    Planted("C201", ("household:H0104",), "Its pairing ended and nobody followed"),
    Planted("C201", ("household:H0144",), "Its only helper left"),
    Planted("C201", ("household:H0165",), "Its pairing ended and nobody followed"),
    Planted("C201", ("household:H0170",), "Its pairing ended and nobody followed"),
    Planted("C201", ("household:H0219",), "A division head stopped helping it"),
    Planted("C201", ("household:H0253",), "A division head stopped helping it"),
    Planted("C201", ("household:H0289",), "Its pairing ended and nobody followed"),
    Planted("C201", ("household:H0294",), "Its pairing ended and nobody followed"),
    Planted("C201", ("household:H0322",), "A division head stopped helping it"),
    Planted("C201", ("household:H0331",), "Its pairing ended and nobody followed"),
    Planted("C201", ("household:H0429",), "Its pairing ended and nobody followed"),
    Planted("C201", ("household:H0435",), "Its pairing ended and nobody followed"),
    Planted("C201", ("household:H0497",), "A division head stopped helping it"),
    Planted("C201", ("household:H0521",), "Its pairing ended and nobody followed"),
    Planted("C202", ("cadre:C0033",), "His pairing ended and no other began"),
    Planted("C202", ("cadre:C0034",), "His pairing ended and no other began"),
    Planted("C202", ("cadre:C0182",), "His pairing ended and no other began"),
    Planted("C202", ("cadre:C0290",), "He passed his household on"),
    Planted("C202", ("cadre:C0291",), "He passed his household on"),
    Planted("C202", ("cadre:C0318",), "His pairing ended and no other began"),
    Planted("C202", ("cadre:C0319",), "His pairing ended and no other began"),
    Planted("C202", ("cadre:C0391",), "He passed his household on"),
    Planted("C202", ("cadre:C0410",), "He passed his household on"),
    Planted("C202", ("cadre:C0583",), "His pairing ended and no other began"),
    Planted("C202", ("cadre:C0628",), "His pairing ended and no other began"),
    Planted("C202", ("cadre:C0658",), "His pairing ended and no other began"),
    Planted("C202", ("cadre:C0671",), "His pairing ended and no other began"),
    Planted("C203", ("cadre:C0207", "household:H0231"), "Excluded while in force"),
    Planted("C203", ("cadre:C0565", "household:H0110"), "Exchanged households, pinned"),
    Planted("C203", ("cadre:C0659", "household:H0438"), "Exchanged households"),
    Planted("C203", ("cadre:C0707", "household:H0214"), "His unit withdrew"),
    Planted("C203", ("cadre:C0707", "household:H0230"), "His unit withdrew"),
    Planted("C203", ("cadre:C0708", "household:H0229"), "His unit withdrew"),
    Planted("C203", ("cadre:C0709", "household:H0241"), "His unit withdrew"),
    Planted("C203", ("cadre:C0710", "household:H0258"), "His unit withdrew"),
    Planted("C203", ("cadre:C0711", "household:H0229"), "His unit withdrew"),
    Planted("C203", ("cadre:C0712", "household:H0229"), "His unit withdrew"),
    Planted("C204", ("cadre:C0011",), "Took on one more household"),
    Planted("C204", ("cadre:C0130",), "Took on one more household"),
    Planted("C204", ("cadre:C0411",), "Took on two"),
    Planted("C205", ("household:H0261",), "Three colleagues joined two"),
    Planted("C206", ("household:H0039",), "No first helper"),
    Planted("C206", ("household:H0363",), "Two first helpers"),
    Planted("C207", ("cadre:C0496", "household:H0172"), "A division head as second helper"),
    Planted("C207", ("cadre:C0556", "household:H0439"), "A division head as second helper"),
    Planted("C208", ("cadre:C0275", "household:H0370"), "Moved away"),
    Planted("C209", ("household:H0047",), "Misfortune, and a junior helper"),
    Planted("C209", ("household:H0445",), "Helped by the first secretary who is a section head"),
    Planted("C210", ("cadre:C0207", "household:H0231"), "Excluded while in force"),
    Planted("C211", ("cadre:C0366", "household:H0524"), "Pinned and never paired"),
    Planted("B301", ("cadre:C0130",), "Took on one more household"),
    Planted(
        "B302",
        ("household:H0104", "household:H0144", "household:H0165", "household:H0170", "household:H0219"),
        "Those without a helper, the first five of them",
    ),
    Planted("B306", ("village:V13",), "The village that stands in the table twice"),
    Planted("R401", (), "A unit withdrew from its only village: 26 of 27"),
    Planted("R402", (), "A village stands in the table twice: 13 of 12"),
    Planted("R403", (), "697 cadres, where over 700 are declared"),
    Planted("R404", (), "A household moved away: 538 of 539"),
    Planted("R405", (), "Its two persons moved away: 2,021 of 2,023"),
    Planted("R406", (), "14 households have no pairing that counts"),
)
"""In the order of their codes."""

UNPLANTED = ("B305",)
"""What is found although nobody planted it."""

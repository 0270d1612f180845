"""The search on a page of its own, beside which there is nothing but a stand-in for what the site's script gives it."""

from __future__ import annotations

from dataclasses import dataclass, field
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import polars as pl
import pytest
from playwright.sync_api import Page, expect

from pairing.roster import roster_from_tables
from tests.viz.areas import DAY, MARKUP, hostile
from viz.audience import sight
from viz.pages import search
from viz.pages.atlas import atlas
from viz.pages.goal import Goal
from viz.pages.page import Link
from viz.pages.panorama import panorama

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, BrowserContext

    from pairing.model.cell import TableName
    from pairing.roster import Roster

SCRIPTS = ("letters", "finding", "search")
MENU = (Link(("首页", "Overview"), Goal("index")), Link(("均衡", "Balance"), Goal("balance")))
BOX = """<div class="search" role="search" hidden>
<input id="search" type="search" role="combobox" autocomplete="off" aria-label="Find" aria-autocomplete="list"
  aria-controls="results" aria-expanded="false">
<ul id="results" role="listbox" aria-label="Results" hidden></ul><p id="search-status" role="status"></p></div>"""
SHELL = """<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>Search</title>
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'nonce-n'">
</head><body>BOX<main><textarea id="letter"></textarea></main><script nonce="n">
const asked = {}, parts = {}, words = {
  results: "{count} found", none: "Nobody", more: "{count} more", searching: "Searching on", similar: "Similar",
  failed: "Missing: {file}", page: "Page", county: "County", village: "Village", unit: "Unit", cadre: "Cadre",
  household: "Household",
};
const went = [], loaded = [];
let held = new Promise((resolve) => { window.release = resolve; }), holds = false;
const hrefOf = (key, node) => `${key}.html${node ? `#${node.replace(":", "=")}` : ""}`;
const pairing = window.pairing = {
  language: "zh",
  start(fn) { fn(document.querySelector("main")); },
  t: (said) => Array.isArray(said) ? said[pairing.language === "zh" ? 0 : 1] : said,
  say: (key, values = {}) => words[key].replace(/\\{(\\w+)\\}/g, (whole, name) => values[name] ?? whole),
  make(tag, className, ...children) {
    const element = document.createElement(tag);
    if (className) element.className = className;
    element.append(...children);
    return element;
  },
  href: hrefOf,
  go: (key, node) => { went.push(hrefOf(key, node)); },
  part(name, value) { parts[name] = value; },
  load(name) {
    asked[name] ??= new Promise((resolve, reject) => {
      loaded.push(name);
      const script = document.createElement("script");
      script.nonce = "n";
      script.src = `parts/${name}.js`;
      script.onload = () => holds && loaded.length > 2 ? held.then(() => resolve(parts[name])) : resolve(parts[name]);
      script.onerror = () => { delete asked[name]; reject(new Error(script.src)); };
      document.head.append(script);
    });
    return asked[name];
  },
};
/** Type, and wait until all is searched. */
async function typed(text) {
  const box = document.getElementById("search"), status = document.getElementById("search-status");
  status.textContent = "";
  box.focus();
  const done = new Promise((resolve) => {
    new MutationObserver(() => status.textContent && resolve()).observe(status, { childList: true });
  });
  box.value = text;
  box.dispatchEvent(new InputEvent("input"));
  await done;
  return [...document.querySelectorAll(".result")].map((one) => ({
    name: one.querySelector(".name").textContent, where: one.querySelector(".where").textContent,
    marks: [...one.querySelectorAll("mark")].map((mark) => mark.textContent), rest: one.textContent,
  }));
}
/** Wait until it goes somewhere. */
async function gone() {
  while (!went.length) await new Promise((resolve) => { setTimeout(resolve, 1); });
  return went;
}
</script><script src="letters.js" nonce="n"></script><script src="finding.js" nonce="n"></script>
<script src="search.js" nonce="n"></script></body></html>"""

AREA: dict[TableName, pl.DataFrame] = {
    "units": pl.DataFrame({"id": ["U1", "U2"], "name": ["刑侦支队", "交警支队"]}),
    "villages": pl.DataFrame(
        {
            "id": ["V1", "V2", "V3"],
            "name": ["白土庄", "绿水村", "3号村"],
            "prefecture": ["西宁市"] * 3,
            "county": ["湟中县", "湟中县", "大通县"],
        }
    ),
    "cadres": pl.DataFrame(
        {
            "id": ["C-014", "C-015", "C-016", "C-017"],
            "name": ["张明哲", "单雄", "吕国强", "Ａｎｎａ Ｌｅｅ"],
            "unit": ["U1", "U1", "U2", "U2"],
        }
    ),
    "households": pl.DataFrame(
        {
            "id": ["H0123", "H0150", "H0007", "H0008", "H0009", "H0010"],
            "head": ["才让·卓玛", "女娃花", "王五", "王五", "John Smith", "欧阳震华"],
            "village": ["V1", "V1", "V1", "V2", "V2", "V3"],
            "persons": [1, 2, 3, 4, 5, 6],
        }
    ),
    "pairings": pl.DataFrame({"cadre": ["C-014"], "household": ["H0123"]}),
}

FOUND = {
    "张明哲": "张明哲 刑侦支队",
    "张明": "张明哲 刑侦支队",
    "明哲": "张明哲 刑侦支队",
    "zmz": "张明哲 刑侦支队",
    "ｚＭＺ": "张明哲 刑侦支队",
    "zhangming": "张明哲 刑侦支队",
    "zhang m": "张明哲 刑侦支队",
    "zhāng míng": "张明哲 刑侦支队",
    "zhangmz": "张明哲 刑侦支队",
    "张mz": "张明哲 刑侦支队",
    "mingzhe": "张明哲 刑侦支队",
    "zhagnming": "张明哲 刑侦支队",
    "zhangminze": "张明哲 刑侦支队",
    "章鸣哲": "张明哲 刑侦支队",
    "张明则": "张明哲 刑侦支队",
    "张伟哲": "张明哲 刑侦支队",
    "张浩明哲": "张明哲 刑侦支队",
    "c14": "张明哲 刑侦支队 C-014",
    "sx": "单雄 刑侦支队",
    "善雄": "单雄 刑侦支队",
    "lvguo": "吕国强 交警支队",
    "lü": "绿水村 西宁市湟中县",
    "LU": "绿水村 西宁市湟中县",
    "nvw": "女娃花 白土庄",
    "nuwa": "女娃花 白土庄",
    "anna": "Ａｎｎａ Ｌｅｅ 交警支队",
    "js": "John Smith 绿水村",
    "jhon smith": "John Smith 绿水村",
    "才让卓玛": "才让·卓玛 白土庄",
    "crz": "才让·卓玛 白土庄",
    "oyzh": "欧阳震华 3号村",
    "H0123": "才让·卓玛 白土庄 H0123",
    "h123": "才让·卓玛 白土庄 H0123",
    "ｈ０１２３": "才让·卓玛 白土庄 H0123",
    "123": "才让·卓玛 白土庄 H0123",
    "h0132": "才让·卓玛 白土庄 H0123",
    "王五 绿水": "王五 绿水村",
    "baitu wangwu": "王五 白土庄",
    "王五 大通": None,
    "3号": "3号村 西宁市大通县",
    "xzzd": "刑侦支队 ",
    "dtx": "大通县 西宁市",
    "均衡": "均衡 ",
    "balnce": "均衡 ",
    "qqq": None,
}


@dataclass
class Visit:
    """A page with a search, and everything it did that it should not."""

    context: BrowserContext
    folder: Path
    faults: list[str] = field(default_factory=list)

    def open(self, roster: Roster, box: str = BOX) -> Page:
        write(roster, self.folder, box)
        page = self.context.new_page()
        page.on("console", lambda message: self.faults.append(message.text))
        page.on("pageerror", lambda error: self.faults.append(str(error)))
        page.on("dialog", lambda dialog: self.faults.append(dialog.message))
        page.goto((self.folder / "index.html").as_uri())
        return page


@pytest.fixture
def visit(chromium: Browser, tmp_path: Path) -> Iterator[Visit]:
    context = chromium.new_context()
    visit = Visit(context, tmp_path)
    yield visit
    context.close()
    assert visit.faults == []


def write(roster: Roster, folder: Path, box: str) -> None:
    charted = atlas(panorama(sight(roster, "internal")), "zh")
    (folder / "parts").mkdir()
    for name, script in search.search_scripts(charted, MENU):
        (folder / "parts" / f"{name}.js").write_text(script, encoding="utf-8")
    for name in SCRIPTS:
        (folder / f"{name}.js").write_bytes((files("viz") / "script" / f"{name}.js").read_bytes())
    (folder / "index.html").write_text(SHELL.replace("BOX", box), encoding="utf-8")


def area() -> Roster:
    return roster_from_tables(AREA, on=DAY)


def renamed(column: str, *values: str) -> Roster:
    """Give the area with other values for its last households."""
    homes = AREA["households"]
    others = pl.Series(column, [*homes[column][: -len(values)], *values])
    return roster_from_tables({**AREA, "households": homes.with_columns(others)}, on=DAY)


@pytest.fixture
def in_shards(monkeypatch: pytest.MonkeyPatch) -> None:
    """Cut the index of a few people into a shard for each of them."""
    monkeypatch.setattr(search, "MOST_IN_ONE", 3)
    monkeypatch.setattr(search, "SHARD_SIZE", 20)


def typed(page: Page, text: str) -> list[dict[str, Any]]:
    """Type a query and give what is listed when all is searched."""
    found: list[dict[str, Any]] = page.evaluate("typed", text)
    return found


def first(page: Page, text: str) -> str | None:
    found = typed(page, text)
    return f"{found[0]['name']} {found[0]['where']}" if found else None


def test_whatever_is_typed_the_one_who_is_meant_comes_first(visit: Visit) -> None:
    page = visit.open(area())
    assert {query: first(page, query) for query in FOUND} == FOUND


def test_what_of_a_name_was_matched_is_marked(visit: Visit) -> None:
    page = visit.open(area())
    queries = ("明", "zm", "zhangm", "mingzhe", "smith", "n", "h123", "crzm", "tuzh")
    assert {query: typed(page, query)[0]["marks"] for query in queries} == {
        "明": ["明"],
        "zm": ["张明"],
        "zhangm": ["张明"],
        "mingzhe": ["明哲"],
        "smith": ["Smith"],
        "n": ["女"],
        "h123": ["H0123"],
        "crzm": ["才让", "卓玛"],
        "tuzh": ["土庄"],
    }


def test_similar_names_stand_below_and_say_so(visit: Visit) -> None:
    page = visit.open(area())
    assert [one["name"] for one in typed(page, "王武")] == ["王五", "王五"]
    expect(page.locator("#results")).to_contain_text("SimilarHousehold王五")
    assert page.locator("#search-status").inner_text() == "2 found"


def test_everything_is_done_by_keyboard(visit: Visit) -> None:
    page = visit.open(area())
    box, options = page.get_by_role("combobox"), page.get_by_role("option")
    page.locator("#letter").press("/")
    expect(page.locator("#letter")).to_have_value("/")
    page.locator("#letter").press("Control+k")
    expect(box).to_be_focused()
    box.blur()
    page.keyboard.press("/")
    expect(box).to_have_value("")
    box.press_sequentially("王w")
    expect(options).to_have_text(["Household王五白土庄", "Household王五绿水村"])
    expect(box).to_have_attribute("aria-activedescendant", "result-0")
    for key, number in (("ArrowDown", 1), ("ArrowDown", 0), ("ArrowUp", 1)):
        page.keyboard.press(key)
        expect(options.nth(number)).to_have_attribute("aria-selected", "true")
        expect(box).to_have_attribute("aria-activedescendant", f"result-{number}")
    page.keyboard.press("Enter")
    expect(page.locator("#results")).to_be_hidden()
    assert page.evaluate("went") == ["village-3.html#household=H0008"]
    page.keyboard.press("ArrowDown")
    expect(options).to_have_count(2)
    page.keyboard.press("Escape")
    expect(page.locator("#results")).to_be_hidden()
    expect(box).to_have_attribute("aria-expanded", "false")


def test_enter_before_the_index_is_there_goes_when_it_is(visit: Visit) -> None:
    page = visit.open(area())
    page.evaluate("""() => {
      const box = document.getElementById("search");
      box.focus(); box.value = "h123";
      box.dispatchEvent(new InputEvent("input"));
      box.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter" }));
    }""")
    assert page.evaluate("gone()") == ["village-2.html#household=H0123"]


def test_a_result_is_a_link(visit: Visit) -> None:
    page = visit.open(area())
    (visit.folder / "village-2.html").touch()
    typed(page, "zmz")
    option = page.get_by_role("option")
    with visit.context.expect_page() as opened:
        option.click(button="middle")
    assert opened.value.url.endswith("/village-2.html#cadre=C-014")
    assert page.evaluate("went") == []
    option.click()
    assert page.evaluate("went") == ["village-2.html#cadre=C-014"]


def test_letters_that_an_input_method_composes_are_not_searched(visit: Visit) -> None:
    page = visit.open(area())
    typed(page, "王五")
    keyboard = visit.context.new_cdp_session(page)
    page.evaluate("document.getElementById('search').value = ''")
    for letters in ("z", "zhang", "zhang m"):
        keyboard.send("Input.imeSetComposition", {"text": letters, "selectionStart": 0, "selectionEnd": len(letters)})
    page.keyboard.press("Enter")
    expect(page.get_by_role("option")).to_have_text(["Household王五白土庄", "Household王五绿水村"])
    assert page.evaluate("went") == []
    keyboard.send("Input.insertText", {"text": "张明"})
    expect(page.get_by_role("option")).to_have_text(["Cadre张明哲刑侦支队"])


def test_names_are_only_ever_text(visit: Visit) -> None:
    page = visit.open(hostile())
    assert [one["rest"] for one in typed(page, "onerror")][:2] == [f"Village村{MARKUP}", f"Unit{MARKUP}"]
    assert page.get_by_role("option").count() == 3
    page.keyboard.press("Enter")
    assert (page.evaluate("went"), page.locator("img").count()) == (["village-2.html#village=v2"], 0)


def test_a_name_of_many_ways_to_read_it_costs_no_time(visit: Visit) -> None:
    name = "aaaaaaaa " * 20 + "cb"
    page = visit.open(renamed("head", name))
    assert first(page, "a" * 40) == f"{name} 3号村"
    assert first(page, "a" * 40 + "bcbc") is None


@pytest.mark.usefixtures("in_shards")
def test_the_shard_where_a_name_belongs_comes_first_and_the_others_follow(visit: Visit) -> None:
    page = visit.open(area())
    page.evaluate("holds = true")
    page.get_by_role("combobox").press_sequentially("zm")
    expect(page.get_by_role("option")).to_have_text(["Cadre张明哲刑侦支队"])
    expect(page.locator("#results")).to_contain_text("Searching on")
    assert page.evaluate("loaded.slice(0, 2)") == ["index", "index-9"]
    page.keyboard.press("Enter")
    assert page.evaluate("went") == ["village-2.html#cadre=C-014"]
    page.evaluate("release(); holds = false")
    assert {query: first(page, query) for query in FOUND} == FOUND


@pytest.mark.usefixtures("in_shards")
def test_a_code_is_found_without_loading_everything(visit: Visit) -> None:
    page = visit.open(area(), box="")
    there = {"household:h0123": "village-2", "cadre:C-014": "village-2", "unit:u2": "unit-2", "village:V3": "village-1"}
    nowhere = ("household:H123", "cadre:H0123", "change:1", "nothing", "")
    nodes = {**there, **dict.fromkeys(nowhere)}
    assert {node: page.evaluate("(node) => pairing.find(node)", node) for node in nodes} == nodes
    assert page.evaluate("pairing.locate('household:h0123').then((one) => one.node)") == "household:H0123"
    assert page.evaluate("loaded.filter((name) => !name.includes('code')).length") == 3  # the manifest, a shard each


@pytest.mark.usefixtures("in_shards")
def test_python_and_the_script_fold_codes_alike(visit: Visit) -> None:
    codes = ("Ｈ-００９", "ß É-1", "𠮷1", "ｶﾞİ7", "Ⅷ0x00")
    page = visit.open(renamed("id", *codes), box="")
    for code in codes:
        assert page.evaluate("(node) => pairing.find(node)", f"household:{code}") is not None, code


def test_a_part_that_is_missing_is_said(visit: Visit) -> None:
    page = visit.open(area())
    (visit.folder / "parts" / "index-1.js").unlink()
    page.get_by_role("combobox").press_sequentially("z")
    expect(page.locator("#results")).to_contain_text("index-1.js")
    expect(page.locator("#search-status")).to_contain_text("Missing: ")
    visit.faults.clear()  # the browser says on the console that the file is not there

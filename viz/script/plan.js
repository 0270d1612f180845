/* The page of a plan: narrow its changes, decide on each, keep what is decided, save it as the file that apply reads.

   A classic script that builds on `pairing`. The plan is never written again by this script, which has no whole numbers
   beyond 2⁵³: its file goes into the review as the text it is. */
"use strict";

(function () {
  const { pairing } = window;
  const DECISIONS = ["yes", "no", "lock"];
  const MOST = 20; // so many are named; the others are counted
  const pasts = {}, presents = {}; // by the digest of a plan what was decided before each step and now, while it is open
  let shown = null; // what works on the page that is shown

  pairing.start((page) => {
    const table = page.querySelector("#plan-changes");
    if (!table) { shown = null; return; }
    const rows = [...table.tBodies[0].rows];
    const narrowing = narrowed(page, rows), here = shown = { narrowing, review: null };
    narrowing.narrow();
    const told = page.querySelector("#plan-review-told");
    if (told) load(told).then((kept) => { if (kept && shown === here) here.review = reviewed(page, table, rows, told, kept); });
  });

  /** Load the plan's own file; without it there is nothing to decide, and the page says so. */
  async function load(told) {
    try { return await pairing.load("plan-file"); } catch (error) {
      told.before(pairing.make("p", "warn", pairing.say("failed", { file: decodeURI(error.message) })));
      return null;
    }
  }

  document.addEventListener("pairing:language", () => { shown?.narrowing.narrow(); shown?.review?.tell(); });
  document.addEventListener("pairing:choose", ({ detail: { node } }) => { if (node) shown?.narrowing.reveal(node); });

  // Which changes are shown -----------------------------------------------------------------------------------------

  /** Let the changes be narrowed. What is decided narrows them when it is chosen, not at every tick: a row stays. */
  function narrowed(page, rows) {
    const filters = page.querySelector("#plan-filters"), selects = [...filters.querySelectorAll("select")];
    const narrow = () => {
      const wanted = selects.filter(({ value }) => value);
      for (const row of rows) row.hidden = !wanted.every(({ name, value }) => (row.dataset[name] ?? "").split("\n").includes(value));
      page.querySelector("#plan-shown").textContent =
        pairing.say("shown", { shown: rows.filter((row) => !row.hidden).length, all: rows.length });
    };
    const reveal = (node) => {
      if (!rows.some((row) => row.hidden && row.dataset.anchor === node)) return;
      for (const select of selects) select.value = "";
      narrow();
    };
    filters.addEventListener("change", narrow);
    filters.hidden = false;
    return { narrow, reveal };
  }

  // What is decided -------------------------------------------------------------------------------------------------

  function reviewed(page, table, rows, told, { sha256, plan }) {
    const at = (id) => page.querySelector(`#${id}`);
    const { schema, file, choices, words } = JSON.parse(told.textContent);
    const { changes, accepted } = JSON.parse(plan);
    const planned = new Set(accepted), rowOf = new Map(rows.map((row) => [row.dataset.change, row]));
    for (const { id, to } of changes) if (rowOf.has(id)) addTicks(rowOf.get(id), id, to !== null);
    const past = pasts[sha256] ??= [];
    const place = `pairing.review:${sha256}`;
    let keeps = true, saved = "";
    const inputOf = (id, decision) => rowOf.get(id)?.querySelector(`.ticks [value="${decision}"]`);
    let decided = presents[sha256] ?? kept(); // what the planner has decided herself; all else is as the plan has it

    /** Let a change be decided; only a new pairing can be pinned. */
    function addTicks(row, id, begins) {
      const [household, before, after] = [...row.querySelectorAll(".who")].map((cell) => cell.firstChild.textContent);
      const offered = choices.filter(([value]) => begins || value !== "lock").map(([value, label]) => {
        const input = pairing.make("input");
        Object.assign(input, { type: "radio", name: `change-${row.rowIndex}`, value, autocomplete: "off" });
        return pairing.make("label", "", input, pairing.words(pairing.make("span"), label));
      });
      const group = pairing.make("span", "ticks", ...offered);
      group.setAttribute("role", "radiogroup");
      pairing.attribute(group, "aria-label", words.question, { id, household, before, after });
      row.querySelector(".decision").append(group);
    }

    const decisionOf = (id) => decided.get(id) ?? (planned.has(id) ? "yes" : "no");

    function kept() {
      try {
        const found = Object.entries(JSON.parse(localStorage.getItem(place)) ?? {});
        return new Map(found.filter(([id, decision]) => DECISIONS.includes(decision) && inputOf(id, decision)));
      } catch {
        keeps = false;
        return new Map();
      }
    }

    function keep() {
      presents[sha256] = decided;
      try {
        if (decided.size) localStorage.setItem(place, JSON.stringify(Object.fromEntries(decided)));
        else localStorage.removeItem(place);
        keeps = true;
      } catch {
        keeps = false;
      }
    }

    /** Go on to other decisions, from which one can come back. */
    function step(next) {
      past.push(decided);
      become(next);
    }

    function become(next) {
      decided = next;
      saved = "";
      keep();
      show();
      tell();
    }

    function decide(id, decision) {
      if (decided.get(id) !== decision) step(new Map(decided).set(id, decision));
    }

    /** Decide on all changes that are shown; one that is pinned is accepted already. */
    function decideShown(decision) {
      const next = new Map(decided);
      for (const [id, row] of rowOf) {
        if (!row.hidden) next.set(id, decision === "yes" && decisionOf(id) === "lock" ? "lock" : decision);
      }
      step(next);
    }

    function show() {
      for (const [id, row] of rowOf) {
        const decision = decisionOf(id), state = decided.has(id) ? decision : `${decision}\nopen`;
        if (row.dataset.decided === state) continue;
        row.dataset.decided = state;
        for (const input of row.querySelectorAll(".ticks input")) input.checked = input.value === decision;
      }
    }

    // What there is to say ------------------------------------------------------------------------------------------

    /** Say something; a value may be a list of words and elements. */
    const said = (word, values = {}) =>
      pairing.t(words[word]).split(/\{(\w+)\}/).flatMap((part, odd) => (odd % 2 ? values[part] : part));

    function tell() {
      const taken = changes.map(({ id }) => decisionOf(id));
      const [no, lock] = ["no", "lock"].map((decision) => taken.filter((one) => one === decision).length);
      const open = changes.filter(({ id }) => rowOf.has(id) && !decided.has(id)).length;
      const sentences = [said("count", { all: taken.length, accepted: taken.length - no, no })];
      if (lock) sentences.push(said("pinned", { count: lock }));
      if (open) sentences.push(said("open", { count: open }));
      at("review-count").replaceChildren(...sentences.map((words) => pairing.make("span", "", ...words)));
      at("review-warnings").replaceChildren(...warnings().map((words) => pairing.make("li", "", ...words)));
      at("review-then").replaceChildren(...said(saved ? "saved" : "unsaved", { file: saved }));
      at("review-kept").hidden = keeps;
      at("review-kept").replaceChildren(...said("unkept"));
      at("review-copied").replaceChildren();
      at("review-undo").setAttribute("aria-disabled", String(!past.length));
      at("review-reset").setAttribute("aria-disabled", String(!decided.size));
    }

    /** Say what a part of the plan leaves: what is required is left out, what belongs together is taken apart. */
    function warnings() {
      const isLeft = ({ id }) => decisionOf(id) === "no";
      const forced = changes.filter((change) => change.forced && isLeft(change));
      const groups = new Map();
      for (const change of changes) if (change.group) groups.set(change.group, [...groups.get(change.group) ?? [], change]);
      const split = [...groups.values()].filter((group) => group.some(isLeft) && !group.every(isLeft));
      const told = split.slice(0, MOST).map((group) => said("split", {
        group: group[0].group, made: names(group.filter((change) => !isLeft(change))), left: names(group.filter(isLeft)),
      }));
      if (forced.length) told.unshift(said("forced", { changes: names(forced) }));
      if (split.length > MOST) told.push(said("more", { count: split.length - MOST }));
      return told;
    }

    function names(some) {
      const named = some.slice(0, MOST).flatMap(({ id }, nth) => (nth ? ["、", name(id)] : [name(id)]));
      return some.length > MOST ? [...named, " ", ...said("more", { count: some.length - MOST })] : named;
    }

    function name(id) {
      return rowOf.has(id) ? pairing.link(id, pairing.key, `change:${id}`) : id;
    }

    // What can be done ------------------------------------------------------------------------------------------------

    function save() {
      const decisions = Object.fromEntries(changes.map(({ id }) => [id, decisionOf(id)]));
      const written = `${JSON.stringify({ schema, plan_sha256: sha256, decisions, plan }, null, 1)}\n`;
      saved = pairing.t(file);
      pairing.download(new Blob([written], { type: "application/json" }), saved);
      tell();
    }

    async function copy() {
      const command = at("review-command");
      try {
        await navigator.clipboard.writeText(command.textContent);
        pairing.words(at("review-copied"), words.copied);
      } catch {
        getSelection().selectAllChildren(command);
        pairing.words(at("review-copied"), words.selected);
      }
    }

    function undo() {
      if (past.length) become(past.pop());
    }

    const decideHere = ({ target }) => {
      if (target.matches(".ticks input") && target.checked) decide(target.closest("tr").dataset.change, target.value);
    };
    table.addEventListener("change", decideHere);
    table.addEventListener("click", decideHere); // who chooses what is chosen already has looked at it
    table.addEventListener("keydown", (event) => { if (event.key === " " || event.key === "Enter") decideHere(event); });
    at("accept-shown").addEventListener("click", () => decideShown("yes"));
    at("reject-shown").addEventListener("click", () => decideShown("no"));
    at("review-undo").addEventListener("click", undo);
    at("review-reset").addEventListener("click", () => { if (decided.size) step(new Map()); });
    at("review-save").addEventListener("click", save);
    at("review-copy").addEventListener("click", copy);
    at("changes").addEventListener("keydown", (event) => {
      if (event.key.toLowerCase() !== "z" || !(event.ctrlKey || event.metaKey) || event.shiftKey) return;
      event.preventDefault();
      undo();
    });

    table.classList.remove("undecided");
    at("plan-review").hidden = false;
    show();
    tell();
    return { tell };
  }
})();

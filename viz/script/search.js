/* The search: one box over the names and codes of everything in the site, by characters, initials and spelling. */
"use strict";

(function () {
  const { pairing } = window;
  const { plain } = pairing.letters;
  const { Search, Missing, manifest, shardOf, inOrder, entryOf, matched, isExact, isByCode } = pairing.finding;
  const PATIENCE = 12; // milliseconds after which a keystroke comes first

  /** Bind the box to its list of results. */
  function bind(box, list, status) {
    box.closest("[role=search]").hidden = false;
    let search = null, entries = [], active = -1; // what is listed, and which of it Enter takes
    let chosen = null; // the result that somebody went to with an arrow: it stays active when others arrive
    let drawn = ""; // what the list shows: it is not drawn anew under a pointer
    let turn = 0, warmed = null, busy = false, wanted = false, composing = false;

    async function type() {
      const mine = ++turn, typed = box.value;
      wanted = false; chosen = null;
      if (!plain(typed)) return close();
      busy = true;
      try { await searched(typed, () => mine === turn); } catch (error) {
        if (!(error instanceof Missing)) throw error;
        if (mine === turn) say(pairing.say("failed", { file: decodeURI(error.message) }));
      }
      if (mine === turn) busy = wanted = false;
    }

    /** Search what is there at once, and the rest of a large index while the reader looks. */
    async function searched(typed, isMine) {
      const index = await manifest();
      if (!isMine()) return;
      search = new Search(typed, index);
      drawn = "";
      search.scan(index.places);
      let since = performance.now();
      for (const shard of await inOrder(index, search.query)) {
        if (!isMine()) return;
        if (!shard.rows) show(false);
        const rows = shard.rows ?? await shardOf(shard);
        if (!isMine()) return;
        search.scan(rows);
        if (performance.now() - since > PATIENCE) { show(false); await later(); since = performance.now(); }
      }
      if (isMine()) show(true);
    }

    function show(isWhole) {
      const found = search.found, named = `${pairing.language} ${found.map(({ score }) => score)}`;
      if (named !== drawn || !found.length) draw(found);
      drawn = named;
      for (const line of list.querySelectorAll(".foot")) line.remove();
      if (search.count > found.length) list.append(note("more", { count: search.count - found.length }, "foot"));
      if (!isWhole) list.append(note("searching", {}, "foot"));
      else if (!found.length) list.append(note("none", {}, "foot"));
      if (!found.length) asOption(list.lastElementChild.firstElementChild);
      if (isWhole) status.textContent = found.length ? pairing.say("results", { count: search.count }) : pairing.say("none");
      if (wanted && active >= 0) take(active);
    }

    function draw(found) {
      entries = found.map(({ rows, row }) => entryOf(search.index, rows, row));
      active = Math.max(chosen ? found.findIndex(({ rows, row }) => rows === chosen.rows && row === chosen.row) : 0, 0);
      if (!found.length) active = -1;
      open(found.flatMap((one, number) => [...heading(found, number), item(one, number)]));
    }

    function heading(found, number) {
      const isFirst = !isExact(found[number].rank) && (!number || isExact(found[number - 1].rank));
      return isFirst ? [note("similar")] : [];
    }

    function note(word, values = {}, place = "") {
      return presented(pairing.make("span", "quiet", pairing.say(word, values)), place);
    }

    /** A list of options is not without any: what is said instead of them is one that cannot be chosen. */
    function asOption(element) {
      const attributes = { role: "option", "aria-disabled": "true", "aria-selected": "false" };
      for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
      return element;
    }

    function presented(element, place = "") {
      const line = pairing.make("li", place, element);
      line.setAttribute("role", "presentation");
      return line;
    }

    function item(found, number) {
      const entry = entries[number];
      const result = pairing.make(entry.page ? "a" : "span", "result",
        pairing.make("span", "kind", pairing.say(entry.kind)), nameOf(found, entry), whereOf(found, entry));
      result.id = `result-${number}`;
      result.setAttribute("role", "option");
      result.tabIndex = -1;
      if (entry.page) result.href = pairing.href(entry.page, entry.node); else result.setAttribute("aria-disabled", "true");
      result.addEventListener("mousedown", (event) => event.preventDefault()); // the box keeps the cursor
      result.addEventListener("click", (event) => {
        if (event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return; // a tab of its own
        event.preventDefault();
        take(number);
      });
      return presented(result);
    }

    function nameOf(found, entry) {
      const name = pairing.make("span", "name"), isShown = entry.name === found.rows.names[found.row];
      let from = 0;
      for (const [start, end] of isShown ? matched(found, search.query) : []) {
        name.append(entry.name.slice(from, start), pairing.make("mark", "", entry.name.slice(start, end)));
        from = end;
      }
      name.append(entry.name.slice(from));
      return name;
    }

    /** Tell namesakes apart by their place, and say a code that was looked for. */
    function whereOf({ rank }, { where, code }) {
      const shown = pairing.make(isExact(rank) ? "mark" : "span", "code", code);
      return pairing.make("span", "where", ...isByCode(rank) ? [where, where ? " " : "", shown] : [where]);
    }

    function open(items) {
      list.replaceChildren(...items);
      list.hidden = false;
      box.setAttribute("aria-expanded", "true");
      mark();
    }

    function say(words) {
      entries = []; active = -1; search = null; drawn = "";
      status.textContent = words;
      open([presented(asOption(pairing.make("span", "quiet", words)))]);
    }

    function mark() {
      for (const option of list.querySelectorAll("[role=option]")) {
        const isActive = option.id === `result-${active}`;
        option.setAttribute("aria-selected", String(isActive));
        if (isActive) option.scrollIntoView({ block: "nearest" });
      }
      if (active >= 0) box.setAttribute("aria-activedescendant", `result-${active}`);
      else box.removeAttribute("aria-activedescendant");
    }

    function close() {
      turn++;
      entries = []; active = -1; search = null; drawn = "";
      busy = wanted = false;
      list.hidden = true;
      list.replaceChildren();
      status.textContent = "";
      box.setAttribute("aria-expanded", "false");
      box.removeAttribute("aria-activedescendant");
    }

    function take(number) {
      const entry = entries[number];
      if (!entry?.page) return;
      close();
      box.value = entry.name;
      pairing.go(entry.page, entry.node);
    }

    function step(by) {
      if (!entries.length) return type();
      active = (active + by + entries.length) % entries.length;
      chosen = entries[active];
      return mark();
    }

    function press(event) {
      if (composing || event.isComposing || event.keyCode === 229) return; // the keys are the input method's
      if (event.key === "ArrowDown" || event.key === "ArrowUp") step(event.key === "ArrowDown" ? 1 : -1);
      else if (event.key === "Enter") { if (active >= 0) take(active); else wanted = busy; }
      else if (event.key === "Escape" && !list.hidden) close();
      else return;
      event.preventDefault();
    }

    box.addEventListener("focus", () => { box.select(); warmed ??= manifest().then(warm).catch(() => { warmed = null; }); });
    box.addEventListener("input", (event) => { if (!composing && !event.isComposing) type(); });
    box.addEventListener("compositionstart", () => { composing = true; });
    box.addEventListener("compositionend", () => { composing = false; type(); });
    box.addEventListener("blur", () => { composing = false; close(); });
    box.addEventListener("keydown", press);
    document.addEventListener("pairing:language", () => { if (search) show(!busy); });
  }

  /** Load the one shard of a small site before anything is typed, and search it once for nobody: the browser compiles
      what has run, and the first letters that are typed need not wait for that. */
  async function warm(index) {
    if (index.shards.length !== 1) return;
    const rows = await shardOf(index.shards[0]);
    await later();
    for (const text of ["zhagn", "q12345"]) new Search(text, index).scan(rows);
  }

  function later() { return new Promise((resolve) => { setTimeout(resolve); }); }

  function isWriting(element) { return element.closest?.("input, textarea, select, [contenteditable]"); }

  /** Put the cursor into the box by / or Ctrl+K. */
  function jump(event, box) {
    const isSlash = event.key === "/" && !event.ctrlKey && !event.metaKey && !event.altKey && !isWriting(event.target);
    const isLetter = event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey;
    if (!isSlash && !isLetter) return;
    event.preventDefault();
    box.focus();
  }

  let bound = null;
  pairing.start(() => {
    const box = document.getElementById("search");
    if (!box || box === bound) return;
    bound = box;
    bind(box, document.getElementById("results"), document.getElementById("search-status"));
    document.addEventListener("keydown", (event) => jump(event, box));
  });
})();

/* What every page can do: change its language, follow addresses, sort and narrow tables. Other scripts build on `pairing`.

   A classic script, as file:// asks for. Data only ever becomes text (textContent), never markup. */
"use strict";

(function () {
  const { nonce } = document.currentScript;
  const { words, options, single = false } = JSON.parse(document.getElementById("settings").textContent);
  const written = document.documentElement.lang.startsWith("zh") ? "zh" : "en"; // the language the site was written in
  const main = document.getElementById("main");
  const starters = [];
  const parts = {}, asked = {};
  const firstKey = main.querySelector(".page").dataset.key; // of a single file, the page it opens with

  const pairing = window.pairing = {
    options,
    language: written,
    key: "",
    scene: null, // the picture of the page shown, as data; null if it has none

    /** Register what is to be done with every page shown. */
    start(fn) { starters.push(fn); },

    /** Give Words in the reader's language. */
    t(said) { return Array.isArray(said) ? said[pairing.language === written ? 0 : 1] : said; },

    /** Say something of the scripts' own. */
    say(key, values = {}) {
      return filled(pairing.t(words[key]), values);
    },

    /** Write Words into an element so that they follow the language. */
    words(element, said) {
      element.textContent = pairing.t(said);
      if (Array.isArray(said)) element.dataset.other = said[pairing.language === written ? 1 : 0];
      else delete element.dataset.other;
      return element;
    },

    /** Write Words into an attribute so that they follow the language. */
    attribute(element, name, said, values = {}) {
      const [here, other] = pairing.language === written ? [0, 1] : [1, 0];
      element.setAttribute(name, filled(Array.isArray(said) ? said[here] : said, values));
      if (Array.isArray(said)) element.setAttribute(`data-other-${name}`, filled(said[other], values));
    },

    /** Make an element: its class, its text or children. */
    make(tag, className, ...children) {
      const element = document.createElement(tag);
      if (className) element.className = className;
      element.append(...children);
      return element;
    },

    /** Make a link to a page, or to a node of it. */
    link(said, key, node = null) {
      const anchor = pairing.make("a", "", said);
      anchor.href = pairing.href(key, node);
      anchor.dataset.page = key;
      return anchor;
    },

    /** Have the browser save a file. */
    download(blob, name) {
      const anchor = pairing.make("a");
      anchor.href = URL.createObjectURL(blob);
      anchor.download = name;
      anchor.click();
      setTimeout(() => URL.revokeObjectURL(anchor.href), 60_000);
    },

    /** Give the address of a page, or of a node of it, as seen from this page. */
    href(key, node = null, view = {}) {
      const search = new URLSearchParams();
      if (single) search.set("page", key);
      if (node) { const [kind, id] = split(node); search.set(kind, id); }
      for (const [name, value] of Object.entries(view)) if (value) search.set(name, value);
      const path = single || key === pairing.key ? "" : pathOf(key);
      const fragment = search.toString().replaceAll("+", "%20");
      return path + (fragment ? `#${fragment}` : "") || "#";
    },

    /** Go to a page, or to a node of it. */
    go(key, node = null) {
      if (key === pairing.key) {
        pairing.choose(node, { travel: true });
        return node && bring(node);
      }
      if (!single) { location.href = pairing.href(key, node); return undefined; }
      travelTo(pairing.href(key, node));
      return follow();
    },

    /** Choose a node of this page, or none; `travel` makes a step that Back undoes, `view` goes into the address. */
    choose(node, { travel = false, view = {} } = {}) {
      if (travel) {
        const address = pairing.href(pairing.key, node, view);
        if (location.hash !== hashOf(address)) travelTo(address);
      }
      document.dispatchEvent(new CustomEvent("pairing:choose", { detail: { node, view, travel } }));
      mark(node);
    },

    /** Take what a part of the site gives when it is loaded. */
    part(name, value) { parts[name] = value; },

    /** Load a part of the site by a script tag, once. Names are letters, digits and hyphens only. */
    load(name) {
      asked[name] ??= name in parts ? Promise.resolve(parts[name]) : new Promise((resolve, reject) => {
        const script = document.createElement("script");
        script.nonce = nonce;
        script.src = `${root()}parts/${name}.js`;
        script.onload = () => resolve(parts[name]);
        script.onerror = () => { delete asked[name]; reject(new Error(script.src)); };
        document.head.append(script);
      });
      return asked[name];
    },

    /** Find the page that shows a node; the search knows. */
    find: async () => null,

    /** Find a node: its page and its name as the site writes it; the search knows. */
    locate: async () => null,
  };

  function filled(template, values) { return template.replace(/\{(\w+)\}/g, (field, name) => values[name] ?? field); }

  function hashOf(address) { return address.includes("#") ? address.slice(address.indexOf("#")) : ""; }

  /** Make a step within this document that Back undoes. Whole addresses, since a frame of a notebook has another base. */
  function travelTo(address) {
    const hash = hashOf(address);
    history.pushState(null, "", location.href.split("#")[0] + (hash === "#" ? "" : hash));
  }

  function root() { return single || pairing.key === "index" ? "" : "../"; }

  function pathOf(key) {
    if (key === "index") return `${root()}index.html`;
    return `${pairing.key === "index" ? "pages/" : ""}${key}.html`;
  }

  function split(node) {
    const at = node.indexOf(":");
    return [node.slice(0, at), node.slice(at + 1)];
  }

  // Addresses -------------------------------------------------------------------------------------------------------

  const KINDS = ["household", "cadre", "unit", "village", "code", "lens", "change"];

  /** Read the address: the page (in a single file), the node, and what else of the view is in it. */
  function address(hash = location.hash) {
    const search = new URLSearchParams(hash.slice(1));
    const kind = KINDS.find((one) => search.has(one));
    const view = Object.fromEntries([...search].filter(([name]) => name !== "page" && !KINDS.includes(name)));
    return { page: search.get("page"), node: kind ? `${kind}:${search.get(kind)}` : null, view };
  }

  /** Show what the address says; a part of the site that is not there is said. */
  async function follow() {
    try { await show(address()); } catch (error) {
      if (!(error instanceof pairing.finding.Missing)) throw error;
      note(pairing.say("failed", { file: decodeURI(error.message) }));
    }
  }

  async function show({ page, node, view }) {
    const wanted = single ? page || (node && await pairing.find(node)) || firstKey : pairing.key;
    if (single && wanted !== pairing.key && !open(wanted)) return note(pairing.say("not_found", { name: wanted }));
    if (node && !shows(node)) {
      const there = await pairing.locate(node);
      const isElsewhere = there?.page && (there.page !== pairing.key || there.node !== node); // its code may be typed small
      if (isElsewhere) return location.replace(pairing.href(there.page, there.node));
      return note(pairing.say("not_found", { name: split(node)[1] }));
    }
    note("");
    pairing.choose(node, { view });
    if (node) bring(node);
    return undefined;
  }

  function shows(node) {
    return Boolean(elementOf(node)) || Boolean(pairing.scene?.details?.[node]);
  }

  function elementOf(node) {
    return [...main.querySelectorAll("[data-anchor], tr[data-node]")]
      .find((one) => (one.dataset.anchor ?? one.dataset.node) === node);
  }

  /** Bring what is meant into view: a heading, or the picture and the panel that tells of somebody. */
  function bring(node) {
    const element = elementOf(node);
    if (element?.dataset.anchor) {
      if (element.matches("details")) element.open = true;
      element.tabIndex = -1;
      element.focus({ preventScroll: true });
      element.scrollIntoView({ block: "start" });
    } else {
      document.getElementById("picture")?.scrollIntoView({ block: "start" });
      document.getElementById("panel")?.focus({ preventScroll: true });
    }
  }

  function mark(node) {
    for (const row of main.querySelectorAll("tr[data-node][aria-current]")) row.removeAttribute("aria-current");
    if (!node) return;
    for (const row of main.querySelectorAll("tr[data-node]")) if (row.dataset.node === node) row.setAttribute("aria-current", "true");
  }

  function note(said) {
    let line = document.getElementById("note");
    if (!line && !said) return;
    if (!line) {
      line = pairing.make("p", "warn");
      line.id = "note";
      line.setAttribute("role", "status");
      main.prepend(line);
    }
    line.textContent = said;
    line.hidden = !said;
  }

  /** In a single file: put another page where this one is. */
  function open(key) {
    const template = document.getElementById(`page-${key}`);
    if (!template) return false;
    main.replaceChildren(template.content.cloneNode(true));
    begin();
    window.scrollTo(0, 0);
    return true;
  }

  document.addEventListener("click", (event) => {
    const link = event.target.closest('a[href^="#"]:not(.skip)');
    if (!link || event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const { page, node } = address(link.getAttribute("href"));
    event.preventDefault();
    pairing.go(page ?? pairing.key, node);
  });

  document.querySelector(".skip").addEventListener("click", (event) => {
    event.preventDefault(); // the address says what is shown, so it must not change
    main.focus();
  });

  window.addEventListener("popstate", follow);

  // The language ----------------------------------------------------------------------------------------------------

  const button = document.getElementById("language");
  const tags = { zh: "zh-CN", en: "en" }, names = { zh: "中文", en: "English" };
  const ATTRIBUTES = ["aria-label", "placeholder", "title", "alt", "aria-roledescription", "data-tip"];

  /** Exchange everything that is there in both languages. */
  function exchange(within) {
    for (const element of within.querySelectorAll("[data-other]")) {
      const here = element.textContent;
      element.textContent = element.dataset.other;
      element.dataset.other = here;
    }
    for (const attribute of ATTRIBUTES) {
      for (const element of within.querySelectorAll(`[data-other-${attribute}]`)) {
        const here = element.getAttribute(attribute);
        element.setAttribute(attribute, element.getAttribute(`data-other-${attribute}`));
        element.setAttribute(`data-other-${attribute}`, here);
      }
    }
  }

  function speak(language) {
    if (language === pairing.language) return;
    pairing.language = language;
    document.documentElement.lang = tags[language];
    exchange(document);
    label();
    document.dispatchEvent(new CustomEvent("pairing:language"));
  }

  function label() {
    const other = pairing.language === "zh" ? "en" : "zh";
    button.textContent = names[other];
    button.lang = tags[other];
    const page = main.querySelector(".page");
    const title = page?.querySelector("h1")?.textContent ?? "";
    document.title = [title, document.querySelector(".product")?.textContent].filter(Boolean).join(" · ");
  }

  button.hidden = false;
  button.addEventListener("click", () => {
    const other = pairing.language === "zh" ? "en" : "zh";
    try { localStorage.setItem("pairing.language", other); } catch { /* not kept: storage is switched off */ }
    speak(other);
  });

  // Tables ----------------------------------------------------------------------------------------------------------

  const collator = new Intl.Collator("zh-Hans-CN", { numeric: true });
  const FEW = 8; // a table of so few rows is not narrowed

  function sortable(table) {
    const body = table.tBodies[0], original = [...body.rows];
    [...table.tHead.rows[0].cells].forEach((cell, column) => {
      if (!cell.textContent.trim()) return;
      const button = pairing.make("button", "sort", ...cell.childNodes);
      button.type = "button";
      cell.append(button);
      button.addEventListener("click", () => {
        const now = cell.getAttribute("aria-sort");
        const first = cell.classList.contains("number") ? "descending" : "ascending";
        const second = first === "ascending" ? "descending" : "ascending";
        const next = now === null ? first : now === first ? second : null;
        for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
        if (next) cell.setAttribute("aria-sort", next);
        const rows = next ? sorted(original, column, next === "descending") : original;
        body.append(...rows);
      });
    });
  }

  function sorted(rows, column, backwards) {
    const keyed = rows.map((row) => [valueOf(row.cells[column]), row]);
    const order = (one, other) => {
      if (one === other) return 0;
      if (one === "" || other === "") return one === "" ? 1 : -1; // what is not known stays below
      const difference = typeof one === "number" && typeof other === "number" ? one - other : collator.compare(one, other);
      return backwards ? -difference : difference;
    };
    return keyed.sort(([one], [other]) => order(one, other)).map(([, row]) => row);
  }

  function valueOf(cell) {
    const said = cell.dataset.sort ?? (cell.querySelector("a") ?? cell).textContent.trim();
    const number = Number.parseFloat(said.replaceAll(",", ""));
    if (said === "—") return "";
    return /^[▲◆○\s]*[-\d]/.test(said) && !Number.isNaN(number) ? number : said;
  }

  function filterable(table) {
    const rows = [...table.tBodies[0].rows];
    if (rows.length < FEW) return;
    const box = pairing.make("input", "narrow");
    const shown = pairing.make("span", "where");
    box.type = "search";
    for (const attribute of ["aria-label", "placeholder"]) {
      box.setAttribute(attribute, table.getAttribute("data-filter"));
      if (table.hasAttribute("data-other-data-filter")) box.setAttribute(`data-other-${attribute}`, table.getAttribute("data-other-data-filter"));
    }
    if (pairing.language !== written) exchange(pairing.make("div", "", box));
    shown.setAttribute("role", "status");
    const texts = rows.map((row) => row.textContent.toLowerCase());
    const narrow = () => {
      const wanted = box.value.trim().toLowerCase().split(/\s+/);
      let count = 0;
      rows.forEach((row, number) => {
        row.hidden = !wanted.every((word) => texts[number].includes(word));
        count += !row.hidden;
      });
      shown.textContent = box.value.trim() ? pairing.say("shown", { shown: count, all: rows.length }) : "";
    };
    box.addEventListener("input", narrow);
    document.addEventListener("pairing:language", narrow);
    const place = table.closest(".scroll") ?? table;
    place.before(pairing.make("p", "narrowing", box, " ", shown));
  }

  // Beginning -------------------------------------------------------------------------------------------------------

  /** Tell which page a link of the menu leads to. */
  function leadsTo(link) {
    const path = link.getAttribute("href");
    return path.startsWith("#") ? address(path).page ?? pairing.key : path.replace(/^.*\//, "").replace(/\.html.*$/, "");
  }

  /** A scene as packing.py packs it, unpacked: words by number, a page of its own as 0. */
  function unpacked(scene) {
    const word = (said) => typeof said === "number" ? scene.words[said] : said;
    const page = (key) => key === 0 ? scene.key : key;
    const details = {};
    for (const [node, [kind, name, facts, state, mark, ties, remarks, own]] of Object.entries(scene.details)) {
      details[node] = {
        kind: word(kind), name, state: word(state), mark, page: page(own),
        facts: facts.map(([label, value]) => [word(label), word(value)]),
        ties: ties.map(([relation, end, other, key, said, since, until]) =>
          ({ relation: word(relation), name: end, node: other, page: page(key), note: word(said), since, until })),
        remarks: remarks.map(([severity, code, label, title, message, hint]) =>
          ({ severity, code, label: word(label), title: word(title), message: word(message), hint: word(hint) })),
      };
    }
    return { ...scene, details };
  }

  /** Make the page that is in <main> work. */
  function begin() {
    const page = main.querySelector(".page");
    pairing.key = page.dataset.key;
    const picture = page.querySelector("script.scene");
    pairing.scene = picture && unpacked(JSON.parse(picture.textContent));
    for (const link of document.querySelectorAll(".bar nav a")) {
      if (leadsTo(link) === pairing.key) link.setAttribute("aria-current", "page"); else link.removeAttribute("aria-current");
    }
    if (pairing.language !== written && single) exchange(main);
    label();
    for (const table of page.querySelectorAll("table.sortable")) sortable(table);
    for (const table of page.querySelectorAll("table.filterable")) filterable(table);
    for (const start of starters) start(page);
  }

  document.addEventListener("DOMContentLoaded", () => {
    let kept = null;
    try { kept = localStorage.getItem("pairing.language"); } catch { /* storage is switched off */ }
    begin();
    if (kept && kept !== pairing.language && kept in tags) speak(kept);
    follow();
  });
})();

/* The page's behaviour: load a scene when it is asked for, draw it, tell of a node, find by name.

   A classic script, as file:// asks for. Data only ever becomes text (textContent, canvas), never markup. */
"use strict";

(function () {
  const nonce = document.currentScript.nonce;
  const folder = document.currentScript.getAttribute("src").replace(/[^/]*$/, "");
  const { words, options, first, scenes: known } = JSON.parse(document.getElementById("data").textContent);
  const at = (id) => document.getElementById(id);
  const canvas = at("canvas"), panel = at("panel"), chooser = at("chooser"), search = at("search"), results = at("results");

  // What is loaded when it is asked for ---------------------------------------------------------------------------

  const arrived = {};
  const asked = {};

  window.pairing = {
    scene(scene) { arrived[scene.key] = scene; },
    entries(rows) {
      arrived.search = rows.map(([node, name, initials, spelling, kind, place, scene]) =>
        ({ node, name, initials, spelling, kind, place, scene, id: node.slice(node.indexOf(":") + 1).toLowerCase(), plain: name.toLowerCase() }));
    },
  };

  /** Load a part of the site by a script tag, once. Names are letters, digits and hyphens only. */
  function load(name) {
    asked[name] ??= new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.nonce = nonce;
      script.src = `${folder}${name}.js`;
      script.onload = () => resolve(arrived[name]);
      script.onerror = () => { delete asked[name]; reject(new Error(script.src)); };
      document.head.append(script);
    });
    return asked[name];
  }

  function say(word, values = {}) {
    return words[word].replace(/\{(\w+)\}/g, (field, name) => values[name] ?? field);
  }

  /** Make an element: its class, its text or children. */
  function make(tag, className, ...children) {
    const element = document.createElement(tag);
    if (className) element.className = className;
    element.append(...children);
    return element;
  }

  // Painting: shapes by kind and mark, colours from the style sheet ------------------------------------------------

  let paint = colours();
  let lit = null; // the nodes that a chosen one is tied to, or null: all

  function colours() {
    const style = getComputedStyle(document.documentElement);
    const names = ["paper", "ink", "muted", "accent", "lead", "responsible", "partner", "stranger", "on-fill", "household",
      "shared", "gap", "over", "tie", "thread"];
    const found = Object.fromEntries(names.map((name) => [name, style.getPropertyValue(`--${name}`).trim()]));
    return { ...found, undecided: found.partner, unit: found.lead, font: getComputedStyle(document.body).fontFamily };
  }

  const painters = { unit: paintUnit, village: paintVillage, county: paintCounty, cadre: paintCadre, household: paintHousehold };

  function asDrawn(node) {
    const [kind, role] = node.group.split("-");
    const { group, ...rest } = node;
    return {
      ...rest,
      shape: "custom",
      ctxRenderer: ({ ctx, id, x, y, state }) => {
        const box = measure(ctx, kind, node);
        return {
          drawNode() {
            ctx.globalAlpha = lit && !lit.has(id) ? 0.16 : 1;
            painters[kind](ctx, x, y, node, role, state.selected || state.hover, box);
          },
          nodeDimensions: box,
        };
      },
    };
  }

  function measure(ctx, kind, node) {
    if (kind === "cadre" || kind === "household") return { width: 26, height: 22 };
    if (kind === "county") return { width: 10, height: 10 };
    ctx.font = `600 14px ${paint.font}`;
    const label = ctx.measureText(node.label).width;
    ctx.font = `12px ${paint.font}`;
    const sub = ctx.measureText(node.sub || "").width;
    return kind === "unit"
      ? { width: label + (sub ? sub + 8 : 0) + 24, height: 32 }
      : { width: Math.max(label, sub, 96) + 28, height: 44 };
  }

  function rounded(ctx, x, y, width, height, radius) {
    ctx.beginPath();
    ctx.roundRect(x - width / 2, y - height / 2, width, height, radius);
  }

  function write(ctx, words, x, y, font, colour, align = "center") {
    ctx.font = `${font} ${paint.font}`;
    ctx.textAlign = align;
    ctx.textBaseline = "middle";
    ctx.fillStyle = colour;
    ctx.fillText(words, x, y + 0.5);
  }

  /** Write beside a node, on the colour of the paper so that ties behind do not cross the words. */
  function writeBeside(ctx, words, x, y, colour, align, strong) {
    ctx.font = `${strong ? 700 : 400} 13px ${paint.font}`;
    const width = ctx.measureText(words).width;
    const alpha = ctx.globalAlpha;
    ctx.globalAlpha = alpha * 0.82;
    ctx.fillStyle = paint.paper;
    ctx.fillRect(align === "right" ? x - width - 2 : x - 2, y - 8, width + 4, 16);
    ctx.globalAlpha = alpha;
    write(ctx, words, x, y, `${strong ? 700 : 400} 13px`, colour, align);
  }

  function ring(ctx) {
    ctx.lineWidth = 3;
    ctx.strokeStyle = paint.accent;
    ctx.stroke();
  }

  function paintUnit(ctx, x, y, node, role, active, box) {
    rounded(ctx, x, y, box.width, box.height, 5);
    ctx.fillStyle = paint[role] || paint.partner;
    ctx.fill();
    if (active) { rounded(ctx, x, y, box.width + 6, box.height + 6, 7); ring(ctx); }
    const left = x - box.width / 2 + 12;
    write(ctx, node.label, left, y, "600 14px", paint["on-fill"], "left");
    if (node.sub) write(ctx, node.sub, x + box.width / 2 - 12, y, "12px", paint["on-fill"], "right");
  }

  function paintVillage(ctx, x, y, node, role, active, box) {
    const gap = node.mark === "gap";
    rounded(ctx, x, y, box.width, box.height, 5);
    ctx.fillStyle = paint.paper;
    ctx.fill();
    ctx.setLineDash(gap ? [6, 3] : []);
    ctx.lineWidth = gap ? 2.5 : 1.5;
    ctx.strokeStyle = gap ? paint.gap : paint.ink;
    ctx.stroke();
    ctx.setLineDash([]);
    if (active) { rounded(ctx, x, y, box.width + 8, box.height + 8, 8); ring(ctx); }
    write(ctx, node.label, x, y - 9, "600 14px", paint.ink);
    write(ctx, node.sub || "", x, y + 10, "12px", gap ? paint.gap : paint.muted);
  }

  function paintCounty(ctx, x, y, node) {
    write(ctx, node.label, x, y, "13px", paint.muted);
  }

  function paintCadre(ctx, x, y, node, role, active) {
    const colour = paint[role] || paint.stranger;
    ctx.beginPath();
    if (node.mark === "over") {
      ctx.moveTo(x, y - 9); ctx.lineTo(x + 9, y); ctx.lineTo(x, y + 9); ctx.lineTo(x - 9, y); ctx.closePath();
      ctx.fillStyle = paint.over;
      ctx.fill();
    } else {
      ctx.arc(x, y, 6, 0, 2 * Math.PI);
      ctx.fillStyle = node.mark === "idle" ? paint.paper : colour;
      ctx.fill();
      if (node.mark === "idle") { ctx.lineWidth = 2; ctx.strokeStyle = colour; ctx.stroke(); }
    }
    if (active) { ctx.beginPath(); ctx.arc(x, y, 11, 0, 2 * Math.PI); ring(ctx); }
    writeBeside(ctx, node.label, x - 13, y, node.mark === "idle" ? paint.muted : paint.ink, "right", node.mark === "over");
  }

  function paintHousehold(ctx, x, y, node, role, active) {
    ctx.beginPath();
    if (node.mark === "gap") {
      ctx.moveTo(x, y - 9); ctx.lineTo(x + 9, y + 7); ctx.lineTo(x - 9, y + 7); ctx.closePath();
      ctx.fillStyle = paint.gap;
      ctx.fill();
    } else if (node.mark === "shared") {
      ctx.rect(x - 7, y - 7, 14, 14);
      ctx.fillStyle = paint.paper; ctx.fill();
      ctx.lineWidth = 2; ctx.strokeStyle = paint.shared; ctx.stroke();
      ctx.fillStyle = paint.shared; ctx.fillRect(x - 3.5, y - 3.5, 7, 7);
    } else {
      ctx.rect(x - 5.5, y - 5.5, 11, 11);
      ctx.fillStyle = paint.household;
      ctx.fill();
    }
    if (active) { ctx.beginPath(); ctx.arc(x, y, 13, 0, 2 * Math.PI); ring(ctx); }
    const gap = node.mark === "gap";
    writeBeside(ctx, node.label, x + 14, y, gap ? paint.gap : paint.ink, "left", gap);
  }

  const ties = {
    "tie-lead": () => ({ color: paint.lead, width: 2.5 }),
    "tie-responsible": () => ({ color: paint.responsible, width: 2.5 }),
    "tie-partner": () => ({ color: paint.partner, width: 1.5, dashes: [6, 4] }),
    "tie-undecided": () => ({ color: paint.partner, width: 1.5, dashes: [2, 4] }),
    belongs: () => ({ color: paint.thread, width: 1 }),
    lives: () => ({ color: paint.thread, width: 1 }),
    helps: () => ({ color: paint.tie, width: 1.3 }),
    "helps-too": () => ({ color: paint.tie, width: 1.3, dashes: [5, 4] }),
  };

  function edgeLooks(edge) {
    const { color, width, dashes = false } = ties[edge.group]();
    const dim = chosen && edge.from !== chosen && edge.to !== chosen;
    return { width, dashes, color: { color, highlight: color, hover: color, opacity: dim ? 0.12 : 1 } };
  }

  // A scene ---------------------------------------------------------------------------------------------------------

  let network = null, edges = null, scene = null, chosen = null;

  function draw() {
    network?.destroy();
    network = null;
    canvas.replaceChildren();
    canvas.setAttribute("aria-label", say("canvas", { title: scene.title }));
    if (!scene.nodes.length) {
      canvas.style.height = "8rem";
      canvas.append(make("p", "empty", say("nothing_drawn")));
      return;
    }
    edges = new vis.DataSet(scene.edges.map((edge, id) => ({ id, ...edge, ...edgeLooks(edge) })));
    const nodes = new vis.DataSet(scene.nodes.map(asDrawn));
    canvas.style.height = `${frame().height}px`;
    network = new vis.Network(canvas, { nodes, edges }, {
      ...options, interaction: { ...options.interaction, zoomView: false },
    });
    network.on("selectNode", ({ nodes: [node] }) => node.startsWith("county:") ? network.unselectAll() : choose(node));
    network.on("deselectNode", ({ nodes: remaining }) => { if (!remaining.length) choose(null); });
    network.on("hoverNode", () => { canvas.style.cursor = "pointer"; });
    network.on("blurNode", () => { canvas.style.cursor = ""; });
    network.on("doubleClick", ({ nodes: [node] }) => {
      const own = node && scene.details[node]?.scene;
      if (own && own !== scene.key) show(own, null, true);
    });
    fit();
  }

  /** Measure the picture with room for the words beside its nodes, and the frame it needs at the width there is. */
  function frame() {
    const xs = scene.nodes.map((node) => node.x), ys = scene.nodes.map((node) => node.y);
    const left = Math.min(...xs) - 105, right = Math.max(...xs) + 110;
    const top = Math.min(...ys) - 44, bottom = Math.max(...ys) + 44;
    const across = canvas.clientWidth || 900;
    const scale = Math.min(1.1, Math.max(0.5, across / (right - left)));
    const height = Math.round(Math.min(1400, Math.max(360, (bottom - top) * scale)));
    return { left, right, top, bottom, across, scale, height };
  }

  function fit() {
    const { left, right, top, bottom, across, scale, height } = frame();
    const fits = (right - left) * scale <= across + 1;
    const tall = (bottom - top) * scale > height + 1;
    network.moveTo({
      scale,
      position: {
        x: fits ? (left + right) / 2 : left + across / scale / 2,
        y: tall ? top + height / scale / 2 : (top + bottom) / 2,
      },
    });
  }

  function zoom(factor) {
    if (network) network.moveTo({ scale: Math.min(3, Math.max(0.15, network.getScale() * factor)) });
  }

  function draws(node) {
    return scene.nodes.some((one) => one.id === node);
  }

  function choose(node) {
    chosen = draws(node) ? node : null;
    if (network) {
      lit = chosen && new Set([chosen, ...network.getConnectedNodes(chosen)]);
      edges.update(scene.edges.map((edge, id) => ({ id, ...edgeLooks(edge) })));
      if (chosen) network.selectNodes([chosen]); else network.unselectAll();
      network.redraw();
    }
    tell(node);
    for (const row of at("scene-table").tBodies[0].rows) row.toggleAttribute("aria-current", row.dataset.node === node);
  }

  /** Show a scene and choose a node of it; ``travel`` makes a step that the back button undoes. */
  async function show(key, node, travel) {
    if (!/^(area|village|unit)-\d+$/.test(key)) return;
    if (scene?.key !== key) {
      at("scene-subtitle").textContent = say("loading");
      let next;
      try { next = await load(key); } catch (error) {
        at("scene-subtitle").textContent = say("failed", { file: decodeURI(error.message) });
        return;
      }
      scene = next; chosen = null; lit = null;
      present();
    }
    choose(node);
    if (!node) tell(ownNode(key));
    if (node && chosen && travel) panel.scrollTop = 0;
    if (travel) {
      const hash = `#${key}${node ? `/${encodeURIComponent(node)}` : ""}`;
      if (location.hash !== hash) history.pushState(null, "", hash);
    }
  }

  function ownNode(key) {
    return Object.keys(scene.details).find((node) => scene.details[node].scene === key) ?? null;
  }

  function present() {
    if (known.includes(scene.key)) chooser.value = scene.key; else chooser.selectedIndex = -1;
    at("scene-subtitle").textContent = known.includes(scene.key) ? scene.subtitle : `${scene.title}：${scene.subtitle}`;
    const notes = at("scene-notes");
    notes.textContent = scene.notes.join(" ");
    notes.hidden = !scene.notes.length;
    const kind = scene.key.split("-")[0];
    for (const item of document.querySelectorAll(".legend [data-for]")) item.hidden = !item.dataset.for.split(" ").includes(kind);
    presentTable();
    draw();
  }

  function presentTable() {
    const table = at("scene-table");
    const head = make("tr", "", ...scene.headers.map((header) => { const cell = make("th", "", header); cell.scope = "col"; return cell; }));
    table.tHead.replaceChildren(head);
    table.tBodies[0].replaceChildren(...scene.rows.map(({ node, cells: [name, ...others], mark }) => {
      const row = make("tr", mark, make("td", "", goer(name, scene.key, node)), ...others.map((cell) => make("td", "", cell)));
      row.dataset.node = node;
      return row;
    }));
  }

  // A node ----------------------------------------------------------------------------------------------------------

  /** Make a button that goes to a node: in this picture where it draws it, else in its own. */
  function goer(name, key, node) {
    const button = make("button", "", name);
    button.type = "button";
    button.addEventListener("click", () => go(key && !draws(node) ? key : scene.key, node));
    return button;
  }

  async function go(key, node) {
    await show(key, node, true);
    at("picture").scrollIntoView({ block: "start" });
    panel.focus({ preventScroll: true });
  }

  function tell(node) {
    const detail = node && scene.details[node];
    if (!detail) { panel.replaceChildren(hint.cloneNode(true)); return; }
    const parts = [make("p", "panel-kind", detail.kind), make("h3", "", detail.name)];
    if (detail.state) parts.push(make("p", `panel-state ${detail.mark}`, detail.state));
    if (detail.facts.length) {
      parts.push(make("dl", "panel-facts", ...detail.facts.flatMap(([label, value]) => [make("dt", "", label), make("dd", "", value)])));
    }
    if (detail.scene && detail.scene !== scene.key) {
      const open = make("button", "panel-open", say("open"));
      open.type = "button";
      open.addEventListener("click", () => show(detail.scene, null, true));
      parts.push(open);
    }
    if (detail.remarks.length) parts.push(make("h4", "", say("findings")), ...detail.remarks.map(remark));
    if (detail.ties.length) parts.push(make("h4", "", say("ties")), tiesTable(detail.ties));
    panel.replaceChildren(...parts);
  }

  function remark({ severity, label, code, title, message, hint }) {
    const parts = [make("strong", "", `${label} ${code} ${title}`)];
    if (message !== title) parts.push(make("p", "", message));
    return make("div", `remark ${severity}`, ...parts, make("p", "hint", hint));
  }

  function tiesTable(rows) {
    const head = make("tr", "", ...["relation", "name", "period"].map((word) => {
      const cell = make("th", "", say(word));
      cell.scope = "col";
      return cell;
    }));
    const body = rows.map(({ relation, name, node, scene: key, note, since, until }) => make("tr", "",
      make("td", "", relation), make("td", "", goer(name, key, node), make("span", "where", note)),
      make("td", "dates", until ? say("until", { since, until }) : since)));
    return make("table", "panel-ties", make("thead", "", head), make("tbody", "", ...body));
  }

  // Search ------------------------------------------------------------------------------------------------------------

  const MOST = 12;
  let found = [], active = -1;

  /** Rank an entry: a name's beginning before its middle, initials before spelling, codes last; 0 is no match. */
  function rank(entry, query) {
    const place = entry.plain.indexOf(query);
    if (place >= 0) return place === 0 ? 6 : 5;
    if (entry.initials === query) return 4;
    if (entry.initials.startsWith(query)) return 3;
    if (entry.spelling.startsWith(query)) return 2;
    return query.length > 1 && entry.id.startsWith(query) ? 1 : 0;
  }

  async function find() {
    const query = search.value.trim().toLowerCase();
    if (!query) return close();
    let entries;
    try { entries = await load("search"); } catch (error) {
      return list([make("li", "quiet", say("failed", { file: decodeURI(error.message) }))]);
    }
    if (query !== search.value.trim().toLowerCase()) return undefined;
    const ranked = [];
    for (const entry of entries) {
      const place = rank(entry, query);
      if (place) ranked.push([place, entry]);
    }
    ranked.sort(([one], [other]) => other - one);
    found = ranked.slice(0, MOST).map(([, entry]) => entry);
    active = found.length ? 0 : -1;
    at("search-status").textContent = found.length ? say("results", { count: ranked.length }) : say("none");
    const items = found.map(option);
    if (!found.length) items.push(make("li", "quiet", say("none")));
    if (ranked.length > MOST) items.push(make("li", "quiet", say("more", { count: ranked.length - MOST })));
    return list(items);
  }

  function option(entry, number) {
    const item = make("li", "", make("span", "kind", say(entry.kind)), make("span", "", entry.name), make("span", "where", entry.place));
    item.id = `result-${number}`;
    item.setAttribute("role", "option");
    item.addEventListener("mousedown", (event) => { event.preventDefault(); take(number); });
    return item;
  }

  function list(items) {
    for (const item of items) if (!item.id) item.setAttribute("role", "presentation");
    results.replaceChildren(...items);
    results.hidden = false;
    search.setAttribute("aria-expanded", "true");
    mark();
  }

  function mark() {
    [...results.querySelectorAll("[role=option]")].forEach((item, number) => {
      item.setAttribute("aria-selected", String(number === active));
      if (number === active) item.scrollIntoView({ block: "nearest" });
    });
    if (active >= 0) search.setAttribute("aria-activedescendant", `result-${active}`);
    else search.removeAttribute("aria-activedescendant");
  }

  function close() {
    found = []; active = -1;
    results.hidden = true;
    results.replaceChildren();
    at("search-status").textContent = "";
    search.setAttribute("aria-expanded", "false");
    search.removeAttribute("aria-activedescendant");
  }

  function take(number) {
    const entry = found[number];
    if (!entry) return;
    close();
    search.value = entry.name;
    if (entry.scene) go(entry.scene, entry.node);
  }

  search.addEventListener("focus", () => { load("search").catch(() => {}); });
  search.addEventListener("input", find);
  search.addEventListener("blur", close);
  search.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && found.length) { active = (active + step + found.length) % found.length; mark(); }
    else if (event.key === "Enter" && active >= 0) take(active);
    else if (event.key === "Escape") close();
    else return;
    event.preventDefault();
  });

  // The changes of a plan -------------------------------------------------------------------------------------------

  const filters = at("plan-filters");
  if (filters) {
    const chosen = [...filters.querySelectorAll("select")], rows = [...at("plan-changes").tBodies[0].rows];
    const narrow = () => {
      for (const row of rows) row.hidden = chosen.some(({ name, value }) => value && row.dataset[name] !== value);
      at("plan-shown").textContent = say("shown", { shown: rows.filter((row) => !row.hidden).length, all: rows.length });
    };
    filters.addEventListener("change", narrow);
    filters.hidden = false;
    narrow();
  }

  // The page ------------------------------------------------------------------------------------------------------------

  const hint = panel.firstElementChild;

  function follow() {
    const [key, node] = location.hash.slice(1).split("/");
    if (/^(area|village|unit)-\d+$/.test(key)) show(key, node ? decodeURIComponent(node) : null, false);
    else if (first && (!scene || !location.hash)) show(first, null, false);
  }

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-scene]");
    if (!link) return;
    event.preventDefault();
    go(link.dataset.scene, link.dataset.node);
  });
  chooser.addEventListener("change", () => show(chooser.value, null, true));
  at("zoom-in").addEventListener("click", () => zoom(1.25));
  at("zoom-out").addEventListener("click", () => zoom(0.8));
  at("zoom-fit").addEventListener("click", () => { if (network) fit(); });
  canvas.addEventListener("wheel", (event) => {
    if (!event.ctrlKey) return;
    event.preventDefault();
    zoom(event.deltaY < 0 ? 1.1 : 0.9);
  }, { passive: false });
  window.addEventListener("popstate", follow);
  window.addEventListener("hashchange", follow);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
    paint = colours();
    if (network) choose(chosen);
  });
  let width = canvas.clientWidth;
  new ResizeObserver(() => {
    if (!network || canvas.clientWidth === width) return;
    width = canvas.clientWidth;
    canvas.style.height = `${frame().height}px`;
    requestAnimationFrame(() => { if (network) fit(); });
  }).observe(canvas);
  follow();
})();

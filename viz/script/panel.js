/* What stands around a picture: the panel, which tells of whom is chosen, and the legend, whose entries filter. */
"use strict";

(function () {
  const { pairing } = window;
  const { make, link } = pairing;
  const { SvgPen, svg } = pairing.pens;
  const { swatch, SWATCH } = pairing.shapes;
  const { kindOf } = pairing.graphs;

  // The panel: who it is, what is to be done, whom it is tied to, and what of the picture to look at ---------------------

  /** Tell of a node; `looking` says what can be done: {drawn, draws, form, focused, depth, leaves, unseen, act}. */
  function tell(panel, node, detail, looking) {
    const parts = [make("p", "panel-kind", pairing.t(detail.kind)), make("h3", "", detail.name)];
    if (detail.state.length) parts.push(make("p", `panel-state ${detail.mark}`, pairing.t(detail.state)));
    const form = looking.form ? [[pairing.say("form"), pairing.say(`form_${looking.form}`)]] : [];
    const facts = [...detail.facts, ...form];
    if (facts.length) parts.push(make("dl", "panel-facts", ...facts.flatMap(fact)));
    if (detail.page && detail.page !== pairing.key) {
      parts.push(make("p", "panel-page", link(pairing.say("open"), detail.page, looking.drawn ? null : node)));
    }
    if (looking.drawn) parts.push(actions(looking));
    if (detail.remarks.length) parts.push(make("h4", "", pairing.say("findings")), ...detail.remarks.map(remark));
    if (detail.ties.length) parts.push(make("h4", "", pairing.say("ties")), tiesTable(detail.ties, looking));
    panel.replaceChildren(...parts);
  }

  function fact([label, value]) { return [make("dt", "", pairing.t(label)), make("dd", "", pairing.t(value))]; }

  function actions({ focused, depth, leaves, unseen, act }) {
    const parts = [button(pairing.say("focus"), focused, () => act.focus(focused ? 0 : 1))];
    if (focused) {
      const steps = [1, 2, 3].map((step) => button(String(step), depth === step, () => act.focus(step), pairing.say("depth", { count: step })));
      const group = make("span", "depth", ...steps);
      group.setAttribute("role", "group");
      group.setAttribute("aria-label", pairing.say("depth_of_focus"));
      parts.push(group);
    }
    if (leaves) parts.push(button(pairing.say("fold", { count: leaves }), null, act.fold));
    if (unseen) parts.push(button(pairing.say("unfold", { count: unseen }), null, act.unfold));
    parts.push(button(pairing.say("show_all"), null, act.all));
    return make("div", "panel-actions", ...parts);
  }

  function button(words, pressed, act, label = "") {
    const made = make("button", "", words);
    made.type = "button";
    if (pressed !== null) made.setAttribute("aria-pressed", String(pressed));
    if (label) made.setAttribute("aria-label", label);
    made.addEventListener("click", act);
    return made;
  }

  function remark({ severity, label, code, title, message, hint }) {
    const [said, name] = [pairing.t(message), pairing.t(title)];
    const parts = [make("strong", "", `${pairing.t(label)} ${code} ${name}`)];
    if (said !== name) parts.push(make("p", "", said));
    return make("div", `remark ${severity}`, ...parts, make("p", "hint", pairing.t(hint)));
  }

  function tiesTable(rows, { draws }) {
    const head = make("tr", "", ...["relation", "name", "period"].map((word) => {
      const cell = make("th", "", pairing.say(word));
      cell.scope = "col";
      return cell;
    }));
    const body = rows.map(({ relation, name, node, page, note, since, until }) => {
      const own = draws(node) ? pairing.key : page;
      const where = make("span", "where", pairing.t(note));
      const cells = [[pairing.t(relation)], [own ? link(name, own, node) : name, where], dates(since, until)];
      return make("tr", "", ...cells.map((parts) => make("td", "", ...parts)));
    });
    return make("table", "panel-ties", make("thead", "", head), make("tbody", "", ...body));
  }

  /** Write dates so that a narrow column breaks between them and not within. */
  function dates(since, until) {
    const days = { "\u0001": since, "\u0002": until };
    const said = until ? pairing.say("until", { since: "\u0001", until: "\u0002" }) : "\u0001";
    return said.split(/([\u0001\u0002])/).filter(Boolean).map((part) => (part in days ? make("span", "day", days[part]) : part));
  }

  // The legend: a name hides or shows its entry, a number narrows the picture to it -------------------------------------

  class Legend {
    constructor(picture) {
      this.picture = picture;
      this.entries = [...picture.root.querySelectorAll("#picture .entry")];
      const { signal } = picture.stop;
      for (const entry of this.entries) {
        const key = entry.dataset.entry, [toggle, only] = entry.querySelectorAll("button");
        if (entry.querySelector(".swatch")) this.sign(entry.querySelector(".swatch"), key);
        toggle?.addEventListener("click", () => this.toggle(key), { signal });
        only?.addEventListener("click", () => this.look(key), { signal });
      }
    }

    sign(into, key) {
      const root = svg({ left: -SWATCH.width / 2, top: -SWATCH.height / 2, ...SWATCH });
      root.setAttribute("aria-hidden", "true");
      swatch(new SvgPen(root), key, 0, 0);
      into.replaceChildren(root);
    }

    knows(key) { return this.entries.some((entry) => entry.dataset.entry === key && entry.querySelector("button")); }

    toggle(key) {
      const { hidden } = this.picture;
      if (hidden.has(key)) hidden.delete(key); else hidden.add(key);
      this.picture.update();
      this.picture.tell();
      this.say();
    }

    /** Look at one entry only, with what is tied to it; once more: at everything. */
    look(key) {
      const { picture } = this;
      picture.look({ only: picture.view.only === key ? "" : key });
      this.say();
    }

    say() {
      const { model, shown, at } = this.picture;
      const all = new Set([...model.nodes.keys()].map((id) => model.real(id)));
      const count = (reals) => [...reals].filter((real) => kindOf(real) !== "county").length;
      at["picture-status"].textContent = pairing.say("shown", { shown: count(shown), all: count(all) });
    }

    update() {
      const { model, view, root, at } = this.picture, counts = model.counts(view.show);
      for (const entry of this.entries) {
        const key = entry.dataset.entry;
        this.mark(entry, key, key.startsWith("sign:") ? this.signs(key.slice(5)) : counts.get(key) ?? 0);
      }
      for (const group of root.querySelectorAll("#picture .legend-group")) group.hidden = !group.querySelector(".entry:not([hidden])");
      for (const button of at["picture-changes"].querySelectorAll("button")) {
        button.setAttribute("aria-pressed", String(button.value === view.show));
      }
    }

    mark(entry, key, count) {
      const { view: { only }, hidden } = this.picture, [toggle, narrow] = entry.querySelectorAll("button");
      entry.hidden = !count && !hidden.has(key);
      entry.classList.toggle("off", hidden.has(key) || Boolean(only && only !== key));
      toggle?.setAttribute("aria-pressed", String(!hidden.has(key)));
      narrow?.setAttribute("aria-pressed", String(only === key));
      if (narrow) narrow.querySelector(".entry-count").textContent = String(count);
    }

    signs(sign) { return [...this.picture.model.nodes.values()].filter(({ label }) => label.startsWith(sign)).length; }

    /** The entries as they are drawn below a title: key and words. */
    listed() {
      const isDrawn = (entry) => !entry.hidden && !entry.classList.contains("off") && entry.querySelector(".swatch");
      return this.entries.filter(isDrawn).map((entry) => [entry.dataset.entry, wordsOf(entry)]);
    }

    /** Say what is not shown, so that a picture that is kept cannot be taken for the whole. */
    said() {
      const { hidden, view: { only, focus, depth, show }, scene } = this.picture;
      const [comma, semicolon] = pairing.language === "zh" ? ["、", "；"] : [", ", "; "];
      const name = (key) => wordsOf(this.entries.find((entry) => entry.dataset.entry === key));
      return [
        only && pairing.say("only", { what: name(only) }),
        hidden.size && pairing.say("without", { what: [...hidden].map(name).join(comma) }),
        focus && pairing.say("around", { name: scene.details[focus]?.name ?? "", count: depth }),
        show && pairing.say(show === "now" ? "before_plan" : "after_plan"),
      ].filter(Boolean).join(semicolon);
    }
  }

  function wordsOf(entry) { return entry.querySelector(".entry-name").textContent.trim(); }

  pairing.around = { tell, Legend };
})();

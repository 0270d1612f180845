/* The picture of a page: vis-network shows, pans and zooms it; what is drawn, chosen, filtered and focused is decided here.

   The address has what can be sent: who is chosen, the focus and its depth, before or after the plan, one entry looked at. */
"use strict";

(function () {
  const { pairing } = window;
  const { CanvasPen, palette } = pairing.pens;
  const { dress, paintNode, paintTie, paintThreads } = pairing.shapes;
  const { Model, kindOf, gathered, HOLDERS } = pairing.graphs;
  const { Legend, tell } = pairing.around;

  const FAINT = 0.26, QUIET = new Set(["lives"]), NARROW = 720;
  const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
  const DEEPEST = 3, WIDE = 640;
  const REACH = 16; // of a finger, in pixels beyond a node

  class Picture {
    constructor(root, scene) {
      this.root = root;
      this.scene = scene;
      this.model = new Model(scene);
      this.at = Object.fromEntries([...root.querySelectorAll("#picture [id]")].map((element) => [element.id, element]));
      this.canvas = this.at.canvas;
      this.hint = this.at.panel.firstElementChild;
      this.hidden = new Set();
      this.view = { show: "", hidden: this.hidden, only: "", focus: null, depth: 1, folded: new Set() };
      this.chosen = this.cursor = this.hovered = null;
      this.stage = { nodes: [], ties: [] };
      this.looks = new Map();
      this.shown = new Set();
      this.stop = new AbortController();
      this.paint = palette();
      this.legend = new Legend(this);
      this.begin();
      this.listen();
    }

    end() {
      this.stop.abort();
      this.watch.disconnect();
      this.network.destroy();
    }

    // What is on the stage --------------------------------------------------------------------------------------------

    begin() {
      // vis-network has no nodes of its own here: it is the stage, and what is on it is drawn by a pen, as what is kept.
      this.network = new vis.Network(this.canvas, { nodes: [], edges: [] }, pairing.options);
      this.canvas.querySelector(".vis-network").tabIndex = -1;
      this.network.on("beforeDrawing", (context) => this.paintAll(new CanvasPen(context, this.paint)));
      for (const element of this.root.querySelectorAll("#picture .needs-script")) element.hidden = false;
      if (innerWidth < NARROW) this.at["picture-legend"].open = false;
      this.at["picture-empty"].hidden = this.scene.nodes.length > 0;
      this.at["picture-changes"].hidden = !this.model.edges.some(({ change }) => change);
    }

    /** Work out what is seen and how it looks, after anything has changed. */
    update({ fit = false } = {}) {
      const { nodes, ties } = this.model.seen(this.view);
      this.stage = this.view.focus ? this.gathered(nodes, ties) : { nodes: this.everybody().filter(({ id }) => nodes.has(id)), ties };
      this.shown = new Set();
      const tied = this.model.tied(this.stage.ties);
      this.looks = new Map(this.stage.nodes.map((node) => [node.id, this.dressed(node, tied)]));
      if (this.cursor && !this.looks.has(this.cursor)) this.cursor = null;
      this.light();
      this.legend.update();
      for (const row of this.root.querySelectorAll("tr[data-node]")) {
        row.classList.toggle("dim", this.model.draws(row.dataset.node) && !this.shown.has(row.dataset.node));
      }
      if (fit) this.fit(); else this.network.redraw();
    }

    /** All there is to draw, also whom the reader has brought in. */
    everybody() { return [...this.model.nodes.values(), ...this.model.ghosts]; }

    gathered(ids, ties) {
      const reals = new Set([...ids].map((id) => this.model.real(id)));
      const nodes = this.everybody().filter(({ id, of }) => !of && reals.has(id));
      const flat = ties.map((tie) => ({ ...tie, from: tie.tail, to: tie.head, bends: undefined }));
      return { nodes: gathered(nodes, flat), ties: flat };
    }

    dressed(node, tied) {
      const { model, view: { show } } = this, real = model.real(node.id), again = this.shown.has(real);
      this.shown.add(real);
      const about = { mark: model.mark(node, show), villages: model.villagesOf(real), helpers: model.helpers(real, show) };
      return { ...dress(node, { ...about, again, tied: tied.has(node.id) }), real };
    }

    /** Light the chosen one, those he is tied to and what these belong to; in a focus, everybody is meant. */
    light() {
      const { chosen, stage: { ties } } = this;
      if (!chosen || this.view.focus || !this.shown.has(chosen)) { this.lit = null; return; }
      const beside = ties.flatMap(({ tail, head }) => (tail === chosen ? [head] : head === chosen ? [tail] : []));
      const near = new Set([chosen, ...beside.filter((other) => kindOf(chosen) !== "unit" || kindOf(other) !== "unit")]);
      const holders = ties.filter(({ group, head }) => group === "belongs" && near.has(head)).map(({ tail }) => tail);
      this.lit = new Set([...near, ...holders]);
    }

    isLit({ tail, head, group }) {
      const { lit, chosen } = this;
      return !lit || tail === chosen || head === chosen || (group === "belongs" && lit.has(tail) && lit.has(head));
    }

    paintAll(pen, { plain = false } = {}) {
      const { ties } = this.stage, bounds = this.bounds();
      const drawn = ties.filter((tie) => this.isDrawn(tie, plain)).map((tie) => [
        { ...tie, form: this.model.form(tie, this.view.show), lit: plain || this.isLit(tie) },
        this.looks.get(tie.from), this.looks.get(tie.to),
      ]).filter(([, from, to]) => from && to);
      const are = (wanted, lit) => drawn.filter(([tie]) => (tie.group === "belongs") === wanted && tie.lit === lit);
      for (const lit of [false, true]) paintThreads(pen, are(true, lit), lit ? 1 : FAINT);
      for (const lit of [false, true]) for (const [tie, from, to] of are(false, lit)) paintTie(pen, tie, from, to, lit ? 1 : FAINT);
      if (!plain) this.paintSame(pen);
      for (const look of this.looks.values()) paintNode(pen, look, this.stateOf(look, plain, bounds));
    }

    /** What lives where is told by the band; it is drawn only for whom is chosen. */
    isDrawn({ group, tail, head }, plain) {
      return !QUIET.has(group) || this.view.focus || (!plain && [tail, head].includes(this.chosen));
    }

    stateOf(look, plain, bounds) {
      if (plain) return { reach: bounds.left + bounds.width };
      return {
        alpha: this.lit && !this.lit.has(look.real) && look.kind !== "county" ? FAINT : 1, reach: bounds.left + bounds.width,
        chosen: look.real === this.chosen, hovered: look.real === this.hovered, cursor: look.id === this.cursor,
      };
    }

    /** Join the places of whom is chosen or under the pointer: it is one and the same. */
    paintSame(pen) {
      for (const real of new Set([this.chosen, this.hovered])) {
        const [first, ...others] = [...this.looks.values()].filter((look) => real && look.real === real);
        for (const other of others) paintTie(pen, { group: "same" }, first, other);
      }
    }

    // Where it is shown -------------------------------------------------------------------------------------------------

    bounds() {
      const looks = [...this.looks.values()];
      if (!looks.length) return { left: 0, top: 0, width: 400, height: 160 };
      const edge = (side, pick) => pick(...looks.map((look) => look[side]));
      const left = edge("left", Math.min) - 14, top = edge("top", Math.min) - 16;
      return { left, top, width: edge("right", Math.max) + 14 - left, height: edge("bottom", Math.max) + 16 - top };
    }

    /** Show the whole, as large as the width allows; where that is too small to read, its beginning. */
    fit() {
      const bounds = this.bounds(), across = this.canvas.clientWidth || 900;
      const least = across < NARROW ? 0.78 : 0.62;
      const scale = Math.min(1.15, Math.max(least, across / bounds.width));
      const height = Math.round(Math.min(6000, Math.max(200, bounds.height * scale)));
      this.canvas.style.height = `${height}px`;
      this.network.setSize("100%", `${height}px`);
      const x = bounds.left + Math.min(bounds.width, across / scale) / 2; // what is too wide begins at the left
      const y = bounds.top + Math.min(bounds.height, height / scale) / 2;
      this.network.moveTo({ scale, position: { x, y } });
      this.scale = scale;
      this.zoomed();
    }

    zoom(factor) {
      this.network.moveTo({ scale: Math.min(3, Math.max(0.15, this.network.getScale() * factor)) });
      this.zoomed();
    }

    pan(x, y) {
      const { x: atX, y: atY } = this.network.getViewPosition(), step = 90 / this.network.getScale();
      this.network.moveTo({ position: { x: atX + x * step, y: atY + y * step } });
    }

    /** Larger than the whole, a finger moves the picture; else it scrolls the page. */
    zoomed() { this.canvas.classList.toggle("zoomed", this.network.getScale() > this.scale * 1.02); }

    /** Bring a node into what is seen of the picture, and of the page. */
    reveal(id) {
      const look = this.looks.get(id);
      if (!look) return;
      let at = this.network.canvasToDOM(look);
      const { clientWidth: width, clientHeight: height } = this.canvas;
      if (at.x < 40 || at.x > width - 40 || at.y < 10 || at.y > height - 10) {
        const view = this.network.getViewPosition();
        const inside = (value, size) => value < 40 || value > size - 40;
        this.network.moveTo({ position: { x: inside(at.x, width) ? look.x : view.x, y: inside(at.y, height) ? look.y : view.y } });
        at = this.network.canvasToDOM(look);
      }
      const y = this.canvas.getBoundingClientRect().top + at.y, low = innerHeight * (innerWidth < NARROW ? 0.5 : 0.85);
      if (y < 110 || y > low) scrollBy({ top: y - (110 + low) / 2, behavior: "instant" });
    }

    // What is chosen ----------------------------------------------------------------------------------------------------

    address() {
      const { focus, depth, show, only } = this.view;
      return { depth: focus ? String(depth) : "", around: focus && focus !== this.chosen ? focus : "", show, only };
    }

    /** Change the view, as a step that Back undoes. */
    look(changes, chosen = this.chosen) {
      Object.assign(this.view, changes);
      this.chosen = chosen;
      this.own = true;
      pairing.choose(chosen, { travel: true, view: this.address() });
      this.own = false;
    }

    /** Follow a choice: ours, one from a link or the search, or an address. */
    follow({ node, view, travel }) {
      this.chosen = node && this.scene.details[node] || this.model.ghosts.some(({ id }) => id === node) ? node : null;
      if (!travel) this.take(node, view);
      if (this.chosen && this.model.draws(this.chosen) && !this.seen().has(this.chosen)) this.clear();
      if (travel && !this.own) history.replaceState(null, "", pairing.href(pairing.key, node, this.address()));
      const framed = this.view.focus ? `${this.view.depth} ${this.view.focus}` : "", moved = this.framed !== framed;
      this.update({ fit: moved });
      this.framed = framed;
      this.tell();
      if (this.chosen && (moved || !this.touched)) requestAnimationFrame(() => this.reveal(this.placeOf(this.chosen)));
    }

    /** Name whom the view shows. */
    seen() { return new Set([...this.model.seen(this.view).nodes].map((id) => this.model.real(id))); }

    /** Take the view from an address; what is in it may be anything. */
    take(node, { depth = "", around = "", show = "", only = "" }) {
      const focus = around || node, steps = Math.min(DEEPEST, Math.max(0, Number.parseInt(depth, 10) || 0));
      this.view.focus = steps && this.model.draws(focus) ? focus : null;
      this.view.depth = steps || 1;
      this.view.show = ["now", "after"].includes(show) ? show : "";
      this.view.only = this.legend.knows(only) ? only : "";
    }

    /** Leave off everything that hides somebody. */
    clear() {
      this.hidden.clear();
      this.view.folded.clear();
      Object.assign(this.view, { only: "", focus: null });
    }

    all() {
      this.clear();
      this.model.sendAway();
      this.look({});
      this.fit();
    }

    placeOf(real) { return this.looks.has(real) ? real : [...this.looks.values()].find((look) => look.real === real)?.id; }

    tell() {
      const { chosen, model, view } = this;
      if (!chosen) { this.at.panel.replaceChildren(this.hint); return; }
      this.at["picture-store"].append(this.hint); // where it follows the language
      tell(this.at.panel, chosen, this.scene.details[chosen] ?? this.stranger(chosen), {
        drawn: model.draws(chosen), draws: (node) => model.draws(node), form: this.formOf(chosen),
        focused: view.focus === chosen, depth: view.depth, leaves: this.leaves().length, unseen: this.unseen().length,
        act: {
          focus: (depth) => this.keeping(() => this.look({ focus: depth ? chosen : null, depth: depth || 1 })),
          fold: () => this.keeping(() => this.fold()),
          unfold: () => this.keeping(() => this.unfold()),
          all: () => this.keeping(() => this.all()),
        },
      });
    }

    /** Do something after which the panel is told anew, and the keyboard is in it. */
    keeping(act) {
      this.touched = true;
      act();
      this.touched = false;
      this.at.panel.focus({ preventScroll: true });
    }

    /** What is known of somebody whom this page does not draw by itself. */
    stranger(node) {
      const { tie } = this.model.ghosts.find(({ id }) => id === node);
      return { kind: pairing.say(kindOf(node)), name: tie.name, facts: [], state: "", mark: "", remarks: [], page: tie.page, ties: [] };
    }

    /** The form of somebody's pairings, if they have one in common. */
    formOf(real) {
      const ties = this.stage.ties.filter(({ tail, head }) => tail === real || head === real);
      const forms = new Set(ties.map((tie) => this.model.form(tie, this.view.show)).filter(Boolean));
      return forms.size === 1 ? [...forms][0] : "";
    }

    // Neighbours: hidden, and brought in ----------------------------------------------------------------------------------

    leaves() { return this.model.draws(this.chosen) ? this.model.leaves(this.chosen, this.stage.ties) : []; }

    /** Neighbours that are hidden, or that this page does not draw. */
    unseen() {
      const own = (node) => this.scene.details[node]?.page === pairing.key; // what the page itself is about
      const ties = this.scene.details[this.chosen]?.ties ?? [];
      return ties.filter(({ node }) => !this.shown.has(node) && !own(node) && !(this.view.focus && this.model.draws(node)));
    }

    fold() {
      for (const one of this.leaves()) this.view.folded.add(one);
      this.update();
      this.tell();
    }

    unfold() {
      for (const tie of this.unseen()) {
        this.view.folded.delete(tie.node);
        if (!this.model.draws(tie.node)) this.bringIn(tie);
      }
      this.update();
      this.fit();
      this.tell();
    }

    bringIn(tie) {
      const kind = kindOf(tie.node), group = { unit: "unit-stranger", cadre: "cadre-stranger" }[kind] ?? kind;
      const place = this.freePlace(this.looks.get(this.placeOf(this.chosen)), group);
      const ghost = { id: tie.node, label: tie.name, sub: "", group, ghost: true, tie, ...place };
      this.model.bringIn(ghost, this.chosen);
      this.looks.set(ghost.id, { ...dress(ghost), real: ghost.id });
      this.shown.add(ghost.id);
    }

    /** Find the nearest place beside a node where nothing stands. */
    freePlace(near, group) {
      const places = [];
      for (let x = -WIDE; x <= WIDE; x += 40) for (let y = -WIDE; y <= WIDE; y += 26) places.push({ x: near.x + x, y: near.y + y });
      const far = (place) => Math.hypot(place.x - near.x, place.y - near.y);
      places.sort((one, other) => far(one) - far(other));
      const taken = [...this.looks.values()];
      const isFree = (place) => {
        const { left, right, top, bottom } = dress({ id: "", label: "占位占位", group, ghost: true, ...place });
        return !taken.some((look) => look.left < right + 8 && left - 8 < look.right && look.top < bottom + 4 && top - 4 < look.bottom);
      };
      return places.find(isFree) ?? places.at(-1);
    }

    // Mouse, finger, keyboard --------------------------------------------------------------------------------------------

    listen() {
      const { signal } = this.stop;
      const on = (target, event, act, more = {}) => target.addEventListener(event, act, { signal, ...more });
      this.network.on("click", ({ pointer }) => this.click(pointer.DOM));
      this.network.on("doubleClick", ({ pointer }) => this.open(pointer.DOM));
      this.network.on("zoom", () => this.zoomed());
      on(this.canvas, "pointermove", (event) => this.hover(event));
      on(this.canvas, "pointerleave", () => this.hover(null));
      on(this.canvas, "wheel", (event) => { if (!event.ctrlKey) event.stopPropagation(); }, { capture: true });
      on(this.canvas, "keydown", (event) => this.key(event));
      on(this.canvas, "blur", () => { this.cursor = null; this.network.redraw(); });
      on(this.at.panel, "keydown", (event) => { if (event.key === "Escape") this.canvas.focus({ preventScroll: true }); });
      on(this.at["zoom-in"], "click", () => this.zoom(1.25));
      on(this.at["zoom-out"], "click", () => this.zoom(0.8));
      on(this.at["zoom-fit"], "click", () => this.fit());
      on(this.at["show-all"], "click", () => this.all());
      for (const kind of ["png", "svg"]) on(this.at[`save-${kind}`], "click", () => pairing.sheet.save(this.content(), kind));
      for (const button of this.at["picture-changes"].querySelectorAll("button")) on(button, "click", () => this.look({ show: button.value }));
      on(document, "pairing:choose", ({ detail }) => this.follow(detail));
      on(document, "pairing:language", () => { this.update(); this.tell(); });
      on(window, "beforeprint", () => pairing.sheet.print(this.content(), this.at["picture-print"]));
      on(matchMedia("(prefers-color-scheme: dark)"), "change", () => { this.paint = palette(); this.network.redraw(); });
      this.watch = new ResizeObserver(() => this.resized());
      this.watch.observe(this.canvas);
    }

    resized() {
      if (this.framed === undefined || this.across === this.canvas.clientWidth) return;
      this.across = this.canvas.clientWidth;
      this.fit();
    }

    /** Find the node at a point of the canvas, or the nearest within a finger's reach. */
    hit(point, reach = REACH) {
      const { x, y } = this.network.DOMtoCanvas(point), most = reach / this.network.getScale();
      const away = ({ left, right, top, bottom }) => Math.hypot(Math.max(left - x, 0, x - right), Math.max(top - y, 0, y - bottom));
      const found = [...this.looks.values()].filter((look) => look.kind !== "county" && away(look) <= most);
      return found.sort((one, other) => away(one) - away(other))[0] ?? null;
    }

    click(point) {
      this.touched = true;
      this.look({}, this.hit(point)?.real ?? null);
      this.touched = false;
    }

    open(point) {
      const node = this.hit(point)?.real, page = this.scene.details[node]?.page;
      if (page && page !== pairing.key) pairing.go(page);
    }

    hover(event) {
      const box = this.canvas.getBoundingClientRect();
      const isMouse = event && event.pointerType !== "touch";
      const look = isMouse ? this.hit({ x: event.clientX - box.left, y: event.clientY - box.top }, 2) : null;
      if ((look?.real ?? null) === this.hovered) return;
      this.hovered = look?.real ?? null;
      this.canvas.style.cursor = look ? "pointer" : "";
      this.canvas.title = look && look.label !== look.name ? look.name : "";
      this.network.redraw();
    }

    key(event) {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      const arrow = ARROWS[event.key];
      const acts = {
        "+": () => this.zoom(1.25), "=": () => this.zoom(1.25), "-": () => this.zoom(0.8), "0": () => this.fit(),
        Home: () => this.point(this.ordered()[0]), End: () => this.point(this.ordered().at(-1)),
        Enter: () => this.enter(), " ": () => this.enter(), Escape: () => this.escape(),
      };
      const act = arrow ? () => (event.shiftKey ? this.pan(...arrow) : this.point(this.toward(arrow))) : acts[event.key];
      if (!act) return;
      event.preventDefault();
      act();
    }

    /** The nodes in reading order. */
    ordered() {
      return [...this.looks.values()].filter(({ kind }) => kind !== "county").sort((one, other) => one.y - other.y || one.x - other.x);
    }

    /** The nearest node in a direction from where the keyboard is; what is straight ahead before what is aside. */
    toward([right, down]) {
      const here = this.looks.get(this.cursor) ?? this.looks.get(this.placeOf(this.chosen));
      if (!here) return this.ordered()[0];
      const ahead = this.ordered().filter(({ id }) => id !== here.id).map((look) => {
        const [x, y] = [look.x - here.x, look.y - here.y], along = x * right + y * down, aside = Math.abs(x * down) + Math.abs(y * right);
        return { look, along, cost: along + 2.5 * aside };
      }).filter(({ along }) => along > 3).sort((one, other) => one.cost - other.cost);
      return ahead[0]?.look ?? here;
    }

    point(look) {
      if (!look) return;
      this.cursor = look.id;
      this.network.redraw();
      this.reveal(look.id);
      this.announce(look);
    }

    announce(look) {
      const detail = this.scene.details[look.real];
      const ties = this.stage.ties.filter(({ tail, head, group }) => (tail === look.real || head === look.real) && !HOLDERS.has(group));
      const tied = ties.length ? pairing.say("tied", { count: ties.length }) : "";
      const said = [look.name, pairing.t(detail?.kind ?? pairing.say(look.kind)), pairing.t(detail?.state ?? ""), look.sub, tied];
      this.at["picture-status"].textContent = said.filter(Boolean).join(pairing.language === "zh" ? "，" : ", ");
    }

    enter() {
      const look = this.looks.get(this.cursor);
      if (look) this.keeping(() => this.look({}, look.real));
    }

    escape() {
      if (this.chosen) this.look({}, null);
      else this.at["zoom-fit"].focus();
    }

    // To keep -----------------------------------------------------------------------------------------------------------

    content() {
      const { title, subtitle, notes } = this.scene, caption = this.root.querySelector("#picture .picture-caption");
      const about = [pairing.t(subtitle), caption.textContent.trim().replace(/\s+/g, " "), ...notes.map(pairing.t), this.legend.said()];
      return {
        title: pairing.t(title),
        lines: about.filter(Boolean),
        legend: this.legend.listed(),
        bounds: this.bounds(),
        boxes: [...this.looks.values()],
        paint: (pen) => this.paintAll(pen, { plain: true }),
      };
    }
  }

  pairing.picture = null;

  pairing.start((root) => {
    pairing.picture?.end();
    pairing.picture = pairing.scene && window.vis && root.querySelector("#picture #canvas") ? new Picture(root, pairing.scene) : null;
  });
})();

/* A picture's graph: who is tied to whom, what each entry of the legend stands for, and what is to be seen of it all.

   Nothing here touches the page. A node that stands a second time (`of`) is the same one: everything is reckoned by the
   node it repeats. A view is {show, hidden, only, focus, depth, folded}. */
"use strict";

(function () {
  const { pairing } = window;
  const HOLDERS = new Set(["belongs", "lives"]); // edges to what somebody belongs to: they lead in, but not on to all others
  const PAIRS = new Set(["helps", "helps-too"]);

  function kindOf(node) { return node.slice(0, node.indexOf(":")); }

  class Model {
    constructor(scene) {
      this.scene = scene;
      this.nodes = new Map(scene.nodes.map((node) => [node.id, node]));
      this.edges = scene.edges.map((edge, id) => ({ ...edge, id, tail: this.real(edge.from), head: this.real(edge.to) }));
      this.ghosts = [];
      this.villages = this.neighbours(this.edges.filter(({ group }) => group.startsWith("tie-")));
      this.forms = { now: this.formsOf("now"), after: this.formsOf("after") };
    }

    /** Whom a node stands for: itself, or the one it repeats. */
    real(id) { return this.nodes.get(id)?.of ?? id; }

    draws(real) { return this.nodes.has(real); }

    /** Take in somebody whom this page does not draw by itself, as tied to somebody it does. */
    bringIn(ghost, beside) {
      this.ghosts.push(ghost);
      const ends = { from: beside, to: ghost.id, tail: beside, head: ghost.id };
      this.edges.push({ ...ends, id: this.edges.length, group: "ghost" });
    }

    sendAway() {
      this.ghosts = [];
      this.edges = this.edges.filter(({ group }) => group !== "ghost");
    }

    /** Count the villages that a unit is twinned with in this picture. */
    villagesOf(unit) { return this.villages.get(unit)?.size ?? 0; }

    edgesIn(show) {
      const gone = { now: "begins", after: "ends" }[show];
      return this.edges.filter((edge) => !edge.change || edge.change !== gone);
    }

    mark(node, show) { return (show === "after" ? node.after : undefined) ?? node.mark ?? ""; }

    // Forms: a pairing's by how many households its cadre helps and how many helpers its household has ------------------

    /** Count everybody's partners, also those that this page does not draw. */
    partners(show) {
      const partners = new Map();
      const add = (one, other) => { if (!partners.has(one)) partners.set(one, new Set()); partners.get(one).add(other); };
      const ends = new Set(this.edges.filter((edge) => edge.change).map((edge) => `${edge.tail} ${edge.head} ${edge.change}`));
      const gone = show === "after" ? "ends" : "begins";
      for (const [node, { ties }] of Object.entries(this.scene.details)) {
        const other = { cadre: "household", household: "cadre" }[kindOf(node)];
        for (const tie of other ? ties : []) {
          const pair = other === "household" ? `${node} ${tie.node}` : `${tie.node} ${node}`;
          if (kindOf(tie.node) === other && !ends.has(`${pair} ${gone}`)) add(node, tie.node);
        }
      }
      for (const { group, change, tail, head } of this.edges) {
        if (PAIRS.has(group) && change !== gone) { add(tail, head); add(head, tail); }
      }
      return partners;
    }

    formsOf(show) {
      const partners = this.partners(show), count = (node) => partners.get(node)?.size ?? 0;
      const form = ({ tail, head }) => [["one", "many"], ["fan", "knot"]][+(count(tail) > 1)][+(count(head) > 1)];
      return { count, of: new Map(this.edges.filter((edge) => PAIRS.has(edge.group)).map((edge) => [edge.id, form(edge)])) };
    }

    /** Give a pairing's form: one, fan (one for many), many (many for one) or knot; today's, unless it is only planned. */
    form(edge, show) { return this.forms[show === "after" || edge.change === "begins" ? "after" : "now"].of.get(edge.id); }

    helpers(real, show) { return this.forms[show === "after" ? "after" : "now"].count(real); }

    // Entries of the legend ---------------------------------------------------------------------------------------------

    entriesOfNode(node, show) {
      const [kind, role] = node.group.split("-"), mark = this.mark(node, show) || "plain";
      const unit = role ? [`unit:${role === "undecided" ? "partner" : role}`] : [];
      if (kind === "unit") return unit;
      return kind === "cadre" ? [`cadre:${mark}`, ...unit] : kind === "county" ? [] : [`${kind}:${mark}`];
    }

    entriesOfEdge(edge, show) {
      if (edge.group.startsWith("tie-")) return [`unit:${edge.group === "tie-undecided" ? "partner" : edge.group.slice(4)}`];
      if (!PAIRS.has(edge.group)) return [];
      const entries = [`tie:${edge.group}`, `form:${this.form(edge, show)}`];
      return edge.change ? [...entries, `change:${edge.change}`] : entries;
    }

    /** Count what each entry stands for: nodes once, however often they stand; ties. */
    counts(show) {
      const found = new Map();
      const add = (entry, one) => { if (!found.has(entry)) found.set(entry, new Set()); found.get(entry).add(one); };
      for (const node of this.nodes.values()) {
        const [entry] = this.entriesOfNode(node, show);
        if (entry) add(entry, node.of ?? node.id);
        if (node.of) add("again", node.id);
      }
      const pairs = this.edgesIn(show).filter(({ group }) => PAIRS.has(group));
      for (const edge of pairs) for (const entry of this.entriesOfEdge(edge, show)) add(entry, edge.id);
      return new Map([...found].map(([entry, ones]) => [entry, ones.size]));
    }

    // What is to be seen -------------------------------------------------------------------------------------------------

    neighbours(edges) {
      const beside = new Map();
      const add = (one, other, held) => { if (!beside.has(one)) beside.set(one, new Map()); beside.get(one).set(other, held); };
      for (const { tail, head, group } of edges) {
        add(tail, head, group === "lives");
        add(head, tail, group === "belongs");
      }
      return beside;
    }

    /** Give everybody within so many steps; a unit or village somebody belongs to is reached, but not its other people. */
    around(start, depth, edges) {
      const beside = this.neighbours(edges), found = new Set([start]);
      let edge = [start];
      for (let step = 0; step < depth; step += 1) {
        const next = [];
        for (const node of edge) {
          for (const [other, held] of beside.get(node) ?? []) {
            if (found.has(other)) continue;
            found.add(other);
            if (!held) next.push(other);
          }
        }
        edge = next;
      }
      return found;
    }

    /** Give the neighbours that are tied to nobody else, apart from what they belong to. */
    leaves(real, edges) {
      const tied = edges.filter(({ group }) => !HOLDERS.has(group));
      const beside = this.neighbours(tied);
      return [...beside.get(real)?.keys() ?? []].filter((other) => beside.get(other).size === 1);
    }

    /** Say which nodes and ties a view shows. */
    seen(view) {
      const edges = this.edgesIn(view.show);
      const wanted = this.wanted(view, edges);
      const hides = (entries) => entries.some((entry) => view.hidden.has(entry));
      const filtered = (edge) => hides(this.entriesOfEdge(edge, view.show)) || this.roleHidden(edge.tail, view);
      const out = new Set(edges.filter(filtered).map(({ id }) => id));
      const orphans = this.orphans(edges, out);
      const nodes = new Set();
      for (const node of [...this.nodes.values(), ...this.ghosts]) {
        const real = node.of ?? node.id;
        const shown = node.group === "county" ? !wanted : (!wanted || wanted.has(real)) && !view.folded.has(real)
          && !hides(this.entriesOfNode(node, view.show)) && !orphans.has(real);
        if (shown) nodes.add(node.id);
      }
      const ties = edges.filter((edge) => !out.has(edge.id) && nodes.has(edge.from) && nodes.has(edge.to) && this.picked(edge, view));
      return { nodes: this.needed(nodes, ties), ties };
    }

    /** Name the places that ties lead to, apart from those of belonging. */
    tied(ties) { return new Set(ties.filter(({ group }) => !HOLDERS.has(group)).flatMap(({ from, to }) => [from, to])); }

    /** Of the places where somebody stands, keep those with ties, or the first. */
    needed(nodes, ties) {
      const tied = this.tied(ties), kept = new Map();
      for (const id of nodes) {
        const real = this.real(id), before = kept.get(real);
        if (!before || (tied.has(id) && !tied.has(before[0]))) kept.set(real, [id]);
        else if (tied.has(id)) before.push(id);
      }
      return new Set([...kept.values()].flat());
    }

    roleHidden(real, view) {
      const node = this.nodes.get(real);
      return node?.group.startsWith("cadre-") && this.entriesOfNode(node, view.show).slice(1).some((entry) => view.hidden.has(entry));
    }

    /** Who has ties in this view, and all of them are filtered away: he goes with them. */
    orphans(edges, out) {
      const left = new Map();
      for (const { id, tail, head, group } of edges) {
        if (HOLDERS.has(group)) continue;
        for (const end of [tail, head]) if (kindOf(end) !== "village") left.set(end, (left.get(end) ?? false) || !out.has(id));
      }
      return new Set([...left].filter(([, some]) => !some).map(([node]) => node));
    }

    picked(edge, { only, show }) {
      return !only || !this.isOfTies(only) || HOLDERS.has(edge.group) || this.entriesOfEdge(edge, show).includes(only);
    }

    isOfTies(entry) { return /^(tie|form|change):/.test(entry); }

    /** Give those a view is narrowed to, by a focus and by one entry with what is tied to it; null is everybody. */
    wanted({ focus, depth, only, show }, edges) {
      const focused = focus ? this.around(focus, depth, edges) : null;
      if (!only) return focused;
      const picked = this.pickedOut(only, show, edges);
      return focused ? new Set([...focused].filter((node) => picked.has(node))) : picked;
    }

    pickedOut(only, show, edges) {
      const ties = edges.filter(({ group }) => !HOLDERS.has(group));
      const matching = this.isOfTies(only) ? ties.filter((edge) => this.entriesOfEdge(edge, show).includes(only)) : null;
      const all = [...this.nodes.values()].filter((node) => this.entriesOfNode(node, show).includes(only));
      const start = new Set(matching ? matching.flatMap(({ tail, head }) => [tail, head]) : all.map(({ id }) => this.real(id)));
      const found = new Set(start);
      for (const { tail, head } of matching ? [] : ties) {
        if (start.has(tail)) found.add(head);
        if (start.has(head)) found.add(tail);
      }
      for (const { tail, head, group } of edges) {
        if (group === "belongs" && found.has(head)) found.add(tail);
        if (group === "lives" && found.has(tail)) found.add(head);
      }
      return found;
    }
  }

  // A focus has places of its own: a column for each layer, so that few people take little room -------------------------

  const PITCH = 34, VILLAGE_PITCH = 54;
  const COLUMNS = {
    area: [({ group }) => group === "unit-lead", ({ group }) => group === "village", () => true],
    place: [
      ({ group }) => group.startsWith("unit"), ({ group }) => group.startsWith("cadre"), ({ group }) => group === "household", () => true,
    ],
  };
  const AT = {
    area: [{ x: -150, align: "right" }, { x: 0 }, { x: 150, align: "left" }],
    place: [{ x: 0, align: "left" }, { x: 330 }, { x: 420 }, { x: 560, align: "left" }],
  };

  /** Place the nodes in focus by layer, each near the middle of those it is tied to. */
  function gathered(nodes, edges) {
    const form = nodes.some(({ group }) => group === "household" || group.startsWith("cadre")) ? "place" : "area";
    const columns = COLUMNS[form].map(() => []);
    for (const node of nodes) columns[COLUMNS[form].findIndex((fits) => fits(node))].push(node);
    const beside = new Map(nodes.map(({ id }) => [id, []]));
    for (const { from, to } of edges) { beside.get(from)?.push(to); beside.get(to)?.push(from); }
    const y = new Map(nodes.map((node) => [node.id, node.y]));
    for (let sweep = 0; sweep < 3; sweep += 1) for (const column of columns) settle(column, beside, y);
    return columns.flatMap((column, number) => column.map((node) => ({ ...node, align: "", ...AT[form][number], y: y.get(node.id) })));
  }

  function settle(column, beside, y) {
    const mean = ({ id }) => {
      const ends = beside.get(id).map((other) => y.get(other));
      return ends.length ? ends.reduce((sum, end) => sum + end) / ends.length : y.get(id);
    };
    const wanted = new Map(column.map((node) => [node.id, mean(node)]));
    column.sort((one, other) => wanted.get(one.id) - wanted.get(other.id) || one.y - other.y);
    const pitch = column.some(({ group }) => group === "village") ? VILLAGE_PITCH : PITCH;
    column.forEach(({ id }, row) => y.set(id, (row - (column.length - 1) / 2) * pitch));
  }

  pairing.graphs = { Model, kindOf, gathered, HOLDERS };
})();

/* Shapes: how each kind of node and tie looks. Kind and mark are told by shape, role by shape and word, colour comes on top.

   A look is what is drawn of a node: {kind, role, mark, again, ghost, label, sub, aside, x, y, width, height, middle}. */
"use strict";

(function () {
  const { pairing } = window;
  const { widthOf, fitted, line, polygon } = pairing.pens;

  const UNIT = 26, VILLAGE = 44, MOST_UNIT = 214, MOST_PERSON = { cadre: 100, household: 108 }, MOST_ASIDE = 60;
  const ROLES = { lead: "lead", unit: "lead", responsible: "responsible", partner: "partner", undecided: "partner" };

  function colourOf(role) { return ROLES[role] ?? "stranger"; }

  // What is drawn of a node, and the room it takes -------------------------------------------------------------------

  /** Make the look of a node; `x` and `y` are of its middle, `left` … `bottom` around all of it with its words. */
  function dress(node, { mark = node.mark ?? "", villages = 0, helpers = 0, again = false, tied = false } = {}) {
    const [kind, role = ""] = node.group.split("-");
    const look = { id: node.id, kind, role, mark, again, ghost: Boolean(node.ghost), name: pairing.t(node.label) };
    const fit = { unit: dressUnit, village: dressVillage, county: dressCounty, cadre: dressPerson, household: dressPerson }[kind];
    return fit(look, node, { villages, helpers, tied });
  }

  function dressUnit(look, node, { villages }) {
    const said = node.sub ? pairing.t(node.sub) : roleWord(look.role);
    const sub = [said, villages > 1 && !look.again ? pairing.say("on_villages", { count: villages }) : ""].filter(Boolean).join(" · ");
    const room = sub ? widthOf(sub, 11) + 8 : 0;
    const label = fitted(look.name, MOST_UNIT - room - 26, 13, 600);
    return placed({ ...look, label, sub }, node, widthOf(label, 13, 600) + room + 26, UNIT);
  }

  function roleWord(role) { return ["lead", "responsible", "partner", "undecided"].includes(role) ? pairing.say(`role_${role}`) : ""; }

  function dressVillage(look, node) {
    const sub = pairing.t(node.sub ?? ""), label = fitted(look.name, 150, 14, 600);
    return placed({ ...look, label, sub }, node, Math.max(widthOf(label, 14, 600), widthOf(sub, 11), 92) + 24, VILLAGE);
  }

  function dressCounty(look, node) {
    const label = fitted(look.name, 400, 13, 600);
    return placed({ ...look, label, sub: "" }, node, widthOf(label, 13, 600), 20);
  }

  /** A box around its middle, or beginning or ending where the layout says. */
  function placed(look, { x, y, align = "" }, width, height) {
    const middle = x + { left: width / 2, right: -width / 2 }[align] || x;
    return { ...look, x: middle, y, width, height, left: middle - width / 2, right: middle + width / 2, top: y - height / 2, bottom: y + height / 2 };
  }

  /** A person: a sign, the name on its outer side, and beyond it or across what its mark means, in words. */
  function dressPerson(look, node, { helpers, tied }) {
    const { x, y } = node, leftwards = look.kind === "cadre";
    const aside = { idle: "mark_idle", over: "mark_over", gap: "mark_gap" }[look.mark];
    const shared = look.mark === "shared" ? pairing.say("mark_shared", { count: helpers || 2 }) : "";
    const said = look.ghost ? "" : fitted(aside ? pairing.say(aside) : shared, MOST_ASIDE, 11);
    const across = !tied && (look.mark === "idle" || look.mark === "gap");
    const weight = look.mark === "over" || look.mark === "gap" ? 700 : 400;
    const room = said ? widthOf(said, 11) + 6 : 0;
    const label = fitted(look.name, MOST_PERSON[look.kind] - (across ? 0 : Math.min(room, 48)), 13, weight);
    const outer = 15 + widthOf(label, 13, weight) + (across ? 0 : room), inner = 12 + (across ? room : 0);
    const [left, right] = leftwards ? [x - outer, x + inner] : [x - inner, x + outer];
    return { ...look, label, sub: "", aside: said, across, weight, x, y, width: 22, height: 22, left, right, top: y - 11, bottom: y + 11 };
  }

  // Nodes ------------------------------------------------------------------------------------------------------------

  const painters = { unit: paintUnit, village: paintVillage, county: paintCounty, cadre: paintCadre, household: paintHousehold };

  /** Draw a node; `state` says whether it is chosen, hovered, where the keyboard is, and how far lines may reach. */
  function paintNode(pen, look, state = {}) {
    if (state.alpha < 1 && BOXES[look.kind]) BOXES[look.kind](pen, look, { fill: "paper" }); // or its ties would be seen through it
    pen.group(look.name, state.alpha ?? 1, () => {
      painters[look.kind](pen, look, state);
      if (state.chosen || state.hovered) ring(pen, look, 6, { stroke: "accent", width: state.chosen ? 3 : 1.5 });
      if (state.cursor) ring(pen, look, 8, { stroke: "focus", width: 2.5, dash: [4, 3] });
    });
  }

  const BOXES = {
    unit: (pen, { role, x, y, width, height }, style) => unitShape(pen, role, x, y, width, height, style),
    village: (pen, { x, y, width, height }, style) => pen.box(x, y, width, height, 5, style),
  };

  function ring(pen, look, gap, style) {
    if (look.kind === "cadre" || look.kind === "household") pen.circle(look.x, look.y, 7 + gap, style);
    else pen.box(look.x, look.y, look.width + gap + 2, look.height + gap + 2, 8, style);
  }

  /** A unit's role is its outline: lead square, responsible round, partner with cut corners, stranger slanted. */
  function unitShape(pen, role, x, y, width, height, style) {
    const [left, right, top, bottom] = [x - width / 2, x + width / 2, y - height / 2, y + height / 2], cut = height / 3;
    if (role === "responsible") pen.box(x, y, width, height, height / 2, style);
    else if (role === "partner" || role === "undecided") {
      pen.path(polygon([[left + cut, top], [right - cut, top], [right, top + cut], [right, bottom - cut], [right - cut, bottom],
        [left + cut, bottom], [left, bottom - cut], [left, top + cut]]), style);
    } else if (role === "lead" || role === "unit") pen.box(x, y, width, height, 4, style);
    else pen.path(polygon([[left + cut, top], [right, top], [right - cut, bottom], [left, bottom]]), style);
  }

  function unitStyle(role, hollow, ghost) {
    const colour = colourOf(role);
    if (ghost) return { fill: "paper", stroke: colour, width: 1.5, dash: [4, 3] };
    if (role === "undecided") return { fill: "paper", stroke: colour, width: 2, dash: [1.5, 2.5] };
    return hollow ? { fill: "paper", stroke: colour, width: 1.8 } : { fill: colour };
  }

  function paintUnit(pen, look) {
    const hollow = look.again || look.ghost || look.role === "undecided";
    unitShape(pen, look.role, look.x, look.y, look.width, look.height, unitStyle(look.role, look.again, look.ghost));
    const colour = hollow ? "ink" : "on-fill";
    pen.text(look.label, look.left + 13, look.y, { size: 13, weight: 600, align: "left", colour });
    if (look.sub) pen.text(look.sub, look.right - 13, look.y, { size: 11, align: "right", colour: hollow ? "muted" : "on-fill" });
  }

  function paintVillage(pen, look) {
    const gap = look.mark === "gap";
    const style = gap ? { stroke: "gap", width: 2.5, dash: [6, 3] } : { stroke: "ink", width: 1.5, dash: look.ghost ? [4, 3] : [] };
    pen.box(look.x, look.y, look.width, look.height, 5, { fill: "paper", ...style });
    pen.text(look.label, look.x, look.sub ? look.y - 9 : look.y, { size: 14, weight: 600 });
    if (look.sub) pen.text(look.sub, look.x, look.y + 10, { size: 11, colour: gap ? "gap" : "muted" });
  }

  function paintCounty(pen, look, { reach = look.right }) {
    pen.text(look.label, look.left, look.y, { size: 13, weight: 600, colour: "muted", align: "left" });
    if (reach > look.right + 20) pen.path(line([[look.right + 12, look.y], [reach, look.y]]), { stroke: "rule" });
  }

  function cadreSign(pen, { x, y, mark, role, ghost }) {
    const colour = colourOf(role);
    if (mark === "over" && !ghost) pen.path(polygon([[x, y - 9], [x + 9, y], [x, y + 9], [x - 9, y]]), { fill: "over" });
    else if (ghost) pen.circle(x, y, 5.5, { fill: "paper", stroke: "muted", width: 1.5, dash: [3, 2] });
    else if (mark === "idle") pen.circle(x, y, 5.5, { fill: "paper", stroke: colour, width: 2 });
    else pen.circle(x, y, 6, { fill: colour });
  }

  function householdSign(pen, { x, y, mark, again, ghost }) {
    if (ghost) pen.box(x, y, 11, 11, 0, { fill: "paper", stroke: "muted", width: 1.5, dash: [3, 2] });
    else if (mark === "gap") pen.path(polygon([[x, y - 9], [x + 9, y + 7], [x - 9, y + 7]]), { fill: "gap" });
    else if (mark === "shared") {
      pen.box(x, y, 14, 14, 0, { fill: "paper", stroke: "shared", width: 2, dash: again ? [3, 2] : [] });
      pen.box(x, y, 7, 7, 0, again ? { stroke: "shared", width: 1.2 } : { fill: "shared" });
    } else pen.box(x, y, 11, 11, 0, again ? { fill: "paper", stroke: "household", width: 1.8, dash: [3, 2] } : { fill: "household" });
  }

  function paintCadre(pen, look) {
    const { x, y, mark, role, again, ghost } = look;
    if (again) pen.circle(x, y, 9, { stroke: colourOf(role), width: 1.2, dash: [3, 2] });
    cadreSign(pen, look);
    paintWords(pen, look, -1, mark === "idle" || ghost || again ? "muted" : "ink", mark === "over" ? "over" : "muted");
  }

  function paintHousehold(pen, look) {
    const gap = look.mark === "gap";
    householdSign(pen, look);
    paintWords(pen, look, 1, gap ? "gap" : look.ghost || look.again ? "muted" : "ink", gap ? "gap" : "shared");
  }

  /** Write a name on the outer side of its sign (-1 is left), and what the mark means beyond it or across. */
  function paintWords(pen, { x, y, label, aside, across, weight }, outer, colour, asideColour) {
    const [align, opposite] = outer < 0 ? ["right", "left"] : ["left", "right"];
    pen.text(label, x + 15 * outer, y, { weight, align, colour, on: "paper" });
    if (!aside) return;
    const beyond = x + (21 + widthOf(label, 13, weight)) * outer, small = { size: 11, colour: asideColour, on: "paper" };
    pen.text(aside, across ? x - 12 * outer : beyond, y, { ...small, align: across ? opposite : align });
  }

  // Ties -------------------------------------------------------------------------------------------------------------

  const TIES = {
    "tie-lead": [{ stroke: "lead", width: 3 }],
    "tie-responsible": [{ stroke: "responsible", width: 4.5 }, { stroke: "paper", width: 1.5 }],
    "tie-partner": [{ stroke: "partner", width: 1.5, dash: [6, 4] }],
    "tie-undecided": [{ stroke: "partner", width: 1.5, dash: [2, 4] }],
    lives: [{ stroke: "tie", width: 1, dash: [2, 3] }],
    helps: [{ stroke: "tie", width: 1.4 }],
    "helps-too": [{ stroke: "tie", width: 1.4, dash: [5, 4] }],
    ghost: [{ stroke: "muted", width: 1.2, dash: [2, 3] }],
    same: [{ stroke: "accent", width: 1.4, dash: [1.5, 4] }],
  };
  const CHANGES = { begins: { stroke: "responsible", width: 3 }, ends: { stroke: "gap", width: 2, dash: [6, 4] } };

  /** Say how a tie is drawn: lines, one on the other. What a plan changes and what is in a knot comes before its order. */
  function strokes({ group, change, form }) {
    if (change) return [CHANGES[change]];
    const looks = TIES[group] ?? TIES.helps;
    return form === "knot" ? looks.map((look) => ({ ...look, stroke: "shared", width: 2 })) : looks;
  }

  /** Draw a tie between two looks, where its line turns, with the sign of a change on it. */
  function paintTie(pen, tie, from, to, alpha = 1) {
    const points = [[from.x, from.y], ...(tie.bends ?? []), [to.x, to.y]];
    pen.group("", alpha, () => {
      for (const stroke of strokes(tie)) pen.path(line(points), stroke);
      if (tie.change) badge(pen, tie.change, between(points.at(-2), points.at(-1), tie.change === "begins" ? 0.64 : 0.36));
    });
  }

  /** Draw what joins people to their units, all in one line: where many run together they are no darker than one. */
  function paintThreads(pen, threads, alpha) {
    const steps = threads.flatMap(([{ bends = [] }, from, to]) => line([[from.x, from.y], ...bends, [to.x, to.y]]));
    if (steps.length) pen.group("", alpha * 0.45, () => pen.path(steps, { stroke: "tie", width: 1.2 }));
  }

  function between([x, y], [toX, toY], part) { return [x + (toX - x) * part, y + (toY - y) * part]; }

  function badge(pen, change, [x, y]) {
    const { stroke } = CHANGES[change], arm = change === "begins" ? 3.6 : 3;
    const arms = change === "begins" ? [[[x - arm, y], [x + arm, y]], [[x, y - arm], [x, y + arm]]]
      : [[[x - arm, y - arm], [x + arm, y + arm]], [[x - arm, y + arm], [x + arm, y - arm]]];
    pen.circle(x, y, 6.5, { fill: "paper", stroke, width: 1.5 });
    for (const points of arms) pen.path(line(points), { stroke, width: 1.8 });
  }

  // The legend's swatches: the same signs, small ---------------------------------------------------------------------

  const SWATCH = { width: 36, height: 18 };

  /** Draw the swatch of an entry ("cadre:idle", "form:knot") around a point. */
  function swatch(pen, key, x, y) {
    const [group, value] = key.split(":"), mark = value === "plain" ? "" : value;
    if (group === "unit") unitShape(pen, value, x, y, 30, 14, unitStyle(value, false, false));
    else if (group === "again") unitShape(pen, "lead", x, y, 30, 14, unitStyle("lead", true, false));
    else if (group === "village") {
      pen.box(x, y, 30, 14, 3, mark ? { fill: "paper", stroke: "gap", width: 2.2, dash: [5, 3] } : { fill: "paper", stroke: "ink", width: 1.5 });
    } else if (group === "cadre") cadreSign(pen, { x, y, mark, role: "lead" });
    else if (group === "household") householdSign(pen, { x, y, mark });
    else if (group === "tie") paintTie(pen, { group: value }, { x: x - 16, y }, { x: x + 16, y });
    else if (group === "change") paintTie(pen, { change: value }, { x: x - 17, y }, { x: x + 17, y });
    else formSwatch(pen, value, x, y);
  }

  function formSwatch(pen, form, x, y) {
    const cadres = form === "many" || form === "knot" ? [-6, 6] : [0], homes = form === "fan" || form === "knot" ? [-6, 6] : [0];
    for (const one of cadres) {
      for (const other of homes) paintTie(pen, { group: "helps", form }, { x: x - 12, y: y + one }, { x: x + 12, y: y + other });
    }
    for (const one of cadres) pen.circle(x - 12, y + one, 3.6, { fill: "lead" });
    for (const other of homes) pen.box(x + 12, y + other, 6.5, 6.5, 0, { fill: cadres.length > 1 ? "shared" : "household" });
  }

  pairing.shapes = { dress, paintNode, paintTie, paintThreads, swatch, SWATCH };
})();

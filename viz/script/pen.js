/* Pens: one drawing for the screen, for a PNG and for an SVG. A painter says what is drawn, in names of colours of the
   style sheet; a pen draws it on a canvas or as SVG. Words only ever become text. */
"use strict";

(function () {
  const { pairing } = window;
  const NAMES = ["paper", "ink", "muted", "rule", "accent", "focus", "lead", "responsible", "partner", "stranger", "on-fill",
    "household", "shared", "gap", "over", "tie"];
  const SVG = "http://www.w3.org/2000/svg";

  /** Read the colours of the style sheet, as they are now: light or dark. */
  function palette() {
    const style = getComputedStyle(document.documentElement);
    return Object.fromEntries(NAMES.map((name) => [name, style.getPropertyValue(`--${name}`).trim()]));
  }

  function font() { return getComputedStyle(document.body).fontFamily; }

  // Words: how wide they are, and as many of them as there is room for ------------------------------------------------

  const ruler = document.createElement("canvas").getContext("2d");
  let measured = { family: "", widths: new Map() };

  function widthOf(words, size = 13, weight = 400) {
    const family = font();
    if (measured.family !== family) measured = { family, widths: new Map() };
    const key = `${weight} ${size} ${words}`;
    if (!measured.widths.has(key)) {
      ruler.font = `${weight} ${size}px ${family}`;
      measured.widths.set(key, ruler.measureText(words).width);
    }
    return measured.widths.get(key);
  }

  /** Shorten words to a width; most names need it not. */
  function fitted(words, most, size = 13, weight = 400) {
    if (widthOf(words, size, weight) <= most) return words;
    const letters = [...words.slice(0, 200)];
    while (letters.length > 1 && widthOf(`${letters.join("")}…`, size, weight) > most) letters.pop();
    return `${letters.join("")}…`;
  }

  // Lines: moves, straight parts and rounded corners -----------------------------------------------------------------

  const CORNER = 7;

  /** Make a line through points, its corners rounded: [["M", x, y], ["L", x, y], ["Q", x, y, x, y], …]. */
  function line(points) {
    const steps = [["M", ...points[0]]];
    for (let at = 1; at < points.length - 1; at += 1) {
      const [before, corner, after] = [points[at - 1], points[at], points[at + 1]];
      steps.push(["L", ...toward(corner, before)], ["Q", ...corner, ...toward(corner, after)]);
    }
    if (points.length > 1) steps.push(["L", ...points.at(-1)]);
    return steps;
  }

  function toward([x, y], [toX, toY]) {
    const length = Math.hypot(toX - x, toY - y) || 1, part = Math.min(CORNER, length / 2) / length;
    return [x + (toX - x) * part, y + (toY - y) * part];
  }

  function polygon(points) {
    return [...points.map((point, number) => [number ? "L" : "M", ...point]), ["Z"]];
  }

  // On a canvas ------------------------------------------------------------------------------------------------------

  class CanvasPen {
    constructor(context, colours = palette()) {
      this.context = context;
      this.colours = colours;
      this.family = font();
    }

    box(x, y, width, height, radius, style) {
      this.context.beginPath();
      this.context.roundRect(x - width / 2, y - height / 2, width, height, radius);
      this.finish(style);
    }

    circle(x, y, radius, style) {
      this.context.beginPath();
      this.context.arc(x, y, radius, 0, 2 * Math.PI);
      this.finish(style);
    }

    path(steps, style) {
      const moves = { M: "moveTo", L: "lineTo", Q: "quadraticCurveTo", Z: "closePath" };
      this.context.beginPath();
      for (const [move, ...numbers] of steps) this.context[moves[move]](...numbers);
      this.finish(style);
    }

    text(words, x, y, { size = 13, weight = 400, colour = "ink", align = "center", on = "" } = {}) {
      const { context } = this;
      if (on) this.ground(words, x, y, { size, weight, align, on });
      context.font = `${weight} ${size}px ${this.family}`;
      context.textAlign = align;
      context.textBaseline = "alphabetic";
      context.fillStyle = this.colours[colour];
      context.fillText(words, x, y + size * 0.36);
    }

    /** Lay the colour of the paper under words, so that lines behind do not cross them. */
    ground(words, x, y, { size, weight, align, on }) {
      const width = widthOf(words, size, weight), left = x - width * { left: 0, center: 0.5, right: 1 }[align];
      const { context } = this, alpha = context.globalAlpha;
      context.globalAlpha = alpha * 0.82;
      context.fillStyle = this.colours[on];
      context.fillRect(left - 2, y - size * 0.62, width + 4, size * 1.24);
      context.globalAlpha = alpha;
    }

    /** Draw what belongs together: named, and faint where it is not what is looked at. */
    group(name, alpha, draw) {
      this.context.globalAlpha = alpha;
      draw();
      this.context.globalAlpha = 1;
    }

    finish({ fill = "", stroke = "", width = 1, dash = [] }) {
      const { context } = this;
      if (fill) { context.fillStyle = this.colours[fill]; context.fill(); }
      if (!stroke) return;
      context.strokeStyle = this.colours[stroke];
      context.lineWidth = width;
      context.setLineDash(dash);
      context.stroke();
      context.setLineDash([]);
    }
  }

  // As SVG -----------------------------------------------------------------------------------------------------------

  /** What XML cannot hold becomes the sign for it. */
  function writable(words) {
    return words.replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, "\ufffd");
  }

  class SvgPen {
    /** Draw into an SVG element; without a palette in the style sheet's own variables, which follow the theme. */
    constructor(root, colours = null) {
      this.into = root;
      this.colour = colours ? (name) => colours[name] : (name) => `var(--${name})`;
    }

    box(x, y, width, height, radius, style) {
      this.add("rect", { x: x - width / 2, y: y - height / 2, width, height, rx: radius, ...this.look(style) });
    }

    circle(x, y, radius, style) { this.add("circle", { cx: x, cy: y, r: radius, ...this.look(style) }); }

    path(steps, style) {
      const d = steps.map(([move, ...numbers]) => move + numbers.map(short).join(" ")).join("");
      this.add("path", { d, ...this.look(style) });
    }

    text(words, x, y, { size = 13, weight = 400, colour = "ink", align = "center", on = "" } = {}) {
      const around = { "stroke-width": 4, "stroke-opacity": 0.82, "stroke-linejoin": "round", "paint-order": "stroke" };
      const halo = on ? { stroke: this.colour(on), ...around } : {};
      const anchor = { left: "start", center: "middle", right: "end" }[align];
      this.add("text", {
        x, y: y + size * 0.36, "font-size": size, "font-weight": weight, "text-anchor": anchor, fill: this.colour(colour), ...halo,
      }).textContent = writable(words);
    }

    group(name, alpha, draw) {
      const outer = this.into;
      this.into = this.add("g", alpha === 1 ? {} : { opacity: alpha });
      if (name) this.add("title", {}).textContent = writable(name);
      draw();
      this.into = outer;
    }

    look({ fill = "", stroke = "", width = 1, dash = [] }) {
      const line = stroke ? { stroke: this.colour(stroke), "stroke-width": width } : {};
      if (stroke && dash.length) line["stroke-dasharray"] = dash.join(" ");
      return { fill: fill ? this.colour(fill) : "none", ...line };
    }

    add(tag, attributes) {
      const element = document.createElementNS(SVG, tag);
      for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, typeof value === "number" ? short(value) : value);
      this.into.append(element);
      return element;
    }
  }

  function short(number) { return String(Math.round(number * 10) / 10); }

  /** Make an empty SVG of a size that shows a part of the drawing. */
  function svg({ left, top, width, height }) {
    const element = document.createElementNS(SVG, "svg");
    element.setAttribute("viewBox", [left, top, width, height].map(short).join(" "));
    return element;
  }

  pairing.pens = { CanvasPen, SvgPen, palette, font, widthOf, fitted, line, polygon, svg };
})();

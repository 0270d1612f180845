/* A picture as something to keep: a PNG, an SVG, pages of a print; with its title, date, audience and legend. */
"use strict";

(function () {
  const { pairing } = window;
  const { CanvasPen, SvgPen, palette, font, widthOf, fitted, svg } = pairing.pens;
  const { swatch, SWATCH } = pairing.shapes;

  const MARGIN = 28, TITLE = 30, LINE = 20, LEGEND = 24, SIDE = 16000; // a canvas has no side longer than about this
  const LEAST = 640;

  /** Say what stands on the sheet and how large it is: [words, style, x, y] and [key, words, x, y]. */
  function composed({ title, lines, legend, bounds }) {
    const width = Math.max(LEAST, bounds.width) + 2 * MARGIN;
    const texts = [[fitted(title, width - 2 * MARGIN, 20, 700), { size: 20, weight: 700, align: "left" }, MARGIN, MARGIN + 10]];
    let y = MARGIN + TITLE;
    for (const words of lines) {
      texts.push([fitted(words, width - 2 * MARGIN, 13), { size: 13, colour: "muted", align: "left" }, MARGIN, y + 6]);
      y += LINE;
    }
    const entries = [];
    let x = MARGIN;
    for (const [key, words] of legend) {
      const room = SWATCH.width + 8 + widthOf(words, 12) + 18;
      if (x + room > width - MARGIN && x > MARGIN) { x = MARGIN; y += LEGEND; }
      entries.push([key, words, x, y + LEGEND / 2]);
      x += room;
    }
    y += (legend.length ? LEGEND : 0) + 16;
    return { width, height: y + bounds.height + MARGIN, texts, entries, top: y };
  }

  function drawn(pen, sheet) {
    for (const [words, style, x, y] of sheet.texts) pen.text(words, x, y, style);
    for (const [key, words, x, y] of sheet.entries) {
      swatch(pen, key, x + SWATCH.width / 2, y);
      pen.text(words, x + SWATCH.width + 8, y, { size: 12, align: "left" });
    }
  }

  function asSvg(content) {
    const sheet = composed(content), colours = palette(), { bounds } = content;
    const root = svg({ left: 0, top: 0, width: sheet.width, height: sheet.height });
    const pen = new SvgPen(root, colours);
    root.setAttribute("width", Math.ceil(sheet.width));
    root.setAttribute("height", Math.ceil(sheet.height));
    root.setAttribute("font-family", font());
    root.setAttribute("lang", document.documentElement.lang);
    pen.box(sheet.width / 2, sheet.height / 2, sheet.width, sheet.height, 0, { fill: "paper" });
    drawn(pen, sheet);
    pen.into = pen.add("g", { transform: `translate(${MARGIN - bounds.left} ${sheet.top - bounds.top})` });
    content.paint(pen);
    return new Blob(['<?xml version="1.0" encoding="UTF-8"?>\n', new XMLSerializer().serializeToString(root)], { type: "image/svg+xml" });
  }

  function asPng(content) {
    const sheet = composed(content), { bounds } = content;
    const scale = Math.min(2, SIDE / sheet.width, SIDE / sheet.height);
    const canvas = document.createElement("canvas");
    canvas.width = Math.ceil(sheet.width * scale);
    canvas.height = Math.ceil(sheet.height * scale);
    const context = canvas.getContext("2d"), pen = new CanvasPen(context);
    context.scale(scale, scale);
    pen.box(sheet.width / 2, sheet.height / 2, sheet.width, sheet.height, 0, { fill: "paper" });
    drawn(pen, sheet);
    context.translate(MARGIN - bounds.left, sheet.top - bounds.top);
    content.paint(pen);
    return new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
  }

  async function save(content, kind) {
    const blob = await (kind === "svg" ? asSvg(content) : asPng(content));
    const name = content.title.replace(/[\\/:*?"<>|\u0000-\u001f]+/g, "_").slice(0, 80) || "picture";
    pairing.download(blob, `${name}.${kind}`);
  }

  // On paper: as many strips as the length asks for, cut between rows ---------------------------------------------------

  const PAPER = 0.8; // width by height of what there is of an A4 page, its headings taken off

  /** Cut a picture into strips that each fit a page, where the room between its rows is widest: above a unit. */
  function strips({ bounds, boxes }) {
    const most = bounds.width / PAPER, cuts = [bounds.top], end = bounds.top + bounds.height, open = gaps(boxes);
    while (end - cuts.at(-1) > most) {
      const last = cuts.at(-1);
      const near = open.filter(({ bottom }) => bottom > last + most / 2 && bottom < last + most);
      near.sort((one, other) => other.bottom - other.top - (one.bottom - one.top) || other.bottom - one.bottom);
      cuts.push(near.length ? near[0].bottom - 2 : last + most);
    }
    return cuts.map((top, number) => ({ left: bounds.left, width: bounds.width, top, height: (cuts[number + 1] ?? end) - top }));
  }

  /** Find the heights at which nothing stands. */
  function gaps(boxes) {
    const found = [];
    let reached = Infinity;
    for (const { top, bottom } of [...boxes].sort((one, other) => one.top - other.top)) {
      if (top > reached) found.push({ top: reached, bottom: top });
      reached = reached === Infinity ? bottom : Math.max(reached, bottom);
    }
    return found;
  }

  /** Put the picture onto the page for its print, in the style sheet's own colours. */
  function print(content, into) {
    into.replaceChildren(...strips(content).map((strip) => {
      const root = svg(strip);
      root.setAttribute("font-family", font());
      root.setAttribute("aria-hidden", "true");
      content.paint(new SvgPen(root), strip);
      return root;
    }));
  }

  pairing.sheet = { save, print };
})();

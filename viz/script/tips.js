/* Tooltips: whatever has data-tip shows it in a small box while the pointer or the focus is there.

   A classic script that knows of nothing but the page. Its text is text. Escape puts the box away, and the pointer may
   go into it, so that a long one can be read at any size (WCAG 1.4.13). */
"use strict";

(function () {
  const GAP = 6; // pixels from the pointer, or from what has the focus
  const LATER = 150; // milliseconds, time enough to go into the box

  const box = document.createElement("div");
  box.className = "tip";
  box.id = "tip";
  box.setAttribute("role", "tooltip");
  box.hidden = true;

  let owner = null, dismissed = null, leaving = 0;
  let pointer = { x: 0, y: 0 };

  const ownerAt = (element) => (element instanceof Element ? element.closest("[data-tip]") : null);

  function show(element, x, y) {
    clearTimeout(leaving);
    if (owner === element) return; // the box stays where it is: who runs after the pointer cannot be reached by it
    hide();
    owner = element;
    box.replaceChildren(...written(element.dataset.tip));
    // Last in the page, and so above all else; but what is outside an open dialog cannot be seen.
    (element.closest("dialog") ?? document.body).append(box);
    box.hidden = false;
    place(x, y);
  }

  /** The first line names what the others tell of. */
  function written(tip) {
    return tip.split("\n").map((line, number) => {
      const part = document.createElement(number ? "span" : "strong");
      part.textContent = line;
      return part;
    });
  }

  /** Put the box below and to the right of a point, or on the other side of it where there is no room. */
  function place(x, y) {
    const { clientWidth, clientHeight } = document.documentElement;
    const { width, height } = box.getBoundingClientRect();
    const left = x + GAP + width > clientWidth ? x - GAP - width : x + GAP;
    const top = y + GAP + height > clientHeight ? y - GAP - height : y + GAP;
    box.style.left = `${Math.max(0, left)}px`;
    box.style.top = `${Math.max(0, top)}px`;
  }

  function placeBelow(element) {
    const { left, bottom } = element.getBoundingClientRect();
    place(left - GAP, bottom);
  }

  function hide() {
    clearTimeout(leaving);
    owner?.removeAttribute("aria-describedby");
    owner = null;
    box.hidden = true;
  }

  function leave() {
    clearTimeout(leaving);
    leaving = setTimeout(hide, LATER);
  }

  /** Tell of what the pointer is on; what was put away with Escape stays away until the pointer has been elsewhere. */
  function point(event) {
    pointer = { x: event.clientX, y: event.clientY };
    const element = ownerAt(event.target);
    if (element !== dismissed) dismissed = null;
    if (element && element !== dismissed) show(element, pointer.x, pointer.y);
    else if (box.contains(event.target)) clearTimeout(leaving);
    else if (owner && owner !== document.activeElement && event.type === "pointerover") leave();
  }

  document.addEventListener("pointerover", point);
  document.addEventListener("pointermove", (event) => { if (event.pointerType === "mouse") point(event); });
  document.documentElement.addEventListener("pointerleave", (event) => { if (event.pointerType === "mouse") leave(); });
  document.addEventListener("focusin", (event) => {
    const element = ownerAt(event.target);
    if (!element || !element.matches(":focus-visible")) return;
    show(element, 0, 0);
    placeBelow(element);
    element.setAttribute("aria-describedby", box.id);
  });
  document.addEventListener("focusout", (event) => { if (owner && ownerAt(event.target) === owner) hide(); });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !owner) return;
    dismissed = owner;
    hide();
  });
  document.addEventListener("scroll", () => {
    if (!owner) return;
    if (owner === document.activeElement) { placeBelow(owner); return; }
    const under = document.elementFromPoint(pointer.x, pointer.y);
    if (ownerAt(under) !== owner && !box.contains(under)) hide();
  }, { capture: true, passive: true });
  document.addEventListener("pairing:language", hide);
})();

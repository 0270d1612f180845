/* Letters: how names are written to be compared, and how far two of them are apart.

   A name is compared as letters: a Chinese character by its syllable, which comes with the index. */
"use strict";

(function () {
  const { pairing } = window;
  const LONGEST = 48; // letters of a query that count

  const HAN = /[\u3400-\u9fff\uf900-\ufaff\u{20000}-\u{3ffff}]/u;
  const ONLY_HAN = /^[\u3400-\u9fff]+$/;
  const SIMPLE = /^[a-z0-9]+$/i;

  /** Reduce a text to letters and digits: widths, capitals, accents, spaces and signs are nothing. */
  function plain(text) {
    if (ONLY_HAN.test(text)) return text;
    if (SIMPLE.test(text)) return text.toLowerCase();
    const bare = text.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").normalize("NFC").toLowerCase();
    return bare.replace(/[^\p{L}\p{M}\p{N}]+/gu, "");
  }

  /** Write ü as u, for it is typed as ü, as v and as u. */
  function letters(text) { return text.includes("v") ? text.replaceAll("v", "u") : text; }

  /** Leave out a code's leading zeros. */
  function bareCode(code) { return code.replace(/(?<!\d)0+(?=\d)/g, ""); }

  /** Cut a name into what is said: a Chinese character with its syllable, or a run of other letters or of digits.
      ``spans`` say where in the name each letter of ``plain`` stands. */
  function partsOf(name, sounds) {
    const read = sounds ? sounds.split(" ") : [];
    const parts = [];
    let run = null, syllable = 0, from = 0;
    for (const character of name) {
      const to = from + character.length;
      const text = plain(character);
      const spans = Array(text.length).fill([from, to]);
      const digits = /^\d/.test(text);
      if (HAN.test(character)) {
        parts.push({ plain: text, sound: letters(read[syllable++] ?? ""), han: true, spans });
        run = null;
      } else if (!text) {
        if (!/\p{M}/u.test(character)) run = null;
      } else if (run && run.digits === digits) {
        run.plain += text; run.sound += letters(text); run.spans.push(...spans);
      } else {
        run = { plain: text, sound: letters(text), digits, spans };
        parts.push(run);
      }
      from = to;
    }
    return parts;
  }

  /** Give a part's initial; a number has itself. */
  function initialOf(part) { return part.digits ? part.sound : part.sound.slice(0, 1); }

  /** Follow a query through a name, a character as itself, a syllable or word by its beginning; give how much of each
      part it takes, or null when it does not lead through. */
  function walk(parts, units, part = 0, unit = 0, dead = new Set()) {
    if (unit === units.length) return [];
    const key = part * LONGEST + unit;
    if (part === parts.length || dead.has(key)) return null;
    for (let length = taken(parts[part], units, unit); length > 0; length--) {
      const rest = walk(parts, units, part + 1, unit + length, dead);
      if (rest) return [length, ...rest];
    }
    dead.add(key);
    return null;
  }

  function taken({ plain: text, sound, han }, units, unit) {
    if (HAN.test(units[unit])) return Number(han && text === units[unit]);
    let length = 0;
    while (length < sound.length && sound[length] === units[unit + length]) length++;
    return length;
  }

  /** Walk from a later part on; give what each part takes, the earlier ones nothing. */
  function walkWithin(parts, units) {
    for (let part = 1; part < parts.length; part++) {
      const way = walk(parts, units, part);
      if (way) return [...Array(part).fill(0), ...way];
    }
    return null;
  }

  const rows = [0, 1, 2].map(() => new Uint8Array(LONGEST + 4));
  const FAR = 99;

  /** Count the edits (a letter more, less or other, or two exchanged) that make a query a text, at best a beginning of
      it: [of the whole, of the beginning], FAR when there are more than ``most``. */
  function edits(query, text, most) {
    const width = text.length;
    let [before, above, row] = rows;
    for (let j = 0; j <= most; j++) above[j] = j;
    for (let i = 1; i <= query.length; i++) {
      const first = Math.max(1, i - most), last = Math.min(width, i + most);
      let least = row[first - 1] = first === 1 ? i : FAR;
      const letter = query.charCodeAt(i - 1);
      for (let j = first; j <= last; j++) {
        const same = letter === text.charCodeAt(j - 1);
        let cost = above[j - 1] + (same ? 0 : 1);
        if (row[j - 1] + 1 < cost) cost = row[j - 1] + 1;
        if (j < i + most && above[j] + 1 < cost) cost = above[j] + 1;
        if (!same && i > 1 && j > 1 && letter === text.charCodeAt(j - 2)
          && query.charCodeAt(i - 2) === text.charCodeAt(j - 1) && before[j - 2] + 1 < cost) cost = before[j - 2] + 1;
        row[j] = cost;
        if (cost < least) least = cost;
      }
      if (first > last || least > most) return [FAR, FAR];
      const spare = before;
      before = above; above = row; row = spare;
    }
    const last = Math.min(width, query.length + most);
    let beginning = FAR;
    for (let j = Math.max(0, query.length - most); j <= last; j++) beginning = Math.min(beginning, above[j]);
    const whole = last === width && above[width] <= most ? above[width] : FAR;
    return [whole, beginning <= most ? beginning : FAR];
  }

  /** Allow no edit in one or two letters, one in up to five, two in more. */
  function allowed(length) { return length < 3 ? 0 : length < 6 ? 1 : 2; }

  /** Give a bit for each letter there is; the digits share six. */
  function maskOf(text) {
    let mask = 0;
    for (let at = 0; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (code > 96 && code < 123) mask |= 1 << (code - 97);
      else if (code > 47 && code < 58) mask |= 1 << (26 + code % 6);
    }
    return mask;
  }

  /** Tell whether more letters are missing than edits could have changed. */
  function lacks(missing, most) {
    for (let left = missing; left; left &= left - 1) if (--most < 0) return true;
    return false;
  }

  pairing.letters = {
    LONGEST, FAR, HAN, ONLY_HAN, plain, letters, bareCode, partsOf, initialOf, walk, walkWithin, edits, allowed, maskOf,
    lacks,
  };
})();

/* Finding: the search index, what a query finds in it and in which order, and where a code is.

   What is found exactly comes first; where that is little, what is nearly so or sounds the same is added. The index
   comes in parts: a large site's are loaded one after another, the one in which the beginning of a query belongs first. */
"use strict";

(function () {
  const { pairing } = window;
  const {
    LONGEST, FAR, HAN, ONLY_HAN, plain, letters, bareCode, partsOf, initialOf, walk, walkWithin, edits, allowed, maskOf,
    lacks,
  } = pairing.letters;
  const MOST = 12; // results that are listed
  const ENOUGH = 8; // exact results beside which nobody misses similar ones

  // The index: columns, folded once, so that a keystroke only compares --------------------------------------------------

  const KINDS = ["page", "county", "village", "unit", "cadre", "household"]; // in the order of equal results
  const PAGE = 0;

  function folded(columns) {
    const { names, sounds, codes } = columns;
    const plains = [], spelled = [], initials = [], masks = new Int32Array(names.length);
    for (let row = 0; row < names.length; row++) {
      const name = plain(names[row]);
      if (name === names[row] && ONLY_HAN.test(name)) {
        spelled.push(letters(sounds[row].replaceAll(" ", "")));
        initials.push(firstLetters(sounds[row]));
      } else {
        const parts = partsOf(names[row], sounds[row]);
        spelled.push(parts.map((part) => part.sound).join(""));
        initials.push(parts.map(initialOf).join(""));
      }
      plains.push(name);
      masks[row] = maskOf(spelled[row]);
    }
    const plainCodes = codes.map(plain);
    return { ...columns, plains, spelled, initials, masks, plainCodes, bareCodes: plainCodes.map(bareCode) };
  }

  function firstLetters(sounds) {
    let initials = sounds.slice(0, 1);
    for (let at = sounds.indexOf(" "); at >= 0; at = sounds.indexOf(" ", at + 1)) initials += sounds[at + 1];
    return initials;
  }

  /** A part of the index that cannot be loaded; the message is its address. */
  class Missing extends Error {}

  function load(name) { return pairing.load(name).catch((error) => { throw new Missing(error.message); }); }

  let opened = null;

  /** Load the manifest, once. */
  function manifest() {
    opened ??= load("index").then(indexOf, (error) => { opened = null; throw error; });
    return opened;
  }

  function indexOf({ pages, places, readings, shards, codes }) {
    const read = new Map();
    for (const [sound, characters] of Object.entries(readings)) {
      for (const character of characters) read.set(character, [...read.get(character) ?? [], letters(sound)]);
    }
    let first = 0;
    return {
      pages, places: placesOf(places), readings: read,
      shards: shards.map(([size, from, to], number) => {
        first += size;
        return { name: `index-${number + 1}`, first: first - size, size, from, to, rows: null, asked: null };
      }),
      codes: codes.map(([from, to], number) => ({ name: `index-code-${number + 1}`, from, to })),
    };
  }

  /** Fold the places. A page is found by its title in either language: the other one stands behind all places. */
  function placesOf(places) {
    const others = places.flatMap(([, , name], at) => typeof name === "string" ? [] : [{ at, other: 1 }]);
    const listed = [...places.map((_, at) => ({ at, other: 0 })), ...others];
    const pick = (value, other) => typeof value === "string" ? value : value[other];
    const columns = listed.map(({ at, other }) => {
      const [kind, code, name, sounds, where, page] = places[at];
      return [KINDS.indexOf(kind), code, pick(name, other), pick(sounds, other), where, page, name];
    });
    const column = (number) => columns.map((row) => row[number]);
    return folded({
      first: 0, kinds: column(0), codes: column(1), names: column(2), sounds: column(3), where: column(4), pages: column(5),
      words: column(6), wherePlain: column(4).map(plain),
    });
  }

  /** Load a shard, once. */
  function shardOf(shard) {
    shard.asked ??= load(shard.name).then(({ cadres, ...columns }) => {
      const kinds = new Uint8Array(shard.size).fill(KINDS.indexOf("household")).fill(KINDS.indexOf("cadre"), 0, cadres);
      shard.rows = folded({ first: shard.first, kinds, ...columns });
      return shard.rows;
    }).catch((error) => { shard.asked = null; throw error; });
    return shard.asked;
  }

  /** Say all that is told of a row. */
  function entryOf(index, rows, row) {
    const kind = KINDS[rows.kinds[row]], code = rows.codes[row];
    const isPerson = Boolean(rows.places), place = isPerson ? rows.places[row] : -1;
    return {
      rows, row, kind, code,
      name: isPerson ? rows.names[row] : pairing.t(rows.words[row]),
      node: code ? `${kind}:${code}` : null,
      where: isPerson ? (place < 0 ? "" : pairing.t(index.places.words[place])) : rows.where[row],
      page: isPerson ? index.pages[rows.pages[row]] ?? "" : rows.pages[row],
    };
  }

  // Comparing -----------------------------------------------------------------------------------------------------------

  const [
    NAME, NAME_BEGINS, INITIALS, INITIALS_BEGIN, SPELLED, SPELLED_BEGINS, WALKED, NAME_HAS, WALKED_WITHIN,
    CODE, BARE_CODE, CODE_BEGINS, BARE_CODE_BEGINS, NUMBER, IN_PLACE,
    SAME_SOUND, SAME_SOUND_BEGINS, ONE_EDIT, OTHER_CHARACTER, TWO_EDITS, BEGINS_ONE_EDIT, BEGINS_TWO_EDITS,
    CODE_ONE_EDIT, CODE_TWO_EDITS, NONE,
  ] = Array(25).keys(); // ranks, best first

  /** Tell a result from one that is only similar. */
  function isExact(rank) { return rank <= IN_PLACE; }

  /** Tell whether a result was found by its code. */
  function isByCode(rank) { return (rank >= CODE && rank <= NUMBER) || (rank >= CODE_ONE_EDIT && rank < NONE); }

  /** Read a query; null when there is no letter in it. */
  function queryOf(text, index) {
    const whole = plain(text).slice(0, LONGEST);
    if (!whole) return null;
    const units = Array.from(letters(whole)), characters = units.filter((unit) => HAN.test(unit));
    const count = characters.length, hasDigit = /\d/.test(whole);
    return {
      whole, units, letters: letters(whole), bare: bareCode(whole), initial: letters(whole).slice(0, 1),
      mask: maskOf(letters(whole)), characters, mixed: count > 0 && count < units.length,
      coded: !count && (whole.length > 1 || hasDigit), hasDigit, number: /^\d+$/.test(whole),
      said: saidOf(units, index.readings).map((said) => ({
        said, mask: maskOf(said), most: Math.min(allowed(said.length), count ? allowed(count + 1) : 2),
      })),
    };
  }

  /** Write a query in letters: every way in which its characters are read, four at most, none for one we cannot read. */
  function saidOf(units, readings) {
    let ways = [""];
    for (const unit of units) {
      const read = HAN.test(unit) ? readings.get(unit) ?? [] : [unit];
      ways = ways.flatMap((way) => read.map((one) => way + one)).slice(0, 4);
    }
    return ways.map((way) => way.slice(0, LONGEST));
  }

  /** Rank a row that a query finds exactly, by its name or code. */
  function rankOf(rows, row, query) {
    const name = rows.plains[row], at = name.indexOf(query.whole);
    if (at === 0) return name.length === query.whole.length ? NAME : NAME_BEGINS;
    const read = query.characters.length ? rankOfMixed(rows, row, query) : rankOfLetters(rows, row, query);
    if (read < NAME_HAS) return read;
    if (at > 0) return NAME_HAS;
    if (read < NONE) return read;
    return query.coded ? rankOfCode(rows, row, query) : NONE;
  }

  function rankOfMixed(rows, row, query) {
    if (!query.mixed || !query.characters.every((character) => rows.plains[row].includes(character))) return NONE;
    return walk(partsOf(rows.names[row], rows.sounds[row]), query.units) ? WALKED : NONE;
  }

  function rankOfLetters(rows, row, query) {
    if (query.mask & ~rows.masks[row]) return NONE;
    const initials = rows.initials[row], spelled = rows.spelled[row], typed = query.letters;
    if (initials.startsWith(query.initial)) {
      if (initials.startsWith(typed)) return initials.length === typed.length ? INITIALS : INITIALS_BEGIN;
      if (spelled.startsWith(typed)) return spelled.length === typed.length ? SPELLED : SPELLED_BEGINS;
      if (walk(partsOf(rows.names[row], rows.sounds[row]), query.units)) return WALKED;
    }
    if (typed.length < 2 || !(initials.includes(typed) || spelled.includes(typed))) return NONE;
    return walkWithin(partsOf(rows.names[row], rows.sounds[row]), query.units) ? WALKED_WITHIN : NONE;
  }

  function rankOfCode(rows, row, query) {
    const code = rows.plainCodes[row], bare = rows.bareCodes[row];
    if (code.startsWith(query.whole)) return code.length === query.whole.length ? CODE : CODE_BEGINS;
    if (bare.startsWith(query.bare)) return bare.length === query.bare.length ? BARE_CODE : BARE_CODE_BEGINS;
    const before = bare.length - query.bare.length - 1;
    return query.number && bare.endsWith(query.bare) && !/\d/.test(bare[before]) ? NUMBER : NONE;
  }

  /** Rank a row that is nearly what was typed, or sounds the same. */
  function rankOfSimilar(rows, row, query) {
    let rank = NONE;
    for (const { said, mask, most } of query.said) {
      if (lacks(mask & ~rows.masks[row], most)) continue;
      const [whole, beginning] = edits(said, rows.spelled[row], most);
      rank = Math.min(rank, [SAME_SOUND, ONE_EDIT, TWO_EDITS][whole] ?? NONE);
      if (said.length < 4 && beginning) continue; // three letters with an error begin too many names
      rank = Math.min(rank, [SAME_SOUND_BEGINS, BEGINS_ONE_EDIT, BEGINS_TWO_EDITS][beginning] ?? NONE);
    }
    if (!query.characters.length || rank < OTHER_CHARACTER) return rank;
    return hasOtherCharacter(rows.plains[row], query) ? OTHER_CHARACTER : rank;
  }

  /** Tell whether a name of three characters or more has one that is other, missing or too many; of six, two. */
  function hasOtherCharacter(name, query) {
    let most = allowed(query.units.length);
    if (!most || Math.abs(name.length - query.whole.length) > most) return false;
    for (const unit of query.units) if (!name.includes(unit) && --most < 0) return false;
    return edits(query.letters, name, allowed(query.units.length))[0] < FAR;
  }

  function rankOfSimilarCode(rows, row, query) {
    const [whole] = edits(query.bare, rows.bareCodes[row], allowed(query.whole.length));
    return [NONE, CODE_ONE_EDIT, CODE_TWO_EDITS][whole] ?? NONE;
  }

  /** Read a query as a name and a place, in either order: namesakes are told apart by their village or unit. */
  function inPlaces(text, index) {
    const terms = text.trim().split(/\s+/);
    if (terms.length < 2) return [];
    const splits = [[terms.slice(0, -1), terms.slice(-1)], [terms.slice(1), terms.slice(0, 1)]];
    return splits.flatMap(([name, place]) => {
      const who = queryOf(name.join(" "), index), where = queryOf(place[0], index);
      return who && where ? [{ who, there: index.places.names.map((_, row) => isPlace(index.places, row, where)) }] : [];
    });
  }

  function isPlace(places, row, where) {
    return places.plains[row].includes(where.whole) || places.wherePlain[row].includes(where.whole)
      || places.initials[row].startsWith(where.letters) || places.spelled[row].startsWith(where.letters);
  }

  // What of a name was matched --------------------------------------------------------------------------------------------

  /** Give the stretches of a name that a query matches, from and to, in order. */
  function matched({ rank, rows, row: at }, query) {
    if (rank > WALKED_WITHIN) return [];
    const parts = partsOf(rows.names[at], rows.sounds[at]);
    if (rank === NAME || rank === NAME_BEGINS || rank === NAME_HAS) {
      const from = rows.plains[at].indexOf(query.whole);
      return joined(parts.flatMap((part) => part.spans).slice(from, from + query.whole.length));
    }
    const taken = way(parts, rank, query);
    return joined(parts.flatMap((part, number) => spansOf(part, taken[number] ?? 0)));
  }

  function way(parts, rank, query) {
    if (rank === WALKED_WITHIN) return walkWithin(parts, query.units) ?? [];
    if (rank !== INITIALS && rank !== INITIALS_BEGIN) return walk(parts, query.units) ?? [];
    let left = query.letters.length;
    return parts.map((part) => { const length = Math.min(left, initialOf(part).length); left -= length; return length; });
  }

  function spansOf({ han, spans }, length) { return han && length ? spans : spans.slice(0, length); }

  function joined(spans) {
    const stretches = [];
    for (const [from, to] of spans) {
      const last = stretches.at(-1);
      if (last && last[1] >= from) last[1] = Math.max(last[1], to); else stretches.push([from, to]);
    }
    return stretches;
  }

  // A search --------------------------------------------------------------------------------------------------------------

  /** Keep the best of what is offered, and count all of it. */
  class Best {
    list = [];
    count = 0;

    offer(rank, rows, row) {
      const kind = rows.kinds[row], score = (rank * KINDS.length + kind) * 2 ** 32 + rows.first + row;
      if (kind === PAGE && !this.outdoes(score, rows, row)) return;
      this.count++;
      if (this.list.length === MOST && score > this.list[MOST - 1].score) return;
      const at = this.list.findIndex((one) => one.score > score);
      this.list.splice(at < 0 ? this.list.length : at, 0, { score, rank, rows, row });
      this.list.length = Math.min(this.list.length, MOST);
    }

    /** Tell whether a page is found better by this title than by its other one, and forget that. */
    outdoes(score, rows, row) {
      const page = rows.pages[row];
      const twin = this.list.findIndex((one) => one.rows.kinds[one.row] === PAGE && one.rows.pages[one.row] === page);
      if (twin < 0) return true;
      if (this.list[twin].score <= score) return false;
      this.list.splice(twin, 1);
      this.count--;
      return true;
    }

    has(rows, row) { return this.list.some((one) => one.rows === rows && one.row === row); }
  }

  /** A query and what is found of it in the parts of the index that it has scanned. */
  class Search {
    exact = new Best();
    similar = new Best();
    similarCodes = new Best();

    constructor(text, index) {
      this.index = index;
      this.query = queryOf(text, index);
      this.within = inPlaces(text, index);
    }

    /** Tell whether so much is found exactly that nothing similar is shown. */
    get isEnough() { return this.exact.count >= ENOUGH; }
    get shown() { // what is shown, the best first
      const { exact, similar, similarCodes } = this;
      return [exact, ...this.isEnough ? [] : [similar], ...exact.count ? [] : [similarCodes]];
    }
    get count() { return this.shown.reduce((sum, { count }) => sum + count, 0); }
    get found() { return this.shown.flatMap(({ list }) => list).slice(0, MOST); }

    /** Search a part of the index. */
    scan(rows) {
      const { query, exact } = this;
      for (let row = 0; row < rows.names.length; row++) {
        const rank = rankOf(rows, row, query);
        if (rank < NONE) exact.offer(rank, rows, row);
      }
      if (!this.isEnough && rows.places) this.scanWithin(rows);
      if (!this.isEnough) this.scanSimilar(rows);
    }

    scanWithin(rows) {
      for (const { who, there } of this.within) {
        for (let row = 0; row < rows.names.length; row++) {
          if (!there[rows.places[row]] || rankOf(rows, row, who) === NONE) continue;
          if (!this.exact.has(rows, row)) this.exact.offer(IN_PLACE, rows, row);
        }
      }
    }

    scanSimilar(rows) {
      const { query, exact, similar, similarCodes } = this;
      const byCode = query.coded && query.hasDigit && !exact.count;
      for (let row = 0; row < rows.names.length; row++) {
        const rank = rankOfSimilar(rows, row, query);
        if (rank < NONE && !exact.has(rows, row)) similar.offer(rank, rows, row);
        const rankOfIt = byCode && rank === NONE ? rankOfSimilarCode(rows, row, query) : NONE;
        if (rankOfIt < NONE) similarCodes.offer(rankOfIt, rows, row);
      }
    }
  }

  /** Give the shards in the order in which they are searched: where the code is, where the beginning belongs, the rest. */
  async function inOrder(index, query) {
    const isCode = query.coded && query.hasDigit;
    const holding = isCode ? await rowsOfCode(index, (_, bare) => bare === query.bare, query.bare) : [];
    const distance = ({ first, size, from, to }) => {
      if (holding.some((at) => at >= first && at < first + size)) return 0;
      if (query.said.some(({ said }) => from <= `${said}\uffff` && to >= said)) return 1;
      return query.said.some(({ said }) => from[0] <= said[0] && to[0] >= said[0]) ? 2 : 3;
    };
    const ordered = index.shards.map((shard) => [distance(shard), shard]).sort(([one], [other]) => one - other);
    return ordered.map(([, shard]) => shard);
  }

  /** Find the rows of a code by the parts of the index that are sorted by codes; none in a site that needs no such part. */
  async function rowsOfCode(index, isIt, bare) {
    const rows = [];
    for (const { name, from, to } of index.codes) {
      if (bare < from || bare > to) continue;
      const { codes, at } = await load(name);
      codes.forEach((code, row) => { if (isIt(code, bareCode(plain(code)))) rows.push(at[row]); });
    }
    return rows.slice(0, MOST);
  }

  /** Find the page of a node, ``household:H0123``, whatever the case of its letters; null when there is none. */
  async function find(node) { return (await locate(node))?.page || null; }

  /** Find a node: its page, and its name as the site writes it. */
  async function locate(node) {
    const kind = KINDS.indexOf(node.slice(0, node.indexOf(":"))), code = node.slice(node.indexOf(":") + 1);
    if (kind <= 1 || !code) return null;
    const index = await manifest();
    const places = rowOf(index, index.places, kind, code);
    if (places || KINDS[kind] === "village" || KINDS[kind] === "unit") return places;
    const holding = await rowsOfCode(index, (one) => one.toLowerCase() === code.toLowerCase(), bareCode(plain(code)));
    for (const shard of index.shards) {
      if (index.codes.length && !holding.some((at) => at >= shard.first && at < shard.first + shard.size)) continue;
      const found = rowOf(index, await shardOf(shard), kind, code);
      if (found) return found;
    }
    return null;
  }

  /** Find the row of a code, better with the very same letters. */
  function rowOf(index, rows, kind, code) {
    const small = code.toLowerCase();
    let found = -1;
    for (let at = 0; at < rows.codes.length; at++) {
      if (rows.kinds[at] !== kind || rows.codes[at].length !== code.length) continue;
      if (rows.codes[at] === code) return entryOf(index, rows, at);
      if (found < 0 && rows.codes[at].toLowerCase() === small) found = at;
    }
    return found < 0 ? null : entryOf(index, rows, found);
  }

  pairing.find = find;
  pairing.locate = locate;
  pairing.finding = { Search, Missing, manifest, shardOf, inOrder, entryOf, matched, isExact, isByCode };
})();

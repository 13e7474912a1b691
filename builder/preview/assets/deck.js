"use strict";
/* The deck: its index, its cards in chunks that are loaded when they are wanted, and the
   search through them. The data comes in scripts that call `Deck.index` and `Deck.chunk`. */

const Deck = (() => {
  const chunks = new Map(); // by number: {version, strings, notes}
  const waiting = new Map(); // by number: [resolve, …]
  const listeners = [];
  let info = null;
  let notes = [];
  let byId = new Map();

  function index(value) {
    info = value;
    notes = value.notes.map((row, number) => {
      const [id, kind, title, deck, tags, ordinals, style, length, place, change, draft] = row;
      return {
        number, id, title, ordinals, length, place, change,
        kind: value.kinds[kind],
        deck: value.decks[deck],
        tags: tags.map((tag) => value.tags[tag]),
        css: value.styles[style],
        isDraft: Boolean(draft),
        findings: [],
      };
    });
    for (const name of value.media) known.add(name);
    byId = new Map(notes.map((note) => [note.id, note]));
    for (const [note, severity, code, message, place] of value.findings) {
      const finding = { severity, code, message, place };
      if (note >= 0) notes[note].findings.push(finding);
    }
    for (const [number, chunk] of chunks) {
      if (chunk.version !== value.chunks[number]) chunks.delete(number);
    }
    for (const listener of listeners) listener();
  }

  async function chunk(number, version, value) {
    const cards = typeof value === "string" ? JSON.parse(await unpacked(value)) : value;
    chunks.set(number, { version, ...cards });
    for (const resolve of waiting.get(number) || []) resolve();
    waiting.delete(number);
  }

  /** The text of something large, which the site keeps small. */
  function unpacked(text) {
    const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
    return new Response(stream).text();
  }

  function script(address, then = () => {}) {
    const element = document.createElement("script");
    element.src = address;
    element.onload = element.onerror = () => { element.remove(); then(); };
    document.head.append(element);
  }

  let isRefreshing = false;
  let isStale = false;

  /** Loads the index anew, one after the other: the last is the newest. */
  function refresh() {
    isStale = true;
    if (isRefreshing) return;
    isRefreshing = true;
    isStale = false;
    script(`data/index.js?at=${Date.now()}`, () => {
      isRefreshing = false;
      if (isStale) refresh();
    });
  }

  function load(number) {
    if (chunks.has(number)) return Promise.resolve();
    return new Promise((resolve) => {
      if (!waiting.has(number)) {
        waiting.set(number, []);
        if (!window.FILES) script(`data/${number}.js?v=${info.chunks[number]}`);
      }
      waiting.get(number).push(resolve);
    });
  }

  const chunkOf = (note) => Math.floor(note.number / info.chunkSize);

  function rowOf(note) {
    const found = chunks.get(chunkOf(note));
    return found && [found.strings, found.notes[note.number % info.chunkSize]];
  }

  const side = (strings, [pieces, sounds = []]) => ({
    html: pieces.map((piece) => strings[piece]).join(""),
    sounds,
  });

  /** One of the cards of a note, by its place among them. */
  async function card(note, place) {
    await load(chunkOf(note));
    const [strings, [, cards]] = rowOf(note);
    if (!cards[place]) return null;
    const [question, answer, problem, expected] = cards[place];
    return {
      note, problem, expected,
      question: side(strings, question),
      answer: side(strings, answer),
    };
  }

  /** All fields of a note; nothing of one that is not loaded. */
  function html(note) {
    const row = rowOf(note);
    return row ? row[1][0].map((field) => row[0][field]).join(" ") : "";
  }

  /** All words of a note, for the search; of one that is not loaded its title alone. */
  function text(note) {
    if (note.words !== undefined) return note.words;
    const words = plain(`${note.title} ${note.id} ${html(note)}`);
    if (rowOf(note)) note.words = words;
    return words;
  }

  const plain = (html) => html
    .replace(/<[^>]*>/g, " ")
    .replace(/\{\{c[\d,]+::|\}\}/g, "")
    .replace(/&lt;/g, "<").replace(/&gt;/g, ">").replace(/&nbsp;/g, " ").replace(/&amp;/g, "&")
    .normalize("NFKC").toLowerCase();

  /** Loads what is missing, a chunk at a time; `then` hears that the search knows more. */
  async function loadAll(then) {
    for (let number = 0; info && number < info.chunks.length; number++) {
      if (chunks.has(number)) continue;
      await load(number);
      if (number % 8 === 7) then();
      await new Promise((resolve) => setTimeout(resolve, 0));
    }
    then();
  }

  /* -- pictures, sound, MathJax: handed to the frames of cards, which load nothing -- */

  const files = new Map(); // by name: a data address
  const asked = new Map(); // by name: [promise, resolve]
  let mathjax = null;

  function media(name, address) {
    files.set(name, address);
    asked.get(name)?.[1]();
  }

  const known = new Set();

  function loadMedia(names) {
    return Promise.all(names.filter((name) => known.has(name) && !files.has(name)).map((name) => {
      if (!asked.has(name)) {
        let heard;
        const waits = new Promise((resolve) => { heard = resolve; });
        asked.set(name, [waits, heard]);
        script(`media/${encodeURIComponent(name)}.js`, heard);
      }
      return asked.get(name)[0];
    }));
  }

  function loadMathJax() {
    if (window.PACKED_MATHJAX) return Promise.resolve(window.PACKED_MATHJAX);
    mathjax ||= new Promise((resolve) => {
      script("assets/mathjax.js", resolve);
    }).then(() => window.PACKED_MATHJAX || "");
    return mathjax;
  }

  const isBelow = (name, wanted) => name === wanted || name.startsWith(`${wanted}::`);

  /** Whether a name is the wanted one, or below it; `*` stands for anything. */
  function names(name, wanted) {
    name = name.toLowerCase();
    if (!wanted.includes("*")) return isBelow(name, wanted) || name.split("::").includes(wanted);
    const pattern = wanted.split("*").map((part) => part.replace(/[.+?^${}()|[\]\\]/g, "\\$&"));
    return new RegExp(`^${pattern.join(".*")}$`).test(name);
  }

  const HOLDS = {
    picture: /<img\b/i,
    sound: /\[sound:|\[anki:tts/,
    math: /\\\(|\\\[|<anki-mathjax/,
  };

  const KINDS = {
    tag: (note, value) => note.tags.some((tag) => names(tag, value)),
    deck: (note, value) => names(note.deck, value),
    id: (note, value) => names(note.id, value),
    kind: (note, value) => names(note.kind, value),
    is: (note, value) => (value === "draft" ? note.isDraft : note.change === value),
    has: (note, value) => (HOLDS[value]
      ? HOLDS[value].test(html(note))
      : note.findings.some((one) => value === "finding" || value === `finding:${one.code}`)),
  };

  function terms(query) {
    const found = query.normalize("NFKC").toLowerCase().match(/-?(?:\w+:)?(?:"[^"]*"|\S+)/g) || [];
    return found.map((term) => {
      const isNot = term.startsWith("-") && term.length > 1;
      const words = (isNot ? term.slice(1) : term).replaceAll('"', "");
      const at = words.indexOf(":");
      const test = at > 0 ? KINDS[words.slice(0, at)] : undefined;
      const value = words.slice(at + 1);
      const holds = test ? (note) => test(note, value) : (note) => text(note).includes(words);
      return (note) => holds(note) !== isNot;
    });
  }

  /** The notes that a query finds; it is read as Anki reads a search, simpler. */
  function search(query) {
    const tests = terms(query);
    return notes.filter((note) => tests.every((test) => test(note)));
  }

  /** The findings that no note has. */
  const otherFindings = () => info.findings
    .filter(([note]) => note < 0)
    .map(([, severity, code, message, place]) => ({ severity, code, message, place }));

  return {
    index, chunk, media, refresh, loadMedia, loadMathJax,
    file: (name) => files.get(name),
    card, search, loadAll, otherFindings, isBelow,
    note: (id) => byId.get(id),
    onIndex: (listener) => listeners.push(listener),
    get info() { return info; },
    get notes() { return notes; },
  };
})();

"use strict";
/* A card on the page: a frame that its scripts cannot leave. */

const CardFrame = (() => {
  const frames = new Map(); // by window: what listens to it
  const PATIENCE = 1000; // milliseconds until a frame that does not answer is loaded anew
  const KEYS = new Set([" ", "Enter", "ArrowLeft", "ArrowRight", "1", "2", "3", "4", "/", "?", "n", "j", "k", "b", "p", "s", "e"]);

  window.addEventListener("message", ({ source, data }) => {
    const one = frames.get(source);
    if (!one || typeof data !== "object" || data === null) return;
    if (data.ready) one.ready();
    if (data.alive) one.isAlive = true;
    if (Number.isFinite(data.height)) one.resize(Math.min(Math.max(data.height, 40), 20_000));
    if (KEYS.has(data.key)) document.dispatchEvent(new CustomEvent("card-key", { detail: data.key }));
    if (typeof data.link === "string") document.dispatchEvent(new CustomEvent("card-link", { detail: data.link }));
    if (typeof data.shown === "string") one.element.dataset.shown = data.shown;
  });

  const ATTRIBUTE = /((?:src|href|data|poster)\s*=\s*)(?:"([^"]*)"|'([^']*)'|([^"'\s>]+))/g;
  const ADDRESS = /url\(\s*(?:"([^"]*)"|'([^']*)'|([^"')]*?))\s*\)/g;

  /** The name of a file as HTML or CSS write it. */
  function nameOf(written) {
    const text = written.replace(/&amp;/g, "&").replace(/&quot;/g, '"').replace(/&#39;/g, "'");
    try { return decodeURIComponent(text).normalize("NFC"); } catch { return text; }
  }

  function namesIn(text) {
    return [...text.matchAll(ATTRIBUTE), ...text.matchAll(ADDRESS)].map((match) =>
      nameOf(match.slice(match[0].startsWith("url") ? 1 : 2).find((one) => one !== undefined)));
  }

  /** Puts the files themselves in the place of their names. */
  const withFiles = (text) => text
    .replace(ATTRIBUTE, (all, start, ...names) => {
      const file = Deck.file(nameOf(names.slice(0, 3).find((one) => one !== undefined)));
      return file ? `${start}"${file}"` : all;
    })
    .replace(ADDRESS, (all, ...names) => {
      const file = Deck.file(nameOf(names.slice(0, 3).find((one) => one !== undefined)));
      return file ? `url("${file}")` : all;
    });

  const playable = (sounds) => sounds.map(([file, ...rest]) => [file && (Deck.file(file) || file), ...rest]);

  /** All that the frame needs to show a side. */
  async function message(card, isAnswer) {
    const side = isAnswer ? card.answer : card.question;
    const sounds = [...card.question.sounds, ...card.answer.sounds].map(([file]) => file);
    await Deck.loadMedia([...namesIn(side.html), ...namesIn(card.note.css), ...sounds]);
    const hasMath = /\\\(|\\\[|<anki-mathjax/.test(side.html);
    return {
      key: `${card.note.id}/${card.ordinal}/${isAnswer ? "answer" : "question"}`,
      html: withFiles(side.html),
      css: withFiles(card.note.css),
      sounds: { q: playable(card.question.sounds), a: playable(card.answer.sounds) },
      expected: card.expected,
      ordinal: card.ordinal,
      mathjax: hasMath ? await Deck.loadMathJax() : "",
      isAnswer,
    };
  }

  /** Makes a frame; `show(card, options)` puts a side of a card into it. */
  function make({ width = 0, label = "Card" } = {}) {
    const element = document.createElement("iframe");
    element.title = label;
    element.setAttribute("sandbox", "allow-scripts");
    element.setAttribute("referrerpolicy", "no-referrer");
    element.setAttribute("allow", "");
    element.className = "card-frame";
    if (width) element.style.width = `${width}px`;
    let isReady = false;
    let wanted = null;
    let turn = 0; // what was asked for last is shown, whichever is ready first
    function load() {
      isReady = false;
      if (window.FRAME) element.srcdoc = window.FRAME;
      else element.src = "frame.html";
    }
    /** A card that led its frame astray gets another one. */
    function send() {
      one.isAlive = false;
      element.contentWindow?.postMessage(wanted, "*");
      setTimeout(() => { if (!one.isAlive && isReady && element.isConnected) load(); }, PATIENCE);
    }
    const one = {
      element,
      isAlive: false,
      ready() { // a card may say so too, and again and again
        if (isReady) return;
        isReady = true;
        if (wanted) send();
      },
      resize(height) { element.style.height = `${height}px`; },
      async show(card, { isAnswer = false, isNight = false } = {}) {
        element.dataset.shown = "";
        const mine = ++turn;
        const told = await message(card, isAnswer);
        if (mine !== turn) return;
        wanted = { ...told, isNight };
        if (isReady) send();
      },
      remove() { frames.delete(element.contentWindow); element.remove(); },
    };
    load();
    return one;
  }

  /** Puts a frame into the page: only there it has a window to listen to. */
  function place(one, parent) {
    parent.append(one.element);
    frames.set(one.element.contentWindow, one);
    return one;
  }

  return { make, place };
})();

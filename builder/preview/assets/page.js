"use strict";
/* The page: its parts, its address, day and night, and what it says. */

const Page = (() => {
  const byId = (id) => document.getElementById(id);
  const dark = window.matchMedia("(prefers-color-scheme: dark)");
  const listeners = [];
  let theme = stored("decks-theme") || "auto";

  /** Makes an element; text is text, never HTML. */
  function el(name, properties = {}, ...children) {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(properties)) {
      if (value === null || value === undefined) continue;
      if (key === "dataset") Object.assign(element.dataset, value);
      else element[key] = value;
    }
    element.append(...children.filter((child) => child !== null && child !== undefined).map(
      (child) => (child instanceof Node ? child : String(child))));
    return element;
  }

  const fill = (id, ...children) => byId(id).replaceChildren(
    ...children.filter((child) => child !== null && child !== undefined).map((child) => (child instanceof Node ? child : String(child))));

  function stored(key) {
    try { return localStorage.getItem(key); } catch { return null; }
  }

  function store(key, value) {
    try { localStorage.setItem(key, value); } catch { /* a browser that keeps nothing */ }
  }

  const isNight = () => theme === "night" || (theme === "auto" && dark.matches);

  function applyTheme() {
    document.documentElement.dataset.theme = isNight() ? "night" : "day";
    byId("night").setAttribute("aria-pressed", String(isNight()));
  }

  function toggleNight() {
    theme = isNight() ? "day" : "night";
    store("decks-theme", theme);
    applyTheme();
    for (const listener of listeners) listener();
  }

  dark.addEventListener("change", () => { applyTheme(); for (const listener of listeners) listener(); });

  /** What stands behind the `#` of the address: the view, the search, the note. */
  const place = () => Object.fromEntries(new URLSearchParams(window.location.hash.slice(1)));

  function remember(changes) {
    const values = { ...place(), ...changes };
    for (const [key, value] of Object.entries(values)) if (value === null || value === "") delete values[key];
    const address = `#${new URLSearchParams(values)}`;
    if (address !== window.location.hash) {
      try { window.history.replaceState(null, "", address); } catch { window.location.hash = address; }
    }
  }

  let told;
  function toast(...children) {
    clearTimeout(told);
    fill("toast", ...children);
    byId("toast").hidden = false;
    told = setTimeout(() => { byId("toast").hidden = true; }, 6000);
  }

  const say = (text) => { byId("said").textContent = text; };
  const number = (count, noun) => `${count.toLocaleString("en")} ${noun}${count === 1 ? "" : "s"}`;

  /** A finding of `check`, with its place. */
  const finding = (one) => el("li", { className: one.severity },
    el("p", { dir: "auto" }, one.message),
    el("p", { className: "under" }, el("code", {}, one.code), " ", placeLink(one.place)));

  /** A place in a file: opens it in the editor, or is copied. */
  function placeLink(text) {
    return el("button", { type: "button", className: "place", title: "Open in the editor, or copy", onclick: () => openPlace(text) }, text);
  }

  async function openPlace(text) {
    const answer = Deck.info.isLive
      ? await fetch("open", { method: "POST", headers: { "X-Decks": "open" }, body: text }).then((one) => one.json()).catch(() => ({}))
      : {};
    if (answer.opened) { toast(`Opened ${text}`); return; }
    if (answer.link) { window.location.href = answer.link; return; }
    try {
      await navigator.clipboard.writeText(text);
      toast(`Copied ${text}`);
    } catch { toast(text); }
  }

  function toggle(name, isOpen) {
    document.body.classList.toggle(`${name}-open`, isOpen);
    const button = byId(`${name}-button`);
    button?.setAttribute("aria-expanded", String(document.body.classList.contains(`${name}-open`)));
  }

  return {
    byId, el, fill, place, remember, toast, say, number, finding, placeLink, applyTheme, toggleNight,
    onTheme: (listener) => listeners.push(listener),
    toggle, close: (name) => toggle(name, false),
    toStage: () => byId("stage").focus({ preventScroll: false }),
    get isNight() { return isNight(); },
    get query() { return byId("search").value; },
    set query(text) { byId("search").value = text; remember({ q: text }); },
  };
})();

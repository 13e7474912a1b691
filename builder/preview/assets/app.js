"use strict";
/* The views of the page and the keys, put together. */

(() => {
  const { el, byId } = Page;
  const VIEWS = ["about", "cards", "study", "numbers"];
  let view = null;
  let isFirst = true;

  function open(name, query) {
    if (query !== undefined) Page.query = query;
    view = VIEWS.includes(name) ? name : VIEWS[0];
    document.body.dataset.view = view;
    for (const one of VIEWS) {
      byId(one).hidden = one !== view;
      const link = document.querySelector(`nav a[href="#view=${one}"]`);
      if (one === view) link.setAttribute("aria-current", "page");
      else link.removeAttribute("aria-current");
    }
    Page.remember({ view });
    if (view === "cards") Browse.renew(Page.place());
    if (view === "study") Study.open();
    if (view === "numbers") Numbers.open();
    Page.close("tree");
    Page.close("list");
  }

  Page.open = open;

  function about() {
    const { info, notes } = Deck;
    const cards = notes.reduce((sum, note) => sum + note.ordinals.length, 0);
    document.title = info.name;
    document.body.classList.toggle("live", info.isLive);
    for (const place of document.querySelectorAll(".deck-name")) {
      place.textContent = info.name;
      place.lang = info.language || "en";
    }
    Page.fill("facts", [info.version && `Version ${info.version}`, Page.number(notes.length, "note"), Page.number(cards, "card"), ...info.facts].filter(Boolean).join(" · "));
    byId("description").innerHTML = info.description; // made of Markdown, without raw HTML
    byId("changelog").innerHTML = info.changelog;
    byId("history").hidden = !info.changelog;
    byId("description").lang = byId("changelog").lang = info.language || "en";
    Page.fill("downloads", ...info.downloads.map(([name, size, noteCount, cardCount]) =>
      el("a", { className: "download", href: window.FILES ? window.FILES[name] || "#" : `packages/${encodeURIComponent(name)}`, download: name },
        el("b", {}, name), el("span", { className: "under" }, `${Page.number(noteCount, "note")}, ${Page.number(cardCount, "card")} · ${sized(size)}`))));
  }

  const sized = (bytes) => (bytes < 1_000_000 ? `${Math.ceil(bytes / 1000)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`);

  function problems() {
    const others = Deck.otherFindings();
    const errors = others.filter((one) => one.severity === "error");
    byId("problems").hidden = !others.length;
    byId("problems").open = errors.length > 0;
    Page.fill("problems-count", `${Page.number(others.length, "finding")} about the deck as a whole`);
    Page.fill("problems-list", ...others.map(Page.finding));
  }

  Deck.onIndex(() => {
    about();
    problems();
    if (isFirst) {
      isFirst = false;
      const { view: wanted, q, note } = Page.place();
      byId("search").value = q || "";
      Page.applyTheme();
      open(wanted || (note || q || Deck.info.isLive ? "cards" : "about"));
      setTimeout(() => Deck.loadAll(found), 400);
      return;
    }
    if (view === "cards") Browse.renew();
    if (view === "study") Study.restyle();
    if (view === "numbers") Numbers.open();
    setTimeout(() => Deck.loadAll(found), 50);
  });

  function found() {
    if (view === "cards" && Page.query) Browse.search();
  }

  /* -- what people do ------------------------------------------------------ */

  byId("search").addEventListener("input", () => {
    Page.remember({ q: Page.query });
    if (view === "study") Study.open();
    else if (view === "cards") Browse.search();
    else open("cards");
  });
  byId("search-form").addEventListener("submit", (event) => { event.preventDefault(); Page.toStage(); });
  for (const link of document.querySelectorAll('a[href^="#view="]')) {
    link.addEventListener("click", (event) => { event.preventDefault(); open(link.hash.slice("#view=".length)); });
  }
  for (const name of ["tree", "list"]) {
    byId(`${name}-button`).addEventListener("click", () => Page.toggle(name));
  }
  for (const button of document.querySelectorAll("[data-layout-of]")) {
    button.addEventListener("click", () => Browse.setLayout(button.dataset.layoutOf));
  }
  byId("night").addEventListener("click", Page.toggleNight);
  byId("flip").addEventListener("click", () => Browse.flip());
  byId("previous").addEventListener("click", () => Browse.go(-1));
  byId("next").addEventListener("click", () => Browse.go(1));
  byId("forget").addEventListener("click", () => Study.forget());
  byId("help-button").addEventListener("click", () => byId("help").showModal());
  byId("help-close").addEventListener("click", () => byId("help").close());
  Page.onTheme(() => {
    if (view === "cards") Browse.restyle();
    if (view === "study") Study.restyle();
  });
  window.addEventListener("hashchange", () => {
    const { view: wanted, q, note } = Page.place();
    byId("search").value = q || "";
    if (wanted && wanted !== view) open(wanted);
    else if (view === "cards" && note && note !== Browse.current?.id) Browse.renew(Page.place());
  });

  const CARD_KEYS = {
    " ": () => Browse.flip(),
    Enter: () => Browse.flip(),
    ArrowRight: () => Browse.go(1),
    ArrowLeft: () => Browse.go(-1),
    j: () => Browse.go(1),
    k: () => Browse.go(-1),
    b: () => Browse.setLayout(Browse.layout === "both" ? "one" : "both"),
    p: () => Browse.setLayout(Browse.layout === "page" ? "one" : "page"),
    e: () => Browse.current?.place && document.querySelector("#about-note .place")?.click(),
  };
  const STUDY_KEYS = {
    " ": () => Study.flip(),
    Enter: () => Study.flip(),
    ...Object.fromEntries([1, 2, 3, 4].map((grade) => [String(grade), () => Study.grade(grade)])),
  };
  const ALL_KEYS = {
    "/": () => { byId("search").focus(); byId("search").select(); },
    "?": () => byId("help").showModal(),
    n: () => Page.toggleNight(),
    s: () => open(view === "study" ? "cards" : "study"),
  };

  function press(key) {
    const action = (view === "cards" && CARD_KEYS[key]) || (view === "study" && STUDY_KEYS[key]) || ALL_KEYS[key];
    action?.();
    return Boolean(action);
  }

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || byId("help").open) return;
    const target = event.target;
    if (target.closest("input, textarea, select")) {
      if (event.key === "Escape") target.blur();
      return;
    }
    if (event.key === "Escape") { Page.close("tree"); Page.close("list"); return; }
    if ((event.key === " " || event.key === "Enter") && target.closest("button, a, summary")) return;
    if (press(event.key)) event.preventDefault();
  });
  document.addEventListener("card-key", (event) => press(event.detail));
  document.addEventListener("card-link", (event) => {
    const address = event.detail;
    if (!/^https?:\/\//i.test(address)) return;
    Page.toast("The card has a link: ", el("a", { href: address, target: "_blank", rel: "noopener noreferrer" }, address));
  });

  if ("serviceWorker" in navigator && window.location.protocol.startsWith("http") && window.FRAME && !window.FILES) {
    navigator.serviceWorker.register("worker.js").catch(() => {});
  }
})();

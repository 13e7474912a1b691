"use strict";
/* Looking through the cards: trees of decks and topics, the list of what a search finds,
   the card itself and what there is to say of it. */

const Browse = (() => {
  const MORE = 150; // rows of the list, and cards of a page, that are made at a time
  const el = Page.el;
  let found = [];
  let rows = 0;
  let frames = [];
  let current = null; // the note that is shown
  let place = 0; // which of its cards
  let isAnswer = false;
  let layout = "one";
  let scope = { field: "deck", name: "" };

  /* -- trees ------------------------------------------------------------ */

  /** Names with `::` as a tree; each counts the cards of what is below it once. */
  function tree(namesOf) {
    const root = { children: new Map() };
    const nodes = new Map();
    for (const note of Deck.notes) {
      const above = new Set();
      for (const name of namesOf(note)) {
        const parts = name.split("::");
        parts.forEach((_, at) => above.add(parts.slice(0, at + 1).join("::")));
      }
      for (const name of above) {
        if (!nodes.has(name)) nodes.set(name, { name, label: name.split("::").pop(), children: new Map(), count: 0 });
        nodes.get(name).count += Math.max(note.ordinals.length, 1);
      }
    }
    for (const [name, node] of nodes) {
      const parent = nodes.get(name.split("::").slice(0, -1).join("::")) || root;
      parent.children.set(name, node);
    }
    return root;
  }

  function branch(node, field, depth) {
    const children = [...node.children.values()];
    return el("ul", {}, ...children.map((child) => {
      const isOpen = depth < 1 || Deck.isBelow(scope.name, child.name);
      const button = el("button", {
        type: "button", className: "leaf", dataset: { field, name: child.name },
        ariaCurrent: scope.field === field && scope.name === child.name ? "true" : null,
        onclick: () => choose(field, child.name),
      }, el("span", { dir: "auto" }, child.label), el("span", { className: "count" }, child.count));
      if (!child.children.size) return el("li", {}, button);
      const inner = branch(child, field, depth + 1);
      inner.hidden = !isOpen;
      const twist = el("button", {
        type: "button", className: "twist", ariaExpanded: String(isOpen), ariaLabel: `Open ${child.label}`,
        onclick: () => {
          inner.hidden = !inner.hidden;
          twist.setAttribute("aria-expanded", String(!inner.hidden));
        },
      });
      return el("li", { className: "parent" }, el("div", { className: "row" }, twist, button), inner);
    }));
  }

  function showTrees() {
    Page.fill("decks", branch(tree((note) => [note.deck]), "deck", 0));
    Page.fill("topics", branch(tree((note) => note.tags), "tag", 1));
  }

  function choose(field, name) {
    const isSame = scope.field === field && scope.name === name;
    scope = isSame ? { field: "deck", name: "" } : { field, name };
    Page.query = scope.name ? `${scope.field}:${quoted(scope.name)}` : "";
    showTrees();
    search();
    Page.close("tree");
  }

  const quoted = (name) => (/\s/.test(name) ? `"${name}"` : name);

  /* -- the list --------------------------------------------------------- */

  /** Searches; `note` is shown, or else what was shown if it is found, or the first. */
  function search({ keep = true } = {}) {
    found = Deck.search(Page.query);
    rows = 0;
    const cards = found.reduce((sum, note) => sum + note.ordinals.length, 0);
    Page.fill("found", `${Page.number(found.length, "note")}, ${Page.number(cards, "card")}`);
    Page.byId("list").replaceChildren();
    moreRows();
    const isThere = current && found.includes(current);
    if (layout === "page") showPage();
    else if (found.length && !isThere) show(found[0], 0);
    else if (!found.length) showNothing();
    else if (!keep || !frames.length) show(current, place);
    mark();
  }

  function moreRows() {
    const list = Page.byId("list");
    list.querySelector(".more")?.remove();
    for (const note of found.slice(rows, rows + MORE)) list.append(row(note));
    rows = Math.min(rows + MORE, found.length);
    if (rows >= found.length) return;
    const more = el("li", { className: "more" },
      el("button", { type: "button", onclick: moreRows }, `${found.length - rows} more`));
    list.append(more);
    new IntersectionObserver(([entry], observer) => {
      if (entry.isIntersecting && more.isConnected) { observer.disconnect(); moreRows(); }
    }, { root: Page.byId("results") }).observe(more);
  }

  function row(note) {
    const signs = [];
    if (note.findings.length) signs.push(el("span", { className: `sign ${worst(note)}`, title: "has findings" }, note.findings.length));
    if (note.change) signs.push(el("span", { className: `sign ${note.change}` }, note.change));
    if (note.isDraft) signs.push(el("span", { className: "sign draft" }, "draft"));
    return el("li", {},
      el("button", { type: "button", className: "note", dataset: { id: note.id }, onclick: () => { show(note, 0); Page.close("list"); Page.toStage(); } },
        el("span", { className: "title", dir: "auto", lang: Deck.info.language || null }, note.title || note.id),
        el("span", { className: "under" }, el("span", {}, note.kind), ...signs)));
  }

  const worst = (note) => (note.findings.some((one) => one.severity === "error") ? "error" : "warning");

  function mark() {
    for (const button of Page.byId("list").querySelectorAll(".note")) {
      if (current && button.dataset.id === current.id) {
        button.setAttribute("aria-current", "true");
        button.scrollIntoView({ block: "nearest" });
      } else button.removeAttribute("aria-current");
    }
  }

  /* -- the card --------------------------------------------------------- */

  const LAYOUTS = {
    one: [{ label: "Card" }],
    both: [
      { label: "Phone by day", width: 375, isNight: false },
      { label: "Phone by night", width: 375, isNight: true },
      { label: "Desktop by day", width: 760, isNight: false },
      { label: "Desktop by night", width: 760, isNight: true },
    ],
  };

  function makeFrames() {
    for (const frame of frames) frame.remove();
    const stage = Page.byId("frames");
    stage.replaceChildren();
    stage.dataset.layout = layout;
    frames = LAYOUTS[layout].map((options) => {
      const holder = el("figure", {}, layout === "both" ? el("figcaption", {}, options.label) : null);
      stage.append(holder);
      return { ...options, ...CardFrame.place(CardFrame.make(options), holder) };
    });
  }

  async function show(note, which, { answer = false } = {}) {
    [current, place, isAnswer] = [note, Math.max(0, Math.min(which, note.ordinals.length - 1)), answer];
    if (layout === "page") setLayout("one");
    if (!frames.length) makeFrames();
    mark();
    about(note);
    Page.remember({ note: note.id, card: place || null });
    const card = note.ordinals.length ? await Deck.card(note, place) : null;
    if (current !== note) return;
    Page.byId("stage").hidden = false;
    if (!card || card.problem) {
      const why = card?.problem || "this note has a mistake: it makes no card yet";
      Page.fill("card-problem", why);
      Page.byId("frames").hidden = true;
      Page.byId("flip").hidden = true;
      return;
    }
    Page.fill("card-problem");
    Page.byId("frames").hidden = false;
    Page.byId("flip").hidden = false;
    card.ordinal = note.ordinals[place];
    for (const frame of frames) {
      frame.show(card, { isAnswer, isNight: frame.isNight ?? Page.isNight });
    }
    Page.byId("flip").textContent = isAnswer ? "Show the question" : "Show the answer";
    const at = found.indexOf(note);
    Page.fill("position", at < 0 ? "" : `${at + 1} of ${found.length}`);
  }

  function showNothing() {
    current = null;
    Page.byId("frames").hidden = true;
    Page.byId("flip").hidden = true;
    Page.fill("about-note");
    Page.fill("position");
    Page.fill("card-problem", Deck.notes.length ? "Nothing is found: try fewer words." : "There are no notes yet.");
  }

  function flip() {
    if (!current) return;
    isAnswer = !isAnswer;
    show(current, place, { answer: isAnswer });
    Page.say(isAnswer ? "Answer" : "Question");
  }

  function go(step) {
    if (!current) return;
    const next = place + step;
    if (next >= 0 && next < current.ordinals.length) {
      show(current, next);
      return;
    }
    const note = found[found.indexOf(current) + step];
    if (!note) return;
    show(note, step < 0 ? note.ordinals.length - 1 : 0);
    if (found.indexOf(note) >= rows - 1) { moreRows(); mark(); }
  }

  /** What there is to say of a note beside its card. */
  function about(note) {
    const facts = [
      ...note.ordinals.length > 1 ? [el("div", { className: "cards", role: "group", ariaLabel: "Cards of the note" },
        ...note.ordinals.map((ordinal, at) => el("button", {
          type: "button", ariaPressed: String(at === place), onclick: () => show(note, at),
        }, `${ordinal + 1}`)))] : [],
      el("p", { className: "id" }, el("code", {}, note.id), " ", el("span", { className: "kind" }, note.kind),
        note.change ? el("span", { className: `sign ${note.change}` }, `${note.change} since ${Deck.info.baseline}`) : null,
        note.isDraft ? el("span", { className: "sign draft" }, "draft") : null),
      el("p", { className: "path", dir: "auto" }, note.deck.split("::").join(" › ")),
      note.tags.length ? el("p", { className: "tags" }, ...note.tags.map((tag) =>
        el("button", { type: "button", onclick: () => { Page.query = `tag:${quoted(tag)}`; search(); } }, tag))) : null,
      note.place ? Page.placeLink(note.place) : null,
      note.findings.length ? el("ul", { className: "findings" }, ...note.findings.map(Page.finding)) : null,
    ];
    Page.fill("about-note", ...facts.filter(Boolean));
    if (note.change === "changed") Page.changes?.(note);
  }

  /* -- all cards of a search on one page --------------------------------- */

  function showPage() {
    for (const frame of frames) frame.remove();
    frames = [];
    const stage = Page.byId("frames");
    stage.replaceChildren();
    stage.dataset.layout = "page";
    stage.hidden = false;
    Page.fill("card-problem", ...found.length ? [] : ["Nothing is found."]);
    Page.fill("about-note");
    let shown = 0;
    const seen = new IntersectionObserver((entries) => {
      for (const entry of entries) {
        if (!entry.isIntersecting) continue;
        seen.unobserve(entry.target);
        if (entry.target.isEnd) more();
        else fillFigure(entry.target);
      }
    }, { rootMargin: "600px" });
    function more() {
      stage.querySelector(".end")?.remove();
      for (const note of found.slice(shown, shown + MORE)) {
        note.ordinals.forEach((ordinal, at) => {
          const figure = el("figure", {}, el("figcaption", {},
            el("button", { type: "button", onclick: () => { setLayout("one"); show(note, at); } }, note.title || note.id)));
          Object.assign(figure, { note, at });
          stage.append(figure);
          seen.observe(figure);
        });
      }
      shown = Math.min(shown + MORE, found.length);
      if (shown < found.length) {
        const end = el("p", { className: "end" }, "…");
        end.isEnd = true;
        stage.append(end);
        seen.observe(end);
      }
    }
    more();
  }

  async function fillFigure(figure) {
    const card = await Deck.card(figure.note, figure.at);
    if (!card || card.problem || !figure.isConnected) return;
    card.ordinal = figure.note.ordinals[figure.at];
    const frame = CardFrame.place(CardFrame.make({ label: figure.note.title }), figure);
    frames.push(frame);
    frame.show(card, { isAnswer: true, isNight: Page.isNight });
  }

  function setLayout(value) {
    layout = value;
    for (const button of document.querySelectorAll("[data-layout-of]")) {
      button.setAttribute("aria-pressed", String(button.dataset.layoutOf === value));
    }
    document.body.dataset.layout = value;
    if (value === "page") { showPage(); return; }
    makeFrames();
    if (current) show(current, place, { answer: isAnswer });
    else if (found.length) show(found[0], 0);
  }

  /** Shows all anew after a change of the deck, where it was. */
  function renew({ note, card } = {}) {
    const id = note || current?.id;
    const which = note ? Number(card) || 0 : place;
    const answer = isAnswer;
    const scroll = window.scrollY;
    showTrees();
    current = (id && Deck.note(id)) || null;
    search();
    if (current && layout !== "page") show(current, which, { answer }).then(() => window.scrollTo(0, scroll));
  }

  return { renew, search, flip, go, setLayout, restyle: () => (layout === "page" ? showPage() : current && show(current, place, { answer: isAnswer })), get layout() { return layout; }, get current() { return current; }, get found() { return found; } };
})();

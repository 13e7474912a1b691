"use strict";
/* Numbers of the deck as small charts; each bar leads to its notes. */

const Numbers = (() => {
  const el = Page.el;
  const MOST = 24;

  function group(names) {
    const found = new Map();
    for (const [name, number] of names) found.set(name, (found.get(name) || 0) + number);
    return [...found];
  }

  const cards = (note) => Math.max(note.ordinals.length, 1);
  const larger = ([, one], [, other]) => other - one;

  const below = (name) => name.split("::").slice(1).join(" › ") || name;

  function chart(title, rows, { query, named = (name) => name, unit = "cards", sorted = true } = {}) {
    if (!rows.length) return null;
    const most = Math.max(...rows.map(([, number]) => number));
    const shown = (sorted ? rows.sort(larger) : rows).slice(0, MOST);
    const rest = rows.length - shown.length;
    return el("section", { className: "chart" },
      el("h2", {}, title),
      el("table", { ariaLabel: `${title}: ${unit}` },
        el("colgroup", {}, el("col", { className: "names" }), el("col"), el("col", { className: "numbers" })),
        el("tbody", {}, ...shown.map(([name, number]) => {
          const bar = el("span", { className: "stroke" });
          bar.style.width = `${Math.max(1, (100 * number) / most)}%`;
          const label = query
            ? el("button", { type: "button", onclick: () => Page.open("cards", query(name)) }, named(name))
            : named(name);
          return el("tr", {}, el("th", { scope: "row", dir: "auto" }, label), el("td", { className: "bars" }, bar), el("td", { className: "number" }, number));
        }))),
      rest > 0 ? el("p", { className: "quiet" }, `and ${rest} more`) : null);
  }

  function histogram() {
    const bounds = [20, 40, 80, 120, 200, 300, 500, 800];
    const label = (at) => (at === bounds.length ? `over ${bounds[at - 1]}` : `${at ? bounds[at - 1] + 1 : 0}–${bounds[at]}`);
    const numbers = Array.from({ length: bounds.length + 1 }, (_, at) => [label(at), 0]);
    for (const note of Deck.notes) {
      const at = bounds.findIndex((bound) => note.length <= bound);
      numbers[at < 0 ? bounds.length : at][1]++;
    }
    return numbers;
  }

  const quoted = (name) => (/\s/.test(name) ? `"${name}"` : name);

  function open() {
    const { notes, info } = Deck;
    const total = notes.reduce((sum, note) => sum + note.ordinals.length, 0);
    const drafts = notes.filter((note) => note.isDraft).length;
    const findings = [...notes.flatMap((note) => note.findings), ...Deck.otherFindings()];
    const alike = notes.filter((note) => note.findings.some((one) => one.code === "near-duplicate")).length;
    const since = (change) => notes.filter((note) => note.change === change).length;
    const tile = (number, label, query) => el("button", { type: "button", className: "tile", onclick: () => Page.open("cards", query) }, el("b", {}, number), label);
    const topics = group(notes.flatMap((note) => note.tags.map((tag) => [tag, cards(note)])));
    Page.fill("numbers-charts",
      el("div", { className: "tiles" },
        tile(notes.length, "notes", ""), tile(total, "cards", ""),
        info.isLive ? tile(drafts, "drafts", "is:draft") : null,
        info.isLive ? tile(findings.length, "findings", "has:finding") : null,
        info.isLive ? tile(alike, "near-duplicates", "has:finding:near-duplicate") : null,
        info.baseline ? tile(since("changed"), `changed since ${info.baseline}`, "is:changed") : null,
        info.baseline ? tile(since("new"), `new since ${info.baseline}`, "is:new") : null),
      el("div", { className: "charts" },
        chart("Cards by topic", topics, { query: (name) => `tag:${quoted(name)}` }),
        chart("Cards by kind", group(notes.map((note) => [note.kind, cards(note)])), { query: (name) => `kind:${quoted(name)}` }),
        chart("Cards by deck", group(notes.map((note) => [note.deck, cards(note)])), { query: (name) => `deck:${quoted(name)}`, named: below }),
        chart("Characters in a note", histogram(), { sorted: false, unit: "notes" }),
        chart("Findings", group(findings.map((one) => [one.code, 1])), { query: (name) => `has:finding:${name}`, unit: "findings" })));
  }

  return { open };
})();

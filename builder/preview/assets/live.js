"use strict";
/* The preview alone: it hears of edits, and asks what changed since the last release. */

(() => {
  const { el } = Page;
  const events = new EventSource("events");
  events.addEventListener("deck", () => Deck.refresh());
  events.addEventListener("open", () => document.body.classList.remove("away"));
  events.addEventListener("error", () => document.body.classList.add("away"));

  /** Shows, word by word, what is other than learners have it. */
  Page.changes = async (note) => {
    const changes = await fetch(`changes?note=${encodeURIComponent(note.id)}`).then((one) => one.json()).catch(() => []);
    if (!changes.length || Browse.current?.id !== note.id) return;
    const told = changes.map(({ name, segments }) => el("div", {},
      el("dt", {}, name),
      el("dd", { dir: "auto" }, ...segments.map(([side, text]) => side === "same" ? text : el(side === "old" ? "del" : "ins", {}, text)))));
    Page.byId("about-note").querySelector(".changes")?.remove();
    Page.byId("about-note").append(el("details", { className: "changes", open: true },
      el("summary", {}, `Changed since ${Deck.info.baseline}`), el("dl", {}, ...told)));
  };
})();

"use strict";
/* Trying the deck before an import: it asks, takes grades, and FSRS says when to ask again.
   What is learnt stays in this browser. */

const Study = (() => {
  const el = Page.el;
  const NEW_A_SESSION = 20;
  const AHEAD = 20 * 60_000; // what is due so soon is asked now when nothing else is
  const GRADES = ["Again", "Hard", "Good", "Easy"];
  let memory = null; // by card: what Fsrs keeps
  let fresh = 0; // new cards of this session
  let answered = 0;
  let frame = null;
  let asked = null;
  let isAnswer = false;

  const key = () => `decks-study-${Deck.info.identity}`;
  const nameOf = (note, place) => `${note.id}/${note.ordinals[place]}`;

  function read() {
    try { memory = JSON.parse(localStorage.getItem(key())) || {}; } catch { memory = {}; }
  }

  function write() {
    try { localStorage.setItem(key(), JSON.stringify(memory)); } catch { Page.say("this browser keeps nothing"); }
  }

  function queue() {
    const now = Date.now();
    const due = [];
    const soon = [];
    const unseen = [];
    for (const note of Deck.search(Page.query)) {
      note.ordinals.forEach((_, place) => {
        const known = memory[nameOf(note, place)];
        const one = { note, place, due: known?.due || 0 };
        if (!known) unseen.push(one);
        else if (known.due <= now) due.push(one);
        else if (known.state !== "review" && known.due <= now + AHEAD) soon.push(one);
      });
    }
    const byTime = (one, other) => one.due - other.due;
    return { due: due.sort(byTime), soon: soon.sort(byTime), unseen };
  }

  function next({ due, soon, unseen }) {
    if (due.length) return due[0];
    if (unseen.length && fresh < NEW_A_SESSION) return unseen[0];
    return soon[0] || null;
  }

  async function ask() {
    const waiting = queue();
    const left = Math.max(0, Math.min(unseenLeft(waiting), NEW_A_SESSION - fresh));
    Page.fill("study-counts",
      count("new", left), count("again", waiting.due.length + waiting.soon.length), count("done", answered));
    asked = next(waiting);
    isAnswer = false;
    Page.byId("study-card").hidden = !asked;
    Page.byId("study-end").hidden = Boolean(asked);
    if (!asked) { end(waiting); return; }
    const mine = asked;
    const card = await Deck.card(mine.note, mine.place);
    if (asked !== mine) return; // another search, or another deck, came in the meantime
    if (!card || card.problem) {
      memory[nameOf(asked.note, asked.place)] = { ...Fsrs.fresh(), due: Infinity };
      ask();
      return;
    }
    card.ordinal = asked.note.ordinals[asked.place];
    asked.card = card;
    frame ||= CardFrame.place(CardFrame.make({ label: "Card to learn" }), Page.byId("study-frame"));
    frame.show(card, { isNight: Page.isNight });
    Page.fill("grades", el("button", { type: "button", className: "primary wide", onclick: flip }, "Show the answer"));
  }

  const unseenLeft = ({ unseen }) => unseen.length;
  const count = (name, number) => el("span", { className: `count-${name}` }, el("b", {}, number), ` ${name}`);

  function flip() {
    if (!asked?.card) return;
    if (isAnswer) { grade(3); return; }
    isAnswer = true;
    frame.show(asked.card, { isAnswer, isNight: Page.isNight });
    const now = Date.now();
    const known = memory[nameOf(asked.note, asked.place)] || Fsrs.fresh();
    Page.fill("grades", ...GRADES.map((label, at) => {
      const wait = Fsrs.review(known, at + 1, now).due - now;
      return el("button", { type: "button", className: `grade grade-${at + 1}`, onclick: () => grade(at + 1) },
        el("span", { className: "wait" }, lasting(wait)), label);
    }));
    Page.say("Answer");
  }

  function grade(number) {
    if (!isAnswer || !asked) return;
    const name = nameOf(asked.note, asked.place);
    if (!memory[name]) fresh++;
    memory[name] = Fsrs.review(memory[name] || Fsrs.fresh(), number, Date.now());
    answered++;
    write();
    ask();
  }

  function lasting(time) {
    const minutes = Math.round(time / 60_000);
    if (minutes < 60) return `${Math.max(1, minutes)} min`;
    const days = Math.round(time / 86_400_000);
    if (days < 1) return `${Math.round(minutes / 60)} h`;
    if (days < 31) return days === 1 ? "1 day" : `${days} days`;
    return days < 365 ? `${Math.round(days / 30.4)} months` : `${(days / 365).toFixed(1)} years`;
  }

  function end({ unseen }) {
    const times = Object.values(memory).map((one) => one.due).filter((due) => due > Date.now() && Number.isFinite(due));
    const following = times.length ? `The next card comes in ${lasting(Math.min(...times) - Date.now())}.` : "";
    Page.fill("study-end",
      el("h2", {}, answered ? "Well done" : "Nothing to learn now"),
      el("p", {}, answered ? `${Page.number(answered, "answer")} in this session. ${following}` : following),
      unseen.length ? el("button", { type: "button", className: "primary", onclick: () => { fresh = 0; ask(); } },
        `Learn ${Math.min(unseen.length, NEW_A_SESSION)} more`) : null,
      el("p", { className: "quiet" }, "What you learn here stays in this browser. In Anki it stays for good: import the package."));
  }

  function forget() {
    if (!window.confirm("Forget all that you have learnt of this deck in this browser?")) return;
    [memory, fresh, answered] = [{}, 0, 0];
    write();
    ask();
  }

  function open() {
    if (!memory) read();
    ask();
  }

  return { open, flip, grade, forget, restyle: () => asked?.card && frame.show(asked.card, { isAnswer, isNight: Page.isNight }), get isAnswer() { return isAnswer; } };
})();

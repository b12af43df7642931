/*
 * Keeps a page up to date. The server says by the socket of f:websocket how often which kind of thing has changed, and
 * nothing more; the page then asks for its own address, as its reader would, and takes over what it marks as live:
 *
 *   data-live="messages"   the kinds of things that an element with an id is about
 *   #live-region           the one that its reader may pause; see tags/live.xhtml
 *
 * Without a socket it asks every few seconds. Without this script the page is as it was when it was asked for.
 */
(() => {
  "use strict";

  const AT_LEAST = 400; // milliseconds between two questions
  const UNASKED = 10_000; // between two without a socket
  const REOPEN = 20_000; // until the socket is tried again that Faces gave up
  const SAID = 5_000; // between two announcements
  const PAUSED = "checkpost.live.paused " + location.pathname;

  let stands = {}; // how often things have changed, as the server said last
  let shown = {}; // how often they had when the page was last asked for
  let connection = "waiting"; // open, lost, polling or expired
  let asking = false;
  let askedAt = 0;
  let timer = 0;
  let held = null; // the newest region, while it is not taken over
  let press = Promise.resolve(); // kept when no pointer is down
  let unsaid = 0;
  let saidAt = 0;

  const byId = (id) => document.getElementById(id);
  const isPaused = () => sessionStorage.getItem(PAUSED) !== null;
  const word = (name, number) => byId("live-bar").dataset[name].replace("{0}", number);

  /** "attention 3 messages 17" as an object. */
  function standsOf(text) {
    const words = text.split(" ");
    const read = {};
    for (let i = 0; i + 1 < words.length; i += 2) {
      read[words[i]] = Number(words[i + 1]);
    }
    return read;
  }

  /* ---------- being told ---------- */

  /** What Faces calls with each message, and when the socket is lost and opened again by itself. */
  function hear(message, channel, event) {
    if (event.type === "message") {
      stands = message;
      become("open");
    } else {
      become("lost");
    }
    askSoon();
  }

  /** What Faces calls when the socket is closed for good. */
  function ended() {
    become("polling");
    setTimeout(() => connection !== "expired" && faces.push.open("live-socket"), REOPEN);
    askSoon();
  }

  function become(state) {
    connection = state;
    showState();
  }

  /* ---------- asking ---------- */

  const isBehind = () =>
    [...document.querySelectorAll("[data-live]")]
      .flatMap((region) => region.dataset.live.split(" "))
      .some((topic) => topic in stands && stands[topic] !== shown[topic]);

  function askSoon() {
    clearTimeout(timer);
    const polls = connection !== "open" && connection !== "waiting";
    if (!document.hidden && !asking && (polls || isBehind())) {
      timer = setTimeout(ask, Math.max(0, askedAt + (polls ? UNASKED : AT_LEAST) - Date.now()));
    }
  }

  async function ask() {
    asking = true;
    askedAt = Date.now();
    try {
      await answer(
        await fetch(location.pathname + location.search, {
          headers: { "Checkpost-By-Itself": "true" },
          redirect: "manual",
          cache: "no-store",
        }),
      );
    } catch {
      if (connection !== "expired") {
        become("lost");
      }
    } finally {
      asking = false;
      askSoon();
    }
  }

  async function answer(response) {
    if (response.type === "opaqueredirect") {
      become("expired");
    } else if (response.ok) {
      if (connection === "expired" || connection === "lost") {
        become("polling");
      }
      const text = await response.text();
      await press;
      take(new DOMParser().parseFromString(text, "text/html"));
    } else {
      // the page itself says what is wrong when its reader asks; here the last that was right stays for a while
      askedAt = Date.now() + UNASKED;
    }
  }

  /* ---------- taking over ---------- */

  /** A click is lost where what was pressed is another when it is let go. */
  function waitForRelease() {
    press = new Promise((released) => {
      ["pointerup", "pointercancel"].forEach((end) =>
        // the click comes right after
        addEventListener(end, () => setTimeout(released), { once: true, capture: true }),
      );
    });
  }

  function take(page) {
    const fresh = page.getElementById("live-region");
    shown = standsOf(fresh ? fresh.dataset.liveStand : "");
    for (const region of document.querySelectorAll("[data-live]")) {
      const other = page.getElementById(region.id);
      if (other && region.id !== "live-region") {
        morph(region, document.adoptNode(other));
      }
    }
    if (fresh) {
      takeRegion(document.adoptNode(fresh));
    }
  }

  function takeRegion(fresh) {
    const region = byId("live-region");
    itemsOf(region).forEach(calm);
    if (isPaused() || isBeingTyped(region)) {
      held = region.isEqualNode(withStandOf(region, fresh)) ? null : fresh;
      showState();
    } else {
      takeOver(region, fresh);
    }
  }

  function calm(item) {
    item.classList.remove("live-new");
    if (item.className === "") {
      item.removeAttribute("class");
    }
  }

  /** How often things have changed is no difference that anybody sees. */
  function withStandOf(region, fresh) {
    fresh.dataset.liveStand = region.dataset.liveStand;
    return fresh;
  }

  function takeOver(region, fresh) {
    const newcomers = newIn(region, fresh);
    newcomers.forEach((item) => item.classList.add("live-new"));
    const anchor = anchorOf(region);
    morph(region, fresh);
    if (anchor) {
      scrollBy(0, anchor.item.getBoundingClientRect().top - anchor.top);
    }
    held = null;
    showState();
    say(newcomers.length);
  }

  /** Whoever types goes on; nothing moves away under their hands. */
  function isBeingTyped(region) {
    const fields = "input:not([type=checkbox], [type=radio], [type=hidden]), textarea, select";
    return [...region.querySelectorAll(fields)].some(
      (field) => field === document.activeElement || ("defaultValue" in field && field.value !== field.defaultValue),
    );
  }

  const itemsOf = (region) => [...region.querySelectorAll(region.dataset.liveItems)];

  /** By its id, or by where it leads. */
  function keyOf(node) {
    if (node.nodeType !== Node.ELEMENT_NODE) {
      return null;
    }
    if (node.id) {
      return node.id;
    }
    if (!/^(TR|LI)$/.test(node.tagName)) {
      return null;
    }
    const named = node.querySelector("article[id]");
    return named ? named.id : (node.querySelector("a[href]")?.getAttribute("href") ?? null);
  }

  function newIn(region, fresh) {
    const known = new Set(itemsOf(region).map(keyOf));
    return itemsOf(fresh).filter((item) => !known.has(keyOf(item)));
  }

  /** What is at the top of the window stays there, while the page's beginning is out of sight. */
  function anchorOf(region) {
    if (region.getBoundingClientRect().top >= 0) {
      return null;
    }
    const item = itemsOf(region).find((each) => each.getBoundingClientRect().bottom > 0);
    return item ? { item, top: item.getBoundingClientRect().top } : null;
  }

  /** Makes an element as another is, and leaves alone whatever is so already: focus, choices, what is typed. */
  function morph(element, wanted) {
    morphAttributes(element, wanted);
    const known = new Map();
    for (const child of element.children) {
      const key = keyOf(child);
      if (key !== null && !known.has(key)) {
        known.set(key, child);
      }
    }
    const stay = new Set([...wanted.children].map(keyOf));
    let next = element.firstChild;
    for (const child of [...wanted.childNodes]) {
      while (next && keyOf(next) !== null && !stay.has(keyOf(next))) {
        next = removed(next);
      }
      const key = keyOf(child);
      const found = key === null ? next : known.get(key);
      const own = found && isLike(found, child) ? found : null;
      known.delete(key);
      if (own === null) {
        element.insertBefore(child, next);
      } else {
        if (own === next) {
          next = next.nextSibling;
        } else {
          element.insertBefore(own, next);
        }
        if (!own.isEqualNode(child)) {
          renew(own, child);
        }
      }
    }
    while (next) {
      next = removed(next);
    }
  }

  /** What its reader has opened stays open. */
  function morphAttributes(element, wanted) {
    const isReaders = (name) => name === "open" && element.tagName === "DETAILS";
    for (const { name } of [...element.attributes]) {
      if (!wanted.hasAttribute(name) && !isReaders(name)) {
        element.removeAttribute(name);
      }
    }
    for (const { name, value } of [...wanted.attributes]) {
      if (element.getAttribute(name) !== value && !isReaders(name)) {
        element.setAttribute(name, value);
      }
    }
  }

  function removed(node) {
    const next = node.nextSibling;
    node.remove();
    return next;
  }

  const isLike = (one, other) =>
    one.nodeType === other.nodeType && one.nodeName === other.nodeName && keyOf(one) === keyOf(other);

  function renew(own, child) {
    if (own.nodeType === Node.ELEMENT_NODE) {
      morph(own, child);
    } else {
      own.nodeValue = child.nodeValue;
    }
  }

  /* ---------- saying ---------- */

  function showState() {
    const bar = byId("live-bar");
    if (!bar) {
      return;
    }
    const state = stateNow();
    bar.hidden = connection === "waiting";
    bar.dataset.state = state;
    write(byId("live-state"), word(state));
    byId("live-pause").hidden = isPaused() || state === "expired";
    byId("live-resume").hidden = !isPaused() || state === "expired";
    byId("live-sign-in").hidden = state !== "expired";
    byId("live-sign-in").href = bar.dataset.signIn + encodeURIComponent(location.pathname + location.search);
    byId("live-show").hidden = held === null;
    if (held !== null) {
      const number = newIn(byId("live-region"), held).length;
      write(byId("live-show"), number > 0 ? word("more", number) : word("changed"));
    }
  }

  function stateNow() {
    if (connection === "expired" || connection === "lost") {
      return connection;
    }
    if (isPaused()) {
      return "paused";
    }
    return connection === "polling" ? "polling" : "going";
  }

  function write(element, text) {
    if (element.textContent !== text) {
      element.textContent = text;
    }
  }

  /** To a screen reader, and not with every message of a busy hour. */
  function say(number) {
    if (unsaid === 0 && number > 0) {
      setTimeout(
        () => {
          saidAt = Date.now();
          write(byId("live-said"), word("new", unsaid));
          unsaid = 0;
        },
        Math.max(0, saidAt + SAID - Date.now()),
      );
    }
    unsaid += number;
  }

  /* ---------- its reader ---------- */

  function showHeld() {
    if (held !== null) {
      takeOver(byId("live-region"), held);
    }
  }

  function pause() {
    sessionStorage.setItem(PAUSED, "true");
    showState();
    byId("live-resume").focus();
  }

  function resume() {
    sessionStorage.removeItem(PAUSED);
    showHeld();
    showState();
    byId("live-pause").focus();
  }

  function begin() {
    if (byId("live-bar")) {
      shown = standsOf(byId("live-region").dataset.liveStand);
      byId("live-pause").addEventListener("click", pause);
      byId("live-resume").addEventListener("click", resume);
      byId("live-show").addEventListener("click", () => {
        showHeld();
        byId("live-region").querySelector("a[href], button")?.focus();
      });
      document.addEventListener("visibilitychange", askSoon);
      addEventListener("pointerdown", waitForRelease, true);
      showState();
      // a browser that cannot open the socket at all says so to nobody
      setTimeout(() => connection === "waiting" && ended(), UNASKED);
    }
  }

  // Faces knows functions by their names only
  window.checkpostLive = hear;
  window.checkpostLiveEnded = ended;
  document.addEventListener("DOMContentLoaded", begin);
})();

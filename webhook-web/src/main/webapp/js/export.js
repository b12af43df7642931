/*
 * Shows how far a file has come that a form under data-exports asks for, lets its reader stop it, and hands it over with
 * a word on whether it is whole. Without this script the browser takes the file as the answer to the form; so it does
 * where the answer is none: a sign-in or an error is shown as it always was.
 *
 *   data-exports          how many messages are expected, or "unknown"
 *   #export-run           is there while a file is written: #export-bar, #export-words, #export-cancel
 *   #export-said          what became of it, in the words of its data- attributes
 *   #export-file          what has come, to be saved
 */
(() => {
  "use strict";

  const LINE_END = 0x0a;
  const QUOTE = 0x22;
  const HELD = 4 * 1024 * 1024; // bytes that are held before the browser may put them on its disk
  const LONGEST_END = 128; // bytes of the last line, and more
  const SHOWN = 100; // milliseconds between two figures

  // as the server writes them: see ExportedRows
  const ENDS = {
    csv: /(?:^|\r\n)#complete,(\d+),*\r\n$/,
    json: /\n\],"rows":(\d+),"complete":true\}\n$/,
  };

  const byId = (id) => document.getElementById(id);
  const language = document.documentElement.lang;
  const number = new Intl.NumberFormat(language);

  function size(bytes) {
    const units = ["byte", "kilobyte", "megabyte", "gigabyte"];
    let unit = 0;
    let value = bytes;
    while (value >= 1000 && unit < units.length - 1) {
      value /= 1000;
      unit++;
    }
    return new Intl.NumberFormat(language, {
      style: "unit",
      unit: units[unit],
      maximumFractionDigits: value < 10 && unit > 1 ? 1 : 0,
    }).format(value);
  }

  /** The part of a file that has come: its bytes, and how many messages they are. */
  class Received {
    #format;
    #file = new Blob([]);
    #held = [];
    #heldBytes = 0;
    #tail = "";
    #lines = 0;
    #isFilled = false;
    #isQuoted = false;

    constructor(format) {
      this.#format = format;
    }

    take(bytes) {
      this.#held.push(bytes);
      this.#heldBytes += bytes.length;
      if (this.#heldBytes >= HELD) {
        this.#putAway();
      }
      this.#tail = (this.#tail + new TextDecoder("latin1").decode(bytes.slice(-LONGEST_END))).slice(-LONGEST_END);
      this.#count(bytes);
    }

    #putAway() {
      this.#file = new Blob([this.#file, ...this.#held]);
      this.#held = [];
      this.#heldBytes = 0;
    }

    /** A message is a line. In CSV one may go on in quotes; in JSON no string has the end of one. */
    #count(bytes) {
      for (const byte of bytes) {
        if (byte === LINE_END && !this.#isQuoted) {
          this.#lines += this.#isFilled ? 1 : 0;
          this.#isFilled = false;
        } else {
          this.#isFilled = true;
          if (byte === QUOTE && this.#format === "csv") {
            this.#isQuoted = !this.#isQuoted;
          }
        }
      }
    }

    get bytes() {
      return this.#file.size + this.#heldBytes;
    }

    /** Neither the first line is one, nor the last of a whole file. */
    get messages() {
      return Math.max(0, this.#lines - (this.#end ? 2 : 1));
    }

    get #end() {
      return ENDS[this.#format].exec(this.#tail);
    }

    get isWhole() {
      return this.#end !== null && Number(this.#end[1]) === this.messages;
    }

    blob(type) {
      this.#putAway();
      return new Blob([this.#file], { type });
    }
  }

  const nameOf = (answer) => /filename="([^"]+)"/.exec(answer.headers.get("Content-Disposition") ?? "")?.[1];
  const incomplete = (name) => name.replace(/(\.\w+)$/, "-incomplete$1");

  function exportWithProgress(form) {
    const said = byId("export-said");
    const link = byId("export-file");
    const buttons = [...form.querySelectorAll("button[name]")];
    const expected = form.dataset.exports === "unknown" ? null : Number(form.dataset.exports);
    let running = null;

    const fill = (word, ...values) =>
      values.reduce((text, value, place) => text.replace(`{${place}}`, value), word);
    const say = (name, received) => {
      said.textContent = fill(
        said.dataset[name],
        number.format(received?.messages ?? 0),
        size(received?.bytes ?? 0),
      );
    };

    function show(received) {
      const isKnown = expected !== null && received.messages <= expected;
      const bar = byId("export-bar");
      const words = byId("export-words");
      if (isKnown) {
        bar.max = Math.max(1, expected);
        bar.value = received.messages;
      } else {
        bar.removeAttribute("value");
      }
      words.textContent = isKnown
        ? fill(words.dataset.of, number.format(received.messages), number.format(expected), size(received.bytes))
        : fill(words.dataset.soFar, number.format(received.messages), size(received.bytes));
    }

    async function read(answer, received) {
      const reader = answer.body.getReader();
      let shown = 0;
      for (let part = await reader.read(); !part.done; part = await reader.read()) {
        received.take(part.value);
        if (Date.now() - shown >= SHOWN) {
          shown = Date.now();
          show(received);
        }
      }
      show(received);
    }

    function offer(answer, received) {
      URL.revokeObjectURL(link.href);
      link.href = URL.createObjectURL(received.blob(answer.headers.get("Content-Type")));
      link.download = received.isWhole ? nameOf(answer) : incomplete(nameOf(answer));
      link.textContent = received.isWhole ? link.dataset.again : link.dataset.part;
      link.hidden = received.bytes === 0;
      if (received.isWhole) {
        link.click();
      }
    }

    async function run(button) {
      const fields = new URLSearchParams(new FormData(form));
      fields.set(button.name, button.value);
      const received = new Received(button.value);
      const { signal } = running;
      let answer = null;
      try {
        answer = await fetch(form.action, { method: "POST", body: fields, signal });
        if (answer.redirected || !answer.ok || !nameOf(answer)) {
          return false;
        }
        await read(answer, received);
      } catch {
        // stopped by its reader, or cut off: what has come tells
      }
      if (signal.aborted) {
        say("cancelled");
      } else if (answer === null) {
        say("unreached");
      } else {
        offer(answer, received);
        say(received.isWhole ? "whole" : "broken", received);
      }
      return true;
    }

    function become(isRunning) {
      running = isRunning ? new AbortController() : null;
      byId("export-run").hidden = !isRunning;
      // still in focus while they do nothing
      buttons.forEach((each) => each.setAttribute("aria-disabled", String(isRunning)));
    }

    async function begin(button) {
      become(true);
      link.hidden = true;
      say("running");
      show(new Received(button.value));
      const isAnswered = await run(button);
      const wasOnCancel = document.activeElement === byId("export-cancel");
      become(false);
      if (!isAnswered) {
        said.textContent = "";
        sendAsEver(button);
      } else if (wasOnCancel) {
        button.focus();
      }
    }

    /** The browser shows the answer in place of the page. */
    function sendAsEver(button) {
      form.removeEventListener("submit", take);
      form.requestSubmit(button);
    }

    function take(event) {
      event.preventDefault();
      if (running === null) {
        begin(event.submitter ?? buttons[0]);
      }
    }

    form.addEventListener("submit", take);
    byId("export-cancel").addEventListener("click", () => running?.abort());
    // it would be lost with the page
    addEventListener("beforeunload", (event) => running !== null && event.preventDefault());
  }

  document.querySelectorAll("form[data-exports]").forEach(exportWithProgress);
})();

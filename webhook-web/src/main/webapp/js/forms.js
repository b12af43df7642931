/*
 * Three comforts that no page depends on. What is typed in a field under data-draft outlives a sign-in or an error in
 * between: it is kept in this tab until the next page, and when that is no page but the gate before one, until the field
 * is there again. A secret that is shown once has a button that copies it. And a form under data-validates is sent while
 * somebody types, by the button of that name, which does nothing but say what is wrong; that is then said beside the fields
 * that were touched.
 *
 *   data-draft="item"   the field's id names what it is about, wherever it is shown
 *   data-draft="page"   the page's address does
 *   data-draft="never"  nothing under it is kept
 *   data-says="name"    what is said about the field of that id, or the fields of that name
 */
(() => {
  "use strict";

  const PREFIX = "checkpost.draft ";
  const KEPT = /^(text|url|search|email|number|checkbox|radio|textarea|select-one)$/;

  const kindOf = (field) => field.closest("[data-draft]")?.dataset.draft ?? "never";
  const fieldsOf = (root) =>
    [...root.querySelectorAll("input, textarea, select")].filter(
      (field) => field.name && KEPT.test(field.type) && kindOf(field) !== "never",
    );

  const isChoice = (field) => field.type === "checkbox" || field.type === "radio";
  const valueOf = (field) => (isChoice(field) ? field.checked : field.value);

  function keyOf(field, user) {
    const place = kindOf(field) === "item" ? "" : location.search;
    return PREFIX + JSON.stringify([user, location.pathname, place, field.id]);
  }

  const drafts = () => Object.keys(sessionStorage).filter((key) => key.startsWith(PREFIX));
  const userOf = (key) => JSON.parse(key.slice(PREFIX.length))[0];
  const read = (key) => JSON.parse(sessionStorage.getItem(key));
  const write = (key, draft) => sessionStorage.setItem(key, JSON.stringify(draft));
  const forget = (key) => sessionStorage.removeItem(key);

  function restore(field, user) {
    const key = keyOf(field, user);
    const draft = read(key);
    if (draft !== null) {
      if (isChoice(field)) {
        field.checked = draft.value;
      } else {
        field.value = draft.value;
      }
      field.closest("details")?.setAttribute("open", "open");
      write(key, { value: draft.value });
    }
  }

  /** To choose one is to leave the others of its name. */
  function keep(field, user) {
    fieldsOf(field.form ?? document)
      .filter((each) => each === field || (field.type === "radio" && each.name === field.name))
      .forEach((each) => write(keyOf(each, user), { value: valueOf(each) }));
  }

  function keepDrafts(user) {
    // whoever else signs in on this tab finds nothing, and what led to a page was sent or left on purpose
    drafts()
      .filter((key) => userOf(key) !== user || !read(key).waiting)
      .forEach(forget);
    fieldsOf(document).forEach((field) => restore(field, user));
    document.addEventListener("input", (event) => {
      if (fieldsOf(document).includes(event.target)) {
        keep(event.target, user);
      }
    });
    document.querySelector("form.session")?.addEventListener("submit", () => drafts().forEach(forget));
  }

  /** A sign-in or an error came in place of an answer. */
  function keepWaiting() {
    drafts().forEach((key) => write(key, { ...read(key), waiting: true }));
  }

  function offerCopy(button) {
    const secret = document.getElementById(button.dataset.copies);
    button.hidden = !navigator.clipboard;
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(secret.value);
      button.textContent = button.dataset.copied;
    });
  }

  /* ---------- validating ---------- */

  const TYPED = 300; // milliseconds without a key until it is asked

  function say(says, answered) {
    const field = document.getElementById(says.dataset.says);
    const there = answered.getElementById(says.dataset.says);
    says.replaceChildren(...answered.getElementById(says.id).childNodes);
    ["aria-invalid", "aria-describedby"].forEach((name) => {
      if (there.hasAttribute(name)) {
        field.setAttribute(name, there.getAttribute(name));
      } else {
        field.removeAttribute(name);
      }
    });
  }

  function validateWhileTyping(form) {
    const touched = new Set();
    let timer = 0;
    let asked = 0;

    async function ask() {
      const turn = ++asked;
      const fields = new URLSearchParams(new FormData(form));
      fields.set(form.dataset.validates, "");
      const answer = await fetch(form.action, { method: "POST", body: fields }).catch(() => null);
      // a sign-in or an error says nothing about a field, and what was typed meanwhile is asked about next
      if (answer?.ok && !answer.redirected && turn === asked) {
        const answered = new DOMParser().parseFromString(await answer.text(), "text/html");
        [...form.querySelectorAll("[data-says]")]
          .filter((says) => touched.has(says.dataset.says) && answered.getElementById(says.id))
          .forEach((says) => say(says, answered));
      }
    }

    form.addEventListener("input", (event) => {
      touched.add(event.target.name);
      asked++;
      clearTimeout(timer);
      timer = setTimeout(ask, TYPED);
    });
  }

  const user = document.querySelector("[data-drafts-of]")?.dataset.draftsOf;
  if (user !== undefined) {
    keepDrafts(user);
  } else if (document.querySelector("[data-drafts=wait]")) {
    keepWaiting();
  }
  document.querySelectorAll("[data-copies]").forEach(offerCopy);
  document.querySelectorAll("form[data-validates]").forEach(validateWhileTyping);
})();

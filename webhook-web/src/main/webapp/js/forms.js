/*
 * Two comforts that no page depends on. What is typed in a field under data-draft outlives a sign-in or an error in
 * between: it is kept in this tab until the next page, and when that is no page but the gate before one, until the field
 * is there again. And a secret that is shown once has a button that copies it.
 *
 *   data-draft="item"   the field's id names what it is about, wherever it is shown
 *   data-draft="page"   the page's address does
 *   data-draft="never"  nothing under it is kept
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

  const user = document.querySelector("[data-drafts-of]")?.dataset.draftsOf;
  if (user !== undefined) {
    keepDrafts(user);
  } else if (document.querySelector("[data-drafts=wait]")) {
    keepWaiting();
  }
  document.querySelectorAll("[data-copies]").forEach(offerCopy);
})();

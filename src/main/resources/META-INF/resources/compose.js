// The compose page: files, automatic saving, and a local copy of unsaved changes.
(() => {
  const form = document.getElementById("compose");

  document.querySelectorAll("[data-needs-script]").forEach((element) => { element.hidden = false; });

  // ---- files are submitted when they are selected
  document.querySelectorAll("[data-send-when-chosen]").forEach((input) => input.addEventListener("change", (event) => {
    event.stopPropagation();
    chosen = input;
    if (input.files.length > 0) form.requestSubmit(form.querySelector('button[name="action"][value="save"]'));
  }));

  // ---- Enter in a field with a button of its own presses that button
  form.addEventListener("keydown", (event) => {
    const button = event.key === "Enter" && event.target.matches(".file-row > input") && event.target.parentElement.querySelector("button");
    if (!button) return;
    event.preventDefault();
    button.click();
  });

  // ---- a correction takes the mark off its field; the next time it is saved tells whether it was one
  form.addEventListener("input", (event) => {
    const part = event.target.closest(".row") ?? event.target.parentElement; // the times of an event depend on each other
    part.querySelectorAll("[aria-invalid]").forEach((field) => {
      field.removeAttribute("aria-invalid");
      field.classList.remove("is-invalid");
    });
    part.querySelectorAll(".invalid-feedback").forEach((words) => words.remove());
  });

  // ---- the page stays where it is when it is loaded again, for example after a file was added
  const SCROLL = "tidings-scroll";
  let chosen = null; // the file field that caused the submission
  form.addEventListener("submit", (event) => {
    const section = (chosen ?? event.submitter)?.closest("section");
    const heading = document.getElementById(section?.getAttribute("aria-labelledby") ?? "to-heading");
    const place = { draft: form.dataset.draft, heading: heading.id, top: heading.getBoundingClientRect().top };
    try { sessionStorage.setItem(SCROLL, JSON.stringify(place)); } catch { /* storage is not available */ }
  });
  document.addEventListener("DOMContentLoaded", () => {
    let place = null;
    try {
      place = JSON.parse(sessionStorage.getItem(SCROLL));
      sessionStorage.removeItem(SCROLL);
    } catch { /* storage is not available */ }
    const heading = place?.draft === form.dataset.draft ? document.getElementById(place.heading) : null;
    if (heading && !document.querySelector("main [aria-invalid='true'], main [data-invalid], main [data-look]")) scrollBy(0, heading.getBoundingClientRect().top - place.top);
  });

  // ---- a local copy of unsaved changes
  const PREFIX = "tidings-unsaved:" + form.dataset.person + ":";
  const KEY = PREFIX + form.dataset.draft;
  const LONGEST_UNSAVED = 10_000; // while the user types without a pause
  const NAMES = ["pasted", "subject", "preheader", "fromName", "replyTo", "purpose", "html", "text", "embedImages"];
  const updated = () => document.getElementById("saved")?.dataset.updated ?? "";
  let unsaved = false;
  let unsavedSince = null;

  function snapshot() {
    const data = new FormData(form);
    const blocks = [...data.keys()].filter((name) => name.startsWith("block.") && typeof data.get(name) === "string");
    return Object.fromEntries([...NAMES, ...blocks].map((name) => [name, data.get(name)]));
  }

  function keep() {
    unsaved = true;
    unsavedSince ??= Date.now();
    if (Date.now() - unsavedSince > LONGEST_UNSAVED) {
      unsavedSince = null;
      window.htmx.trigger(form, "tidings:save");
    }
    try {
      localStorage.setItem(KEY, JSON.stringify({ at: Date.now(), draft: form.dataset.draft, base: updated(), fields: snapshot() }));
    } catch { /* quota exceeded: the server saves it shortly */ }
  }

  function forget(key = KEY) {
    if (key === KEY) {
      unsaved = false;
      unsavedSince = null;
    }
    try { localStorage.removeItem(key); } catch { /* storage is not available */ }
  }

  function kept(key = KEY) {
    try { return JSON.parse(localStorage.getItem(key)); } catch { return null; }
  }

  /** The copy of this draft or, on the page of a new one, the latest of a draft that was never saved. */
  function keyOfCopy() {
    if (updated() !== "" || kept()) return KEY;
    try {
      return Object.keys(localStorage)
        .filter((key) => key.startsWith(PREFIX) && kept(key)?.base === "" && !kept(key).submitted)
        .sort((a, b) => kept(b).at - kept(a).at)[0] ?? KEY;
    } catch {
      return KEY;
    }
  }

  /** Whether the page shows the text of a copy, which was saved when its page was left. */
  function shows(fields) {
    const current = snapshot();
    const plain = (name, value) => (name === "html" ? new DOMParser().parseFromString(value ?? "", "text/html").body.innerHTML : value ?? "").trim();
    return Object.keys(fields).every((name) => plain(name, fields[name]) === plain(name, current[name]));
  }

  // A page that is loaded again in its tab restores its text, because the author is the same.
  const WRITER = "tidings-writer:" + form.dataset.draft;
  let sameWriter = false;
  try {
    const before = sessionStorage.getItem(WRITER);
    sessionStorage.removeItem(WRITER); // a duplicate of this tab is another writer
    sameWriter = before !== null && performance.getEntriesByType("navigation")[0]?.type === "reload";
    if (sameWriter) form.elements.editor.value = before;
  } catch { /* storage is not available */ }
  window.addEventListener("pagehide", () => {
    try { sessionStorage.setItem(WRITER, form.elements.editor.value); } catch { /* storage is not available */ }
  });

  const offer = document.getElementById("kept-copy");
  const copyKey = keyOfCopy();
  const copy = kept(copyKey);
  const submitted = Date.now() - (copy?.submitted ?? 0) < 60_000; // and this page shows it
  if (copy && (shows(copy.fields) || (submitted && copy.base !== updated()))) forget(copyKey);
  else if (copy && !document.querySelector(".conflict")) {
    if (sameWriter && copyKey === KEY && !copy.submitted) document.addEventListener("DOMContentLoaded", restore);
    else offer.hidden = false;
  }

  offer.addEventListener("click", (event) => {
    const wanted = event.target.dataset.copy;
    if (!wanted) return;
    offer.hidden = true;
    if (wanted === "discard") forget(copyKey);
    else if (!unsaved && copyKey === KEY && !written || confirm("Replace what you have written since?")) restore();
    else offer.hidden = false;
  });
  let written = false; // on this page
  form.addEventListener("input", () => {
    written = true;
    if (copyKey !== KEY) offer.hidden = true; // of another draft; the next new one offers it again
  });

  function restore() {
    forget(copyKey);
    for (const [name, value] of Object.entries(copy.fields)) {
      const field = form.elements[name];
      if (!field) continue; // of a block that is no longer there
      if (name === "embedImages") field.checked = value === "true";
      else if (value !== null) field.value = value;
    }
    form.dispatchEvent(new Event("tidings:restored"));
    window.htmx.trigger(form, "tidings:save");
  }

  form.addEventListener("submit", () => {
    if (!unsaved) return;
    keep();
    const last = kept(); // the next page removes it (review.js)
    if (last) localStorage.setItem(KEY, JSON.stringify({ ...last, submitted: Date.now() }));
  });
  form.addEventListener("input", keep);
  form.addEventListener("change", keep);

  /** Keeps the version, which is a field in the same element. */
  function tell(line, words) {
    line.replaceChildren(line.querySelector("input"), words);
  }

  // the answer to a button stands at the top of the page, which is out of view
  document.addEventListener("DOMContentLoaded", () => {
    const line = document.getElementById("saved");
    const answer = document.querySelector("[data-answer]")?.textContent.trim();
    if (answer && line.textContent.trim() === "") tell(line, answer);
  });

  let sending = null; // the values in the current request
  form.addEventListener("htmx:beforeRequest", () => { sending = JSON.stringify(snapshot()); });
  form.addEventListener("htmx:afterRequest", (event) => {
    const line = document.getElementById("saved");
    if (event.detail.successful) {
      if (sending === JSON.stringify(snapshot())) forget();
      else keep();
    } else if (event.detail.xhr.status === 401) {
      tell(line, "Not saved: you have been logged out. Your text is still here. Log in, then it is saved.");
    } else if (event.detail.xhr.status === 409) { // saved or sent by another page
      tell(line, event.detail.xhr.responseText);
    } else {
      tell(line, "Not saved yet. Your text is still here.");
    }
  });
  document.addEventListener("tidings:logged-in", () => window.htmx.trigger(form, "tidings:save"));

  // Leaving the page saves what no pause has saved yet. Nobody waits for the answer, so the copy in the browser is kept.
  let submitting = false;
  form.addEventListener("submit", () => { submitting = true; });
  window.addEventListener("pageshow", () => { submitting = false; });
  window.addEventListener("pagehide", () => {
    if (!unsaved || submitting || !offer.hidden || updated() === "") return;
    const data = new FormData(form);
    for (const [name, value] of [...data]) if (value instanceof File) data.delete(name);
    navigator.sendBeacon(`/blasts/${form.dataset.draft}/save`, data);
  });

  // after a login in another tab
  window.addEventListener("focus", () => { if (unsaved && offer.hidden) window.htmx.trigger(form, "tidings:save"); });

  // input from before this script was loaded
  document.addEventListener("DOMContentLoaded", () => {
    const early = [...form.elements].some((field) => /^(text|email|textarea)$/.test(field.type) && field.name && field.value !== field.defaultValue);
    if (early) form.dispatchEvent(new Event("input", { bubbles: true }));
  });

  // ---- Ctrl+S and Cmd+S save
  document.addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "s") {
      event.preventDefault();
      window.htmx.trigger(form, "tidings:save");
    }
  });
})();

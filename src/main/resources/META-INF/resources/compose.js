// The compose page: rich text, images, merge fields, and a local copy of unsaved changes.
(() => {
  const form = document.getElementById("compose");
  const html = document.getElementById("html");
  const $ = window.jQuery;

  // ---- rich text. The editor would remove the head of a complete HTML document, so that is edited as source.
  const isWholeDocument = (source) => /<(!doctype|html|head|style)[\s>]/i.test(source);
  const rich = Boolean($ && $.fn.summernote && !isWholeDocument(html.value));

  function typed(value) {
    html.value = value;
    html.dispatchEvent(new Event("input", { bubbles: true }));
  }

  /** A complete document that was pasted into the HTML view stays there. */
  function keepSource(source) {
    const button = html.parentElement.querySelector(".btn-codeview");
    const whole = isWholeDocument(source);
    button.disabled = whole;
    button.title = whole ? "A complete HTML document can only be edited as HTML" : "";
  }

  // ---- links. A mail address becomes mailto:, an address without a scheme https:; merge fields stay as they are.
  function linkTo(typed) {
    const url = typed.trim().replace(/^(mailto|tel|sms):\/+/i, "$1:");
    if (url === "" || /^(#|\/|\{\{|(https?|mailto|tel|sms|webcal|whatsapp):|[a-z][a-z0-9+-]*:\/\/)/i.test(url)) return url;
    if (/^[^\s@/?#:]+@[^\s@/?#:]+\.[^\s@/?#:]+$/.test(url)) return "mailto:" + url;
    if (/^\+?\d[\d\s()-]{5,}$/.test(url)) return "tel:" + url.replace(/[\s()-]/g, "");
    return "https://" + url;
  }

  // in place of the editor's own completion, which writes http:// and mailto://
  document.addEventListener("blur", (event) => {
    if (!event.target.matches?.(".note-link-url")) return;
    event.stopPropagation();
    event.target.value = linkTo(event.target.value);
  }, true);

  if (rich) {
    $(html).summernote({
      onCreateLink: linkTo,
      height: 320,
      dialogsInBody: true,
      disableDragAndDrop: false,
      styleTags: ["p", "h1", "h2", "h3", "blockquote"],
      toolbar: [
        ["style", ["style"]],
        ["font", ["bold", "italic", "underline", "clear"]],
        ["color", ["forecolor"]],
        ["para", ["ul", "ol", "paragraph"]],
        ["insert", ["link", "table", "hr"]],
        ["view", ["undo", "redo", "codeview"]],
      ],
      callbacks: {
        onChange: typed,
        onChangeCodeview: (source) => {
          typed(source);
          keepSource(source);
        },
        onImageUpload: (files) => openPicture(files),
      },
    });
    const editor = html.parentElement.querySelector(".note-editable");
    const source = html.parentElement.querySelector(".note-codable");
    editor.setAttribute("aria-label", "Message text");
    html.parentElement.querySelector(".note-resizebar")?.removeAttribute("aria-label"); // aria-label is not allowed on an element without a role
    source.setAttribute("aria-label", "Message text as HTML");
    html.parentElement.querySelectorAll(".note-toolbar button").forEach((button) => button.removeAttribute("tabindex")); // reachable by keyboard
    document.querySelectorAll(".note-link-url").forEach((field) => { field.defaultValue = ""; field.placeholder = "https://"; });
    document.querySelector('label[for="html"]').addEventListener("click", () => editor.focus());
    document.querySelectorAll("[data-needs-no-script]").forEach((element) => element.remove());
  }
  document.querySelectorAll("[data-needs-script]").forEach((element) => { element.hidden = false; });

  // ---- inserting at the last cursor position
  let last = html;
  document.addEventListener("focusin", (event) => {
    if (event.target.matches("#subject, #preheader, #html, #text, .note-editable, .note-codable")) last = event.target;
  });

  function insertIntoField(field, words) {
    field.setRangeText(words, field.selectionStart, field.selectionEnd, "end");
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.focus();
  }

  function insertHtml(markup, plain) {
    const inEditor = rich && !$(html).summernote("codeview.isActivated");
    if (plain && last.matches("#subject, #preheader, #text")) insertIntoField(last, plain);
    else if (inEditor) {
      $(html).summernote("restoreRange");
      if (plain) $(html).summernote("insertText", plain);
      else $(html).summernote("pasteHTML", markup);
    } else insertIntoField(rich ? html.parentElement.querySelector(".note-codable") : html, plain ?? markup);
  }

  function escape(text) {
    const div = document.createElement("div");
    div.textContent = text;
    return div.innerHTML.replaceAll('"', "&quot;");
  }

  const fields = document.getElementById("merge-field");
  let byKeyboard = false; // arrow keys only choose, Enter inserts

  function insertField() {
    if (fields.value) insertHtml(null, fields.value);
    fields.value = "";
  }

  fields.addEventListener("mousedown", () => {
    byKeyboard = false;
    if (rich) $(html).summernote("saveRange");
  });
  fields.addEventListener("keydown", (event) => {
    byKeyboard = true;
    if (event.key !== "Enter") return;
    event.preventDefault();
    insertField();
    byKeyboard = false;
  });
  fields.addEventListener("blur", () => { byKeyboard = false; });
  fields.addEventListener("change", (event) => {
    event.stopPropagation();
    if (!byKeyboard) insertField();
  });

  // ---- dialogs
  let dropped = null; // an image that was pasted or dropped into the editor

  function open(dialog) {
    if (rich && !$(html).summernote("codeview.isActivated")) $(html).summernote("saveRange");
    dialog.querySelector("[data-dialog-error]").textContent = "";
    dialog.showModal();
  }

  function openPicture(files) {
    dropped = files?.[0] ?? null;
    const dialog = document.getElementById("picture-dialog");
    dialog.querySelector("#picture-file").closest("div").hidden = Boolean(dropped);
    open(dialog);
  }

  document.querySelectorAll("[data-opens]").forEach((button) => button.addEventListener("click", () => {
    const dialog = document.getElementById(button.dataset.opens);
    if (dialog.id === "picture-dialog") openPicture();
    else open(dialog);
  }));

  function onInsert(id, insert) {
    const dialog = document.getElementById(id);
    dialog.querySelector("form").addEventListener("submit", async (event) => {
      if (event.submitter?.value === "cancel") return;
      event.preventDefault();
      const problem = await insert(dialog);
      dialog.querySelector("[data-dialog-error]").textContent = problem ?? "";
      if (!problem) {
        dialog.querySelector("form").reset();
        dialog.close();
      }
    });
  }

  onInsert("button-dialog", () => {
    const words = document.getElementById("button-words").value.trim();
    const typedUrl = document.getElementById("button-url").value.trim();
    if (!words) return "Enter the text of the button.";
    if (!typedUrl) return "Enter the link of the button.";
    const url = linkTo(typedUrl);
    insertHtml(`<p><a href="${escape(url)}" style="${escape(form.dataset.buttonStyle)}">${escape(words)}</a></p>`);
    return null;
  });

  onInsert("picture-dialog", async () => {
    const file = dropped ?? document.getElementById("picture-file").files[0];
    if (!file) return "Choose an image file.";
    if (!(await saved())) return "The draft could not be saved, so the image was not added. Try again.";
    const body = new FormData();
    body.append("picture", file);
    let answer;
    try {
      answer = await fetch(`/blasts/${form.dataset.draft}/images`, { method: "POST", body, headers: { "HX-Request": "true" } });
    } catch {
      return "The server is not available. Try again.";
    }
    if (answer.status === 401) return "You have been logged out. Log in in another tab, then try again.";
    const result = await answer.json().catch(() => ({}));
    if (!answer.ok) return result.error ?? "Something went wrong. Try again.";
    insertHtml(`<img src="${escape(result.url)}" alt="${escape(document.getElementById("picture-alt").value.trim())}" style="max-width: 100%">`);
    dropped = null;
    return null;
  });

  /** Saves now. An image can only be added to a saved draft. */
  function saved() {
    return new Promise((resolve) => {
      form.addEventListener("htmx:afterRequest", (event) => resolve(event.detail.successful), { once: true });
      window.htmx.trigger(form, "tidings:save");
    });
  }

  // ---- files are submitted when they are selected
  document.querySelectorAll("[data-send-when-chosen]").forEach((input) => input.addEventListener("change", (event) => {
    event.stopPropagation();
    chosen = input;
    if (input.files.length > 0) form.requestSubmit(form.querySelector('button[name="action"][value="save"]'));
  }));

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
    if (heading && !document.querySelector("main [aria-invalid='true']")) scrollBy(0, heading.getBoundingClientRect().top - place.top);
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
    return Object.fromEntries(NAMES.map((name) => [name, data.get(name)]));
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

  const offer = document.getElementById("kept-copy");
  const copyKey = keyOfCopy();
  const copy = kept(copyKey);
  const submitted = Date.now() - (copy?.submitted ?? 0) < 60_000; // and this page shows it
  if (copy && submitted && copy.base !== updated()) forget();
  else if (copy && !document.querySelector(".conflict")) offer.hidden = false;

  offer.addEventListener("click", (event) => {
    const wanted = event.target.dataset.copy;
    if (!wanted) return;
    offer.hidden = true;
    forget(copyKey);
    if (wanted === "discard") return;
    for (const [name, value] of Object.entries(copy.fields)) {
      const field = form.elements[name];
      if (name === "embedImages") field.checked = value === "true";
      else if (value !== null) field.value = value;
    }
    if (rich) $(html).summernote("code", copy.fields.html ?? "");
    window.htmx.trigger(form, "tidings:save");
  });

  form.addEventListener("submit", () => {
    // the editor reports the last keystrokes with a delay
    if (rich && !$(html).summernote("codeview.isActivated") && !$(html).summernote("isEmpty")) html.value = $(html).summernote("code");
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

  let sending = null; // the values in the current request
  form.addEventListener("htmx:beforeRequest", () => { sending = JSON.stringify(snapshot()); });
  form.addEventListener("htmx:afterRequest", (event) => {
    const line = document.getElementById("saved");
    if (event.detail.successful) {
      if (sending === JSON.stringify(snapshot())) forget();
      else keep();
    } else if (event.detail.xhr.status === 401) {
      tell(line, "Not saved: you have been logged out. Your text is still here. Log in in another tab, then save again.");
    } else if (event.detail.xhr.status === 409) { // saved or sent by another page
      tell(line, event.detail.xhr.responseText);
    } else {
      tell(line, "Not saved yet. Your text is still here.");
    }
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

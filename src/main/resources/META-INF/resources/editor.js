// The editor of a message that is one text: rich text, images and merge fields.
(() => {
  const html = document.getElementById("html");
  const form = html.form;
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

  fields?.addEventListener("mousedown", () => {
    byKeyboard = false;
    if (rich) $(html).summernote("saveRange");
  });
  fields?.addEventListener("keydown", (event) => {
    byKeyboard = true;
    if (event.key !== "Enter") return;
    event.preventDefault();
    insertField();
    byKeyboard = false;
  });
  fields?.addEventListener("blur", () => { byKeyboard = false; });
  fields?.addEventListener("change", (event) => {
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
    if (!dialog) return; // a page without pictures
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
    dialog?.querySelector("form").addEventListener("submit", async (event) => {
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

  // the editor reports the last keystrokes with a delay
  form.addEventListener("submit", () => {
    if (rich && !$(html).summernote("codeview.isActivated") && !$(html).summernote("isEmpty")) html.value = $(html).summernote("code");
  });
  form.addEventListener("tidings:restored", () => { if (rich) $(html).summernote("code", html.value); });
})();

// The field of a message that is HTML of its own: inserts merge fields, pictures and buttons at the cursor.
import { linkTo } from "tidings/links";

const form = document.getElementById("compose");
const html = document.getElementById("html");

// ---- inserting at the last cursor position
let last = html;
document.addEventListener("focusin", (event) => {
  if (event.target.matches("#subject, #preheader, #html, #text")) last = event.target;
});

function insert(field, words) {
  field.setRangeText(words, field.selectionStart, field.selectionEnd, "end");
  field.dispatchEvent(new Event("input", { bubbles: true }));
  field.focus();
}

function escape(text) {
  const div = document.createElement("div");
  div.textContent = text;
  return div.innerHTML.replaceAll('"', "&quot;");
}

const fields = document.getElementById("merge-field");
let byKeyboard = false; // arrow keys only choose, Enter inserts

function insertField() {
  if (fields.value) insert(last, fields.value);
  fields.value = "";
}

fields.addEventListener("mousedown", () => { byKeyboard = false; });
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
document.querySelectorAll("[data-opens]").forEach((button) => button.addEventListener("click", () => {
  const dialog = document.getElementById(button.dataset.opens);
  dialog.querySelector("[data-dialog-error]").textContent = "";
  dialog.showModal();
}));

function onInsert(id, markup) {
  const dialog = document.getElementById(id);
  const fail = (problem) => { dialog.querySelector("[data-dialog-error]").textContent = problem; };
  dialog.querySelector("form").addEventListener("submit", async (event) => {
    if (event.submitter?.value === "cancel") return;
    event.preventDefault();
    const { problem, words } = await markup();
    if (problem) {
      fail(problem);
      return;
    }
    dialog.querySelector("form").reset();
    dialog.close();
    insert(html, words);
  });
}

onInsert("button-dialog", () => {
  const words = document.getElementById("button-words").value.trim();
  const url = document.getElementById("button-url").value.trim();
  if (!words) return { problem: "Enter the text of the button." };
  if (!url) return { problem: "Enter the link of the button." };
  return { words: `<p><a href="${escape(linkTo(url))}" style="${escape(form.dataset.buttonStyle)}">${escape(words)}</a></p>` };
});

onInsert("picture-dialog", async () => {
  const file = document.getElementById("picture-file").files[0];
  if (!file) return { problem: "Choose an image file." };
  if (!(await saved())) return { problem: "The draft could not be saved, so the image was not added. Try again." };
  const body = new FormData();
  body.append("picture", file);
  let answer;
  try {
    answer = await fetch(`/blasts/${form.dataset.draft}/images`, { method: "POST", body, headers: { "HX-Request": "true" } });
  } catch {
    return { problem: "The server is not available. Try again." };
  }
  if (answer.status === 401) return { problem: "You have been logged out. Log in in another tab, then try again." };
  const result = await answer.json().catch(() => ({}));
  if (!answer.ok) return { problem: result.error ?? "Something went wrong. Try again." };
  const alt = escape(document.getElementById("picture-alt").value.trim());
  return { words: `<img src="${escape(result.url)}" alt="${alt}" style="max-width: 100%">` };
});

/** Saves now. An image can only be added to a saved draft. */
function saved() {
  return new Promise((resolve) => {
    form.addEventListener("htmx:afterRequest", (event) => resolve(event.detail.successful), { once: true });
    window.htmx.trigger(form, "tidings:save");
  });
}

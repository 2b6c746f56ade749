// Progressive enhancement; every page works without this script.
(() => {
  const notices = () => document.getElementById("notices");

  function say(text, button) {
    const box = notices();
    if (!box) return;
    const p = document.createElement("p");
    p.className = "alert alert-warning";
    p.textContent = text + " ";
    if (button) {
      const b = document.createElement("button");
      b.type = "button";
      b.className = "btn btn-sm";
      b.textContent = button.text;
      b.addEventListener("click", button.act);
      p.append(b);
    }
    box.replaceChildren(p);
  }

  // When the session has expired, offer to log in within the page, so unsaved input is not lost.
  const login = document.getElementById("login-again");
  const error = (text) => { login.querySelector("[data-dialog-error]").textContent = text; };

  let declined = false; // then only the button asks again: a page that refreshes itself gets many refusals

  function askToLogIn() {
    if (login.open) return;
    error("");
    login.querySelector("[name=email]").value ||= document.querySelector("[data-person]")?.dataset.person ?? "";
    login.showModal();
  }

  login?.addEventListener("close", () => { declined = true; });

  login?.querySelector("form").addEventListener("submit", async (event) => {
    if (event.submitter?.value === "later") return;
    event.preventDefault();
    const data = new URLSearchParams(new FormData(event.target));
    try {
      const answer = await fetch("/login", { method: "POST", body: data });
      if (!answer.ok) {
        const page = new DOMParser().parseFromString(await answer.text(), "text/html");
        error(page.querySelector(".invalid-feedback")?.textContent ?? "Something went wrong. Try again in a moment.");
        return;
      }
      if (new URL(answer.url).pathname === "/login/code") {
        window.open("/login/code?next=/login/done");
        error("Enter your code in the new tab, then close this dialog with \"Later\" and go on.");
        return;
      }
    } catch {
      error("The server is not available. Try again in a moment.");
      return;
    }
    login.querySelector("[name=password]").value = "";
    login.addEventListener("close", () => { declined = false; }, { once: true });
    login.close();
    notices()?.replaceChildren();
    const person = document.querySelector("[data-person]")?.dataset.person;
    if (person && person !== data.get("email").trim().toLowerCase()) location.reload(); // somebody else: nothing of this page is theirs
    else document.dispatchEvent(new CustomEvent("tidings:logged-in"));
  });

  document.addEventListener("htmx:responseError", (event) => {
    if (event.detail.xhr.status === 401) {
      say("You have been logged out. What you typed is still here.", { text: "Log in", act: askToLogIn });
      if (!declined) askToLogIn();
    } else if (event.detail.xhr.getResponseHeader("Tidings-Set-Up")) {
      const page = event.detail.xhr.getResponseHeader("Tidings-Set-Up");
      say("Your account requires a second step now. What you typed is still here.", { text: "Set it up in a new tab", act: () => window.open(page) });
    } else if (event.detail.xhr.status !== 409) { // the page says what was changed by others
      say("Something went wrong. Try again in a moment.");
    }
  });
  document.addEventListener("htmx:sendError", () => say("The server is not available. This page continues when it is back."));
  document.addEventListener("htmx:afterRequest", (event) => {
    const warning = notices()?.querySelector(".alert-warning");
    if (event.detail.successful && warning) warning.remove();
  });

  const zones = document.querySelector("select[data-guess-zone]");
  const ownZone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  if (zones && [...zones.options].some((option) => option.value === ownZone)) zones.value = ownZone;

  // On a phone the navigation is a menu.
  document.querySelector(".menu-button")?.addEventListener("click", (event) => {
    const button = event.currentTarget;
    button.setAttribute("aria-expanded", String(button.getAttribute("aria-expanded") !== "true"));
  });

  // The first field with an error, or the one that the address names, is in view and has the focus; the rich-text editor
  // stands in for its field, and an element with data-focus names the one that stands in for it.
  function standIn(element) {
    if (element?.matches(".block")) return element.querySelector(".rich-text, input:not([type=hidden], [type=file]), textarea, select") ?? element;
    if (element?.dataset.focus) return document.querySelector(element.dataset.focus) ?? element;
    return !element || element.checkVisibility() ? element : element.parentElement.querySelector(".rich-text");
  }
  function focusField() {
    const wrong = document.querySelector("main [data-look]") ?? document.querySelector("main [aria-invalid='true'], main [data-invalid]") ?? document.getElementById(location.hash.slice(1));
    const field = standIn(wrong);
    const inside = field?.matches("fieldset") ? field.querySelector("input:checked") : field;
    inside?.focus({ preventScroll: true });
    field?.scrollIntoView({ block: field.matches("h2") ? "start" : "center" });
  }
  document.addEventListener("DOMContentLoaded", focusField);
  // the browser takes the focus away again when the element that the address names is hidden
  if (location.hash) window.addEventListener("load", () => setTimeout(focusField));
  window.addEventListener("hashchange", focusField);

  // <button data-copies="..." hidden> copies a text where the browser allows it.
  function showCopyButtons() {
    if (navigator.clipboard) document.querySelectorAll("[data-copies]").forEach((button) => { button.hidden = false; });
  }
  document.addEventListener("DOMContentLoaded", showCopyButtons);
  document.addEventListener("htmx:afterSettle", showCopyButtons);
  document.addEventListener("click", async (event) => {
    const button = event.target.closest("[data-copies]");
    if (!button) return;
    await navigator.clipboard.writeText(button.dataset.copies);
    button.textContent = "Copied";
  });

  // <button data-confirm="Delete this?"> asks for confirmation.
  document.addEventListener("submit", (event) => {
    const question = event.submitter?.dataset.confirm ?? event.target.dataset.confirm;
    if (question && !confirm(question)) event.preventDefault();
  });
})();

// ---- logging out leaves nothing of unsaved drafts in this browser; a session that merely ends keeps them
document.querySelector("form[action='/logout']")?.addEventListener("submit", () => {
  try {
    Object.keys(localStorage)
      .filter((name) => name.startsWith("tidings-unsaved:"))
      .forEach((name) => localStorage.removeItem(name));
  } catch { /* storage is not available */ }
});

// Updates the text of the button for the chosen time.
(() => {
  const form = document.getElementById("send");
  const button = form?.querySelector("button[data-now]");
  const time = document.getElementById("sendAt");

  function name() {
    const later = form.elements.when.value === "later";
    if (button) button.textContent = later ? button.dataset.later : button.dataset.now;
    time.closest(".send-at").hidden = !later;
  }

  form?.addEventListener("change", name);
  form?.addEventListener("submit", () => setTimeout(() => { if (button) button.disabled = true; }));
  window.addEventListener("pageshow", () => { if (button) button.disabled = false; });
  if (form) name();
})();

// ---- the draft is saved: remove the local copy of the compose page
try {
  for (const key of Object.keys(localStorage).filter((name) => name.startsWith("tidings-unsaved:"))) {
    const copy = JSON.parse(localStorage.getItem(key));
    const ours = copy?.draft && location.pathname.startsWith(`/blasts/${copy.draft}/`);
    if (ours && Date.now() - (copy.submitted ?? 0) < 60_000) localStorage.removeItem(key);
  }
} catch { /* storage is not available */ }

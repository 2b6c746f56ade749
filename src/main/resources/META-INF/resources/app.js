// Makes pages livelier; every page works without it.
(() => {
  const notices = () => document.getElementById("notices");

  function say(text, link) {
    const box = notices();
    if (!box) return;
    const p = document.createElement("p");
    p.className = "alert alert-warning";
    p.textContent = text + " ";
    if (link) {
      const a = document.createElement("a");
      a.href = link.href;
      a.target = "_blank";
      a.textContent = link.text;
      p.append(a);
    }
    box.replaceChildren(p);
  }

  // A session that ended must not cost typed work: log in beside the page, not instead of it.
  document.addEventListener("htmx:responseError", (event) => {
    if (event.detail.xhr.status === 401) {
      say("You have been logged out. What you typed is still here.", { href: "/login?next=/login/done", text: "Log in again" });
    } else {
      say("That did not work. Please try again in a moment.");
    }
  });
  document.addEventListener("htmx:sendError", () => say("The server cannot be reached. This page will go on when it is back."));
  document.addEventListener("htmx:afterRequest", (event) => {
    const warning = notices()?.querySelector(".alert-warning");
    if (event.detail.successful && warning) warning.remove();
  });

  const zones = document.querySelector("select[data-guess-zone]");
  const ownZone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  if (zones && [...zones.options].some((option) => option.value === ownZone)) zones.value = ownZone;

  // <button data-confirm="Delete this?"> asks first.
  document.addEventListener("submit", (event) => {
    const question = event.submitter?.dataset.confirm ?? event.target.dataset.confirm;
    if (question && !confirm(question)) event.preventDefault();
  });
})();

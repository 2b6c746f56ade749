// Opens the timeline of a person in a side panel.
(() => {
  const panel = document.getElementById("panel");
  const content = document.getElementById("panel-content");
  if (!panel || !window.htmx) return;

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-panel]");
    if (!link || event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    htmx.ajax("GET", link.href, { target: content, swap: "innerHTML", select: "#timeline" }).then(() => panel.showModal());
  });

  // A click outside the panel closes it.
  panel.addEventListener("click", (event) => {
    if (event.target === panel) panel.close();
  });
})();

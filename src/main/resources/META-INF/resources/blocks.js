// Blocks of the compose page: dragging. The order of the elements is the order that the form submits.
(() => {
  const list = document.getElementById("blocks");
  const form = document.getElementById("compose");

  window.Sortable.create(list, {
    handle: ".block-handle",
    animation: matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : 150,
    onEnd: () => form.dispatchEvent(new Event("change", { bubbles: true })),
  });
})();

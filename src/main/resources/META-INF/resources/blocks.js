// Blocks of the compose page: dragging. The order of the elements is the order that the form submits.
(() => {
  const list = document.getElementById("blocks");
  const form = document.getElementById("compose");

  // the sample of a button shows its text
  list.addEventListener("input", ({ target }) => {
    const sample = [...list.querySelectorAll("[data-sample-of]")].find((one) => one.dataset.sampleOf === target.name);
    if (sample) sample.textContent = target.value || "Button";
  });

  /** As a button does: the page comes back with new numbers, and the change can be undone. */
  function submit(action) {
    const button = Object.assign(document.createElement("button"), { name: "action", value: action, hidden: true });
    form.append(button);
    form.requestSubmit(button);
  }

  window.Sortable.create(list, {
    handle: ".block-handle",
    animation: matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : 150,
    onEnd({ item, oldIndex, newIndex }) {
      if (oldIndex !== newIndex) submit(`block-drag:${item.querySelector("[name=block]").value}`);
    },
  });
})();

// Runs before the first paint, which prevents a white flash in dark mode. Without JavaScript, app.css sets dark mode.
(() => {
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const paper = matchMedia("print"); // is light
  const apply = () => document.documentElement.setAttribute("data-bs-theme", dark.matches && !paper.matches ? "dark" : "light");
  dark.addEventListener("change", apply);
  paper.addEventListener("change", apply);
  apply();
})();

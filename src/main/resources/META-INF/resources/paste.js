// Pasted HTML before the editor reads it. Word writes the items of a list as paragraphs, with the bullet or number as text.
const STYLE = /mso-list:\s*l\d+\s+level(\d)/i;

/** The same with lists in place of Word's paragraphs, and without pictures that only the other program has. */
export function listsOfWord(html) {
  const body = new DOMParser().parseFromString(html, "text/html").body;
  body.querySelectorAll("img, style, o\\:p").forEach((element) => element.remove());
  const open = []; // the lists around the next item, with their levels
  let last = null;
  for (const paragraph of [...body.querySelectorAll("p")]) {
    const level = Number(paragraph.getAttribute("style")?.match(STYLE)?.[1] ?? 0);
    if (level === 0) continue;
    if (last === null || paragraph.previousElementSibling !== last) open.length = 0;
    while (open.length > 0 && open.at(-1).level > level) open.pop();
    const mark = takeMark(paragraph);
    if (open.length === 0 || open.at(-1).level < level) {
      const list = document.createElement(/^\W*\w{1,3}[.)]/.test(mark) && !/^[o§·]/.test(mark) ? "ol" : "ul");
      const item = open.at(-1)?.list.lastElementChild;
      if (item) item.append(list);
      else paragraph.before(list);
      open.push({ list, level });
    }
    const item = document.createElement("li");
    item.append(...paragraph.childNodes);
    open.at(-1).list.append(item);
    paragraph.remove();
    last = open[0].list;
  }
  return body.innerHTML;
}

function takeMark(paragraph) {
  const span = [...paragraph.querySelectorAll("span")].find((one) => /mso-list:\s*ignore/i.test(one.getAttribute("style") ?? ""));
  span?.remove();
  return span?.textContent.trim() ?? "";
}

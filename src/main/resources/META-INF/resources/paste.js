// Pasted HTML before the editor reads it: lists that Word writes as paragraphs, tables, and pictures, which a text cannot have.

/**
 * Cleans what was pasted.
 * @returns the HTML and sentences about what is missing or different
 */
export function pasted(html) {
  const body = new DOMParser().parseFromString(html, "text/html").body;
  const notes = [];
  const pictures = dropPictures(body);
  if (pictures > 0) notes.push(pictureNote(pictures));
  body.querySelectorAll("style, o\\:p").forEach((element) => element.remove());
  // a link is underlined anyway
  body.querySelectorAll("a[href] u, a[href] [style*=underline]").forEach((element) => element.replaceWith(...element.childNodes));
  listsOfParagraphs(body);
  if (flattenTables(body)) notes.push("A table was pasted as lines of text.");
  return { html: body.innerHTML, notes };
}

export function pictureNote(count) {
  return count === 1 ? "1 picture could not be pasted: add it as a picture block." : `${count} pictures could not be pasted: add them as picture blocks.`;
}

/** Removes pictures. @returns how many of them a reader would have seen */
function dropPictures(body) {
  const pictures = [...body.querySelectorAll("img, v\\:imagedata")];
  pictures.forEach((picture) => picture.remove());
  return pictures.filter((picture) => picture.getAttribute("width") !== "1" && picture.getAttribute("height") !== "1").length;
}

// ---- lists. Word names list and level in a style, which browsers remove; the bullet or number remains as text before a run of no-break spaces.
const WORD_STYLE = /mso-list:\s*l\d+\s+level(\d)/i;
const MARK = /^\s*(?:([·•▪◦‣●○■§o–-]|[\uf000-\uf0ff]|[üØvq](?=\s{3}))|\(?(?:\d{1,3}|[a-z]|[ivx]{1,5}|[IVX]{1,5}|[A-Z])[.)])(\s+)/;

function listsOfParagraphs(body) {
  const open = []; // the lists around the next item, from the outermost
  let last = null;
  for (const paragraph of [...body.querySelectorAll("p")]) {
    const item = itemOf(paragraph);
    if (!item) continue;
    if (last === null || paragraph.previousElementSibling !== last) open.length = 0;
    const list = listFor(item, open, paragraph);
    const element = document.createElement("li");
    element.append(...paragraph.childNodes);
    list.append(element);
    paragraph.remove();
    last = open[0].list;
  }
}

/** What makes a paragraph an item: the kind of its mark, and its level or indentation. Null if it is not one. */
function itemOf(paragraph) {
  const level = Number(paragraph.getAttribute("style")?.match(WORD_STYLE)?.[1] ?? 0);
  const ignored = [...paragraph.querySelectorAll("span")].find((one) => /mso-list:\s*ignore/i.test(one.getAttribute("style") ?? ""));
  const text = paragraph.textContent;
  const mark = text.match(MARK);
  const isMark = mark && /\u00a0/.test(mark[2]) && mark[2].length > 1;
  if (level === 0 && !isMark) return null;
  const kind = kindOf(mark);
  if (ignored) ignored.remove();
  else if (isMark) dropText(paragraph, mark[0].length);
  return { kind, start: Number(mark?.[0].match(/\d+/)?.[0] ?? 1), indent: level > 0 ? level * 48 : indentOf(paragraph) };
}

function kindOf(mark) {
  if (!mark) return "ul";
  return mark[1] ? `ul${mark[1]}` : `ol${/\d/.test(mark[0]) ? "1" : ""}`;
}

/** Pixels from the left, as far as the paragraph says. */
function indentOf(paragraph) {
  const { marginLeft } = paragraph.style;
  return { in: 96, pt: 96 / 72, cm: 96 / 2.54, mm: 9.6 / 2.54, px: 1 }[marginLeft.replace(/[\d.-]/g, "")] * parseFloat(marginLeft) || 0;
}

/** The list that an item belongs to; opened if there is none. */
function listFor(item, open, paragraph) {
  const top = () => open.at(-1);
  while (open.length > 0 && top().indent > item.indent + 6) open.pop();
  const known = open.findIndex((one) => one.kind === item.kind && Math.abs(one.indent - item.indent) <= 6);
  if (known >= 0) {
    open.length = known + 1;
    return top().list;
  }
  const deeper = open.length > 0 && (item.indent > top().indent + 6 || (item.indent === 0 && item.kind !== top().kind));
  if (open.length > 0 && !deeper) open.pop();
  const list = document.createElement(item.kind.slice(0, 2));
  if (item.start > 1) list.setAttribute("start", item.start);
  const parent = top()?.list.lastElementChild;
  if (parent) parent.append(list);
  else paragraph.before(list);
  open.push({ list, ...item });
  return list;
}

/** Removes the first characters of an element's text. */
function dropText(element, count) {
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  for (let rest = count; rest > 0 && walker.nextNode();) {
    const node = walker.currentNode;
    const dropped = Math.min(rest, node.length);
    node.deleteData(0, dropped);
    rest -= dropped;
  }
}

// ---- tables, row by row: a text has none
function flattenTables(body) {
  let flattened = false;
  for (let table = body.querySelector("table"); table; table = body.querySelector("table")) {
    const inner = table.querySelector("table") ? [...table.querySelectorAll("table")].at(-1) : table;
    flattened ||= [...inner.rows].some((row) => row.cells.length > 1);
    inner.replaceWith(...[...inner.rows].flatMap(lineOf));
  }
  return flattened;
}

function lineOf(row) {
  const cells = [...row.cells].filter((cell) => cell.textContent.trim() !== "");
  if (cells.length <= 1) return cells.flatMap((cell) => [...cell.childNodes]);
  const line = document.createElement("p");
  cells.forEach((cell, i) => {
    if (i > 0) line.append(" – ");
    line.append(...inlineOf(cell));
  });
  return [line];
}

/** The content of a cell in one line. */
function inlineOf(cell) {
  cell.querySelectorAll("p, div, li, ul, ol, h1, h2, h3, h4, h5, h6, br").forEach((element) => element.replaceWith(...element.childNodes, " "));
  return [...cell.childNodes];
}

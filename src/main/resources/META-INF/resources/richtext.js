// Rich text in the text areas of blocks: bold, italic, underline, links, headings, lists and merge fields. The text area stays the form's field.
import { baseKeymap, chainCommands, setBlockType, toggleMark } from "prosemirror-commands";
import { history, redo, undo } from "prosemirror-history";
import { keymap } from "prosemirror-keymap";
import { DOMParser, DOMSerializer, Schema } from "prosemirror-model";
import { marks, nodes } from "prosemirror-schema-basic";
import { addListNodes, liftListItem, sinkListItem, splitListItem, wrapInList } from "prosemirror-schema-list";
import { EditorState } from "prosemirror-state";
import { EditorView } from "prosemirror-view";
import { leadsSomewhere, linkTo } from "tidings/links";
import { pasted, pictureNote } from "tidings/paste";

const basic = new Schema({ nodes, marks });
const blocks = addListNodes(basic.spec.nodes.remove("image").remove("code_block"), "paragraph block*", "block");
const schema = new Schema({
  // a list that is pasted stays one, although its first item would fit into the paragraph
  nodes: ["bullet_list", "ordered_list"].reduce((all, name) => all.update(name, { ...all.get(name), defining: true }), blocks),
  marks: basic.spec.marks.remove("code").addToEnd("underline", {
    parseDOM: [{ tag: "u" }, { style: "text-decoration=underline" }, { style: "text-decoration-line=underline" }],
    toDOM: () => ["u", 0],
  }),
});
const parser = DOMParser.fromSchema(schema);
const serializer = DOMSerializer.fromSchema(schema);

function bodyOf(html) {
  return new window.DOMParser().parseFromString(html, "text/html").body;
}

function written(doc) {
  const element = document.createElement("div");
  element.append(serializer.serializeFragment(doc.content));
  for (const paragraph of element.querySelectorAll("li > p:first-child:not(:has(~ p))")) paragraph.replaceWith(...paragraph.childNodes);
  return element.textContent.trim() === "" ? "" : element.innerHTML;
}

/** Whether the editor can keep all of a text. Anything else is edited as HTML, so that nothing is lost. */
function isRich(html) {
  const names = "P BR STRONG B EM I U A UL OL LI H1 H2 H3 H4 H5 H6 HR BLOCKQUOTE".split(" ");
  return [...bodyOf(html).querySelectorAll("*")].every((element) => names.includes(element.nodeName)
    && [...element.attributes].every(({ name }) => element.nodeName === "A" && (name === "href" || name === "title")));
}

function marked(state, type) {
  const { from, $from, to, empty } = state.selection;
  return empty ? Boolean(type.isInSet(state.storedMarks || $from.marks())) : state.doc.rangeHasMark(from, to, type);
}

const linkDialog = document.createElement("dialog");
linkDialog.setAttribute("aria-labelledby", "link-title");
linkDialog.innerHTML = `<form method="dialog">
  <h2 class="card-title" id="link-title">Add or change a link</h2>
  <div class="mb-3"><label class="form-label" for="link-url">Where does it lead?</label><input class="form-control" id="link-url" inputmode="url" autocapitalize="none" spellcheck="false" placeholder="https://"></div>
  <p class="text-danger" role="alert"></p>
  <button class="btn btn-primary" value="set">OK</button> <button class="btn" value="remove">Remove the link</button> <button class="btn" value="cancel">Cancel</button>
</form>`;
document.body.append(linkDialog);

/** Asks for an address; null removes the link. Nothing is called when the person cancels. */
function askForLink(href, act) {
  const field = linkDialog.querySelector("input");
  const error = linkDialog.querySelector("[role=alert]");
  field.value = href;
  error.textContent = "";
  linkDialog.querySelector("[value=remove]").hidden = href === "";
  linkDialog.returnValue = "";
  linkDialog.querySelector("form").onsubmit = (event) => {
    if (event.submitter?.value !== "set" || leadsSomewhere(linkTo(field.value))) return;
    event.preventDefault();
    error.textContent = "Enter an address such as https://riverside.example/tickets.";
    field.focus();
  };
  linkDialog.onclose = () => {
    if (linkDialog.returnValue === "set") act(linkTo(field.value));
    if (linkDialog.returnValue === "remove") act(null);
  };
  linkDialog.showModal();
}

/** The range of the link around the cursor, or the selected text and where its first link leads. */
function linkRange(state) {
  const type = schema.marks.link;
  const { from, to, empty, $from } = state.selection;
  let around = empty ? type.isInSet($from.marks()) : undefined;
  if (!empty) state.doc.nodesBetween(from, to, (node) => { around ??= type.isInSet(node.marks); });
  if (!around || !empty) return { from, to, href: around?.attrs.href ?? "" };
  const range = { from, to, href: around.attrs.href };
  for (let before = -1; before !== range.to - range.from;) { // parts that are bold, for example, are nodes of their own
    before = range.to - range.from;
    $from.parent.forEach((node, offset) => {
      const start = $from.start() + offset;
      const end = start + node.nodeSize;
      if (!around.isInSet(node.marks) || start > range.to || end < range.from) return;
      range.from = Math.min(range.from, start);
      range.to = Math.max(range.to, end);
    });
  }
  return range;
}

/** Adds a link to the selected text, or changes the link around the cursor. */
function link(state, dispatch, view) {
  const { from, to, href } = linkRange(state);
  if (from === to) return false;
  if (dispatch) {
    askForLink(href, (url) => {
      const change = view.state.tr.removeMark(from, to, schema.marks.link);
      view.dispatch(url === null ? change : change.addMark(from, to, schema.marks.link.create({ href: url })));
      view.focus();
    });
  }
  return true;
}

function heading(state, dispatch) {
  const type = schema.nodes.heading;
  return chainCommands(setBlockType(type, { level: 2 }), setBlockType(schema.nodes.paragraph))(state, dispatch);
}

const TOOLS = [
  { words: "Bold", run: toggleMark(schema.marks.strong), mark: schema.marks.strong },
  { words: "Italic", run: toggleMark(schema.marks.em), mark: schema.marks.em },
  { words: "Underline", run: toggleMark(schema.marks.underline), mark: schema.marks.underline },
  { words: "Link", run: link, mark: schema.marks.link },
  { words: "Heading", run: heading },
  { words: "Bullets", run: chainCommands(wrapInList(schema.nodes.bullet_list), liftListItem(schema.nodes.list_item)) },
  { words: "Numbers", run: chainCommands(wrapInList(schema.nodes.ordered_list), liftListItem(schema.nodes.list_item)) },
  { words: "Undo", run: undo },
  { words: "Redo", run: redo },
];

function toolbar(view, label) {
  const bar = document.createElement("div");
  bar.className = "rich-tools";
  bar.setAttribute("role", "group");
  bar.setAttribute("aria-label", `Format: ${label}`);
  for (const tool of TOOLS) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "btn btn-sm";
    button.textContent = tool.words;
    button.addEventListener("mousedown", (event) => event.preventDefault()); // the selection stays
    button.addEventListener("click", () => {
      tool.run(view.state, view.dispatch, view);
      view.focus();
    });
    bar.append(button);
  }
  const fields = document.getElementById("block-fields")?.content.firstElementChild.cloneNode(true);
  if (fields) {
    fields.setAttribute("aria-label", `Insert a merge field: ${label}`);
    fields.addEventListener("change", (event) => {
      event.stopPropagation();
      if (fields.value) view.dispatch(view.state.tr.insertText(fields.value));
      fields.value = "";
      view.focus();
    });
    bar.append(fields);
  }
  return bar;
}

function showState(bar, state) {
  [...bar.querySelectorAll("button")].forEach((button, i) => {
    const { mark, run } = TOOLS[i];
    if (mark) button.setAttribute("aria-pressed", marked(state, mark));
    button.disabled = !run(state);
  });
}

/** Says below an editor what became of a paste. */
function noteBelow(area) {
  const note = document.createElement("p");
  note.className = "paste-note";
  note.setAttribute("role", "status");
  area.after(note);
  return (words) => { note.textContent = words.join(" "); };
}

/** A picture alone, such as a screenshot, is not HTML. */
function picturesOf(clipboard) {
  return [...(clipboard?.files ?? [])].filter((file) => file.type.startsWith("image/")).length;
}

/** The text as HTML: as the server made it of what was typed without this editor, or as another page left it. */
function htmlOf(area) {
  return area.value === area.defaultValue ? area.dataset.richText || area.value : area.value;
}

function edit(area) {
  area.labels[0]?.querySelector("[data-needs-no-script]")?.remove();
  const label = area.labels[0]?.textContent.trim() ?? "Text";
  document.getElementById(`${area.id}-hint`)?.remove();
  area.removeAttribute("aria-describedby");
  const tell = noteBelow(area);
  let bar = null;
  const view = new EditorView(null, {
    state: EditorState.create({
      doc: parser.parse(bodyOf(htmlOf(area))),
      plugins: [
        history(),
        keymap({
          "Mod-z": undo, "Mod-y": redo, "Shift-Mod-z": redo,
          "Mod-b": toggleMark(schema.marks.strong), "Mod-i": toggleMark(schema.marks.em),
          "Mod-u": toggleMark(schema.marks.underline), "Mod-k": link,
          Enter: splitListItem(schema.nodes.list_item),
          "Mod-]": sinkListItem(schema.nodes.list_item), "Mod-[": liftListItem(schema.nodes.list_item),
          "Shift-Enter": (state, dispatch) => {
            dispatch?.(state.tr.replaceSelectionWith(schema.nodes.hard_break.create()).scrollIntoView());
            return true;
          },
        }),
        keymap(baseKeymap),
      ],
    }),
    attributes: { class: "rich-text", role: "textbox", "aria-multiline": "true", "aria-label": label },
    transformPastedHTML(html) {
      const { html: clean, notes } = pasted(html);
      tell(notes);
      return clean;
    },
    handlePaste(editor, event) {
      const pictures = event.clipboardData?.getData("text/html") ? 0 : picturesOf(event.clipboardData);
      if (pictures > 0) tell([pictureNote(pictures)]);
      return pictures > 0;
    },
    dispatchTransaction(transaction) {
      view.updateState(view.state.apply(transaction));
      showState(bar, view.state);
      if (!transaction.docChanged) return;
      area.value = written(view.state.doc);
      area.dispatchEvent(new Event("input", { bubbles: true }));
    },
  });
  bar = toolbar(view, label);
  showState(bar, view.state);
  area.before(bar, view.dom);
  area.hidden = true;
  area.labels[0]?.addEventListener("click", () => view.focus());
  area.form.addEventListener("tidings:restored", () => {
    const doc = parser.parse(bodyOf(area.value));
    view.updateState(EditorState.create({ doc, plugins: view.state.plugins }));
  });
}

document.querySelectorAll("textarea[data-rich-text]").forEach((area) => { if (isRich(htmlOf(area))) edit(area); });

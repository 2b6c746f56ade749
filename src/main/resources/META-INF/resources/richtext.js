// Rich text in the text areas of blocks: bold, italic, links, headings, lists and merge fields. The text area stays the form's field.
import { baseKeymap, chainCommands, setBlockType, toggleMark } from "prosemirror-commands";
import { history, redo, undo } from "prosemirror-history";
import { keymap } from "prosemirror-keymap";
import { DOMParser, DOMSerializer, Schema } from "prosemirror-model";
import { marks, nodes } from "prosemirror-schema-basic";
import { addListNodes, liftListItem, sinkListItem, splitListItem, wrapInList } from "prosemirror-schema-list";
import { EditorState } from "prosemirror-state";
import { EditorView } from "prosemirror-view";
import { listsOfWord } from "tidings/paste";

const basic = new Schema({ nodes, marks });
const blocks = addListNodes(basic.spec.nodes.remove("image").remove("code_block"), "paragraph block*", "block");
const schema = new Schema({
  // a list that is pasted stays one, although its first item would fit into the paragraph
  nodes: ["bullet_list", "ordered_list"].reduce((all, name) => all.update(name, { ...all.get(name), defining: true }), blocks),
  marks: basic.spec.marks.remove("code"),
});
const parser = DOMParser.fromSchema(schema);
const serializer = DOMSerializer.fromSchema(schema);

function parsed(html) {
  return new window.DOMParser().parseFromString(html, "text/html").body;
}

function written(doc) {
  const element = document.createElement("div");
  element.append(serializer.serializeFragment(doc.content));
  for (const paragraph of element.querySelectorAll("li > p:only-child")) paragraph.replaceWith(...paragraph.childNodes);
  return element.textContent.trim() === "" ? "" : element.innerHTML;
}

/** Whether the editor can keep all of a text. Anything else is edited as HTML, so that nothing is lost. */
function isRich(html) {
  const names = "P BR STRONG B EM I A UL OL LI H1 H2 H3 H4 H5 H6 HR BLOCKQUOTE".split(" ");
  return [...parsed(html).querySelectorAll("*")].every((element) => names.includes(element.nodeName)
    && [...element.attributes].every(({ name }) => element.nodeName === "A" && (name === "href" || name === "title")));
}

function marked(state, type) {
  const { from, $from, to, empty } = state.selection;
  return empty ? Boolean(type.isInSet(state.storedMarks || $from.marks())) : state.doc.rangeHasMark(from, to, type);
}

/** Selects the link around the cursor, so that the whole of it is changed. */
function link(state, dispatch) {
  const type = schema.marks.link;
  if (marked(state, type)) return toggleMark(type)(state, dispatch);
  if (state.selection.empty) return false;
  if (dispatch) {
    const href = window.prompt("Where does the link lead?", "https://");
    if (href && href !== "https://") toggleMark(type, { href: href.trim() })(state, dispatch);
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

function edit(area) {
  const label = area.labels[0]?.textContent ?? "Text";
  let bar = null;
  const view = new EditorView(null, {
    state: EditorState.create({
      doc: parser.parse(parsed(area.value)),
      plugins: [
        history(),
        keymap({
          "Mod-z": undo, "Mod-y": redo, "Shift-Mod-z": redo,
          "Mod-b": toggleMark(schema.marks.strong), "Mod-i": toggleMark(schema.marks.em), "Mod-k": link,
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
    transformPastedHTML: listsOfWord,
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
  document.getElementById("compose").addEventListener("tidings:restored", () => {
    const doc = parser.parse(parsed(area.value));
    view.updateState(EditorState.create({ doc, plugins: view.state.plugins }));
  });
}

document.querySelectorAll("textarea[data-rich-text]").forEach((area) => { if (isRich(area.value)) edit(area); });

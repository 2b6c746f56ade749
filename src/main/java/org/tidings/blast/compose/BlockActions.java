package org.tidings.blast.compose;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jboss.resteasy.reactive.server.multipart.FormValue;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.tidings.blast.Blast;
import org.tidings.blast.BlockContents;
import org.tidings.message.block.Block;
import org.tidings.message.block.BlockEdit;
import org.tidings.message.block.BlockFields;
import org.tidings.message.block.BlockHistory;
import org.tidings.message.block.BlockStep;
import org.tidings.message.block.MessageBody;
import org.tidings.message.layout.OwnLayout;
import org.tidings.platform.web.FormErrors;

/** What the buttons of blocks do with a draft that was just saved, such as {@code block-up:3} and {@code block-add:text:3}. */
@ApplicationScoped
class BlockActions {

    static final String UNDO = "block-undo";
    private static final String PREFIX = "block-";
    /** As in richtext.js. */
    private static final Set<String> RICH_TEXT = Set.of(
            "p",
            "br",
            "strong",
            "b",
            "em",
            "i",
            "u",
            "a",
            "ul",
            "ol",
            "li",
            "h1",
            "h2",
            "h3",
            "h4",
            "h5",
            "h6",
            "hr",
            "blockquote");

    private static final String HEADING = "message-heading";

    private final Drafts drafts;
    private final Uploads uploads;

    BlockActions(Drafts drafts, Uploads uploads) {
        this.drafts = drafts;
        this.uploads = uploads;
    }

    static boolean isOne(String action) {
        return action.startsWith(PREFIX);
    }

    /**
     * Stores the uploaded pictures of blocks.
     *
     * @return the saved draft
     */
    Blast keepPictures(Blast draft, DraftForm form, FormErrors errors) {
        BlocksForm submitted = form.submittedBlocks;
        if (submitted == null || submitted.files().isEmpty()) {
            return draft;
        }
        List<Block> blocks = new ArrayList<>(submitted.blocks());
        submitted.files().forEach((name, file) -> {
            String[] path = name.split("\\.", 2); // position and field
            int position = Integer.parseInt(path[0]);
            try {
                blocks.set(position, withPicture(blocks.get(position), path[1], keep(draft, file)));
            } catch (UploadException e) {
                errors.add(BlockView.fieldName(position, path[1]), e.sentence());
            }
        });
        form.blocks = blocks;
        return drafts.change(draft, blast -> BlockContents.write(blast, blocks));
    }

    private String keep(Blast draft, FormValue file) {
        try {
            return uploads.keepPicture(
                    draft.accountId,
                    file.getFileName(),
                    file.getFileItem().getFileSize(),
                    () -> file.getFileItem().getInputStream().readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Block withPicture(Block block, String field, String url) {
        Map<String, String> fields = new LinkedHashMap<>(BlockFields.of(block));
        fields.put(field.replaceAll("file$", "src"), url);
        return BlockFields.read(fields);
    }

    /**
     * Performs the action and remembers how to undo it.
     *
     * @return the id of the element of the page that is shown next
     */
    String perform(Blast draft, DraftForm form) {
        String[] shown = {HEADING};
        drafts.change(draft, blast -> {
            BlockHistory history = BlockHistory.read(blast.blockHistory);
            BlockHistory.Result result = switch (form.action) {
                case UNDO -> history.undo(BlockContents.body(blast));
                case "block-redo" -> history.redo(BlockContents.body(blast));
                default -> edit(Objects.requireNonNullElse(form.blocks, List.of()), form, history);
            };
            store(blast, form, result.message(), result.history());
            shown[0] = element(form, result.position());
        });
        return shown[0];
    }

    private static BlockHistory.Result edit(List<Block> blocks, DraftForm form, BlockHistory history) {
        String[] action = form.action.substring(PREFIX.length()).split(":", -1);
        BlocksForm submitted = form.submittedBlocks;
        String key = action[action.length - 1];
        int position = submitted == null ? -1 : submitted.position(key);
        BlockEdit edit = switch (action[0]) {
            case "add" ->
                BlockEdit.add(
                        blocks, action.length > 1 ? action[1] : "", action.length > 2 ? position + 1 : blocks.size());
            case "up" -> BlockEdit.move(blocks, position, -1);
            case "down" -> BlockEdit.move(blocks, position, 1);
            case "copy" -> BlockEdit.duplicate(blocks, position);
            case "remove" -> BlockEdit.remove(blocks, position);
            default -> new BlockEdit(blocks, position); // a block was dragged: the form has the new order
        };
        int size = edit.blocks().size();
        BlockStep back = switch (action[0]) {
            case "add", "copy" -> BlockStep.remove(edit.position(), size);
            case "remove" -> position < 0 ? null : BlockStep.insert(position, blocks.get(position), size);
            case "drag" -> BlockStep.move(position, number(key), size);
            default -> BlockStep.move(edit.position(), position, size);
        };
        boolean changed = action[0].equals("drag")
                ? position >= 0 && position != number(key)
                : !edit.blocks().equals(blocks);
        return new BlockHistory.Result(
                MessageBody.of(edit.blocks()), edit.position(), changed && back != null ? history.then(back) : history);
    }

    /** The key of a block, which is its position before it was dragged. */
    private static int number(String key) {
        return key.matches("\\d{1,3}") ? Integer.parseInt(key) : -1;
    }

    /** The button that was pressed, now of the moved block, so that it can be pressed again; else the block. */
    private static String element(DraftForm form, int position) {
        int last = form.blocks == null ? -1 : form.blocks.size() - 1;
        if (position < 0 || last < 0) {
            return HEADING;
        }
        String block = "block." + position;
        if (form.action.startsWith(PREFIX + "up:")) {
            return block + (position == 0 ? ".down" : ".up");
        }
        if (form.action.startsWith(PREFIX + "down:")) {
            return block + (position == last ? ".up" : ".down");
        }
        return block;
    }

    /**
     * Makes HTML a list with it as its only block.
     *
     * @return whether the blocks became HTML, too, since there is nothing in them that could be lost
     */
    boolean switchMode(Blast draft, DraftForm form) {
        List<Block> blocks = form.blocks;
        if (blocks == null) {
            become(
                    draft,
                    form,
                    MessageBody.of(draft.html.isBlank() ? List.of(new Block.Text("")) : List.of(ofHtml(draft.html))));
            return true;
        }
        if (OwnHtml.isEmpty(blocks)) {
            become(draft, form, MessageBody.of(""));
            return true;
        }
        return false;
    }

    /** Replaces a message by one of the other kind. */
    void become(Blast draft, DraftForm form, MessageBody message) {
        drafts.change(draft, blast -> {
            BlockStep back = BlockStep.restore(BlockContents.body(blast), message);
            store(blast, form, message, BlockHistory.read(blast.blockHistory).then(back));
        });
    }

    private static void store(Blast blast, DraftForm form, MessageBody message, BlockHistory history) {
        BlockContents.write(blast, message);
        blast.blockHistory = history.equals(BlockHistory.EMPTY) ? null : history.write();
        form.showMessage(blast);
    }

    /** What the editor of texts cannot show is HTML. */
    private static Block ofHtml(String html) {
        Document document = Jsoup.parse(html);
        boolean plain = document.body().select("*:not(body)").stream()
                .allMatch(element -> RICH_TEXT.contains(element.normalName()) && !element.hasAttr("style"));
        return plain && !OwnLayout.isIn(html, document) ? new Block.Text(html) : new Block.Html(html);
    }
}

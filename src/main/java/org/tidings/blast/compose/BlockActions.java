package org.tidings.blast.compose;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jboss.resteasy.reactive.server.multipart.FormValue;
import org.tidings.blast.Blast;
import org.tidings.blast.BlockContents;
import org.tidings.message.block.Block;
import org.tidings.message.block.BlockEdit;
import org.tidings.message.block.BlockFields;
import org.tidings.message.block.BlockJson;
import org.tidings.platform.web.FormErrors;

/** What the buttons of blocks do with a draft that was just saved, such as {@code block-up:3} and {@code block-add:text:3}. */
@ApplicationScoped
class BlockActions {

    private static final String PREFIX = "block-";

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
     * Performs the action and keeps what was there before for undo.
     *
     * @return the position to which the page scrolls; -1 if there is none
     */
    int perform(Blast draft, DraftForm form) {
        List<Block> before = Objects.requireNonNullElse(form.blocks, List.of());
        BlockEdit edit = form.action.equals("block-undo") ? undo(draft) : edit(before, form);
        form.blocks = edit.blocks();
        drafts.change(draft, blast -> {
            blast.blocksBefore = BlockJson.write(before);
            BlockContents.write(blast, edit.blocks());
        });
        return edit.position();
    }

    private static BlockEdit undo(Blast draft) {
        String before = draft.blocksBefore;
        return new BlockEdit(before == null ? BlockContents.of(draft) : BlockJson.read(before), -1);
    }

    private static BlockEdit edit(List<Block> blocks, DraftForm form) {
        String[] action = form.action.substring(PREFIX.length()).split(":", -1);
        BlocksForm submitted = form.submittedBlocks;
        int position = submitted == null ? -1 : submitted.position(action[action.length - 1]);
        return switch (action[0]) {
            case "add" ->
                BlockEdit.add(
                        blocks, action.length > 1 ? action[1] : "", action.length > 2 ? position + 1 : blocks.size());
            case "up" -> BlockEdit.move(blocks, position, -1);
            case "down" -> BlockEdit.move(blocks, position, 1);
            case "copy" -> BlockEdit.duplicate(blocks, position);
            case "remove" -> BlockEdit.remove(blocks, position);
            default -> new BlockEdit(blocks, -1);
        };
    }

    /** Makes one text a list with this text as its only block, and a list one text. */
    void switchMode(Blast draft, DraftForm form) {
        boolean hasBlocks = form.blocks != null;
        drafts.change(draft, blast -> {
            if (hasBlocks) {
                blast.write(blast.html);
            } else {
                blast.blocksBefore = null;
                BlockContents.write(blast, blast.html.isBlank() ? List.of() : List.of(new Block.Text(blast.html)));
            }
        });
    }
}

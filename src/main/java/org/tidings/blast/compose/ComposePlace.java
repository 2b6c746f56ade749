package org.tidings.blast.compose;

import java.util.List;
import java.util.Map;
import org.tidings.blast.Blast;
import org.tidings.blast.BlockContents;
import org.tidings.message.block.BlockFields;

/** Finds the field of the compose page in which something was written. */
final class ComposePlace {

    /** The field of the message as one text, and the place above the blocks. */
    private static final String MESSAGE = "html";

    private final Blast blast;
    private final List<BlockView> blocks;

    ComposePlace(Blast blast) {
        this.blast = blast;
        this.blocks = BlockView.of(BlockContents.of(blast));
    }

    /**
     * The id of the field that contains the text: of the message if it is found in several places, since that is where most is written.
     *
     * @param text such as a link, a merge field or words; markup is ignored
     */
    String of(String text) {
        if (text.isBlank()) {
            return MESSAGE;
        }
        for (BlockView block : blocks) {
            for (Map.Entry<String, String> field : block.values().entrySet()) {
                if (!field.getKey().equals(BlockFields.TYPE) && field.getValue().contains(text)) {
                    return block.name(field.getKey());
                }
            }
        }
        if (!blast.html.contains(text) || !blocks.isEmpty()) {
            if (blast.subject.contains(text)) {
                return "subject";
            }
            if (blast.preheader != null && blast.preheader.contains(text)) {
                return "preheader";
            }
        }
        return MESSAGE;
    }
}

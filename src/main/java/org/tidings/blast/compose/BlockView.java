package org.tidings.blast.compose;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jsoup.Jsoup;
import org.tidings.message.block.Block;
import org.tidings.message.block.BlockFields;
import org.tidings.message.block.BlockHtml;
import org.tidings.message.block.BlockType;
import org.tidings.message.block.PictureWidth;
import org.tidings.message.block.TypedText;

/**
 * A block on the compose page.
 *
 * @param key its position in the list
 * @param values as {@link BlockFields#of}
 */
record BlockView(int key, boolean isLast, Map<String, String> values) {

    static List<BlockView> of(List<Block> blocks) {
        List<BlockView> views = new ArrayList<>();
        for (Block block : blocks) {
            views.add(new BlockView(views.size(), views.size() == blocks.size() - 1, BlockFields.of(block)));
        }
        return views;
    }

    public String type() {
        return value(BlockFields.TYPE);
    }

    /** "Picture 3". */
    public String title() {
        return BlockType.textOf(type()) + " " + (key + 1);
    }

    public String value(String field) {
        return values.getOrDefault(field, "");
    }

    /** A rich text as HTML, for the editor. */
    public String html(String field) {
        return TypedText.html(value(field));
    }

    /** What an HTML block does not keep, such as a style sheet. */
    public String removed() {
        return String.join(", ", BlockHtml.removedFrom(value("html")));
    }

    /** The name and id of a field on the page. */
    public String name(String field) {
        return fieldName(key, field);
    }

    public boolean isFirst() {
        return key == 0;
    }

    /** Choices of the page. */
    public List<BlockType> types() {
        return BlockType.all();
    }

    /** Choices of the page. */
    public List<PictureWidth> widths() {
        return List.of(PictureWidth.values());
    }

    /** What it says, without markup. */
    public String text() {
        return values.entrySet().stream()
                .filter(field -> !field.getKey().equals(BlockFields.TYPE))
                .map(field -> Jsoup.parse(field.getValue()).text())
                .filter(text -> !text.isBlank())
                .collect(Collectors.joining(" · "));
    }

    /** The position in {@code block.3}; -1 for anything else. */
    static int keyOf(String id) {
        return id.matches("block\\.[0-9]{1,3}") ? Integer.parseInt(id.substring("block.".length())) : -1;
    }

    static String fieldName(int key, String field) {
        return "block." + key + "." + field;
    }
}

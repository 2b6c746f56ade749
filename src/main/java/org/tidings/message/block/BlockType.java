package org.tidings.message.block;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The kinds of blocks that can be added, with their names on pages. */
public enum BlockType {
    TEXT("Text"),
    HEADING("Heading", "level", "2"),
    PICTURE("Picture", "width", "552"),
    BUTTON("Button"),
    COLUMNS("Two columns"),
    EVENT("Event"),
    GOTIT("Got it", "label", "Got it"),
    POLL("Question"),
    CLASS("Class details"),
    QUOTE("Quotation"),
    FILES("List of attachments"),
    DIVIDER("Line"),
    HTML("HTML");

    private final String text;
    private final String chosenField;
    private final String choice;

    BlockType(String text) {
        this(text, "", "");
    }

    /** A type with a choice that a new block has made. */
    BlockType(String text, String chosenField, String choice) {
        this.text = text;
        this.chosenField = chosenField;
        this.choice = choice;
    }

    /** As {@link BlockFields#TYPE}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    public String text() {
        return text;
    }

    public static List<BlockType> all() {
        return List.of(values());
    }

    /** The name of a type on pages. */
    public static String textOf(String key) {
        return valueOf(key.toUpperCase(Locale.ROOT)).text;
    }

    /** A new block. Throws an {@link IllegalArgumentException} if there is no such type. */
    static Block newBlock(String key) {
        Map<String, String> fields = new HashMap<>();
        for (BlockType type : values()) {
            if (type.key().equals(key) && !type.choice.isEmpty()) {
                fields.put(type.chosenField, type.choice);
            }
        }
        fields.put(BlockFields.TYPE, key);
        return BlockFields.read(fields);
    }
}

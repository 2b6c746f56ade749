package org.tidings.message.block;

import java.util.List;
import java.util.Map;
import org.tidings.message.layout.Look;

/**
 * What blocks show apart from their own values.
 *
 * @param classes the details of classes by id
 * @param files the attached files, in words
 */
public record BlockContext(Look look, Map<String, ClassText> classes, List<String> files) {

    /**
     * A class.
     *
     * @param details its day, place and teacher; one a line
     */
    public record ClassText(String name, List<String> details) {}

    /** Without classes and files. */
    public static BlockContext of(Look look) {
        return new BlockContext(look, Map.of(), List.of());
    }
}

package org.tidings.blast.template;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.tidings.message.block.BlockFields;

/** The words in square brackets that staff have to replace in a starting point. Other words in brackets are left alone. */
public final class Placeholders {

    private static final Pattern BRACKETS = Pattern.compile("\\[[^\\[\\]]{1,100}+\\]");

    private static final Set<String> ALL = all();

    private Placeholders() {}

    /** Those that are left in a text, in their order. */
    public static List<String> in(String text) {
        return brackets(text).filter(ALL::contains).distinct().toList();
    }

    private static Set<String> all() {
        Set<String> all = new LinkedHashSet<>();
        StartingPoint.ALL.stream()
                .flatMap(point -> Stream.concat(
                        Stream.of(point.subject(), point.preheader()),
                        point.blocks().stream().flatMap(block -> BlockFields.of(block).values().stream())))
                .flatMap(Placeholders::brackets)
                .forEach(all::add);
        return all;
    }

    private static Stream<String> brackets(String text) {
        return BRACKETS.matcher(text).results().map(found -> found.group());
    }
}

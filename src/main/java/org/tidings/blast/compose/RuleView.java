package org.tidings.blast.compose;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.tidings.blast.selection.References;
import org.tidings.blast.selection.Selection;
import org.tidings.blast.selection.SelectionText;

/**
 * A rule as the page lists it.
 *
 * @param parts those that have rules
 * @param unknown what it refers to and does not exist any more, in sentences
 */
record RuleView(List<Part> parts, List<String> unknown) {

    static final RuleView NONE = new RuleView(List.of(), List.of());

    /** Rules under a heading. */
    record Part(String heading, List<Chip> chips) {}

    /** A rule in words, with the action that removes it. */
    record Chip(String text, String action) {}

    static RuleView of(Selection selection, References.Found references) {
        SelectionText text = new SelectionText(references);
        List<Part> parts = new ArrayList<>();
        for (Selection.Part part : Selection.Part.values()) {
            List<Chip> chips = new ArrayList<>();
            for (Selection one : selection.part(part)) {
                chips.add(new Chip(text.of(one), "drop-" + part.name().toLowerCase(Locale.ROOT) + ":" + chips.size()));
            }
            if (!chips.isEmpty()) {
                parts.add(new Part(heading(part), chips));
            }
        }
        return new RuleView(
                parts,
                references.unknown().stream().map(References.Unknown::sentence).toList());
    }

    private static String heading(Selection.Part part) {
        return switch (part) {
            case ANY -> "Send to";
            case ALL -> "Only those who are also";
            case NOT -> "But not";
        };
    }

    public boolean isEmpty() {
        return parts.isEmpty();
    }
}

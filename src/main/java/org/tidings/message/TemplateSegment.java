package org.tidings.message;

/** A part of a prepared body: text that is the same for everyone, or a slot for what differs from person to person. */
sealed interface TemplateSegment {

    String text(Rendering rendering);

    /** The same for everyone; lines end in LF. */
    record Literal(String text) implements TemplateSegment {
        @Override
        public String text(Rendering rendering) {
            return text;
        }
    }

    /** Filled in for each person. */
    @FunctionalInterface
    non-sealed interface Slot extends TemplateSegment {}
}

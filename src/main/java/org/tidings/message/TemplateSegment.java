package org.tidings.message;

/** A part of a prepared body: fixed text, or something that differs from person to person. */
@FunctionalInterface
interface TemplateSegment {
    void appendTo(StringBuilder out, Rendering rendering);

    static TemplateSegment literal(String text) {
        return (out, rendering) -> out.append(text);
    }
}

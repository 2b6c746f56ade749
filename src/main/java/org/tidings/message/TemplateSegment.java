package org.tidings.message;

/** A part of a prepared body: fixed text, or something that differs from person to person. */
@FunctionalInterface
interface Piece {
    void appendTo(StringBuilder out, Rendering rendering);

    static Piece literal(String text) {
        return (out, rendering) -> out.append(text);
    }
}

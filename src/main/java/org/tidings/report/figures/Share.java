package org.tidings.report.figures;

/** A part of a whole, as a bar and in percent. */
record Share(int part, int whole) {

    /** The length of the bar of the whole, in SVG user units. */
    private static final int LENGTH = 100;

    public int length() {
        return whole == 0 ? 0 : Math.max(part > 0 ? 1 : 0, (int) Math.round((double) part * LENGTH / whole));
    }

    /** "62%"; a dash if there is no whole. */
    public String percent() {
        return whole == 0 ? "–" : Math.round(100.0 * part / whole) + "%";
    }
}

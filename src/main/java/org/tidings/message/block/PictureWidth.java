package org.tidings.message.block;

/** The widths at which a picture can be shown in the column of a message, in CSS pixels. */
public enum PictureWidth {
    FULL(552, "Full width"),
    MEDIUM(360, "Medium"),
    SMALL(180, "Small");

    private final int pixels;
    private final String text;

    PictureWidth(int pixels, String text) {
        this.pixels = pixels;
        this.text = text;
    }

    public int pixels() {
        return pixels;
    }

    public String text() {
        return text;
    }

    static int of(String typed) {
        for (PictureWidth width : values()) {
            if (typed.equals(Integer.toString(width.pixels))) {
                return width.pixels;
            }
        }
        return FULL.pixels;
    }
}

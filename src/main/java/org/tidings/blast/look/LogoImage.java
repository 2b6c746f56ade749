package org.tidings.blast.look;

import org.tidings.blast.picture.Picture;

/** A logo as it is kept: at twice the size at which it is shown, for sharp screens. */
final class LogoImage {

    static final int WIDEST = 240;
    static final int HIGHEST = 80;

    private static final int SHARP = 2;
    private static final Picture.Limits LIMITS = new Picture.Limits(
            SHARP * WIDEST, SHARP * HIGHEST, 16_000_000, false, "480 × 160 pixels are enough for a logo.");

    private final Picture picture;
    private final double scale;

    private LogoImage(Picture picture) {
        this.picture = picture;
        this.scale = Math.min(1, Math.min((double) WIDEST / picture.width(), (double) HIGHEST / picture.height()));
    }

    /**
     * Reads an uploaded file.
     *
     * @throws org.tidings.blast.picture.PictureRefusedException if it is not an image that can be a logo
     */
    static LogoImage read(byte[] file) {
        return new LogoImage(Picture.read(file, LIMITS));
    }

    byte[] content() {
        return picture.content();
    }

    String contentType() {
        return picture.contentType();
    }

    /** At which it is shown, in CSS pixels. */
    int width() {
        return shown(picture.width());
    }

    /** At which it is shown, in CSS pixels. */
    int height() {
        return shown(picture.height());
    }

    private int shown(int pixels) {
        return (int) Math.max(1, Math.round(pixels * scale));
    }
}

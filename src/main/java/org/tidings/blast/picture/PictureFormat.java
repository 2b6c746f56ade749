package org.tidings.blast.picture;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Formats that every mail program shows, recognised by their first octets. Other files are refused with what to do instead. */
enum PictureFormat {
    PNG("png", "\u0089PNG\r\n\u001a\n"),
    JPEG("jpeg", "\u00ff\u00d8\u00ff"),
    GIF("gif", "GIF8");

    private static final String SAVE_AS = " Save it as a PNG or JPEG image and choose that.";
    private static final int ENOUGH = 1024;

    private final String imageIoName;
    private final String magic;

    PictureFormat(String imageIoName, String magic) {
        this.imageIoName = imageIoName;
        this.magic = magic;
    }

    String imageIoName() {
        return imageIoName;
    }

    /** The format of the copy that is kept: a photograph stays one, all else may be transparent. */
    PictureFormat kept() {
        return this == JPEG ? JPEG : PNG;
    }

    String contentType() {
        return "image/" + imageIoName;
    }

    static PictureFormat of(byte[] content) {
        String start = new String(content, 0, Math.min(content.length, ENOUGH), StandardCharsets.ISO_8859_1);
        for (PictureFormat format : values()) {
            if (start.startsWith(format.magic)) {
                return format;
            }
        }
        throw new PictureRefusedException(reason(start));
    }

    private static String reason(String start) {
        String brand = start.length() < 12 ? "" : start.substring(4, 12);
        if (start.toLowerCase(Locale.ROOT).contains("<svg")) {
            return "Mail programs do not show SVG images." + SAVE_AS;
        }
        if (brand.startsWith("ftyphe") || brand.startsWith("ftypmif")) {
            return "Mail programs do not show HEIC images, the format of iPhone photos." + SAVE_AS;
        }
        if (start.startsWith("RIFF") && start.startsWith("WEBP", 8)) {
            return "Some mail programs do not show WebP images." + SAVE_AS;
        }
        if (brand.startsWith("ftypavif")) {
            return "Many mail programs do not show AVIF images." + SAVE_AS;
        }
        if (start.startsWith("%PDF")) {
            return "This is a PDF document." + SAVE_AS;
        }
        return "This file is not a PNG, JPEG or GIF image." + SAVE_AS;
    }
}

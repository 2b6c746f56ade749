package org.tidings.blast.compose;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Image formats that all mail programs support, detected by their signature instead of the declared type. SVG is excluded, because it can contain scripts. */
enum ImageType {
    PNG("image/png", "\u0089PNG\r\n\u001a\n"),
    JPEG("image/jpeg", "\u00ff\u00d8\u00ff"),
    GIF("image/gif", "GIF8"),
    WEBP("image/webp", "RIFF");

    private final String contentType;
    private final String magic;

    ImageType(String contentType, String magic) {
        this.contentType = contentType;
        this.magic = magic;
    }

    String contentType() {
        return contentType;
    }

    static Optional<ImageType> of(byte[] content) {
        String start = new String(content, 0, Math.min(content.length, 12), StandardCharsets.ISO_8859_1);
        for (ImageType type : values()) {
            if (start.startsWith(type.magic) && (type != WEBP || start.endsWith("WEBP"))) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }
}

package org.tidings.report;

import io.quarkus.qute.TemplateExtension;
import java.util.Locale;

/** Formats file sizes for staff: {@code {size:text(file.sizeBytes)}}. */
@TemplateExtension(namespace = "size")
final class FileSize {

    private FileSize() {}

    static String text(long bytes) {
        if (bytes < 1_000) {
            return bytes + " bytes";
        }
        return bytes < 1_000_000
                ? Math.round(bytes / 1_000.0) + " kB"
                : String.format(Locale.ENGLISH, "%.1f MB", bytes / 1_000_000.0);
    }
}

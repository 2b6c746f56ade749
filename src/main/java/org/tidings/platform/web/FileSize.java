package org.tidings.platform.web;

import io.quarkus.qute.TemplateExtension;
import java.util.Locale;

/** Formats file sizes for staff: {@code {size:text(file.sizeBytes)}}. */
@TemplateExtension(namespace = "size")
public final class FileSize {

    private FileSize() {}

    /** Such as "12 KB" or "1.4 MB", with 1,024 bytes per KB, as the limits for attachments are counted. */
    public static String text(long bytes) {
        return bytes < 1024 * 1024
                ? Math.max(1, bytes / 1024) + " KB"
                : String.format(Locale.ROOT, "%.1f MB", bytes / 1024.0 / 1024.0);
    }
}

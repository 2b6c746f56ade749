package org.tidings.blast.compose;

import io.quarkus.qute.TemplateExtension;
import jakarta.ws.rs.core.UriBuilder;
import java.util.Locale;

/** Small texts of the compose pages, {@code {compose:size(bytes)}} in templates. */
@TemplateExtension(namespace = "compose")
final class ComposeTexts {

    private ComposeTexts() {}

    /** "12 KB", "1.4 MB"; kilobytes of 1024 bytes. */
    static String size(long bytes) {
        return bytes < 1024 * 1024
                ? Math.max(1, bytes / 1024) + " KB"
                : String.format(Locale.ROOT, "%.1f MB", bytes / 1024.0 / 1024.0);
    }

    static String previewAs(String id, String email) {
        return UriBuilder.fromPath("/blasts/{id}/preview")
                .queryParam("as", "{as}")
                .build(id, email)
                .toString();
    }

    /** The id of the field on the compose page for the API's name of it. */
    static String fieldOf(String apiField) {
        return switch (apiField) {
            case "recipients" -> "pasted";
            case "attachments" -> "attachment";
            default -> apiField;
        };
    }
}

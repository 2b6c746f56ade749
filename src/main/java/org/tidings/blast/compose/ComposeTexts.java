package org.tidings.blast.compose;

import io.quarkus.qute.TemplateExtension;
import jakarta.ws.rs.core.UriBuilder;
import java.util.Locale;

/** Formatting for the compose pages, {@code {compose:size(bytes)}} in templates. */
@TemplateExtension(namespace = "compose")
final class ComposeTexts {

    private ComposeTexts() {}

    /** A file size such as "12 KB" or "1.4 MB", with 1024 bytes per KB. */
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

    /** Maps the API's name of a field to its id on the compose page. */
    static String fieldOf(String apiField) {
        return switch (apiField) {
            case "recipients" -> "pasted";
            case "attachments" -> "attachment";
            default -> apiField;
        };
    }
}

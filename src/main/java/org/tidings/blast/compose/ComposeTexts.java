package org.tidings.blast.compose;

import io.quarkus.qute.TemplateExtension;
import jakarta.ws.rs.core.UriBuilder;

/** Formatting for the compose pages, {@code {compose:previewAs(id, email)}} in templates. */
@TemplateExtension(namespace = "compose")
final class ComposeTexts {

    private ComposeTexts() {}

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
            case "audience" -> "to-heading";
            case "attachments" -> "attachment";
            default -> apiField;
        };
    }
}

package org.tidings.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tidings.blast.Audience;
import org.tidings.blast.Blast;
import org.tidings.blast.OnePer;
import org.tidings.blast.Purpose;

/**
 * A draft in the API.
 *
 * @param blocks whether the message was written as blocks; changing {@code html} makes it one text
 * @param rule what selects people, as in the audience of a request; null if there is none
 * @param listed how many recipients are listed one by one
 * @param removed what cleaning removed from the HTML
 */
record DraftJson(
        String id,
        int version,
        String subject,
        @Nullable String preheader,
        String html,
        @Nullable String text,
        boolean blocks,
        @Nullable String fromName,
        @Nullable String replyTo,
        Purpose purpose,
        @Nullable Instant sendAt,
        @Nullable String spreadOver,
        @Nullable Instant uselessAfter,
        OnePer per,
        @Nullable JsonNode rule,
        int listed,
        Instant createdAt,
        Instant updatedAt,
        String createdBy,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> removed) {

    private static final ObjectMapper JSON = new ObjectMapper();

    static DraftJson of(Blast blast, Audience audience) {
        return new DraftJson(
                blast.publicId,
                blast.version,
                blast.subject,
                blast.preheader,
                blast.html,
                blast.text,
                blast.blocks != null,
                blast.fromName,
                blast.replyTo,
                blast.purpose,
                blast.sendAt,
                blast.spreadSeconds == null ? null : String.valueOf(blast.spreadOver()),
                blast.uselessAfter,
                blast.onePer,
                rule(blast),
                audience.sources(blast).stream()
                        .mapToInt(Audience.Source::lines)
                        .sum(),
                blast.createdAt,
                blast.updatedAt,
                BlastJson.author(blast),
                blast.removed());
    }

    private static @Nullable JsonNode rule(Blast blast) {
        try {
            return blast.audience == null ? null : JSON.readTree(blast.audience);
        } catch (JsonProcessingException damaged) {
            throw new IllegalStateException(damaged);
        }
    }
}

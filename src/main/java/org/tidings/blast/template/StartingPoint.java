package org.tidings.blast.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.tidings.blast.Blast;
import org.tidings.blast.BlockContents;
import org.tidings.blast.Purpose;
import org.tidings.message.block.Block;
import org.tidings.message.block.BlockJson;

/**
 * A message that comes with the application, in {@code <key>.json} beside this class. What staff have to replace is in square brackets.
 *
 * @param key its name in URLs
 */
record StartingPoint(
        String key,
        String name,
        String description,
        Purpose purpose,
        String subject,
        String preheader,
        List<Block> blocks) {

    static final List<StartingPoint> ALL = Stream.of(
                    "class-cancelled", "newsletter", "event", "new-term", "holiday-hours", "payment-reminder")
            .map(StartingPoint::read)
            .toList();

    static Optional<StartingPoint> find(String key) {
        return ALL.stream().filter(point -> point.key.equals(key)).findFirst();
    }

    /** Call it within a transaction. */
    void writeTo(Blast blast) {
        blast.purpose = purpose;
        blast.subject = subject;
        blast.preheader = preheader;
        BlockContents.write(blast, blocks);
    }

    private static StartingPoint read(String key) {
        try (InputStream file = StartingPoint.class.getResourceAsStream(key + ".json")) {
            JsonNode json = new ObjectMapper().readTree(Objects.requireNonNull(file));
            return new StartingPoint(
                    key,
                    json.path("name").asText(),
                    json.path("description").asText(),
                    Purpose.valueOf(json.path("purpose").asText()),
                    json.path("subject").asText(),
                    json.path("preheader").asText(),
                    BlockJson.read(json.path("blocks")));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}

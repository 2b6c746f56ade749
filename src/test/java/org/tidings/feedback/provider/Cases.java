package org.tidings.feedback.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The sample events of {@code src/test/resources/feedback}, each with what it must become. */
final class Cases {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Instant WRITTEN_AT = Instant.parse("2026-11-23T10:00:00Z");

    private Cases() {}

    /**
     * A sample.
     *
     * @param expected kind of feedback and verdict, or the hit and who made it; empty if nothing is recorded
     * @param event as JSON, with {@code TOKEN} for the token
     */
    record Case(String provider, String name, String expected, String event) {

        /** The event about a recipient at a time. */
        String about(String token, Instant at) {
            return event.replace("TOKEN", token)
                    .replace(String.valueOf(WRITTEN_AT.getEpochSecond()), String.valueOf(at.getEpochSecond()))
                    .replace("2026-11-23T10:00:00", at.toString().substring(0, 19))
                    .replace("2026-11-23T05:00:00-05:00", at.toString());
        }

        @Override
        public String toString() {
            return provider + ": " + name;
        }
    }

    static Stream<Case> all() {
        return TestProviders.IDS.stream().flatMap(Cases::of);
    }

    static Stream<Case> of(String provider) {
        try {
            JsonNode file = JSON.readTree(Files.readString(Path.of("src/test/resources/feedback", provider + ".json")));
            List<Case> cases = StreamSupport.stream(file.path("cases").spliterator(), false)
                    .map(one -> new Case(
                            provider,
                            one.path("name").asText(),
                            one.path("expect").asText(),
                            one.path("event").toString()))
                    .toList();
            return cases.stream();
        } catch (IOException missing) {
            throw new AssertionError(missing);
        }
    }

    static Case named(String provider, String name) {
        return of(provider)
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError(provider + " has no sample " + name));
    }
}

package org.tidings.diagnosis.notice;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Real notices with what they mean.
 *
 * @param file its name
 * @param message the notice as it came, decoded as ISO 8859-1
 * @param recipients what it means for each recipient
 */
record CollectedNotice(String file, String message, List<Expected> recipients) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * What a notice means for one recipient.
     *
     * @param address empty where the collection names none
     * @param verdict {@code hard}, {@code soft}, {@code blocked}, {@code complaint}, {@code none}, {@code auto}, or {@code hard-or-soft} where
     *     either is right
     */
    record Expected(String address, String verdict) {}

    /** Those that are present; empty if none are. */
    static List<CollectedNotice> all(Path bounces) throws IOException {
        List<CollectedNotice> all = new ArrayList<>();
        all.addAll(read(bounces.resolve("expected.jsonl"), bounces.resolve("eml")));
        all.addAll(read(bounces.resolve("second.jsonl"), bounces.resolve("second")));
        all.addAll(read(bounces.resolve("foreign.jsonl"), bounces.resolve("foreign")));
        return all;
    }

    private static List<CollectedNotice> read(Path lines, Path folder) throws IOException {
        List<CollectedNotice> notices = new ArrayList<>();
        if (Files.isReadable(lines)) {
            for (String line : Files.readAllLines(lines)) {
                JsonNode node = JSON.readTree(line);
                String file = node.get("file").asText();
                notices.add(new CollectedNotice(
                        folder.getFileName() + "/" + file, text(Corpus.read(folder.resolve(file))), expected(node)));
            }
        }
        return notices;
    }

    private static List<Expected> expected(JsonNode node) {
        String label = node.path("arguable").asBoolean()
                ? "hard-or-soft"
                : node.path("verdict").asText("");
        List<Expected> expected = new ArrayList<>();
        for (JsonNode result : node.path("results")) {
            expected.add(new Expected(
                    result.get("recipient").asText(),
                    label.isEmpty() ? result.get("verdict").asText() : label));
        }
        if (expected.isEmpty()) {
            expected.add(new Expected("", label.isEmpty() ? "none" : label));
        }
        return expected;
    }

    static String text(byte[] message) {
        return new String(message, StandardCharsets.ISO_8859_1);
    }

    byte[] bytes() {
        return message.getBytes(StandardCharsets.ISO_8859_1);
    }

    boolean isComplaint() {
        return recipients.stream().anyMatch(expected -> expected.verdict().equals("complaint"));
    }
}

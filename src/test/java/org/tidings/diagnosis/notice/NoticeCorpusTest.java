package org.tidings.diagnosis.notice;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.tidings.diagnosis.Verdict;
import org.tidings.diagnosis.notice.Notice.Kind;

/**
 * What a collection of real notices means, compared with what another reader of bounces makes of them. These five remain, on purpose:
 *
 * <ul>
 *   <li>arf-20: a report of failed authentication (RFC 6591); nobody complained.
 *   <li>lhost-exim-31: "may not exist, may be blacklisted" proves nothing.
 *   <li>lhost-mfilter-05: nothing is expected, and it says 452: soft.
 *   <li>lhost-trendmicro-03: "unable to deliver" and no reason; the one in the returned message is about another letter.
 *   <li>rhost-messagelabs-03: "Rejected" and no word of the mailbox.
 * </ul>
 */
class NoticeCorpusTest {

    private static final double LEAST_AGREEMENT = 0.97;
    private static final Set<Verdict> ALIVE = Set.of(Verdict.SOFT, Verdict.BLOCKED, Verdict.UNKNOWN);

    private final ObjectMapper json = new ObjectMapper();
    private final List<String> disagreements = new ArrayList<>();
    private final List<String> wronglyDead = new ArrayList<>();

    @Test
    void agreesWithTheCollectionAndNeverGivesALivingAddressUp() throws IOException {
        Optional<Path> folder = Corpus.folder();
        if (folder.isEmpty()) {
            System.err.println("SKIPPED: no collection of real notices at ../shared/bounces; set TIDINGS_SHARED");
        }
        Assumptions.assumeTrue(folder.isPresent(), "no collection of real notices");
        Path bounces = folder.orElseThrow();

        List<String> lines = Files.readAllLines(bounces.resolve("expected.jsonl"));
        for (String line : lines) {
            JsonNode expected = json.readTree(line);
            String file = expected.get("file").asText();
            Notice notice =
                    NoticeParser.parse(Files.readAllBytes(bounces.resolve("eml").resolve(file)));
            compare(file, expected.get("results"), notice);
        }

        double agreement = 1 - (double) disagreements.size() / lines.size();
        System.out.printf("Notices: %d, agreement %.1f%%%n", lines.size(), 100 * agreement);
        disagreements.forEach(System.out::println);
        assertThat(wronglyDead).isEmpty();
        assertThat(agreement).isGreaterThanOrEqualTo(LEAST_AGREEMENT);
    }

    private void compare(String file, JsonNode results, Notice notice) {
        List<String> wrong = new ArrayList<>();
        if (results.isEmpty()
                && Set.of(Kind.BOUNCE, Kind.DELAYED, Kind.COMPLAINT).contains(notice.kind())) {
            wrong.add("nothing expected, read " + notice.kind());
        }
        for (JsonNode result : results) {
            String verdict = result.get("verdict").asText();
            Optional<NoticeRecipient> found = find(notice, result, results.size());
            boolean agrees = verdict.equals("complaint")
                    ? notice.kind() == Kind.COMPLAINT
                    : found.isPresent()
                            && agrees(verdict, found.get().diagnosis().verdict());
            if (!agrees) {
                wrong.add(verdict + " (" + result.get("reason").asText() + ") expected, read " + notice.kind() + " "
                        + found.map(recipient -> recipient.diagnosis().ruleId() + ": "
                                        + recipient.reply().line())
                                .orElse("nobody"));
            }
        }
        if (!wrong.isEmpty()) {
            disagreements.add(file + ": " + String.join("; ", wrong));
        }
        boolean alive = StreamSupport.stream(results.spliterator(), false)
                .noneMatch(result -> result.get("verdict").asText().startsWith("hard"));
        boolean dead = notice.recipients().stream()
                .anyMatch(recipient -> recipient.diagnosis().verdict() == Verdict.HARD);
        boolean mixedUp = StreamSupport.stream(results.spliterator(), false)
                .filter(result -> result.get("verdict").asText().equals("soft"))
                .flatMap(result -> find(notice, result, results.size()).stream())
                .anyMatch(recipient -> recipient.diagnosis().verdict() == Verdict.HARD);
        if ((alive && dead) || mixedUp) {
            wronglyDead.add(file);
        }
    }

    /** By address; a lone recipient also where the collection names another form of the address. */
    private static Optional<NoticeRecipient> find(Notice notice, JsonNode result, int among) {
        String address = result.get("recipient").asText();
        return notice.recipients().stream()
                .filter(recipient ->
                        recipient.address().filter(address::equalsIgnoreCase).isPresent())
                .findFirst()
                .or(() -> among == 1 ? notice.recipients().stream().findFirst() : Optional.empty());
    }

    private static boolean agrees(String expected, Verdict read) {
        return switch (expected) {
            case "hard" -> read == Verdict.HARD;
            case "soft" -> ALIVE.contains(read);
            default -> read == Verdict.HARD || ALIVE.contains(read);
        };
    }
}

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
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.tidings.diagnosis.Classifier;
import org.tidings.diagnosis.Classifier.Source;
import org.tidings.diagnosis.Diagnosis;
import org.tidings.diagnosis.Reply;
import org.tidings.diagnosis.Verdict;
import org.tidings.diagnosis.notice.CollectedNotice.Expected;
import org.tidings.diagnosis.notice.Notice.Kind;

/**
 * What collections of real notices and answers mean. No living address is given up, and nearly all dead ones are found at once. These are left,
 * on purpose:
 *
 * <ul>
 *   <li>eml/rhost-aol-06: "malformed name server reply" is no proof that a domain does not exist.
 *   <li>eml/lhost-exim-31 (suspected): "may not exist, may be blacklisted" proves nothing.
 *   <li>eml/lhost-exim-37 (suspected): "does not exist" after DATA, without a status.
 *   <li>eml/lhost-trendmicro-03 (suspected): "unable to deliver" and no reason.
 *   <li>second/lhost-postfix-46 (suspected): "Recipient address rejected" and no reason; that au/KDDI means an unknown user by it is written nowhere.
 * </ul>
 */
class NoticeCorpusTest {

    private static final double LEAST_DEAD_AT_ONCE = 0.97;
    private static final double LEAST_DEAD_OR_SUSPECTED = 0.995;

    private final List<String> falselyDead = new ArrayList<>();
    private final List<String> left = new ArrayList<>();
    private int dead;
    private int found;
    private int suspected;
    private int alive;
    private int aliveSuspected;

    @Test
    void findsTheDeadAndNeverGivesALivingAddressUp() throws IOException {
        Path bounces = Corpus.required();
        List<String> complaints = new ArrayList<>();
        for (CollectedNotice collected : CollectedNotice.all(bounces)) {
            Notice notice = NoticeParser.parse(collected.bytes());
            if (collected.isComplaint() != (notice.kind() == Kind.COMPLAINT)) {
                complaints.add(collected.file());
            }
            collected.recipients().forEach(expected -> compare(collected, expected, notice));
        }
        report("Notices");
        assertThat(complaints).as("complaints missed or made up").isEmpty();
        check();
    }

    @Test
    void answersMeanTheSameInANoticeAndInAConversation() throws IOException {
        Path answers = Corpus.required().resolveSibling("answers").resolve("answers.jsonl");
        Assumptions.assumeTrue(Files.isReadable(answers), "no collection of answers");
        ObjectMapper json = new ObjectMapper();
        for (Source source : List.of(Source.NOTICE, Source.CONVERSATION)) {
            for (String line : Files.readAllLines(answers)) {
                JsonNode node = json.readTree(line);
                if (!node.path("arguable").asBoolean()) {
                    String answer = node.get("answer").asText();
                    count(
                            source + " " + answer,
                            node.get("verdict").asText(),
                            Optional.of(Classifier.classify(Reply.parse(answer), source)));
                }
            }
        }
        report("Answers");
        check();
    }

    private void compare(CollectedNotice collected, Expected expected, Notice notice) {
        if (Set.of("none", "auto").contains(expected.verdict())) {
            if (notice.recipients().stream()
                    .anyMatch(recipient -> recipient.diagnosis().verdict() == Verdict.HARD)) {
                falselyDead.add(collected.file());
            }
            return;
        }
        Optional<Diagnosis> read = notice.recipients().stream()
                .filter(recipient -> recipient
                        .address()
                        .filter(expected.address()::equalsIgnoreCase)
                        .isPresent())
                .findFirst()
                .or(() -> only(notice, collected))
                .map(NoticeRecipient::diagnosis);
        count(collected.file(), expected.verdict(), read);
    }

    /** A lone recipient also where the collection names another form of the address. */
    private static Optional<NoticeRecipient> only(Notice notice, CollectedNotice collected) {
        return collected.recipients().size() == 1 || notice.recipients().size() == 1
                ? notice.recipients().stream().findFirst()
                : Optional.empty();
    }

    private void count(String what, String expected, Optional<Diagnosis> read) {
        Verdict verdict = read.map(Diagnosis::verdict).orElse(Verdict.UNKNOWN);
        String line = what + ": " + verdict + " " + read.map(Diagnosis::ruleId).orElse("nobody");
        switch (expected) {
            case "hard" -> {
                dead++;
                found += verdict == Verdict.HARD ? 1 : 0;
                suspected += verdict == Verdict.SUSPECTED ? 1 : 0;
                if (verdict != Verdict.HARD) {
                    left.add(line);
                }
            }
            case "soft", "blocked" -> {
                alive++;
                aliveSuspected += verdict == Verdict.SUSPECTED ? 1 : 0;
                if (verdict == Verdict.HARD) {
                    falselyDead.add(line);
                }
            }
            default -> {}
        }
    }

    private void report(String what) {
        System.out.printf(
                "%s: of %d dead %.1f%% found at once, %.1f%% found or suspected; of %d alive %d given up, %d suspected%n",
                what,
                dead,
                100.0 * found / dead,
                100.0 * (found + suspected) / dead,
                alive,
                falselyDead.size(),
                aliveSuspected);
        left.forEach(line -> System.out.println("  " + line));
    }

    private void check() {
        assertThat(falselyDead).as("living addresses given up").isEmpty();
        assertThat((double) found / dead).isGreaterThanOrEqualTo(LEAST_DEAD_AT_ONCE);
        assertThat((double) (found + suspected) / dead).isGreaterThanOrEqualTo(LEAST_DEAD_OR_SUSPECTED);
    }
}

package org.tidings.diagnosis.notice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Mutated messages: no exception, no hang, bounded memory. {@code -Dtidings.fuzz=100000} asks for more of them,
 * {@code -Dtidings.fuzz.seed=7} for others.
 */
class NoticeFuzzTest {

    private static final int MESSAGES = Integer.getInteger("tidings.fuzz", 1_000);
    private static final long SEED = Long.getLong("tidings.fuzz.seed", 1);
    /** Generous, since build machines are busy; a hang would take for ever. */
    private static final Duration LONGEST_ONE = Duration.ofSeconds(30);

    private static final int LARGEST_NOTICE = 2 << 20;

    private final Random random = new Random(SEED);

    @Test
    void mutatedMessagesAreReadWithoutHarm() throws IOException {
        List<byte[]> seeds = seeds();
        long slowest = 0;
        long began = System.nanoTime();
        for (int i = 0; i < MESSAGES; i++) {
            byte[] message = mutate(seeds);
            long start = System.nanoTime();
            String what = "message " + i + " of seed " + SEED;
            Notice notice =
                    assertTimeoutPreemptively(LONGEST_ONE, () -> NoticeParser.read(InboundMessage.open(message)), what);
            slowest = Math.max(slowest, System.nanoTime() - start);
            assertThat(size(notice)).as(what).isLessThan(LARGEST_NOTICE);
        }
        System.out.printf(
                "Fuzzed %d messages in %d ms (%s of processor time in all), slowest %d ms, heap in use %d MB%n",
                MESSAGES,
                (System.nanoTime() - began) / 1_000_000,
                ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO),
                slowest / 1_000_000,
                (Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory()) >> 20);
    }

    private static List<byte[]> seeds() throws IOException {
        List<byte[]> seeds = new ArrayList<>(Stream.of("report-failed", "report-global", "qmail", "exim", "html-only")
                .map(NoticeParserTest::sample)
                .toList());
        if (Corpus.folder().isPresent()) {
            seeds.addAll(Corpus.messages(Corpus.folder().get()));
        }
        return seeds;
    }

    private byte[] mutate(List<byte[]> seeds) {
        byte[] message = pick(seeds).clone();
        for (int times = 1 + random.nextInt(3); times > 0; times--) {
            message = switch (random.nextInt(8)) {
                case 0, 1 -> flipBytes(message);
                case 2 -> Arrays.copyOf(message, random.nextInt(message.length + 1));
                case 3 -> repeatPiece(message);
                case 4 -> nest(message);
                case 5 ->
                    join(
                            ("X-Big: " + "a b@".repeat(random.nextInt(20_000)) + "\n")
                                    .getBytes(StandardCharsets.US_ASCII),
                            message);
                case 6 ->
                    replace(
                            message,
                            "charset=",
                            "charset=" + pickText("utf-7", "x-nothing", "\"", "gb18030", "\u0000"));
                default -> join(message, pick(seeds));
            };
        }
        return message;
    }

    private byte[] flipBytes(byte[] message) {
        for (int i = 0; i < message.length && i < 1 + random.nextInt(200); i++) {
            message[random.nextInt(message.length)] = (byte) random.nextInt(256);
        }
        return message;
    }

    private byte[] repeatPiece(byte[] message) {
        int from = random.nextInt(message.length + 1);
        byte[] piece = Arrays.copyOfRange(message, from, Math.min(message.length, from + random.nextInt(2_000)));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(Arrays.copyOf(message, from));
        for (int i = random.nextInt(50); i >= 0; i--) {
            out.writeBytes(piece);
        }
        out.writeBytes(Arrays.copyOfRange(message, from, message.length));
        return out.toByteArray();
    }

    private byte[] nest(byte[] message) {
        byte[] nested = message;
        for (int depth = random.nextInt(30); depth > 0; depth--) {
            String head = "Content-Type: multipart/mixed; boundary=b" + depth + "\n\n--b" + depth + "\n";
            nested = join(head.getBytes(StandardCharsets.US_ASCII), nested);
        }
        return nested;
    }

    private static byte[] replace(byte[] message, String what, String by) {
        return new String(message, StandardCharsets.ISO_8859_1)
                .replace(what, by)
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] join(byte[] one, byte[] other) {
        byte[] joined = Arrays.copyOf(one, one.length + other.length);
        System.arraycopy(other, 0, joined, one.length, other.length);
        return joined;
    }

    private byte[] pick(List<byte[]> seeds) {
        return seeds.get(random.nextInt(seeds.size()));
    }

    private String pickText(String... texts) {
        return texts[random.nextInt(texts.length)];
    }

    private static long size(Notice notice) {
        return (long) notice.subject().length()
                + notice.excerpt().length()
                + notice.recipients().stream()
                        .mapToLong(recipient -> recipient.reply().text().length()
                                + recipient.address().map(String::length).orElse(0))
                        .sum();
    }

    /** Shapes on which a careless pattern or splitter would take for ever. */
    static Stream<String> hostileTexts() {
        int many = 100_000;
        return Stream.of(
                "a@".repeat(many),
                "a".repeat(many),
                "\"".repeat(many),
                "<".repeat(many),
                " ".repeat(many),
                "\n".repeat(many),
                "-".repeat(many),
                "550 ".repeat(many),
                "5.1.1 ".repeat(many),
                "<a@b.c>:\n".repeat(many / 4),
                "Final-Recipient: rfc822; a@b.c\nAction: failed\nDiagnostic-Code: smtp; " + "a@b \"".repeat(900)
                        + "\n\n" + "Final-Recipient: rfc822; a@b.c\nAction: failed\n\n".repeat(many / 50),
                "spf dkim ".repeat(many / 8),
                "user ".repeat(many / 5),
                "<div>".repeat(many / 5),
                "=?utf-8?Q?=".repeat(many / 8),
                "--b\n".repeat(many / 4),
                "x: " + "a b@c 5.1.1 ".repeat(many),
                "x: y\n z\n".repeat(many),
                IntStream.range(0, 5_000)
                        .mapToObj(i -> "--b" + (i == 0 ? "" : i) + "\nContent-Type: multipart/mixed; boundary=b"
                                + (i + 1) + "\n\n")
                        .collect(Collectors.joining()));
    }

    @ParameterizedTest
    @MethodSource("hostileTexts")
    void hostileTextTakesNoLongerThanOthers(String text) {
        for (String head : List.of(
                "Return-Path: <>\nSubject: Undeliverable\n\n",
                "Return-Path: <>\nSubject: Undeliverable\nContent-Type: text/html\n\n",
                "Return-Path: <>\nSubject: Undeliverable\n\nThis is the qmail-send program\n----- Transcript of session follows\n",
                "Return-Path: <>\nContent-Type: message/delivery-status\n\n",
                "Content-Type: multipart/mixed; boundary=b\n\n",
                "Content-Type: multipart/mixed; boundary=",
                "Subject: ")) {
            byte[] message = (head + text).getBytes(StandardCharsets.US_ASCII);
            assertThatCode(() -> assertTimeoutPreemptively(
                            LONGEST_ONE, () -> NoticeParser.read(InboundMessage.open(message))))
                    .as(Optional.of(head).map(String::strip).get())
                    .doesNotThrowAnyException();
        }
    }
}

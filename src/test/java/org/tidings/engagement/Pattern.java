package org.tidings.engagement;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.tidings.engagement.TrackingRequest.Kind;

/** A documented sequence of requests; {@code src/test/resources/engagement/README.md} explains the files. */
record Pattern(String title, String source, List<Line> lines) {

    static final Instant ACCEPTED = Instant.parse("2026-03-01T10:00:00Z");

    private static final Map<String, String> AGENTS = dictionary("agents.txt");
    private static final Map<String, String> SOURCES = dictionary("sources.txt");

    /** @param counts whether it must count as a person's */
    record Line(
            Instant at,
            String method,
            String what,
            @Nullable String agent,
            String address,
            String recipient,
            boolean counts) {

        static Line of(String text) {
            boolean counts = text.endsWith(" *");
            String[] words = (counts ? text.substring(0, text.length() - 2) : text).split(" ", -1);
            String agent = Objects.requireNonNull(AGENTS.get(words[3]), words[3]);
            return new Line(
                    ACCEPTED.plusMillis(Math.round(Double.parseDouble(words[0]) * 1000)),
                    words[1],
                    words[2],
                    agent.equals("-") ? null : agent,
                    words[4],
                    words.length > 5 ? words[5] : "pat@gmail.com",
                    counts);
        }

        Kind kind() {
            if (what.equals("pixel")) {
                return Kind.OPEN;
            }
            return what.startsWith("link") ? Kind.CLICK : Kind.PAGE;
        }

        Judgement judgement() {
            if (ScannerNetworks.vendor(address).isPresent()) {
                return Judgement.machine("By its address");
            }
            return MachineRules.judge(
                    new TrackingRequest(kind(), method, agent, Map.of(), Duration.between(ACCEPTED, at)));
        }

        MessageRequest request() {
            Judgement judgement = judgement();
            String program = agent == null ? "" : agent;
            return new MessageRequest(
                    at,
                    kind(),
                    what,
                    judgement.automatic() ? judgement.words() + " · " + program : program,
                    !judgement.automatic());
        }

        Crowd.Member member() {
            return new Crowd.Member(
                    1, recipient.hashCode(), at, address.hashCode(), recipient.substring(recipient.indexOf('@') + 1));
        }
    }

    /** What becomes of a request, decided with what is known at that time. */
    Actor actor(Line line) {
        Judgement judgement = line.judgement();
        if (judgement.automatic()) {
            return Actor.MACHINE;
        }
        if (line.kind() == Kind.PAGE) {
            return Actor.UNKNOWN;
        }
        if (!judgement.provisional()) {
            return Actor.PERSON;
        }
        boolean early = line.at().isBefore(ACCEPTED.plus(Sequence.EARLY));
        Instant decided = line.at().plus(BehaviourRules.hold(line.kind(), early));
        List<Line> known =
                lines.stream().filter(other -> !other.at().isAfter(decided)).toList();
        Sequence sequence = new Sequence(
                line.request(),
                ACCEPTED,
                known.stream()
                        .filter(other -> other.recipient().equals(line.recipient()))
                        .map(this::asKnownLater)
                        .toList(),
                Crowd.surrounds(
                        line.member(),
                        known.stream()
                                .filter(other -> other.kind() == Kind.CLICK)
                                .map(Line::member)
                                .toList()));
        return BehaviourRules.judge(sequence).actor();
    }

    /** An open in the second of delivery is decided before a click is. */
    private MessageRequest asKnownLater(Line line) {
        MessageRequest request = line.request();
        boolean tooFast = line.kind() == Kind.OPEN
                && line.judgement().provisional()
                && UserAgents.isBrowser(request.program())
                && line.at().isBefore(ACCEPTED.plus(Sequence.SHOWING));
        return tooFast
                ? new MessageRequest(request.at(), request.kind(), request.what(), request.program(), false)
                : request;
    }

    static List<Pattern> read(String file) {
        List<Pattern> patterns = new ArrayList<>();
        List<Line> lines = new ArrayList<>();
        for (String text : lines(file)) {
            if (text.startsWith("== ")) {
                String[] words = text.substring(3).split(" \\| ", -1);
                lines = new ArrayList<>();
                patterns.add(new Pattern(words[0], Objects.requireNonNull(SOURCES.get(words[1]), words[1]), lines));
            } else {
                lines.add(Line.of(text));
            }
        }
        return patterns;
    }

    @Override
    public String toString() {
        return title;
    }

    private static Map<String, String> dictionary(String file) {
        Map<String, String> found = new HashMap<>();
        for (String line : lines(file)) {
            int space = line.indexOf(' ');
            found.put(line.substring(0, space), line.substring(space + 1));
        }
        return found;
    }

    private static List<String> lines(String file) {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(Pattern.class.getResourceAsStream("/engagement/" + file), file),
                StandardCharsets.UTF_8))) {
            return reader.lines().filter(line -> !line.isBlank()).toList();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}

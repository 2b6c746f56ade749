package org.tidings;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.tidings.message.MessageContent;
import org.tidings.message.MessageSettings;
import org.tidings.message.OutgoingMessage;
import org.tidings.message.Person;
import org.tidings.message.PreparedMessage;
import org.tidings.message.TokenSubject;
import org.tidings.message.Tokens;

/** A newsletter of five kilobytes on the wire as one person gets it from Tidings, for senders that know nothing of Tidings. */
record BenchMessage(
        String from, String envelopeFrom, String subject, String html, String text, Map<String, String> headers) {

    static final String SUBJECT = "News for {{first_name|you}}";

    private static final Map<String, String> FIELDS = Map.of("class", "Tumbling", "family", "the Lee family");

    private static final int SUBDOMAINS = 97;

    /** Headers that each mail client makes by itself. */
    private static final Set<String> ENVELOPE = Set.of("From", "To", "Subject", "Message-ID");

    /** What is written to everyone. */
    static String typed() {
        StringBuilder html =
                new StringBuilder("<h1>Hi {{first_name|there}}</h1><p>To {{family|you}}, {{class|all classes}}</p>");
        for (int week = 1; week <= 3; week++) {
            html.append("<h2>Week ")
                    .append(week)
                    .append("</h2><p>")
                    .append("The recital is on Saturday, and every class shows what it learned this term. ".repeat(6))
                    .append("<a href=\"https://studio.example/recital/week-")
                    .append(week)
                    .append("\">See the programme</a></p>");
        }
        return html.toString();
    }

    /** One of 97 subdomains, as lists have people of many domains. The same number is always the same address. */
    static String address(int person, String domain) {
        return "p" + person + "@d" + person % SUBDOMAINS + "." + domain;
    }

    /** The body of {@code POST /blasts} to so many people of a domain, each with two merge fields. */
    static Map<String, Object> blast(String purpose, String domain, int people) {
        return blast(purpose, domain, 0, people);
    }

    /** The same, to those from a number on. */
    static Map<String, Object> blast(String purpose, String domain, int first, int people) {
        return blast(
                purpose,
                IntStream.range(first, first + people)
                        .mapToObj(i -> address(i, domain))
                        .toList());
    }

    /** The same to these addresses. */
    static Map<String, Object> blast(String purpose, List<String> emails) {
        List<Map<String, Object>> recipients = new ArrayList<>(emails.size());
        for (String email : emails) {
            recipients.add(Map.of(
                    "email", email, "firstName", "Ann", "lastName", "Lee" + recipients.size(), "fields", FIELDS));
        }
        return Map.of(
                "purpose", purpose, "subject", SUBJECT, "html", typed(), "audience", Map.of("recipients", recipients));
    }

    static BenchMessage rendered() {
        MessageContent content = new MessageContent(
                "01J00000000000000000000000",
                SUBJECT,
                null,
                "Riverside Studio",
                "news@localhost",
                null,
                typed(),
                null,
                true,
                "Riverside Studio",
                "account-1.localhost",
                "1 River Road",
                List.of(),
                true,
                true);
        OutgoingMessage message = PreparedMessage.prepare(
                        content,
                        new MessageSettings("http://localhost:8080", "localhost", Optional.empty()),
                        new Tokens(List.of("a secret of thirty-two characters".getBytes(StandardCharsets.UTF_8))))
                .render(new Person(
                        new TokenSubject(1_000, 1_000_000, 1_000_000),
                        address(0, "people.example"),
                        "Ann",
                        "Larsen",
                        FIELDS))
                .parts();
        Map<String, String> headers = new LinkedHashMap<>(message.headers());
        headers.keySet().removeAll(ENVELOPE);
        return new BenchMessage(
                message.from(),
                message.envelopeFrom(),
                message.headers().getOrDefault("Subject", ""),
                message.html(),
                message.text(),
                headers);
    }
}

package org.tidings.diagnosis;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** What codes claim by themselves. The first line that fits holds, so exact codes stand before ranges. */
final class StatusTopics {

    private record Line(Pattern status, Topic topic) {}

    private static final List<Line> STATUSES = List.of(
            line("5.1.0|5.1.1|5.1.10", Topic.MAILBOX_UNKNOWN), // 5.1.10: "recipient not found" of Exchange
            line("5.1.2", Topic.DOMAIN_UNKNOWN),
            line("5.1.3", Topic.MALFORMED),
            line("5.1.6", Topic.MOVED),
            line("5.1.7|5.1.8", Topic.SENDER_REFUSED),
            line("*.2.2", Topic.MAILBOX_FULL), // many servers call it permanent
            line("5.2.1|5.7.13", Topic.INACTIVE),
            line("5.2.3|5.3.4", Topic.TOO_BIG),
            line("5.2.4|5.3.0", Topic.SYSTEM),
            line("5.2.12*", Topic.RECEIVING_RATE), // Exchange Online
            line("5.3.1|5.3.2", Topic.TEMPORARY),
            line("5.4.5", Topic.SENDING_LIMIT),
            line("5.4.6|5.4.14", Topic.LOOP),
            line("*.4.7", Topic.EXPIRED),
            line("5.3.5|5.5.[1-9]", Topic.PROTOCOL), // 5.5.0 says nothing
            line("5.6.*", Topic.CONTENT),
            line("5.7.17|5.7.18", Topic.CHANGED_HANDS), // RFC 7293
            line("5.7.20|5.7.21|5.7.22", Topic.DKIM), // RFC 7372
            line("5.7.23|5.7.24|5.7.27", Topic.SPF), // RFC 7372; 5.7.27 is Gmail's own
            line("5.7.25", Topic.REVERSE_DNS), // RFC 7372
            line("5.7.26", Topic.UNAUTHENTICATED), // RFC 7372
            line("5.7.*", Topic.POLICY),
            line("4.7.0|4.7.1", Topic.GREYLISTED), // without other words: nearly always
            line("4.7.*", Topic.POLICY));

    private StatusTopics() {}

    /** What the enhanced status claims, or else the reply code. */
    static Optional<Claim> of(Reply reply) {
        EnhancedStatus status = reply.status();
        return status == null ? ofCode(reply.code()) : of(status).or(() -> ofCode(reply.code()));
    }

    private static Optional<Claim> of(EnhancedStatus status) {
        return STATUSES.stream()
                .filter(line -> line.status.matcher(status.toString()).matches())
                .findFirst()
                .map(line -> Claim.of(line.topic, Grounds.Origin.STATUS, status.toString()));
    }

    private static Optional<Claim> ofCode(int code) {
        Topic topic = switch (code) {
            case 552 -> Topic.MAILBOX_FULL;
            case 556 -> Topic.DOMAIN_UNKNOWN; // RFC 7504
            case 542 -> Topic.MAILBOX_UNKNOWN; // MessageLabs, for recipients it does not know
            default -> null;
        };
        return Optional.ofNullable(topic).map(claimed -> Claim.of(claimed, Grounds.Origin.CODE, String.valueOf(code)));
    }

    private static Line line(String statuses, Topic topic) {
        return new Line(Pattern.compile(statuses.replace(".", "\\.").replace("*", "\\d{0,3}")), topic);
    }
}

package org.tidings.senderdomain;

import org.jspecify.annotations.Nullable;

/**
 * The result of one check.
 *
 * @param sentence for staff
 * @param record to publish or to change; null if that does not help
 */
public record DomainCheck(
        Subject subject,
        State state,
        String sentence,
        @Nullable DnsRecord record) {

    /** What was checked. */
    public enum Subject {
        DOMAIN("Domain"),
        SPF("SPF"),
        DKIM("DKIM"),
        DMARC("DMARC"),
        ALIGNMENT("DMARC alignment"),
        RETURN_PATH("Bounces"),
        REVERSE_DNS("Reverse DNS"),
        TLS("Encryption"),
        ONE_CLICK("One-click unsubscribe");

        private final String title;

        Subject(String title) {
            this.title = title;
        }

        public String title() {
            return title;
        }
    }

    /** What is known. */
    public enum State {
        GOOD("OK"),
        /** Works, and could be better. */
        ADVICE("Could be better"),
        /** Providers may refuse mail. */
        WRONG("Problem"),
        /** Could not be checked, which is not the same as missing. */
        UNKNOWN("Not known");

        private final String word;

        State(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }
    }

    /** A record for the zone of the domain, to be copied. */
    public record DnsRecord(String host, String type, String value) {}

    static DomainCheck good(Subject subject, String sentence) {
        return new DomainCheck(subject, State.GOOD, sentence, null);
    }

    static DomainCheck advice(Subject subject, String sentence, @Nullable DnsRecord record) {
        return new DomainCheck(subject, State.ADVICE, sentence, record);
    }

    static DomainCheck wrong(Subject subject, String sentence, @Nullable DnsRecord record) {
        return new DomainCheck(subject, State.WRONG, sentence, record);
    }

    static DomainCheck unknown(Subject subject, String sentence) {
        return new DomainCheck(subject, State.UNKNOWN, sentence, null);
    }
}

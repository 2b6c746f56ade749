package org.tidings.diagnosis;

/**
 * One of the grounds of a verdict.
 *
 * @param says what it says, in plain words
 * @param words which words or codes say so
 * @param againstAddress whether it speaks for a dead address
 */
public record Grounds(String says, String words, Origin origin, boolean againstAddress) {

    /** Where grounds come from. */
    public enum Origin {
        /** The words of the answer. */
        WORDS("words"),
        /** Its enhanced status code. */
        STATUS("status code"),
        /** Its reply code. */
        CODE("reply code"),
        /** The step of the conversation at which the server refused. */
        STEP("step of the conversation"),
        /** What is known of the provider. */
        PROVIDER("knowledge of the provider");

        private final String text;

        Origin(String text) {
            this.text = text;
        }

        /** For staff. */
        public String text() {
            return text;
        }
    }

    static Grounds of(Claim claim) {
        return new Grounds(claim.topic().sentence, claim.words(), claim.source(), claim.is(Topic.Standing.ADDRESS));
    }

    /** Codes say what the reporting server makes of the words; words are better. */
    boolean isTelling() {
        return origin == Origin.WORDS || origin == Origin.PROVIDER;
    }
}

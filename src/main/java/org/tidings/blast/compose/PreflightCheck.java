package org.tidings.blast.compose;

import java.util.List;

/**
 * A finding of the checks before sending.
 *
 * @param detail details; may be empty
 * @param fixAt the field of the compose page where it can be fixed, or a path; empty if the reader cannot fix it
 */
record PreflightCheck(Kind kind, String sentence, String detail, Affected people, String fixAt) {

    /** What a finding means for sending. */
    enum Kind {
        /** The blast cannot be sent. */
        STOP,
        /** Staff decide. */
        ADVISE
    }

    /**
     * The recipients whom a finding concerns.
     *
     * @param first the first of them, names or addresses
     * @param total how many there are
     */
    record Affected(List<String> first, int total) {

        static final Affected NOBODY = new Affected(List.of(), 0);

        /** How many are named in a sentence. */
        private static final int NAMED = 3;

        public boolean isEmpty() {
            return total == 0;
        }

        /** The first names in short, such as "Ann Lee; bob@example.org; Cy Wu". */
        public String named() {
            return String.join("; ", first.subList(0, Math.min(NAMED, first.size())));
        }

        /** The number of people who are not named in short. */
        public int more() {
            return total - Math.min(NAMED, first.size());
        }

        /** The number of people who are not listed at all. */
        public int notListed() {
            return total - first.size();
        }
    }

    static PreflightCheck stop(String sentence, String fixAt) {
        return new PreflightCheck(Kind.STOP, sentence, "", Affected.NOBODY, fixAt);
    }

    static PreflightCheck advise(String sentence, String detail, String fixAt) {
        return new PreflightCheck(Kind.ADVISE, sentence, detail, Affected.NOBODY, fixAt);
    }

    static PreflightCheck advise(String sentence, Affected people, String fixAt) {
        return new PreflightCheck(Kind.ADVISE, sentence, "", people, fixAt);
    }

    /** Whether it is fixed on another page. */
    public boolean elsewhere() {
        return fixAt.startsWith("/");
    }
}

package org.tidings.blast.compose;

import java.util.List;

/**
 * A finding of the checks before sending.
 *
 * @param serious true if recipients will notice the mistake; false for a hint
 * @param detail details; may be empty
 * @param list the affected people; may be empty
 * @param fixAt the field of the compose page where it can be fixed, or a path
 */
record PreflightCheck(boolean serious, String sentence, String detail, List<String> list, String fixAt) {

    /** Whether it is fixed on another page. */
    public boolean elsewhere() {
        return fixAt.startsWith("/");
    }
}

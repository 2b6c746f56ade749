package org.tidings.api;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.tidings.platform.web.ProblemException;

/** Entity tags of what has a version, by which clients do not overwrite what others saved (RFC 9110, sections 8.8.3 and 13.1.1). */
final class EntityTags {

    private EntityTags() {}

    static String of(int version) {
        return "\"" + version + "\"";
    }

    /**
     * Checks the precondition of a change. The caller holds a lock, so that the version does not change afterwards.
     *
     * @param ifMatch null for a client that does not mind
     * @throws ProblemException 412 if another version was expected
     */
    static void check(@Nullable String ifMatch, int version) {
        if (ifMatch == null || ifMatch.strip().equals("*")) {
            return;
        }
        boolean matches =
                Arrays.stream(ifMatch.split(",", -1)).map(String::strip).anyMatch(tag -> tag.equals(of(version)));
        if (!matches) {
            throw new ProblemException(
                    412, "The draft was changed meanwhile. Read it again; its ETag is " + of(version) + ".");
        }
    }
}

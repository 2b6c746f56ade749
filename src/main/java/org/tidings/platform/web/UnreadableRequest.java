package org.tidings.platform.web;

import java.util.Arrays;
import java.util.Set;

/**
 * Recognises failures of Quarkus to parse a form or a media type, for which it throws general exceptions. None of our code runs inside these
 * parsers.
 */
final class UnreadableRequest {

    private static final Set<String> PARSERS = Set.of(
            "org.jboss.resteasy.reactive.server.handlers.FormBodyHandler",
            "org.jboss.resteasy.reactive.common.util.MediaTypeHelper");

    private static final String QUARKUS = "org.jboss.resteasy.";

    private UnreadableRequest() {}

    /** A checked exception that the parser did not throw itself is an error of the disk, to which large forms are written. */
    static boolean isCauseOf(Throwable failure) {
        StackTraceElement[] trace = failure.getStackTrace();
        return trace.length > 0
                && (failure instanceof RuntimeException
                        || trace[0].getClassName().startsWith(QUARKUS))
                && Arrays.stream(trace).anyMatch(call -> PARSERS.contains(call.getClassName()));
    }
}

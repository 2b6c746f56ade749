package org.tidings.people;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tidings.report.EmailLog;

/**
 * A page of an email log.
 *
 * @param subject the searched part of a subject; may be empty
 * @param next position of the next page; null on the last page
 */
public record LogView(
        List<Line> lines,
        String subject,
        boolean first,
        @Nullable String next) {

    /**
     * A line of the log.
     *
     * @param mayOpen whether this staff member may open the document of the blast
     */
    public record Line(EmailLog.Entry entry, boolean mayOpen) {

        /** The path of the timeline; null if the document cannot be opened. */
        public @Nullable String timeline() {
            return mayOpen && entry.live()
                    ? "/blasts/" + entry.blast() + "/recipients/" + entry.key().seq()
                    : null;
        }

        /** The path of the message as this person got it; null if there is none any more. */
        public @Nullable String message() {
            return mayOpen && entry.live()
                    ? "/blasts/" + entry.blast() + "/content?recipient="
                            + entry.key().seq()
                    : null;
        }
    }

    public String encodedSubject() {
        return URLEncoder.encode(subject, StandardCharsets.UTF_8);
    }
}

package org.tidings.report;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.tidings.contact.DomainTypo;
import org.tidings.diagnosis.Classifier;
import org.tidings.recipient.Correction;

/**
 * A recipient as a page shows it.
 *
 * @param said where it is and why, in plain words
 * @param nextStep what staff can do; null where there is nothing
 */
record RecipientLine(ReportRow row, String said, @Nullable String nextStep) {

    /** The name, or the address of somebody without one. */
    public String who() {
        return row.name().isEmpty() ? row.email() : row.name();
    }

    /** The address within a path. */
    public String path() {
        return query().replace("+", "%20");
    }

    /** The address within a query. */
    public String query() {
        return URLEncoder.encode(row.email(), StandardCharsets.UTF_8);
    }

    /** For a group whose heading says it already. */
    public RecipientLine withoutNextStep() {
        return new RecipientLine(row, said, null);
    }

    /** Whether the mail could go to another address, if this one was mistyped. */
    public boolean isFixable() {
        return switch (row.status()) {
            case BOUNCE, INVALID -> Correction.helps(row.status(), row.rule()) && !isComplainer();
            case FAILED -> "malformed".equals(row.rule());
            default -> false;
        };
    }

    /** Whether this message or an earlier one was called junk: such mail is not wanted at any address. */
    private boolean isComplainer() {
        return row.complaint() || Classifier.complaint().sentence().equals(row.reason());
    }

    /** The domain that was meant, when this one looks like a slip of it; null when it does not. */
    public @Nullable String didYouMean() {
        return DomainTypo.meant(row.email())
                .map(meant -> meant.substring(meant.lastIndexOf('@') + 1))
                .orElse(null);
    }

    public boolean hasName() {
        return !row.name().isEmpty();
    }
}

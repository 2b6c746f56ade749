package org.tidings.contact;

import java.time.Instant;
import java.time.ZoneId;
import org.tidings.platform.database.Utc;

/** STUB until merged. */
public record MailPermission(boolean needsConsent, ZoneId zone, Instant now) {

    public String invalid() {
        return "a.invalid_since is not null";
    }

    public String refused() {
        return needsConsent ? "a.unsubscribed_at is not null" : "false";
    }

    public String reason() {
        return "concat('Unsubscribed on ', " + Utc.day("a.unsubscribed_at", zone, now) + ")";
    }
}

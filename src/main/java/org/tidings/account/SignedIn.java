package org.tidings.account;

import java.security.Principal;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * Who is behind a request: a staff member with a session, or a program with an API key.
 *
 * @param staffId the staff member; for a program the one who made its key, if anybody
 * @param name the person's name; the key's for a program
 * @param sessionId of a staff member's session; null for a program
 */
record SignedIn(
        long accountId,
        String accountName,
        ZoneId zone,
        @Nullable Long staffId,
        String name,
        Role role,
        @Nullable String sessionId)
        implements Principal {

    @Override
    public String getName() {
        return name;
    }
}

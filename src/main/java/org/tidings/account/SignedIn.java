package org.tidings.account;

import java.security.Principal;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * The principal of a request: a staff member with a session, or a client with an API key.
 *
 * @param staffId the staff member; for an API key, the staff member who created it, if any
 * @param name the name of the staff member or of the API key
 * @param sessionId the session of a staff member; null for an API key
 * @param needsSecondStep whether the account demands a second step, which this person has not set up
 */
record SignedIn(
        long accountId,
        String accountName,
        ZoneId zone,
        @Nullable Long staffId,
        String name,
        Role role,
        @Nullable String sessionId,
        boolean needsSecondStep)
        implements Principal {

    boolean isProgram() {
        return sessionId == null;
    }

    @Override
    public String getName() {
        return name;
    }
}

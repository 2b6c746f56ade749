package org.tidings.account;

import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Named;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tidings.platform.web.ProblemException;

/**
 * The staff member or program behind this request, for resources and, as {@code {inject:staff.name}}, for templates.
 * Every question about account data starts with {@link #accountId()}.
 */
@Named("staff")
@RequestScoped
public class CurrentStaff {

    private final SecurityIdentity identity;

    CurrentStaff(SecurityIdentity identity) {
        this.identity = identity;
    }

    public boolean isSignedIn() {
        return signedIn().isPresent();
    }

    public long accountId() {
        return required().accountId();
    }

    public String accountName() {
        return required().accountName();
    }

    /** Null for a program whose key came from the configuration; always there on a page. */
    public @Nullable Long staffId() {
        return required().staffId();
    }

    /** The person's name; the key's for a program. */
    public String name() {
        return required().name();
    }

    /** Owners, and programs, see everything of the account; staff see what they started. */
    public boolean isOwner() {
        return required().role() == Role.OWNER;
    }

    /** The account's time zone; UTC when nobody is signed in. */
    public ZoneId zone() {
        return signedIn().map(SignedIn::zone).orElse(ZoneOffset.UTC);
    }

    @Nullable
    String sessionId() {
        return required().sessionId();
    }

    private Optional<SignedIn> signedIn() {
        return identity.getPrincipal() instanceof SignedIn signedIn ? Optional.of(signedIn) : Optional.empty();
    }

    private SignedIn required() {
        return signedIn().orElseThrow(() -> new ProblemException(401, "Log in first."));
    }
}

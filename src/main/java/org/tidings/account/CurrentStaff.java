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
 * The staff member or API client of the current request. Available to resources and, as {@code {inject:staff.name}}, to templates. Every
 * query for account data is restricted by {@link #accountId()}.
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

    /** Null for an API client whose key came from the configuration; never null on a page. */
    public @Nullable Long staffId() {
        return required().staffId();
    }

    /** The name of the staff member or of the API key. */
    public String name() {
        return required().name();
    }

    public boolean isOwner() {
        return required().role() == Role.OWNER;
    }

    /** Owners, managers and API clients see all data of the account; staff see only the tasks they started. */
    public boolean seesAll() {
        return required().role().seesAll();
    }

    /** Teachers see only their own classes, and no addresses. */
    public boolean isTeacher() {
        return required().role() == Role.TEACHER;
    }

    /** Whether the staff member may open a page, for the navigation: {@code {#if inject:staff.mayOpen('/settings/look')}}. */
    public boolean mayOpen(String path) {
        return may("GET", path);
    }

    boolean may(String method, String template) {
        return Permissions.allows(required().role(), method, template);
    }

    /** Whether the request was authenticated by an API key. */
    public boolean isProgram() {
        return required().isProgram();
    }

    /** The account's time zone; UTC for an anonymous request. */
    public ZoneId zone() {
        return signedIn().map(SignedIn::zone).orElse(ZoneOffset.UTC);
    }

    /** Whether this person must set up a second step before anything else. */
    boolean needsSecondStep() {
        return required().needsSecondStep();
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

package org.tidings;

import static io.restassured.RestAssured.given;

import com.github.f4b6a3.ulid.UlidCreator;
import io.quarkus.elytron.security.common.BcryptUtil;
import io.restassured.specification.RequestSpecification;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import org.tidings.account.Account;
import org.tidings.account.ApiKeys;
import org.tidings.account.Role;
import org.tidings.account.Sessions;
import org.tidings.account.StaffMember;

/** Accounts for tests, made directly. Each call makes a new one, so that tests do not meet each other's. */
@ApplicationScoped
public class TestAccounts {

    public static final String PASSWORD = "correct horse battery";

    /** With the least cost, since each login of a test verifies it. */
    private static final String PASSWORD_HASH = BcryptUtil.bcryptHash(PASSWORD, 4);

    @Inject
    Sessions sessions;

    @Inject
    ApiKeys keys;

    @Inject
    Clock clock;

    /** A new account with its owner, logged in, and an API key. */
    @Transactional
    public Person owner() {
        Account account = new Account("Riverside Gymnastics", "Europe/Oslo", clock.instant());
        account.persist();
        return person(account.id, Role.OWNER);
    }

    /** One more owner of an account, logged in. */
    @Transactional
    public Person secondOwner(long accountId) {
        return person(accountId, Role.OWNER);
    }

    /** One more person in an account, logged in. */
    @Transactional
    public Person staff(long accountId) {
        return person(accountId, Role.STAFF);
    }

    /** One more person in an account with this role, logged in. */
    @Transactional
    public Person member(long accountId, Role role) {
        return person(accountId, role);
    }

    private Person person(long accountId, Role role) {
        String name = role == Role.OWNER ? "Dana Reyes" : "Sam Ito";
        String email = UlidCreator.getMonotonicUlid().toLowerCase() + "@riverside.example";
        StaffMember staff = new StaffMember(accountId, email, name, role, PASSWORD_HASH, clock.instant());
        staff.persist();
        return new Person(
                accountId,
                staff.id,
                email,
                sessions.begin(accountId, staff.id),
                keys.create(accountId, staff.id, "Test key"));
    }

    /**
     * A person with a session and a key.
     *
     * @param session the value of the cookie {@code tidings-session}
     * @param apiKey the raw key
     */
    public record Person(long accountId, long staffId, String email, String session, String apiKey) {

        /** A browser with this person's session, which does not follow redirects. */
        public RequestSpecification browser() {
            return given().redirects()
                    .follow(false)
                    .cookie("tidings-session", session)
                    .cookie("__Host-tidings-session", session); // its name where the base URL has https
        }

        /** A program with this person's API key. */
        public RequestSpecification program() {
            return given().header("Authorization", "Bearer " + apiKey);
        }
    }
}

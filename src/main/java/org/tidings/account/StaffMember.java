package org.tidings.account;

import io.quarkus.elytron.security.common.BcryptUtil;
import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;
import org.tidings.platform.EmailAddress;

/** A person who can log in. Email addresses are unique across all accounts because the login form does not ask for an account. */
@Entity
public class StaffMember extends PanacheEntityBase {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    public long id;

    public long accountId;

    /** See {@link #normalise}. */
    public String email;

    public String name;

    @JdbcTypeCode(SqlTypes.VARCHAR)
    public Role role;

    /** The teacher's name in the classes, for the role {@link Role#TEACHER}; null for others. */
    public @Nullable String teaches;

    /** bcrypt in modular crypt format. */
    public String passwordHash;

    /** Inactive staff members cannot log in, but stay visible as authors of their tasks. */
    public boolean active = true;

    /** Whether they chose a password, were given one, or have logged in with the provider; invited people have not. */
    public boolean joined = true;

    public Instant createdAt;

    @SuppressWarnings("NullAway.Init") // set by Hibernate
    protected StaffMember() {}

    /** A person who may log in; the hash is one of {@link #hash}. */
    public StaffMember(long accountId, String email, String name, Role role, String passwordHash, Instant createdAt) {
        this.accountId = accountId;
        this.email = normalise(email);
        this.name = name;
        this.role = role;
        this.passwordHash = passwordHash;
        this.createdAt = createdAt;
    }

    /** Somebody who chooses a password by a link; nobody knows the one they have until then. */
    static StaffMember invited(long accountId, String email, String name, Role role, Instant createdAt) {
        StaffMember invited = new StaffMember(accountId, email, name, role, hash(RandomTokens.random()), createdAt);
        invited.joined = false;
        return invited;
    }

    /** Slow on purpose, so that guessing is slow. */
    public static String hash(String password) {
        return BcryptUtil.bcryptHash(password);
    }

    /** The canonical form in which an address is stored, looked up and written to; in lower case, if it is no address. */
    public static String normalise(String email) {
        return EmailAddress.normalise(email).orElseGet(() -> email.strip().toLowerCase(Locale.ROOT));
    }

    /** For login only: the only finder without an account, which is not known before login. */
    static Optional<StaffMember> byEmail(String email) {
        return find("email", normalise(email)).firstResultOptional();
    }

    public static Optional<StaffMember> byId(long accountId, long id) {
        return find("accountId = ?1 and id = ?2", accountId, id).firstResultOptional();
    }

    public static List<StaffMember> ofAccount(long accountId) {
        return list("accountId = ?1 order by active desc, name, id", accountId);
    }

    /** Those who see everything and can log in. */
    public static List<StaffMember> whoSeeAll(long accountId) {
        return list(
                "accountId = ?1 and role in ?2 and active and joined order by id",
                accountId,
                List.of(Role.OWNER, Role.MANAGER));
    }

    /** The one whom the operator knows. */
    static Optional<StaffMember> firstOwner(long accountId) {
        return find("accountId = ?1 and role = ?2 and active order by id", accountId, Role.OWNER)
                .firstResultOptional();
    }

    /** Whether the account has an owner besides this person who can log in: invited people who have no password yet cannot. */
    static boolean hasOwnerBesides(long accountId, long id) {
        return count("accountId = ?1 and role = ?2 and active and joined and id <> ?3", accountId, Role.OWNER, id) > 0;
    }

    /** The name of who made something; "an API key" for null. */
    public static String nameOf(long accountId, @Nullable Long id) {
        return id == null
                ? "an API key"
                : byId(accountId, id).map(member -> member.name).orElse("a former staff member");
    }
}

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

/** A person who logs in. The email address is unique in the whole house, since log-in asks for nothing else. */
@Entity
public class StaffMember extends PanacheEntityBase {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    public long id;

    public long accountId;

    /** Lower case; see {@link #normalise}. */
    public String email;

    public String name;

    @JdbcTypeCode(SqlTypes.VARCHAR)
    public Role role;

    /** bcrypt in modular crypt format. */
    public String passwordHash;

    /** A person who left keeps their name on what they did, but cannot log in. */
    public boolean active = true;

    public Instant createdAt;

    @SuppressWarnings("NullAway.Init") // Hibernate fills it
    protected StaffMember() {}

    public StaffMember(long accountId, String email, String name, Role role, String password, Instant createdAt) {
        this.accountId = accountId;
        this.email = normalise(email);
        this.name = name;
        this.role = role;
        this.passwordHash = BcryptUtil.bcryptHash(password);
        this.createdAt = createdAt;
    }

    /** The one spelling under which an address is stored and looked up. */
    public static String normalise(String email) {
        return email.strip().toLowerCase(Locale.ROOT);
    }

    /** For log-in only: the one finder without an account, because the address is all we know yet. */
    static Optional<StaffMember> byEmail(String email) {
        return find("email", normalise(email)).firstResultOptional();
    }

    public static Optional<StaffMember> byId(long accountId, long id) {
        return find("accountId = ?1 and id = ?2", accountId, id).firstResultOptional();
    }

    public static List<StaffMember> ofAccount(long accountId) {
        return list("accountId = ?1 order by active desc, name, id", accountId);
    }

    /** How many owners can still log in; the last one must not be lost. */
    static long activeOwners(long accountId) {
        return count("accountId = ?1 and role = ?2 and active", accountId, Role.OWNER);
    }
}

package org.tidings.account;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import java.time.Instant;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/** One business. Everything else belongs to exactly one account, and nobody sees another's. */
@Entity
public class Account extends PanacheEntityBase {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    public long id;

    public String name;

    /** An IANA name such as {@code Europe/Oslo}; every date on a page is shown in it. */
    public String timeZone;

    /** The display name that recipients see in {@code From}, unless a blast says otherwise. */
    public String senderName;

    /** Where answers go, unless a blast says otherwise. */
    public @Nullable String replyTo;

    /** Printed at the foot of marketing mail, as CAN-SPAM (15 U.S.C. 7704(a)(5)) asks. */
    public @Nullable String postalAddress;

    public boolean trackOpens = true;

    public boolean trackClicks = true;

    public Instant createdAt;

    @SuppressWarnings("NullAway.Init") // Hibernate fills it
    protected Account() {}

    public Account(String name, String timeZone, Instant createdAt) {
        this.name = name;
        this.timeZone = timeZone;
        this.senderName = name;
        this.createdAt = createdAt;
    }

    public ZoneId zone() {
        return ZoneId.of(timeZone);
    }
}

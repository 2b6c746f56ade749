package org.tidings.account;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import java.math.BigDecimal;
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

    /** A blast pauses itself when more than this share of its last 200 outcomes are hard bounces; 0 is never. */
    public int pauseBouncePercent = 10;

    /** ... when more than this share of the delivered, and at least 3, complained; 0 is never. */
    @Column(precision = 5, scale = 2)
    public BigDecimal pauseComplaintPercent = new BigDecimal("0.30");

    /** ... when one receiving domain refused so many messages in a row; 0 is never. */
    public int pauseBlockedInRow = 20;

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

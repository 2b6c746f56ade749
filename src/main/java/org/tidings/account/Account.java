package org.tidings.account;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One business. All other data belongs to exactly one account and is not visible to others. */
@Entity
public class Account extends PanacheEntityBase {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    public long id;

    public String name;

    /** An IANA time zone such as {@code Europe/Oslo}; pages show all dates in it. */
    public String timeZone;

    /** Default display name in {@code From}; a blast can override it. */
    public String senderName;

    /** Default {@code Reply-To} address; a blast can override it. */
    public @Nullable String replyTo;

    /** Shown in the footer of marketing mail, as required by CAN-SPAM (15 U.S.C. 7704(a)(5)). */
    public @Nullable String postalAddress;

    public boolean trackOpens = true;

    public boolean trackClicks = true;

    /** A blast is paused when more than this percentage of its last 200 outcomes are hard bounces; 0 disables the limit. */
    public int pauseBouncePercent = 10;

    /** A blast is paused when more than this percentage of delivered recipients, and at least 3, complain; 0 disables the limit. */
    @Column(precision = 5, scale = 2)
    public BigDecimal pauseComplaintPercent = new BigDecimal("0.30");

    /** A blast is paused when one receiving domain refuses this many messages in a row; 0 disables the limit. */
    public int pauseBlockedInRow = 20;

    /** Who may get marketing. */
    @Enumerated(EnumType.STRING)
    public ConsentRule consentRule = ConsentRule.UNTIL_NO;

    /** Whether opens and clicks are recorded only for people who agreed; otherwise for all who have not refused. */
    public boolean askToTrack;

    /** Display name of service notices; null to use {@link #senderName}. */
    public @Nullable String serviceSenderName;

    /** How messages look, as JSON; see {@code org.tidings.blast.LookJson}. Null for the standard look. */
    public @Nullable String look;

    /** Names the account in the address of its sign-up form: lower-case letters, digits and hyphens; null until an owner chooses it. */
    public @Nullable String shortName;

    /** Whether the sign-up form is public. */
    public boolean signUp;

    /** The words that people agree to in the sign-up form; null for the default words. */
    public @Nullable String signUpWords;

    /** Whether everybody needs a one-time code to log in. */
    public boolean secondStep;

    /** Whether what teachers write waits for a manager, who sends it. */
    public boolean teacherApproval = true;

    public Instant createdAt;

    @SuppressWarnings("NullAway.Init") // set by Hibernate
    protected Account() {}

    public Account(String name, String timeZone, Instant createdAt) {
        this.name = name;
        this.timeZone = timeZone;
        this.senderName = name;
        this.createdAt = createdAt;
    }

    /** The account with this short name. Others than of ASCII cannot be compared with the column. Uses {@code account_uq_short_name}. */
    public static Optional<Account> byShortName(String shortName) {
        return StandardCharsets.US_ASCII.newEncoder().canEncode(shortName)
                ? find("shortName", shortName).firstResultOptional()
                : Optional.empty();
    }

    public ZoneId zone() {
        return ZoneId.of(timeZone);
    }

    /** The country of the time zone, ISO 3166-1 alpha-2; "US" if it has none. Phone numbers without a country code are numbers of this country. */
    public String region() {
        return regionOf(zone());
    }

    /** The country of a time zone, as in {@link #region}. */
    public static String regionOf(ZoneId zone) {
        String region = com.ibm.icu.util.TimeZone.getRegion(zone.getId());
        return region.length() == 2 ? region : "US";
    }
}

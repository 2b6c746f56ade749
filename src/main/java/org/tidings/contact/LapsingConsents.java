package org.tidings.contact;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.tidings.account.Account;
import org.tidings.platform.database.Sql;
import org.tidings.platform.database.Transactions;

/** Addresses that may get marketing now and will not be allowed to at a later time, by the rule of the account. */
@ApplicationScoped
public class LapsingConsents {

    private final Transactions transactions;
    private final Clock clock;

    LapsingConsents(Transactions transactions, Clock clock) {
        this.transactions = transactions;
        this.clock = clock;
    }

    /** Ids of addresses that may get marketing now, and not after that time any more. */
    public static Sql within(Account account, Instant now, Duration time) {
        return Sql.of("select a.id from address a where a.account_id = ? and ", account.id)
                .then(lapse(MailPermission.of(account, true, now), MailPermission.of(account, true, now.plus(time))));
    }

    private static String lapse(MailPermission now, MailPermission later) {
        return now.lapses() ? lapsing(now, later) : "false";
    }

    private static String lapsing(MailPermission now, MailPermission later) {
        return "not (" + now.invalid() + ") and not (" + now.refused() + ") and " + later.refused();
    }

    /** An address with the name of one of its readers; the name may be empty. */
    public record Lapsing(String email, String name) {}

    /**
     * The first of the addresses whose consent lapses before that time, in alphabetical order. Uses {@code address_uq_account_email}.
     *
     * @param limit the highest number of addresses
     */
    public List<Lapsing> before(long accountId, Instant then, int limit) {
        return transactions.call(connection -> {
            MailPermission now = MailPermission.of(connection, accountId, true, clock.instant());
            MailPermission later = MailPermission.of(connection, accountId, true, then);
            try (PreparedStatement select = connection.prepareStatement("select a.email, coalesce((select"
                    + " concat_ws(' ', c.first_name, c.last_name) from contact_address l join contact c on c.id = l.contact_id"
                    + " where l.address_id = a.id order by c.id limit 1), '') as name from address a"
                    + " where a.account_id = ? and " + lapse(now, later)
                    + " order by a.email limit ?")) {
                select.setLong(1, accountId);
                select.setInt(2, limit);
                List<Lapsing> lapsing = new ArrayList<>();
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        lapsing.add(new Lapsing(
                                Objects.requireNonNull(row.getString(1)),
                                Objects.requireNonNull(row.getString(2)).strip()));
                    }
                }
                return lapsing;
            }
        });
    }
}

package org.tidings;

import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Completed documents of the last 55 days in 20 accounts, a quarter of them in the first account of the database, written set-wise: every
 * address got five messages. Beside them are what else a database has after a while: rows of cleared documents, drafts, invalid addresses with
 * their evidence, and retries that are not due.
 *
 * @param blasts their keys, oldest first
 */
record OldDocuments(List<Long> blasts) {

    private static final int ACCOUNTS = 20;
    private static final int MESSAGES_PER_ADDRESS = 5;
    /** Documents in one transaction. */
    private static final int CHUNK = 100;

    private static final int WRITERS = 4;
    private static final int NUMBERS = 10_000;

    private static final String BETWEEN = "r.blast_id >= ? and r.blast_id <= ?";

    private static final List<String> TABLES = List.of(
            "create table old_number (n int primary key)",
            "create table old_document (id int primary key, account_id bigint not null, blast_id bigint not null,"
                    + " people int not null, first_address bigint not null, addresses int not null, began datetime not null)");

    private static final String FILL_NUMBERS = "insert into old_number " + FilledReport.DIGITS
            + "select 1 + a.d + 10 * b.d + 100 * c.d + 1000 * e.d from digits a, digits b, digits c, digits e";

    /** Every fourth in the first account; one of ten is large. */
    private static final String DOCUMENTS =
            "insert into old_document select x.n + ?, a.id, 0, if((x.n + ?) % 10 = 0, 4.6, 0.6) * ?, 0, 0,"
                    + " timestampadd(second, 4752000.0 * (x.n + ?) / ?, utc_timestamp() - interval 55 day) from old_number x"
                    + " join account a on a.id = ? + if((x.n + ?) % 4 = 0, 0, 1 + (x.n + ?) % " + (ACCOUNTS - 1)
                    + ") where x.n + ? <= ?";

    /** Of which five in six are cleared: those of half a year. */
    private static final String BLASTS =
            "insert into blast (public_id, account_id, created_by, purpose, subject, html, embed_images, state, created_at, updated_at,"
                    + " started_at, launched_at, completed_at, clear_at, cleared, next_seq) select concat(?, lpad(d.id, 24, '0')),"
                    + " d.account_id, (select min(s.id) from staff_member s where s.account_id = d.account_id), 'MARKETING',"
                    + " concat('News ', d.id), if(?, '', repeat('<p>The recital is on Saturday.</p>', 120)), false, 'COMPLETED', d.began,"
                    + " d.began, d.began, d.began, d.began, if(?, null, timestampadd(day, 60, d.began)), ?, d.people + 1 from old_document d"
                    + " order by d.id";

    private static final String PLACE = "((d.id * 7919 + x.n * 104729) % d.addresses)";

    private static final String PEOPLE = "(select d.blast_id, x.n, d.first_address + " + PLACE
            + " as address_id, concat('p', " + PLACE + ", '@d', " + PLACE
            + " % 50, '.a', d.account_id, '.example') as email,"
            + " d.began, 5 + crc32(d.id * 100003 + x.n) % 995 as place from old_document d straight_join old_number x"
            + " on x.n <= d.people where d.blast_id >= ? and d.blast_id <= ?) people";

    /** On rows of other tables, which documents share: by one connection. */
    private static final List<String> ADDRESSES = List.of(
            "update address a join recipient r force index (recipient_ix_status) on r.address_id = a.id"
                    + " set a.invalid_since = r.bounced_at, a.invalid_reason = r.reason, a.invalid_code = '5.1.1', a.invalid_blast_id ="
                    + " r.blast_id where {rows} and r.status = {BOUNCE} and r.seq % 5 = 0 and a.invalid_since is null",
            "insert ignore into feedback_notice (account_id, address_id, blast_id, seq, received_at, kind, sentence, code, source_id, raw)"
                    + " select a.account_id, a.id, r.blast_id, r.seq, r.bounced_at, 'FAILED', r.reason, '5.1.1', concat('old', a.id),"
                    + " repeat('Diagnostic-Code: smtp; 550 5.1.1 No such user', 30) from recipient r force index (recipient_ix_status)"
                    + " join address a on a.id = r.address_id and a.invalid_blast_id = r.blast_id where {rows} and r.status = {BOUNCE}");

    private static final List<String> OTHERS = List.of(
            FilledReport.COUNTERS,
            "insert into delivery_queue (state, turn, due_at, account_id, flow, blast_id, first_seq, last_seq, attempt, domain, node)"
                    + " select 1, 0, '2099-01-01', 0, 2, r.blast_id, r.seq, r.seq, 2, '', '' from recipient r where {rows}"
                    + " and r.seq % 200 = 0");

    /** Writes them: so many recipients, of whom the first account has at least the given number of addresses. */
    static OldDocuments write(DatabaseOfTidings database, int documents, int recipients, int ownAddresses)
            throws IOException, SQLException {
        try (Connection connection = database.connect()) {
            connection.setAutoCommit(false);
            return write(database, connection, documents, recipients, ownAddresses);
        }
    }

    private static OldDocuments write(
            DatabaseOfTidings database, Connection connection, int documents, int recipients, int ownAddresses)
            throws SQLException {
        for (String table : TABLES) {
            FilledReport.update(connection, table);
        }
        FilledReport.update(connection, FILL_NUMBERS);
        long account = number(connection, "select min(id) from account");
        for (int i = 1; i < ACCOUNTS; i++) {
            FilledReport.update(
                    connection,
                    "insert into account (id, name, time_zone, sender_name, track_opens, track_clicks, created_at)"
                            + " select id + ?, concat(name, ' ', ?), time_zone, sender_name, true, true, created_at from account"
                            + " where id = ?",
                    i,
                    i,
                    account);
        }
        for (int from = 0; from < documents; from += NUMBERS) {
            FilledReport.update(
                    connection,
                    DOCUMENTS,
                    from,
                    from,
                    recipients / documents,
                    from,
                    documents,
                    account,
                    from,
                    from,
                    from,
                    documents);
        }
        addresses(connection, account, recipients, ownAddresses);
        blasts(connection, account);
        recipients(database, connection);
        List<Long> blasts = keys(connection);
        FilledReport.update(connection, "drop table old_number");
        FilledReport.update(connection, "drop table old_document");
        FilledReport.update(
                connection,
                "analyze table recipient, recipient_event, recipient_counts, address, blast, blast_link,"
                        + " delivery_queue, feedback_notice");
        return new OldDocuments(blasts);
    }

    private static void addresses(Connection connection, long account, int recipients, int ownAddresses)
            throws SQLException {
        int all = recipients / MESSAGES_PER_ADDRESS;
        for (int i = 0; i < ACCOUNTS; i++) {
            int size = i == 0 ? Math.max(all / 4, ownAddresses) : Math.max(all * 3 / 4 / (ACCOUNTS - 1), NUMBERS / 4);
            long first = 1 + number(connection, "select coalesce(max(id), 0) from address");
            for (int from = 0; from < size; from += NUMBERS) {
                FilledReport.update(
                        connection,
                        "insert into address (id, account_id, email, unsubscribed_at, created_at) select ? + k, ?,"
                                + " concat('p', k, '@d', k % 50, '.a', ?, '.example'), if(k % 33 = 0, utc_timestamp(), null),"
                                + " utc_timestamp() from (select n - 1 + ? as k from old_number) numbers where k < ?",
                        first,
                        account + i,
                        account + i,
                        from,
                        size);
            }
            FilledReport.update(
                    connection,
                    "update old_document set first_address = ?, addresses = ? where account_id = ?",
                    first,
                    size,
                    account + i);
            connection.commit();
        }
    }

    private static void blasts(Connection connection, long account) throws SQLException {
        for (int cleared = 1; cleared <= 5; cleared++) {
            FilledReport.update(connection, BLASTS, "C" + cleared, true, true, true);
        }
        FilledReport.update(
                connection,
                "insert into recipient_counts (blast_id, delivery, opened) select id, next_seq, next_seq from blast"
                        + " where cleared");
        FilledReport.update(connection, BLASTS, "00", false, false, false);
        FilledReport.update(
                connection,
                "update old_document d join blast b on b.public_id = concat('00', lpad(d.id, 24, '0')) set d.blast_id = b.id");
        FilledReport.update(
                connection,
                "insert into blast_link (blast_id, position, url, label) select d.blast_id, x.n - 1, concat('https://x.example/', x.n),"
                        + " concat('Link ', x.n) from old_document d join old_number x on x.n <= 3");
        FilledReport.update(
                connection,
                "insert into blast (public_id, account_id, purpose, subject, html, embed_images, state, created_at, updated_at, cleared)"
                        + " select concat('D', lpad(x.n, 25, '0')), ?, 'MARKETING', 'Draft', '', false, 'DRAFT', utc_timestamp(),"
                        + " utc_timestamp(), false from old_number x where x.n <= 5",
                account);
        connection.commit();
    }

    /** Without the only index whose order is another one; it is made at the end, by sorting. */
    private static void recipients(DatabaseOfTidings database, Connection connection) throws SQLException {
        FilledReport.update(connection, "alter table recipient drop index recipient_uq_address");
        Map<String, Integer> codes = FilledReport.codes(connection);
        List<Long> blasts = keys(connection);
        List<CompletableFuture<Void>> writers = new ArrayList<>();
        int slice = (blasts.size() + WRITERS - 1) / WRITERS;
        ExecutorService threads = Executors.newFixedThreadPool(WRITERS);
        for (int from = 0; from < blasts.size(); from += slice) {
            List<Long> own = blasts.subList(from, Math.min(from + slice, blasts.size()));
            writers.add(CompletableFuture.runAsync(
                    () -> {
                        try (Connection another = database.connect()) {
                            another.setAutoCommit(false);
                            String recipients = FilledReport.RECIPIENTS.replace("{people}", PEOPLE);
                            execute(another, List.of(recipients), codes, own);
                            execute(another, OTHERS, codes, own);
                            execute(another, FilledReport.EVENTS, codes, own);
                        } catch (IOException | SQLException failure) {
                            throw new AssertionError(failure);
                        }
                    },
                    threads));
        }
        writers.forEach(CompletableFuture::join);
        threads.shutdown();
        execute(connection, ADDRESSES, codes, blasts);
        FilledReport.update(
                connection,
                "alter table recipient add constraint recipient_uq_address"
                        + " unique (address_id, blast_id, student_id, round)");
    }

    private static void execute(
            Connection connection, List<String> statements, Map<String, Integer> codes, List<Long> blasts)
            throws SQLException {
        for (int from = 0; from < blasts.size(); from += CHUNK) {
            for (String statement : statements) {
                FilledReport.update(
                        connection,
                        FilledReport.filled(statement.replace("{rows}", BETWEEN), codes),
                        blasts.get(from),
                        blasts.get(Math.min(from + CHUNK, blasts.size()) - 1));
            }
            connection.commit();
        }
    }

    private static List<Long> keys(Connection connection) throws SQLException {
        try (PreparedStatement select =
                        connection.prepareStatement("select blast_id from old_document order by blast_id");
                ResultSet row = select.executeQuery()) {
            List<Long> keys = new ArrayList<>();
            while (row.next()) {
                keys.add(row.getLong(1));
            }
            return keys;
        }
    }

    private static long number(Connection connection, String sql) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(sql);
                ResultSet row = select.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }
}

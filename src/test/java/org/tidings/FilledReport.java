package org.tidings;

import com.github.f4b6a3.ulid.UlidCreator;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tidings.recipient.EventType;
import org.tidings.recipient.RecipientStatus;

/**
 * A blast of any size as it looks a day after it was sent, written set-wise: 40 names of each kind in any order, every status, groups of
 * reasons, opens and clicks by people and machines. The same size is always the same blast.
 */
record FilledReport(String id, int people) {

    /** Somebody of whom there is only one, in every blast. */
    static final String RARE_NAME = "Xanthippe";

    static final String RARE_ADDRESS = "xanthippe.quist@rare.example";

    private static final int CHUNK = 50_000;

    static final String DIGITS = "with digits (d) as (select 0 union all select 1 union all select 2 union all select 3"
            + " union all select 4 union all select 5 union all select 6 union all select 7 union all select 8 union all select 9) ";

    private static final String NUMBERS = "(select 1 + ? + a.d + 10 * b.d + 100 * c.d + 1000 * e.d + 10000 * f.d as n"
            + " from digits a, digits b, digits c, digits e, digits f where f.d < 5) numbers where n <= ?";

    private static final String FIRST_NAMES =
            "'Ann','Mia','Liam','Noah','Emma','Olav','Ingrid','Zoë','Sofia','Lucas','Ella','Jonas','Nora','Theo','Ida','Max','Eva','Leo',"
                    + "'Ruth','Hugo','Ada','Finn','Maya','Oscar','Iris','Sam','Lea','Ben','Clara','Tom','Julia','Erik','Anna','Paul','Sara','Jan',"
                    + "'Alma','Karl','Vera','Nils'";

    private static final String LAST_NAMES =
            "'Lee','Larsen','Reyes','Ito','Smith','Nguyen','Garcia','Berg','Müller','Rossi','Novak','Silva','Khan','Cohen','Olsen','Jones',"
                    + "'Brown','Dubois','Kowalski','Haugen','Moreau','Weber','Costa','Singh','Tanaka','Evans','Petrov','Santos','Keller','Walsh',"
                    + "'Hansen','Fischer','Marino','Lopez','Ahmed','Wilson','Dahl','Bauer','Conti','Lindqvist'";

    private static final String NEVER = "'1970-01-01'";

    private static final String SOURCE = "cast(crc32(seq) as signed) * 2147483647";

    /**
     * Recipients drawn from {people}, which gives blast_id, seq, address_id, email (null for one made of the name), began, and place: a number
     * below 1,000 that decides the status.
     */
    static final String RECIPIENTS =
            "insert into recipient (blast_id, seq, address_id, email, first_name, last_name, fields, status, reason, reason_key, code,"
                    + " attempts, next_attempt_at, sent_at, delivered_at, opened_at, clicked_at, bounced_at, last_activity_at, opens, clicks,"
                    + " complaint, unsubscribed_at) " + DIGITS
                    + "select blast_id, n, address_id, coalesce(email, concat(lower(first), '.', lower(last), n, case n % 4 when 0 then"
                    + " '@gmail.example' when 1 then '@outlook.example' when 2 then '@family.example' else '@school.example' end)), first, last,"
                    + " json_object('family', concat(last, ' family'), 'class', concat('Level ', n % 7)), status,"
                    + " case status when {BOUNCE} then elt(1 + n % 3, 'No such mailbox.', 'The mailbox has been closed or switched off.',"
                    + " 'The part after the @ does not exist or takes no mail.') when {FAILED} then elt(1 + n % 3, 'Mailbox full.',"
                    + " 'The receiving server refused us: its DMARC check failed.', 'Not an email address') when {SENT} then 'Mailbox full.'"
                    + " when {INVALID} then 'Not mailed since 3 May 2026: No such mailbox.' when {UNSUBSCRIBED} then"
                    + " 'Left out: unsubscribed on 3 May 2026' end,"
                    + " case status when {BOUNCE} then elt(1 + n % 3, {mailbox-unknown}, {inactive}, {domain-unknown}) when {FAILED} then elt(1 + n % 3, {mailbox-full},"
                    + " {dmarc}, {malformed}) when {SENT} then {mailbox-full} when {INVALID} then {invalid} when {UNSUBSCRIBED} then {unsubscribed}"
                    + " else 0 end,"
                    + " case status when {BOUNCE} then '550 5.1.1' when {SENT} then '452 4.2.2' end,"
                    + " case when status in ({INVALID}, {UNSUBSCRIBED}) then 0 else 1 end,"
                    + " case when status = {SENT} then timestampadd(second, 864000 + n % 3600, began) else {never} end,"
                    + " coalesce(sent, {never}), coalesce(sent, {never}),"
                    + " case when status in ({OPEN}, {CLICK}) then timestampadd(second, n % 50000, sent) else {never} end,"
                    + " case when status = {CLICK} then timestampadd(second, n % 50000 + 20, sent) else {never} end,"
                    + " case when status = {BOUNCE} then timestampadd(second, n % 600, began) else {never} end,"
                    + " timestampadd(second, case when status in ({OPEN}, {CLICK}) then n % 50000 else 0 end + n % 3600, began),"
                    + " case when status in ({OPEN}, {CLICK}) then 1 + n % 2 else 0 end, case when status = {CLICK} then 1 + n % 2 else 0 end,"
                    + " status = {OPEN} and n % 997 = 0, case when status = {OPEN} and n % 499 = 0 then began else {never} end"
                    + " from (select blast_id, n, address_id, email, began, case when place < 5 then {SENT} when place < 35 then {BOUNCE}"
                    + " when place < 55 then {INVALID} when place < 85 then {UNSUBSCRIBED} when place < 95 then {FAILED}"
                    + " when place < 520 then {DELIVERY} when place < 900 then {OPEN} else {CLICK} end as status,"
                    + " case when place >= 95 then timestampadd(second, n % 3600, began) end as sent,"
                    + " elt(1 + crc32(address_id * 7) % 40, " + FIRST_NAMES + ") as first,"
                    + " elt(1 + crc32(address_id * 13) % 40, " + LAST_NAMES + ") as last from {people}) placed";

    /** The number of a recipient is that of its address, too: both are given in the order of the list. */
    private static final String ONE_BLAST = "(select ? as blast_id, n, n as address_id, null as email,"
            + " cast(? as datetime(6)) as began, crc32(n) % 1000 as place from " + NUMBERS + ") people";

    private static final String OF_BLAST = "r.blast_id = ? and r.seq > ? and r.seq <= ?";

    private static final String RARE_ONE =
            "insert into recipient (blast_id, seq, address_id, email, first_name, last_name, status, attempts, sent_at,"
                    + " delivered_at, last_activity_at) values (?, ?, ?, '" + RARE_ADDRESS + "', '" + RARE_NAME
                    + "', 'Quist', {DELIVERY}, 1, ?, ?, ?)";

    static final String COUNTERS =
            "insert into recipient_counts (blast_id, sent, delivery, opened, clicked, bounce, invalid,"
                    + " unsubscribed, failed, complaints, unsubscribes) select blast_id, sum(status = {SENT}), sum(status = {DELIVERY}),"
                    + " sum(status = {OPEN}), sum(status = {CLICK}), sum(status = {BOUNCE}), sum(status = {INVALID}),"
                    + " sum(status = {UNSUBSCRIBED}), sum(status = {FAILED}), sum(complaint), sum(unsubscribed_at > {never})"
                    + " from recipient r where {rows} group by blast_id";

    /** Those that were refused for now wait for their second attempt. */
    private static final String RETRIES =
            "insert into delivery_queue (state, turn, due_at, account_id, flow, blast_id, first_seq, last_seq, attempt, domain, node)"
                    + " select 1, 0, r.next_attempt_at, b.account_id, 2, r.blast_id, r.seq, r.seq, 2, '', ''"
                    + " from blast b join recipient r on r.blast_id = b.id where b.id = ? and r.status = {SENT}";

    /** The last ones are of a second round, of which few are; some bounces were followed up by a call, all failures by another message. */
    private static final List<String> FOLLOW_UPS = List.of(
            "insert into blast_round (blast_id, round, reason, days, created_at, candidate_through, round_cursor, after_seq, finished, people)"
                    + " select b.id, 2, 'UNREAD', 3, b.created_at, b.next_seq - 301, b.next_seq - 301, b.next_seq - 301, true, 300"
                    + " from blast b where b.id = ?",
            "update recipient r join blast b on b.id = r.blast_id set r.round = 2 where b.id = ? and r.seq > b.next_seq - 301",
            "update recipient set done = 2 where blast_id = ? and status = {BOUNCE} and seq % 1000 = 0",
            "update recipient set done = 1 where blast_id = ? and status = {FAILED}");

    private static final String NEW_EVENTS =
            "insert into recipient_event (blast_id, seq, source, type, at, automatic, undecided, link, visitor, code, detail) ";

    /** Of {rows}, in the order of the key. The sources are as spread as hashes are, and different for each event of a recipient. */
    static final List<String> EVENTS = List.of(
            NEW_EVENTS + "select blast_id, seq, {source} + 1, {BOUNCED}, bounced_at, false, false, -1, 0, code, reason"
                    + " from recipient r force index (primary) where {rows} and status = {BOUNCE}",
            NEW_EVENTS
                    + "select blast_id, seq, {source} + 2, {OPENED}, delivered_at, opened_at = {never}, false, -1, {firefox}, null, null"
                    + " from recipient r force index (primary) where {rows}"
                    + " and (opened_at > {never} or (delivered_at > {never} and seq % 3 = 0))",
            NEW_EVENTS
                    + "select r.blast_id, r.seq, {source} + 3 + l.position, {CLICKED}, r.delivered_at, r.clicked_at = {never}, false,"
                    + " l.position, {firefox}, null, null from recipient r force index (primary)"
                    + " join blast_link l on l.blast_id = r.blast_id and l.position <= r.clicks + 1 where {rows}"
                    + " and (r.clicks > 0 or (r.delivered_at > {never} and r.seq % 50 = 0))");

    /** Writes one for the account, the first one of this database, in transactions of a bearable size. */
    static FilledReport write(Connection connection, int people) throws SQLException {
        connection.setAutoCommit(false);
        LocalDateTime began = LocalDateTime.now(ZoneOffset.UTC).minusDays(1).withNano(0);
        String id = UlidCreator.getMonotonicUlid().toString();
        long blastId = blast(connection, id, began);
        Map<String, Integer> codes = codes(connection);
        for (int from = 0; from < people - 1; from += CHUNK) {
            update(
                    connection,
                    filled(RECIPIENTS.replace("{people}", ONE_BLAST), codes),
                    blastId,
                    began,
                    from,
                    Math.min(from + CHUNK, people - 1));
            connection.commit();
        }
        update(connection, filled(RARE_ONE, codes), blastId, people, people, began, began, began);
        update(connection, "update blast set next_seq = ? where id = ?", people + 1, blastId);
        update(connection, filled(COUNTERS.replace("{rows}", OF_BLAST), codes), blastId, 0, people);
        update(connection, filled(RETRIES, codes), blastId);
        for (String followUp : FOLLOW_UPS) {
            update(connection, filled(followUp, codes), blastId);
        }
        for (int from = 0; from < people; from += CHUNK) {
            for (String events : EVENTS) {
                update(connection, filled(events.replace("{rows}", OF_BLAST), codes), blastId, from, from + CHUNK);
            }
            connection.commit();
        }
        try (Statement analyze = connection.createStatement()) {
            analyze.execute(
                    "analyze table recipient, recipient_event, recipient_counts, delivery_queue, blast, blast_link");
        }
        connection.commit();
        return new FilledReport(id, people);
    }

    private static long blast(Connection connection, String id, LocalDateTime began) throws SQLException {
        update(
                connection,
                "insert into blast (public_id, account_id, created_by, purpose, subject, html, embed_images, state, created_at, updated_at,"
                        + " started_at, launched_at, completed_at, clear_at, cleared) select ?, a.id, (select min(s.id) from"
                        + " staff_member s where s.account_id = a.id), 'MARKETING', 'Spring recital',"
                        + " '<p>Hi {{first_name|there}}, <a href=\"https://x.example/0\">Buy tickets</a></p>', false, 'COMPLETED', ?, ?, ?, ?, ?,"
                        + " timestampadd(day, 60, ?), false from account a order by a.id limit 1",
                id,
                began,
                began,
                began,
                began,
                began,
                began);
        try (PreparedStatement select = connection.prepareStatement("select id from blast where public_id = ?")) {
            select.setString(1, id);
            try (ResultSet row = select.executeQuery()) {
                row.next();
                long blastId = row.getLong(1);
                for (int link = 0; link < 5; link++) {
                    update(
                            connection,
                            "insert into blast_link (blast_id, position, url, label) values (?, ?, ?, ?)",
                            blastId,
                            link,
                            "https://x.example/" + link,
                            "Link " + link);
                }
                return blastId;
            }
        }
    }

    /** What the statements name in braces: statuses, event types, and texts of the dictionary. */
    static Map<String, Integer> codes(Connection connection) throws SQLException {
        Map<String, Integer> codes = new HashMap<>();
        for (RecipientStatus status : RecipientStatus.values()) {
            codes.put(status.name(), status.code());
        }
        for (EventType type : List.of(EventType.BOUNCED, EventType.OPENED, EventType.CLICKED)) {
            codes.put(type.name(), type.code());
        }
        for (String reasonKey : List.of(
                "mailbox-unknown",
                "inactive",
                "domain-unknown",
                "mailbox-full",
                "dmarc",
                "malformed",
                "invalid",
                "unsubscribed")) {
            codes.put(reasonKey, number(connection, reasonKey));
        }
        codes.put("firefox", number(connection, EndToEnd.FIREFOX));
        connection.commit();
        return codes;
    }

    /** The number of a text in the dictionary. */
    private static int number(Connection connection, String text) throws SQLException {
        update(
                connection,
                "insert ignore into dictionary (sha256, value) values (unhex(left(sha2(?, 256), 32)), ?)",
                text,
                text);
        try (PreparedStatement select =
                connection.prepareStatement("select id from dictionary where sha256 = unhex(left(sha2(?, 256), 32))")) {
            select.setString(1, text);
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getInt(1);
            }
        }
    }

    static String filled(String sql, Map<String, Integer> codes) {
        String filled = sql.replace("{never}", NEVER).replace("{source}", SOURCE);
        for (Map.Entry<String, Integer> code : codes.entrySet()) {
            filled = filled.replace("{" + code.getKey() + "}", String.valueOf(code.getValue()));
        }
        return filled;
    }

    static void update(Connection connection, String sql, Object... values) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                update.setObject(i + 1, values[i]);
            }
            update.execute();
        }
    }
}

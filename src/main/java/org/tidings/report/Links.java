package org.tidings.report;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tidings.platform.database.Transactions;
import org.tidings.recipient.EventType;

/** The links of a blast with their clicks. */
@ApplicationScoped
public class Links {

    private final Transactions transactions;

    Links(Transactions transactions) {
        this.transactions = transactions;
    }

    /**
     * A link with its clicks.
     *
     * @param label the text of the link
     * @param clicks clicks by people, including repeated clicks
     * @param people the number of people who clicked
     * @param automaticClicks clicks by machines
     * @param unconfirmedClicks clicks by persons or machines, which cannot be known
     */
    public record Line(
            int position,
            String url,
            String label,
            int clicks,
            int people,
            int automaticClicks,
            int unconfirmedClicks) {}

    /** The number of links. Uses {@code blast_link_pk}. */
    public int count(long blastId) {
        return labels(blastId).size();
    }

    /** The label of each link by its position. Uses {@code blast_link_pk}. */
    Map<Integer, String> labels(long blastId) {
        return transactions.call(connection -> {
            try (PreparedStatement select =
                    connection.prepareStatement("select position, label from blast_link where blast_id = ?")) {
                select.setLong(1, blastId);
                Map<Integer, String> found = new HashMap<>();
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        found.put(row.getInt("position"), row.getString("label"));
                    }
                }
                return found;
            }
        });
    }

    /** In the order of the message, by {@code blast_link_pk} and {@code recipient_event_pk}, through the events of the blast. */
    public List<Line> of(long blastId) {
        return transactions.call(connection -> {
            try (PreparedStatement select = connection.prepareStatement(
                    "select l.position, l.url, l.label,"
                            + " coalesce(sum(case when c.actor = 0 then c.clicks end), 0) as clicks,"
                            + " coalesce(sum(case when c.actor = 0 then c.people end), 0) as people,"
                            + " coalesce(sum(case when c.actor = 1 then c.clicks end), 0) as automatic_clicks,"
                            + " coalesce(sum(case when c.actor = 2 then c.clicks end), 0) as unconfirmed_clicks"
                            + " from blast_link l left join (select automatic + 2 * unconfirmed as actor, link, count(*) as clicks, count(distinct seq) as people"
                            + " from recipient_event force index (primary) where blast_id = ? and type = "
                            + EventType.CLICKED.code()
                            + " and not undecided group by actor, link) c"
                            + " on c.link = l.position where l.blast_id = ? group by l.position, l.url, l.label order by l.position")) {
                select.setLong(1, blastId);
                select.setLong(2, blastId);
                List<Line> found = new ArrayList<>();
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        found.add(new Line(
                                row.getInt("position"),
                                row.getString("url"),
                                row.getString("label"),
                                row.getInt("clicks"),
                                row.getInt("people"),
                                row.getInt("automatic_clicks"),
                                row.getInt("unconfirmed_clicks")));
                    }
                }
                return found;
            }
        });
    }
}

package org.tidings.report.figures;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.tidings.contact.TrackingConsent;
import org.tidings.engagement.DeviceClass;
import org.tidings.platform.database.Transactions;
import org.tidings.platform.database.Utc;
import org.tidings.recipient.Dictionary;
import org.tidings.recipient.EventType;
import org.tidings.recipient.RecipientStatus;
import org.tidings.report.Links;

/** Counts the figures of a blast set-wise: each statement reads its recipients or events once, in the order of the primary key. */
@ApplicationScoped
class FigureQueries {

    /** More domains than this are counted as others. */
    private static final int MOST_DOMAINS = 1_000;

    private static final int SHOWN_PROVIDERS = 8;

    private static final String HITS =
            " and type in (" + EventType.OPENED.code() + ", " + EventType.CLICKED.code() + ") and not undecided";

    private static final String MAILED = " and r.status not in (" + RecipientStatus.INVALID.code() + ", "
            + RecipientStatus.UNSUBSCRIBED.code() + ")";

    private final Transactions transactions;
    private final Dictionary dictionary;
    private final Links links;

    FigureQueries(Transactions transactions, Dictionary dictionary, Links links) {
        this.transactions = transactions;
        this.dictionary = dictionary;
        this.links = links;
    }

    Figures count(long blastId, Instant startedAt) {
        return transactions.call(connection -> new Figures(
                slots(connection, blastId, startedAt),
                providers(connection, blastId),
                devices(connection, blastId),
                links.of(blastId),
                untracked(connection, blastId)));
    }

    /** Uses {@code recipient_pk} and {@code recipient_event_pk}. */
    private static List<Slot> slots(Connection connection, long blastId, Instant startedAt) throws SQLException {
        Map<Integer, Slot> slots = new TreeMap<>();
        try (PreparedStatement select = connection.prepareStatement("select " + Slot.of("o") + " as opened, "
                + Slot.of("k") + " as clicked, count(*) from (select " + Slot.minutes("r.opened_at") + " as o, "
                + Slot.minutes("r.clicked_at") + " as k from recipient r force index (primary)"
                + " where r.blast_id = ? and r.opened_at > '1970-01-01') times group by opened, clicked")) {
            select.setObject(1, Utc.of(startedAt));
            select.setObject(2, Utc.of(startedAt));
            select.setLong(3, blastId);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    add(slots, new Slot(row.getInt(1), row.getInt(3), 0, 0, 0));
                    add(slots, new Slot(row.getInt(2), 0, row.getInt(3), 0, 0));
                }
            }
        }
        try (PreparedStatement select = connection.prepareStatement("select " + Slot.of("m")
                + " as slot, sum(automatic), sum(unconfirmed) from (select " + Slot.minutes("e.at")
                + " as m, e.automatic, e.unconfirmed from recipient_event e force index (primary)"
                + " where e.blast_id = ? and (e.automatic or e.unconfirmed)" + HITS + ") times group by slot")) {
            select.setObject(1, Utc.of(startedAt));
            select.setLong(2, blastId);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    add(slots, new Slot(row.getInt(1), 0, 0, row.getInt(2), row.getInt(3)));
                }
            }
        }
        slots.remove(-1);
        return List.copyOf(slots.values());
    }

    private static void add(Map<Integer, Slot> slots, Slot slot) {
        slots.merge(slot.number(), slot, Slot::plus);
    }

    /** Uses {@code recipient_pk}. */
    private static List<Figures.OfProvider> providers(Connection connection, long blastId) throws SQLException {
        Map<String, Figures.OfProvider> found = new LinkedHashMap<>();
        try (PreparedStatement select =
                connection.prepareStatement("select substring_index(r.email, '@', -1) as domain, count(*) as messages,"
                        + " sum(r.status in (1, 2, 3)) as reached, sum(r.status in (2, 3)) as opened, sum(r.status = 3) as clicked"
                        + " from recipient r force index (primary) where r.blast_id = ?" + MAILED
                        + " and locate('@', r.email) > 1 group by domain order by messages desc")) {
            select.setLong(1, blastId);
            try (ResultSet row = select.executeQuery()) {
                for (int domains = 0; row.next(); domains++) {
                    String name = domains < MOST_DOMAINS ? MailboxProvider.of(row.getString("domain")) : "";
                    found.merge(
                            name,
                            new Figures.OfProvider(
                                    name,
                                    row.getInt("messages"),
                                    row.getInt("reached"),
                                    row.getInt("opened"),
                                    row.getInt("clicked")),
                            Figures.OfProvider::plus);
                }
            }
        }
        return largest(new ArrayList<>(found.values()));
    }

    private static List<Figures.OfProvider> largest(List<Figures.OfProvider> all) {
        all.sort(Comparator.comparing((Figures.OfProvider one) -> one.name().isEmpty())
                .thenComparing(Figures.OfProvider::messages, Comparator.reverseOrder())
                .thenComparing(Figures.OfProvider::name));
        if (all.size() <= SHOWN_PROVIDERS) {
            return all;
        }
        Figures.OfProvider others = all.subList(SHOWN_PROVIDERS, all.size()).stream()
                .reduce(new Figures.OfProvider("", 0, 0, 0, 0), Figures.OfProvider::plus);
        List<Figures.OfProvider> shown = new ArrayList<>(all.subList(0, SHOWN_PROVIDERS));
        shown.add(others);
        return shown;
    }

    /** Uses {@code recipient_event_pk}. */
    private List<Figures.OfDevice> devices(Connection connection, long blastId) throws SQLException {
        Map<DeviceClass, Figures.OfDevice> found = new EnumMap<>(DeviceClass.class);
        try (PreparedStatement select = connection.prepareStatement("select e.visitor, e.type, count(*) from"
                + " recipient_event e force index (primary) where e.blast_id = ? and not e.automatic and not e.unconfirmed"
                + HITS + " group by e.visitor, e.type")) {
            select.setLong(1, blastId);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    DeviceClass device = DeviceClass.of(dictionary.text(row.getInt(1)));
                    boolean isOpen = row.getInt(2) == EventType.OPENED.code();
                    int count = row.getInt(3);
                    found.merge(
                            device,
                            new Figures.OfDevice(device, isOpen ? count : 0, isOpen ? 0 : count),
                            (one, other) -> new Figures.OfDevice(
                                    device, one.opens() + other.opens(), one.clicks() + other.clicks()));
                }
            }
        }
        return List.copyOf(found.values());
    }

    /** Of those who got the message and did nothing that is known. Uses {@code recipient_ix_status}. */
    private static int untracked(Connection connection, long blastId) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("select coalesce(sum(refused), 0) from (select "
                + TrackingConsent.isRefused("r.address_id")
                + " as refused from recipient r force index (recipient_ix_status) where r.blast_id = ? and r.status = "
                + RecipientStatus.DELIVERY.code() + ") reached")) {
            select.setLong(1, blastId);
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getInt(1);
            }
        }
    }
}

package org.tidings.contact;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.tidings.platform.database.InList;
import org.tidings.platform.database.Transactions;
import org.tidings.platform.database.Utc;

/** The changes of consent of addresses. */
@ApplicationScoped
public class ConsentHistory {

    private static final int MOST = 100;

    private final Transactions transactions;

    ConsentHistory(Transactions transactions) {
        this.transactions = transactions;
    }

    /**
     * One change.
     *
     * @param at when the person decided
     * @param by the member of staff who recorded it
     */
    public record Change(
            String email,
            HistoryKind kind,
            boolean granted,
            @Nullable ConsentBasis basis,
            Instant at,
            String source,
            @Nullable String how,
            @Nullable String words,
            @Nullable String by) {

        /** The change in words, such as "Unsubscribed by an import". */
        public String text() {
            String program = switch (source) {
                case "api" -> " by a program";
                case "import" -> " by an import";
                case "staff" -> by == null ? " by staff" : ", recorded by " + by;
                default -> "";
            };
            return switch (kind) {
                case MARKETING -> (granted ? agreement() : "Unsubscribed") + program;
                case SERVICE -> (granted ? "Gets notices again" : "Unsubscribed from notices") + program;
                case TRACKING -> (granted ? "Agreed to tracking" : "Refused tracking") + program;
                case PAUSE -> granted ? "Ended the pause" : "Paused news and offers";
                case TOPIC -> granted ? "Joined a topic" : "Left a topic";
            };
        }

        private String agreement() {
            return basis == null || basis == ConsentBasis.ASKED
                    ? "Subscribed"
                    : basis == ConsentBasis.CUSTOMER ? "Subscribed as a customer" : "Subscribed after an enquiry";
        }

        /** How the person decided and in which words; empty if not recorded. */
        public String evidence() {
            return Stream.of(how, words)
                    .filter(Objects::nonNull)
                    .map(String::valueOf)
                    .collect(Collectors.joining(": "));
        }
    }

    /** The latest changes of these addresses, newest first. Uses {@code consent_change_ix_address}. */
    public List<Change> of(Collection<Long> addressIds) {
        if (addressIds.isEmpty()) {
            return List.of();
        }
        return transactions.call(connection -> {
            InList list = new InList(addressIds);
            try (PreparedStatement select = connection.prepareStatement(
                    "select a.email, c.kind, c.subscribed, c.basis, c.source, c.at, c.how, c.words, s.name"
                            + " from consent_change c join address a on a.id = c.address_id"
                            + " left join staff_member s on s.id = c.staff_id where c.address_id in " + list.marks()
                            + " order by c.at desc, c.id desc limit " + MOST)) {
                list.bind(select, 1);
                List<Change> changes = new ArrayList<>();
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        changes.add(new Change(
                                row.getString("email"),
                                HistoryKind.of(row.getInt("kind")),
                                row.getBoolean("subscribed"),
                                ConsentBasis.ofNullable(row.getObject("basis", Integer.class)),
                                Objects.requireNonNull(Utc.read(row, "at")),
                                row.getString("source"),
                                row.getString("how"),
                                row.getString("words"),
                                row.getString("name")));
                    }
                }
                return changes;
            }
        });
    }
}

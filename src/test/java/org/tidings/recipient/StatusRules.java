package org.tidings.recipient;

import java.util.ArrayList;
import java.util.List;

/** Every rule of moving between the eight places, as one table: what each event makes of each status. A dot stays where it is. */
final class StatusRules {

    private static final String TABLE = """
            event                  SENT         DELIVERY  OPEN   CLICK  BOUNCE  INVALID  UNSUBSCRIBED  FAILED
            ACCEPTED               .            .         .      .      .       .        .             .
            DELIVERED              DELIVERY     .         .      .      .       .        .             .
            DEFERRED               .            .         .      .      .       .        .             .
            BOUNCED                BOUNCE       BOUNCE    .      .      .       .        .             .
            BLOCKED                FAILED       FAILED    .      .      .       .        .             .
            GAVE_UP                FAILED       FAILED    .      .      .       .        .             .
            FAILED                 FAILED       FAILED    .      .      .       .        .             .
            CANCELLED              FAILED       .         .      .      .       .        .             .
            LEFT_OUT_INVALID       INVALID      INVALID   .      .      .       .        .             .
            LEFT_OUT_UNSUBSCRIBED  UNSUBSCRIBED .         .      .      .       .        .             .
            OPENED                 OPEN         OPEN      .      .      .       .        .             .
            CLICKED                CLICK        CLICK     CLICK  .      .       .        .             .
            COMPLAINED             DELIVERY     .         .      .      .       .        .             .
            NOT_SPAM               .            .         .      .      .       .        .             .
            UNSUBSCRIBED           .            .         .      .      .       .        .             .
            VISITED                .            .         .      .      .       .        .             .
            AUTO_REPLIED           .            .         .      .      .       .        .             .
            UNCLEAR                .            .         .      .      .       .        .             .
            CORRECTED              .            .         .      .      .       .        .             .
            GOT_IT                 .            .         .      .      .       .        .             .
            ANSWERED               .            .         .      .      .       .        .             .
            SUSPECTED              FAILED       FAILED    .      .      .       .        .             .
            """;

    /** One cell of the table, by a person's doing; and the same event by a machine, which moves nothing. */
    record Rule(RecipientStatus before, EventType event, boolean automatic, RecipientStatus after) {
        @Override
        public String toString() {
            return before + " after " + (automatic ? "automatic " : "") + event + " is " + after;
        }
    }

    private StatusRules() {}

    static List<Rule> all() {
        List<String[]> rows = TABLE.lines().map(line -> line.split(" +", -1)).toList();
        List<Rule> rules = new ArrayList<>();
        for (String[] row : rows.subList(1, rows.size())) {
            for (int column = 1; column < row.length; column++) {
                RecipientStatus before = RecipientStatus.valueOf(rows.get(0)[column]);
                RecipientStatus after = row[column].equals(".") ? before : RecipientStatus.valueOf(row[column]);
                rules.add(new Rule(before, EventType.valueOf(row[0]), false, after));
                rules.add(new Rule(before, EventType.valueOf(row[0]), true, before));
            }
        }
        return rules;
    }

    /** The event that brings a recipient from the queue to this status. */
    static EventType wayTo(RecipientStatus status) {
        return switch (status) {
            case SENT -> EventType.ACCEPTED;
            case DELIVERY -> EventType.DELIVERED;
            case OPEN -> EventType.OPENED;
            case CLICK -> EventType.CLICKED;
            case BOUNCE -> EventType.BOUNCED;
            case INVALID -> EventType.LEFT_OUT_INVALID;
            case UNSUBSCRIBED -> EventType.LEFT_OUT_UNSUBSCRIBED;
            case FAILED -> EventType.BLOCKED;
        };
    }
}

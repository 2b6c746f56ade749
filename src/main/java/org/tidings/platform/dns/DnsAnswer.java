package org.tidings.platform.dns;

import java.util.List;
import java.util.stream.Stream;
import org.xbill.DNS.Record;

/**
 * The answer to one question.
 *
 * @param records of the type that was asked for, at the end of all aliases; empty unless {@link Outcome#FOUND}
 */
public record DnsAnswer(Outcome outcome, List<Record> records) {

    public static final DnsAnswer NO_SUCH_NAME = new DnsAnswer(Outcome.NO_SUCH_NAME, List.of());
    public static final DnsAnswer NO_SUCH_RECORD = new DnsAnswer(Outcome.NO_SUCH_RECORD, List.of());
    public static final DnsAnswer FAILED = new DnsAnswer(Outcome.FAILED, List.of());

    /** What is known after the question. */
    public enum Outcome {
        FOUND,
        /** NXDOMAIN: the name does not exist. */
        NO_SUCH_NAME,
        /** The name exists without a record of this type. */
        NO_SUCH_RECORD,
        /** Nothing: no answer in time, SERVFAIL, REFUSED, or a loop of aliases. */
        FAILED
    }

    public DnsAnswer {
        records = List.copyOf(records);
    }

    public static DnsAnswer found(List<Record> records) {
        return records.isEmpty() ? NO_SUCH_RECORD : new DnsAnswer(Outcome.FOUND, records);
    }

    /** Whether nothing is known, which must never be taken for a missing record. */
    public boolean isFailed() {
        return outcome == Outcome.FAILED;
    }

    /** The records as what they are. */
    public <R extends Record> Stream<R> as(Class<R> type) {
        return records.stream().filter(type::isInstance).map(type::cast);
    }
}

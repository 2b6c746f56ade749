package org.tidings.diagnosis.notice;

import java.util.Iterator;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.tidings.diagnosis.Circumstances;
import org.tidings.diagnosis.Classifier;
import org.tidings.diagnosis.Classifier.Source;
import org.tidings.diagnosis.Diagnosis;
import org.tidings.diagnosis.Reply;
import org.tidings.diagnosis.Step;

/**
 * Reads what a notice says of one recipient: the narrowest passage whose words are understood. Where none is, the codes decide.
 *
 * @param address of the recipient, as far as it is named
 * @param action as in {@link NoticeRecipient}
 * @param hosts the servers that took part
 * @param step at which the server refused, as far as the notice says so outside of the passages
 */
record Reading(Optional<String> address, String action, String hosts, Step step) {

    /** @param passages at least one; the wider ones are looked at only where the narrower ones are not understood */
    NoticeRecipient of(Stream<Passage> passages) {
        @Nullable NoticeRecipient first = null;
        for (Iterator<Passage> all = passages.iterator(); all.hasNext(); ) {
            Passage passage = all.next();
            NoticeRecipient recipient =
                    read(passage, first == null ? passage.reply() : withCodes(passage.reply(), first.reply()));
            if (recipient.isUnderstood()) {
                return proves(passage, first) ? recipient : recipient.doubted();
            }
            first = first == null ? recipient : first;
        }
        return Objects.requireNonNull(first);
    }

    /** What the whole text says, without naming the recipient, is no proof against codes that say something else. */
    private static boolean proves(Passage passage, @Nullable NoticeRecipient narrower) {
        return passage.place() != Passage.Place.NOTICE
                || narrower == null
                || !narrower.diagnosis().excusesAddress();
    }

    /** The words of a wider passage, with the codes of a narrower one where they have none. */
    private static Reply withCodes(Reply wider, Reply narrower) {
        return wider.status() == null && narrower.status() != null
                ? new Reply(wider.code() == 0 ? narrower.code() : wider.code(), narrower.status(), wider.text())
                : wider;
    }

    private NoticeRecipient read(Passage passage, Reply reply) {
        Step named = passage.step();
        return new NoticeRecipient(
                address, action, reply, diagnose(reply, named == Step.UNKNOWN ? step : named), passage.place().words);
    }

    private Diagnosis diagnose(Reply reply, Step refusedAt) {
        return switch (action) {
            case "delivered", "relayed", "expanded" -> Classifier.delivered();
            case "delayed" -> Classifier.classify(reply, new Circumstances(Source.DELAY, refusedAt, hosts));
            default -> Classifier.classify(reply, new Circumstances(Source.NOTICE, refusedAt, hosts));
        };
    }
}

package org.tidings.recipient;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.util.EnumMap;
import java.util.Map;
import org.hibernate.annotations.Immutable;

/** The number of recipients per status, and other counters of a blast. Maintained by the {@link Ledger}. */
@Entity
@Immutable
public class RecipientCounts extends PanacheEntityBase {
    @Id
    public long blastId;

    public int sent;
    public int delivery;
    public int opened;
    public int clicked;
    public int bounce;
    public int invalid;
    public int unsubscribed;
    public int failed;
    /** Recipients that wait for their first attempt. */
    public int waiting;

    public int complaints;
    public int unsubscribes;
    public int automaticOpens;
    public int automaticClicks;
    public int unconfirmedOpens;
    public int unconfirmedClicks;

    /** Recipients who confirmed having read the message. */
    public int gotIt;

    public int answeredYes;
    public int answeredNo;
    public int answeredMaybe;

    public static RecipientCounts of(long blastId) {
        RecipientCounts counts = findById(blastId);
        if (counts != null) {
            return counts;
        }
        RecipientCounts none = new RecipientCounts();
        none.blastId = blastId;
        return none;
    }

    public int of(RecipientStatus status) {
        return switch (status) {
            case SENT -> sent;
            case DELIVERY -> delivery;
            case OPEN -> opened;
            case CLICK -> clicked;
            case BOUNCE -> bounce;
            case INVALID -> invalid;
            case UNSUBSCRIBED -> unsubscribed;
            case FAILED -> failed;
        };
    }

    public int of(Answer answer) {
        return switch (answer) {
            case YES -> answeredYes;
            case NO -> answeredNo;
            case MAYBE -> answeredMaybe;
        };
    }

    /** The number of recipients who gave each answer, in order. */
    public Map<Answer, Integer> answers() {
        Map<Answer, Integer> answers = new EnumMap<>(Answer.class);
        for (Answer answer : Answer.values()) {
            answers.put(answer, of(answer));
        }
        return answers;
    }

    /** The number of recipients of each status, in order. */
    public Map<RecipientStatus, Integer> places() {
        Map<RecipientStatus, Integer> places = new EnumMap<>(RecipientStatus.class);
        for (RecipientStatus status : RecipientStatus.values()) {
            places.put(status, of(status));
        }
        return places;
    }

    /** The number of all recipients: the sum over all statuses. */
    public int selected() {
        return places().values().stream().mapToInt(Integer::intValue).sum();
    }

    /** The number of recipients that were attempted or need no attempt. */
    public int handled() {
        return selected() - waiting;
    }
}

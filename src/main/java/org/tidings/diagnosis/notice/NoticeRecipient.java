package org.tidings.diagnosis.notice;

import java.util.Optional;
import org.tidings.diagnosis.Classifier;
import org.tidings.diagnosis.Diagnosis;
import org.tidings.diagnosis.Reply;

/**
 * What a notice says of one recipient.
 *
 * @param address the address that was mailed, as far as the notice tells; never rely on it alone, anybody can write a
 *     notice
 * @param action {@code failed}, {@code delayed}, {@code delivered}, {@code relayed} or {@code expanded} (RFC 3464, section
 *     2.3.3); empty for complaints and automatic answers
 * @param reply the receiving server's answer as quoted: code 0 or no status where the notice has none
 * @param diagnosis what it means
 * @param place where the answer stands in the notice, such as "the quoted reply"; may be empty
 */
public record NoticeRecipient(Optional<String> address, String action, Reply reply, Diagnosis diagnosis, String place) {

    /** Whether words or a telling status led to the diagnosis. */
    boolean isUnderstood() {
        return diagnosis.isUnderstood();
    }

    /** The same, for words that may be said of another: they give nobody's address up. */
    NoticeRecipient doubted() {
        return diagnosis.invalidatesAddress() ? with(Classifier.givenUp()) : this;
    }

    /** The same, for what a person tells of a notice: it says nothing about the address. */
    NoticeRecipient hearsay() {
        return diagnosis.invalidatesAddress() ? with(Classifier.notUnderstood()) : this;
    }

    private NoticeRecipient with(Diagnosis other) {
        return new NoticeRecipient(address, action, reply, other, place);
    }
}

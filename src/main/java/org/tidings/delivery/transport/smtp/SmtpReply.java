package org.tidings.delivery.transport.smtp;

import java.util.List;
import org.tidings.diagnosis.Classifier;
import org.tidings.diagnosis.Diagnosis;
import org.tidings.diagnosis.Reply;

/**
 * An SMTP reply (RFC 5321, section 4.2).
 *
 * @param code the reply code of the last line, 200 to 599
 * @param lines the lines as received, including the codes, without line ends
 */
record SmtpReply(int code, List<String> lines) {

    /** 2yz. */
    boolean isPositive() {
        return code / 100 == 2;
    }

    /** 3yz: the server waits for more. */
    boolean isIntermediate() {
        return code / 100 == 3;
    }

    /** 4yz or 5yz. */
    boolean isRefusal() {
        return code >= 400;
    }

    /** 421: the server closes the connection (RFC 5321, section 3.8). */
    boolean isClosing() {
        return code == 421;
    }

    /** All lines in one, as the server wrote them. */
    String text() {
        return lines.size() == 1 ? lines.get(0) : String.join(" ", lines);
    }

    /** The text after the code of the first line. */
    String parameter() {
        String first = lines.get(0);
        return first.length() > 4 ? first.substring(4) : "";
    }

    Reply toReply() {
        return Reply.of(code, lines);
    }

    Diagnosis diagnosis() {
        return Classifier.classify(toReply());
    }
}

package org.tidings.platform;

import java.util.function.Predicate;

/** Who may read a message that was sent, judged by its envelope. For those who know nothing of blasts, such as the simulator. */
public interface MailAccess {

    /** Tells by its envelope sender whether the person behind this request may read a message. It remembers its answers, so use it for one request. */
    Predicate<String> readable();
}

package org.tidings.diagnosis.notice;

import java.util.List;
import java.util.Optional;

/** Reads messages that came back. Never throws, whatever it is given; time and memory are bounded. */
public final class NoticeParser {

    private NoticeParser() {}

    /** Reads a whole message as it came over the wire or out of a mailbox. */
    public static Notice parse(byte[] message) {
        return new Notice(Notice.Kind.UNKNOWN, List.of(), Optional.empty(), Optional.empty(), "", "");
    }
}

package org.tidings.simulator;

import com.github.f4b6a3.ulid.UlidCreator;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** One delivery to one mailbox, accepted or rejected, with the later actions of the recipient. */
final class Arrival {
    /** Limit for the recorded actions of one message; more than any simulated recipient performs. */
    private static final int MAX_NOTES = 200;

    private static final byte[] NOTHING = {};

    private final String id = UlidCreator.getMonotonicUlid().toString();
    private final String address;
    private final String sender;
    private final byte[] raw;
    private final List<Note> notes = new ArrayList<>();

    private Arrival(String address, String sender, byte[] raw, Note first) {
        this.address = address;
        this.sender = sender;
        this.raw = raw;
        notes.add(first);
    }

    static Arrival accepted(String address, String sender, byte[] raw, Instant at) {
        return new Arrival(address, sender, raw, new Note(at, "accepted"));
    }

    static Arrival refused(String address, String sender, Refusal refusal, Instant at) {
        return new Arrival(address, sender, NOTHING, new Note(at, "refused " + refusal));
    }

    /** An action of the recipient, in plain words. */
    record Note(Instant at, String text) {}

    synchronized void note(Instant at, String text) {
        if (notes.size() < MAX_NOTES) {
            notes.add(new Note(at, text));
        }
    }

    /** Oldest first; the first note says whether the message was accepted. */
    synchronized List<Note> notes() {
        return List.copyOf(notes);
    }

    String id() {
        return id;
    }

    String address() {
        return address;
    }

    /** The envelope sender; empty for a notice. */
    String sender() {
        return sender;
    }

    boolean hasMessage() {
        return raw.length > 0;
    }

    int size() {
        return raw.length;
    }

    /** The parsed message. Parsed on each call, because few messages are viewed. */
    ReceivedMessage message() {
        return ReceivedMessage.read(raw);
    }

    /** The message as received; empty for a rejected one. Must not be modified. */
    byte[] raw() {
        return raw;
    }
}

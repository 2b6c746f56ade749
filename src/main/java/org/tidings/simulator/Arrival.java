package org.tidings.simulator;

import com.github.f4b6a3.ulid.UlidCreator;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** One delivery at one mailbox, taken in or refused, and what its owner did since. */
final class Arrival {
    /** More than any simulated person does; keeps a message clicked for hours from growing for ever. */
    private static final int KEPT_DEEDS = 200;

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

    /** What the owner of the mailbox did, in plain words, and when. */
    record Note(Instant at, String text) {}

    synchronized void note(Instant at, String text) {
        if (notes.size() < KEPT_DEEDS) {
            notes.add(new Note(at, text));
        }
    }

    /** Oldest first; the first one says whether the message was accepted. */
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

    /** The message as its owner reads it; parsed anew each time, as few are ever looked at. */
    ReceivedMessage letter() {
        return ReceivedMessage.read(raw);
    }

    /** The message as it came over the wire; empty for a refused one. Not to be changed. */
    byte[] raw() {
        return raw;
    }
}

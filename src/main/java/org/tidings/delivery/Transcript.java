package org.tidings.delivery;

import java.util.ArrayList;
import java.util.List;
import org.tidings.delivery.transport.smtp.SessionListener;

/** Records the commands and replies of one session with a mail server. */
final class Transcript implements SessionListener {

    /** Who sent a line; {@link #NOTE} is an event between lines. */
    enum Speaker {
        TIDINGS,
        RELAY,
        NOTE
    }

    /** One line. */
    public record Line(Speaker speaker, String text) {

        /** As it stands before the line; empty for an event. */
        public String who() {
            return switch (speaker) {
                case TIDINGS -> "Tidings";
                case RELAY -> "Mail server";
                case NOTE -> "";
            };
        }
    }

    private final List<Line> lines = new ArrayList<>();
    private boolean encrypted;

    @Override
    public void connected(String address) {
        lines.add(new Line(Speaker.NOTE, "connected to " + address));
    }

    @Override
    public void encrypted(String protocol, String cipherSuite) {
        encrypted = true;
        lines.add(new Line(Speaker.NOTE, "encrypted with " + protocol + ", " + cipherSuite));
    }

    @Override
    public void sent(String command) {
        lines.add(new Line(Speaker.TIDINGS, command));
    }

    @Override
    public void received(String line) {
        lines.add(new Line(Speaker.RELAY, line));
    }

    List<Line> lines() {
        return List.copyOf(lines);
    }

    boolean isEncrypted() {
        return encrypted;
    }

    boolean has(Speaker speaker, String beginning) {
        return lines.stream()
                .anyMatch(line -> line.speaker() == speaker && line.text().startsWith(beginning));
    }
}

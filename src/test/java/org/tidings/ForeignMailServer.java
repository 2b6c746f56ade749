package org.tidings;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.subethamail.smtp.MessageHandler;
import org.subethamail.smtp.RejectException;
import org.subethamail.smtp.server.SMTPServer;
import org.tidings.platform.FreePort;

/**
 * A mail server that knows nothing of Tidings. It answers each address as it was told to, and keeps what it was sent, octet by octet. It can
 * be stopped and started again on the same port.
 */
public final class ForeignMailServer implements AutoCloseable {

    /** One message as it came over the wire. */
    @SuppressWarnings("ArrayRecordComponent") // nobody compares them
    public record Received(String sender, List<String> recipients, byte[] raw) {

        public String recipient() {
            return recipients.get(0);
        }

        /** The message as a mail program reads it. */
        public MimeMessage message() {
            try {
                return new MimeMessage(Session.getInstance(new Properties()), new ByteArrayInputStream(raw));
            } catch (MessagingException unreadable) {
                throw new AssertionError(unreadable);
            }
        }

        public String messageId() {
            Matcher header = MESSAGE_ID.matcher(wire());
            if (!header.find()) {
                throw new AssertionError("No Message-ID: " + wire());
            }
            return header.group(1);
        }

        public String wire() {
            return new String(raw, StandardCharsets.UTF_8);
        }
    }

    private static final Pattern MESSAGE_ID = Pattern.compile("(?im)^Message-ID: (<[^>]+>)");

    private final int port;
    private final Map<String, IntFunction<@Nullable String>> replies = new ConcurrentHashMap<>();
    private final Map<String, Integer> attempts = new ConcurrentHashMap<>();
    private final Map<String, List<String>> senders = new ConcurrentHashMap<>();
    private final List<Received> received = Collections.synchronizedList(new ArrayList<>());
    private volatile Duration pause = Duration.ZERO;
    private @Nullable SMTPServer server;

    public ForeignMailServer(int port) {
        this.port = port;
    }

    /** A port that is free now. */
    public static int freePort() {
        try {
            return FreePort.find();
        } catch (IOException none) {
            throw new AssertionError(none);
        }
    }

    public ForeignMailServer start() {
        server = SMTPServer.port(port)
                .bindAddress(InetAddress.getLoopbackAddress())
                .hostName("mx.foreign.example")
                .insertReceivedHeaders(false)
                .maxConnections(100)
                .messageHandlerFactory(context -> new Conversation())
                .build();
        server.start();
        return this;
    }

    public void stop() {
        if (server != null) {
            server.stop();
            server = null;
        }
    }

    public int port() {
        return port;
    }

    /** Answers {@code RCPT TO} with this, every time. Several lines are joined by CRLF. */
    public void refuses(String address, String reply) {
        replies.put(address, attempt -> reply);
    }

    /** Answers {@code RCPT TO} with this at the first attempt, and accepts later. */
    public void refusesOnce(String address, String reply) {
        replies.put(address, attempt -> attempt == 1 ? reply : null);
    }

    /** Takes this long to accept a message, from now on. */
    public void takesItsTime(Duration each) {
        pause = each;
    }

    /** How often somebody tried this address. */
    public int attempts(String address) {
        return attempts.getOrDefault(address, 0);
    }

    /** The envelope sender of each attempt. */
    public List<String> senders(String address) {
        return senders.getOrDefault(address, List.of());
    }

    public List<Received> received() {
        synchronized (received) {
            return List.copyOf(received);
        }
    }

    public List<Received> received(String address) {
        return received().stream()
                .filter(message -> message.recipients().contains(address))
                .toList();
    }

    /** The one message this address got. */
    public Received only(String address) {
        List<Received> all = received(address);
        if (all.size() != 1) {
            throw new AssertionError(address + " got " + all.size() + " messages");
        }
        return all.get(0);
    }

    @Override
    public void close() {
        stop();
    }

    private final class Conversation implements MessageHandler {
        private final List<String> recipients = new ArrayList<>();
        private String sender = "";

        @Override
        public void from(String address) {
            sender = address;
        }

        @Override
        public void recipient(String address) throws RejectException {
            int attempt = attempts.merge(address, 1, Integer::sum);
            senders.computeIfAbsent(address, none -> new CopyOnWriteArrayList<>())
                    .add(sender);
            Optional<String> reply = Optional.ofNullable(replies.get(address)).map(script -> script.apply(attempt));
            if (reply.isPresent()) {
                throw new Refusal(reply.get());
            }
            recipients.add(address);
        }

        @Override
        public @Nullable String data(InputStream message) throws IOException {
            received.add(new Received(sender, List.copyOf(recipients), message.readAllBytes()));
            LockSupport.parkNanos(pause.toNanos());
            return null;
        }

        @Override
        public void done() {
            // nothing is held open
        }
    }

    /** A reply word for word, of any number of lines. */
    private static final class Refusal extends RejectException {
        private static final long serialVersionUID = 1L;
        private final String reply;

        Refusal(String reply) {
            super(Integer.parseInt(reply.substring(0, 3)), reply.substring(4));
            this.reply = reply;
        }

        @Override
        public String getErrorResponse() {
            return reply;
        }
    }
}

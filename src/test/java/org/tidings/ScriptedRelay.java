package org.tidings;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** A relay on a real socket that misbehaves as it is told, from one connection to the next. */
public final class ScriptedRelay implements AutoCloseable {

    /** What it does wrong. */
    public enum Fault {
        NONE,
        /** Accepts the connection and says nothing. */
        SILENT,
        /** Accepts the connection and ends it. */
        ENDS_BEFORE_GREETING,
        SAYS_421_AT_GREETING,
        REFUSES_LOGIN,
        OFFERS_NO_STARTTLS,
        /** Says that TLS may begin and goes on in clear. */
        BREAKS_TLS,
        SAYS_454_AT_SENDER,
        SAYS_421_AT_RECIPIENT,
        SAYS_454_AT_RECIPIENT,
        NEVER_ANSWERS_DATA,
        ENDS_WITHIN_DATA,
        /** Takes the message and says nothing. */
        NEVER_ANSWERS_THE_END,
        /** Accepts everything with the code alone. */
        SAYS_CODES_ONLY,
        /** Takes every third message and asks for patience at the others, as Amazon SES does above its rate. */
        THROTTLES
    }

    private static final Pattern MESSAGE_ID = Pattern.compile("(?im)^Message-ID: *(<[^>]+>)");

    private final ServerSocket server;
    private final Collection<Socket> open = new ConcurrentLinkedQueue<>();
    private final List<String> taken = new CopyOnWriteArrayList<>();
    private final List<String> commands = new CopyOnWriteArrayList<>();
    private volatile Fault fault = Fault.NONE;
    private volatile boolean deaf;
    private volatile @Nullable SSLContext tls;
    private volatile int connections;
    private volatile int ends;

    /** Listens at once, or as soon as another lets the port go. */
    public ScriptedRelay(int port) {
        server = Awaitility.await()
                .ignoreExceptionsInstanceOf(BindException.class)
                .until(() -> bound(port), any -> true);
        daemon(this::accept);
    }

    private static ServerSocket bound(int port) throws IOException {
        ServerSocket socket = new ServerSocket();
        socket.setReuseAddress(true);
        socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 100);
        return socket;
    }

    /** From now on, for new connections. */
    public void has(Fault fault) {
        this.fault = fault;
    }

    /** With this certificate from now on; without one it offers no STARTTLS. */
    public void offersTls(SSLContext context) {
        tls = context;
    }

    /** Those that are open stay open, and nobody is there any more, as when a machine loses its power. */
    public void losesPower() {
        deaf = true;
    }

    public void hasPowerAgain() {
        deaf = false;
    }

    /** The Message-ID of each message that was handed over whole, whether that was acknowledged or not. */
    public List<String> taken() {
        return List.copyOf(taken);
    }

    public List<String> commands() {
        return List.copyOf(commands);
    }

    public int connections() {
        return connections;
    }

    public int port() {
        return server.getLocalPort();
    }

    /** Ends every connection that is open. */
    public void hangsUp() {
        open.forEach(ScriptedRelay::end);
        open.clear();
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException already) {
            // then it is
        }
        hangsUp();
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // by one thread
    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                open.add(socket);
                connections++;
                Fault now = fault;
                daemon(() -> {
                    try {
                        new Connection(socket, now).talk();
                    } catch (IOException gone) {
                        end(socket);
                    }
                });
            } catch (IOException closed) {
                return;
            }
        }
    }

    private static void daemon(Runnable work) {
        Thread thread = new Thread(work, "scripted relay");
        thread.setDaemon(true);
        thread.start();
    }

    private static void end(Socket socket) {
        try {
            socket.close();
        } catch (IOException already) {
            // then it is
        }
    }

    private final class Connection {
        private final Fault fault;
        private Socket socket;
        private BufferedReader in;
        private OutputStream out;

        Connection(Socket socket, Fault fault) throws IOException {
            this.socket = socket;
            this.fault = fault;
            this.in = reader(socket);
            this.out = socket.getOutputStream();
        }

        private static BufferedReader reader(Socket socket) throws IOException {
            return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
        }

        void talk() throws IOException {
            switch (fault) {
                case SILENT -> {}
                case ENDS_BEFORE_GREETING -> {
                    end(socket);
                    return;
                }
                case SAYS_421_AT_GREETING -> {
                    say("421 4.3.2 Too many connections, try later");
                    end(socket);
                    return;
                }
                default -> say("220 scripted.example ESMTP");
            }
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                commands.add(line);
                if (!deaf && fault != Fault.SILENT) {
                    answer(line);
                }
            }
            end(socket);
        }

        private void answer(String line) throws IOException {
            String verb = line.split("[ :]", 2)[0];
            switch (verb) {
                case "EHLO" -> capabilities();
                case "STARTTLS" -> startTls();
                case "AUTH" ->
                    say(
                            fault == Fault.REFUSES_LOGIN
                                    ? "535 5.7.8 Authentication credentials invalid"
                                    : "235 2.7.0 Welcome");
                case "MAIL" ->
                    say(fault == Fault.SAYS_454_AT_SENDER ? "454 4.7.0 Temporary authentication failure" : "250 ok");
                case "RCPT" ->
                    say(
                            switch (fault) {
                                case SAYS_421_AT_RECIPIENT -> "421 4.3.2 Service shutting down";
                                case SAYS_454_AT_RECIPIENT -> "454 Throttling failure: Maximum sending rate exceeded.";
                                default -> "250 ok";
                            });
                case "DATA" -> data();
                case "QUIT" -> {
                    say("221 bye");
                    end(socket);
                }
                default -> say("250 ok");
            }
        }

        private void capabilities() throws IOException {
            boolean offered = tls != null && fault != Fault.OFFERS_NO_STARTTLS && !(socket instanceof SSLSocket);
            say((offered ? "250-STARTTLS\r\n" : "") + "250-AUTH PLAIN\r\n250 8BITMIME");
        }

        private void startTls() throws IOException {
            say("220 go ahead");
            SSLContext context = tls;
            if (context == null || fault == Fault.BREAKS_TLS) {
                in.read(); // the client has begun
                say("what is this?");
                return;
            }
            SSLSocket encrypted = (SSLSocket) context.getSocketFactory()
                    .createSocket(socket, socket.getInetAddress().getHostName(), socket.getPort(), true);
            encrypted.setUseClientMode(false);
            encrypted.startHandshake();
            socket = encrypted;
            in = reader(encrypted);
            out = encrypted.getOutputStream();
        }

        @SuppressWarnings("NonAtomicVolatileUpdate") // one too few throttled is no harm
        private void data() throws IOException {
            if (fault == Fault.NEVER_ANSWERS_DATA) {
                return;
            }
            say("354 go ahead");
            StringBuilder content = new StringBuilder();
            for (String line = in.readLine(); !".".equals(line); line = in.readLine()) {
                if (line == null) {
                    return;
                }
                content.append(line).append('\n');
                if (fault == Fault.ENDS_WITHIN_DATA && content.length() > 300) {
                    end(socket);
                    return;
                }
            }
            if (fault == Fault.THROTTLES && ++ends % 3 != 0) {
                say("454 Throttling failure: Maximum sending rate exceeded.");
                return;
            }
            Matcher id = MESSAGE_ID.matcher(content);
            taken.add(id.find() ? id.group(1) : content.toString());
            if (fault != Fault.NEVER_ANSWERS_THE_END) {
                say("250 taken");
            }
        }

        private void say(String reply) throws IOException {
            boolean bare = fault == Fault.SAYS_CODES_ONLY && reply.matches("[23]\\d\\d [^\r\n]*");
            out.write(((bare ? reply.substring(0, 3) : reply) + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
            out.flush();
        }
    }
}

package org.tidings.delivery.transport.smtp;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.IntFunction;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** A mail server on a real socket that replies by a script, one for each connection. */
final class SmtpPeer implements AutoCloseable {

    /** In place of a reply: close the connection. */
    static final String CLOSE = "(close)";

    /** In place of a reply: none, and none to anything that follows. */
    static final String SILENCE = "(silence)";

    /** After a reply: close the connection. */
    static final String AND_CLOSE = "(and close)";

    /** The replies on one connection. Each command has a list of them, of which the last repeats. */
    static final class Script {
        private final Map<String, List<String>> replies = new HashMap<>();
        private SSLContext tls;
        private boolean implicitTls;

        static Script pipelining() {
            return new Script().on("EHLO", "250-peer.example\r\n250-PIPELINING\r\n250 SMTPUTF8");
        }

        static Script oneByOne() {
            return new Script().on("EHLO", "250-peer.example\r\n250 8BITMIME");
        }

        static Script announcing(String... extensions) {
            return new Script()
                    .on("EHLO", "250-peer.example\r\n250-" + String.join("\r\n250-", extensions) + "\r\n250 HELP");
        }

        /** "connect" is the greeting, "." the reply to content, anything else a command or, in AUTH, a line of ours. */
        Script on(String command, String... wordsInTurn) {
            replies.put(command, List.of(wordsInTurn));
            return this;
        }

        Script tls(SSLContext context) {
            tls = context;
            return this;
        }

        Script implicitTls(SSLContext context) {
            implicitTls = true;
            return tls(context);
        }
    }

    private static final Map<String, String> USUAL = Map.of(
            "connect", "220 peer.example ESMTP",
            "EHLO", "250 peer.example",
            "STARTTLS", "220 go ahead",
            "DATA", "354 go ahead",
            "QUIT", "221 bye" + AND_CLOSE,
            ".", "250 2.0.0 taken");

    private final ServerSocket server;
    private final IntFunction<Script> scripts;
    private final Collection<Socket> open = new ConcurrentLinkedQueue<>();
    private final List<String> commands = new CopyOnWriteArrayList<>();
    private final List<String> contents = new CopyOnWriteArrayList<>();
    private volatile int connections;

    /** The first connection gets the first script; the last one repeats. */
    SmtpPeer(Script... scripts) throws IOException {
        this(number -> scripts[Math.min(number, scripts.length - 1)]);
    }

    SmtpPeer(IntFunction<Script> scripts) throws IOException {
        this.scripts = scripts;
        this.server = new ServerSocket();
        server.bind(new InetSocketAddress((InetAddress) null, 0), 100);
        daemon(this::accept);
    }

    int port() {
        return server.getLocalPort();
    }

    /** All commands of all connections. */
    List<String> commands() {
        return List.copyOf(commands);
    }

    /** What came between DATA and the final dot, with LF, dot-stuffed as it was. */
    List<String> contents() {
        return List.copyOf(contents);
    }

    int connections() {
        return connections;
    }

    /** As a server that restarts. */
    void dropConnections() throws IOException {
        for (Socket socket : open) {
            socket.close();
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        dropConnections();
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // by one thread
    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                socket.setTcpNoDelay(true); // each reply leaves at once
                open.add(socket);
                Script script = scripts.apply(connections++);
                daemon(() -> {
                    try (socket) {
                        new Talk(socket, script).run();
                    } catch (IOException gone) {
                        // the client left
                    }
                });
            } catch (IOException closed) {
                return;
            }
        }
    }

    private static void daemon(Runnable work) {
        Thread thread = new Thread(work, "smtp peer");
        thread.setDaemon(true);
        thread.start();
    }

    private final class Talk {
        private final Map<String, Integer> turns = new HashMap<>();
        private final Script script;
        private Socket socket;
        private BufferedReader in;
        private OutputStream out;
        private boolean login;

        Talk(Socket socket, Script script) throws IOException {
            this.script = script;
            this.socket = socket;
            use(script.implicitTls ? encrypted() : socket);
        }

        private void use(Socket used) throws IOException {
            socket = used;
            in = new BufferedReader(new InputStreamReader(used.getInputStream(), StandardCharsets.UTF_8));
            out = used.getOutputStream();
        }

        private Socket encrypted() throws IOException {
            SSLSocket tls = (SSLSocket) script.tls.getSocketFactory().createSocket(socket, null, 0, true);
            tls.setUseClientMode(false);
            tls.startHandshake();
            return tls;
        }

        void run() throws IOException {
            if (!reply("connect")) {
                return;
            }
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                commands.add(line);
                String command = login && script.replies.containsKey(line) ? line : line.split("[ :]", 2)[0];
                login |= command.equals("AUTH");
                if (!reply(command)) {
                    return;
                }
            }
        }

        /** False when the connection is to be closed. */
        private boolean reply(String command) throws IOException {
            String usual = USUAL.getOrDefault(command, "250 ok");
            List<String> replies = script.replies.getOrDefault(command, List.of(usual));
            int turn = turns.merge(command, 1, Integer::sum) - 1;
            String reply = replies.get(Math.min(turn, replies.size() - 1));
            if (reply.equals(CLOSE)) {
                return false;
            }
            if (reply.equals(SILENCE)) {
                for (String line = in.readLine(); line != null; line = in.readLine()) {
                    commands.add(line);
                }
                return false;
            }
            boolean closes = reply.endsWith(AND_CLOSE);
            String said = (closes ? reply.substring(0, reply.length() - AND_CLOSE.length()) : reply) + "\r\n";
            out.write(said.replace("\\n", "\n").getBytes(StandardCharsets.UTF_8));
            out.flush();
            if (command.equals("STARTTLS") && reply.startsWith("220") && script.tls != null) {
                use(encrypted());
            }
            return !closes && (!command.equals("DATA") || !reply.startsWith("354") || content());
        }

        private boolean content() throws IOException {
            StringBuilder content = new StringBuilder();
            for (String line = in.readLine(); !".".equals(line); line = in.readLine()) {
                if (line == null) {
                    return false;
                }
                content.append(line).append('\n');
                if (script.replies.containsKey("content")) {
                    return reply("content");
                }
            }
            contents.add(content.toString());
            return reply(".");
        }
    }
}

package org.tidings;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A mail server in a process of its own that takes everything at once, keeps nothing and counts who was written to, by the domain without its
 * first label: the receiver when speed is measured, so it is one thread that does as little as a server can. Recipients are those of
 * {@link BenchMessage#address}.
 *
 * <p>It says its port in its first line, and answers {@code count DOMAIN} with a {@link Arrivals} in one line.
 */
final class DiscardingServer {

    private static final long END_OF_DATA = 0x0d0a2e0d0aL; // CRLF, a dot, CRLF
    private static final long FIVE_OCTETS = 0xffffffffffL;

    private final Selector selector = Selector.open();
    private final ServerSocketChannel door = ServerSocketChannel.open();
    private final ByteBuffer read = ByteBuffer.allocate(64 * 1024);
    private final Map<String, Counter> counters = new ConcurrentHashMap<>();

    /**
     * What came for one domain.
     *
     * @param messages in all
     * @param people of whom each counts once
     * @param first time of the first message, in milliseconds of the system's clock
     * @param last time of the last
     */
    record Arrivals(int messages, int people, long first, long last) {

        /** Asks the server in that process. */
        static Arrivals at(Companion server, String domain) throws IOException {
            String[] words = server.ask("count " + domain).split(" ", -1);
            return new Arrivals(
                    Integer.parseInt(words[0]),
                    Integer.parseInt(words[1]),
                    Long.parseLong(words[2]),
                    Long.parseLong(words[3]));
        }

        String line() {
            return messages + " " + people + " " + first + " " + last;
        }
    }

    private static final class Counter {
        private final BitSet people = new BitSet();
        private int messages;
        private long first;
        private long last;

        synchronized void add(int person) {
            last = System.currentTimeMillis();
            first = messages == 0 ? last : first;
            messages++;
            people.set(person);
        }

        synchronized Arrivals arrivals() {
            return new Arrivals(messages, people.cardinality(), first, last);
        }
    }

    private DiscardingServer() throws IOException {
        door.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        door.configureBlocking(false);
        door.register(selector, SelectionKey.OP_ACCEPT);
    }

    public static void main(String[] arguments) throws IOException {
        DiscardingServer server = new DiscardingServer();
        Thread thread = new Thread(server::serve, "mail");
        thread.setDaemon(true);
        thread.start();
        System.out.println(((InetSocketAddress) server.door.getLocalAddress()).getPort());
        BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String order = orders.readLine(); order != null; order = orders.readLine()) {
            Counter counter = server.counters.get(order.substring("count ".length()));
            System.out.println((counter == null ? new Arrivals(0, 0, 0, 0) : counter.arrivals()).line());
        }
    }

    private void serve() {
        while (true) {
            try {
                selector.select();
                for (Iterator<SelectionKey> keys = selector.selectedKeys().iterator(); keys.hasNext(); ) {
                    SelectionKey key = keys.next();
                    keys.remove();
                    if (key.isAcceptable()) {
                        accept();
                    } else {
                        hear(key);
                    }
                }
            } catch (IOException failure) {
                System.err.println(failure);
            }
        }
    }

    private void accept() throws IOException {
        SocketChannel channel = door.accept();
        channel.configureBlocking(false);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        Conversation conversation = new Conversation(channel);
        channel.register(selector, SelectionKey.OP_READ, conversation);
        conversation.say("220 sink.example ESMTP\r\n");
    }

    private void hear(SelectionKey key) throws IOException {
        Conversation conversation = (Conversation) key.attachment();
        read.clear();
        try {
            if (conversation.channel.read(read) < 0) {
                conversation.channel.close();
            } else {
                conversation.hear(read.flip());
            }
        } catch (IOException gone) {
            conversation.channel.close();
        }
    }

    private final class Conversation {
        private final SocketChannel channel;
        private final StringBuilder line = new StringBuilder();
        private final StringBuilder answer = new StringBuilder();
        private String recipient = "";
        private boolean data;
        private long latest;

        Conversation(SocketChannel channel) {
            this.channel = channel;
        }

        void hear(ByteBuffer bytes) throws IOException {
            while (bytes.hasRemaining()) {
                if (data) {
                    data(bytes);
                } else {
                    char c = (char) bytes.get();
                    if (c == '\n') {
                        command(line.toString().strip());
                        line.setLength(0);
                    } else {
                        line.append(c);
                    }
                }
            }
            if (answer.length() > 0) {
                say(answer.toString());
                answer.setLength(0);
            }
        }

        /** Reads up to the end of the message; a client that pipelines sends the next envelope with it. */
        private void data(ByteBuffer bytes) {
            while (bytes.hasRemaining()) {
                latest = ((latest << 8) | (bytes.get() & 0xff)) & FIVE_OCTETS;
                if (latest == END_OF_DATA) {
                    data = false;
                    int at = recipient.indexOf('@');
                    counters.computeIfAbsent(recipient.substring(recipient.indexOf('.', at) + 1), none -> new Counter())
                            .add(Integer.parseInt(recipient.substring(1, at)));
                    answer.append("250 2.0.0 Ok\r\n");
                    return;
                }
            }
        }

        private void command(String command) throws IOException {
            if (command.startsWith("EHLO")) {
                answer.append("250-sink.example\r\n250-PIPELINING\r\n250 8BITMIME\r\n");
            } else if (command.startsWith("RCPT TO:<")) {
                recipient = command.substring("RCPT TO:<".length(), command.indexOf('>'));
                answer.append("250 2.1.5 Ok\r\n");
            } else if (command.equals("DATA")) {
                data = true;
                latest = 0x0d0a; // the line before
                answer.append("354 Go ahead\r\n");
            } else if (command.equals("QUIT")) {
                say("221 2.0.0 Bye\r\n");
                channel.close();
            } else {
                answer.append("250 2.0.0 Ok\r\n"); // HELO, MAIL, RSET, NOOP
            }
        }

        private void say(String words) throws IOException {
            ByteBuffer bytes = ByteBuffer.wrap(words.getBytes(StandardCharsets.US_ASCII));
            while (channel.isOpen() && bytes.hasRemaining()) {
                channel.write(bytes);
            }
        }
    }
}

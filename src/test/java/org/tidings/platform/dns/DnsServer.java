package org.tidings.platform.dns;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;

/** A name server on a port of its own, over UDP and TCP. It knows what tests tell it, in the notation of zone files. */
public final class DnsServer implements AutoCloseable {

    private static final int UDP_OCTETS = 512;

    private final DatagramSocket udp;
    private final ServerSocket tcp;
    private final Map<Name, List<Record>> records = new ConcurrentHashMap<>();
    private final Map<Name, Integer> failures = new ConcurrentHashMap<>();
    private final Collection<Name> silent = new CopyOnWriteArrayList<>();
    private final AtomicInteger questions = new AtomicInteger();

    private DnsServer(DatagramSocket udp, ServerSocket tcp) {
        this.udp = udp;
        this.tcp = tcp;
        start("dns-udp", this::answerDatagrams);
        start("dns-tcp", this::answerConnections);
    }

    /** Starts a server that knows no name. */
    public static DnsServer start() throws IOException {
        InetAddress here = InetAddress.getLoopbackAddress();
        ServerSocket tcp = new ServerSocket(0, 10, here);
        return new DnsServer(new DatagramSocket(tcp.getLocalPort(), here), tcp);
    }

    /** Adds a record, such as {@code with("river.example", "TXT", "\"v=spf1 -all\"")}. */
    public DnsServer with(String name, String type, String data) {
        Name owner = name(name);
        try {
            Record added = Record.fromString(owner, Type.value(type), DClass.IN, 60, data, Name.root);
            records.computeIfAbsent(owner, none -> new CopyOnWriteArrayList<>()).add(added);
        } catch (IOException notARecord) {
            throw new IllegalArgumentException(notARecord);
        }
        return this;
    }

    /** Answers every question about a name with an error. */
    public DnsServer failing(String name, int rcode) {
        failures.put(name(name), rcode);
        return this;
    }

    /** Never answers a question about a name. */
    public DnsServer silentAbout(String name) {
        silent.add(name(name));
        return this;
    }

    public int questions() {
        return questions.get();
    }

    /** A client that asks only this server and is soon out of patience. */
    public Dns client() throws IOException {
        SimpleResolver resolver = new SimpleResolver(new InetSocketAddress(udp.getLocalAddress(), udp.getLocalPort()));
        resolver.setTimeout(Duration.ofMillis(500));
        return new ResolverDns(resolver);
    }

    private static Name name(String name) {
        try {
            return Name.fromString(name, Name.root);
        } catch (TextParseException notAName) {
            throw new IllegalArgumentException(notAName);
        }
    }

    private static void start(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }

    private void answerDatagrams() {
        byte[] octets = new byte[UDP_OCTETS];
        while (!udp.isClosed()) {
            try {
                DatagramPacket packet = new DatagramPacket(octets, octets.length);
                udp.receive(packet);
                Message question = new Message(java.util.Arrays.copyOf(octets, packet.getLength()));
                if (!silent.contains(question.getQuestion().getName())) {
                    byte[] answer = answer(question).toWire(UDP_OCTETS); // sets TC if it does not fit
                    udp.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
                }
            } catch (IOException closed) {
                // the loop ends, or the next question is better
            }
        }
    }

    private void answerConnections() {
        while (!tcp.isClosed()) {
            try (Socket socket = tcp.accept()) {
                DataInputStream in = new DataInputStream(socket.getInputStream());
                byte[] octets = new byte[in.readUnsignedShort()];
                in.readFully(octets);
                byte[] answer = answer(new Message(octets)).toWire(65_535);
                DataOutputStream out = new DataOutputStream(socket.getOutputStream());
                out.writeShort(answer.length);
                out.write(answer);
                out.flush();
            } catch (IOException closed) {
                // the loop ends, or the next question is better
            }
        }
    }

    private Message answer(Message query) {
        questions.incrementAndGet();
        Message answer = new Message(query.getHeader().getID());
        answer.getHeader().setFlag(Flags.QR);
        answer.getHeader().setFlag(Flags.RA);
        Record question = query.getQuestion();
        answer.addRecord(question, Section.QUESTION);
        Name name = question.getName();
        if (failures.containsKey(name)) {
            answer.getHeader().setRcode(failures.get(name));
            return answer;
        }
        for (int alias = 0; alias < 5; alias++) {
            List<Record> known = records.getOrDefault(name, List.of());
            Record cname = known.stream()
                    .filter(CNAMERecord.class::isInstance)
                    .findFirst()
                    .orElse(null);
            if (cname == null || question.getType() == Type.CNAME) {
                known.stream()
                        .filter(one -> one.getType() == question.getType())
                        .forEach(one -> answer.addRecord(one, Section.ANSWER));
                if (known.isEmpty() && !hasNamesBelow(name)) {
                    answer.getHeader().setRcode(Rcode.NXDOMAIN);
                }
                break;
            }
            answer.addRecord(cname, Section.ANSWER);
            name = ((CNAMERecord) cname).getTarget();
        }
        return answer;
    }

    private boolean hasNamesBelow(Name name) {
        return records.keySet().stream().anyMatch(known -> known.subdomain(name));
    }

    @Override
    public void close() throws IOException {
        udp.close();
        tcp.close();
    }
}

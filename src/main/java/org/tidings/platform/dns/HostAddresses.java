package org.tidings.platform.dns;

import io.netty.util.NetUtil;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.tidings.platform.PublicAddress;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.Type;

/**
 * Finds the address to connect to for a URL that somebody typed, without reaching private networks. {@link #request} connects to this very
 * address, so that a second answer of the DNS cannot lead elsewhere (DNS rebinding).
 */
public final class HostAddresses {

    /** Names that never lead to the internet: a single word, and RFC 6761, RFC 6762, RFC 8375 and what routers make up. */
    private static final Pattern PRIVATE_NAME = Pattern.compile(
            "^(?:[^.]+|.*\\.(?:localhost|local|localdomain|internal|intranet|lan|home|corp|home\\.arpa))");

    private final Dns dns;
    private final Predicate<InetAddress> allowed;
    private final boolean privateNames;

    /** Finds hosts of which all addresses are allowed. */
    public HostAddresses(Dns dns, Predicate<InetAddress> allowed) {
        this(dns, allowed, false);
    }

    private HostAddresses(Dns dns, Predicate<InetAddress> allowed, boolean privateNames) {
        this.dns = dns;
        this.allowed = allowed;
        this.privateNames = privateNames;
    }

    /** Finds hosts at public addresses. */
    public static HostAddresses ofTheInternet(Dns dns) {
        return new HostAddresses(dns, PublicAddress::is);
    }

    /** Finds all hosts, those of private networks too, by the resolver of the machine if the DNS has no answer. */
    public static HostAddresses anywhere(Dns dns) {
        return new HostAddresses(dns, address -> true, true);
    }

    /** Why there is no address to connect to. */
    public enum Problem {
        NO_SUCH_HOST,
        /** One of its addresses is in a private network, or its name can only be in one. */
        PRIVATE_NETWORK,
        /** The name servers did not answer. */
        UNKNOWN
    }

    /**
     * A host.
     *
     * @param address where to connect; null if that is not possible or not allowed
     * @param problem why; null if there is an address
     */
    public record Found(
            @Nullable InetAddress address, @Nullable Problem problem) {}

    /** Takes some seconds if the name servers do not answer. */
    public Found find(String typedHost) {
        String host = typedHost.toLowerCase(Locale.ROOT).replaceAll("\\.$", "");
        byte[] octets = NetUtil.createByteArrayFromIpAddressString(host);
        if (octets != null) {
            return of(List.of(address(octets)));
        }
        if (!privateNames && PRIVATE_NAME.matcher(host).matches()) {
            return new Found(null, Problem.PRIVATE_NETWORK);
        }
        DnsAnswer four = dns.lookup(host, Type.A);
        DnsAnswer six = four.outcome() == DnsAnswer.Outcome.NO_SUCH_NAME ? four : dns.lookup(host, Type.AAAA);
        List<InetAddress> all = Stream.concat(
                        four.as(ARecord.class).map(ARecord::getAddress),
                        six.as(AAAARecord.class).map(AAAARecord::getAddress))
                .toList();
        if (all.isEmpty() && privateNames) {
            return ofTheMachine(host);
        }
        boolean missing = all.isEmpty() && !four.isFailed() && !six.isFailed();
        return missing ? new Found(null, Problem.NO_SUCH_HOST) : of(all);
    }

    /** By the hosts file and what else the machine knows. */
    private static Found ofTheMachine(String host) {
        try {
            return new Found(InetAddress.getByName(host), null);
        } catch (UnknownHostException unknown) {
            return new Found(null, Problem.NO_SUCH_HOST);
        }
    }

    private Found of(List<InetAddress> all) {
        if (all.isEmpty()) {
            return new Found(null, Problem.UNKNOWN);
        }
        return all.stream().allMatch(allowed) ? new Found(all.get(0), null) : new Found(null, Problem.PRIVATE_NETWORK);
    }

    private static InetAddress address(byte[] octets) {
        try {
            return InetAddress.getByAddress(octets);
        } catch (UnknownHostException neverWithFourOrSixteenOctets) {
            throw new IllegalStateException(neverWithFourOrSixteenOctets);
        }
    }

    /** A request that connects to this address of its host, and names the host to TLS and HTTP. */
    public static RequestOptions request(HttpMethod method, URI at, InetAddress address) {
        String path = at.getRawPath().isEmpty() ? "/" : at.getRawPath();
        return new RequestOptions()
                .setMethod(method)
                .setServer(SocketAddress.inetSocketAddress(new InetSocketAddress(address, port(at))))
                .setHost(at.getHost())
                .setPort(port(at))
                .setSsl(isSecure(at))
                .setURI(at.getRawQuery() == null ? path : path + "?" + at.getRawQuery());
    }

    private static boolean isSecure(URI uri) {
        return "https".equalsIgnoreCase(uri.getScheme());
    }

    /** The port of a URL, which it need not name. */
    public static int port(URI uri) {
        return uri.getPort() >= 0 ? uri.getPort() : isSecure(uri) ? 443 : 80;
    }
}

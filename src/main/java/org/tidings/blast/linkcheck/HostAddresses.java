package org.tidings.blast.linkcheck;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.tidings.platform.dns.Dns;
import org.tidings.platform.dns.DnsAnswer;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.Type;

/** Finds the address to connect to. The caller connects to this very address, so that a second answer of the DNS cannot lead elsewhere. */
final class HostAddresses {

    /** Names that never lead to the internet: a single word, and RFC 6761, RFC 6762, RFC 8375 and what routers make up. */
    private static final Pattern PRIVATE_NAME = Pattern.compile(
            "^(?:[^.]+|.*\\.(?:localhost|local|localdomain|internal|intranet|lan|home|corp|home\\.arpa))");

    private final Dns dns;
    private final Predicate<InetAddress> allowed;

    HostAddresses(Dns dns, Predicate<InetAddress> allowed) {
        this.dns = dns;
        this.allowed = allowed;
    }

    /**
     * A host.
     *
     * @param address where to connect; null if that is not possible or not allowed
     * @param problem why; null if there is an address
     */
    record Found(@Nullable InetAddress address, @Nullable LinkState problem) {}

    Found find(String typedHost) {
        String host = typedHost.toLowerCase(Locale.ROOT).replaceAll("\\.$", "");
        byte[] octets = NetUtil.createByteArrayFromIpAddressString(host);
        if (octets != null) {
            return of(List.of(address(octets)));
        }
        if (PRIVATE_NAME.matcher(host).matches()) {
            return new Found(null, LinkState.PRIVATE_NETWORK);
        }
        DnsAnswer four = dns.lookup(host, Type.A);
        DnsAnswer six = four.outcome() == DnsAnswer.Outcome.NO_SUCH_NAME ? four : dns.lookup(host, Type.AAAA);
        List<InetAddress> all = Stream.concat(
                        four.as(ARecord.class).map(ARecord::getAddress),
                        six.as(AAAARecord.class).map(AAAARecord::getAddress))
                .toList();
        boolean missing = all.isEmpty() && !four.isFailed() && !six.isFailed();
        return missing ? new Found(null, LinkState.NO_SUCH_HOST) : of(all);
    }

    private Found of(List<InetAddress> all) {
        if (all.isEmpty()) {
            return new Found(null, LinkState.UNKNOWN);
        }
        return all.stream().allMatch(allowed)
                ? new Found(all.get(0), null)
                : new Found(null, LinkState.PRIVATE_NETWORK);
    }

    private static InetAddress address(byte[] octets) {
        try {
            return InetAddress.getByAddress(octets);
        } catch (UnknownHostException neverWithFourOrSixteenOctets) {
            throw new IllegalStateException(neverWithFourOrSixteenOctets);
        }
    }
}

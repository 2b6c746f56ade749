package org.tidings.platform;

import io.netty.util.NetUtil;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.HexFormat;

/** The network of a client, by which limits count. One customer of an internet provider gets a whole /64 of IPv6 addresses (RFC 6177). */
public final class Network {

    private static final int PREFIX_OCTETS = 8;

    private Network() {}

    /** An IPv4 address as it is, also when it is mapped to IPv6, the first 64 bits of an IPv6 address, and anything else unchanged. */
    public static String of(String remoteAddress) {
        byte[] octets = NetUtil.createByteArrayFromIpAddressString(remoteAddress);
        if (octets == null) {
            return remoteAddress;
        }
        try {
            return of(InetAddress.getByAddress(octets));
        } catch (UnknownHostException neverWithFourOrSixteenOctets) {
            return remoteAddress;
        }
    }

    /** An IPv4 address as it is, the first 64 bits of an IPv6 address. */
    public static String of(InetAddress host) {
        return host instanceof Inet6Address
                ? HexFormat.of().formatHex(Arrays.copyOf(host.getAddress(), PREFIX_OCTETS)) + "::/64"
                : host.getHostAddress();
    }

    /** Whether a proxy that connects for everybody may have this address. */
    public static boolean isPrivate(InetAddress host) {
        boolean uniqueLocal = host instanceof Inet6Address && (host.getAddress()[0] & 0xfe) == 0xfc; // RFC 4193
        return host.isLoopbackAddress() || host.isSiteLocalAddress() || host.isLinkLocalAddress() || uniqueLocal;
    }
}

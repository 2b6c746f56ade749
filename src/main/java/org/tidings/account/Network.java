package org.tidings.account;

import io.netty.util.NetUtil;
import java.util.Arrays;
import java.util.HexFormat;

/** The network of a client. One customer of an internet provider gets a whole /64 of IPv6 addresses (RFC 6177). */
final class Network {

    private static final int IPV6_OCTETS = 16;
    private static final int PREFIX_OCTETS = 8;

    private Network() {}

    /** An IPv4 address as it is, the first 64 bits of an IPv6 address, and anything else unchanged. */
    static String of(String remoteAddress) {
        byte[] octets = NetUtil.createByteArrayFromIpAddressString(remoteAddress);
        return octets == null || octets.length < IPV6_OCTETS
                ? remoteAddress
                : HexFormat.of().formatHex(Arrays.copyOf(octets, PREFIX_OCTETS)) + "::/64";
    }
}

package org.tidings.senderdomain;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;

/**
 * A network in the notation of SPF, such as {@code 192.0.2.0/24}.
 *
 * @param prefix bits that count
 */
record IpNetwork(InetAddress address, int prefix) {

    /** Null if it is no network. */
    static @Nullable IpNetwork parse(String text) {
        int slash = text.indexOf('/');
        String host = slash < 0 ? text : text.substring(0, slash);
        byte[] octets = NetUtil.createByteArrayFromIpAddressString(host);
        if (octets == null) {
            return null;
        }
        try {
            int bits = slash < 0 ? octets.length * 8 : Integer.parseInt(text.substring(slash + 1));
            return bits > octets.length * 8 ? null : new IpNetwork(InetAddress.getByAddress(octets), bits);
        } catch (NumberFormatException | UnknownHostException notANetwork) {
            return null;
        }
    }

    /** The network of a host by the two prefixes of {@code a} and {@code mx}, such as {@code /24//64}; all bits count without one. */
    static IpNetwork around(InetAddress host, String prefixes) {
        int bits = host.getAddress().length * 8;
        int six = prefixes.indexOf("//");
        String four = six < 0 ? prefixes : prefixes.substring(0, six);
        String own = bits == 32 ? four.replace("/", "") : six < 0 ? "" : prefixes.substring(six + 2);
        return new IpNetwork(host, own.isEmpty() ? bits : Math.min(bits, Integer.parseInt(own)));
    }

    boolean contains(InetAddress other) {
        byte[] mine = address.getAddress();
        byte[] theirs = other.getAddress();
        if (mine.length != theirs.length) {
            return false;
        }
        for (int bit = 0; bit < prefix; bit++) {
            int mask = 0x80 >> bit % 8;
            if ((mine[bit / 8] & mask) != (theirs[bit / 8] & mask)) {
                return false;
            }
        }
        return true;
    }
}

package org.tidings.engagement;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The networks of mail security vendors. Nobody reads mail there, so requests from them are made by scanners, whatever they claim to be.
 *
 * <p>The vendors publish the addresses from which their gateways send, because customers must admit them; their link scanners use some of the
 * same networks. Web gateways through which people browse (Zscaler, Netskope, Forcepoint, Cisco Umbrella) are not listed, nor are clouds, which
 * host scanners and the connections of people alike.
 */
public final class ScannerNetworks {

    /** By vendor. Overlapping networks of different vendors do not occur. */
    private static final Map<String, String> PUBLISHED = Map.of(
            // Barracuda Campus, "Email Gateway Defense IP Addresses"; SPF record spf.ess.barracudanetworks.com
            "Barracuda",
            "64.235.144.0/20 209.222.80.0/21",
            // SPF records *._netblocks.mimecast.com; Mimecast, "Data Centers and URLs"
            "Mimecast",
            "91.220.42.0/24 146.101.78.0/24 207.82.80.0/24 195.130.217.0/24 213.167.75.0/25 213.167.81.0/25 185.58.84.0/22"
                    + " 207.211.30.0/24 207.211.31.0/25 205.139.110.0/23 216.205.24.0/24 63.128.21.0/24 170.10.128.0/22"
                    + " 170.10.132.0/23 216.145.221.0/24 41.74.192.0/20",
            // Proofpoint Essentials, "Connection details"; allocations of AS26211 and AS22843
            "Proofpoint",
            "67.231.144.0/20 148.163.128.0/19 205.220.160.0/19 66.159.224.0/19 91.207.212.0/23 91.209.104.0/24 62.209.50.0/23"
                    + " 185.132.180.0/22 185.183.28.0/22",
            // Microsoft, "Microsoft 365 URLs and IP address ranges", id 10; SPF record spf.protection.outlook.com
            "Microsoft",
            "40.92.0.0/15 40.107.0.0/16 52.100.0.0/15 52.102.0.0/16 52.103.0.0/17 104.47.0.0/17 2a01:111:f400::/48"
                    + " 2a01:111:f403::/48",
            // Broadcom, "Cloud security services IP ranges"; SPF record spf.messagelabs.com
            "Symantec",
            "67.219.240.0/20 85.158.136.0/21 95.131.104.0/21 46.226.48.0/21 117.120.16.0/21 193.109.254.0/23 194.106.220.0/23"
                    + " 195.245.230.0/23 216.82.240.0/20 103.9.96.0/22");

    private static final List<Block> BLOCKS = PUBLISHED.entrySet().stream()
            .flatMap(vendor ->
                    Stream.of(vendor.getValue().split(" ", -1)).map(block -> Block.of(vendor.getKey(), block)))
            .toList();

    /**
     * A network. Of IPv6 addresses only the first 64 bits count, because no longer prefix is listed.
     *
     * @param first the first address
     */
    private record Block(String vendor, int octets, long first, int hostBits) {

        static Block of(String vendor, String text) {
            int slash = text.indexOf('/');
            byte[] octets = NetUtil.createByteArrayFromIpAddressString(text.substring(0, slash));
            int bits = octets.length == 4 ? 32 : 64;
            int hostBits = bits - Integer.parseInt(text.substring(slash + 1));
            return new Block(vendor, octets.length, number(octets) >>> hostBits, hostBits);
        }

        boolean contains(int length, long number) {
            return length == octets && number >>> hostBits == first;
        }
    }

    private ScannerNetworks() {}

    /** The vendor to which an address belongs. */
    public static Optional<String> vendor(String remoteAddress) {
        byte[] octets = octets(remoteAddress);
        if (octets.length == 0) {
            return Optional.empty();
        }
        long number = number(octets);
        for (Block block : BLOCKS) {
            if (block.contains(octets.length, number)) {
                return Optional.of(block.vendor());
            }
        }
        return Optional.empty();
    }

    /** Of an IPv4 address four, also when it is mapped to IPv6; none of anything else than an address. */
    private static byte[] octets(String address) {
        byte[] octets = NetUtil.createByteArrayFromIpAddressString(address);
        try {
            return octets == null
                    ? new byte[0]
                    : InetAddress.getByAddress(octets).getAddress();
        } catch (UnknownHostException neverWithFourOrSixteenOctets) {
            return new byte[0];
        }
    }

    private static long number(byte[] octets) {
        return octets.length == 4
                ? Integer.toUnsignedLong(ByteBuffer.wrap(octets).getInt())
                : ByteBuffer.wrap(octets).getLong();
    }
}

package org.tidings.tracking;

import io.netty.util.NetUtil;
import io.vertx.core.http.HttpServerRequest;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.tidings.engagement.TrackingRequest;
import org.tidings.platform.Network;

/** Extracts from an HTTP request what {@link org.tidings.engagement.MachineRules} needs. */
final class TrackingRequests {

    private TrackingRequests() {}

    static TrackingRequest hit(TrackingRequest.Kind kind, HttpServerRequest request) {
        Map<String, String> headers = new HashMap<>();
        for (String name : TrackingRequest.HEADERS_OF_INTEREST) {
            String value = request.getHeader(name);
            if (value != null) {
                headers.put(name, value);
            }
        }
        return new TrackingRequest(kind, request.method().name(), request.getHeader("User-Agent"), headers, null);
    }

    /** The address of the client, behind the trusted proxies. */
    static String address(HttpServerRequest request) {
        return request.remoteAddress() == null ? "" : request.remoteAddress().hostAddress();
    }

    /** A number for the network of a client: an IPv4 address or the first half of an IPv6 address; 0 if a proxy may connect for everybody. */
    static long network(String address) {
        byte[] octets = NetUtil.createByteArrayFromIpAddressString(address);
        try {
            if (octets == null || Network.isPrivate(InetAddress.getByAddress(octets))) {
                return 0;
            }
        } catch (UnknownHostException neverWithFourOrSixteenOctets) {
            return 0;
        }
        ByteBuffer number = ByteBuffer.wrap(octets);
        return octets.length == Integer.BYTES ? Integer.toUnsignedLong(number.getInt()) : number.getLong();
    }

    static String program(HttpServerRequest request) {
        return Objects.requireNonNullElse(request.getHeader("User-Agent"), "no name");
    }
}

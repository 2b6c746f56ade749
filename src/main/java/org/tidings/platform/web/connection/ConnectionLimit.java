package org.tidings.platform.web.connection;

import java.net.InetAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.tidings.platform.Network;

/** Limits the connections of one network. Does not apply to private networks, where one proxy may connect for everybody. */
final class ConnectionLimit {

    private final Map<String, Integer> open = new ConcurrentHashMap<>();
    private final int most;

    ConnectionLimit(int most) {
        this.most = most;
    }

    /** Whether one more is allowed, which is then counted until {@link #release}. */
    boolean acquire(InetAddress host) {
        if (Network.isPrivate(host)) {
            return true;
        }
        if (open.merge(Network.of(host), 1, Integer::sum) <= most) {
            return true;
        }
        release(host);
        return false;
    }

    void release(InetAddress host) {
        open.computeIfPresent(Network.of(host), (network, count) -> count > 1 ? count - 1 : null);
    }
}

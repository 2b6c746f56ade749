package org.tidings.platform.dns;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import org.xbill.DNS.ExtendedResolver;
import org.xbill.DNS.Resolver;
import org.xbill.DNS.SimpleResolver;

/** Builds the one {@link Dns} of the application. */
class DnsProducer {

    private static final int ATTEMPTS = 2;

    @Produces
    @ApplicationScoped
    Dns dns(DnsConfig config) throws UnknownHostException {
        List<Resolver> servers = new ArrayList<>();
        for (String server : config.servers().orElse(List.of())) {
            servers.add(new SimpleResolver(address(server)));
        }
        ExtendedResolver resolver = servers.isEmpty() ? new ExtendedResolver() : new ExtendedResolver(servers);
        resolver.setTimeout(config.timeout());
        resolver.setRetries(ATTEMPTS);
        return new InternetDns(new ResolverDns(resolver));
    }

    /** Of "192.0.2.53", "192.0.2.53:5353" or "[2001:db8::53]:5353". */
    private static InetSocketAddress address(String server) {
        URI uri = URI.create("dns://" + server);
        return new InetSocketAddress(uri.getHost(), uri.getPort() < 0 ? SimpleResolver.DEFAULT_PORT : uri.getPort());
    }
}

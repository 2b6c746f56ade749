package org.tidings.platform.dns;

import org.tidings.platform.dns.DnsAnswer.Outcome;
import org.xbill.DNS.Type;

/**
 * Does not believe a resolver that knows only a private network: it says of every other name that it does not exist. Whether a resolver knows the
 * internet is found out by a name that exists for certain.
 */
final class InternetDns implements Dns {

    private static final String CERTAIN = "com";

    private final Dns resolver;

    InternetDns(Dns resolver) {
        this.resolver = resolver;
    }

    @Override
    public DnsAnswer lookup(String name, int type) {
        DnsAnswer answer = resolver.lookup(name, type);
        boolean doubtful = answer.outcome() == Outcome.NO_SUCH_NAME
                && resolver.lookup(CERTAIN, Type.NS).outcome() != Outcome.FOUND;
        return doubtful ? DnsAnswer.FAILED : answer;
    }
}

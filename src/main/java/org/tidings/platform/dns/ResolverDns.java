package org.tidings.platform.dns;

import java.util.concurrent.CompletionException;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Name;
import org.xbill.DNS.Resolver;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.lookup.LookupSession;
import org.xbill.DNS.lookup.NoSuchDomainException;
import org.xbill.DNS.lookup.NoSuchRRSetException;

/** {@link Dns} by dnsjava. Nothing is cached: somebody who has just corrected a record wants to see it. */
public final class ResolverDns implements Dns {

    private final LookupSession session;

    /** The resolver retries and limits the time of a question. */
    public ResolverDns(Resolver resolver) {
        this.session = LookupSession.builder().resolver(resolver).build();
    }

    @Override
    public DnsAnswer lookup(String name, int type) {
        Name absolute;
        try {
            absolute = Name.fromString(name, Name.root);
        } catch (TextParseException notAName) {
            return DnsAnswer.NO_SUCH_NAME;
        }
        try {
            return DnsAnswer.found(session.lookupAsync(absolute, type, DClass.IN)
                    .toCompletableFuture()
                    .join()
                    .getRecords());
        } catch (CompletionException failure) {
            Throwable cause = failure.getCause();
            if (cause instanceof NoSuchDomainException) {
                return DnsAnswer.NO_SUCH_NAME;
            }
            return cause instanceof NoSuchRRSetException ? DnsAnswer.NO_SUCH_RECORD : DnsAnswer.FAILED;
        }
    }
}

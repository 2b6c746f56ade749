package org.tidings.senderdomain;

import java.util.List;
import org.tidings.platform.dns.Dns;
import org.tidings.platform.dns.DnsAnswer;
import org.tidings.senderdomain.DomainCheck.DnsRecord;
import org.tidings.senderdomain.DomainCheck.Subject;
import org.xbill.DNS.MXRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.Type;

/** Whether bounces find a mail server. Receivers refuse senders to whom they cannot answer. */
final class ReturnPathCheck {

    private ReturnPathCheck() {}

    static DomainCheck of(Dns dns, SenderSettings settings) {
        String domain = settings.returnPathDomain();
        DnsAnswer answer = dns.lookup(domain, Type.MX);
        if (answer.isFailed()) {
            return unknown(domain);
        }
        List<MXRecord> servers = answer.as(MXRecord.class).toList();
        if (servers.isEmpty()) {
            return DomainCheck.wrong(
                    Subject.RETURN_PATH,
                    "Bounces go to " + domain
                            + ", which has no mail server (MX). Enter the name by which this server is reached on port 25.",
                    new DnsRecord(domain, "MX", "10 " + settings.server() + "."));
        }
        if (servers.stream().anyMatch(server -> server.getTarget().equals(Name.root))) {
            return DomainCheck.wrong(
                    Subject.RETURN_PATH, "Bounces go to " + domain + ", which declares that it takes no mail.", null);
        }
        String first = servers.get(0).getTarget().toString(true);
        DnsAnswer four = dns.lookup(first, Type.A);
        DnsAnswer six = dns.lookup(first, Type.AAAA);
        if (four.records().isEmpty() && six.records().isEmpty()) {
            return four.isFailed() || six.isFailed()
                    ? unknown(domain)
                    : DomainCheck.wrong(
                            Subject.RETURN_PATH,
                            "Bounces go to " + domain + ", whose mail server " + first + " has no address.",
                            null);
        }
        return DomainCheck.good(
                Subject.RETURN_PATH,
                "Bounces for " + domain + " go to " + first + ", port 25. This must lead to the listener of Tidings.");
    }

    private static DomainCheck unknown(String domain) {
        return DomainCheck.unknown(Subject.RETURN_PATH, "The mail server of " + domain + " could not be looked up.");
    }
}

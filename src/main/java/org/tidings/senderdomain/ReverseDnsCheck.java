package org.tidings.senderdomain;

import java.net.InetAddress;
import java.util.List;
import org.tidings.platform.dns.Dns;
import org.tidings.platform.dns.DnsAnswer;
import org.tidings.senderdomain.DomainCheck.Subject;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.PTRRecord;
import org.xbill.DNS.ReverseMap;
import org.xbill.DNS.Type;

/** Whether each sending address has a name that leads back to it. Only for addresses that the operator named; those of a relay are its own. */
final class ReverseDnsCheck {

    private ReverseDnsCheck() {}

    static List<DomainCheck> of(Dns dns, SenderSettings settings) {
        return settings.addresses().stream().map(address -> judge(dns, address)).toList();
    }

    private static DomainCheck judge(Dns dns, InetAddress address) {
        String shown = address.getHostAddress();
        DnsAnswer answer = dns.lookup(ReverseMap.fromAddress(address).toString(), Type.PTR);
        if (answer.isFailed()) {
            return unknown(shown);
        }
        List<String> names = answer.as(PTRRecord.class)
                .map(record -> record.getTarget().toString(true))
                .toList();
        if (names.isEmpty()) {
            return DomainCheck.wrong(
                    Subject.REVERSE_DNS,
                    shown + " has no name (PTR record). Ask the owner of the address, such as your hosting provider.",
                    null);
        }
        DnsAnswer forward = dns.lookup(names.get(0), address.getAddress().length == 4 ? Type.A : Type.AAAA);
        if (forward.isFailed()) {
            return unknown(shown);
        }
        boolean confirmed = forward.as(ARecord.class).map(ARecord::getAddress).anyMatch(address::equals)
                || forward.as(AAAARecord.class).map(AAAARecord::getAddress).anyMatch(address::equals);
        return confirmed
                ? DomainCheck.good(Subject.REVERSE_DNS, shown + " is " + names.get(0) + ", in both directions.")
                : DomainCheck.wrong(
                        Subject.REVERSE_DNS,
                        shown + " is named " + names.get(0) + ", but that name does not lead back to it.",
                        null);
    }

    private static DomainCheck unknown(String address) {
        return DomainCheck.unknown(Subject.REVERSE_DNS, "The name of " + address + " could not be looked up.");
    }
}

package org.tidings.senderdomain;

import io.netty.util.NetUtil;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tidings.platform.dns.Dns;
import org.tidings.senderdomain.DomainCheck.DnsRecord;
import org.tidings.senderdomain.DomainCheck.Subject;

/** SPF of the return path's domain, to which alone it applies (RFC 7208, section 2.4). */
final class SpfCheck {

    /** What large relays tell their customers to include, by the end of the relay's host name. */
    private static final Map<String, String> INCLUDES = Map.ofEntries(
            Map.entry("amazonaws.com", "amazonses.com"),
            Map.entry("sendgrid.net", "sendgrid.net"),
            Map.entry("mailgun.org", "mailgun.org"),
            Map.entry("gmail.com", "_spf.google.com"),
            Map.entry("google.com", "_spf.google.com"),
            Map.entry("office365.com", "spf.protection.outlook.com"),
            Map.entry("postmarkapp.com", "spf.mtasv.net"),
            Map.entry("mailjet.com", "spf.mailjet.com"),
            Map.entry("brevo.com", "spf.brevo.com"));

    private final SenderSettings settings;
    private final String domain;

    private SpfCheck(SenderSettings settings) {
        this.settings = settings;
        this.domain = settings.returnPathDomain();
    }

    static DomainCheck of(Dns dns, SenderSettings settings) {
        return new SpfCheck(settings).judge(SpfTree.of(dns, settings.returnPathDomain()));
    }

    private DomainCheck judge(SpfTree tree) {
        if (tree.records().size() > 1) {
            return wrong(
                    domain + " has " + tree.records().size()
                            + " SPF records, so receivers use none of them. Merge them into one.",
                    null);
        }
        if (tree.records().isEmpty()) {
            return tree.isIncomplete()
                    ? unchecked()
                    : wrong(domain + " has no SPF record.", "v=spf1 " + String.join(" ", ownTerms()) + " ~all");
        }
        String record = tree.records().get(0);
        if (tree.allowsAll()) {
            return wrong(
                    "The SPF record of " + domain + " lets anybody in the world send in its name (+all).",
                    record.replaceAll("(?i)(?<=\\s)\\+?all\\b", "~all"));
        }
        if (tree.lookups() > SpfTree.MOST_LOOKUPS) {
            return wrong(
                    "The SPF record of " + domain + " takes " + tree.lookups()
                            + " DNS look-ups. Receivers stop after 10 and treat it as an error. Remove what you no longer use.",
                    null);
        }
        if (tree.voidLookups() > SpfTree.MOST_VOID_LOOKUPS || !tree.problems().isEmpty()) {
            return DomainCheck.advice(
                    Subject.SPF,
                    "The SPF record of " + domain + " contains errors: "
                            + (tree.problems().isEmpty()
                                    ? tree.voidLookups() + " of its names do not exist"
                                    : String.join("; ", tree.problems()))
                            + ".",
                    null);
        }
        if (tree.isIncomplete()) {
            return unchecked();
        }
        List<InetAddress> strangers = settings.addresses().stream()
                .filter(address -> !tree.contains(address))
                .toList();
        if (!strangers.isEmpty()) {
            return wrong(
                    "The SPF record of " + domain + " does not contain "
                            + strangers.get(0).getHostAddress() + ", from which you send.",
                    withTerms(record, strangers));
        }
        return DomainCheck.good(
                Subject.SPF,
                domain + " has an SPF record, which takes " + tree.lookups() + " of at most 10 DNS look-ups.");
    }

    private DomainCheck unchecked() {
        return DomainCheck.unknown(Subject.SPF, "The SPF record of " + domain + " could not be looked up.");
    }

    private DomainCheck wrong(String sentence, @Nullable String value) {
        return DomainCheck.wrong(Subject.SPF, sentence, value == null ? null : new DnsRecord(domain, "TXT", value));
    }

    /** The record with further addresses at its beginning. */
    private static String withTerms(String record, List<InetAddress> addresses) {
        String added = String.join(" ", addresses.stream().map(SpfCheck::term).toList());
        return "v=spf1 " + added + record.strip().substring("v=spf1".length());
    }

    private Set<String> ownTerms() {
        Set<String> terms = new LinkedHashSet<>();
        settings.addresses().forEach(address -> terms.add(term(address)));
        if (terms.isEmpty()) {
            settings.relays().forEach(relay -> terms.add(term(relay)));
        }
        return terms;
    }

    private static String term(InetAddress address) {
        return (address instanceof Inet6Address ? "ip6:" : "ip4:") + address.getHostAddress();
    }

    private static String term(String relay) {
        String host = relay.toLowerCase(Locale.ROOT);
        if (host.equals("localhost") || NetUtil.isValidIpV4Address(host) || NetUtil.isValidIpV6Address(host)) {
            return "mx"; // a relay of this machine sends from the address to which bounces go
        }
        return INCLUDES.entrySet().stream()
                .filter(known -> host.endsWith("." + known.getKey()))
                .map(known -> "include:" + known.getValue())
                .findFirst()
                .orElse("a:" + host);
    }
}

package org.tidings.senderdomain;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.tidings.platform.dns.Dns;
import org.tidings.platform.dns.DnsAnswer;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.MXRecord;
import org.xbill.DNS.Type;

/**
 * The SPF record of a domain with all that it includes (RFC 7208). It is followed beyond the limit of look-ups, so that their number can be
 * told, but not for ever.
 */
final class SpfTree {

    /** Section 4.6.4: with more, the record is in error and counts as none. */
    static final int MOST_LOOKUPS = 10;

    /** Section 4.6.4: look-ups without an answer. */
    static final int MOST_VOID_LOOKUPS = 2;

    private static final int GIVE_UP_AFTER = 50;
    private static final Pattern TERM = Pattern.compile(
            "^(?<qualifier>[-+~?]?)(?:(?<mechanism>all|include|a|mx|ptr|ip4|ip6|exists)(?::(?<value>[^/]*))?(?<prefix>(?:/\\d+)?(?://\\d+)?)"
                    + "|(?<modifier>[a-z][a-z0-9_.-]*+)=(?<target>.*))");

    private final Dns dns;
    private final List<String> records = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();
    private final List<IpNetwork> networks = new ArrayList<>();
    private int lookups;
    private int voidLookups;
    private boolean incomplete;
    private boolean allowsAll;
    private @Nullable String ending;

    private SpfTree(Dns dns) {
        this.dns = dns;
    }

    /** Reads the record of a domain. */
    static SpfTree of(Dns dns, String domain) {
        SpfTree tree = new SpfTree(dns);
        DnsAnswer answer = dns.lookup(domain, Type.TXT);
        tree.incomplete = answer.isFailed();
        tree.records.addAll(TextRecords.of(answer, "v=spf1"));
        if (tree.records.size() == 1) {
            tree.follow(tree.records.get(0), domain, true);
        }
        return tree;
    }

    /** The records of the domain itself; more than one is an error. */
    List<String> records() {
        return List.copyOf(records);
    }

    /** How many look-ups an evaluation takes at most. */
    int lookups() {
        return lookups;
    }

    int voidLookups() {
        return voidLookups;
    }

    /** Terms that no receiver understands, and included domains without a record. */
    List<String> problems() {
        return List.copyOf(problems);
    }

    /** Whether something could not be looked up, so that neither counts nor networks are complete. */
    boolean isIncomplete() {
        return incomplete;
    }

    /** Whether anybody in the world may send: {@code +all}. */
    boolean allowsAll() {
        return allowsAll;
    }

    /** The last word about all other senders, such as {@code ~all}; null if the record has none. */
    @Nullable
    String ending() {
        return ending;
    }

    /** Whether an address is in one of the networks from which the domain sends. */
    boolean contains(InetAddress address) {
        return allowsAll || networks.stream().anyMatch(network -> network.contains(address));
    }

    private void follow(String record, String domain, boolean top) {
        String redirect = null;
        boolean all = false;
        for (String term : record.strip()
                .toLowerCase(Locale.ROOT)
                .substring("v=spf1".length())
                .strip()
                .split("\\s+", -1)) {
            Matcher parts = TERM.matcher(term);
            if (term.isEmpty()) {
                continue;
            }
            if (!parts.matches()) {
                problems.add(term + " is not a term of SPF");
                continue;
            }
            if (parts.group("modifier") != null) {
                redirect = parts.group("modifier").equals("redirect") ? parts.group("target") : redirect;
                continue;
            }
            all |= parts.group("mechanism").equals("all");
            mechanism(parts, domain, top, term);
        }
        if (redirect != null && !all) {
            include(redirect, top);
        }
    }

    private void mechanism(Matcher parts, String domain, boolean top, String term) {
        boolean passes =
                parts.group("qualifier").isEmpty() || parts.group("qualifier").equals("+");
        String value = parts.group("value");
        String target = value == null || value.isEmpty() ? domain : value;
        switch (parts.group("mechanism")) {
            case "all" -> {
                allowsAll |= passes;
                ending = top ? term : ending;
            }
            case "include" -> include(target, false);
            case "ip4", "ip6" -> {
                IpNetwork network = IpNetwork.parse(target + parts.group("prefix"));
                if (network == null) {
                    problems.add(term + " is not a network");
                } else if (passes) {
                    networks.add(network);
                }
            }
            case "a" -> addresses(target, parts.group("prefix"), passes, true);
            case "mx" -> mailServers(target, parts.group("prefix"), passes);
            case "ptr" -> {
                lookups++;
                problems.add("ptr is obsolete and slow"); // section 5.5
            }
            default -> lookups++; // exists depends on the sender
        }
    }

    private void include(String domain, boolean top) {
        lookups++;
        if (domain.contains("%") || lookups > GIVE_UP_AFTER) {
            return; // a macro depends on the sender
        }
        DnsAnswer answer = asked(domain, Type.TXT);
        List<String> included = TextRecords.of(answer, "v=spf1");
        if (included.size() == 1) {
            follow(included.get(0), domain, top);
        } else if (!answer.isFailed()) {
            problems.add(
                    included.isEmpty()
                            ? domain + " is included and has no SPF record"
                            : domain + " has several SPF records");
        }
    }

    private void addresses(String host, String prefix, boolean passes, boolean counts) {
        lookups += counts ? 1 : 0;
        if (host.contains("%") || lookups > GIVE_UP_AFTER) {
            return;
        }
        DnsAnswer four = dns.lookup(host, Type.A);
        DnsAnswer six = dns.lookup(host, Type.AAAA);
        incomplete |= four.isFailed() || six.isFailed();
        List<InetAddress> found = Stream.concat(
                        four.as(ARecord.class).map(ARecord::getAddress),
                        six.as(AAAARecord.class).map(AAAARecord::getAddress))
                .toList();
        voidLookups += counts && found.isEmpty() && !four.isFailed() && !six.isFailed() ? 1 : 0;
        if (passes) {
            found.forEach(address -> networks.add(IpNetwork.around(address, prefix)));
        }
    }

    private void mailServers(String domain, String prefix, boolean passes) {
        lookups++;
        if (domain.contains("%") || lookups > GIVE_UP_AFTER) {
            return;
        }
        List<MXRecord> servers = asked(domain, Type.MX).as(MXRecord.class).toList();
        if (servers.size() > MOST_LOOKUPS) {
            problems.add(domain + " has more than " + MOST_LOOKUPS + " mail servers");
        }
        servers.stream()
                .limit(MOST_LOOKUPS)
                .forEach(server -> addresses(server.getTarget().toString(true), prefix, passes, false));
    }

    private DnsAnswer asked(String name, int type) {
        DnsAnswer answer = dns.lookup(name, type);
        incomplete |= answer.isFailed();
        voidLookups += !answer.isFailed() && answer.records().isEmpty() ? 1 : 0;
        return answer;
    }
}

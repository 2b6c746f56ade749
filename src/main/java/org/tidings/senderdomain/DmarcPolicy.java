package org.tidings.senderdomain;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tidings.platform.dns.Dns;
import org.tidings.platform.dns.DnsAnswer;
import org.xbill.DNS.Type;

/**
 * The DMARC policy of a domain, found by the tree walk of RFC 9989, section 4.10: the domain itself and those above it, at most eight names.
 *
 * @param domain whose policy was looked for
 * @param organizational the domain to which alignment is relaxed
 * @param foundAt the domain of the record that applies; null if there is none
 * @param tags of that record
 * @param several a domain with more than one record, which therefore has none; null if there is no such domain
 * @param failed whether something could not be looked up
 */
record DmarcPolicy(
        String domain,
        String organizational,
        @Nullable String foundAt,
        TagList tags,
        @Nullable String several,
        boolean failed) {

    private static final int MOST_LABELS = 8;
    private static final TagList NONE = TagList.parse("");

    private record Found(String domain, TagList tags) {}

    static DmarcPolicy of(Dns dns, String domain) {
        List<Found> found = new ArrayList<>();
        String several = null;
        boolean failed = false;
        for (String at : walk(domain)) {
            DnsAnswer answer = dns.lookup("_dmarc." + at, Type.TXT);
            failed |= answer.isFailed();
            List<String> records = TextRecords.of(answer, "v=dmarc1");
            several = records.size() > 1 && several == null ? at : several;
            if (records.size() == 1) {
                TagList tags = TagList.parse(records.get(0));
                found.add(new Found(at, tags));
                if (tags.is("psd", "n") || tags.is("psd", "y")) {
                    break;
                }
            }
        }
        String organizational = organizational(domain, found);
        Optional<Found> applies = found.stream()
                .filter(one -> one.domain().equals(domain))
                .findFirst()
                .or(() -> found.stream()
                        .filter(one -> one.domain().equals(organizational))
                        .findFirst())
                .or(() ->
                        found.stream().filter(one -> one.tags().is("psd", "y")).findFirst());
        return new DmarcPolicy(
                domain,
                organizational,
                applies.map(Found::domain).orElse(null),
                applies.map(Found::tags).orElse(NONE),
                several,
                failed);
    }

    /** The names to ask: the domain, then upwards; of a domain with more than seven labels above, only the last seven. */
    static List<String> walk(String domain) {
        List<String> labels = List.of(domain.split("\\.", -1));
        List<String> names = new ArrayList<>(List.of(domain));
        int start = labels.size() >= MOST_LABELS ? labels.size() - MOST_LABELS + 1 : 1;
        for (int first = start; first < labels.size(); first++) {
            names.add(String.join(".", labels.subList(first, labels.size())));
        }
        return names;
    }

    private static String organizational(String domain, List<Found> found) {
        for (Found one : found) {
            if (one.tags().is("psd", "n")) {
                return one.domain();
            }
            if (one.tags().is("psd", "y") && !one.domain().equals(domain)) {
                return oneLabelBelow(domain, one.domain());
            }
        }
        return found.isEmpty() ? domain : found.get(found.size() - 1).domain();
    }

    private static String oneLabelBelow(String domain, String above) {
        String rest = domain.substring(0, domain.length() - above.length() - 1);
        return rest.substring(rest.lastIndexOf('.') + 1) + "." + above;
    }

    boolean exists() {
        return foundAt != null;
    }

    /** What receivers do with mail that fails: none, quarantine or reject. */
    String action() {
        String own = tags.value("p").orElse("none");
        boolean inherited = foundAt != null && !foundAt.equals(domain);
        String applies = inherited ? tags.value("sp").orElse(own) : own;
        return applies.toLowerCase(Locale.ROOT);
    }

    boolean isStrict(String alignmentTag) {
        return tags.is(alignmentTag, "s");
    }
}

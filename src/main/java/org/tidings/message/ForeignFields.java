package org.tidings.message;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Merge fields as other mail programs write them: <code>*|FNAME|*</code> (Mailchimp), <code>%%first_name%%</code> (Salesforce),
 * <code>%FIRSTNAME%</code> (ActiveCampaign), <code>{{ contact.first_name }}</code> (Brevo, HubSpot), <code>{$name}</code> (MailerLite) and
 * <code>{{first_name|default:"there"}}</code> (Klaviyo). Tidings would send them as they are, or empty.
 */
final class ForeignFields {

    private static final Pattern PATTERN = Pattern.compile(
            "\\*\\|([A-Za-z][\\w:. -]{0,60})\\|\\*"
                    + "|%%([A-Za-z][\\w. -]{0,60})%%"
                    + "|%(?![A-F0-9]{2})([A-Z][A-Z0-9_]{2,40})%"
                    + "|\\{\\$([A-Za-z][\\w.]{0,60})}"
                    + "|\\{\\{[\\s\\u00a0]{0,5}([A-Za-z]\\w{0,40}\\.[\\w.]{1,60})[^{}]{0,80}}}"
                    + "|\\{\\{[\\s\\u00a0]{0,5}([A-Za-z]\\w{0,60})[\\s\\u00a0]{0,5}\\|[\\s\\u00a0]{0,5}default[ :][^{}]{0,80}}}");
    private static final int MOST = 10;

    private final Set<String> known;
    private final Set<String> names = new LinkedHashSet<>();
    private final List<ContentCheck> findings = new ArrayList<>();

    private ForeignFields(Set<String> known) {
        this.known = known;
    }

    /**
     * The fields in a text.
     *
     * @param findings one for each field
     * @param names of those that look like fields of ours, normalised
     */
    record Found(List<ContentCheck> findings, Set<String> names) {}

    /**
     * Looks for fields of other programs.
     *
     * @param known normalised names of fields that recipients have
     */
    static Found in(String text, Set<String> known) {
        ForeignFields fields = new ForeignFields(known);
        Set<String> seen = new LinkedHashSet<>();
        Matcher matcher = PATTERN.matcher(text);
        while (matcher.find() && seen.size() < MOST) {
            if (seen.add(matcher.group())) {
                fields.add(matcher);
            }
        }
        return new Found(List.copyOf(fields.findings), Set.copyOf(fields.names));
    }

    private void add(Matcher match) {
        String name = "";
        for (int group = 1; group <= match.groupCount(); group++) {
            name = match.group(group) == null ? name : match.group(group);
        }
        boolean braces = match.group().startsWith("{{");
        String normalised = MergeField.normalise(name);
        if (braces && match.group(5) != null && known.contains(normalised)) {
            return;
        }
        if (braces) {
            names.add(normalised);
        }
        String sentence = "This field was written for another program. " + advice(name);
        findings.add(new ContentCheck(ContentCheck.Kind.FOREIGN_FIELD, sentence, match.group()));
    }

    private static String advice(String name) {
        String plain = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z]", "");
        if (plain.contains("unsub")) {
            return "Remove it: every message ends with an unsubscribe link.";
        }
        if (plain.endsWith("fname") || plain.contains("first")) {
            return "Use {{first_name}} instead.";
        }
        if (plain.endsWith("lname") || plain.contains("last")) {
            return "Use {{last_name}} instead.";
        }
        return plain.contains("email") ? "Use {{email}} instead." : "Use a merge field such as {{first_name}} instead.";
    }
}

package org.tidings.diagnosis.notice;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * How one family of mail servers writes a notice without the fields of RFC 3464. One line in {@link Formats}.
 *
 * @param software who writes so
 * @param face what it is recognised by, in sender, subject or words
 * @param recipient where it names a recipient; the first group is the address
 * @param reason where it gives the reason: around that place
 */
record Format(String software, Pattern face, Pattern recipient, Reason reason) {

    enum Reason {
        /** Between this recipient and the next. */
        BEHIND,
        /** Between the recipient before and the end of this recipient's line. */
        BEFORE,
        /** Anywhere; where several recipients are named, behind each, since one's reason need not be the other's. */
        ANYWHERE
    }

    /** A recipient and what is said of it. */
    record Mention(String address, String words) {}

    boolean fits(NoticeText prose) {
        return face.matcher(prose.face()).find();
    }

    List<Mention> read(NoticeText prose) {
        String words = prose.words();
        List<MatchResult> places = recipient
                .matcher(words)
                .results()
                .limit(DeliveryStatus.MOST_RECIPIENTS)
                .toList();
        boolean several = places.stream()
                        .map(place -> place.group(1).toLowerCase(Locale.ROOT))
                        .distinct()
                        .count()
                > 1;
        List<Mention> mentions = new ArrayList<>();
        for (int i = 0; i < places.size(); i++) {
            int before = i == 0 ? 0 : endOfLine(words, places.get(i - 1).end());
            int next = i + 1 < places.size() ? places.get(i + 1).start() : words.length();
            String about = switch (reason) {
                case BEHIND -> words.substring(places.get(i).start(), next);
                case BEFORE ->
                    words.substring(
                            before,
                            Math.max(before, endOfLine(words, places.get(i).end())));
                case ANYWHERE -> several ? words.substring(places.get(i).start(), next) : words;
            };
            String address = NoticeAddress.in(places.get(i).group(1)).orElse("");
            mentions.add(new Mention(address, about));
        }
        return mentions;
    }

    private static int endOfLine(String text, int from) {
        int end = text.indexOf('\n', from);
        return end < 0 ? text.length() : end;
    }
}

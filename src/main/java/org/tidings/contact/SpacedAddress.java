package org.tidings.contact;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Finds addresses with a space in them: {@code peter pan@example.org} may be meant as {@code peter.pan@example.org}, and {@code pan@example.org}
 * is a stranger. Words before an address without angle brackets are accepted as a name only
 *
 * <ul>
 *   <li>if one of them is in the local part: {@code ann lee ann@example.org}, {@code Peter peter.pan@example.org};
 *   <li>if there are several and the last starts with a capital, or is in a script without capitals: {@code Ann Lee al@example.org};
 *   <li>if there is one with a capital, and the local part is its beginning: {@code Ann a@example.org}.
 * </ul>
 *
 * <p>Everything else is asked about: to correct a line costs less than to write to a stranger.
 */
public final class SpacedAddress {

    private static final Pattern MARKS = Pattern.compile("\\p{M}");
    private static final Pattern NOT_LETTERS = Pattern.compile("[^\\p{L}\\p{N}]+");
    private static final Pattern BREAKS = Pattern.compile("[\\s\"'“”‘’,;:()<>\\[\\]]+");

    private SpacedAddress() {}

    /**
     * The question to ask about the words before an address, or about the word after it.
     *
     * @param before the words between the previous address and this one
     * @param address as typed, without brackets
     * @param after the next word, or empty
     */
    public static Optional<String> question(String before, String address, String after) {
        int at = address.lastIndexOf('@');
        if (at < 1) {
            return Optional.empty();
        }
        if (continuesDomain(address, after)) {
            return Optional.of(
                    didYouMean(address.replaceAll("\\.$", "") + (after.startsWith(".") ? after : "." + after)));
        }
        List<String> words = Stream.of(BREAKS.split(before, -1))
                .filter(word -> !word.isEmpty())
                .toList();
        if (words.isEmpty() || isName(words, letters(address.substring(0, at)))) {
            return Optional.empty();
        }
        String last = words.get(words.size() - 1);
        String joint = ".-_+".indexOf(last.charAt(last.length() - 1)) >= 0 || ".-_+".indexOf(address.charAt(0)) >= 0
                ? ""
                : ".";
        return Optional.of(didYouMean(last.toLowerCase(Locale.ROOT) + joint + address));
    }

    private static String didYouMean(String address) {
        String shown = address.length() > 80 ? address.substring(0, 80) + "…" : address;
        return "Did you mean " + shown + "? Check the address";
    }

    /** {@code ann@example.co .uk} and {@code ann@example.co. uk} */
    private static boolean continuesDomain(String address, String after) {
        boolean isLabel = !after.isEmpty()
                && after.length() <= 5
                && after.chars().allMatch(c -> (c >= 'a' && c <= 'z') || c == '.');
        return isLabel && (after.startsWith(".") ? after.length() > 2 : address.endsWith("."));
    }

    private static boolean isName(List<String> words, String local) {
        String last = words.get(words.size() - 1);
        boolean isJoined = last.length() > 2 && ".-_+".indexOf(last.charAt(last.length() - 1)) >= 0;
        if (isJoined) {
            return false;
        }
        boolean isRelated =
                words.stream().map(SpacedAddress::letters).anyMatch(word -> word.length() > 1 && local.contains(word));
        boolean isCapitalised = !Character.isLowerCase(last.codePointAt(0)) && Character.isLetter(last.codePointAt(0));
        boolean isForeign = isCapitalised && !Character.isUpperCase(last.codePointAt(0));
        return isRelated
                || isForeign
                || (isCapitalised && (words.size() > 1 || letters(last).startsWith(local)));
    }

    private static String letters(String text) {
        String plain =
                MARKS.matcher(Normalizer.normalize(text, Normalizer.Form.NFD)).replaceAll("");
        return NOT_LETTERS.matcher(plain.toLowerCase(Locale.ROOT)).replaceAll("");
    }
}

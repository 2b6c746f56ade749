package org.tidings.contact;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The terms by which a person is found. A search matches the beginning of a term, so a phone number is stored reversed: people remember how
 * it ends.
 */
public final class SearchTerms {

    /** The length of {@code contact_term.term}; longer terms are cut. */
    static final int LONGEST = 60;

    /** Marks reversed phone numbers, which are not matched by other words. */
    private static final String PHONE = "#";

    /** A word of digits from this length on is looked up as the end of a phone number too. */
    private static final int FEWEST_DIGITS = 3;

    /** Further words of a search are ignored. */
    private static final int MOST_WORDS = 8;

    private SearchTerms() {}

    /** The terms of a person. */
    static Set<String> of(ContactDetails person) {
        Set<String> terms = new LinkedHashSet<>();
        Stream.concat(
                        Stream.of(person.firstName(), person.lastName()),
                        person.households().stream().map(ContactDetails.Membership::name))
                .forEach(text -> terms.addAll(words(text)));
        person.emails().stream().map(SearchTerms::cut).forEach(terms::add);
        if (!digits(person.phone()).isEmpty()) {
            terms.add(phone(person.phone()));
        }
        if (person.externalId() != null) {
            terms.add(cut(folded(person.externalId())));
        }
        return terms;
    }

    /**
     * The beginnings of terms to look for: a person is found if they have a term for each of the lists, which hold alternatives.
     *
     * @param typed what was typed into the search box
     */
    public static List<List<String>> wanted(String typed) {
        String digits = digits(typed);
        boolean isPhone = digits.length() >= FEWEST_DIGITS
                && typed.chars().allMatch(c -> Character.isDigit(c) || " +-()/.".indexOf(c) >= 0);
        if (isPhone) {
            String national = digits.replaceFirst("^0+", "");
            String end = PHONE + reversed(national.isEmpty() ? digits : national);
            return List.of(List.of(cut(end), cut(folded(typed.strip()))));
        }
        List<String> words = Stream.of(typed.strip().split("[\\s,;]+", -1))
                .flatMap(word -> word.indexOf('@') >= 0 ? Stream.of(cut(folded(word))) : words(word).stream())
                .filter(word -> !word.isEmpty())
                .distinct()
                .limit(MOST_WORDS)
                .toList();
        boolean hasLonger = words.stream().anyMatch(word -> word.length() > 1);
        return words.stream()
                .filter(word -> word.length() > 1 || !hasLonger) // a single letter matches too many
                .map(List::of)
                .toList();
    }

    /** The term of a phone number. */
    static String phone(String number) {
        return cut(PHONE + reversed(digits(number)));
    }

    /** Letters and digits in lower case, without accents. An import calls this millions of times, so it has no regular expression. */
    private static List<String> words(String text) {
        String folded = folded(text);
        List<String> words = new ArrayList<>(2);
        int start = 0;
        int end = 0;
        while (end < folded.length()) {
            int c = folded.codePointAt(end);
            int next = end + Character.charCount(c);
            if (!isLetterOrNumber(c)) {
                addWord(words, folded, start, end);
                start = next;
            }
            end = next;
        }
        addWord(words, folded, start, end);
        return words;
    }

    private static void addWord(List<String> words, String text, int start, int end) {
        if (start < end) {
            words.add(cut(text.substring(start, end)));
        }
    }

    private static boolean isLetterOrNumber(int c) {
        if (c < 0x80) {
            return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
        }
        int type = Character.getType(c);
        return Character.isLetterOrDigit(c) || type == Character.LETTER_NUMBER || type == Character.OTHER_NUMBER;
    }

    /** Lower case without accents: how names are compared. */
    static String folded(String text) {
        return isPlain(text)
                ? text.toLowerCase(Locale.ROOT)
                : withoutAccents(
                        Normalizer.normalize(text, Normalizer.Form.NFKD).toLowerCase(Locale.ROOT));
    }

    /** Whether the text has neither accents nor apostrophes. */
    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= 0x80 || c == '\'' || c == '`') {
                return false;
            }
        }
        return true;
    }

    private static String withoutAccents(String decomposed) {
        StringBuilder folded = new StringBuilder(decomposed.length());
        decomposed
                .codePoints()
                .filter(c -> Character.getType(c) != Character.NON_SPACING_MARK)
                .forEach(c -> {
                    switch (c) {
                        case 'ß' -> folded.append("ss");
                        case 'æ' -> folded.append("ae");
                        case 'œ' -> folded.append("oe");
                        case 'ø' -> folded.append('o');
                        case 'ł' -> folded.append('l');
                        case 'đ', 'ð' -> folded.append('d');
                        case 'þ' -> folded.append("th");
                        case 'ı' -> folded.append('i');
                        case '\'', '’', '‘', '`' -> {
                            // O'Brien is found as obrien
                        }
                        default -> folded.appendCodePoint(c);
                    }
                });
        return folded.toString();
    }

    private static String digits(String text) {
        StringBuilder digits = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= '0' && c <= '9') {
                digits.append(c);
            }
        }
        return digits.toString();
    }

    private static String reversed(String text) {
        return new StringBuilder(text).reverse().toString();
    }

    private static String cut(String term) {
        return term.length() <= LONGEST ? term : term.substring(0, LONGEST);
    }
}

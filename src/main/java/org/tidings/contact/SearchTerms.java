package org.tidings.contact;

import java.text.Normalizer;
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
                .flatMap(SearchTerms::words)
                .forEach(terms::add);
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
                .flatMap(word -> word.indexOf('@') >= 0 ? Stream.of(cut(folded(word))) : words(word))
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

    /** Letters and digits in lower case, without accents. */
    private static Stream<String> words(String text) {
        return Stream.of(folded(text).split("[^\\p{L}\\p{N}]+", -1))
                .filter(word -> !word.isEmpty())
                .map(SearchTerms::cut);
    }

    /** Lower case without accents: how names are compared. */
    static String folded(String text) {
        String plain = Normalizer.normalize(text, Normalizer.Form.NFKD).toLowerCase(Locale.ROOT);
        StringBuilder folded = new StringBuilder(plain.length());
        plain.codePoints()
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
        return text.chars()
                .filter(c -> c >= '0' && c <= '9')
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static String reversed(String text) {
        return new StringBuilder(text).reverse().toString();
    }

    private static String cut(String term) {
        return term.length() <= LONGEST ? term : term.substring(0, LONGEST);
    }
}

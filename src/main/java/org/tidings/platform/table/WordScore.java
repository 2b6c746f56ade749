package org.tidings.platform.table;

import java.nio.charset.Charset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * How well words look in one charset.
 *
 * @param words how many there are
 * @param points one for each word of a language, minus one for each that cannot be one
 */
record WordScore(int words, int points) {

    private static final List<String> WESTERN = List.of(
            "äöüß",
            "àâæçéèêëîïôœùûüÿ",
            "áéíóúñüªº",
            "áâãàçéêíóôúüªº",
            "àèéìíòóùú",
            "áéëèïíóöüâêô",
            "æøåéèóòôü",
            "åäöéü",
            "áðéíóúýþæö",
            "àçéèíïóòúü");
    private static final List<String> CENTRAL = List.of(
            "äöüß", "áčďéěíňóřšťúůýž", "áäčďéíĺľňóôŕšťúýž", "ąćęłńóśźż", "áéíóöőúüű", "čćđšž", "ăâîşţșț", "áéíóúüç");
    private static final List<String> CYRILLIC = List.of("абвгдеёжзийклмнопрстуфхцчшщъыьэюяіїєґўђјљњћџѓѕќ");

    private static final Map<String, List<String>> ALPHABETS = Map.of(
            "windows-1252", WESTERN,
            "x-MacRoman", WESTERN,
            "IBM850", WESTERN,
            "windows-1250", CENTRAL,
            "ISO-8859-2", CENTRAL,
            "windows-1251", CYRILLIC,
            "KOI8-R", CYRILLIC,
            "windows-1254", List.of("çğıöşüâîû"),
            "windows-1257", List.of("ąčęėįšųūž", "āčēģīķļņšūž", "äöüõšž"),
            "windows-1253", List.of("αβγδεζηθικλμνξοπρσςτυφχψωάέήίόύώϊϋΐΰ"));

    /** What people's words have beside letters. */
    private static final String SIGNS = "’‘“”„–—…«»€•´\u00a0";

    private static final String JOINING_SIGNS = "’´–\u00a0";

    /** Where a typographic apostrophe belongs; elsewhere the same byte is a letter of another charset. */
    private static final Pattern APOSTROPHE = Pattern.compile(
            "^(?:(?:[odlnsjcmt]|qu|all|dell|sant)’\\p{L}++|[a-z]++’(?:s|t|ll|re|ve|d|m))$", Pattern.CASE_INSENSITIVE);

    private static final String VOWELS = "аеёийоуыэюяіїєўαεηιουωάέήίόύώϊϋΐΰ";
    private static final int MOST_CONSONANTS = 4;

    static WordScore of(byte[] foreignWords, Charset charset) {
        List<String> alphabets = ALPHABETS.getOrDefault(charset.name(), List.of());
        int words = 0;
        int points = 0;
        for (String word : new String(foreignWords, charset).split("\n", -1)) {
            if (!word.isEmpty()) {
                words++;
                points += points(word, alphabets);
            }
        }
        return new WordScore(words, points);
    }

    /** True if two thirds of the words are words. */
    boolean isConvincing() {
        return points * 3 >= words;
    }

    private static int points(String word, List<String> alphabets) {
        boolean hasLower = word.chars().anyMatch(Character::isLowerCase);
        boolean hasAscii = word.chars().anyMatch(c -> c < 0x80);
        boolean hasLetter = false;
        for (int i = 0; i < word.length(); i++) {
            char c = word.charAt(i);
            boolean isInside = i > 0 && i + 1 < word.length();
            if (c < 0x80) {
                continue;
            }
            if (Character.isLetter(c)) {
                hasLetter = true;
                boolean isAfterLetter = i > 0 && Character.isLetter(word.charAt(i - 1));
                boolean isBeforeCapital = i + 1 < word.length() && Character.isUpperCase(word.charAt(i + 1));
                if ((Character.isUpperCase(c) && isAfterLetter && hasLower)
                        || (Character.isLowerCase(c) && isBeforeCapital)) {
                    return -1;
                }
            } else if (SIGNS.indexOf(c) < 0 || (isInside && JOINING_SIGNS.indexOf(c) < 0)) {
                return -1;
            }
        }
        if (!hasLetter) {
            return !hasAscii || APOSTROPHE.matcher(word).matches() ? 1 : 0;
        }
        boolean isLatinScript = alphabets.isEmpty() || alphabets.get(0).charAt(0) < 0x370;
        String lower = word.toLowerCase(Locale.ROOT).replace("õe", "oe"); // the only õ of Portuguese
        boolean isWord = word.length() > 1 && (isLatinScript || (!hasAscii && isPronounceable(lower)));
        return isWord && alphabets.stream().anyMatch(alphabet -> isOf(lower, alphabet)) ? 1 : -1;
    }

    /** The letters of Greek, read as Cyrillic ones or the other way round, are words without vowels. */
    private static boolean isPronounceable(String lower) {
        int consonants = 0;
        for (int i = 0; i < lower.length(); i++) {
            consonants = VOWELS.indexOf(lower.charAt(i)) < 0 ? consonants + 1 : 0;
            if (consonants > MOST_CONSONANTS) {
                return false;
            }
        }
        return consonants < lower.length();
    }

    private static boolean isOf(String lower, String alphabet) {
        return lower.chars().allMatch(c -> c < 0x80 || !Character.isLetter(c) || alphabet.indexOf(c) >= 0);
    }
}

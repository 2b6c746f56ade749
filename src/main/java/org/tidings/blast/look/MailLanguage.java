package org.tidings.blast.look;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A language that messages can be in.
 *
 * @param tag of BCP 47
 * @param name in English
 */
record MailLanguage(String tag, String name) {

    static final Set<String> TAGS = Set.of(
            "af", "ar", "bg", "bn", "ca", "cs", "cy", "da", "de", "el", "en", "en-US", "es", "et", "eu", "fa", "fi",
            "fr", "ga", "he", "hi", "hr", "hu", "id", "is", "it", "ja", "ko", "lt", "lv", "mi", "ms", "mt", "nb", "nl",
            "pl", "pt", "pt-BR", "ro", "ru", "sk", "sl", "sq", "sr", "sv", "sw", "ta", "th", "tr", "uk", "ur", "vi",
            "zh-Hans", "zh-Hant");

    /** In alphabetical order. */
    static List<MailLanguage> all() {
        return TAGS.stream()
                .map(tag -> new MailLanguage(tag, Locale.forLanguageTag(tag).getDisplayName(Locale.ENGLISH)))
                .sorted(Comparator.comparing(MailLanguage::name))
                .toList();
    }
}

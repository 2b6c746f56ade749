package org.tidings.message;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.tidings.message.ContentCheck.Kind;

/** Subjects that readers overlook, or that look like those of spam. */
final class SubjectCheck {

    /** Gmail shows about 70 characters on a computer; phones show 35 to 45. */
    private static final int LONG = 90;

    private static final int SHORT = 3;

    /** Fewer capital letters may be an abbreviation or two. */
    private static final int CAPITALS = 8;

    /** A subject that pretends to be an answer is named as misleading by the CAN-SPAM guide of the Federal Trade Commission. */
    private static final Pattern ANSWER = Pattern.compile("(?i)(?:re|fwd?|aw|wg|sv|tr) ?:.*");

    private static final Pattern SHOUTING = Pattern.compile("[!?]{3}|[$€£]{2}|(?:![^!]*+){3}");

    private SubjectCheck() {}

    /** The subject is not blank. */
    static List<ContentCheck> of(String subject) {
        List<ContentCheck> found = new ArrayList<>();
        String words = MergeField.PATTERN.matcher(subject.strip()).replaceAll("Name");
        int length = words.codePointCount(0, words.length());
        if (length > LONG) {
            found.add(new ContentCheck(
                    Kind.SUBJECT_LENGTH,
                    "The subject is long. Phones show about the first 40 characters.",
                    length + " characters"));
        } else if (length < SHORT) {
            found.add(new ContentCheck(
                    Kind.SUBJECT_LENGTH, "The subject is very short and does not say what this is about.", subject));
        }
        String typed = MergeField.PATTERN.matcher(subject).replaceAll("");
        boolean anySmall = typed.codePoints().anyMatch(Character::isLowerCase);
        if (!anySmall && typed.codePoints().filter(Character::isUpperCase).count() >= CAPITALS) {
            found.add(new ContentCheck(
                    Kind.SUBJECT_IN_CAPITALS,
                    "The subject is in capital letters only, which is hard to read and typical of spam.",
                    subject));
        }
        if (ANSWER.matcher(words).matches()) {
            found.add(new ContentCheck(
                    Kind.SUBJECT_LIKE_SPAM,
                    "The subject begins like that of an answer or a forwarded message, which misleads the reader.",
                    subject));
        }
        if (SHOUTING.matcher(words).find()) {
            found.add(new ContentCheck(
                    Kind.SUBJECT_LIKE_SPAM,
                    "Several exclamation marks or currency signs in a subject are typical of spam.",
                    subject));
        }
        return found;
    }
}

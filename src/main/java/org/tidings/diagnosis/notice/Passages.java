package org.tidings.diagnosis.notice;

import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.tidings.diagnosis.notice.Passage.Place;

/** The places in which the answer about a recipient may stand in the text of a notice, the narrowest first. */
final class Passages {

    private static final Pattern EMPTY_LINE = Pattern.compile("\\n[ \\t]{0,100}\\n");

    /** An address needs what stands behind it, often after an empty line. */
    private static final int LEAST_WORDS = 12;

    private Passages() {}

    /** @param words what the notice says of the recipient, or all it says; beginning with the recipient where it is named */
    static Stream<Passage> about(String words) {
        return Stream.of(words).map(Boilerplate::cut).flatMap(Passages::of);
    }

    private static Stream<Passage> of(String clean) {
        String quoted = QuotedReply.quoted(clean);
        String paragraph = paragraph(clean);
        return Stream.<Supplier<Stream<Passage>>>of(
                        () -> quoted.isEmpty()
                                ? Stream.empty()
                                : Stream.of(Passage.of(Place.QUOTED, quoted, upTo(clean, quoted))),
                        () -> paragraph.indexOf('@') >= 0
                                        && paragraph.length() < clean.strip().length()
                                ? Stream.of(Passage.of(Place.PARAGRAPH, paragraph, paragraph))
                                : Stream.empty(),
                        () -> Stream.of(Passage.of(Place.NOTICE, clean, clean)))
                .flatMap(Supplier::get);
    }

    static Passage everything(NoticeText prose) {
        String words = Boilerplate.cut(prose.words()) + "\n" + prose.subject();
        return Passage.of(Place.NOTICE, words, words);
    }

    /** The step is named behind the reply or before it. */
    private static String upTo(String words, String quoted) {
        return words.substring(0, words.indexOf(quoted) + quoted.length());
    }

    private static String paragraph(String words) {
        String text = words.strip();
        String[] paragraphs = EMPTY_LINE.split(text, 3);
        String first = paragraphs[0];
        boolean bare = NoticeAddress.strip(first).length() < LEAST_WORDS;
        return bare && paragraphs.length > 1 ? first + "\n" + paragraphs[1] : first;
    }
}

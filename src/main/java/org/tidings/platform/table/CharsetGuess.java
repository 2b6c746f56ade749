package org.tidings.platform.table;

import com.ibm.icu.text.CharsetDetector;
import com.ibm.icu.text.CharsetMatch;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Decides the charset of a text that is not Unicode by the words in it with bytes outside ASCII: each charset is judged by how many of them look
 * like words of one language. Lists of names are too short for the statistics of a general detector, which decides only when no charset makes
 * words of them.
 */
final class CharsetGuess {

    /** In the order of preference where words look as well in several. */
    private static final List<Charset> CANDIDATES = List.of(
            Charset.forName("windows-1252"),
            Charset.forName("windows-1250"),
            Charset.forName("windows-1251"),
            Charset.forName("x-MacRoman"),
            Charset.forName("windows-1254"),
            Charset.forName("windows-1257"),
            Charset.forName("windows-1253"),
            Charset.forName("ISO-8859-2"),
            Charset.forName("KOI8-R"),
            Charset.forName("IBM850"));

    private static final int SAMPLE = 64 * 1024;
    private static final int LEAST_CONFIDENCE = 25;

    private CharsetGuess() {}

    static Charset of(Path file) throws IOException {
        byte[] words = foreignWords(file);
        Charset best = CANDIDATES.get(0);
        WordScore most = WordScore.of(words, best);
        for (Charset candidate : CANDIDATES.subList(1, CANDIDATES.size())) {
            WordScore score = WordScore.of(words, candidate);
            if (score.points() > most.points()) {
                best = candidate;
                most = score;
            }
        }
        return most.isConvincing() ? best : detected(words, best);
    }

    private static Charset detected(byte[] words, Charset otherwise) {
        CharsetMatch[] matches = new CharsetDetector().setText(words).detectAll();
        for (CharsetMatch match : matches) {
            if (match.getConfidence() >= LEAST_CONFIDENCE
                    && !match.getName().startsWith("UTF")
                    && !match.getName().startsWith("IBM")
                    && Charset.isSupported(match.getName())) {
                return Charset.forName(match.getName());
            }
        }
        return otherwise;
    }

    /** The first of the words with bytes outside ASCII, one a line. */
    static byte[] foreignWords(Path file) throws IOException {
        ByteArrayOutputStream words = new ByteArrayOutputStream();
        ByteArrayOutputStream word = new ByteArrayOutputStream();
        boolean isForeign = false;
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), SAMPLE)) {
            for (int b = in.read(); words.size() < SAMPLE; b = in.read()) {
                boolean isLetter = b >= 0x80 || (b >= 'a' && b <= 'z') || (b >= 'A' && b <= 'Z');
                if (isLetter && word.size() < SAMPLE) {
                    isForeign |= b >= 0x80;
                    word.write(b);
                    continue;
                }
                if (isForeign) {
                    word.writeTo(words);
                    words.write('\n');
                }
                word.reset();
                isForeign = false;
                if (b < 0) {
                    break;
                }
            }
        }
        return words.toByteArray();
    }
}

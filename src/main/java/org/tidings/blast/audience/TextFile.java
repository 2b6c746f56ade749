package org.tidings.blast.audience;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.Writer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A text file of unknown encoding. Uses the byte order mark if present, otherwise UTF-8 if the file is valid UTF-8, otherwise Windows-1252,
 * the default of spreadsheet programs in Western countries.
 */
final class TextFile {

    private static final char BYTE_ORDER_MARK = '\ufeff';

    private final Path path;
    private final Charset charset;

    private TextFile(Path path, Charset charset) {
        this.path = path;
        this.charset = charset;
    }

    static TextFile of(Path path) throws IOException {
        try (InputStream in = Files.newInputStream(path)) {
            byte[] start = in.readNBytes(2);
            if (start.length == 2 && (start[0] & 0xff) == 0xff && (start[1] & 0xff) == 0xfe) {
                return new TextFile(path, StandardCharsets.UTF_16LE);
            }
            if (start.length == 2 && (start[0] & 0xff) == 0xfe && (start[1] & 0xff) == 0xff) {
                return new TextFile(path, StandardCharsets.UTF_16BE);
            }
        }
        return new TextFile(path, isUtf8(path) ? StandardCharsets.UTF_8 : Charset.forName("windows-1252"));
    }

    /** Opens the file after its byte order mark. */
    Reader open() throws IOException {
        BufferedReader reader = new BufferedReader(new InputStreamReader(Files.newInputStream(path), charset));
        reader.mark(1);
        if (reader.read() != BYTE_ORDER_MARK) {
            reader.reset();
        }
        return reader;
    }

    private static boolean isUtf8(Path path) throws IOException {
        var decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        try (Reader reader = new InputStreamReader(Files.newInputStream(path), decoder)) {
            reader.transferTo(Writer.nullWriter());
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }
}

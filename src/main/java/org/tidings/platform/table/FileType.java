package org.tidings.platform.table;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Recognises a file by its first bytes, and refuses those that are no tables with advice. */
final class FileType {

    private static final int START = 64;

    private static final String SAVE_AS =
            " Open it in Excel, Numbers or Google Sheets, save it as .xlsx or CSV, and choose that file.";

    /** By the characters of ISO 8859-1. */
    private static final Map<String, String> OTHERS = Map.ofEntries(
            Map.entry(
                    "\u00d0\u00cf\u0011\u00e0", "This is an older Excel file (.xls) or one with a password." + SAVE_AS),
            Map.entry(
                    "%PDF", "This is a PDF, which has no rows to read. Choose the spreadsheet that it was made from."),
            Map.entry("\u0089PNG", picture()),
            Map.entry("GIF8", picture()),
            Map.entry("\u00ff\u00d8\u00ff", picture()),
            Map.entry("II*\0", picture()),
            Map.entry("MM\0*", picture()),
            Map.entry("{\\rtf", "This is a text document, not a spreadsheet." + SAVE_AS),
            Map.entry("\u001f\u008b", compressed()),
            Map.entry("7z\u00bc\u00af", compressed()),
            Map.entry("Rar!", compressed()));

    private FileType() {}

    /**
     * True for a ZIP archive, as which workbooks are stored; false for what may be text.
     *
     * @throws TableFileException for other known kinds of files
     */
    static boolean isWorkbook(Path file) {
        String start = start(file);
        if (start.isEmpty()) {
            throw new TableFileException("The file is empty.");
        }
        OTHERS.forEach((magic, sentence) -> {
            if (start.startsWith(magic)) {
                throw new TableFileException(sentence);
            }
        });
        String markup = start.replace("\u00ef\u00bb\u00bf", "").stripLeading();
        if (markup.regionMatches(true, 0, "<html", 0, 5)
                || markup.regionMatches(true, 0, "<!doctype", 0, 9)
                || markup.regionMatches(true, 0, "<?xml", 0, 5)
                || markup.regionMatches(true, 0, "<table", 0, 6)) {
            throw new TableFileException("This is a web page, though its name may end in .xls." + SAVE_AS);
        }
        return start.startsWith("PK\u0003\u0004");
    }

    private static String start(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return new String(in.readNBytes(START), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String picture() {
        return "This is a picture. Choose the spreadsheet that it shows.";
    }

    private static String compressed() {
        return "This is a compressed file. Open it, and choose the spreadsheet inside.";
    }
}

package org.tidings.platform.table;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.ZipFile;

/** The texts that cells refer to by number, kept as UTF-8: a third of what they would take as strings. */
final class SharedTexts {

    private static final int BLOCK_BITS = 20;
    private static final int BLOCK = 1 << BLOCK_BITS;

    /** 96 MB: the names and addresses of two million people. */
    private static final int MOST_BLOCKS = 96;

    private static final int MOST_TEXTS = 6_000_000;

    private final List<byte[]> blocks = new ArrayList<>();
    private int[] starts = new int[1024];
    private int[] lengths = new int[1024];
    private int count;
    private int used = BLOCK;

    private SharedTexts() {}

    /** A workbook without that file has no shared texts. */
    static SharedTexts read(ZipFile zip, String part) {
        SharedTexts texts = new SharedTexts();
        XmlPart.find(zip, part).ifPresent(xml -> {
            try (xml) {
                while (xml.next()) {
                    if (xml.isStart("si")) {
                        texts.add(richText(xml, "si"));
                    }
                }
            }
        });
        return texts;
    }

    /** The text of all runs up to the end of the element, without its pronunciation. */
    static String richText(XmlPart xml, String element) {
        StringBuilder text = new StringBuilder();
        while (xml.next() && !xml.isEnd(element)) {
            if (xml.isStart("t")) {
                text.append(xml.text());
            } else if (xml.isStart("rPh")) {
                xml.text();
            }
            if (text.length() > XmlPart.LONGEST_TEXT) {
                throw new TableFileException(WorkbookTable.TOO_LARGE);
            }
        }
        return text.toString();
    }

    private void add(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (used + bytes.length > BLOCK) {
            if (blocks.size() == MOST_BLOCKS) {
                throw new TableFileException(WorkbookTable.TOO_LARGE);
            }
            blocks.add(new byte[BLOCK]);
            used = 0;
        }
        if (count == starts.length) {
            if (count >= MOST_TEXTS) {
                throw new TableFileException(WorkbookTable.TOO_LARGE);
            }
            starts = Arrays.copyOf(starts, count * 2);
            lengths = Arrays.copyOf(lengths, count * 2);
        }
        System.arraycopy(bytes, 0, blocks.get(blocks.size() - 1), used, bytes.length);
        starts[count] = ((blocks.size() - 1) << BLOCK_BITS) + used;
        lengths[count] = bytes.length;
        used += bytes.length;
        count++;
    }

    /** Empty for a number that no text has. */
    String get(int number) {
        if (number < 0 || number >= count) {
            return "";
        }
        int start = starts[number];
        return new String(
                blocks.get(start >> BLOCK_BITS), start & (BLOCK - 1), lengths[number], StandardCharsets.UTF_8);
    }
}

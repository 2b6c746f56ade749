package org.tidings.platform.table;

import java.io.IOException;
import java.io.Reader;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads lines that end in LF, CR LF or CR, and takes back what was read too far. */
final class LineReader implements AutoCloseable {

    /**
     * A line of the file.
     *
     * @param number from 1
     * @param isCut whether it is longer than {@link #LONGEST} and its end is missing
     */
    record Line(int number, String text, boolean isCut) {}

    /** Characters of a line; the rest is skipped. */
    static final int LONGEST = 500_000;

    private final Reader reader;
    private final char[] buffer = new char[32 * 1024];
    private final StringBuilder text = new StringBuilder();
    private final Deque<Line> returned = new ArrayDeque<>();
    private int at;
    private int end;
    private int number;

    LineReader(Reader reader) {
        this.reader = reader;
    }

    /** Null at the end of the file. */
    @Nullable
    Line next() throws IOException {
        if (!returned.isEmpty()) {
            return returned.pop();
        }
        if (!fill()) {
            return null;
        }
        text.setLength(0);
        boolean isCut = false;
        while (fill()) {
            int start = at;
            while (at < end && buffer[at] != '\n' && buffer[at] != '\r') {
                at++;
            }
            int fits = Math.min(at - start, LONGEST - text.length());
            text.append(buffer, start, fits);
            isCut |= fits < at - start;
            if (at < end) {
                readBreak();
                break;
            }
        }
        return new Line(++number, text.toString(), isCut);
    }

    /** Lines to be read again, in their order. */
    void takeBack(List<Line> lines) {
        for (int i = lines.size() - 1; i >= 0; i--) {
            returned.push(lines.get(i));
        }
    }

    private void readBreak() throws IOException {
        if (buffer[at++] == '\r' && fill() && buffer[at] == '\n') {
            at++;
        }
    }

    private boolean fill() throws IOException {
        while (at == end) {
            at = 0;
            end = Math.max(0, reader.read(buffer));
            if (end == 0) {
                return false;
            }
        }
        return true;
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}

package org.tidings.platform.table;

import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * An XML file of a workbook, read element by element. Throws {@link TableFileException} for whatever is wrong with it: no entities are resolved, and
 * an archive that unpacks to far more than a workbook would is given up.
 */
final class XmlPart implements AutoCloseable {

    private static final XMLInputFactory FACTORY = factory();

    /** A text or an attribute that takes more bytes than that is not one of Excel, whose cells have at most 32,767 characters. */
    private static final int LONGEST_EVENT = 1024 * 1024;

    /** Characters of the text of an element. */
    static final int LONGEST_TEXT = 100_000;

    private static final int DEEPEST = 100;
    private static final long LARGEST = 2L * 1024 * 1024 * 1024;
    private static final long ALWAYS_ALLOWED = 32L * 1024 * 1024;

    /** Sheets of equal rows are packed to a hundredth. */
    private static final int GREATEST_RATIO = 300;

    private final Limited bytes;
    private final XMLStreamReader xml;
    private int depth;

    private XmlPart(Limited bytes, XMLStreamReader xml) {
        this.bytes = bytes;
        this.xml = xml;
    }

    static XmlPart open(ZipFile zip, String name) {
        return find(zip, name).orElseThrow(() -> new TableFileException(WorkbookTable.BROKEN));
    }

    /** Empty if the archive has no such file. */
    static Optional<XmlPart> find(ZipFile zip, String name) {
        ZipEntry entry = zip.getEntry(name);
        if (entry == null) {
            entry = zip.stream()
                    .filter(other -> other.getName()
                            .replace('\\', '/')
                            .toLowerCase(Locale.ROOT)
                            .equals(name.toLowerCase(Locale.ROOT)))
                    .findFirst()
                    .orElse(null);
        }
        if (entry == null || entry.isDirectory()) {
            return Optional.empty();
        }
        try {
            Limited bytes = new Limited(zip.getInputStream(entry), entry.getCompressedSize());
            return Optional.of(new XmlPart(bytes, FACTORY.createXMLStreamReader(text(bytes))));
        } catch (IOException | XMLStreamException | RuntimeException e) {
            throw broken(e);
        }
    }

    /** UTF-8 or UTF-16 (ECMA-376, part 2). Decoded here, since the parser reports malformed bytes on the standard error stream. */
    private static Reader text(InputStream bytes) throws IOException {
        BufferedInputStream in = new BufferedInputStream(bytes);
        in.mark(3);
        byte[] start = in.readNBytes(3);
        in.reset();
        boolean isUtf16 = start.length > 1 && (start[0] & 0xff) + (start[1] & 0xff) == 0xff + 0xfe;
        if (start.length == 3 && (start[0] & 0xff) == 0xef) {
            in.skipNBytes(3);
        }
        return new InputStreamReader(in, isUtf16 ? StandardCharsets.UTF_16 : StandardCharsets.UTF_8);
    }

    /** Goes on to the next start or end of an element. False at the end of the file. */
    boolean next() {
        while (true) {
            int event = step();
            if (event == XMLStreamConstants.END_DOCUMENT) {
                return false;
            }
            if (event == XMLStreamConstants.START_ELEMENT || event == XMLStreamConstants.END_ELEMENT) {
                return true;
            }
        }
    }

    boolean isStart(String name) {
        return xml.isStartElement() && xml.getLocalName().equals(name);
    }

    boolean isEnd(String name) {
        return xml.isEndElement() && xml.getLocalName().equals(name);
    }

    /** Without regard to the namespace; empty if it is missing. */
    String attribute(String name) {
        for (int i = 0; i < xml.getAttributeCount(); i++) {
            if (xml.getAttributeLocalName(i).equals(name)) {
                return xml.getAttributeValue(i);
            }
        }
        return "";
    }

    /** The text of the present element, up to its end. */
    String text() {
        StringBuilder text = new StringBuilder();
        int inside = 1;
        while (inside > 0) {
            int event = step();
            if (event == XMLStreamConstants.START_ELEMENT) {
                inside++;
            } else if (event == XMLStreamConstants.END_ELEMENT) {
                inside--;
            } else if (xml.hasText() && event != XMLStreamConstants.COMMENT) {
                text.append(xml.getTextCharacters(), xml.getTextStart(), xml.getTextLength());
                if (text.length() > LONGEST_TEXT) {
                    throw new TableFileException(WorkbookTable.TOO_LARGE);
                }
            } else if (event == XMLStreamConstants.END_DOCUMENT) {
                throw new TableFileException(WorkbookTable.BROKEN);
            }
        }
        return text.toString();
    }

    private int step() {
        try {
            bytes.sinceEvent = 0;
            int event = xml.next();
            depth += event == XMLStreamConstants.START_ELEMENT ? 1 : event == XMLStreamConstants.END_ELEMENT ? -1 : 0;
            if (depth > DEEPEST) {
                throw new TableFileException(WorkbookTable.BROKEN);
            }
            return event;
        } catch (TableFileException e) {
            throw e;
        } catch (XMLStreamException | RuntimeException e) {
            throw broken(e);
        }
    }

    private static TableFileException broken(Exception e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof TooLarge) {
                return new TableFileException(WorkbookTable.TOO_LARGE, e);
            }
        }
        return new TableFileException(WorkbookTable.BROKEN, e);
    }

    @Override
    public void close() {
        try {
            xml.close();
            bytes.close();
        } catch (XMLStreamException | IOException e) {
            throw broken(e);
        }
    }

    private static XMLInputFactory factory() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, false);
        return factory;
    }

    private static final class TooLarge extends IOException {
        private static final long serialVersionUID = 1;
    }

    /** Counts what is unpacked. */
    private static final class Limited extends FilterInputStream {
        private final long most;
        private long total;
        private long sinceEvent;

        Limited(InputStream in, long compressed) {
            super(in);
            this.most = Math.min(LARGEST, Math.max(ALWAYS_ALLOWED, compressed * GREATEST_RATIO));
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            int read = super.read(target, offset, length);
            total += Math.max(0, read);
            sinceEvent += Math.max(0, read);
            if (total > most || sinceEvent > LONGEST_EVENT) {
                throw new TooLarge();
            }
            return read;
        }
    }
}

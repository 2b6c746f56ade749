package org.tidings.platform.table;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Writes workbooks part by part, broken ones too. */
public final class TestWorkbook {

    static final String RELATIONS = "xl/_rels/workbook.xml.rels";

    private final Map<String, String> parts = new LinkedHashMap<>();

    public TestWorkbook() {
        part("[Content_Types].xml", "<Types/>");
        part(
                "_rels/.rels",
                "<Relationships><Relationship Id=\"r1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>");
        part(
                "xl/workbook.xml",
                "<workbook xmlns:r=\"r\"><sheets><sheet name=\"People\" sheetId=\"1\" r:id=\"s1\"/></sheets></workbook>");
        part(
                RELATIONS,
                "<Relationships><Relationship Id=\"s1\" Type=\"x/worksheet\" Target=\"worksheets/sheet1.xml\"/>"
                        + "<Relationship Id=\"s2\" Type=\"x/worksheet\" Target=\"/xl/worksheets/sheet2.xml\"/>"
                        + "<Relationship Id=\"t\" Type=\"x/sharedStrings\" Target=\"sharedStrings.xml\"/>"
                        + "<Relationship Id=\"y\" Type=\"x/styles\" Target=\"styles.xml\"/></Relationships>");
        part(
                "xl/styles.xml",
                "<styleSheet><numFmts><numFmt numFmtId=\"164\" formatCode=\"[$-409]dd\\.mm\\.yyyy;@\"/>"
                        + "<numFmt numFmtId=\"165\" formatCode=\"0.00\\ &quot;days&quot;\"/></numFmts>"
                        + "<cellStyleXfs><xf numFmtId=\"14\"/></cellStyleXfs>"
                        + "<cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/><xf numFmtId=\"22\"/><xf numFmtId=\"164\"/>"
                        + "<xf numFmtId=\"165\"/><xf numFmtId=\"20\"/></cellXfs></styleSheet>");
    }

    TestWorkbook part(String name, String content) {
        parts.put(name, content);
        return this;
    }

    /** The rows of the first sheet as XML. */
    public TestWorkbook sheet(String rows) {
        return part("xl/worksheets/sheet1.xml", "<worksheet><sheetData>" + rows + "</sheetData></worksheet>");
    }

    public static String row(int number, String... texts) {
        StringBuilder row = new StringBuilder("<row r=\"" + number + "\">");
        for (String text : texts) {
            row.append("<c t=\"inlineStr\"><is><t>").append(text).append("</t></is></c>");
        }
        return row.append("</row>").toString();
    }

    public Path write(Path file) {
        try (ZipOutputStream zip = new ZipOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
            for (Map.Entry<String, String> part : parts.entrySet()) {
                zip.putNextEntry(new ZipEntry(part.getKey()));
                zip.write(part.getValue().getBytes(StandardCharsets.UTF_8));
            }
            return file;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** Writes one more part, a piece of which is repeated. */
    static void writeRepeated(Path from, Path to, String part, String head, String repeated, long times, String tail)
            throws IOException {
        try (java.util.zip.ZipFile source = new java.util.zip.ZipFile(from.toFile());
                ZipOutputStream zip = new ZipOutputStream(new BufferedOutputStream(Files.newOutputStream(to)))) {
            for (ZipEntry entry : source.stream().toList()) {
                if (!entry.getName().equals(part)) {
                    zip.putNextEntry(new ZipEntry(entry.getName()));
                    source.getInputStream(entry).transferTo(zip);
                }
            }
            zip.putNextEntry(new ZipEntry(part));
            repeat(zip, head, repeated, times, tail);
        }
    }

    private static void repeat(OutputStream out, String head, String repeated, long times, String tail)
            throws IOException {
        out.write(head.getBytes(StandardCharsets.UTF_8));
        int atOnce = Math.max(1, 65_536 / repeated.length());
        byte[] block = repeated.repeat(atOnce).getBytes(StandardCharsets.UTF_8);
        for (long i = 0; i < times; i += atOnce) {
            out.write(block);
        }
        out.write(tail.getBytes(StandardCharsets.UTF_8));
    }
}

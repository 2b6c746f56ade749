package org.tidings.platform.table;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipFile;

/**
 * What all sheets of a workbook share.
 *
 * @param sheets those that people see, then the hidden ones, in their order
 * @param texts the shared texts of cells
 * @param formats the kind of number of each cell style
 * @param is1904 whether days are counted from 1904, as old Macs did
 */
record Workbook(List<Sheet> sheets, SharedTexts texts, List<NumberKind> formats, boolean is1904) {

    /**
     * A sheet.
     *
     * @param part the name of its file
     */
    record Sheet(String name, String part) {}

    static Workbook read(ZipFile zip) {
        String main = mainPart(zip);
        Map<String, String> parts = relations(zip, main);
        List<Sheet> visible = new ArrayList<>();
        List<Sheet> hidden = new ArrayList<>();
        boolean is1904 = false;
        try (XmlPart xml = XmlPart.open(zip, main)) {
            while (xml.next()) {
                if (xml.isStart("workbookPr")) {
                    String value = xml.attribute("date1904");
                    is1904 = value.equals("1") || value.equals("true");
                } else if (xml.isStart("sheet")) {
                    String part = parts.get(xml.attribute("id"));
                    if (part != null) {
                        List<Sheet> sheets = xml.attribute("state")
                                        .toLowerCase(java.util.Locale.ROOT)
                                        .contains("hidden")
                                ? hidden
                                : visible;
                        sheets.add(new Sheet(xml.attribute("name"), part));
                    }
                }
            }
        }
        visible.addAll(hidden);
        return new Workbook(
                List.copyOf(visible),
                SharedTexts.read(zip, parts.getOrDefault("sharedStrings", "xl/sharedStrings.xml")),
                NumberKind.read(zip, parts.getOrDefault("styles", "xl/styles.xml")),
                is1904);
    }

    /** Other programs store their files as ZIP archives too. */
    private static String mainPart(ZipFile zip) {
        String main = XmlPart.find(zip, "_rels/.rels")
                .map(xml -> {
                    try (xml) {
                        return relations(xml, "").getOrDefault("officeDocument", "");
                    }
                })
                .orElse("");
        if (main.endsWith(".bin")) {
            throw new TableFileException("This is a binary Excel file (.xlsb). Open it in Excel, save it as .xlsx, and"
                    + " choose that file.");
        }
        String name = main.isEmpty() || main.startsWith("xl/") ? "xl/workbook.xml" : "";
        String found = main.startsWith("xl/") ? main : name;
        if (found.isEmpty() || zip.getEntry(found) == null) {
            throw new TableFileException("This file is neither an Excel file (.xlsx) nor a CSV file. Open it in the"
                    + " program that it belongs to, save the table as .xlsx or CSV, and choose that file.");
        }
        return found;
    }

    private static Map<String, String> relations(ZipFile zip, String main) {
        int slash = main.lastIndexOf('/');
        String folder = main.substring(0, slash + 1);
        try (XmlPart xml = XmlPart.open(zip, folder + "_rels/" + main.substring(slash + 1) + ".rels")) {
            return relations(xml, folder);
        }
    }

    /** Names of files by the ids and, of the first, by the kinds of their relations. */
    private static Map<String, String> relations(XmlPart xml, String folder) {
        Map<String, String> parts = new HashMap<>();
        while (xml.next()) {
            if (xml.isStart("Relationship")) {
                String target = xml.attribute("Target");
                String part = target.startsWith("/") ? target.substring(1) : folder + target;
                String type = xml.attribute("Type");
                parts.put(xml.attribute("Id"), part);
                parts.putIfAbsent(type.substring(type.lastIndexOf('/') + 1), part);
            }
        }
        return parts;
    }
}

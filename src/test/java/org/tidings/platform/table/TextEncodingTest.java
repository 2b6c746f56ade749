package org.tidings.platform.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextEncodingTest {

    @TempDir
    Path folder;

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "windows-1252 | Zoë Ångström",
                "windows-1252 | Müller",
                "windows-1252 | O’Neil",
                "windows-1252 | Séan “Sammy” Smith",
                "windows-1252 | Günther – Straße",
                "windows-1252 | João Conceição",
                "windows-1252 | François Lefèvre",
                "windows-1252 | Søren Kjær",
                "windows-1252 | ÉMILIE DÉSIRÉE",
                "windows-1252 | Muñoz Peña",
                "windows-1250 | Jiří Dvořák",
                "windows-1250 | Wójcik-Łącka",
                "windows-1250 | Szűcs Győző",
                "windows-1250 | Đorđe Žižić",
                "ISO-8859-2 | Božena Němcová, Šárka Růžičková",
                "windows-1251 | Иван Жуков",
                "windows-1251 | ИВАН Щербаков",
                "KOI8-R | Иван Жуков",
                "x-MacRoman | Zoë Müller",
                "x-MacRoman | María García",
                "x-MacRoman | O’Neil Séan",
                "IBM850 | Zoë Müller, Jürgen Groß",
                "windows-1254 | Ayşe Yılmaz, Çağla Gülşen",
                "windows-1253 | Γιώργος Παπαδόπουλος",
                "windows-1257 | Jānis Bērziņš, Žaneta Šķēle",
                "UTF-8 | Nguyễn Thị Hồng",
                "UTF-16LE | Nguyễn Thị Hồng",
                "UTF-16BE | Zoë Ångström",
                "UTF-16 | Иван Жуков",
            })
    void readsNames(String charset, String name) {
        TableFile table =
                Tables.text(folder, "email;name\na@x.org;Ann Lee\nb@x.org;" + name + "\n", Charset.forName(charset));
        assertThat(Tables.rows(table).get(1).cell(1)).as(table.description()).isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\ufeff"})
    void foreignByteChangesOnlyItself(String mark) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write((mark + "email;name\na@x.org;Zoë Nguyễn\nb@x.org;Day ").getBytes(StandardCharsets.UTF_8));
        bytes.write(0x96);
        bytes.write(" Fox 😀\n".getBytes(StandardCharsets.UTF_8));
        TableFile table = Tables.bytes(folder, bytes.toByteArray());
        assertThat(Tables.written(table)).containsExactly("a@x.org|Zoë Nguyễn", "b@x.org|Day – Fox 😀");
        assertThat(table.description()).isEqualTo("CSV, semicolons, UTF-8 with some Windows-1252 characters");
    }

    @Test
    void charactersAcrossBlocksStayWhole() throws IOException {
        for (int shift = 0; shift < 5; shift++) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            bytes.write(("email;name\n" + "x".repeat(shift)).getBytes(StandardCharsets.UTF_8));
            bytes.write("a@x.org;ễ😀\n".repeat(20_000).getBytes(StandardCharsets.UTF_8));
            bytes.write("b@x.org;".getBytes(StandardCharsets.UTF_8));
            bytes.write(0xe9);
            TableFile table = Tables.bytes(folder, bytes.toByteArray());
            assertThat(Tables.rows(table))
                    .hasSize(20_001)
                    .allSatisfy(row -> assertThat(row.cell(1)).isIn("ễ😀", "é"));
        }
    }

    @Test
    void binaryFileIsRefused() {
        byte[] bytes = new byte[1_000];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) i;
        }
        assertThatThrownBy(() -> Tables.bytes(folder, bytes))
                .isInstanceOf(TableFileException.class)
                .hasMessageStartingWith("This file is not a spreadsheet");
    }
}

package org.tidings.blast.audience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tidings.blast.Audience;
import org.tidings.platform.table.TableFileException;

class PeopleFileTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "email,first_name,last_name\nann@x.org,Ann,Lee\n",
                "Last Name,E-mail,First Name\r\nLee,ann@x.org,Ann\r\n",
                "\ufeffEmail address;firstname;Surname\nann@x.org;Ann;Lee",
                "E-MAIL\tFirst-Name\tlastname\n ANN@x.org \tAnn \t Lee\n",
                "name,email\nAnn Lee,ann@x.org\n",
                "\"Email\",\"Name\"\n\"ann@x.org\",\"Lee, Ann\"\n",
                "email;\"name, as written\";name\nann@x.org;;Ann Lee\n",
            })
    void acceptsColumnsInAnyOrderAndSpelling(String content) {
        Audience.Entry ann = read(content).get(0);
        assertThat(ann.email()).isEqualTo("ann@x.org");
        assertThat(ann.firstName()).isEqualTo("Ann");
        assertThat(ann.lastName()).isEqualTo("Lee");
        assertThat(ann.problem()).isNull();
        assertThat(ann.line()).isEqualTo(2);
    }

    @Test
    void otherColumnsBecomeCustomFields() {
        Audience.Entry ann = read("email,Class Level,Child's name,,2nd\nann@x.org,Tumbling,,ignored,b\n")
                .get(0);
        assertThat(ann.fields()).isEqualTo(Map.of("class_level", "Tumbling", "child_s_name", "", "field_2nd", "b"));
    }

    @Test
    void malformedRowsAreReportedWithTheirLineAndBlankRowsIgnored() {
        List<Audience.Entry> people = read("email,name\n\nann@x.org,Ann\n;;\n,Bob\n,\nnope,Eve\n,Zoe\n");
        assertThat(people)
                .extracting(Audience.Entry::line, Audience.Entry::email, Audience.Entry::problem)
                .containsExactly(
                        tuple(3, "ann@x.org", null),
                        tuple(5, "(nothing, line 5)", "No email address in this row"),
                        tuple(7, "nope", "Not an email address"),
                        tuple(8, "(nothing, line 8)", "No email address in this row"));
    }

    @Test
    void quotedCellsCanContainLineBreaksAndQuotes() {
        Audience.Entry ann = read("email,note\nann@x.org,\"two\nlines, \"\"quoted\"\"\"\nbob@x.org,\n")
                .get(0);
        assertThat(ann.fields()).containsEntry("note", "two\nlines, \"quoted\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "windows-1252", "UTF-16"})
    void detectsTheEncoding(String charset) throws IOException {
        Path file = folder.resolve("people.csv");
        Files.write(file, "email;name\nzoe@x.org;Zoë Ångström\n".getBytes(Charset.forName(charset)));
        assertThat(list(PeopleFile.of(file)).get(0).lastName()).isEqualTo("Ångström");
    }

    @Test
    void missingAddressColumnIsReportedWithTheColumnsFound() {
        assertThatThrownBy(() -> read("name,phone\nAnn,1\n"))
                .isInstanceOf(TableFileException.class)
                .hasMessage(
                        "No column of email addresses was found. Name one of the columns \"email\". The columns are: name, phone");
        assertThatThrownBy(() -> read("ann@x.org,Ann\nbob@x.org,Bob\n"))
                .isInstanceOf(TableFileException.class)
                .hasMessageStartingWith("The file has no headings.");
        assertThatThrownBy(() -> read(""))
                .isInstanceOf(TableFileException.class)
                .hasMessageStartingWith("The file is empty.");
    }

    @Test
    void unclosedQuotationMarkAffectsOnlyItsRow() {
        assertThat(read("email,name\nann@x.org,\"Ann\nbob@x.org,Bob\n"))
                .extracting(Audience.Entry::email, Audience.Entry::firstName, entry -> entry.problem() == null)
                .containsExactly(tuple("ann@x.org \"Ann", null, false), tuple("bob@x.org", "Bob", true));
    }

    @Test
    void everyAddressOfARowGetsTheMail() {
        List<Audience.Entry> people = read("""
                Primary Email;Parent 2 Email;First name;Class
                mom@x.org, mum@x.org;dad@x.org;Mia;L1
                ann@x.org;ann@x.org;Ann;L2
                bob(at)x.org;;Bob;L3
                """);
        assertThat(people)
                .extracting(
                        Audience.Entry::line, Audience.Entry::email, Audience.Entry::firstName, Audience.Entry::problem)
                .containsExactly(
                        tuple(2, "mom@x.org", "Mia", null),
                        tuple(2, "mum@x.org", "Mia", null),
                        tuple(2, "dad@x.org", null, null),
                        tuple(3, "ann@x.org", "Ann", null),
                        tuple(4, "bob(at)x.org", "Bob", "Not an email address"));
        assertThat(people).allSatisfy(person -> assertThat(person.fields()).containsKeys("class", "parent_2_email"));
    }

    @Test
    void nameIsAMergeFieldToo() {
        Audience.Entry ann = read("Full name;email\nAnn Lee;ann@x.org\n").get(0);
        assertThat(ann.fields()).containsEntry("name", "Ann Lee").containsEntry("full_name", "Ann Lee");
        assertThat(ann.firstName()).isEqualTo("Ann");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            quoteCharacter = '`',
            value = {
                "x@x.org, \"Lee, Jr\",Ann # Ann # Lee, Jr",
                "x@x.org,Lee (Mum),Ann # Ann # Lee (Mum)",
                "x@x.org,Lee,Ann \"Nan\" # Ann \"Nan\" # Lee",
                "x@x.org,\"\"\"Lee\"\"\",(Ann) # Ann # Lee",
            })
    void namesStayWhole(String row, String first, String last) {
        Audience.Entry person =
                read("email,last name,first name\n" + row + "\n").get(0);
        assertThat(person.problem()).isNull();
        assertThat(person.firstName()).isEqualTo(first);
        assertThat(person.lastName()).isEqualTo(last);
    }

    @Test
    void canBeIteratedAgain() throws IOException {
        PeopleFile people = PeopleFile.of(write("email\na@x.org\nb@x.org\n"));
        assertThat(list(people)).isEqualTo(list(people)).hasSize(2);
    }

    @Test
    void largeFilesAreReadRowByRow() throws IOException {
        Path file = folder.resolve("many.csv");
        try (BufferedWriter writer = Files.newBufferedWriter(file)) {
            writer.write("email,first_name,class\n");
            for (int i = 0; i < 300_000; i++) {
                writer.write("person" + i + "@x.org,Person,Level " + i % 9 + "\n");
            }
        }
        int rows = 0;
        for (Audience.Entry entry : PeopleFile.of(file)) {
            rows++;
            assertThat(entry.problem()).isNull();
        }
        assertThat(rows).isEqualTo(300_000);
    }

    private List<Audience.Entry> read(String content) {
        return list(PeopleFile.of(write(content)));
    }

    private Path write(String content) {
        try {
            return Files.write(folder.resolve("people.csv"), content.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static List<Audience.Entry> list(Iterable<Audience.Entry> people) {
        List<Audience.Entry> list = new ArrayList<>();
        people.forEach(list::add);
        return list;
    }
}

package org.tidings.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.Statement;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tidings.TestAccounts;
import org.tidings.blast.Blast;
import org.tidings.blast.BlastState;
import org.tidings.platform.database.Transactions;
import org.tidings.recipient.RecipientStatus;

@QuarkusTest
class ReportCsvTest {

    private static final String HEADER =
            "\uFEFFemail,name,family,status,reason,code,attempts,sent_at,delivered_at,opened_at,clicked_at,bounced_at,"
                    + "last_activity_at,opens,clicks,complaint,unsubscribed,sent_at_local,delivered_at_local,opened_at_local,"
                    + "clicked_at_local,bounced_at_local,last_activity_at_local";

    private static final ZoneId OSLO = ZoneId.of("Europe/Oslo");

    @Inject
    ReportCsv csv;

    @Inject
    SampleBlasts samples;

    @Inject
    TestAccounts accounts;

    @Inject
    Transactions transactions;

    @Test
    void emptyReportHasOnlyTheHeader() throws IOException {
        assertThat(written(blast())).isEqualTo(HEADER + ",read_by,id,round,origin,got_it_at,answer\r\n");
    }

    @Test
    void writesEveryColumn() throws IOException {
        Blast blast = blast();
        samples.recipient(
                blast,
                "ann@x.example",
                "Ann \"Bee\" 🎉",
                RecipientStatus.BOUNCE,
                "No such mailbox, \r\nsaid they",
                Map.of("family", "Lee"));
        String at = rowTime(blast);
        String local = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm")
                .format(Instant.parse(at).atZone(OSLO));
        assertThat(written(blast))
                .isEqualTo(HEADER + ",field.family,read_by,id,round,origin,got_it_at,answer" + """
                        \r
                        "ann@x.example","Ann ""Bee"" 🎉","Lee","BOUNCE","No such mailbox, \r
                        said they","","0","","","","","",\
                        """ + "\"" + at
                        + "\",\"0\",\"0\",\"false\",\"false\",\"\",\"\",\"\",\"\",\"\",\"" + local
                        + "\",\"Lee\",\"\",\"1\",\"0\",\"\",\"\",\"\"\r\n");
    }

    @Test
    void everyMergeFieldHasAColumn() throws IOException {
        Blast blast = blast();
        samples.recipient(blast, "ann@x.example", "Ann", RecipientStatus.DELIVERY, null, Map.of("class", "Tumbling"));
        samples.recipient(blast, "bob@x.example", "Bob", RecipientStatus.DELIVERY, null, Map.of("a \";=1", "=2+2"));
        samples.recipient(blast, "cid@x.example", "Cid", RecipientStatus.DELIVERY, null);
        List<String> lines = written(blast).lines().toList();
        assertThat(lines.get(0))
                .endsWith("_local,\"field.a \"\";'=1\",field.class,read_by,id,round,origin,got_it_at,answer");
        assertThat(lines.get(1)).endsWith("\"\",\"Tumbling\",\"\",\"1\",\"0\",\"\",\"\",\"\"");
        assertThat(lines.get(2)).endsWith("\"'=2+2\",\"\",\"\",\"2\",\"0\",\"\",\"\",\"\"");
        assertThat(lines.get(3)).endsWith("\"\",\"\",\"\",\"3\",\"0\",\"\",\"\",\"\"");
    }

    @Test
    void confirmationsAndAnswersAreProofOfReading() throws IOException {
        Blast blast = blast();
        samples.recipient(blast, "ann@x.example", "Ann", RecipientStatus.DELIVERY, null);
        samples.recipient(blast, "bob@x.example", "Bob", RecipientStatus.DELIVERY, null);
        transactions.run(connection -> {
            try (Statement insert = connection.createStatement()) {
                insert.executeUpdate(
                        "insert into recipient_answer (blast_id, seq, got_it_at, answer) select blast_id, seq,"
                                + " if(seq = 1, '2026-11-27 10:00:00', '1970-01-01'), if(seq = 1, 0, 2) from recipient where blast_id = "
                                + blast.key());
            }
        });
        List<String> lines = written(blast).lines().toList();
        assertThat(lines.get(1)).endsWith("\"person\",\"1\",\"0\",\"\",\"2026-11-27T10:00:00Z\",\"\"");
        assertThat(lines.get(2)).endsWith("\"person\",\"2\",\"0\",\"\",\"\",\"no\"");
    }

    @Test
    void longReportIsCompleteAndSorted() throws IOException {
        Blast blast = blast();
        samples.recipients(blast, 2_500);
        List<String> lines = written(blast).lines().toList();
        assertThat(lines).hasSize(2_501);
        assertThat(lines.get(1)).startsWith("\"0000001@x.example\",");
        assertThat(lines.get(2_500)).startsWith("\"0002500@x.example\",");
    }

    @Test
    void equalAddressesAreAllWritten() throws IOException {
        Blast blast = blast();
        samples.recipients(blast, 2_100);
        transactions.run(connection -> {
            try (PreparedStatement update = connection.prepareStatement(
                    "update recipient set email = 'no address' where blast_id = ? and seq <= 2050")) {
                update.setLong(1, blast.key());
                update.executeUpdate();
            }
        });
        assertThat(written(blast).lines()).hasSize(2_101).doesNotHaveDuplicates();
    }

    @Test
    void formulasAreEscapedAlsoAfterASemicolon() throws IOException {
        Blast blast = blast();
        samples.recipient(
                blast, "ann@x.example", "=1+1", RecipientStatus.BOUNCE, "x;=1+1", Map.of("family", "\n\uFF1D1"));
        assertThat(written(blast)).contains("\r\n\"ann@x.example\",\"'=1+1\",\"'\n'\uFF1D1\",\"BOUNCE\",\"x;'=1+1\",");
    }

    private Blast blast() {
        return samples.blast(accounts.owner().accountId(), null, "Spring recital", BlastState.COMPLETED);
    }

    @Inject
    RecipientRows rows;

    private String rowTime(Blast blast) {
        return rows.page(blast.key(), RecipientFilter.EVERYONE, RecipientSort.ADDRESS, null, 1)
                .items()
                .get(0)
                .lastActivityAt()
                .toString();
    }

    private String written(Blast blast) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        csv.write(blast.key(), OSLO, out);
        return out.toString(StandardCharsets.UTF_8);
    }
}

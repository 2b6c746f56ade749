package org.tidings.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tidings.TestAccounts;
import org.tidings.blast.Blast;
import org.tidings.blast.BlastState;
import org.tidings.platform.database.Transactions;
import org.tidings.platform.web.ProblemException;
import org.tidings.recipient.Dictionary;
import org.tidings.recipient.RecipientStatus;

@QuarkusTest
class RecipientRowsTest {

    @Inject
    RecipientRows rows;

    @Inject
    SampleBlasts samples;

    @Inject
    TestAccounts accounts;

    @Inject
    Transactions transactions;

    @Inject
    Dictionary dictionary;

    @Test
    void pagesByAddressContainEveryoneOnceInBothDirections() {
        Blast blast = blastTo(250);
        List<String> forwards = walk(blast, RecipientFilter.EVERYONE, RecipientSort.ADDRESS);
        assertThat(forwards).hasSize(250).isSorted().doesNotHaveDuplicates();
        assertThat(walkBack(blast, RecipientFilter.EVERYONE, RecipientSort.ADDRESS))
                .isEqualTo(forwards);
    }

    @Test
    void pagesByActivityContainEveryoneOnceInBothDirections() {
        Blast blast = blastTo(250);
        List<String> forwards = walk(blast, RecipientFilter.EVERYONE, RecipientSort.ACTIVITY);
        assertThat(forwards).hasSize(250).doesNotHaveDuplicates();
        assertThat(walkBack(blast, RecipientFilter.EVERYONE, RecipientSort.ACTIVITY))
                .isEqualTo(forwards);
        assertThat(rows.page(blast.key(), RecipientFilter.EVERYONE, RecipientSort.ACTIVITY, null, 250)
                        .items())
                .isSortedAccordingTo(
                        Comparator.comparing(ReportRow::lastActivityAt).reversed());
    }

    @Test
    void filtersByStatusAndRule() {
        Blast blast = blastTo(250);
        assertThat(walk(blast, RecipientFilter.of(RecipientStatus.BOUNCE), RecipientSort.ADDRESS))
                .hasSize(23);
        assertThat(walk(blast, new RecipientFilter(RecipientStatus.FAILED, "mailbox-full", ""), RecipientSort.ACTIVITY))
                .hasSize(2);
        assertThat(walk(blast, new RecipientFilter(RecipientStatus.FAILED, "dmarc", ""), RecipientSort.ADDRESS))
                .isEmpty();
    }

    @Test
    void searchesAddressAndNameAndEscapesWildcards() {
        Blast blast = blastTo(30);
        samples.recipient(blast, "100%_sure@x.example", "Zoë", RecipientStatus.OPEN, null);
        assertThat(search(blast, "0000007")).containsExactly("0000007@x.example");
        assertThat(search(blast, "ann7 lee")).containsExactly("0000007@x.example");
        assertThat(search(blast, "ZOE")).containsExactly("100%_sure@x.example");
        assertThat(search(blast, "0%_S")).containsExactly("100%_sure@x.example");
        assertThat(search(blast, "nobody")).isEmpty();
    }

    @Test
    void equalAddressesAreAllListed() {
        Blast blast = samples.blast(accounts.owner().accountId(), null, "Spring recital", BlastState.COMPLETED);
        for (int i = 0; i < 45; i++) {
            samples.recipient(blast, "no address", "Ann" + i, RecipientStatus.FAILED, "Not an email address");
        }
        for (RecipientSort sort : RecipientSort.values()) {
            assertThat(walk(blast, RecipientFilter.EVERYONE, sort)).hasSize(45);
            assertThat(walkBack(blast, RecipientFilter.EVERYONE, sort)).hasSize(45);
        }
    }

    @Test
    void excludesRecipientsOfOtherBlasts() {
        Blast blast = blastTo(3);
        blastTo(5);
        assertThat(walk(blast, RecipientFilter.EVERYONE, RecipientSort.ADDRESS)).hasSize(3);
    }

    @Test
    void rejectsInvalidCursors() {
        for (String foreign : List.of("x", "%%%", "YSAx", "ü")) {
            assertThatThrownBy(() -> rows.page(1, RecipientFilter.EVERYONE, RecipientSort.ADDRESS, foreign, 10))
                    .isInstanceOf(ProblemException.class);
        }
    }

    @Test
    void largeBlastIsSearchedByPrefix() {
        Blast blast = blastTo(IndexChoice.FEW);
        samples.recipient(blast, "mia.larsen@rare.example", "Mia", "Larsen", RecipientStatus.OPEN);
        samples.recipient(blast, "x@x.example", "Zoë", "van der Berg", RecipientStatus.BOUNCE);
        assertThat(search(blast, "0000007")).containsExactly("0000007@x.example");
        assertThat(search(blast, "Mia")).containsExactly("mia.larsen@rare.example");
        assertThat(search(blast, "mia lar")).containsExactly("mia.larsen@rare.example");
        assertThat(search(blast, "LARSEN m")).containsExactly("mia.larsen@rare.example");
        assertThat(search(blast, "mia.larsen@rare.example")).containsExactly("mia.larsen@rare.example");
        assertThat(search(blast, "@rare")).containsExactly("mia.larsen@rare.example");
        assertThat(search(blast, "zoe van der")).containsExactly("x@x.example");
        assertThat(search(blast, "van der berg z")).containsExactly("x@x.example");
        assertThat(search(blast, "nobody")).isEmpty();
        for (String q : List.of("mia", "@rare", "lars")) {
            for (RecipientSort sort : RecipientSort.values()) {
                assertThat(walk(blast, new RecipientFilter(RecipientStatus.OPEN, null, q), sort))
                        .containsExactly("mia.larsen@rare.example");
                assertThat(walk(blast, new RecipientFilter(RecipientStatus.BOUNCE, null, q), sort))
                        .isEmpty();
            }
        }
    }

    @Test
    void commonWordInALargeBlastFindsEveryoneInBothOrders() {
        Blast blast = blastTo(IndexChoice.FEW + 10);
        RecipientFilter common = new RecipientFilter(RecipientStatus.FAILED, "mailbox-full", "lee ann");
        List<String> byAddress = walk(blast, common, RecipientSort.ADDRESS);
        assertThat(byAddress).hasSize((IndexChoice.FEW + 10) / 100).isSorted().doesNotHaveDuplicates();
        assertThat(walk(blast, common, RecipientSort.ACTIVITY)).containsExactlyInAnyOrderElementsOf(byAddress);
        assertThat(walkBack(blast, common, RecipientSort.ACTIVITY)).hasSameElementsAs(byAddress);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "-, -, ADDRESS, recipient_ix_email",
                "OPEN, -, ADDRESS, recipient_ix_email",
                "BOUNCE, -, ADDRESS, recipient_ix_status",
                "BOUNCE, mailbox-unknown, ADDRESS, recipient_ix_status",
                "-, mailbox-unknown, ADDRESS, recipient_ix_status",
                "-, -, ACTIVITY, recipient_ix_activity",
                "OPEN, -, ACTIVITY, recipient_ix_activity",
                "BOUNCE, -, ACTIVITY, recipient_ix_status"
            })
    void theDatabaseReadsByTheNamedIndexWithoutSortingTheBlast(
            @Nullable RecipientStatus status, @Nullable String rule, RecipientSort sort, String index) {
        Blast blast = blastTo(2_000);
        RecipientFilter filter = new RecipientFilter(status, rule, "");
        int reasonKey = dictionary.known(rule);
        Cursor from = Cursor.after(
                rows.page(blast.key(), filter, sort, null, 50).items().get(49));
        transactions.call(connection -> {
            List<IndexScan> scans = new IndexChoice(blast.key(), filter, reasonKey, sort).in(connection);
            assertThat(scans).extracting(IndexScan::index).containsOnly(index);
            RecipientQuery query = new RecipientQuery(blast.key(), scans, sort, from, 51);
            try (PreparedStatement explain = connection.prepareStatement("explain " + query.sql())) {
                query.bind(explain);
                try (ResultSet plan = explain.executeQuery()) {
                    while (plan.next()) {
                        if (!"r".equals(plan.getString("table")) || "PRIMARY".equals(plan.getString("key"))) {
                            continue; // the derived table and its rows
                        }
                        assertThat(plan.getString("key")).isEqualTo(index);
                        assertThat(plan.getString("type")).isIn("range", "ref");
                        if (!index.equals(
                                "recipient_ix_status")) { // which is read where its few rows are sorted quickly
                            assertThat(plan.getString("Extra")).doesNotContain("filesort");
                        }
                    }
                }
            }
            return 0;
        });
    }

    private Blast blastTo(int people) {
        Blast blast = samples.blast(accounts.owner().accountId(), null, "Spring recital", BlastState.COMPLETED);
        samples.recipients(blast, people);
        return blast;
    }

    private List<String> search(Blast blast, String q) {
        return walk(blast, new RecipientFilter(null, null, q), RecipientSort.ADDRESS);
    }

    private List<String> walk(Blast blast, RecipientFilter filter, RecipientSort sort) {
        List<String> met = new ArrayList<>();
        @Nullable String cursor = null;
        do {
            RecipientRows.Page page = rows.page(blast.key(), filter, sort, cursor, 20);
            page.items().forEach(row -> met.add(row.email()));
            cursor = page.next();
        } while (cursor != null);
        return met;
    }

    private List<String> walkBack(Blast blast, RecipientFilter filter, RecipientSort sort) {
        RecipientRows.Page page = rows.page(blast.key(), filter, sort, null, 20);
        while (page.next() != null) {
            page = rows.page(blast.key(), filter, sort, page.next(), 20);
        }
        List<String> met = new ArrayList<>();
        while (true) {
            List<String> emails = page.items().stream().map(ReportRow::email).toList();
            met.addAll(0, emails);
            if (page.previous() == null) {
                return met;
            }
            page = rows.page(blast.key(), filter, sort, page.previous(), 20);
        }
    }
}

package org.tidings.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tidings.TestAccounts;
import org.tidings.blast.Blast;
import org.tidings.blast.BlastState;
import org.tidings.feedback.MailedPeople;
import org.tidings.recipient.RecipientStatus;

@QuarkusTest
class ReportPdfTest {

    @Inject
    SampleBlasts samples;

    @Inject
    TestAccounts accounts;

    @Inject
    MailedPeople sql;

    private TestAccounts.Person owner;
    private Blast blast;

    @BeforeEach
    void sampleBlast() {
        owner = accounts.owner();
        blast = samples.blast(owner.accountId(), owner.staffId(), "Spring recital", BlastState.COMPLETED);
    }

    @Test
    void showsTheMessageTheSumsAndEveryPersonOnNumberedPages() throws IOException {
        samples.recipient(blast, "ann@x.example", "Ann Łukasz Ένα", RecipientStatus.DELIVERY, null);
        samples.recipient(blast, "bob@x.example", "Bob <b>", RecipientStatus.BOUNCE, "No such mailbox");
        samples.count(blast);

        String text = text();

        assertThat(text)
                .contains("Email Blast :: Spring recital")
                .contains("Total 2")
                .contains("Ann Łukasz Ένα")
                .contains("Bob <b>")
                .contains("No such mailbox")
                .contains("Printed on ")
                .contains("Page 1 of ");
    }

    @Test
    void listsOnlyTheExceptionsOfALargeBlastAndSaysSo() throws IOException {
        samples.recipients(blast, PrintedReports.MOST_PEOPLE + 1);
        samples.recipient(blast, "zoe@x.example", "Zoe", RecipientStatus.BOUNCE, "No such mailbox");
        samples.count(blast);

        String text = text();

        assertThat(text)
                .containsIgnoringWhitespaces("This document lists only the")
                .containsIgnoringWhitespaces("zoe@x.example");
    }

    @Test
    void isOnThePaperOfTheCountry() throws IOException {
        samples.count(blast);
        assertThat(width()).isEqualTo(210, within(1f)); // Europe/Oslo
        sql.sql("update account set time_zone = 'America/Chicago' where id = " + owner.accountId());
        assertThat(width()).isEqualTo(216, within(1f));
    }

    private float width() throws IOException {
        try (PDDocument document = document()) {
            return document.getPage(0).getMediaBox().getWidth() / 72 * 25.4f;
        }
    }

    @Test
    void ofAnotherAccountIsNotFound() {
        accounts.owner()
                .browser()
                .get("/blasts/" + blast.publicId + "/report.pdf")
                .then()
                .statusCode(404);
    }

    private String text() throws IOException {
        try (PDDocument document = document()) {
            return new PDFTextStripper().getText(document);
        }
    }

    private PDDocument document() throws IOException {
        byte[] bytes = owner.browser()
                .get("/blasts/" + blast.publicId + "/report.pdf")
                .then()
                .statusCode(200)
                .contentType("application/pdf")
                .extract()
                .asByteArray();
        return Loader.loadPDF(bytes);
    }
}

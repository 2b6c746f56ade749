package org.tidings.report;

import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Objects;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.jsoup.Jsoup;
import org.jsoup.helper.W3CDom;

/** Writes a report as PDF, one at a time, because the layout of 2,000 people takes some seconds and tens of megabytes. */
@ApplicationScoped
class ReportPdf {

    /** A font of PDFBox. Those that every PDF reader has lack letters of most languages. */
    private static final String FONT = "/org/apache/pdfbox/resources/ttf/LiberationSans-Regular.ttf";

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance document(PrintedReport report);
    }

    private final Lock oneAtATime = new ReentrantLock();

    /** Writes the document; does not close the stream. */
    void write(PrintedReport report, OutputStream out) throws IOException {
        String html = Templates.document(report).render();
        oneAtATime.lock();
        try {
            PdfRendererBuilder builder = new PdfRendererBuilder();
            builder.withW3cDocument(new W3CDom().fromJsoup(Jsoup.parse(html)), "");
            builder.useFont(ReportPdf::font, "Liberation Sans");
            builder.useUriResolver((base, uri) -> null); // the document needs nothing from outside
            builder.useFastMode();
            builder.withProducer("Tidings");
            builder.toStream(out);
            builder.run();
        } finally {
            oneAtATime.unlock();
        }
    }

    private static InputStream font() {
        return Objects.requireNonNull(PDDocument.class.getResourceAsStream(FONT), FONT);
    }
}

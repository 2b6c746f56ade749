package org.tidings.blast.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tidings.blast.Purpose;
import org.tidings.message.MergeTemplate;
import org.tidings.message.PlainText;
import org.tidings.message.SafeHtml;
import org.tidings.message.block.BlockContext;
import org.tidings.message.block.BlockHtml;
import org.tidings.message.layout.Look;

class StartingPointTest {

    /** Of every person, or of those who are selected by a class. */
    private static final Set<String> KNOWN_FIELDS = Set.of("first_name", "class", "class_details", "children");

    @Test
    void noticesAboutClassesAndFeesAreServiceMail() {
        assertThat(StartingPoint.ALL)
                .filteredOn(point -> point.purpose() == Purpose.SERVICE)
                .extracting(StartingPoint::key)
                .containsExactly("class-cancelled", "holiday-hours", "payment-reminder");
    }

    static Iterable<StartingPoint> all() {
        return StartingPoint.ALL;
    }

    @ParameterizedTest
    @MethodSource("all")
    void everyOneIsAWholeMessage(StartingPoint point) {
        String html = html(point);
        assertThat(SafeHtml.cleaned(html).removed()).isEmpty();
        assertThat(PlainText.from(html)).contains("Hi {{first_name|there}},").hasSizeGreaterThan(200);
        assertThat(point.subject()).hasSizeBetween(15, 60);
        assertThat(point.preheader()).hasSizeBetween(20, 100);
        assertThat(point.description()).endsWith(".");
    }

    @ParameterizedTest
    @MethodSource("all")
    void mergeFieldsAreThoseThatEveryAccountHas(StartingPoint point) {
        Set<String> fields = new LinkedHashSet<>(new MergeTemplate(html(point)).fields());
        fields.addAll(new MergeTemplate(point.subject()).fields());
        assertThat(KNOWN_FIELDS).containsAll(fields);
    }

    private static String html(StartingPoint point) {
        return BlockHtml.of(point.blocks(), BlockContext.of(Look.STANDARD)).html();
    }
}

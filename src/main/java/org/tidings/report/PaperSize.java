package org.tidings.report;

import com.ibm.icu.util.LocaleData;
import com.ibm.icu.util.TimeZone;
import com.ibm.icu.util.ULocale;
import java.time.ZoneId;

/** The size of printed pages, by CLDR's table of paper sizes: Letter in the United States, Canada, Mexico and some others, otherwise A4. */
enum PaperSize {
    A4("A4"),
    LETTER("letter");

    private static final int LETTER_WIDTH_MM = 216;

    private final String css;

    PaperSize(String css) {
        this.css = css;
    }

    /** The size that is usual where the time zone is; A4 for a zone of no country, such as UTC. */
    static PaperSize in(ZoneId zone) {
        String country = TimeZone.getRegion(zone.getId());
        int width = LocaleData.getPaperSize(new ULocale("und", country)).getWidth();
        return width == LETTER_WIDTH_MM ? LETTER : A4;
    }

    /** The page size of CSS Paged Media. */
    public String css() {
        return css;
    }
}

package org.tidings.message.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ColourTest {

    @ParameterizedTest
    @CsvSource({"#0B5CAD,#0b5cad", "0b5cad,#0b5cad", "' #fff ',#ffffff", "#05a,#0055aa"})
    void hexColoursAreRead(String typed, String hex) {
        assertThat(Colour.parse(typed)).map(Colour::hex).contains(hex);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "red",
                "red;}</style>",
                "#12345",
                "#1234567",
                "url(x)",
                "#ggg",
                "rgb(1,2,3)",
                "#0b5cad;",
                "＃0b5cad",
                "#٠٠٠"
            })
    void anythingElseIsRefused(String typed) {
        assertThat(Colour.parse(typed)).isEmpty();
    }

    /** Figures of WCAG's own examples and of the WebAIM contrast checker. */
    @ParameterizedTest
    @CsvSource({
        "#000000,#ffffff,21",
        "#ffffff,#ffffff,1",
        "#777777,#ffffff,4.48",
        "#767676,#ffffff,4.54",
        "#ff0000,#ffffff,4.0",
        "#0000ff,#ffffff,8.59"
    })
    void contrastIsThatOfWcag(String one, String two, double ratio) {
        assertThat(colour(one).contrast(colour(two))).isCloseTo(ratio, within(0.01));
        assertThat(colour(two).contrast(colour(one))).isCloseTo(ratio, within(0.01));
    }

    @ParameterizedTest
    @CsvSource({"#ffcc00", "#ffffff", "#777777", "#ff6699", "#00ff00", "#000000"})
    void correctedColourIsReadableAndNotDarkerThanNeeded(String typed) {
        Colour corrected = Look.readable(colour(typed));
        assertThat(corrected.contrast(Colour.WHITE)).isGreaterThanOrEqualTo(4.5);
        if (!Look.isReadable(colour(typed))) {
            assertThat(corrected.contrast(Colour.WHITE)).isLessThan(5.0);
        } else {
            assertThat(corrected).isEqualTo(colour(typed));
        }
    }

    @Test
    void textIsReadableOnEveryBackground() {
        for (int rgb = 0; rgb <= 0xffffff; rgb += 4097) {
            Look look = look(new Colour(rgb));
            assertThat(look.outerInk().contrast(look.background()))
                    .as(look.background().hex())
                    .isGreaterThanOrEqualTo(4.5);
        }
    }

    @Test
    void linksAreReadableOnADarkPage() {
        for (int rgb = 0; rgb <= 0xffffff; rgb += 4097) {
            Look look = new Look(new Colour(rgb), Colour.WHITE, FontPair.SYSTEM, "", null, java.util.Map.of(), "en");
            assertThat(look.darkLink().contrast(Look.DARK_PAPER)).isGreaterThanOrEqualTo(4.5);
        }
        assertThat(Look.DARK_INK.contrast(Look.DARK_BACKGROUND)).isGreaterThan(7);
    }

    private static Look look(Colour background) {
        return new Look(Colour.BLACK, background, FontPair.SYSTEM, "", null, java.util.Map.of(), "en");
    }

    private static Colour colour(String hex) {
        return Colour.parse(hex).orElseThrow();
    }
}

package org.tidings.blast.look;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tidings.blast.LookJson;
import org.tidings.message.layout.Colour;
import org.tidings.message.layout.FontPair;
import org.tidings.message.layout.Logo;
import org.tidings.message.layout.Look;
import org.tidings.message.layout.SocialNetwork;

class LookFormTest {

    @Test
    void lightColourIsRefusedWithTheNearestThatWorks() {
        LookForm form = filled();
        form.main = "#ffcc00";
        assertThat(form.check().byField())
                .containsExactly(Map.entry(
                        "main",
                        "Links in #ffcc00 on white, and white text on a button, are hard to read: the contrast is 1.5 to 1,"
                                + " and at least 4.5 to 1 is needed. The nearest colour that works is "
                                + form.look().main().hex() + "."));
        assertThat(Look.isReadable(form.look().main())).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"red", "red;}</style>", "#12", "", "#fff;background:url(https://x)", "expression(1)"})
    void onlyHexColoursAreTaken(String typed) {
        LookForm form = filled();
        form.main = typed;
        form.background = typed;
        assertThat(form.check().byField()).containsOnlyKeys("main", "background");
        assertThat(form.look().main()).isEqualTo(Look.STANDARD.main());
        assertThat(form.look().background()).isEqualTo(Look.STANDARD.background());
    }

    @Test
    void addressOfAWebsiteIsCompleted() {
        LookForm form = filled();
        form.website = "riverside.example/team";
        assertThat(form.check().isEmpty()).isTrue();
        assertThat(form.look().links()).containsEntry(SocialNetwork.WEBSITE, "https://riverside.example/team");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://river.example/",
                "javascript:alert(1)",
                "https://",
                "https://localhost/",
                "https://user:secret@river.example/",
                "https://river.example/{{first_name}}",
                "https://river.example/\"onclick=x",
                "//river.example"
            })
    void onlyHttpsAddressesAreTaken(String typed) {
        LookForm form = filled();
        form.instagram = typed;
        assertThat(form.check().byField()).containsOnlyKeys("instagram");
        assertThat(form.look().links()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"01JD0000000000000000000000-180x60,180,60", "01JD0000000000000000000000-999x999,240,80"})
    void keptLogoHasLimits(String written, int width, int height) {
        assertThat(KeptLogo.read(written)).contains(new Logo("01JD0000000000000000000000", width, height));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "x", "../../x-1x1", "01JD0000000000000000000000", "01JD0000000000000000000000-1x1\"><b>"})
    void whatIsNoKeptLogoIsIgnored(String written) {
        assertThat(KeptLogo.read(written)).isEmpty();
    }

    @Test
    void storedLookIsReadAsItWasWritten() {
        Look look = new Look(
                new Colour(0x123456),
                new Colour(0xfedcba),
                FontPair.VERDANA,
                "Since \"1998\" </script>",
                new Logo("01JD0000000000000000000000", 180, 60),
                Map.of(SocialNetwork.YOUTUBE, "https://youtube.com/@river"),
                "pt-BR");
        assertThat(LookJson.read(LookJson.write(look))).isEqualTo(look);
        assertThat(LookJson.read(null)).isEqualTo(Look.STANDARD);
        assertThat(LookJson.read(
                        "{\"main\":\"red\",\"fonts\":\"COMIC\",\"links\":{\"MYSPACE\":\"https://x.example\"}}"))
                .isEqualTo(Look.STANDARD);
    }

    private static LookForm filled() {
        LookForm form = new LookForm();
        form.main = "#0b5cad";
        form.background = "#f3f4f6";
        form.fonts = "SYSTEM";
        assertThat(form.check().isEmpty()).isTrue();
        return form;
    }
}

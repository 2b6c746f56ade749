package org.tidings.blast.look;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tidings.blast.picture.PictureRefusedException;

class LogoImageTest {

    @ParameterizedTest
    @CsvSource({
        "png,  1200, 400, 240, 80, 480, 160",
        "png,   300, 300,  80, 80, 160, 160",
        "gif,   100,  40, 100, 40, 100,  40",
        "jpeg, 3000, 100, 240,  8, 480,  16",
        "png,   400,  80, 240, 48, 400,  80",
        "jpeg, 3900, 3900, 80, 80, 160, 160",
        "png,  7000,   1, 240,  1, 480,   1"
    })
    void logoIsKeptAtTwiceTheSizeAtWhichItIsShown(
            String format, int width, int height, int shownWidth, int shownHeight, int keptWidth, int keptHeight)
            throws IOException {
        LogoImage logo = LogoImage.read(TestImage.of(format, width, height));
        assertThat(logo.width()).isEqualTo(shownWidth);
        assertThat(logo.height()).isEqualTo(shownHeight);
        BufferedImage kept = ImageIO.read(new ByteArrayInputStream(logo.content()));
        assertThat(kept.getWidth()).isEqualTo(keptWidth);
        assertThat(kept.getHeight()).isEqualTo(keptHeight);
        assertThat(logo.contentType()).isEqualTo(format.equals("jpeg") ? "image/jpeg" : "image/png");
        assertThat(kept.getRGB(keptWidth / 2, 0) & 0xf00000).isEqualTo(height == 1 ? 0 : 0xf00000);
    }

    @Test
    void transparencyStays() throws IOException {
        LogoImage logo = LogoImage.read(TestImage.of("png", 600, 200));
        BufferedImage kept = ImageIO.read(new ByteArrayInputStream(logo.content()));
        assertThat(kept.getRGB(10, kept.getHeight() - 2) >>> 24).isZero();
    }

    @Test
    void nothingElseOfTheFileIsKept() {
        byte[] file = TestImage.withText(TestImage.of("png", 100, 40), "59.91N 10.75E");
        assertThat(new String(file, ISO_8859_1)).contains("59.91N");
        assertThat(new String(LogoImage.read(file).content(), ISO_8859_1)).doesNotContain("59.91N");
    }

    @ParameterizedTest
    @CsvSource({"50000,50000", "8001,10", "5000,5000", "2147483647,2147483647", "10,8001"})
    void imageThatWouldFillTheMemoryIsRefusedBeforeItIsDecoded(int width, int height) {
        assertThatThrownBy(() -> LogoImage.read(TestImage.pngOfSize(width, height)))
                .isInstanceOf(PictureRefusedException.class)
                .hasMessageStartingWith("This image has " + width + " × " + height + " pixels, which is too large.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"png", "jpeg", "gif"})
    void damagedImageIsRefused(String format) {
        byte[] file = TestImage.of(format, 200, 100);
        for (int length : new int[] {12, 30, 60, file.length / 3}) {
            byte[] cut = Arrays.copyOf(file, Math.min(length, file.length));
            try {
                assertThat(LogoImage.read(cut).content()).isNotEmpty(); // what can be read is drawn
            } catch (PictureRefusedException refused) {
                assertThat(refused).hasMessageStartingWith("This image cannot be read.");
            }
        }
        assertThatThrownBy(() -> LogoImage.read(TestImage.pngOfSize(100, 100)))
                .isInstanceOf(PictureRefusedException.class)
                .hasMessageStartingWith("This image cannot be read.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<svg xmlns='http://www.w3.org/2000/svg'>|Mail programs do not show SVG images. Save it as a PNG or JPEG image and choose that.",
                "<?xml version='1.0'?><!-- x --><SVG>|Mail programs do not show SVG images. Save it as a PNG or JPEG image and choose that.",
                "....ftypheic....|Mail programs do not show HEIC images, the format of iPhone photos. Save it as a PNG or JPEG image and choose that.",
                "....ftypmif1....|Mail programs do not show HEIC images, the format of iPhone photos. Save it as a PNG or JPEG image and choose that.",
                "RIFF....WEBPVP8 |Some mail programs do not show WebP images. Save it as a PNG or JPEG image and choose that.",
                "%PDF-1.7|This is a PDF document. Save it as a PNG or JPEG image and choose that.",
                "hello|This file is not a PNG, JPEG or GIF image. Save it as a PNG or JPEG image and choose that.",
                "''|This file is not a PNG, JPEG or GIF image. Save it as a PNG or JPEG image and choose that."
            })
    void refusalSaysWhatToDo(String content, String sentence) {
        assertThatThrownBy(() -> LogoImage.read(content.getBytes(ISO_8859_1)))
                .isInstanceOf(PictureRefusedException.class)
                .hasMessage(sentence);
    }
}

package org.tidings.blast.picture;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tidings.blast.look.TestImage;

class PictureTest {

    private static final Picture.Limits LIMITS = new Picture.Limits(1_200, 4_000, 25_000_000, true, "Save it smaller.");

    @ParameterizedTest
    @CsvSource({"jpeg, 3000, 2000, 1200, 800", "png, 1000, 500, 1000, 500", "gif, 2400, 100, 1200, 50"})
    void pictureIsNoLargerThanNeeded(String format, int width, int height, int keptWidth, int keptHeight) {
        Picture picture = Picture.read(TestImage.of(format, width, height), LIMITS);
        assertThat(picture.width()).isEqualTo(keptWidth);
        assertThat(picture.height()).isEqualTo(keptHeight);
    }

    /** Where the red upper half of the stored image ends up. */
    @ParameterizedTest
    @CsvSource({"1, TOP", "2, TOP", "3, BOTTOM", "4, BOTTOM", "5, LEFT", "6, RIGHT", "7, RIGHT", "8, LEFT"})
    void photographIsTurnedUpright(int orientation, String red) throws IOException {
        Picture picture = Picture.read(turned(TestImage.of("jpeg", 200, 100), orientation), LIMITS);
        BufferedImage kept = ImageIO.read(new ByteArrayInputStream(picture.content()));
        boolean sideways = orientation >= 5;
        assertThat(kept.getWidth()).isEqualTo(sideways ? 100 : 200);
        assertThat(kept.getHeight()).isEqualTo(sideways ? 200 : 100);
        int x = red.equals("LEFT") ? 10 : red.equals("RIGHT") ? kept.getWidth() - 10 : kept.getWidth() / 2;
        int y = red.equals("TOP") ? 10 : red.equals("BOTTOM") ? kept.getHeight() - 10 : kept.getHeight() / 2;
        assertThat(kept.getRGB(x, y) >> 16 & 0xff).isGreaterThan(200);
    }

    @Test
    void metadataIsNotKept() {
        byte[] file = turned(TestImage.of("jpeg", 20, 10), 6);
        assertThat(new String(file, ISO_8859_1)).contains("Exif");
        assertThat(new String(Picture.read(file, LIMITS).content(), ISO_8859_1)).doesNotContain("Exif");
    }

    @Test
    void smallAnimationStaysAsItIs() {
        byte[] gif = TestImage.of("gif", 100, 40);
        Picture picture = Picture.read(gif, LIMITS);
        assertThat(picture.content()).isEqualTo(gif);
        assertThat(picture.contentType()).isEqualTo("image/gif");
    }

    @Test
    void animationLosesItsMetadataAndNothingElse() {
        byte[] gif = TestImage.of("gif", 100, 40);
        byte[] comment = "!\u00fe\u0006SECRET\u0000".getBytes(StandardCharsets.ISO_8859_1);
        byte[] application = "!\u00ff\u000bXMP DataXMP\u0002hi\u0000".getBytes(StandardCharsets.ISO_8859_1);
        int end = gif.length - 1; // the trailer
        byte[] tagged = ByteBuffer.allocate(gif.length + comment.length + application.length + 5)
                .put(gif, 0, end)
                .put(comment)
                .put(application)
                .put(gif, end, 1)
                .put("after".getBytes(StandardCharsets.ISO_8859_1))
                .array();
        assertThat(Picture.read(tagged, LIMITS).content()).isEqualTo(gif);
    }

    @Test
    void manyCommentsTakeNoTime() {
        byte[] gif = TestImage.of("gif", 100, 40);
        ByteArrayOutputStream tagged = new ByteArrayOutputStream();
        tagged.write(gif, 0, gif.length - 1);
        tagged.writeBytes(new byte[] {0x21, (byte) 0xFE});
        for (int i = 0; i < 1_000_000; i++) {
            tagged.write(1);
            tagged.write('a');
        }
        tagged.write(0);
        tagged.write(gif[gif.length - 1]);
        Picture picture =
                assertTimeoutPreemptively(Duration.ofSeconds(20), () -> Picture.read(tagged.toByteArray(), LIMITS));
        assertThat(picture.content()).isEqualTo(gif);
    }

    @Test
    void halfAPictureIsRefused() {
        for (String format : List.of("jpeg", "png", "gif")) {
            byte[] file = TestImage.of(format, 400, 300);
            byte[] half = Arrays.copyOf(file, file.length / 2);
            assertThatThrownBy(() -> Picture.read(half, LIMITS)).as(format).isInstanceOf(PictureRefusedException.class);
        }
    }

    @Test
    void pictureWithTooManyPixelsIsRefusedWithAWayOut() {
        assertThatThrownBy(() -> Picture.read(TestImage.of("gif", 7_000, 4_000), LIMITS))
                .isInstanceOf(PictureRefusedException.class)
                .hasMessage("This image has 7000 × 4000 pixels, which is too large. Save it smaller.");
    }

    /** The JPEG with an Exif segment that has only an orientation. */
    private static byte[] turned(byte[] jpeg, int orientation) {
        byte[] exif = {
            (byte) 0xff,
            (byte) 0xe1,
            0,
            34,
            'E',
            'x',
            'i',
            'f',
            0,
            0,
            'M',
            'M',
            0,
            42,
            0,
            0,
            0,
            8, // TIFF header
            0,
            1,
            1,
            0x12,
            0,
            3,
            0,
            0,
            0,
            1,
            0,
            (byte) orientation,
            0,
            0,
            0,
            0,
            0,
            0 // one entry of one short
        };
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(jpeg, 0, 2);
        out.writeBytes(exif);
        out.write(jpeg, 2, jpeg.length - 2);
        return out.toByteArray();
    }
}

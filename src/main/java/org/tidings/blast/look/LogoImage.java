package org.tidings.blast.look;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * A logo as it is kept: drawn anew at twice the size at which it is shown, for sharp screens. Nothing else of the uploaded file remains, no
 * metadata and no second image.
 */
final class LogoImage {

    static final int WIDEST = 240;
    static final int HIGHEST = 80;

    /** The dimensions are read before the image is decoded: a small file can hold an image that fills the memory. */
    private static final int LONGEST_SIDE = 8_000;

    private static final long MOST_PIXELS = 16_000_000;
    private static final int SHARP = 2;

    private final LogoFormat format;
    private final byte[] content;
    private final int width;
    private final int height;

    private LogoImage(LogoFormat format, byte[] content, int width, int height) {
        this.format = format;
        this.content = content;
        this.width = width;
        this.height = height;
    }

    byte[] content() {
        return content;
    }

    String contentType() {
        return format.contentType();
    }

    /** At which it is shown, in CSS pixels. */
    int width() {
        return width;
    }

    /** At which it is shown, in CSS pixels. */
    int height() {
        return height;
    }

    /**
     * Reads an uploaded file.
     *
     * @throws LogoRefusedException if it is not an image that can be a logo
     */
    static LogoImage read(byte[] file) {
        LogoFormat format = LogoFormat.of(file);
        ImageReader reader =
                ImageIO.getImageReadersByFormatName(format.imageIoName()).next();
        try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(file))) {
            reader.setInput(in, true, true);
            return read(reader, format);
        } catch (IOException | IllegalArgumentException | IndexOutOfBoundsException | IllegalStateException broken) {
            throw new LogoRefusedException(
                    "This image cannot be read. Open it in a graphics program, save it as PNG and choose that.");
        } finally {
            reader.dispose();
        }
    }

    private static LogoImage read(ImageReader reader, LogoFormat format) throws IOException {
        int width = reader.getWidth(0);
        int height = reader.getHeight(0);
        if (width > LONGEST_SIDE || height > LONGEST_SIDE || (long) width * height > MOST_PIXELS) {
            throw new LogoRefusedException("This image has " + width + " × " + height
                    + " pixels, which is too large. 480 × 160 pixels are enough for a logo.");
        }
        double scale = Math.min(1, Math.min((double) WIDEST / width, (double) HIGHEST / height));
        int shownWidth = (int) Math.max(1, Math.round(width * scale));
        int shownHeight = (int) Math.max(1, Math.round(height * scale));
        int keptWidth = Math.min(width, SHARP * shownWidth);
        int keptHeight = Math.min(height, SHARP * shownHeight);
        int step = Math.max(1, Math.min(width / (2 * keptWidth), height / (2 * keptHeight)));
        ImageReadParam parameters = reader.getDefaultReadParam();
        parameters.setSourceSubsampling(step, step, 0, 0);
        BufferedImage drawn = drawn(reader.read(0, parameters), keptWidth, keptHeight, format.kept());
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        if (!ImageIO.write(drawn, format.kept().imageIoName(), out)) {
            throw new IOException("no writer for " + format.kept());
        }
        return new LogoImage(format.kept(), out.toByteArray(), shownWidth, shownHeight);
    }

    private static BufferedImage drawn(BufferedImage image, int width, int height, LogoFormat format) {
        BufferedImage current = image;
        while (current.getWidth() >= 2 * width && current.getHeight() >= 2 * height) { // in steps, for smooth edges
            current = scaled(current, current.getWidth() / 2, current.getHeight() / 2, format);
        }
        return scaled(current, width, height, format);
    }

    private static BufferedImage scaled(BufferedImage image, int width, int height, LogoFormat format) {
        boolean opaque = format == LogoFormat.JPEG;
        BufferedImage scaled =
                new BufferedImage(width, height, opaque ? BufferedImage.TYPE_INT_RGB : BufferedImage.TYPE_INT_ARGB);
        Graphics2D canvas = scaled.createGraphics();
        canvas.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
        if (opaque) {
            canvas.setColor(Color.WHITE);
            canvas.fillRect(0, 0, width, height);
        }
        canvas.drawImage(image, 0, 0, width, height, null);
        canvas.dispose();
        return scaled;
    }
}

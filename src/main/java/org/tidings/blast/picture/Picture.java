package org.tidings.blast.picture;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * An uploaded picture as it is kept: drawn anew in sRGB, upright and no larger than needed. Nothing else of the file remains, no metadata such as
 * the place where a photograph was taken, and no second image.
 */
public final class Picture {

    private static final int LONGEST_SIDE = 8_000;

    /** Memory for the decoded image. Of a larger one, pixels are skipped. */
    private static final double MOST_OCTETS = 80e6;

    private static final int UNKNOWN_OCTETS = 4;

    private static final Pattern END_MISSING = Pattern.compile("(?i)premature|truncated");

    private final String contentType;
    private final byte[] content;
    private final int width;
    private final int height;

    private Picture(String contentType, byte[] content, int width, int height) {
        this.contentType = contentType;
        this.content = content;
        this.width = width;
        this.height = height;
    }

    /**
     * How large a picture may be.
     *
     * @param widest at which it is kept, in pixels
     * @param highest at which it is kept, in pixels
     * @param mostPixels of the uploaded file. They are counted before the image is decoded: a small file can hold an image that fills the memory
     * @param animations whether a GIF image that is small enough stays as it is, since it may move
     * @param enough a size that is large enough, in words
     */
    public record Limits(int widest, int highest, long mostPixels, boolean animations, String enough) {}

    public byte[] content() {
        return content;
    }

    public String contentType() {
        return contentType;
    }

    public int width() {
        return width;
    }

    public int height() {
        return height;
    }

    /**
     * Reads an uploaded file, one at a time, since decoding takes memory.
     *
     * @throws PictureRefusedException if it is not an image that mail programs show, or too large
     */
    public static synchronized Picture read(byte[] file, Limits limits) {
        PictureFormat format = PictureFormat.of(file);
        ImageReader reader =
                ImageIO.getImageReadersByFormatName(format.imageIoName()).next();
        try {
            // before the reader sees it, whose time grows with the square of the number of comment blocks
            byte[] clean = format == PictureFormat.GIF ? GifMetadata.removed(file) : file;
            return read(reader, format, clean, limits);
        } catch (IOException | IllegalArgumentException | IndexOutOfBoundsException | IllegalStateException broken) {
            throw new PictureRefusedException(
                    "This image cannot be read. Open it in a graphics program, save it as PNG and choose that.");
        } finally {
            reader.dispose();
        }
    }

    private static Picture read(ImageReader reader, PictureFormat format, byte[] file, Limits limits)
            throws IOException {
        try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(file))) {
            reader.setInput(in, true, true);
            refuseIfTooLarge(reader.getWidth(0), reader.getHeight(0), limits);
            if (format == PictureFormat.GIF && limits.animations() && reader.getWidth(0) <= limits.widest()) {
                return new Picture(format.contentType(), file, reader.getWidth(0), reader.getHeight(0));
            }
            return read(reader, format, Orientation.of(file), limits);
        }
    }

    private static void refuseIfTooLarge(int width, int height, Limits limits) {
        if (width > LONGEST_SIDE || height > LONGEST_SIDE || (long) width * height > limits.mostPixels()) {
            throw new PictureRefusedException(
                    "This image has " + width + " × " + height + " pixels, which is too large. " + limits.enough());
        }
    }

    private static Picture read(ImageReader reader, PictureFormat format, Orientation orientation, Limits limits)
            throws IOException {
        int width = reader.getWidth(0);
        int height = reader.getHeight(0);
        int widest = orientation.isSideways() ? limits.highest() : limits.widest();
        int highest = orientation.isSideways() ? limits.widest() : limits.highest();
        double scale = Math.min(1, Math.min((double) widest / width, (double) highest / height));
        int keptWidth = (int) Math.max(1, Math.round(width * scale));
        int keptHeight = (int) Math.max(1, Math.round(height * scale));
        int step = Math.max(leastStep(reader), Math.min(width / (2 * keptWidth), height / (2 * keptHeight)));
        boolean[] damaged = {false}; // a JPEG that ends too early is read with a grey rest
        ImageReadParam parameters = reader.getDefaultReadParam();
        parameters.setSourceSubsampling(step, step, 0, 0);
        reader.addIIOReadWarningListener(
                (source, warning) -> damaged[0] |= END_MISSING.matcher(warning).find());
        BufferedImage image = reader.read(0, parameters);
        if (damaged[0]) {
            throw new IOException("The file ends too early");
        }
        BufferedImage scaled = drawn(image, keptWidth, keptHeight, format.kept());
        BufferedImage kept = orientation.upright(scaled);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        if (!ImageIO.write(kept, format.kept().imageIoName(), out)) {
            throw new IOException("no writer for " + format.kept());
        }
        return new Picture(format.kept().contentType(), out.toByteArray(), kept.getWidth(), kept.getHeight());
    }

    /** At least 1; more where the image would fill the memory: it may have 8 octets a pixel. */
    private static int leastStep(ImageReader reader) throws IOException {
        ImageTypeSpecifier type = reader.getRawImageType(0);
        int octets = type == null
                ? UNKNOWN_OCTETS
                : Math.max(
                        1,
                        type.getSampleModel().getNumDataElements()
                                * DataBuffer.getDataTypeSize(
                                        type.getSampleModel().getDataType())
                                / Byte.SIZE);
        double all = (double) reader.getWidth(0) * reader.getHeight(0) * octets;
        return (int) Math.max(1, Math.ceil(Math.sqrt(all / MOST_OCTETS)));
    }

    private static BufferedImage drawn(BufferedImage image, int width, int height, PictureFormat format) {
        BufferedImage current = image;
        while (current.getWidth() >= 2 * width && current.getHeight() >= 2 * height) { // in steps, for smooth edges
            current = scaled(current, current.getWidth() / 2, current.getHeight() / 2, format);
        }
        return scaled(current, width, height, format);
    }

    private static BufferedImage scaled(BufferedImage image, int width, int height, PictureFormat format) {
        boolean opaque = format == PictureFormat.JPEG;
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

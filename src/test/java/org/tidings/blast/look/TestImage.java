package org.tidings.blast.look;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;

/** Images to upload. */
public final class TestImage {

    private TestImage() {}

    /** A red image. */
    public static byte[] of(String format, int width, int height) {
        boolean opaque = format.equals("jpeg");
        BufferedImage image =
                new BufferedImage(width, height, opaque ? BufferedImage.TYPE_INT_RGB : BufferedImage.TYPE_INT_ARGB);
        Graphics2D canvas = image.createGraphics();
        canvas.setColor(Color.RED);
        canvas.fillRect(0, 0, width, height / 2); // the rest is transparent, or black
        canvas.dispose();
        try {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            if (!ImageIO.write(image, format, out)) {
                throw new IllegalArgumentException(format);
            }
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A PNG that promises many pixels and has none. */
    static byte[] pngOfSize(int width, int height) {
        try {
            ByteArrayOutputStream header = new ByteArrayOutputStream();
            DataOutputStream data = new DataOutputStream(header);
            data.writeBytes("IHDR");
            data.writeInt(width);
            data.writeInt(height);
            data.write(new byte[] {8, 6, 0, 0, 0});
            return png(header.toByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The same PNG with a text chunk at its start. */
    static byte[] withText(byte[] png, String text) {
        try {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            out.write(png, 0, 33); // signature and IHDR
            chunk(out, ("tEXtComment\0" + text).getBytes(ISO_8859_1));
            out.write(png, 33, png.length - 33);
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] png(byte[] chunk) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write("\u0089PNG\r\n\u001a\n".getBytes(ISO_8859_1));
        chunk(out, chunk);
        return out.toByteArray();
    }

    private static void chunk(ByteArrayOutputStream out, byte[] chunk) throws IOException {
        CRC32 crc = new CRC32();
        crc.update(chunk);
        DataOutputStream data = new DataOutputStream(out);
        data.writeInt(chunk.length - 4);
        data.write(chunk);
        data.writeInt((int) crc.getValue());
    }
}

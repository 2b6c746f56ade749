package org.tidings.blast.picture;

import com.drew.imaging.ImageMetadataReader;
import com.drew.imaging.ImageProcessingException;
import com.drew.metadata.exif.ExifIFD0Directory;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;

/** How a camera was held: photographs are stored as the sensor sees them, with a number that says which side is up (Exif 2.3, section 4.6.4). */
final class Orientation {

    private static final int UPRIGHT = 1;
    private static final int LAST = 8;

    /** The first of those at which width and height are exchanged. */
    private static final int FIRST_SIDEWAYS = 5;

    private final int number;

    private Orientation(int number) {
        this.number = number;
    }

    /** Upright if the file does not say otherwise. */
    static Orientation of(byte[] file) {
        try {
            ExifIFD0Directory exif = ImageMetadataReader.readMetadata(new ByteArrayInputStream(file))
                    .getFirstDirectoryOfType(ExifIFD0Directory.class);
            Integer number = exif == null ? null : exif.getInteger(ExifIFD0Directory.TAG_ORIENTATION);
            return new Orientation(number == null || number < UPRIGHT || number > LAST ? UPRIGHT : number);
        } catch (ImageProcessingException | IOException unreadable) {
            return new Orientation(UPRIGHT);
        }
    }

    boolean isSideways() {
        return number >= FIRST_SIDEWAYS;
    }

    /** The image as it was seen. */
    BufferedImage upright(BufferedImage image) {
        if (number == UPRIGHT) {
            return image;
        }
        int right = image.getWidth() - 1;
        int bottom = image.getHeight() - 1;
        int width = isSideways() ? image.getHeight() : image.getWidth();
        int height = isSideways() ? image.getWidth() : image.getHeight();
        BufferedImage turned = new BufferedImage(width, height, image.getType());
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                turned.setRGB(
                        x,
                        y,
                        switch (number) {
                            case 2 -> image.getRGB(right - x, y);
                            case 3 -> image.getRGB(right - x, bottom - y);
                            case 4 -> image.getRGB(x, bottom - y);
                            case 5 -> image.getRGB(y, x);
                            case 6 -> image.getRGB(y, bottom - x);
                            case 7 -> image.getRGB(right - y, bottom - x);
                            default -> image.getRGB(right - y, x);
                        });
            }
        }
        return turned;
    }
}

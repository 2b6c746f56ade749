package org.tidings.blast.look;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Clock;
import org.jboss.resteasy.reactive.multipart.FileUpload;
import org.jspecify.annotations.Nullable;
import org.tidings.blast.Image;
import org.tidings.blast.picture.PictureRefusedException;
import org.tidings.message.layout.Logo;

/**
 * Stores uploaded logos. A logo is a picture of the account like those in messages: served at {@code /i/{id}} without expiry, since old mails
 * go on showing it, and under a new id when it changes.
 */
@ApplicationScoped
class Logos {

    private static final int LARGEST_FILE = 5 * 1024 * 1024;

    private final Clock clock;

    Logos(Clock clock) {
        this.clock = clock;
    }

    static boolean isChosen(@Nullable FileUpload file) {
        return file != null && !file.fileName().isBlank();
    }

    /**
     * Draws the logo anew and stores it.
     *
     * @throws PictureRefusedException if it cannot be a logo
     */
    @Transactional
    public Logo store(long accountId, FileUpload file) {
        if (file.size() > LARGEST_FILE) {
            throw new PictureRefusedException("This file is larger than 5 MB. Choose a smaller one.");
        }
        LogoImage image = LogoImage.read(content(file));
        Image stored = Image.keep(accountId, "logo", image.contentType(), image.content(), clock.instant());
        return new Logo(stored.publicId, image.width(), image.height());
    }

    /** Whether a logo is a picture of the account. */
    @Transactional
    public boolean isOwn(long accountId, Logo logo) {
        return Image.find(logo.source())
                .filter(image -> image.accountId == accountId)
                .isPresent();
    }

    private static byte[] content(FileUpload file) {
        try {
            return Files.readAllBytes(file.uploadedFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

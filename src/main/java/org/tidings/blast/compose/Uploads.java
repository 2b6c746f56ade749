package org.tidings.blast.compose;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Clock;
import java.util.List;
import org.jboss.resteasy.reactive.multipart.FileUpload;
import org.jspecify.annotations.Nullable;
import org.tidings.blast.AttachedFile;
import org.tidings.blast.Audience;
import org.tidings.blast.AudienceSource;
import org.tidings.blast.Blast;
import org.tidings.blast.Image;
import org.tidings.blast.audience.PeopleFile;
import org.tidings.blast.picture.Picture;
import org.tidings.blast.picture.PictureRefusedException;
import org.tidings.platform.PlatformConfig;
import org.tidings.platform.table.TableFileException;
import org.tidings.platform.web.FormErrors;

/** Adds files to a draft: lists of people, attachments and images. */
@ApplicationScoped
class Uploads {

    static final int PICTURE_LIMIT = 10 * 1024 * 1024;

    /** Twice the width of the column of a message, for sharp screens. */
    private static final Picture.Limits PICTURES = new Picture.Limits(
            1_200, 4_000, 25_000_000, true, "Save it with at most 5,000 × 5,000 pixels and choose that.");

    private final Drafts drafts;
    private final Audience audience;
    private final PlatformConfig platform;
    private final Clock clock;

    Uploads(Drafts drafts, Audience audience, PlatformConfig platform, Clock clock) {
        this.drafts = drafts;
        this.audience = audience;
        this.platform = platform;
        this.clock = clock;
    }

    /** Removes the empty parts that browsers send for file fields without a selection. */
    static List<FileUpload> chosen(@Nullable List<FileUpload> files) {
        return files == null
                ? List.of()
                : files.stream()
                        .filter(file -> file != null && !file.fileName().isBlank())
                        .toList();
    }

    void addPeople(Blast draft, List<FileUpload> files, FormErrors errors) {
        for (FileUpload file : files) {
            try {
                PeopleFile people = PeopleFile.of(file.uploadedFile());
                audience.add(draft, AudienceSource.Kind.CSV, name(file), people);
            } catch (TableFileException e) {
                errors.add("csv", name(file) + ": " + e.sentence());
            }
        }
    }

    void attach(Blast draft, List<FileUpload> files, FormErrors errors) {
        for (FileUpload file : files) {
            try {
                attach(draft, file);
            } catch (UploadException e) {
                errors.add("attachment", e.sentence());
            }
        }
    }

    private void attach(Blast draft, FileUpload file) {
        if (file.size() > AttachedFile.LIMIT_BYTES) { // checked before the file is read into memory
            throw tooMuch(file);
        }
        AttachedFile attachment = new AttachedFile();
        attachment.blastId = draft.key();
        attachment.name = name(file);
        attachment.contentType = contentType(file);
        attachment.content = content(file);
        attachment.sizeBytes = attachment.content.length;
        drafts.change(draft, locked -> {
            long there = AttachedFile.summaries(locked.key()).stream()
                    .mapToLong(AttachedFile.Summary::sizeBytes)
                    .sum();
            if (there + attachment.sizeBytes > AttachedFile.LIMIT_BYTES) {
                throw tooMuch(file);
            }
            attachment.persist();
        });
    }

    void detach(Blast draft, long attachmentId) {
        drafts.change(draft, locked -> AttachedFile.delete("id = ?1 and blastId = ?2", attachmentId, locked.key()));
    }

    /** Reads an uploaded file. */
    interface Content {
        byte[] read() throws IOException;
    }

    String keepPicture(long accountId, FileUpload file) {
        try {
            return keepPicture(accountId, file.fileName(), file.size(), () -> Files.readAllBytes(file.uploadedFile()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Stores an image permanently; identical images are stored once per account.
     *
     * @return its public URL
     * @throws UploadException when it is too large or not a supported image
     */
    @Transactional
    public String keepPicture(long accountId, String fileName, long size, Content file) throws IOException {
        if (size > PICTURE_LIMIT) {
            throw new UploadException("This image is larger than 10 MB. Choose a smaller one.");
        }
        byte[] content = file.read();
        try {
            Picture picture = Picture.read(content, PICTURES);
            Image image =
                    Image.keep(accountId, name(fileName), picture.contentType(), picture.content(), clock.instant());
            return platform.baseUrl() + "/i/" + image.publicId;
        } catch (PictureRefusedException e) {
            throw new UploadException(e.sentence());
        }
    }

    private static UploadException tooMuch(FileUpload file) {
        return new UploadException(
                name(file)
                        + " was not attached: attachments may have at most 10 MB in total. Upload it elsewhere and add a link instead.");
    }

    /** Removes directories, which some browsers send, and control characters, which could break a header. */
    private static String name(FileUpload file) {
        return name(file.fileName());
    }

    private static String name(String path) {
        String name = path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1)
                .replaceAll("\\p{Cntrl}", " ")
                .strip();
        String named = name.isEmpty() ? "file" : name;
        return named.length() <= 200 ? named : named.substring(named.length() - 200);
    }

    private static String contentType(FileUpload file) {
        String type = file.contentType();
        return type != null && type.matches("[\\w.+-]{1,100}/[\\w.+-]{1,100}") ? type : "application/octet-stream";
    }

    private static byte[] content(FileUpload file) {
        try {
            return Files.readAllBytes(file.uploadedFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

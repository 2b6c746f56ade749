package org.tidings.blast;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A file that goes with a blast. */
@Entity
@Table(name = "attachment")
public class AttachedFile extends PanacheEntityBase {

    /** All files of one blast together, in bytes: what common mailboxes take (10 MB), before base64 makes it a third more. */
    public static final long LIMIT_BYTES = 10L * 1024 * 1024;

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    public @Nullable Long id;

    public long blastId;
    public String name;
    public String contentType;
    public long sizeBytes;
    public byte[] content;

    /** What pages list: everything but the content. */
    public record Summary(long id, String name, String contentType, long sizeBytes) {}

    public static List<Summary> summaries(long blastId) {
        return find("select id, name, contentType, sizeBytes from AttachedFile where blastId = ?1 order by id", blastId)
                .project(Summary.class)
                .list();
    }

    public static List<AttachedFile> of(long blastId) {
        return list("blastId = ?1 order by id", blastId);
    }
}

package org.tidings.blast;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One thing that adds people to a draft: the addresses box, a CSV file, an API call. */
@Entity
public class AudienceSource extends PanacheEntityBase {

    public enum Kind {
        PASTED,
        CSV,
        API,
        /** The people whom the rule of the blast selected when it was launched. */
        RULE
    }

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    public @Nullable Long id;

    public long blastId;

    @Enumerated(EnumType.STRING)
    public Kind kind;

    /** What the chip says: the name of the file. */
    public String label;

    public Instant createdAt;

    public static List<AudienceSource> of(long blastId) {
        return list("blastId = ?1 order by id", blastId);
    }
}

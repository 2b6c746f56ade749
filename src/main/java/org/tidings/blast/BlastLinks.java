package org.tidings.blast;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import org.tidings.message.Link;

/** The tracked links of a blast, written down when it is sent, so that reports need not take the message apart again. */
@ApplicationScoped
class BlastLinks {

    private static final int LONGEST_URL = 2000;
    private static final int LONGEST_LABEL = 500;

    private final EntityManager database;
    private final BlastMessages messages;

    BlastLinks(EntityManager database, BlastMessages messages) {
        this.database = database;
        this.messages = messages;
    }

    @Transactional
    void remember(Blast blast) {
        for (Link link : messages.prepare(blast).links()) {
            database.createNativeQuery(
                            "insert ignore into blast_link (blast_id, position, url, label) values (?1, ?2, ?3, ?4)")
                    .setParameter(1, blast.key())
                    .setParameter(2, link.position())
                    .setParameter(3, shortened(link.url(), LONGEST_URL))
                    .setParameter(4, shortened(link.text(), LONGEST_LABEL))
                    .executeUpdate();
        }
    }

    private static String shortened(String text, int limit) {
        return text.length() <= limit ? text : text.substring(0, limit);
    }
}

package org.tidings.blast;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.ArrayList;
import java.util.List;
import org.tidings.blast.selection.References;
import org.tidings.blast.selection.Selection;
import org.tidings.blast.selection.SelectionJson;
import org.tidings.blast.selection.SelectionText;
import org.tidings.platform.web.Numbers;

/** The audience of a draft in words: "Enrolled in Level 1 today, families.csv (14)". */
@ApplicationScoped
public class AudienceText {

    private final Audience audience;
    private final References references;

    AudienceText(Audience audience, References references) {
        this.audience = audience;
        this.references = references;
    }

    /** The rule, then each list with its number of lines; empty if nobody is selected yet. */
    @Transactional
    public String of(Blast blast) {
        List<String> parts = new ArrayList<>();
        Selection selection = SelectionJson.stored(blast.audience);
        if (!selection.isEmpty()) {
            parts.add(new SelectionText(references.find(blast.accountId, selection)).of(selection));
        }
        for (Audience.Source source : audience.sources(blast)) {
            parts.add(source.label() + " (" + Numbers.of(source.lines()) + ")");
        }
        return String.join(", ", parts);
    }
}

package org.tidings.blast.compose;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tidings.account.Account;
import org.tidings.account.CurrentStaff;
import org.tidings.account.StaffMember;
import org.tidings.blast.AttachedFile;
import org.tidings.blast.Audience;
import org.tidings.blast.AudienceCounts;
import org.tidings.blast.AudiencePeople;
import org.tidings.blast.Blast;
import org.tidings.blast.BlastLook;
import org.tidings.blast.selection.References;
import org.tidings.blast.selection.Selection;
import org.tidings.blast.selection.SelectionJson;

/** Builds the view model of the compose page. */
@ApplicationScoped
class ComposeView {

    private static final int LEFT_OUT_SHOWN = 100;

    private final CurrentStaff staff;
    private final Audience audience;
    private final AudienceCounts counts;
    private final AudiencePeople people;
    private final References references;
    private final AudienceOptions options;

    ComposeView(
            CurrentStaff staff,
            Audience audience,
            AudienceCounts counts,
            AudiencePeople people,
            References references,
            AudienceOptions options) {
        this.references = references;
        this.options = options;
        this.staff = staff;
        this.audience = audience;
        this.counts = counts;
        this.people = people;
    }

    /** The view of a draft, with what the editor of the audience contains. */
    @Transactional
    public Composed of(Blast draft, AudienceForm form) {
        return of(draft, people(draft), form);
    }

    /** Without the audience, which takes time to count. */
    @Transactional
    public Composed withoutPeople(Blast draft) {
        return of(draft, Composed.People.NONE, new AudienceForm());
    }

    private Composed of(Blast draft, Composed.People chosen, AudienceForm form) {
        return composed(
                draft.publicId,
                String.valueOf(draft.version),
                chosen,
                AttachedFile.summaries(draft.key()),
                people.fieldNames(draft),
                form);
    }

    /** The view of an empty page. */
    @Transactional
    public Composed ofNew(String id) {
        return composed(id, "", Composed.People.NONE, List.of(), Set.of(), new AudienceForm());
    }

    Composed.People people(Blast draft) {
        AudienceCounts.Counts now = counts.counts(draft);
        Selection selection = SelectionJson.stored(draft.audience);
        return new Composed.People(
                RuleView.of(selection, references.find(draft.accountId, selection)),
                audience.sources(draft),
                now,
                now.leftOut() == 0 ? List.of() : counts.leftOut(draft, "", LEFT_OUT_SHOWN));
    }

    private Composed composed(
            String id,
            String updated,
            Composed.People chosen,
            List<AttachedFile.Summary> files,
            Set<String> fields,
            AudienceForm form) {
        Account account = Objects.requireNonNull(Account.<Account>findById(staff.accountId()));
        return new Composed(
                id,
                updated,
                chosen,
                files,
                fields,
                account.senderName,
                account.replyTo,
                me(),
                options.of(form),
                BlastLook.look(account));
    }

    /** The email address of the current staff member. */
    @Transactional
    public @Nullable String me() {
        Long id = staff.staffId();
        return id == null
                ? null
                : StaffMember.byId(staff.accountId(), id).map(me -> me.email).orElse(null);
    }
}

package org.tidings.blast.compose;

import jakarta.enterprise.context.ApplicationScoped;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.tidings.blast.AudiencePeople;
import org.tidings.blast.Blast;
import org.tidings.blast.MissingMergeFields;
import org.tidings.blast.MistypedAddresses;
import org.tidings.blast.compose.PreflightCheck.Affected;
import org.tidings.platform.web.Numbers;

/** The checks of a blast that name recipients. */
@ApplicationScoped
class RecipientFindings {

    private static final int LISTED = 50;

    private final MissingMergeFields blankFields;
    private final MistypedAddresses mistyped;
    private final AudiencePeople people;

    RecipientFindings(MissingMergeFields blankFields, MistypedAddresses mistyped, AudiencePeople people) {
        this.blankFields = blankFields;
        this.mistyped = mistyped;
        this.people = people;
    }

    /** Fields that nobody has are left to the checks of the message. */
    List<PreflightCheck> of(Blast blast, MessageFindings.Result written) {
        List<PreflightCheck> findings = new ArrayList<>();
        ComposePlace place = new ComposePlace(blast);
        blankFields.of(blast, written.message(), LISTED).stream()
                .filter(blank -> !written.unknownFields().contains(blank.field()))
                .map(blank -> blank(blank, place))
                .forEach(findings::add);
        mistyped.of(blast, LISTED).stream().map(found -> mistyped(blast, found)).forEach(findings::add);
        people.severalMessages(blast, LISTED)
                .map(several -> PreflightCheck.advise(
                        Numbers.of(several.total(), "address gets", "addresses get")
                                + " more than one message, one for each student.",
                        new Affected(several.first(), several.total()),
                        "onePer"))
                .ifPresent(findings::add);
        return findings;
    }

    private static PreflightCheck blank(MissingMergeFields.Blank blank, ComposePlace place) {
        String field = "{{" + blank.field() + "}}";
        String instead = blank.field().equals("first_name") ? "there" : "other words";
        String sentence = field + " is empty for " + PreflightChecks.people(blank.people())
                + ". Say what they read instead: {{" + blank.field() + "|" + instead + "}}.";
        return PreflightCheck.advise(
                sentence, new Affected(blank.first(), blank.people()), place.of("{{" + blank.field()));
    }

    private static PreflightCheck mistyped(Blast blast, MistypedAddresses.Mistyped found) {
        String sentence = (found.people() == 1 ? "1 address ends" : Numbers.of(found.people()) + " addresses end")
                + " in @" + found.domain() + ". It is probably a typing error for @" + found.meant() + ".";
        boolean pasted = blast.pasted != null && blast.pasted.contains("@" + found.domain());
        String people =
                "/blasts/" + blast.publicId + "/people?q=" + URLEncoder.encode(found.domain(), StandardCharsets.UTF_8);
        return PreflightCheck.advise(sentence, new Affected(found.first(), found.people()), pasted ? "pasted" : people);
    }
}

package org.tidings.blast.compose;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.tidings.account.Account;
import org.tidings.blast.AudiencePeople;
import org.tidings.blast.Blast;
import org.tidings.blast.BlastMessages;
import org.tidings.blast.BlockContents;
import org.tidings.message.ContentCheck;
import org.tidings.message.MessageChecks;
import org.tidings.message.MessageContent;
import org.tidings.message.MessageSize;
import org.tidings.message.Person;
import org.tidings.message.PreparedMessage;
import org.tidings.message.TokenSubject;
import org.tidings.message.block.Block;
import org.tidings.message.block.BlockChecks;
import org.tidings.message.block.BlockHtml;

/** The checks of what was written, and of what the account adds to it. */
@ApplicationScoped
class MessageFindings {

    private static final Pattern PASTED_PICTURE = Pattern.compile("(?i)<img[^<>]+src=[\"']?(?:data|cid):");
    private static final Pattern UNREAD_MAILBOX = Pattern.compile("(?i)^(?:no|not|do-?not|dont)[._-]?reply[^@]*+@.*");
    private static final Person SOMEBODY = new Person(TokenSubject.NOBODY, "somebody@example.org", "", "", Map.of());

    private final BlastMessages messages;
    private final AudiencePeople people;
    private final Clock clock;

    MessageFindings(BlastMessages messages, AudiencePeople people, Clock clock) {
        this.messages = messages;
        this.people = people;
        this.clock = clock;
    }

    /**
     * The findings.
     *
     * @param unknownFields names of merge fields that no recipient has
     */
    record Result(PreparedMessage message, Set<String> unknownFields, List<PreflightCheck> findings) {}

    Result of(Blast blast) {
        MessageContent content = messages.content(blast);
        PreparedMessage message = messages.prepare(blast);
        List<ContentCheck> checks = new ArrayList<>(MessageChecks.inspect(content, people.fieldNames(blast)));
        MessageSize.check(message, SOMEBODY).ifPresent(checks::add);
        ComposePlace place = new ComposePlace(blast);
        List<PreflightCheck> findings = checks.stream()
                .filter(check -> !isReportedElsewhere(check.kind()))
                .map(check -> finding(check, place))
                .collect(Collectors.toCollection(ArrayList::new));
        if (PASTED_PICTURE.matcher(blast.html).find()) {
            String sentence =
                    "An image was pasted into the text. Gmail and others do not show such images. Add it with the Picture button instead.";
            findings.add(PreflightCheck.advise(sentence, "", "html"));
        }
        removed(blast, findings);
        pastEvents(blast, findings);
        if (BlockContents.of(blast).stream()
                        .filter(Block.Poll.class::isInstance)
                        .count()
                > 1) {
            String sentence = "There are several questions, but each recipient has one answer. Keep one of them.";
            findings.add(PreflightCheck.advise(sentence, "", "html"));
        }
        replies(content, findings);
        if (content.marketing() && isBlank(content.postalAddress())) {
            String sentence = "Your postal address is not set. Many countries require it in marketing mail.";
            findings.add(PreflightCheck.advise(sentence, "", "/settings#postalAddress"));
        }
        return new Result(message, unknownFields(checks), findings);
    }

    private void pastEvents(Blast blast, List<PreflightCheck> findings) {
        LocalDate today = LocalDate.ofInstant(
                clock.instant(),
                Objects.requireNonNull(Account.<Account>findById(blast.accountId))
                        .zone());
        List<Block> blocks = BlockContents.of(blast);
        for (int i = 0; i < blocks.size(); i++) {
            if (blocks.get(i) instanceof Block.Event event && BlockChecks.isOver(event, today)) {
                findings.add(
                        PreflightCheck.advise("The date of the event is in the past.", event.title(), "block." + i));
            }
        }
    }

    private static void removed(Blast blast, List<PreflightCheck> findings) {
        String block = blockWithStyles(blast);
        for (String removed : blast.removed()) {
            if (!block.isEmpty() && removed.startsWith(BlockHtml.STYLE)) {
                String sentence =
                        "An HTML block cannot have a style sheet. To keep it, use the block as the whole message:";
                findings.add(PreflightCheck.advise(sentence, removed, block));
            } else {
                String sentence = "Removed from the message, because mail programs do not show it or it is not safe:";
                findings.add(PreflightCheck.advise(sentence, removed, "html"));
            }
        }
    }

    /** The id of the first block whose style sheet is not kept; empty if there is none. */
    private static String blockWithStyles(Blast blast) {
        List<Block> blocks = BlockContents.of(blast);
        for (int i = 0; i < blocks.size(); i++) {
            if (blocks.get(i) instanceof Block.Html html
                    && BlockHtml.removedFrom(html.html()).stream().anyMatch(one -> one.startsWith(BlockHtml.STYLE))) {
                return "block." + i;
            }
        }
        return "";
    }

    private static PreflightCheck finding(ContentCheck check, ComposePlace place) {
        return PreflightCheck.advise(
                check.sentence(),
                check.detail(),
                check.kind().isAboutSubject() ? "subject" : place.of(bare(check.detail())));
    }

    /** A field may have been written with a default value. */
    private static String bare(String detail) {
        return detail.endsWith("}}") ? detail.substring(0, detail.length() - 2) : detail;
    }

    private static void replies(MessageContent content, List<PreflightCheck> findings) {
        String replyTo = content.replyTo();
        if (replyTo == null || replyTo.isBlank()) {
            String sentence =
                    "There is no reply address, so answers go to the address that sends, which nobody may read.";
            findings.add(PreflightCheck.advise(sentence, content.fromAddress(), "replyTo"));
        } else if (UNREAD_MAILBOX.matcher(replyTo).matches()) {
            String sentence = "Answers go to an address that nobody seems to read.";
            findings.add(PreflightCheck.advise(sentence, replyTo, "replyTo"));
        }
    }

    private static Set<String> unknownFields(List<ContentCheck> checks) {
        return checks.stream()
                .filter(check -> check.kind() == ContentCheck.Kind.UNKNOWN_FIELD
                        || check.kind() == ContentCheck.Kind.FOREIGN_FIELD)
                .map(check -> check.detail()
                        .replaceAll("[{}\\h\\s]", "")
                        .replaceAll("\\|.*", "")
                        .toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());
    }

    private static boolean isBlank(@Nullable String text) {
        return text == null || text.isBlank();
    }

    /** Empty content stops the blast. */
    private static boolean isReportedElsewhere(ContentCheck.Kind kind) {
        return kind == ContentCheck.Kind.EMPTY_SUBJECT || kind == ContentCheck.Kind.EMPTY_MESSAGE;
    }
}

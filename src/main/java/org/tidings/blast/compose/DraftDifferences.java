package org.tidings.blast.compose;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jsoup.Jsoup;
import org.tidings.message.SafeHtml;
import org.tidings.message.block.Block;
import org.tidings.platform.EmailAddress;

/** What a form and the draft that somebody else saved meanwhile say differently. */
final class DraftDifferences {

    private final DraftForm ours;
    private final DraftForm theirs;
    private final List<Difference> found = new ArrayList<>();

    DraftDifferences(DraftForm ours, DraftForm theirs) {
        this.ours = ours;
        this.theirs = theirs;
    }

    /**
     * A field whose stored value differs from that of the form.
     *
     * @param id of the field on the page
     * @param stored as plain text
     */
    record Difference(String id, String label, String stored) {}

    List<Difference> all() {
        compare("pasted", "Addresses", ours.pasted, theirs.pasted);
        compare("onePer", "How many messages", ours.onePer, theirs.onePer);
        compare("subject", "Subject", ours.subject.strip(), theirs.subject);
        compare("preheader", "Preview text", ours.preheader.strip(), theirs.preheader);
        compare("fromName", "From", ours.fromName.strip(), theirs.fromName);
        String replyTo = EmailAddress.normaliseIfValid(ours.replyTo).strip();
        compare("replyTo", "Replies go to", replyTo, theirs.replyTo);
        compare("purpose", "Type of email", ours.purpose, theirs.purpose);
        compareMessages();
        compare("text", "Plain-text version", ours.text.strip(), theirs.text);
        compare("embedImages", "Send pictures inside the message", yes(ours.embedImages), yes(theirs.embedImages));
        return found;
    }

    /** Replaces one field of the form by what is stored. */
    void take(String id) {
        switch (id) {
            case "pasted" -> ours.pasted = theirs.pasted;
            case "onePer" -> ours.onePer = theirs.onePer;
            case "subject" -> ours.subject = theirs.subject;
            case "preheader" -> ours.preheader = theirs.preheader;
            case "fromName" -> ours.fromName = theirs.fromName;
            case "replyTo" -> ours.replyTo = theirs.replyTo;
            case "purpose" -> ours.purpose = theirs.purpose;
            case "text" -> ours.text = theirs.text;
            case "embedImages" -> ours.embedImages = theirs.embedImages;
            default -> takeMessage(BlockView.keyOf(id));
        }
    }

    private void takeMessage(int key) {
        if (hasAsManyBlocks() && key >= 0 && key < blocks(theirs).size()) {
            List<Block> mixed = new ArrayList<>(blocks(ours));
            mixed.set(key, blocks(theirs).get(key));
            ours.blocks = List.copyOf(mixed);
        } else {
            ours.html = theirs.html;
            ours.blocks = theirs.blocks;
        }
    }

    /** Block by block, as long as both have the same number of blocks. */
    private void compareMessages() {
        if (hasAsManyBlocks()) {
            theirs.blockViews().stream()
                    .filter(block ->
                            !blocks(ours).get(block.key()).equals(blocks(theirs).get(block.key())))
                    .forEach(block -> found.add(new Difference("block." + block.key(), block.title(), block.text())));
        } else if (isOtherMessage()) {
            found.add(new Difference("html", "Message", Jsoup.parse(theirs.html).text()));
        }
    }

    private boolean isOtherMessage() {
        boolean isOneText = ours.blocks == null && theirs.blocks == null;
        return isOneText ? !SafeHtml.clean(ours.html).equals(theirs.html) : !Objects.equals(ours.blocks, theirs.blocks);
    }

    private boolean hasAsManyBlocks() {
        return ours.blocks != null && theirs.blocks != null && ours.blocks.size() == theirs.blocks.size();
    }

    private static List<Block> blocks(DraftForm form) {
        return Objects.requireNonNull(form.blocks);
    }

    private void compare(String id, String label, String typed, String stored) {
        if (!typed.equals(stored)) {
            found.add(new Difference(id, label, stored.isEmpty() ? "(empty)" : stored));
        }
    }

    private static String yes(boolean value) {
        return value ? "Yes" : "No";
    }
}

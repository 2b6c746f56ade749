package org.tidings.blast;

import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.tidings.message.block.Block;

/**
 * What a message asks its recipients.
 *
 * @param gotIt whether it has a button by which recipients confirm having read it
 * @param poll whether it has a question that is answered with yes, no or maybe
 * @param question the words of the question, with merge fields; null if it is part of HTML written by staff
 */
public record Questions(
        boolean gotIt, boolean poll, @Nullable String question) {

    private static final Pattern GOT_IT = Pattern.compile("(?i)\\{\\{\\s*+got[_ ]it[_ ]url");
    private static final Pattern POLL = Pattern.compile("(?i)\\{\\{\\s*+poll[_ ]url");

    /** The questions of a blast. Its HTML decides, which may have been written without blocks. */
    public static Questions of(Blast blast) {
        boolean poll = POLL.matcher(blast.html).find();
        return new Questions(
                GOT_IT.matcher(blast.html).find(), poll, poll ? question(blast).orElse(null) : null);
    }

    private static Optional<String> question(Blast blast) {
        return BlockContents.of(blast).stream()
                .filter(Block.Poll.class::isInstance)
                .map(block -> ((Block.Poll) block).question().strip())
                .filter(question -> !question.isEmpty())
                .findFirst();
    }
}

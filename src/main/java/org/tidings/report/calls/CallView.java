package org.tidings.report.calls;

import java.util.List;
import java.util.Optional;
import org.tidings.blast.Blast;
import org.tidings.platform.web.Numbers;

/**
 * The call list on a page.
 *
 * @param page from 1
 * @param version changes with what is shown
 * @param tooMany why there is no list
 */
record CallView(
        String id,
        String title,
        Proof proof,
        CallSum sum,
        List<CallLine> lines,
        int page,
        int pages,
        String version,
        Optional<String> tooMany) {

    static CallView tooMany(Blast blast, Proof proof, int open) {
        String why = proof == Proof.READ
                ? Numbers.of(open) + " messages show no sign of reading: too many to phone."
                : Numbers.of(open)
                        + " messages have not arrived yet: too many to phone. The list appears when fewer are left.";
        return new CallView(
                blast.publicId,
                blast.title(),
                proof,
                new CallSum(0, 0, 0, 0, 0),
                List.of(),
                1,
                1,
                Integer.toString(open),
                Optional.of(why));
    }

    public boolean ofRead() {
        return proof == Proof.READ;
    }

    public boolean hasPrevious() {
        return page > 1;
    }

    public boolean hasNext() {
        return page < pages;
    }

    public int previous() {
        return page - 1;
    }

    public int next() {
        return page + 1;
    }
}

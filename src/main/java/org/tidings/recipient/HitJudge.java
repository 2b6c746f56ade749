package org.tidings.recipient;

import java.time.Duration;
import org.tidings.diagnosis.visitor.Hit;
import org.tidings.diagnosis.visitor.Judgement;
import org.tidings.diagnosis.visitor.MachineRules;
import org.tidings.diagnosis.visitor.ScannerBurst;

/** Gives an open or click the weight that its visitor deserves: a person's, a machine's, or not known yet. Pure. */
public final class HitJudge {

    private HitJudge() {}

    /**
     * The event, judged as if it came late and, if that makes a difference, as if it came early; the Ledger knows which it was.
     *
     * @param hit who came; when that was after acceptance is not looked at
     */
    public static NewEvent judged(NewEvent event, Hit hit) {
        Judgement late = MachineRules.judge(hit);
        if (late.automatic()) {
            return event.byMachine().withDetail(event.described(late.words()));
        }
        Judgement early = MachineRules.judge(hit.after(Duration.ZERO));
        if (early.provisional()) {
            return event.whenEarly(new NewEvent.Early(ScannerBurst.EARLY, ScannerBurst.HOLD, ""));
        }
        return early.automatic()
                ? event.whenEarly(new NewEvent.Early(MachineRules.PREFETCH, null, early.words()))
                : event;
    }
}

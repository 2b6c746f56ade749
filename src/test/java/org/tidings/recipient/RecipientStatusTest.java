package org.tidings.recipient;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RecipientStatusTest {

    /** The rules without those for automatic events, which never reach the status. */
    static List<StatusRules.Rule> rules() {
        return StatusRules.all().stream().filter(rule -> !rule.automatic()).toList();
    }

    @ParameterizedTest
    @MethodSource("rules")
    void eachEventMovesEachStatusByTheRules(StatusRules.Rule rule) {
        assertThat(rule.before().after(rule.event())).isEqualTo(rule.after());
    }

    @Test
    void theTableHasEveryEventOfEveryStatus() {
        int cells = RecipientStatus.values().length * EventType.values().length;
        assertThat(rules()).hasSize(cells).doesNotHaveDuplicates();
    }

    @Test
    void repeatingAnEventChangesNothing() {
        assertThat(rules())
                .allSatisfy(rule -> assertThat(rule.after().after(rule.event())).isEqualTo(rule.after()));
    }

    @Test
    void wordIsWhatStaffRead() {
        assertThat(RecipientStatus.UNSUBSCRIBED.word()).isEqualTo("Unsubscribed");
        assertThat(RecipientStatus.SENT.word()).isEqualTo("Sent");
    }
}

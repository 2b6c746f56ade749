package org.tidings.blast.look;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Map;
import org.tidings.account.Account;
import org.tidings.blast.Blast;
import org.tidings.blast.BlastLook;
import org.tidings.blast.BlastMessages;
import org.tidings.blast.LookJson;
import org.tidings.message.Person;
import org.tidings.message.TokenSubject;
import org.tidings.message.layout.ColourScheme;
import org.tidings.message.layout.Look;
import org.tidings.platform.web.ProblemException;

/** A message that shows what a look does, made as every other message is. */
@ApplicationScoped
class SampleMessage {

    private static final Person MIA = new Person(TokenSubject.NOBODY, "mia@example.org", "Mia", "Larsen", Map.of());
    private static final String HTML = """
            <h1>Spring recital this Saturday</h1>
            <p>Hi {{first_name}},</p>
            <p>after ten weeks of practice it is time to show it. The whole family is invited, and
            <a href="https://example.org/">the way to the hall</a> is on our website.</p>
            <p><a href="https://example.org/" style="%s">Get your tickets</a></p>
            <h2>What to bring</h2>
            <ul><li>Your leotard</li><li>A bottle of water</li></ul>
            <p>See you there!</p>
            """;

    private final BlastMessages messages;
    private final Clock clock;

    SampleMessage(BlastMessages messages, Clock clock) {
        this.messages = messages;
        this.clock = clock;
    }

    String html(Account account, String lookJson, String postalAddress, ColourScheme scheme) {
        Look look = look(lookJson);
        Blast blast = Blast.draft(account.id, null, clock.instant());
        blast.subject = "Spring recital";
        blast.html = HTML.formatted(look.buttonStyle());
        blast.look = new BlastLook(account.name, postalAddress, look).write();
        return scheme.shown(messages.prepare(blast).preview(MIA).html());
    }

    private static Look look(String json) {
        try {
            return LookJson.read(json);
        } catch (IllegalStateException malformed) {
            throw new ProblemException(400, "This is not a look.");
        }
    }
}

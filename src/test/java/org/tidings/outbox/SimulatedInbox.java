package org.tidings.outbox;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tidings.TestAccounts;

/** Messages that arrived in the simulator, as an owner sees them. */
public record SimulatedInbox(TestAccounts.Person owner) {

    /** The paths of the pages of the messages to an address, which is searched for. */
    public List<String> messages(String email) {
        String page = owner.browser()
                .queryParam("q", email)
                .get("/simulator")
                .then()
                .statusCode(200)
                .extract()
                .asString();
        return Pattern.compile("/simulator/messages/\\w+")
                .matcher(page)
                .results()
                .map(MatchResult::group)
                .distinct()
                .toList();
    }

    /** The source of a message to the address, once there are that many; soft line breaks are removed. */
    public String awaitSource(String email, int number) {
        await().atMost(Duration.ofSeconds(30)).until(() -> messages(email).size() >= number);
        return source(messages(email).get(0));
    }

    private String source(String message) {
        return owner.browser()
                .get(message + "/source")
                .then()
                .statusCode(200)
                .extract()
                .asString()
                .replaceAll("=\r?\n", "");
    }

    /** The path of the first link of this form in the latest message to the address that has one, once it has arrived. */
    public String awaitPath(String email, String form) {
        Pattern path = Pattern.compile(form);
        return await("a message to " + email + " with " + form)
                .atMost(Duration.ofSeconds(30))
                .until(
                        () -> messages(email).stream()
                                .map(message -> path.matcher(source(message)))
                                .filter(Matcher::find)
                                .map(Matcher::group)
                                .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
    }
}

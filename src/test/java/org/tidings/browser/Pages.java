package org.tidings.browser;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.tidings.TestAccounts;
import org.tidings.blast.Audience;
import org.tidings.blast.AudienceSource;
import org.tidings.blast.Blast;
import org.tidings.blast.BlastLifecycle;
import org.tidings.blast.BlastState;
import org.tidings.blast.audience.PastedAddresses;

/** Creates an account with data for every page. */
@ApplicationScoped
public class Pages {

    private static final Pattern MESSAGE = Pattern.compile("/simulator/messages/\\w+");
    private static final String PEOPLE = "Ann Lee <ann+click@pages.test>, bob+bounce@pages.test, cid@pages.test, eve";

    @Inject
    Audience audience;

    @Inject
    BlastLifecycle life;

    @Inject
    Clock clock;

    /** The path of each page by name. */
    public Map<String, String> of(TestAccounts.Person person) {
        Blast draft = blast(person, "Not sent yet");
        Blast sent = blast(person, "All pages");
        life.send(sent, null);
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> state(sent) == BlastState.COMPLETED);
        String message = found(MESSAGE, person.browser().get("/simulator?q=cid@pages.test"));
        Response source = person.browser().get(message + "/source");
        String report = "/blasts/" + sent.publicId;

        Map<String, String> pages = new LinkedHashMap<>();
        pages.put("tasks", "/tasks");
        pages.put("overview", "/overview");
        pages.put("compose", "/blasts/new");
        pages.put("templates", "/templates");
        pages.put("template", template(person));
        pages.put("compose, blocks", created(person.browser(), "/templates/starting-points/event"));
        String blocks = created(person.browser(), "/templates/starting-points/newsletter");
        pages.put("compose, HTML asked", blocks.replace("/edit", "/html"));
        pages.put("compose, filled in", "/blasts/" + draft.publicId + "/edit");
        pages.put("people of a draft", "/blasts/" + draft.publicId + "/people");
        pages.put("preview", "/blasts/" + draft.publicId + "/preview");
        pages.put("review", "/blasts/" + draft.publicId + "/review");
        pages.put("delete", report + "/delete");
        for (String tab : List.of("attention", "everyone", "content", "links")) {
            pages.put("report, " + tab, report + "?tab=" + tab);
        }
        pages.put("call list", report + "/calls");
        pages.put("delete tasks", "/tasks/delete?id=" + sent.publicId);
        pages.put("send again", report + "/rounds");
        pages.put("review of sending again", report + "/rounds/review?reason=UNREAD");
        pages.put("opens and clicks", report + "/engagement");
        pages.put("invalid addresses", "/invalid");
        pages.put("evidence", "/invalid/address?email=bob%2Bbounce@pages.test");
        pages.put("fix an address", "/invalid/fix?blast=" + sent.publicId + "&email=bob%2Bbounce@pages.test");
        pages.put("timeline", report + "/recipients/ann+click@pages.test");
        pages.put("sign-up form", signUpForm(person));
        for (String part : List.of(
                "",
                "/look",
                "/staff",
                "/api-keys",
                "/webhooks",
                "/sign-up",
                "/mail",
                "/audit",
                "/password",
                "/second-step",
                "/devices")) {
            pages.put("settings" + part, "/settings" + part);
        }
        pages.put("forgotten password", "/login/forgotten");
        pages.put("login with a provider, refused", "/login/oidc/callback");
        pages.put("login of the operator", "/operator/login");
        pages.put("webhook", webhook(person));
        people(person, pages);
        pages.put("simulator", "/simulator");
        pages.put("simulated message", message);
        pages.put("unsubscribe", found(Pattern.compile("/u/[\\w.-]+"), source));
        pages.put("preferences", found(Pattern.compile("/u/[\\w.-]+"), source).replace("/u/", "/p/"));
        pages.put("got it", found(Pattern.compile("/y/[a-z2-7]+(?!\\?)\\b"), source));
        pages.put(
                "question",
                found(Pattern.compile("/y/[a-z2-7]+\\?answer=(?:3D)?yes"), source)
                        .replace("=3D", "="));
        pages.put("not found", "/blasts/nothing-here");
        return pages;
    }

    /** A webhook of a program that does not answer, with a test event. */
    private static String webhook(TestAccounts.Person person) {
        person.browser()
                .formParam("url", "http://127.0.0.1:1025/hooks")
                .formParam("description", "Booking system")
                .formParam("event", "recipient.bounced")
                .post("/settings/webhooks")
                .then()
                .statusCode(200);
        String page = found(
                Pattern.compile("/settings/webhooks/\\w+"), person.browser().get("/settings/webhooks"));
        person.browser().post(page + "/test").then().statusCode(303);
        return page;
    }

    /** One person with everything, a class, and an import whose columns are to be checked. */
    private static void people(TestAccounts.Person person, Map<String, String> pages) {
        String ann = created(
                person.browser()
                        .formParam("firstName", "Ann")
                        .formParam("lastName", "Lee")
                        .formParam("email", "ann+click@pages.test")
                        .formParam("receives", "EMERGENCY")
                        .formParam("newHousehold", "Lee")
                        .formParam("tags", "board"),
                "/people/new");
        String team = created(
                person.browser()
                        .formParam("name", "Team")
                        .formParam("weekday", "2")
                        .formParam("startsAt", "16:00"),
                "/classes/new");
        person.browser().formParam("who", "Ann").post(team + "/add").then().statusCode(303);
        String file = created(
                person.browser().multiPart("file", "people.csv", "email,name\nx@pages.test,X\n".getBytes(UTF_8)),
                "/people/import");
        pages.put("people", "/people");
        pages.put("person", ann);
        pages.put("edit a person", ann + "/edit");
        pages.put("merge or delete", ann + "/change");
        pages.put(
                "household",
                found(Pattern.compile("/households/\\w+"), person.browser().get(ann)));
        pages.put("classes", "/classes");
        pages.put("class", team);
        pages.put("edit a class", team + "/edit");
        pages.put("my classes", "/teach");
        pages.put("write to a class", team.replace("/classes/", "/teach/"));
        pages.put("segments", "/segments");
        pages.put("edit a segment", "/segments/new");
        pages.put("tags", "/people/tags");
        pages.put("custom fields", "/settings/fields");
        pages.put("lapsing consents", "/people/lapsing");
        pages.put("what is kept about a person", ann + "/data");
        pages.put("import", "/people/import");
        pages.put("columns of an import", file);
    }

    private static String template(TestAccounts.Person person) {
        person.browser()
                .multiPart("action", "save-template")
                .multiPart("templateName", "Monthly news")
                .multiPart("html", "<p>Hello</p>")
                .post("/blasts/new")
                .then()
                .statusCode(303);
        return found(
                Pattern.compile("/templates/[0-9A-Z]{26}"), person.browser().get("/templates"));
    }

    private static String signUpForm(TestAccounts.Person person) {
        String shortName = "pages-" + person.accountId();
        person.browser()
                .formParam("shortName", shortName)
                .formParam("open", "true")
                .formParam("words", "Yes, send me news.")
                .post("/settings/sign-up")
                .then()
                .statusCode(303);
        return "/join/" + shortName;
    }

    private static String created(RequestSpecification request, String path) {
        return URI.create(request.post(path).then().statusCode(303).extract().header("Location"))
                .getPath();
    }

    private Blast blast(TestAccounts.Person person, String subject) {
        Blast blast = QuarkusTransaction.requiringNew().call(() -> {
            Blast draft = Blast.draft(person.accountId(), person.staffId(), clock.instant());
            draft.subject = subject;
            draft.html = "<h1>Hello</h1><p>Hi {{first_name}}, <a href=\"https://x.example/\">tickets</a></p>"
                    + "<p><a href=\"{{got_it_url}}\">Got it</a> <a href=\"{{poll_url}}?answer=yes\">Yes</a></p>";
            draft.persist();
            return draft;
        });
        audience.add(blast, AudienceSource.Kind.CSV, "families.csv", PastedAddresses.parse(PEOPLE));
        return blast;
    }

    private static BlastState state(Blast blast) {
        return QuarkusTransaction.requiringNew().call(() -> Blast.<Blast>findById(blast.key()).state);
    }

    private static String found(Pattern pattern, Response page) {
        String text = page.then().statusCode(200).extract().asString().replaceAll("=\r?\n", "");
        Matcher matcher = pattern.matcher(text);
        if (!matcher.find()) {
            throw new AssertionError("no " + pattern + " in " + text);
        }
        return matcher.group();
    }
}

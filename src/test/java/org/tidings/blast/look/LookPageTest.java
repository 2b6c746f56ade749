package org.tidings.blast.look;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import org.tidings.TestAccounts;
import org.tidings.account.Account;
import org.tidings.blast.Audience;
import org.tidings.blast.AudienceSource;
import org.tidings.blast.Blast;
import org.tidings.blast.BlastLifecycle;
import org.tidings.blast.BlastMessages;
import org.tidings.blast.LookJson;
import org.tidings.blast.audience.PastedAddresses;
import org.tidings.message.Person;
import org.tidings.message.TokenSubject;
import org.tidings.message.layout.Look;
import org.tidings.message.layout.SocialNetwork;

@QuarkusTest
class LookPageTest {

    private static final Person ANN = new Person(TokenSubject.NOBODY, "ann@example.org", "Ann", "Lee", Map.of());

    @Inject
    TestAccounts accounts;

    @Inject
    Audience audience;

    @Inject
    BlastLifecycle life;

    @Inject
    BlastMessages messages;

    @Inject
    Clock clock;

    @Test
    void savedLookIsThatOfTheNextMessage() {
        TestAccounts.Person dana = accounts.owner();
        form(dana, "#7a1fa2")
                .multiPart("headerText", "Since <b>1998</b>")
                .multiPart("instagram", "https://instagram.example/river")
                .multiPart("logo", "logo.png", TestImage.of("png", 600, 200), "image/png")
                .post("/settings/look")
                .then()
                .statusCode(303);

        Look look = look(dana);
        assertThat(look.main().hex()).isEqualTo("#7a1fa2");
        assertThat(look.links()).containsExactly(Map.entry(SocialNetwork.INSTAGRAM, "https://instagram.example/river"));
        Document mail = message(draft(dana));
        assertThat(mail.expectFirst(".th img").attr("src"))
                .endsWith("/i/" + Objects.requireNonNull(look.logo()).source());
        assertThat(mail.expectFirst(".th p").text()).isEqualTo("Since <b>1998</b>");
        assertThat(mail.expectFirst(".tf").text()).contains("1 Lake Road", "Instagram", "Unsubscribe");
        given().get("/i/" + look.logo().source())
                .then()
                .statusCode(200)
                .contentType("image/png")
                .header("Cache-Control", "public, max-age=31536000, immutable");
        dana.browser().get("/settings/look").then().body(containsString("Since &lt;b&gt;1998&lt;/b&gt;"));
    }

    @Test
    void sentBlastKeepsTheLookThatItWasSentWith() {
        TestAccounts.Person dana = accounts.owner();
        Blast sent = draft(dana);
        Blast back = draft(dana);
        life.send(sent, null);
        life.send(back, clock.instant().plusSeconds(3600));
        String before = message(sent).outerHtml();

        form(dana, "#7a1fa2")
                .multiPart("headerText", "New")
                .post("/settings/look")
                .then()
                .statusCode(303);
        assertThat(message(sent).outerHtml()).isEqualTo(before).doesNotContain("#7a1fa2");
        assertThat(message(back).outerHtml()).doesNotContain("#7a1fa2");
        life.unschedule(back);
        assertThat(message(back).outerHtml()).contains("#7a1fa2");
    }

    @Test
    void lightColourIsRefusedAndNothingIsSaved() {
        TestAccounts.Person dana = accounts.owner();
        form(dana, "#ffcc00")
                .multiPart("headerText", "kept")
                .post("/settings/look")
                .then()
                .statusCode(422)
                .body(containsString("The nearest colour that works is #"), containsString("value=\"kept\""));
        assertThat(look(dana)).isEqualTo(Look.STANDARD);
    }

    @Test
    void previewShowsWhatIsNotSaved() {
        TestAccounts.Person dana = accounts.owner();
        String page = form(dana, "#7a1fa2")
                .multiPart("action", "preview")
                .multiPart("logo", "logo.gif", TestImage.of("gif", 60, 60), "image/gif")
                .post("/settings/look")
                .then()
                .statusCode(200)
                .extract()
                .asString();
        assertThat(look(dana)).isEqualTo(Look.STANDARD);
        for (String source : Jsoup.parse(page).select("iframe").eachAttr("src")) {
            dana.browser()
                    .urlEncodingEnabled(false)
                    .get(source)
                    .then()
                    .statusCode(200)
                    .header("Content-Security-Policy", containsString("sandbox"))
                    .body(containsString("#7a1fa2"), containsString("/i/"), containsString("1 Lake Road"));
        }
        assertThat(Jsoup.parse(page).expectFirst("input[name=keptLogo]").attr("value"))
                .endsWith("-60x60");
    }

    @Test
    void logoThatMailProgramsDoNotShowIsRefused() {
        TestAccounts.Person dana = accounts.owner();
        form(dana, "#7a1fa2")
                .multiPart(
                        "logo",
                        "logo.png",
                        "<svg onload='alert(1)'/>".getBytes(java.nio.charset.StandardCharsets.UTF_8),
                        "image/png")
                .post("/settings/look")
                .then()
                .statusCode(422)
                .body(containsString("Mail programs do not show SVG images."));
        form(dana, "#7a1fa2")
                .multiPart("logo", "logo.png", TestImage.pngOfSize(50_000, 50_000), "image/png")
                .post("/settings/look")
                .then()
                .statusCode(422)
                .body(containsString("50000 × 50000 pixels, which is too large"));
    }

    @Test
    void logoOfAnotherAccountIsNotTaken() {
        TestAccounts.Person dana = accounts.owner();
        form(dana, "#7a1fa2")
                .multiPart("logo", "logo.png", TestImage.of("png", 60, 60), "image/png")
                .post("/settings/look")
                .then()
                .statusCode(303);
        String logo = KeptLogo.write(Objects.requireNonNull(look(dana).logo()));

        TestAccounts.Person other = accounts.owner();
        form(other, "#7a1fa2")
                .multiPart("keptLogo", logo)
                .post("/settings/look")
                .then()
                .statusCode(303);
        assertThat(look(other).logo()).isNull();
        form(dana, "#7a1fa2")
                .multiPart("keptLogo", logo)
                .post("/settings/look")
                .then()
                .statusCode(303);
        assertThat(look(dana).logo()).isNotNull();
        form(dana, "#7a1fa2")
                .multiPart("keptLogo", logo)
                .multiPart("removeLogo", "true")
                .post("/settings/look")
                .then()
                .statusCode(303);
        assertThat(look(dana).logo()).isNull();
        given().get("/i/" + logo.substring(0, 26)).then().statusCode(200); // old mails show it
    }

    @Test
    void onlyOwnersChangeTheLook() {
        TestAccounts.Person dana = accounts.owner();
        TestAccounts.Person sam = accounts.staff(dana.accountId());
        sam.browser().get("/settings/look").then().statusCode(403);
        form(sam, "#7a1fa2").post("/settings/look").then().statusCode(403);
        sam.browser().get("/settings/look/sample").then().statusCode(403);
        sam.browser().get("/blasts/new").then().statusCode(200);
    }

    @Test
    void malformedPreviewIsRefused() {
        TestAccounts.Person dana = accounts.owner();
        dana.browser()
                .queryParam("look", "{")
                .get("/settings/look/sample")
                .then()
                .statusCode(400);
        dana.browser()
                .queryParam("look", "{\"main\":\"red;}</style><script>\",\"logo\":{\"image\":\"x\\\"><script>\"}}")
                .get("/settings/look/sample")
                .then()
                .statusCode(200)
                .body(not(containsString("<script")), containsString("#0b5cad"));
    }

    @Test
    void previewOfADraftIsShownForLightAndForDarkScreens() {
        TestAccounts.Person dana = accounts.owner();
        Blast draft = draft(dana);
        String review =
                dana.browser().get("/blasts/" + draft.publicId + "/review").asString();
        assertThat(Jsoup.parse(review).select("iframe").eachAttr("src")).anyMatch(src -> src.endsWith("scheme=DARK"));
        dana.browser()
                .get("/blasts/" + draft.publicId + "/preview/html?scheme=DARK")
                .then()
                .body(containsString("@media (min-width:0)"), containsString("content=\"dark\""));
        dana.browser()
                .get("/blasts/" + draft.publicId + "/preview/html")
                .then()
                .body(containsString("@media (max-width:0)"), containsString("content=\"light\""));
    }

    @Test
    void previewSaysThatAMessageHasALayoutOfItsOwn() {
        TestAccounts.Person dana = accounts.owner();
        String sentence = "This message has a layout of its own";
        dana.browser()
                .get("/blasts/" + draft(dana).publicId + "/preview")
                .then()
                .body(not(containsString(sentence)));
        Blast own = draft(dana, "<html><head><style>p{color:red}</style></head><body><p>Hi</p></body></html>");
        dana.browser().get("/blasts/" + own.publicId + "/preview").then().body(containsString(sentence));
    }

    @Test
    void editorHasTheStylesOfTheMessage() {
        TestAccounts.Person dana = accounts.owner();
        form(dana, "#7a1fa2").post("/settings/look").then().statusCode(303);
        Response page = dana.browser().get("/blasts/new");
        Matcher style = Pattern.compile("<style>(.*?)</style>", Pattern.DOTALL).matcher(page.asString());
        assertThat(style.find()).isTrue();
        String styles = Jsoup.parse(message(draft(dana)).outerHtml())
                .select("head style")
                .outerHtml();
        assertThat(style.group(1).replace(".ProseMirror.rich-text", ".tm"))
                .satisfies(editor -> assertThat(styles.replaceAll("\\s", "")).contains(editor.replaceAll("\\s", "")));
        page.then().body(containsString("background:#7a1fa2;color:#ffffff"));
    }

    @Test
    void apiFragmentGetsTheLayout() {
        TestAccounts.Person dana = accounts.owner();
        String id = given().header("Authorization", "Bearer " + dana.apiKey())
                .contentType("application/json")
                .body("{\"subject\": \"S\", \"html\": \"<p>Hi {{first_name|there}}</p>\","
                        + " \"audience\": {\"recipients\": [{\"email\": \"ann@look.test\"}]}}")
                .post("/api/v1/blasts")
                .then()
                .statusCode(201)
                .body("state", equalTo("RUNNING"))
                .extract()
                .path("id");
        Blast blast = QuarkusTransaction.requiringNew()
                .call(() -> Blast.find(dana.accountId(), id).orElseThrow());
        assertThat(message(blast).expectFirst(".tm").text()).isEqualTo("Hi Ann");
    }

    private static RequestSpecification form(TestAccounts.Person person, String main) {
        return person.browser()
                .multiPart("main", main)
                .multiPart("background", "#f3f4f6")
                .multiPart("fonts", "SYSTEM")
                .multiPart("postalAddress", "1 Lake Road");
    }

    private Blast draft(TestAccounts.Person person) {
        return draft(person, "<p>Hi {{first_name}}</p>");
    }

    private Blast draft(TestAccounts.Person person, String html) {
        Blast blast = QuarkusTransaction.requiringNew().call(() -> {
            Blast draft = Blast.draft(person.accountId(), person.staffId(), clock.instant());
            draft.subject = "News";
            draft.html = html;
            draft.persist();
            return draft;
        });
        audience.add(blast, AudienceSource.Kind.CSV, "families.csv", PastedAddresses.parse("ann@look.test"));
        return blast;
    }

    private Document message(Blast blast) {
        return QuarkusTransaction.requiringNew()
                .call(() -> Jsoup.parse(messages.prepare(Blast.findById(blast.key()))
                        .preview(ANN)
                        .html()));
    }

    private static Look look(TestAccounts.Person person) {
        return QuarkusTransaction.requiringNew()
                .call(() -> LookJson.read(Account.<Account>findById(person.accountId()).look));
    }
}

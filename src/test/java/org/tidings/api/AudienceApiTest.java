package org.tidings.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tidings.TestAccounts;
import org.tidings.feedback.MailedPeople;

/** The families of this test: Larsen (Ann and Bob with Mia and Tom), Berg (Cleo with Kim), and Dora, who has no home. */
@QuarkusTest
class AudienceApiTest {

    @Inject
    TestAccounts accounts;

    @Inject
    MailedPeople database;

    private TestAccounts.Person owner;
    private String larsen;
    private String berg;
    private String level1;
    private String level2;
    private String ann;
    private String mia;
    private String tom;
    private String kim;

    @BeforeEach
    void families() {
        owner = accounts.owner();
        larsen = created("households", "{'name': 'Larsen'}");
        berg = created("households", "{'name': 'Berg'}");
        level1 = created(
                "classes",
                "{'name': 'Level 1', 'weekday': 'TUESDAY', 'from': '16:00', 'until': '16:45', 'teacher': 'Eva'}");
        level2 = created("classes", "{'name': 'Level 2', 'weekday': 'FRIDAY', 'teacher': 'Eva', 'place': 'Pool 2'}");
        ann = person("Ann", "Larsen", larsen, "GUARDIAN", "ann@example.org", "");
        person("Bob", "Larsen", larsen, "GUARDIAN", "bob@example.org", "'tags': ['board'],");
        mia = person("Mia", "Larsen", larsen, "STUDENT", null, "'born': '2018-05-02',");
        tom = person("Tom", "Larsen", larsen, "STUDENT", null, "'tags': ['competition'],");
        person("Cleo", "Berg", berg, "GUARDIAN", "cleo@example.org", "'fields': {'car': 'yes'},");
        kim = person("Kim", "Berg", berg, "STUDENT", "kim@example.org", "");
        created("contacts", "{'firstName': 'Dora', 'addresses': [{'email': 'dora@example.org'}]}");
        enrol(mia, level1, "'status': 'ENROLLED'");
        enrol(tom, level2, "'status': 'ENROLLED'");
        enrol(kim, level1, "'status': 'WAITLISTED'");
    }

    @Test
    void everyoneIsReachedAtTheAddressesOfTheAccount() {
        assertThat(addressesOf("{'everyone': true}"))
                .containsExactlyInAnyOrder(
                        "ann@example.org",
                        "bob@example.org",
                        "cleo@example.org",
                        "kim@example.org",
                        "dora@example.org");
    }

    @Test
    void studentStandsForGuardiansAndOwnAddress() {
        assertThat(addressesOf("{'classes': [{'id': '" + level1 + "'}]}"))
                .containsExactlyInAnyOrder("ann@example.org", "bob@example.org");
        assertThat(addressesOf("{'classes': [{'id': '" + level1 + "', 'status': ['WAITLISTED']}]}"))
                .containsExactlyInAnyOrder("cleo@example.org", "kim@example.org");
        assertThat(addressesOf("{'contacts': ['" + ann + "']}")).containsExactly("ann@example.org");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {'tags': ['competition']}                                 | ann bob
                    {'tags': ['board']}                                       | bob
                    {'classes': [{'weekday': 'TUESDAY'}]}                     | ann bob
                    {'classes': [{'teacher': 'Eva', 'place': 'Pool 2'}]}      | ann bob
                    {'classes': [{'status': ['ENROLLED', 'WAITLISTED']}]}     | ann bob cleo kim
                    {'classes': [{'on': '2020-01-01'}], 'tags': ['board']}    | bob
                    {'classes': [{'on': 'NEXT', 'status': ['WAITLISTED']}]}   | cleo kim
                    {'classes': [{'ever': true, 'status': ['DROPPED']}], 'tags': ['board']} | bob
                    {'ages': [{'from': 5, 'to': 30}]}                         | ann bob
                    {'ages': [{'to': 3}], 'tags': ['board']}                  | bob
                    {'fields': [{'name': 'car', 'value': 'YES'}]}             | cleo
                    {'fields': [{'name': 'car', 'is': 'NOT_EMPTY'}]}          | cleo
                    {'fields': [{'name': 'car', 'is': 'EMPTY'}]}              | ann bob cleo kim dora
                    {'everyone': true, 'not': {'tags': ['board']}}            | ann cleo kim dora
                    {'classes': [{}], 'not': {'tags': ['competition']}}       | ann bob
                    {'classes': [{}], 'not': {'tags': ['board', 'competition']}} | ann
                    {'everyone': true, 'not': {'recipients': [{'email': 'DORA@example.org'}]}} | ann bob cleo kim
                    {'all': [{'classes': [{'teacher': 'Eva'}]}, {'tags': ['competition']}]} | ann bob
                    {'any': [{'tags': ['board']}, {'all': [{'everyone': true}, {'fields': [{'name': 'car', 'is': 'IS', 'value': 'yes'}]}]}]} | bob cleo
                    """)
    void ruleSelects(String rule, String expected) {
        List<String> addresses = List.of(expected.split(" ", -1)).stream()
                .map(name -> name + "@example.org")
                .toList();
        assertThat(addressesOf(rule)).containsExactlyInAnyOrderElementsOf(addresses);
    }

    @Test
    void householdsAreSelectedWithAllMembers() {
        assertThat(addressesOf("{'households': ['" + larsen + "']}"))
                .containsExactlyInAnyOrder("ann@example.org", "bob@example.org");
    }

    @Test
    void enrolmentIsTrueOnItsDaysOnly() {
        String past = created("classes", "{'name': 'Past'}");
        enrol(kim, past, "'status': 'ENROLLED', 'from': '2026-01-01', 'until': '2026-03-31'");
        String on = "{'classes': [{'id': '" + past + "', %s}]}";
        assertThat(addressesOf(on.formatted("'on': '2026-03-31'"))).hasSize(2);
        assertThat(addressesOf(on.formatted("'from': '2026-03-31', 'until': '2026-12-31'")))
                .hasSize(2);
        assertThat(addressesOf(on.formatted("'ever': true"))).hasSize(2);
        assertThat(addressesOf("{'tags': ['board'], 'classes': [{'id': '" + past + "', 'on': '2026-04-01'}]}"))
                .containsExactly("bob@example.org");
        String today = LocalDate.now(ZoneOffset.UTC).minusDays(10).toString();
        enrol(kim, past, "'status': 'DROPPED', 'from': '" + today + "'");
        String dropped = "{'classes': [{'status': ['DROPPED'], 'changedWithin': %d}], 'tags': ['board']}";
        assertThat(addressesOf(dropped.formatted(60))).contains("cleo@example.org");
        assertThat(addressesOf(dropped.formatted(5))).containsExactly("bob@example.org");
    }

    @Test
    void homeGetsOneMessageAtItsFirstAddress() {
        ValidatableResponse blast =
                send("{'classes': [{}], 'per': 'HOUSEHOLD'}", "").statusCode(201);
        assertThat(recipients(blast)).extracting(row -> row.get("email")).hasSize(1);
        blast.body("withoutAddress", equalTo(0));
    }

    @Test
    void nextAddressOfAHomeIsMailedWhenTheFirstIsDead() {
        String home = created("households", "{'name': 'Olsen'}");
        person("Pia", "Olsen", home, "GUARDIAN", "pia+bounce@example.org", "");
        person("Per", "Olsen", home, "GUARDIAN", "per@example.org", "");
        String mathis = person("Mathis", "Olsen", home, "STUDENT", null, "");
        String id = send("{'contacts': ['" + mathis + "'], 'per': 'HOUSEHOLD'}", "")
                .extract()
                .path("id");
        awaitStatus(id, "BOUNCE", 1);
        awaitStatus(id, "DELIVERY", 1);
        get("blasts/" + id).body("selected", equalTo(2));
        List<Map<String, Object>> rows =
                get("blasts/" + id + "/recipients").extract().path("items");
        assertThat(rows)
                .extracting(row -> row.get("email"))
                .containsExactly("per@example.org", "pia+bounce@example.org");
        assertThat(rows.get(0).get("origin")).isEqualTo(rows.get(1).get("id"));
        assertThat((String) rows.get(1).get("reason")).contains("per@example.org");

        // the address is known to be invalid now: it is in the sum again, and the next one gets the mail at once
        String second = send("{'contacts': ['" + mathis + "'], 'per': 'HOUSEHOLD'}", "")
                .extract()
                .path("id");
        awaitStatus(second, "DELIVERY", 1);
        get("blasts/" + second).body("selected", equalTo(2)).body("counts.INVALID", equalTo(1));
    }

    @Test
    void mailboxThatIsFullDoesNotFallThrough() {
        String home = created("households", "{'name': 'Dahl'}");
        person("Pia", "Dahl", home, "GUARDIAN", "pia+blocked@example.org", "");
        person("Per", "Dahl", home, "GUARDIAN", "per.dahl@example.org", "");
        String id = send("{'households': ['" + home + "'], 'per': 'HOUSEHOLD'}", "")
                .extract()
                .path("id");
        awaitStatus(id, "FAILED", 1);
        get("blasts/" + id).body("selected", equalTo(1));
    }

    @Test
    void studentsGetAMessageEach() {
        ValidatableResponse blast = send("{'contacts': ['" + mia + "', '" + tom + "'], 'per': 'STUDENT'}", "")
                .statusCode(201);
        assertThat(recipients(blast))
                .extracting(row -> row.get("email"), row -> row.get("student"))
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple("ann@example.org", mia),
                        org.assertj.core.groups.Tuple.tuple("bob@example.org", mia),
                        org.assertj.core.groups.Tuple.tuple("ann@example.org", tom),
                        org.assertj.core.groups.Tuple.tuple("bob@example.org", tom));
    }

    @Test
    void homesWithoutAddressStandBesideTheSum() {
        String none = created("households", "{'name': 'Nilsen'}");
        String pia = person("Pia", "Nilsen", none, "STUDENT", null, "");
        send("{'contacts': ['" + pia + "', '" + ann + "']}", "")
                .statusCode(201)
                .body("withoutAddress", equalTo(1))
                .body("selected", equalTo(1));
    }

    @Test
    void addressThatIsListedAndSelectedGetsOneMessage() {
        ValidatableResponse blast = send(
                        "{'everyone': true, 'recipients': [{'email': 'ann@example.org', 'firstName': 'Annie'},"
                                + " {'email': 'new@example.org'}], 'not': {'tags': ['board']}}",
                        "")
                .statusCode(201)
                .body("selected", equalTo(5));
        assertThat(recipients(blast)).extracting(row -> row.get("name")).contains("Annie");
    }

    @Test
    void listedRecipientsAreExcludedToo() {
        assertThat(addressesOf("{'recipients': [{'email': 'bob@example.org'}, {'email': 'x@example.org'}],"
                        + " 'not': {'tags': ['board']}}"))
                .containsExactly("x@example.org");
    }

    @Test
    void listedRecipientWhomTheAccountDoesNotKnowIsExcluded() {
        assertThat(addressesOf("{'recipients': [{'email': 'new@example.org'}, {'email': 'other@example.org'}],"
                        + " 'not': {'recipients': [{'email': 'other@example.org'}]}}"))
                .containsExactly("new@example.org");
    }

    @Test
    void exclusionOfASegmentHasItsOwnExceptions() {
        String segment =
                created("segments", "{'name': 'Board', 'rule': {'tags': ['board'], 'not': {'tags': ['board']}}}");
        assertThat(addressesOf("{'recipients': [{'email': 'bob@example.org'}], 'not': {'segment': '" + segment + "'}}"))
                .containsExactly("bob@example.org");
        assertThat(addressesOf("{'everyone': true, 'not': {'tags': ['board'], 'all': [{'tags': ['competition']}]}}"))
                .contains("bob@example.org");
    }

    @Test
    void homeOfAnEarlierBlastIsMailedAtItsNextAddress() {
        String home = created("households", "{'name': 'Dahl'}");
        String pia = person("Pia", "Dahl", home, "GUARDIAN", "pia+bounce@example.org", "");
        String earlier = send("{'contacts': ['" + pia + "']}", "").extract().path("id");
        awaitStatus(earlier, "BOUNCE", 1);
        person("Per", "Dahl", home, "GUARDIAN", "per.dahl@example.org", "");
        String again = send(
                        "{'blasts': [{'id': '" + earlier + "', 'outcome': 'NOT_DELIVERED'}], 'per': 'HOUSEHOLD'}", "")
                .extract()
                .path("id");
        awaitStatus(again, "DELIVERY", 1);
        get("blasts/" + again).body("counts.INVALID", equalTo(1)).body("selected", equalTo(2));
    }

    @Test
    void nextAddressIsTriedThoughTheSegmentWasDeletedMeanwhile() {
        String home = created("households", "{'name': 'Dahl'}");
        person("Pia", "Dahl", home, "GUARDIAN", "pia+late-bounce@example.org", "'tags': ['dahl'],");
        person("Per", "Dahl", home, "GUARDIAN", "per.dahl@example.org", "");
        String segment = created("segments", "{'name': 'Dahl', 'rule': {'tags': ['dahl']}}");
        String id = send("{'segment': '" + segment + "', 'per': 'HOUSEHOLD'}", "")
                .statusCode(201)
                .extract()
                .path("id");
        owner.program().delete("/api/v1/segments/" + segment).then().statusCode(204);
        awaitStatus(id, "BOUNCE", 1);
        awaitStatus(id, "DELIVERY", 1);
    }

    @Test
    void earlierRecipientsAreSelectedByWhatBecameOfThem() {
        person("Ann", "Old", larsen, "GUARDIAN", "ann+bounce@example.org", "");
        String first = send("{'recipients': [{'email': 'ann+bounce@example.org'}, {'email': 'bob@example.org'}]}", "")
                .extract()
                .path("id");
        awaitStatus(first, "BOUNCE", 1);
        awaitStatus(first, "DELIVERY", 1);
        String earlier = "{'blasts': [{'id': '" + first + "', 'outcome': '%s'}]}";
        assertThat(addressesOf(earlier.formatted("BOUNCED"))).containsExactly("ann+bounce@example.org");
        assertThat(addressesOf(earlier.formatted("NO_SIGN_OF_READING"))).containsExactly("bob@example.org");
        owner.program()
                .contentType("application/json")
                .body("{\"kind\": \"TRACKING\", \"granted\": false}")
                .put("/api/v1/addresses/bob@example.org/consent")
                .then()
                .statusCode(200);
        assertThat(addressesOf(earlier.formatted("CANNOT_BE_KNOWN"))).containsExactly("bob@example.org");
        assertThat(addressesOf("{'contacts': ['" + ann + "'], "
                        + earlier.formatted("NO_SIGN_OF_READING").substring(1)))
                .containsExactly("ann@example.org");
        assertThat(addressesOf("{'classes': [{}], 'not': " + earlier.formatted("DELIVERED") + "}"))
                .containsExactlyInAnyOrder("ann@example.org", "ann+bounce@example.org");
        assertThat(addressesOf("{'recipients': [{'email': 'bob@example.org'}, {'email': 'x@example.org'}], 'not': "
                        + earlier.formatted("DELIVERED") + "}"))
                .containsExactly("x@example.org");
    }

    @Test
    void reportOfAScheduledBlastSaysWhoJoinedAndLeftMeanwhile() {
        String id = send("{'tags': ['board', 'competition']}", ", 'sendAt': '2099-01-01T10:00:00Z'")
                .statusCode(201)
                .extract()
                .path("id");
        owner.program()
                .contentType("application/json")
                .body("{\"tags\": []}")
                .patch("/api/v1/contacts/" + tom)
                .then()
                .statusCode(200);
        owner.program()
                .contentType("application/json")
                .body("{\"tags\": [\"competition\"]}")
                .patch("/api/v1/contacts/" + kim)
                .then()
                .statusCode(200);
        owner.browser()
                .header("Sec-Fetch-Site", "same-origin")
                .formParam("when", "now")
                .redirects()
                .follow(false)
                .post("/blasts/" + id + "/schedule")
                .then()
                .statusCode(303);
        Awaitility.await().untilAsserted(() -> get("blasts/" + id).body("selected", equalTo(3)));
        String report = owner.browser().get("/blasts/" + id).asString();
        assertThat(report)
                .contains(
                        "After it was scheduled, 1 person joined the audience (Kim Berg); 1 person left the audience (Tom Larsen).");
    }

    @Test
    void backToDraftForgetsWhoWasSelected() {
        String id = send("{'tags': ['board', 'competition']}", ", 'sendAt': '2099-01-01T10:00:00Z'")
                .extract()
                .path("id");
        String selected = "select count(*) from blast_person p join blast b on b.id = p.blast_id where b.public_id = '"
                + id + "'";
        assertThat(database.value(selected)).isNotEqualTo("0");

        owner.browser()
                .header("Sec-Fetch-Site", "same-origin")
                .redirects()
                .follow(false)
                .post("/blasts/" + id + "/unschedule")
                .then()
                .statusCode(303);

        assertThat(database.value(selected)).isEqualTo("0");
    }

    @Test
    void householdBlastThatIsNotLaunchedDoesNotHoldUpOthers() {
        String paused = send(
                        "{'households': ['" + berg + "'], 'per': 'HOUSEHOLD'}", ", 'sendAt': '2099-01-01T10:00:00Z'")
                .extract()
                .path("id");
        database.sql("insert into fall_through (blast_id, seq) select b.id, c.id from blast b join contact c"
                + " on c.account_id = b.account_id where b.public_id = '" + paused + "'");
        String home = created("households", "{'name': 'Dahl'}");
        person("Pia", "Dahl", home, "GUARDIAN", "pia+bounce@example.org", "");
        person("Per", "Dahl", home, "GUARDIAN", "per.dahl@example.org", "");
        String id = send("{'households': ['" + home + "'], 'per': 'HOUSEHOLD'}", "")
                .extract()
                .path("id");
        awaitStatus(id, "DELIVERY", 1);
        assertThat(database.value("select count(*) > 0 from fall_through f join blast b on b.id = f.blast_id"
                        + " where b.public_id = '" + paused + "'"))
                .isEqualTo("1");
        database.sql(
                "delete from fall_through where blast_id = (select id from blast where public_id = '" + paused + "')");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'tags': ['no-such-tag']}|no-such-tag",
                "{'contacts': ['01J00000000000000000000000']}|01J00000000000000000000000",
                "{'contacts': ['münchen']}|münchen",
                "{'households': ['x']}|audience.households",
                "{'classes': [{'id': 'x'}]}|audience.classes",
                "{'segment': 'x'}|audience.segments",
                "{'blasts': [{'id': 'x'}]}|audience.blasts",
                "{'everyones': true}|audience.everyones",
                "{'everyone': 'yes'}|audience.everyone",
                "{'classes': [{'weekday': 'SOMEDAY'}]}|audience.classes[0].weekday",
                "{'classes': [{'on': 'soon'}]}|audience.classes[0].on",
                "{'per': 'CAR', 'everyone': true}|audience.per",
                "{'everyone': true, 'not': {'tag': ['x']}}|audience.not.tag",
                "{'fields': [{'name': 'car', 'is': 'LESS', 'value': 'many'}]}|audience.fields[0].value",
                "{'recipients': [{'email': 'a@example.org', 'first_name': 'A'}]}|audience.recipients[0].first_name",
                "{'tags': 'x'}|audience.tags"
            })
    void whatIsUnknownIsNamed(String audienceAndName) {
        String[] parts = audienceAndName.split("\\|", -1);
        send(parts[0], "").statusCode(422).body("detail", containsString(parts[1]));
    }

    @Test
    void unknownPropertyOfABlastIsNamed() {
        send("{'everyone': true}", ", 'sendat': null").statusCode(422).body("violations.field", hasItem("sendat"));
    }

    @Test
    void exampleOfTheInterfaceIsAccepted() {
        assertThat(addressesOf("{'everyone': false, 'tags': ['level-1'], 'contacts': [],"
                        + " 'recipients': [{'email': 'x@example.org'}]}"))
                .containsExactly("x@example.org");
    }

    @Test
    void othersCannotSelectPeopleOfThisAccount() {
        TestAccounts.Person other = accounts.owner();
        for (String audience : List.of(
                "{'contacts': ['" + ann + "']}",
                "{'households': ['" + berg + "']}",
                "{'classes': [{'id': '" + level1 + "'}]}")) {
            other.program()
                    .contentType("application/json")
                    .body(blast(audience, ""))
                    .post("/api/v1/blasts")
                    .then()
                    .statusCode(422);
        }
    }

    @Test
    void mergeFieldsAreThoseOfThePeopleBehindAnAddress() {
        String html = "Hi {{first_name}} of {{household}}: {{children}} in {{class}} ({{class_details}})";
        ValidatableResponse blast = owner.program()
                .contentType("application/json")
                .body(blast("{'classes': [{}]}", "").replace("<p>Hi</p>", html))
                .post("/api/v1/blasts")
                .then()
                .statusCode(201);
        assertThat(recipients(blast)).hasSize(2);
        String report = get("blasts/" + blast.extract().path("id") + "/report.csv")
                .extract()
                .asString();
        assertThat(report).contains("\"Ann Larsen\",\"Larsen\"", "\"Bob Larsen\",\"Larsen\"");
        assertThat(report.lines().skip(1))
                .allSatisfy(line -> assertThat(line)
                        .contains(
                                "\"Mia and Tom\"",
                                "\"Level 1 and Level 2\"",
                                "\"Level 1, Tuesday 16:00, Eva; Level 2, Friday, Pool 2, Eva\""));
    }

    @Test
    void ruleThatSelectsMorePeopleThanAChunkIsEvaluatedInTheBackground() {
        for (int people = 8; people <= 5_000; people *= 2) {
            database.sql(
                    "insert into contact (public_id, account_id, first_name, last_name, phone, notes, created_at, updated_at)"
                            + " select left(replace(uuid(), '-', ''), 26), account_id, '', '', '', '', created_at, updated_at"
                            + " from contact where account_id = (select account_id from contact where public_id = '"
                            + ann + "')");
        }
        ValidatableResponse blast =
                send("{'everyone': true}", "").statusCode(201).body("selected", equalTo(0));
        String id = blast.extract().path("id");
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(
                        () -> get("blasts/" + id).body("selected", equalTo(5)).body("state", equalTo("COMPLETED")));
        get("blasts/" + id).body("counts.DELIVERY", equalTo(5));
    }

    private void awaitStatus(String blast, String status, int number) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> get("blasts/" + blast).body("counts." + status, equalTo(number)));
    }

    private List<String> addressesOf(String audience) {
        ValidatableResponse blast = send(audience, "").statusCode(201);
        return recipients(blast).stream().map(row -> (String) row.get("email")).toList();
    }

    private List<Map<String, Object>> recipients(ValidatableResponse blast) {
        return get("blasts/" + blast.extract().path("id") + "/recipients?limit=100")
                .extract()
                .path("items");
    }

    private ValidatableResponse send(String audience, String more) {
        return owner.program()
                .contentType("application/json")
                .body(blast(audience, more))
                .post("/api/v1/blasts")
                .then();
    }

    private static String blast(String audience, String more) {
        return ("{'subject': 'Recital', 'html': '<p>Hi</p>', 'audience': " + audience + more + "}").replace('\'', '"');
    }

    private String person(String first, String last, String home, String role, String email, String more) {
        String addresses = email == null ? "" : "'addresses': [{'email': '" + email + "'}],";
        return created(
                "contacts",
                "{'firstName': '" + first + "', 'lastName': '" + last + "'," + more + addresses
                        + " 'households': [{'id': '" + home + "', 'role': '" + role + "'}]}");
    }

    private void enrol(String contact, String weeklyClass, String more) {
        created("enrolments", "{'contact': '" + contact + "', 'class': '" + weeklyClass + "', " + more + "}");
    }

    private String created(String path, String json) {
        return owner.program()
                .contentType("application/json")
                .body(json.replace('\'', '"'))
                .post("/api/v1/" + path)
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    private ValidatableResponse get(String path) {
        return owner.program().get("/api/v1/" + path).then();
    }
}

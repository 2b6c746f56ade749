package org.tidings.people;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tidings.TestAccounts;
import org.tidings.contact.CustomField;
import org.tidings.contact.CustomFields;
import org.tidings.contact.FieldType;

@QuarkusTest
class CustomFieldsTest {

    @Inject
    TestAccounts accounts;

    @Inject
    CustomFields fields;

    private TestAccounts.Person owner;
    private PeopleSite site;

    @BeforeEach
    void anAccountWithTypedFields() {
        owner = accounts.owner();
        site = new PeopleSite(owner);
        define("Shirt", "CHOICE", "S\nM\n\nL");
        define("Height", "NUMBER", "");
        define("Joined", "DATE", "");
        define("Photos", "YES_NO", "");
    }

    @Test
    void fieldsAreDefinedChangedAndRemoved() {
        define("shirt", "CHOICE", "XS\nS");
        assertThat(fields.of(owner.accountId()))
                .extracting(CustomField::name, CustomField::type)
                .contains(tuple("Shirt", FieldType.CHOICE))
                .hasSize(4);
        assertThat(site.page("/settings/fields").select("tbody tr").eachText())
                .anyMatch(row -> row.startsWith("Shirt Choice XS, S"));
        site.post("/settings/fields/remove", Map.of("name", List.of("Height")));
        assertThat(fields.of(owner.accountId())).extracting(CustomField::name).doesNotContain("Height");
        owner.browser()
                .formParam("name", "Level")
                .formParam("type", "CHOICE")
                .post("/settings/fields")
                .then()
                .statusCode(422)
                .body(containsString("Enter the choices"));
    }

    @Test
    void formAsksByTypeAndRefusesOtherValues() {
        Document form = site.page("/people/new");
        assertThat(form.select("label:containsOwn(Shirt) + select option").eachText())
                .containsExactly("S", "M", "L");
        assertThat(form.select("label:containsOwn(Joined) + input").attr("type"))
                .isEqualTo("date");

        owner.browser()
                .formParam("firstName", "Ann")
                .formParam("fieldName", "Height")
                .formParam("fieldValue", "tall")
                .post("/people/new")
                .then()
                .statusCode(422)
                .body(containsString("Height: enter a number"));
        String ann = site.added(Map.of(
                "firstName", List.of("Ann"),
                "fieldName", List.of("shirt", "Height", "Photos", "Nickname"),
                "fieldValue", List.of("m", "1.70", "yes", "Annie")));
        assertThat(site.contact(ann).getMap("fields"))
                .isEqualTo(Map.of("Shirt", "M", "Height", "1.7", "Photos", "yes", "Nickname", "Annie"));
        assertThat(site.page("/people/" + ann + "/edit")
                        .select("option[selected]")
                        .eachText())
                .contains("M", "Yes");
    }

    @Test
    void apiRefusesValuesOfAnotherType() {
        owner.program()
                .contentType("application/json")
                .body("{\"firstName\": \"Ann\", \"fields\": {\"Height\": \"tall\"}}")
                .post("/api/v1/contacts")
                .then()
                .statusCode(422)
                .body("violations[0].field", equalTo("fields.Height"));
        owner.program()
                .contentType("application/json")
                .body("{\"firstName\": \"Ann\", \"fields\": {\"height\": 1.70, \"photos\": true, \"shirt\": \"l\"}}")
                .post("/api/v1/contacts")
                .then()
                .statusCode(201)
                .body("fields", equalTo(Map.of("Height", "1.7", "Photos", "yes", "Shirt", "L")));
    }

    @Test
    void importListsValuesOfAnotherTypeAndImportsTheRest() {
        String task = site.imported("people.csv", """
                external_id,first_name,email,shirt,joined,photos
                1,Ann,ann@example.org,m,2 May 2024,TRUE
                2,Bob,bob@example.org,XXL,2024-05-02,
                """);
        assertThat(site.contact("external:1").getMap("fields"))
                .isEqualTo(Map.of("Shirt", "M", "Joined", "2024-05-02", "Photos", "yes"));
        assertThat(site.contact("external:2").getMap("fields")).isEqualTo(Map.of("Joined", "2024-05-02"));
        assertThat(site.page("/people/import/" + task).select("table tr").eachText())
                .anyMatch(row -> row.contains("shirt") && row.contains("Must be one of: S, M, L, but is: XXL"));
    }

    @Test
    void addressesKeepTheirOrderWhenAPersonIsEdited() {
        String ann = owner.program()
                .contentType("application/json")
                .body("{\"firstName\": \"Ann\", \"addresses\": [{\"email\": \"a@example.org\", \"order\": 3},"
                        + " {\"email\": \"b@example.org\", \"order\": 7}]}")
                .post("/api/v1/contacts")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        site.post(
                "/people/" + ann + "/edit",
                Map.of(
                        "firstName",
                        List.of("Anna"),
                        "email",
                        List.of("a@example.org", "b@example.org", "c@example.org")));
        assertThat(site.contact(ann).getList("addresses.order")).containsExactly(3, 7, 8);
    }

    @Test
    void anotherAccountAndStaffCannotChangeFields() {
        TestAccounts.Person stranger = accounts.owner();
        stranger.browser()
                .formParam("name", "Shirt")
                .post("/settings/fields/remove")
                .then()
                .statusCode(404);
        assertThat(fields.of(stranger.accountId())).isEmpty();
        accounts.staff(owner.accountId())
                .browser()
                .get("/settings/fields")
                .then()
                .statusCode(403);
        assertThat(fields.of(owner.accountId())).hasSize(4);
    }

    private void define(String name, String type, String choices) {
        site.post(
                "/settings/fields", Map.of("name", List.of(name), "type", List.of(type), "choices", List.of(choices)));
    }
}

package org.tidings.blast.compose;

import io.restassured.builder.MultiPartSpecBuilder;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.nio.charset.StandardCharsets;
import org.tidings.TestAccounts;

/** A client for the compose pages. */
record Browser(TestAccounts.Person person) {

    /** A multipart form; the caller adds the parts. */
    RequestSpecification form() {
        return person.browser().header("Sec-Fetch-Site", "same-origin");
    }

    /** Creates a draft on the page for new blasts. @return its id */
    String draft(String subject, String pasted, String html) {
        Response created =
                multipart("subject", subject, "pasted", pasted, "html", html).post("/blasts/new");
        created.then().statusCode(303);
        return created.getHeader("Location").replaceAll(".*/blasts/([^/]+)/edit", "$1");
    }

    RequestSpecification multipart(String... namesAndValues) {
        RequestSpecification form = form();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            form = form.multiPart(new MultiPartSpecBuilder(namesAndValues[i + 1])
                    .controlName(namesAndValues[i])
                    .mimeType("text/plain")
                    .charset(StandardCharsets.UTF_8)
                    .build());
        }
        return form;
    }

    String page(String path) {
        return form().get(path).then().statusCode(200).extract().asString();
    }
}

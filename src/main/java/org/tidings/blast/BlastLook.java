package org.tidings.blast;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;
import org.tidings.account.Account;
import org.tidings.message.layout.Look;

/**
 * All that a message takes from the account's settings and shows. A blast keeps it when it is sent: what is prepared again later, on another
 * node or for "view in browser", is the same message.
 */
public record BlastLook(String accountName, @Nullable String postalAddress, Look look) {

    public static BlastLook of(Account account) {
        return new BlastLook(account.name, account.postalAddress, look(account));
    }

    /** As chosen, otherwise the standard one with the dates of the account's country. */
    public static Look look(Account account) {
        Look look = LookJson.read(account.look);
        boolean chosen = account.look != null && LookJson.parse(account.look).has("language");
        return !chosen && account.region().equals("US") ? look.withLanguage("en-US") : look;
    }

    public static BlastLook read(String json) {
        JsonNode stored = LookJson.parse(json);
        JsonNode address = stored.path("postalAddress");
        return new BlastLook(
                stored.path("accountName").asText(),
                address.isTextual() ? address.asText() : null,
                LookJson.look(stored));
    }

    public String write() {
        ObjectNode json = LookJson.json(look).put("accountName", accountName);
        if (postalAddress != null) {
            json.put("postalAddress", postalAddress);
        }
        return json.toString();
    }
}

package org.tidings.contact;

/** Thrown when another person of the account already has an external id. */
public class TakenExternalIdException extends RuntimeException {

    private final String externalId;

    TakenExternalIdException(String externalId) {
        super("Another person already has the external id " + externalId + ".");
        this.externalId = externalId;
    }

    public String externalId() {
        return externalId;
    }
}

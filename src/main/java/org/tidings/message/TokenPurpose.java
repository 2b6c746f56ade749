package org.tidings.message;

/**
 * What a token is good for. A token signed for one purpose is refused for every other. Never change a code: it is signed.
 * {@code UNSUBSCRIBE} is the choice offered by marketing, {@code UNSUBSCRIBE_SERVICE} the one offered by service notices.
 */
public enum TokenPurpose {
    OPEN(1),
    CLICK(2),
    UNSUBSCRIBE(3),
    VIEW(4),
    RETURN_PATH(5),
    MESSAGE(6),
    UNSUBSCRIBE_SERVICE(7),
    /** Return path and Message-ID of a message outside blasts. */
    ACCOUNT_MAIL(8),
    /** When a sign-up form was shown. */
    SIGN_UP_FORM(9),
    /** Confirms a sign-up. */
    SIGN_UP(10),
    /** Confirms a change of address. */
    ADDRESS_CHANGE(11),
    /** The public page of a blast. */
    PUBLIC_PAGE(12),
    /** Confirms that a message was read. */
    GOT_IT(13),
    /** Answers the question of a message. */
    POLL(14);

    private final byte code;

    TokenPurpose(int code) {
        this.code = (byte) code;
    }

    byte code() {
        return code;
    }
}

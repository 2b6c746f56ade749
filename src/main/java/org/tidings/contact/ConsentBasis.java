package org.tidings.contact;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Why marketing may be sent to an address. The order is that of the codes in the database. */
public enum ConsentBasis {
    /** The person was asked and agreed. */
    ASKED,
    /** The person is or was a customer. */
    CUSTOMER,
    /** The person asked about the business. */
    ENQUIRY;

    private static final List<ConsentBasis> BY_CODE = List.of(values());

    @SuppressWarnings("EnumOrdinal") // the order is part of the schema
    int code() {
        return ordinal();
    }

    static @Nullable ConsentBasis ofNullable(@Nullable Integer code) {
        return code == null ? null : BY_CODE.get(code);
    }
}

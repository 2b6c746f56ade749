package org.tidings.recipient;

import jakarta.persistence.AttributeConverter;

/** Stores a status as its {@link RecipientStatus#code}. */
class RecipientStatusConverter implements AttributeConverter<RecipientStatus, Byte> {

    @Override
    public Byte convertToDatabaseColumn(RecipientStatus status) {
        return (byte) status.code();
    }

    @Override
    public RecipientStatus convertToEntityAttribute(Byte code) {
        return RecipientStatus.of(code);
    }
}

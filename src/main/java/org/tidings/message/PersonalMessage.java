package org.tidings.message;

import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/** A prepared message for one person. What it costs is spent when its parts or its octets are asked for. */
final class PersonalMessage implements RenderedMessage {
    private final PreparedMessage prepared;
    private final Rendering rendering;
    private final String to;
    private @Nullable OutgoingMessage parts;

    /** @throws IllegalArgumentException if the person's address cannot be mailed */
    PersonalMessage(PreparedMessage prepared, Rendering rendering) {
        this.prepared = prepared;
        this.rendering = rendering;
        this.to = HeaderText.address(rendering.person().email());
    }

    @Override
    public String envelopeFrom() {
        return prepared.returnPath(rendering);
    }

    @Override
    public String envelopeTo() {
        return to;
    }

    @Override
    public OutgoingMessage parts() {
        OutgoingMessage known = parts;
        if (known == null) {
            known = prepared.parts(rendering, to);
            parts = known;
        }
        return known;
    }

    @Override
    public void writeBeginningTo(OutputStream out) throws IOException {
        prepared.writeBeginning(out, rendering, to);
    }

    @Override
    public byte[] sharedEnd() {
        return prepared.sharedEnd();
    }
}

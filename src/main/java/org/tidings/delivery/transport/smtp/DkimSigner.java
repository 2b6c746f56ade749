package org.tidings.delivery.transport.smtp;

import java.io.IOException;
import java.io.OutputStream;
import java.security.PrivateKey;
import java.time.Clock;
import java.util.List;
import org.apache.james.jdkim.DKIMSigner;
import org.apache.james.jdkim.api.BodyHasher;
import org.apache.james.jdkim.api.SignatureRecord;
import org.apache.james.jdkim.canon.RelaxedBodyCanonicalizer;
import org.apache.james.jdkim.canon.SimpleBodyCanonicalizer;
import org.apache.james.jdkim.exceptions.PermFailException;
import org.jspecify.annotations.Nullable;

/** Signs messages with RSA and SHA-256 (RFC 6376). Safe for use by several threads. */
public final class DkimSigner {

    /**
     * What the signature says.
     *
     * @param domain {@code d=}, the signing domain
     * @param selector {@code s=}, the name of the key below the domain
     * @param identity {@code i=}, an address in the domain; null for the domain itself
     * @param headers {@code h=}, the signed headers; also those that are absent from a message, which nobody can then add
     * @param relaxedHeader whether header lines may be folded anew on the way (RFC 6376, section 3.4.2)
     * @param relaxedBody whether white space may change (section 3.4.4)
     * @param bodyLimit {@code l=}, octets of the body; 0 for all of it
     * @param timestamp whether to add {@code t=}
     * @param lifetimeSeconds after which the signature expires, {@code x=}; 0 for never
     */
    public record Options(
            String domain,
            String selector,
            @Nullable String identity,
            List<String> headers,
            boolean relaxedHeader,
            boolean relaxedBody,
            int bodyLimit,
            boolean timestamp,
            long lifetimeSeconds) {}

    private final PrivateKey key;
    private final Options options;
    private final Clock clock;

    public DkimSigner(PrivateKey key, Options options, Clock clock) {
        this.key = key;
        this.options = options;
        this.clock = clock;
    }

    /**
     * The header to put before the message, with its line end.
     *
     * @param beginning the message with its header section and at least the beginning of its body
     * @param end the rest of its body
     * @throws IOException when the key cannot sign
     */
    String sign(OctetBuffer beginning, byte[] end) throws IOException {
        byte[] octets = beginning.array();
        int bodyOffset = HeaderFields.bodyOffset(octets, beginning.size());
        Body body = out -> {
            out.write(octets, bodyOffset, beginning.size() - bodyOffset);
            out.write(end);
        };
        try {
            String template = template(body);
            DKIMSigner signer = new DKIMSigner(template, key);
            SignatureRecord record = signer.newSignatureRecordTemplate(template);
            BodyHasher hasher = signer.newBodyHasher(record);
            try (OutputStream out = hasher.getOutputStream()) {
                body.writeTo(out);
            }
            return signer.sign(HeaderFields.of(octets, bodyOffset), hasher) + "\r\n";
        } catch (PermFailException failure) {
            throw new IOException("The message cannot be signed: " + failure.getMessage(), failure);
        }
    }

    @FunctionalInterface
    private interface Body {
        void writeTo(OutputStream out) throws IOException;
    }

    private String template(Body body) throws IOException {
        StringBuilder tags = new StringBuilder("v=1; a=rsa-sha256; c=")
                .append(options.relaxedHeader() ? "relaxed/" : "simple/")
                .append(options.relaxedBody() ? "relaxed" : "simple")
                .append("; d=")
                .append(options.domain())
                .append("; s=")
                .append(options.selector())
                .append("; h=")
                .append(String.join(":", options.headers()));
        if (options.identity() != null) {
            tags.append("; i=").append(options.identity());
        }
        if (options.bodyLimit() > 0 && options.bodyLimit() < canonicalSize(body)) {
            tags.append("; l=").append(options.bodyLimit());
        }
        long now = clock.instant().getEpochSecond();
        if (options.timestamp() || options.lifetimeSeconds() > 0) {
            tags.append("; t=").append(now);
        }
        if (options.lifetimeSeconds() > 0) {
            tags.append("; x=").append(now + options.lifetimeSeconds());
        }
        return tags.append("; bh=; b=").toString();
    }

    /** {@code l=} must not be more than this (RFC 6376, section 3.5). */
    private long canonicalSize(Body body) throws IOException {
        CountingStream count = new CountingStream();
        try (OutputStream out =
                options.relaxedBody() ? new RelaxedBodyCanonicalizer(count) : new SimpleBodyCanonicalizer(count)) {
            body.writeTo(out);
        }
        return count.octets;
    }

    private static final class CountingStream extends OutputStream {
        private long octets;

        @Override
        public void write(int octet) {
            octets++;
        }

        @Override
        public void write(byte[] source, int offset, int length) {
            octets += length;
        }
    }
}

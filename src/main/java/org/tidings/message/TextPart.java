package org.tidings.message;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A body part of text compiled once a blast: what is the same for everyone is kept in the octets of both transfer encodings.
 * The common message is ASCII and goes out as 7bit, a copy of pieces; one person's accents make that person's part
 * quoted-printable.
 */
final class TextPart {

    /** Either a slot, or a literal in quoted-printable and, unless that is impossible, in 7bit. */
    private record Piece(
            TemplateSegment segment,
            @Nullable EncodedLiteral sevenBit,
            @Nullable EncodedLiteral quotedPrintable) {}

    private final byte[] sevenBitHeader;
    private final byte[] quotedPrintableHeader;
    private final List<Piece> pieces;
    private final boolean sevenBitPossible;
    private final int literalSize;

    /** @param subtype {@code plain} or {@code html} */
    TextPart(String subtype, BodyTemplate body) {
        String type = "Content-Type: text/" + subtype + "; charset=utf-8\r\nContent-Transfer-Encoding: ";
        this.sevenBitHeader = (type + "7bit\r\n\r\n").getBytes(StandardCharsets.US_ASCII);
        this.quotedPrintableHeader = (type + "quoted-printable\r\n\r\n").getBytes(StandardCharsets.US_ASCII);
        List<Piece> compiled = new ArrayList<>();
        boolean possible = true;
        int size = 0;
        for (TemplateSegment segment : body.segments()) {
            if (segment instanceof TemplateSegment.Literal literal) {
                EncodedLiteral plain = sevenBit(literal.text());
                EncodedLiteral quoted = quotedPrintable(literal.text());
                possible &= plain != null;
                size += quoted.octets().length;
                compiled.add(new Piece(segment, plain, quoted));
            } else {
                compiled.add(new Piece(segment, null, null));
            }
        }
        this.pieces = List.copyOf(compiled);
        this.sevenBitPossible = possible;
        this.literalSize = size;
    }

    /** About how many octets a person's part has. */
    int typicalSize() {
        return literalSize + 100 * pieces.size();
    }

    /** Writes one person's part, header and body. */
    void writeTo(MimeBuffer out, Rendering rendering) {
        int start = out.size();
        if (!sevenBitPossible || !writeSevenBit(out, rendering)) {
            out.truncate(start);
            writeQuotedPrintable(out, rendering);
        }
    }

    private boolean writeSevenBit(MimeBuffer out, Rendering rendering) {
        out.put(sevenBitHeader);
        SevenBit body = new SevenBit(out);
        for (Piece piece : pieces) {
            EncodedLiteral literal = piece.sevenBit();
            boolean possible = literal == null ? body.text(piece.segment().text(rendering)) : body.literal(literal);
            if (!possible) {
                return false;
            }
        }
        return true;
    }

    private void writeQuotedPrintable(MimeBuffer out, Rendering rendering) {
        out.put(quotedPrintableHeader);
        QuotedPrintable body = new QuotedPrintable(out);
        for (Piece piece : pieces) {
            EncodedLiteral literal = piece.quotedPrintable();
            if (literal == null) {
                body.text(piece.segment().text(rendering));
            } else {
                body.literal(literal);
            }
        }
    }

    private static @Nullable EncodedLiteral sevenBit(String text) {
        MimeBuffer octets = new MimeBuffer(text.length() + 16);
        // a line that is too long by itself is found here too
        return new SevenBit(octets).text(text) ? EncodedLiteral.of(octets.toByteArray()) : null;
    }

    private static EncodedLiteral quotedPrintable(String text) {
        MimeBuffer octets = new MimeBuffer(text.length() + 16);
        new QuotedPrintable(octets).text(text);
        return EncodedLiteral.of(octets.toByteArray());
    }
}

package org.tidings.account;

import io.nayuki.qrcodegen.QrCode;

/** A QR code (ISO/IEC 18004) as SVG. */
final class QrImage {

    /** Modules of white around it, as the standard demands. */
    private static final int BORDER = 4;

    private QrImage() {}

    /** The attribute {@code d} of a path that draws the black modules, each one unit wide. */
    record Drawing(int size, String path) {}

    static Drawing of(String text) {
        QrCode code = QrCode.encodeText(text, QrCode.Ecc.MEDIUM);
        StringBuilder path = new StringBuilder();
        for (int y = 0; y < code.size; y++) {
            for (int x = 0; x < code.size; x++) {
                if (code.getModule(x, y)) {
                    path.append('M')
                            .append(x + BORDER)
                            .append(' ')
                            .append(y + BORDER)
                            .append("h1v1h-1z");
                }
            }
        }
        return new Drawing(code.size + 2 * BORDER, path.toString());
    }
}

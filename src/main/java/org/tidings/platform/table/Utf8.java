package org.tidings.platform.table;

/** Well-formed UTF-8 (RFC 3629, section 4). */
final class Utf8 {

    private Utf8() {}

    /** Bytes of the character that starts there, 1 to 4; 0 if none does. */
    static int lengthAt(byte[] bytes, int at, int end) {
        int first = bytes[at] & 0xff;
        if (first < 0x80) {
            return 1;
        }
        int length = first < 0xc2 ? 0 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : first < 0xf5 ? 4 : 0;
        if (length == 0 || at + length > end) {
            return 0;
        }
        int second = bytes[at + 1] & 0xff;
        boolean isAllowed = switch (first) {
            case 0xe0 -> second >= 0xa0;
            case 0xed -> second < 0xa0;
            case 0xf0 -> second >= 0x90;
            case 0xf4 -> second < 0x90;
            default -> true;
        };
        for (int i = 1; i < length; i++) {
            isAllowed &= (bytes[at + i] & 0xc0) == 0x80;
        }
        return isAllowed ? length : 0;
    }
}

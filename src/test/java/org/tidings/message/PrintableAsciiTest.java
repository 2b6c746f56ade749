package org.tidings.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class PrintableAsciiTest {

    @Test
    void everyOctetIsJudgedAtEveryPlace() {
        for (int length = 1; length <= 25; length++) {
            for (int at = 0; at < length; at++) {
                for (int octet = 0; octet < 256; octet++) {
                    for (char around : new char[] {' ', 'x', '~'}) {
                        byte[] octets = new byte[length];
                        Arrays.fill(octets, (byte) around);
                        octets[at] = (byte) octet;
                        assertThat(PrintableAscii.isAll(octets))
                                .as("%d at %d of %d, around it %s", octet, at, length, around)
                                .isEqualTo(octet >= ' ' && octet <= '~');
                    }
                }
            }
        }
    }

    @Test
    void nothingIsPrintable() {
        assertThat(PrintableAscii.isAll(new byte[0])).isTrue();
    }
}

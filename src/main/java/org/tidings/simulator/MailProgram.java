package org.tidings.simulator;

import java.util.List;

/**
 * The mail program of a simulated recipient.
 *
 * @param forImages the User-Agent for images
 * @param forLinks the User-Agent of the browser that opens links
 */
record MailProgram(String forImages, String forLinks) {
    private static final List<MailProgram> COMMON = List.of(
            new MailProgram(
                    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148",
                    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1"),
            new MailProgram(
                    "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Thunderbird/140.4.0",
                    "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:145.0) Gecko/20100101 Firefox/145.0"),
            new MailProgram(
                    "Mozilla/5.0 (Linux; Android 15; Pixel 8 Build/AP4A.250205.002; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/141.0.7390.122 Mobile Safari/537.36",
                    "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Mobile Safari/537.36"));

    /** Always returns the same program for the same address. */
    static MailProgram of(String address) {
        return COMMON.get(Math.floorMod(address.hashCode(), COMMON.size()));
    }
}

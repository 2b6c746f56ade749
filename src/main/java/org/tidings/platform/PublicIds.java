package org.tidings.platform;

import java.util.Collection;
import java.util.List;

/** Ids that people and programs see: ULIDs in upper case. Others are not looked up: a column of ASCII cannot be compared with them. */
public final class PublicIds {

    private PublicIds() {}

    public static boolean isOne(String text) {
        return text.length() == 26 && text.chars().allMatch(c -> (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z'));
    }

    /** Those of the texts that can be ids. */
    public static List<String> among(Collection<String> texts) {
        return texts.stream().filter(PublicIds::isOne).toList();
    }
}

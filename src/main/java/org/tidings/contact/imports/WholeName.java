package org.tidings.contact.imports;

/**
 * A name in one cell, split into first and last name: "Ann Lee", "Lee, Ann", "Ida van der Berg". A single word is a first name.
 */
record WholeName(String first, String last) {

    static WholeName of(String typed) {
        String name = typed.strip().replaceAll("\\s+", " ");
        int comma = name.indexOf(',');
        boolean isLastFirst = comma > 0 && !name.substring(comma + 1).strip().matches("(?i)(?:jr|sr|ii|iii|iv)\\.?");
        if (isLastFirst) {
            return new WholeName(cut(name.substring(comma + 1)), cut(name.substring(0, comma)));
        }
        int space = firstOfLastName(name);
        return space < 0
                ? new WholeName(cut(name), "")
                : new WholeName(cut(name.substring(0, space)), cut(name.substring(space)));
    }

    /** The space before the last name: before its particles such as "van der", otherwise the last space outside quotes. */
    private static int firstOfLastName(String name) {
        String plain = name.replaceFirst("(?i),? (?:jr|sr|ii|iii|iv)\\.?$", "");
        int particle = indexOfParticle(plain);
        return particle > 0 ? particle : plain.lastIndexOf(' ');
    }

    private static int indexOfParticle(String name) {
        for (String particle : new String[] {
            " van ", " von ", " de ", " da ", " di ", " del ", " den ", " der ", " la ", " le ", " bin ", " al "
        }) {
            int found = name.indexOf(particle);
            if (found > 0) {
                return found;
            }
        }
        return -1;
    }

    private static String cut(String part) {
        String stripped = part.strip();
        return stripped.length() <= 100 ? stripped : stripped.substring(0, 100);
    }
}

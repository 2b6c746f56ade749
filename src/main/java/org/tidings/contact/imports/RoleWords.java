package org.tidings.contact.imports;

import java.util.Set;
import org.tidings.contact.HouseholdRole;

/** The words with which files say what a person is in a household. */
final class RoleWords {

    private static final Set<String> STUDENTS = Set.of(
            "student",
            "child",
            "kid",
            "pupil",
            "participant",
            "gymnast",
            "dancer",
            "swimmer",
            "athlete",
            "kind",
            "schüler",
            "schülerin",
            "teilnehmer",
            "élève",
            "enfant",
            "alumno",
            "alumna",
            "niño",
            "niña",
            "allievo",
            "leerling",
            "elev",
            "barn",
            "aluno",
            "uczeń",
            "dziecko",
            "žák",
            "ребенок",
            "ребёнок",
            "ученик");

    private static final Set<String> GUARDIANS = Set.of(
            "guardian",
            "parent",
            "mother",
            "father",
            "mom",
            "mum",
            "dad",
            "adult",
            "primary",
            "account holder",
            "caregiver",
            "grandparent",
            "grandmother",
            "grandfather",
            "mutter",
            "vater",
            "elternteil",
            "erziehungsberechtigter",
            "erziehungsberechtigte",
            "mère",
            "père",
            "parent 1",
            "parent 2",
            "madre",
            "padre",
            "tutor",
            "tutora",
            "genitore",
            "ouder",
            "moeder",
            "vader",
            "forelder",
            "förälder",
            "mãe",
            "pai",
            "rodzic",
            "rodič",
            "мать",
            "отец",
            "родитель");

    private RoleWords() {}

    /** The role that a word means; {@link HouseholdRole#OTHER} for words that are not known. */
    static HouseholdRole of(String word) {
        if (STUDENTS.contains(word)) {
            return HouseholdRole.STUDENT;
        }
        return GUARDIANS.contains(word) ? HouseholdRole.GUARDIAN : HouseholdRole.OTHER;
    }
}

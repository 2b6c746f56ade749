package org.tidings.contact.imports;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.tidings.contact.EnrolmentStatus;

/** The words with which files say how a student is related to a class. */
final class StatusWords {

    private static final Map<EnrolmentStatus, Set<String>> WORDS = Map.of(
            EnrolmentStatus.ENROLLED,
            Set.of(
                    "",
                    "enrolled",
                    "enroled",
                    "active",
                    "current",
                    "registered",
                    "yes",
                    "angemeldet",
                    "aktiv",
                    "inscrit",
                    "inscrito",
                    "iscritto",
                    "ingeschreven",
                    "påmeldt",
                    "zapisany",
                    "zapsaný",
                    "записан"),
            EnrolmentStatus.WAITLISTED,
            Set.of(
                    "waitlisted",
                    "waitlist",
                    "wait list",
                    "waiting",
                    "waiting list",
                    "warteliste",
                    "liste d'attente",
                    "lista de espera",
                    "lista d'attesa",
                    "wachtlijst",
                    "venteliste",
                    "väntelista",
                    "lista oczekujących"),
            EnrolmentStatus.TRIAL,
            Set.of(
                    "trial",
                    "trial class",
                    "free trial",
                    "intro",
                    "probe",
                    "probestunde",
                    "essai",
                    "prueba",
                    "prova",
                    "proefles",
                    "prøvetime",
                    "próbne"),
            EnrolmentStatus.DROPPED,
            Set.of(
                    "dropped",
                    "drop",
                    "inactive",
                    "cancelled",
                    "canceled",
                    "withdrawn",
                    "left",
                    "former",
                    "ended",
                    "quit",
                    "abgemeldet",
                    "inaktiv",
                    "désinscrit",
                    "baja",
                    "ritirato",
                    "uitgeschreven",
                    "sluttet",
                    "wypisany"));

    private StatusWords() {}

    /** Empty for a word that is not known. An empty cell means enrolled. */
    static Optional<EnrolmentStatus> of(String typed) {
        String word = typed.strip().toLowerCase(Locale.ROOT);
        return WORDS.entrySet().stream()
                .filter(entry -> entry.getValue().contains(word))
                .map(Map.Entry::getKey)
                .findFirst();
    }
}

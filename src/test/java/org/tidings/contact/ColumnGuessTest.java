package org.tidings.contact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ColumnGuessTest {

    /** Headings are separated by semicolons; a column that is not guessed is written as a dot. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "email;first_name;last_name | EMAIL FIRST_NAME LAST_NAME",
                "E-Mail;Vorname;Nachname | EMAIL FIRST_NAME LAST_NAME",
                "E-Mail-Adresse;Name;Vorname;Geburtsdatum;Handy | EMAIL LAST_NAME FIRST_NAME BORN PHONE",
                "Courriel;Nom;Prénom;Date de naissance;Téléphone portable | EMAIL LAST_NAME FIRST_NAME BORN PHONE",
                "Adresse e-mail;Nom de famille;Prénom;Foyer;Remarques | EMAIL LAST_NAME FIRST_NAME HOUSEHOLD NOTES",
                "Correo electrónico;Nombre;Apellidos;Fecha de nacimiento;Móvil | EMAIL FIRST_NAME LAST_NAME BORN PHONE",
                "Indirizzo email;Nome;Cognome;Data di nascita;Cellulare | EMAIL FIRST_NAME LAST_NAME BORN PHONE",
                "E-mailadres;Voornaam;Achternaam;Geboortedatum;Gezin;Les | EMAIL FIRST_NAME LAST_NAME BORN HOUSEHOLD CLASS",
                "Endereço de e-mail;Nome;Sobrenome;Telemóvel;Turma | EMAIL FIRST_NAME LAST_NAME PHONE CLASS",
                "E-post;Fornavn;Etternavn;Fødselsdato;Mobil | EMAIL FIRST_NAME LAST_NAME BORN PHONE",
                "E-postadress;Förnamn;Efternamn;Född;Hushåll | EMAIL FIRST_NAME LAST_NAME BORN HOUSEHOLD",
                "Sähköposti;Etunimi;Sukunimi;Puhelin | EMAIL FIRST_NAME LAST_NAME PHONE",
                "Adres e-mail;Imię;Nazwisko;Data urodzenia;Uwagi | EMAIL FIRST_NAME LAST_NAME BORN NOTES",
                "email;jméno;příjmení;Datum narození;kurz | EMAIL FIRST_NAME LAST_NAME BORN CLASS",
                "email;имя;фамилия;Дата рождения;Телефон | EMAIL FIRST_NAME LAST_NAME BORN PHONE",
                "Name;Email | NAME EMAIL",
                "Nombre;Correo | NAME EMAIL",
                "ФИО;Эл. почта | NAME EMAIL",
                "Family Name;Last Name;First Name;Email | HOUSEHOLD LAST_NAME FIRST_NAME EMAIL",
                "Given Name;Family Name;E-mail 1 - Value;E-mail 1 - Type | FIRST_NAME LAST_NAME EMAIL .",
                "Primary Email;Parent 1 E-mail;Guardian Email;Email (secondary) | EMAIL EMAIL EMAIL EMAIL",
                "Guardian Phone;Cell Phone;Emergency Contact Phone;Mom's Cell | PHONE PHONE PHONE PHONE",
                "Parent 2 First Name;Parent 1 First Name;Student First Name | . FIRST_NAME .",
                "Student First Name;Student Last Name;DOB;Parent Email | FIRST_NAME LAST_NAME BORN EMAIL",
                "Family;Parent 1 First Name;Parent 1 Last Name;Primary Email;Parent 2 Email;Mobile;Student;DOB;Class;Day/Time;Status;Start"
                        + " | HOUSEHOLD FIRST_NAME LAST_NAME EMAIL EMAIL PHONE STUDENT BORN CLASS . CLASS_STATUS CLASS_FROM",
                "email;first_name;last_name;household;role;tags;class;class_status;marketing"
                        + " | EMAIL FIRST_NAME LAST_NAME HOUSEHOLD ROLE TAGS CLASS CLASS_STATUS MARKETING",
                "Family ID;Student ID;Class Name;Enrollment Status;Enroll Date;Drop Date;Comments"
                        + " | HOUSEHOLD_ID EXTERNAL_ID CLASS CLASS_STATUS CLASS_FROM CLASS_UNTIL NOTES",
                "Household ID;External ID;Tags;Groups;Newsletter | HOUSEHOLD_ID EXTERNAL_ID TAGS TAGS MARKETING",
                "Email opt-in;Email status;Mailing address;Unsubscribed;Do not email | MARKETING . . . .",
                "Email;Teacher Email;Emergency contact email;Coach | EMAIL . . .",
                "Straße;PLZ;Ort;;ann@x.org | . . . . .",
            })
    void guessesWhatColumnsSay(String headings, String columns) {
        assertThat(guess(List.of(headings.split(";", -1)))).isEqualTo(columns);
    }

    @Test
    void columnIsGivenOnceExceptAddressesPhonesAndTags() {
        assertThat(guess(List.of("Class", "Course", "Notes", "Notes", "Tag", "Tag")))
                .isEqualTo("CLASS . NOTES . TAGS TAGS");
    }

    @Test
    void hostileHeadingsAreGuessedInAMoment() {
        assertTimeoutPreemptively(Duration.ofSeconds(5), () -> {
            ColumnGuess.of(List.of("e ".repeat(100_000), "x".repeat(1_000_000), "\u0301".repeat(100_000)));
            ColumnGuess.of(Collections.nCopies(16_384, "un e mail phone parent 1"));
        });
    }

    private static String guess(List<String> headings) {
        Stream<Optional<PersonColumn>> guesses = ColumnGuess.of(headings).stream();
        return guesses.map(guess -> guess.map(PersonColumn::name).orElse(".")).collect(Collectors.joining(" "));
    }
}

package org.tidings.contact;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The headings of studio software and spreadsheets in English, German, French, Spanish, Italian, Dutch, Portuguese, the Nordic languages, Polish, Czech and Russian. */
final class HeadingWords {

    private static final Pattern MARKS = Pattern.compile("\\p{M}");
    private static final Pattern NOT_WORDS = Pattern.compile("[^\\p{L}\\p{N}]+");

    private static final String PHRASES = """
            EMAIL: email, mail, emails, e mail, e mails, mail address, email address, e mail address, emailadresse, e mail adresse, mailadresse, courriel, courriels, adresse e mail, adresse email, adresse mail, adresse courriel, correo, correo electronico, direccion de correo, posta elettronica, indirizzo email, indirizzo e mail, emailadres, e mailadres, mailadres, endereco de email, endereco de e mail, epost, e post, epostadress, e postadress, e postadresse, epostadresse, sahkoposti, sahkopostiosoite, adres e mail, adres email, poczta, poczta elektroniczna, emailova adresa, e mailova adresa, почта, эл почта, электронная почта, адрес электронной почты, email адрес, имейл, емейл
            PHONE: phone, phones, phone number, telephone, telephone number, tel, tel no, mobile, mobile phone, mobile number, cell, cell phone, cellphone, cell number, handy, handynummer, telefon, telefonnummer, mobil, mobiltelefon, mobilnummer, mobiltelefonnummer, rufnummer, festnetz, telephone portable, numero de telephone, portable, telefono, numero de telefono, movil, telefono movil, celular, cellulare, numero di telefono, telefoon, telefoonnummer, mobiel, gsm, telefone, telemovel, numero de telefone, puhelin, puhelinnumero, numer telefonu, telefon komorkowy, komorka, telefonni cislo, telefon cislo, телефон, номер телефона, мобильный, мобильный телефон
            BORN: dob, d o b, born, birth date, birthdate, birthday, date of birth, birth day, geburtsdatum, geboren, geboren am, geburtstag, geb datum, date de naissance, naissance, ne le, nee le, fecha de nacimiento, fecha nacimiento, nacimiento, data di nascita, nascita, geboortedatum, geboren op, data de nascimento, nascimento, fodselsdato, fodselsdag, fodt, fodelsedatum, fodelsedag, fodd, syntymaaika, data urodzenia, datum narozeni, narozen, дата рождения, день рождения, родился
            HOUSEHOLD_ID: family id, household id, account id, account number, account no, account, family number, family no, family code, household number, familien id, haushalt id, haushalts id, familiennummer, id famille, numero famille, id familia, codigo familia, id famiglia, gezin id, gezinsnummer, huishouden id, familie id, familj id, familienr, id rodziny, id rodiny, id семьи
            HOUSEHOLD: family, household, household name, account name, familie, haushalt, haushaltsname, famille, foyer, nom du foyer, familia, hogar, unidad familiar, famiglia, nucleo familiare, gezin, huishouden, gezinsnaam, agregado familiar, familj, hushall, husstand, husholdning, perhe, rodzina, rodina, domacnost, семья
            ROLE: role, contact type, person type, relationship, relation, relationship to student, rolle, funktion, beziehung, role dans la famille, lien, lien de parente, rol, parentesco, ruolo, parentela, funcao, papel, roll, rooli, rola, роль
            TAGS: tag, tags, label, labels, group, groups, category, categories, keywords, list, lists, schlagwort, schlagworte, schlagworter, gruppe, gruppen, kategorie, etiquette, etiquettes, groupe, groupes, etiqueta, etiquetas, grupo, grupos, etichetta, etichette, gruppo, gruppi, groep, groepen, grupper, grupp, tunnisteet, tagi, etykiety, grupa, grupy, skupina, stitky, теги, тег, метки, группа, группы
            CLASS: class, classes, class name, enrolled class, course, courses, course name, program, programme, kurs, kurse, kursname, klasse, cours, nom du cours, classe, clase, nombre de la clase, curso, corso, nome corso, les, lesgroep, cursus, turma, aula, klass, hold, parti, kurssi, luokka, zajecia, nazwa zajec, kurz, nazev kurzu, trida, класс, курс, занятие
            CLASS_STATUS: status, class status, enrollment status, enrolment status, enrollment, enrolment, kursstatus, anmeldestatus, anmeldungsstatus, statut, statut inscription, estado, estado de inscripcion, stato, stato iscrizione, inschrijfstatus, situacao, tila, stav, статус
            CLASS_FROM: start, starts, start date, from, class from, class start, enroll date, enrol date, enrollment date, enrolment date, enrolled, enrolled on, date enrolled, beginn, startdatum, kursbeginn, ab, von, eintritt, eintrittsdatum, debut, date de debut, date debut, inicio, fecha de inicio, fecha inicio, inizio, data inizio, data di inizio, begindatum, ingangsdatum, data de inicio, data inicio, startdato, alku, alkaa, od, data rozpoczecia, datum zahajeni, zacatek, начало, дата начала
            CLASS_UNTIL: end, ends, end date, until, to, class until, class end, drop date, dropped on, date dropped, ende, enddatum, kursende, bis, austritt, austrittsdatum, date de fin, date fin, fin, fecha de fin, fecha fin, fine, data fine, data di fine, einddatum, data de fim, data fim, fim, sluttdato, slutdatum, slutdato, loppu, paattyy, do, data zakonczenia, datum ukonceni, konec, окончание, дата окончания, конец
            EXTERNAL_ID: id, external id, person id, student id, contact id, customer id, client id, member id, user id, record id, customer number, customer no, member number, membership number, kundennummer, kunden nr, kundennr, mitgliedsnummer, numero client, numero de client, id client, numero de cliente, id cliente, numero cliente, klantnummer, lidnummer, kundenummer, medlemsnummer, kundnummer, asiakasnumero, numer klienta, id klienta, cislo klienta, код клиента, номер клиента
            MARKETING: marketing, newsletter, opt in, marketing opt in, marketing consent, marketing emails, email opt in, email consent, email marketing, accepts marketing, accepts email marketing, subscribed, mailing list, consent, einwilligung, werbung, werbeeinwilligung, consentement, infolettre, boletin, consentimiento, consenso, consenso marketing, nieuwsbrief, toestemming, consentimento, samtykke, samtycke, nyhetsbrev, nyhedsbrev, uutiskirje, zgoda, zgoda marketingowa, souhlas, согласие, рассылка
            NOTES: note, notes, comment, comments, remark, remarks, notiz, notizen, bemerkung, bemerkungen, kommentar, kommentare, anmerkung, anmerkungen, remarque, remarques, commentaire, commentaires, nota, notas, observaciones, comentario, comentarios, commento, commenti, opmerking, opmerkingen, observacoes, anteckning, anteckningar, kommentarer, merknad, merknader, huomautus, uwagi, notatki, poznamka, poznamky, примечание, примечания, комментарий, заметки
            FIRST_NAME: first name, firstname, first, given name, forename, christian name, vorname, vornamen, prenom, prenoms, primer nombre, nombre de pila, nome di battesimo, voornaam, roepnaam, primeiro nome, fornavn, fornamn, etunimi, imie, krestni jmeno, meno, имя
            LAST_NAME: last name, lastname, last, surname, nachname, familienname, zuname, nom de famille, apellido, apellidos, cognome, achternaam, sobrenome, apelido, ultimo nome, etternavn, efternavn, efternamn, sukunimi, nazwisko, prijmeni, priezvisko, фамилия
            NAME: full name, fullname, name, display name, first and last name, name first last, vollstandiger name, vor und nachname, nom complet, nom et prenom, nom prenom, prenom et nom, nombre completo, nombre y apellidos, nome completo, nome e cognome, volledige naam, fullt navn, imie i nazwisko, jmeno a prijmeni, фио, имя и фамилия
            """;

    private static final Map<String, PersonColumn> COLUMNS = columns();

    /** A name of which the other headings tell whether it is the whole, the first or the last. */
    static final Set<String> NAME_OR_FIRST = Set.of("nome", "nombre", "jmeno", "имя", "imie", "meno");

    static final Set<String> NAME_OR_LAST = Set.of("name", "nom", "naam", "navn", "namn", "nimi");

    /** The name of a household, or a last name. */
    static final Set<String> HOUSEHOLD_OR_LAST =
            Set.of("family name", "familienaam", "nome di famiglia", "family last name");

    /** Words beside the kind of a column that say whose it is. */
    private static final Set<String> GUARDIANS = words(
            "parent parents guardian guardians mother mothers father fathers mom moms mum mums dad"
                    + " dads caregiver primary main home personal preferred contact customer client member account holder s p"
                    + " eltern elternteil mutter vater erziehungsberechtigte erziehungsberechtigter kontakt mere pere parental"
                    + " padre madre tutor padres principal ouder ouders moeder vader mae pai encarregado forelder foresatt mor far"
                    + " vardnadshavare huoltaja rodzic rodzica rodic matka otec родителя родитель мамы папы the of 1 01 one first");

    private static final Set<String> STUDENTS = words(
            "student students child children childs kid kids gymnast dancer swimmer athlete pupil participant kind"
                    + " kindes schuler schulerin teilnehmer eleve enfant alumno alumna nino hijo allievo alunno figlio leerling kind"
                    + " aluno aluna crianca barn elev lapsi dziecko dziecka uczen dite zak ребенка ребенок ученика ученик");

    private static final Set<String> OTHERS = words(
            "2 3 4 5 02 03 second secondary third other alternate alternative additional emergency work business billing"
                    + " notfall zweite weitere secondaire autre urgence secundario otro emergencia secondario altro emergenza tweede"
                    + " emergency nood");

    private HeadingWords() {}

    /** Lower case without accents and punctuation: {@code e mail adresse} for "E-Mail-Adresse". */
    static String plain(String heading) {
        String lower = heading.toLowerCase(Locale.ROOT)
                .replace("ß", "ss")
                .replace("æ", "ae")
                .replace('ø', 'o')
                .replace('ł', 'l')
                .replace('đ', 'd')
                .replace('ё', 'е')
                .replace("'", "")
                .replace("’", "");
        String decomposed = Normalizer.normalize(lower.replace('й', '\u0001'), Normalizer.Form.NFD);
        String plain = MARKS.matcher(decomposed).replaceAll("").replace('\u0001', 'й');
        return NOT_WORDS.matcher(plain).replaceAll(" ").strip();
    }

    static Optional<PersonColumn> column(String phrase) {
        return Optional.ofNullable(COLUMNS.get(phrase));
    }

    /** The phrase without the words that say whose it is, and how near that person is: 3 for the guardian, 2 for the student, 1 for others. */
    record Owned(String phrase, int nearness) {}

    static Owned withoutOwner(String phrase) {
        int nearness = 3;
        StringBuilder rest = new StringBuilder();
        for (String word : phrase.split(" ", -1)) {
            if (OTHERS.contains(word)) {
                nearness = 1;
            } else if (STUDENTS.contains(word)) {
                nearness = Math.min(nearness, 2);
            } else if (!GUARDIANS.contains(word) || (word.equals("first") && phrase.contains("first name"))) {
                rest.append(' ').append(word);
            }
        }
        return new Owned(rest.toString().strip(), nearness);
    }

    /** Whether the phrase is a word for a student, alone or with a word for a whole name. */
    static boolean isStudentName(String phrase) {
        Owned owned = withoutOwner(phrase);
        return owned.nearness() == 2 && (owned.phrase().isEmpty() || COLUMNS.get(owned.phrase()) == PersonColumn.NAME);
    }

    private static Set<String> words(String list) {
        return new TreeSet<>(List.of(list.split(" +", -1)));
    }

    private static Map<String, PersonColumn> columns() {
        Map<String, PersonColumn> columns = new HashMap<>();
        PHRASES.lines().forEach(line -> {
            String[] parts = line.split(": ", 2);
            for (String phrase : Arrays.stream(parts[1].split(",", -1))
                    .map(HeadingWords::plain)
                    .collect(Collectors.toList())) {
                columns.putIfAbsent(phrase, PersonColumn.valueOf(parts[0]));
            }
        });
        return Map.copyOf(columns);
    }
}

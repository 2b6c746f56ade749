package org.tidings.account;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import java.security.SecureRandom;
import java.util.Locale;

/** A code that replaces a one-time code once, for who lost their device. Only its SHA-256 is stored, and it is deleted when it is used. */
@Entity
public class RecoveryCode extends PanacheEntityBase {

    static final int NUMBER = 10;

    /** Without letters and digits that are mistaken for each other. */
    private static final String LETTERS = "abcdefghijkmnpqrstuvwxyz23456789";

    private static final int GROUPS = 4;
    private static final int GROUP = 4;
    private static final SecureRandom RANDOM = new SecureRandom();

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    public long id;

    public long staffId;
    public String codeHash;

    @SuppressWarnings("NullAway.Init") // set by Hibernate
    protected RecoveryCode() {}

    RecoveryCode(long staffId, String code) {
        this.staffId = staffId;
        this.codeHash = hash(code);
    }

    /** 80 random bits, such as {@code k7fq-9mzx-2abc-defg}. */
    static String random() {
        StringBuilder code = new StringBuilder();
        for (int i = 0; i < GROUPS * GROUP; i++) {
            if (i > 0 && i % GROUP == 0) {
                code.append('-');
            }
            code.append(LETTERS.charAt(RANDOM.nextInt(LETTERS.length())));
        }
        return code.toString();
    }

    /** Returns false if it is not a code of this person or was used. */
    static boolean use(long staffId, String typed) {
        return delete("staffId = ?1 and codeHash = ?2", staffId, hash(typed)) == 1;
    }

    static long left(long staffId) {
        return count("staffId", staffId);
    }

    static void deleteAllOf(long staffId) {
        delete("staffId", staffId);
    }

    /** However it is typed. */
    private static String hash(String code) {
        StringBuilder plain = new StringBuilder();
        code.toLowerCase(Locale.ROOT).chars().filter(Character::isLetterOrDigit).forEach(plain::appendCodePoint);
        return RandomTokens.hash(plain.toString());
    }
}

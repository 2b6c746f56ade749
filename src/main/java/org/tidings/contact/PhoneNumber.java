package org.tidings.contact;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.PhoneNumberUtil.ValidationResult;
import com.google.i18n.phonenumbers.Phonenumber;
import java.util.Optional;

/** Phone numbers as people type them in one country, and in the international form (ITU-T E.164) in which they are stored and compared. */
public final class PhoneNumber {

    private static final PhoneNumberUtil NUMBERS = PhoneNumberUtil.getInstance();
    private static final int LONGEST = 60;

    private PhoneNumber() {}

    /**
     * For example {@code +12175550101} for "(217) 555-0101". Empty for what cannot be dialled; whether somebody has the number is not checked.
     *
     * @param region the country in which it was typed, two capital letters
     */
    public static Optional<String> e164(String typed, String region) {
        if (typed.isBlank() || typed.length() > LONGEST) {
            return Optional.empty();
        }
        try {
            Phonenumber.PhoneNumber number = NUMBERS.parse(typed, region);
            return NUMBERS.isPossibleNumberWithReason(number) == ValidationResult.IS_POSSIBLE
                    ? Optional.of(NUMBERS.format(number, PhoneNumberFormat.E164))
                    : Optional.empty();
        } catch (NumberParseException notANumber) {
            return Optional.empty();
        }
    }

    /** As people of that country write it: numbers of other countries with their country code. */
    public static String display(String e164, String region) {
        try {
            Phonenumber.PhoneNumber number = NUMBERS.parse(e164, region);
            boolean isOfRegion = number.getCountryCode() == NUMBERS.getCountryCodeForRegion(region);
            return NUMBERS.format(number, isOfRegion ? PhoneNumberFormat.NATIONAL : PhoneNumberFormat.INTERNATIONAL);
        } catch (NumberParseException notANumber) {
            return e164;
        }
    }
}

package org.tidings.people;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Named;
import org.tidings.account.Account;
import org.tidings.account.CurrentStaff;
import org.tidings.contact.PhoneNumber;

/** Phone numbers as people in the account's country write them: {@code {inject:phones.of(number)}}. */
@Named("phones")
@RequestScoped
public class Phones {

    private final CurrentStaff current;

    Phones(CurrentStaff current) {
        this.current = current;
    }

    public String of(String number) {
        return number.startsWith("+") ? PhoneNumber.display(number, Account.regionOf(current.zone())) : number;
    }
}

package org.tidings.blast.compose;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.tidings.account.CurrentStaff;
import org.tidings.account.StaffMember;

/** The other people of the account who can log in, to whom a test can be sent by one press. */
@ApplicationScoped
class Colleagues {

    private final CurrentStaff staff;

    Colleagues(CurrentStaff staff) {
        this.staff = staff;
    }

    /** One of them. */
    record Colleague(String name, String email) {}

    @Transactional
    public List<Colleague> all() {
        return StaffMember.ofAccount(staff.accountId()).stream()
                .filter(member -> member.active && !Objects.equals(member.id, staff.staffId()))
                .map(member -> new Colleague(member.name, member.email))
                .toList();
    }

    /** The typed address, if there is one, and the chosen colleagues. Addresses of anybody else are ignored. */
    Set<String> addresses(String typed, Collection<String> chosen) {
        Set<String> addresses = new LinkedHashSet<>();
        if (!typed.isBlank()) {
            addresses.add(typed.strip());
        }
        all().stream().map(Colleague::email).filter(chosen::contains).forEach(addresses::add);
        return addresses;
    }
}

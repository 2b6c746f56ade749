package org.tidings.people;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.NotFoundException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import org.tidings.contact.ConsentHistory;
import org.tidings.contact.ContactStore;
import org.tidings.contact.Enrolments;
import org.tidings.platform.web.Dates;
import org.tidings.report.EmailLog;

/** Collects all that is kept about a person. */
@ApplicationScoped
public class PersonExport {

    /** Far more than anyone has been sent; keeps the answer finite. */
    private static final int MOST_MESSAGES = 10_000;

    private final ContactStore contacts;
    private final PersonRows rows;
    private final Enrolments enrolments;
    private final ConsentHistory consent;
    private final EmailLog log;
    private final Clock clock;

    PersonExport(
            ContactStore contacts,
            PersonRows rows,
            Enrolments enrolments,
            ConsentHistory consent,
            EmailLog log,
            Clock clock) {
        this.contacts = contacts;
        this.rows = rows;
        this.enrolments = enrolments;
        this.consent = consent;
        this.log = log;
        this.clock = clock;
    }

    /** The data of one person of the account. */
    @Transactional
    public PersonData of(long accountId, long contactId) {
        ContactStore.Person person = contacts.find(accountId, contactId).orElseThrow(NotFoundException::new);
        List<MailboxState> mailboxes = rows.mailboxes(accountId, person);
        List<Long> addressIds = MailboxState.addressIds(mailboxes);
        return new PersonData(
                person.publicId(),
                person.details(),
                mailboxes.stream()
                        .map(mailbox -> new PersonData.AddressData(
                                mailbox.email(),
                                mailbox.unsubscribedAt(),
                                mailbox.invalidSince(),
                                mailbox.invalidReason()))
                        .toList(),
                enrolments.of(contactId).stream()
                        .map(row -> new PersonData.EnrolmentData(
                                row.weeklyClass().name,
                                row.enrolment().status,
                                row.enrolment().fromDay,
                                row.enrolment().untilDay))
                        .toList(),
                consent.of(addressIds),
                log
                        .page(addressIds, "", null, MOST_MESSAGES, new Dates(ZoneOffset.UTC, clock.instant()))
                        .entries()
                        .stream()
                        .map(entry -> new PersonData.MessageData(
                                entry.email(),
                                entry.subject(),
                                entry.at(),
                                entry.status(),
                                entry.text(),
                                entry.lastActivityAt()))
                        .toList());
    }
}

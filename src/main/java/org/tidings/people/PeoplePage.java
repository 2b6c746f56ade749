package org.tidings.people;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;
import org.tidings.account.CurrentStaff;
import org.tidings.contact.Contact;
import org.tidings.contact.ContactFilter;
import org.tidings.contact.ContactSearch;
import org.tidings.contact.Tags;
import org.tidings.contact.WeeklyClass;
import org.tidings.platform.web.FlashMessage;
import org.tidings.platform.web.Numbers;

/** The list of people with its search, filters and bulk actions. */
@Path("/people")
class PeoplePage {

    private static final int LINES = 50;

    /** People are counted up to this number; beyond it the page says "more than". */
    private static final int MOST_COUNTED = 10_000;

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance list(
                List<PersonRow> people,
                PeopleQuery query,
                @Nullable String count,
                List<String> tags,
                List<WeeklyClass> classes);
    }

    private final CurrentStaff current;
    private final ContactSearch search;
    private final PersonRows rows;
    private final Tags tags;
    private final BulkActions actions;
    private final FlashMessage flash;
    private final Clock clock;

    PeoplePage(
            CurrentStaff current,
            ContactSearch search,
            PersonRows rows,
            Tags tags,
            BulkActions actions,
            FlashMessage flash,
            Clock clock) {
        this.current = current;
        this.search = search;
        this.rows = rows;
        this.tags = tags;
        this.actions = actions;
        this.flash = flash;
        this.clock = clock;
    }

    @GET
    @Produces(MediaType.TEXT_HTML)
    @Transactional
    public TemplateInstance list(
            @RestQuery @DefaultValue("") String q,
            @RestQuery @DefaultValue("") String tag,
            @RestQuery("class") @DefaultValue("") String classId,
            @RestQuery @DefaultValue("") String after) {
        long accountId = current.accountId();
        LocalDate today = LocalDate.ofInstant(clock.instant(), current.zone());
        Optional<WeeklyClass> weeklyClass = classId.isEmpty() ? Optional.empty() : WeeklyClass.find(accountId, classId);
        ContactFilter filter = new ContactFilter(
                q.strip(),
                null,
                tag.isEmpty() ? null : tag,
                weeklyClass.map(one -> one.id).orElse(null),
                null,
                today);
        Long cursor = after.isEmpty()
                ? null
                : Contact.find(accountId, after).map(contact -> contact.id).orElse(null);
        ContactSearch.Page page = search.page(accountId, filter, cursor, LINES);
        List<PersonRow> people = rows.of(accountId, page.ids(), today);
        String next = page.next() == null ? null : people.get(people.size() - 1).id();
        PeopleQuery query = new PeopleQuery(
                q.strip(), tag, weeklyClass.map(one -> one.publicId).orElse(""), cursor == null, next);
        return Templates.list(
                people,
                query,
                cursor == null ? count(filter) : null,
                tags.names(accountId),
                WeeklyClass.ofAccount(accountId));
    }

    private String count(ContactFilter filter) {
        int most = filter.q().isEmpty() ? MOST_COUNTED : ContactSearch.MOST_MATCHES;
        int count = search.count(current.accountId(), filter, most);
        return (count == most ? "More than " : "") + Numbers.of(count, "person", "people");
    }

    /** Adds a tag to the selected people, removes one, or adds them to a class. */
    @POST
    @Path("bulk")
    public Response bulk(
            @RestForm @DefaultValue("") String action,
            @RestForm("id") List<String> ids,
            @RestForm @DefaultValue("") String tag,
            @RestForm("class") @DefaultValue("") String classId,
            @RestForm @DefaultValue("") String back) {
        flash.show(actions.run(action, ids, tag, classId));
        String query = back.matches("\\?[\\w&=%.+*-]*") ? back : "";
        return Response.seeOther(URI.create("/people" + query)).build();
    }

    /**
     * What the list shows.
     *
     * @param classId the ULID of a class; empty for all
     * @param first whether this is the first page
     * @param next the ULID of the last person, for the next page; null on the last page
     */
    public record PeopleQuery(
            String q,
            String tag,
            String classId,
            boolean first,
            @Nullable String next) {

        /** The query string without the position. */
        public String string() {
            return "?q=" + encoded(q) + "&tag=" + encoded(tag) + "&class=" + classId;
        }

        public boolean isFiltered() {
            return !q.isEmpty() || !tag.isEmpty() || !classId.isEmpty();
        }

        private static String encoded(String text) {
            return URLEncoder.encode(text, StandardCharsets.UTF_8);
        }
    }
}

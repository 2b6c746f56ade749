package org.tidings.blast.compose;

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
import jakarta.ws.rs.core.UriBuilder;
import java.util.List;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestQuery;
import org.tidings.account.CurrentStaff;
import org.tidings.blast.AudienceCounts;
import org.tidings.blast.AudiencePeople;
import org.tidings.blast.Blast;
import org.tidings.blast.HomesWithoutAddress;
import org.tidings.blast.selection.Condition;
import org.tidings.blast.selection.SelectionJson;
import org.tidings.contact.ContactStore;
import org.tidings.contact.Household;
import org.tidings.platform.EmailAddress;
import org.tidings.platform.web.FlashMessage;

/** Who will get a draft and who will not, each removable for this blast. */
@Path("/blasts/{id}/people")
@Produces(MediaType.TEXT_HTML)
class BlastPeoplePage {

    private static final int SHOWN = 100;

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance list(View view);
    }

    /** A line of the list. */
    record Line(String email, String name, String reason) {}

    /**
     * The page.
     *
     * @param list will, not or homes
     * @param isCut whether more people match than are shown
     */
    record View(
            String id,
            String title,
            String list,
            String q,
            Composed.People people,
            List<Line> lines,
            List<Link> homes,
            boolean isCut) {}

    /** A household or person without an address. */
    record Link(String url, String name) {}

    private final Drafts drafts;
    private final ComposeView view;
    private final AudienceCounts counts;
    private final AudiencePeople people;
    private final HomesWithoutAddress homes;
    private final ContactStore contacts;
    private final CurrentStaff staff;
    private final FlashMessage flash;

    BlastPeoplePage(
            Drafts drafts,
            ComposeView view,
            AudienceCounts counts,
            AudiencePeople people,
            HomesWithoutAddress homes,
            ContactStore contacts,
            CurrentStaff staff,
            FlashMessage flash) {
        this.drafts = drafts;
        this.view = view;
        this.counts = counts;
        this.people = people;
        this.homes = homes;
        this.contacts = contacts;
        this.staff = staff;
        this.flash = flash;
    }

    @GET
    @Transactional
    public TemplateInstance list(
            String id, @RestQuery @DefaultValue("will") String list, @RestQuery @DefaultValue("") String q) {
        Blast draft = drafts.editable(id);
        List<Line> lines = switch (list) {
            case "not" ->
                counts.leftOut(draft, q, SHOWN + 1).stream()
                        .map(out -> new Line(out.email(), out.name(), out.reason()))
                        .toList();
            case "homes" -> List.of();
            default ->
                people.search(draft, q, SHOWN + 1).stream()
                        .map(person -> new Line(person.email(), person.fullName(), ""))
                        .toList();
        };
        return Templates.list(new View(
                draft.publicId,
                draft.title(),
                list,
                q,
                view.people(draft),
                lines.size() > SHOWN ? lines.subList(0, SHOWN) : lines,
                list.equals("homes") ? withoutAddress(draft) : List.of(),
                lines.size() > SHOWN));
    }

    /** Removes an address from this blast, whichever way it was added. */
    @POST
    public Response remove(String id, @RestForm @DefaultValue("") String email, @RestForm @DefaultValue("") String q) {
        Blast draft = drafts.editable(id);
        String address = EmailAddress.normaliseIfValid(email);
        if (!address.isBlank()) {
            Condition excluded = new Condition.Addresses(List.of(address));
            drafts.change(
                    draft,
                    blast -> blast.audience = SelectionJson.write(
                            SelectionJson.stored(blast.audience).butNot(excluded)));
            flash.show(address + " will not get this blast.");
        }
        return Response.seeOther(UriBuilder.fromPath("/blasts/{id}/people")
                        .queryParam("q", "{q}")
                        .build(draft.publicId, q))
                .build();
    }

    private List<Link> withoutAddress(Blast draft) {
        return homes.of(draft, SHOWN).stream().map(this::link).toList();
    }

    private Link link(HomesWithoutAddress.Home home) {
        if (home.householdId() != 0) {
            Household household = Household.findById(home.householdId());
            return new Link("/households/" + household.publicId, household.name);
        }
        ContactStore.Person person =
                contacts.find(staff.accountId(), home.contactId()).orElseThrow();
        return new Link("/people/" + person.publicId(), person.details().label());
    }
}

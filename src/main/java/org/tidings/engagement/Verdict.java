package org.tidings.engagement;

/**
 * The decision about a provisional request.
 *
 * @param words what a machine is or why the actor is not known, for the timeline; empty for a person
 */
public record Verdict(Actor actor, String words) {

    static final Verdict PERSON = new Verdict(Actor.PERSON, "");
}

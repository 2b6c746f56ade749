package org.tidings.diagnosis;

/**
 * One thing that an answer says.
 *
 * @param source where it comes from
 * @param words what says so, as it was matched
 * @param start its first position in the words; 0 where it comes from elsewhere
 * @param end the position behind it
 */
record Claim(Topic topic, Grounds.Origin source, String words, int start, int end) {

    static Claim of(Topic topic, Grounds.Origin source, String words) {
        return new Claim(topic, source, words, 0, 0);
    }

    boolean is(Topic.Standing standing) {
        return topic.standing == standing;
    }

    int length() {
        return end - start;
    }

    boolean overlaps(Claim other) {
        return start < other.end && other.start < end;
    }
}

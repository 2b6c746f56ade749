package org.tidings.message;

import java.util.List;

/** A prepared body: its segments in order. */
record BodyTemplate(List<TemplateSegment> segments) {
    BodyTemplate {
        segments = List.copyOf(segments);
    }

    /** One person's body; lines end in LF. */
    String render(Rendering rendering) {
        StringBuilder out = new StringBuilder(8192);
        for (TemplateSegment segment : segments) {
            out.append(segment.text(rendering));
        }
        return out.toString();
    }
}

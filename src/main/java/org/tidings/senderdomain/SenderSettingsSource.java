package org.tidings.senderdomain;

/** Knows how this installation sends. */
public interface SenderSettingsSource {

    SenderSettings settings();
}

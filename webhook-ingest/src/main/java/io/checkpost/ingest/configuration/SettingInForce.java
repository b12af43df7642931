package io.checkpost.ingest.configuration;

import org.jspecify.annotations.Nullable;

/**
 * A setting as it is in force on this node. Holds nothing secret.
 *
 * @param property its name
 * @param environmentVariable its name in the environment
 * @param purpose what it is
 * @param value its value, given or the default; null where there is none or it is secret
 * @param defaultValue what it is when nobody sets it; empty for nothing
 * @param isSet whether somebody set it
 * @param isSecret whether its value is shown to nobody
 * @param source what set it, as MicroProfile Config calls it; null where nothing did, or it is not
 *     told
 */
public record SettingInForce(
    String property,
    String environmentVariable,
    String purpose,
    @Nullable String value,
    String defaultValue,
    boolean isSet,
    boolean isSecret,
    @Nullable String source) {}

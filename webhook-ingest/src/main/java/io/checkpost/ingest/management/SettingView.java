package io.checkpost.ingest.management;

import io.checkpost.ingest.configuration.SettingInForce;
import org.jspecify.annotations.Nullable;

/** A setting in force on the node that answers. */
record SettingView(
    String name,
    String environmentVariable,
    String description,
    @Nullable String value,
    @Nullable String defaultValue,
    boolean isDefault,
    boolean secret,
    @Nullable String source)
    implements View {

  static SettingView of(SettingInForce setting) {
    return new SettingView(
        setting.property(),
        setting.environmentVariable(),
        setting.purpose(),
        setting.isSecret() ? (setting.isSet() ? "set" : "not set") : setting.value(),
        setting.defaultValue().isEmpty() ? null : setting.defaultValue(),
        !setting.isSet(),
        setting.isSecret(),
        setting.source());
  }
}

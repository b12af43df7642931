package io.checkpost.ingest.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SettingsTest {

  @Test
  void everySettingHasADefault() {
    Settings settings = Settings.of(Map.of());

    assertThat(settings.maxBody()).isEqualTo(16 * 1024 * 1024);
    assertThat(settings.demo()).isFalse();
    assertThat(settings.baseUrl()).isEqualTo("http://localhost:8080");
    assertThat(settings.apiKey()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "checkpost.intake.max-body,        many,  whole number",
    "checkpost.intake.max-body,        0,     whole number",
    "checkpost.intake.max-body,        -1,    whole number",
    "checkpost.intake.max-body,        99999999999, whole number",
    "checkpost.intake.timeout,         10,    duration",
    "checkpost.intake.timeout,         PT0S,  duration",
    "checkpost.demo,                   yes,   neither true nor false",
    "checkpost.intake.maxbody,         1,     no such setting",
  })
  void aWrongSettingIsNamedInOneLine(String property, String value, String problem) {
    assertThatThrownBy(() -> Settings.of(Map.of(property, value)))
        .isInstanceOf(InvalidSetting.class)
        .hasMessageStartingWith(property + ": ")
        .hasMessageContaining(problem)
        .message()
        .doesNotContain("\n");
  }

  @Test
  void whatIsInForceIsToldWithoutSecrets() {
    Settings settings =
        Settings.of(
            Map.of(
                "checkpost.db.password", "hidden-1",
                "checkpost.api.key", "hidden-2",
                "checkpost.alert.webhook.url", "https://hooks.example/hidden-3",
                "checkpost.db.url", "jdbc:postgresql://db/checkpost?password=hidden-4",
                "checkpost.relay.threads", "7"));

    assertThat(settings.inForce()).hasSameSizeAs(Setting.values());
    assertThat(settings.inForce().toString()).doesNotContain("hidden");
    assertThat(inForce(settings, "checkpost.db.password"))
        .returns(null, SettingInForce::value)
        .returns(true, SettingInForce::isSecret)
        .returns(true, SettingInForce::isSet);
    assertThat(inForce(settings, "checkpost.db.url").value())
        .isEqualTo("jdbc:postgresql://db/checkpost?…");
    assertThat(inForce(settings, "checkpost.relay.threads"))
        .returns("7", SettingInForce::value)
        .returns("32", SettingInForce::defaultValue)
        .returns(true, SettingInForce::isSet);
    assertThat(inForce(settings, "checkpost.port"))
        .returns("8080", SettingInForce::value)
        .returns(false, SettingInForce::isSet);
    assertThat(inForce(settings, "checkpost.portals.file").value()).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "'',    '',                            true",
    "'',    jdbc:postgresql://db/checkpost, false",
    "true,  jdbc:postgresql://db/checkpost, true",
    "false, '',                            false",
  })
  void nothingIsMadeUpInProductionUnlessItIsWanted(String set, String database, boolean on) {
    Settings settings =
        Settings.of(Map.of("checkpost.simulator", set, "checkpost.db.url", database));

    assertThat(settings.simulator()).isEqualTo(on);
  }

  private static SettingInForce inForce(Settings settings, String property) {
    return settings.inForce().stream()
        .filter(setting -> setting.property().equals(property))
        .findFirst()
        .orElseThrow();
  }

  @ParameterizedTest
  @EnumSource(Setting.class)
  void theDocumentationListsEverySetting(Setting setting) throws IOException {
    assertThat(Files.readString(Path.of("../docs/settings.md")))
        .contains(
            "| `%s` | `%s` | %s | %s |"
                .formatted(
                    setting.property(),
                    setting.environmentVariable(),
                    setting.defaultValue().isEmpty() ? "" : "`" + setting.defaultValue() + "`",
                    setting.purpose()));
  }
}

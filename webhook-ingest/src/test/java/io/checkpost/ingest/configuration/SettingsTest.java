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

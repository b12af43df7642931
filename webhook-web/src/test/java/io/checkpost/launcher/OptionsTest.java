package io.checkpost.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.checkpost.launcher.Options.Request;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OptionsTest {

  @Test
  void everythingHasADefault() throws Exception {
    assertThat(read())
        .isEqualTo(
            new Options(
                Request.RUN,
                "0.0.0.0",
                8080,
                Path.of("checkpost-data").toAbsolutePath(),
                null,
                false,
                null));
  }

  @Test
  void aValueFollowsItsNameOrAnEqualsSign() throws Exception {
    assertThat(read("--port", "9000")).isEqualTo(read("--port=9000"));
    assertThat(read("--port=9000").port()).isEqualTo(9000);
    assertThat(read("--host=127.0.0.1").host()).isEqualTo("127.0.0.1");
    assertThat(read("--home", "/srv/checkpost").home()).isEqualTo(Path.of("/srv/checkpost"));
  }

  @Test
  void aFlagTakesNoValueFromTheNextArgument() throws Exception {
    Options options = read("--demo", "--port", "9000");
    assertThat(options.demo()).isTrue();
    assertThat(options.port()).isEqualTo(9000);
    assertThat(read("--demo=false").demo()).isFalse();
  }

  @Test
  void theCommandLineGoesBeforePropertiesAndTheseBeforeTheEnvironment() throws Exception {
    Map<String, String> properties = Map.of("checkpost.port", "2");
    Map<String, String> environment = Map.of("CHECKPOST_PORT", "3");
    assertThat(Options.read(List.of("--port=1"), properties, environment).port()).isEqualTo(1);
    assertThat(Options.read(List.of(), properties, environment).port()).isEqualTo(2);
    assertThat(Options.read(List.of(), Map.of(), environment).port()).isEqualTo(3);
  }

  @Test
  void anEmptyEnvironmentVariableIsNotSet() throws Exception {
    assertThat(Options.read(List.of(), Map.of(), Map.of("CHECKPOST_PORT", "")).port())
        .isEqualTo(8080);
  }

  @Test
  void helpAndVersionAreAskedOnTheCommandLineOnly() throws Exception {
    assertThat(read("--help").request()).isEqualTo(Request.HELP);
    assertThat(read("--version").request()).isEqualTo(Request.VERSION);
    assertThat(Options.read(List.of(), Map.of("checkpost.version", "true"), Map.of()).request())
        .isEqualTo(Request.RUN);
  }

  @Test
  void theHelpNamesEveryOption() {
    assertThat(Options.HELP)
        .contains(
            "--port",
            "--host",
            "--home",
            "--extensions",
            "--demo",
            "--log-properties",
            "--version");
  }

  @Test
  void logPropertiesAreAReadableFile(@TempDir Path directory) throws IOException, StartFailure {
    Path file = Files.createFile(directory.resolve("logging.properties"));
    assertThat(read("--log-properties", file.toString()).logProperties()).isEqualTo(file);
    assertRefused("--log-properties", "--log-properties=" + directory);
    assertRefused("--log-properties", "--log-properties=");
  }

  @Test
  void extensionsAreAReadableFolder(@TempDir Path directory) throws IOException, StartFailure {
    Path file = Files.createFile(directory.resolve("lettings.jar"));
    assertThat(read().extensions()).isNull();
    assertThat(read("--extensions", directory.toString()).extensions()).isEqualTo(directory);
    assertRefused("--extensions must be a readable directory", "--extensions=" + file);
    assertRefused("--extensions must be a readable directory", "--extensions=" + file + "-gone");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--prot=1", "port", "-p", "--PORT=1", "", "--"})
  void anUnknownOptionIsNamed(String argument) {
    assertRefused("unknown option " + argument.split("=", -1)[0], argument);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "http", "-1", "65536", "80 80", "8080.0"})
  void aPortThatIsNoneIsNamedWithItsValue(String value) {
    assertRefused(
        "--port must be a number from 0 to 65535, not \"" + value + "\"", "--port", value);
  }

  @ParameterizedTest
  @CsvSource({"--port", "--host", "--home", "--extensions", "--log-properties"})
  void anOptionWithoutItsValueIsNamed(String option) {
    assertRefused(option + " needs a value", option);
  }

  @Test
  void anOptionGivenTwiceIsNamed() {
    assertRefused("--port is given twice", "--port=1", "--port=1");
  }

  @Test
  void aWrongVariableIsNamedAsTheVariable() {
    assertThatThrownBy(() -> Options.read(List.of(), Map.of(), Map.of("CHECKPOST_DEMO", "yes")))
        .isInstanceOf(StartFailure.class)
        .hasMessage("CHECKPOST_DEMO must be true or false, not \"yes\"");
  }

  private static Options read(String... arguments) throws StartFailure {
    return Options.read(List.of(arguments), Map.of(), Map.of());
  }

  private static void assertRefused(String start, String... arguments) {
    assertThatThrownBy(() -> read(arguments))
        .isInstanceOfSatisfying(
            StartFailure.class,
            failure -> {
              assertThat(failure.line()).startsWith(start);
              assertThat(failure.status()).isEqualTo(2);
            });
  }
}

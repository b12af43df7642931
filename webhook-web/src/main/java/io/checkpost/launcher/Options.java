package io.checkpost.launcher;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What the command line and the environment ask for.
 *
 * @param request what to do
 * @param host the address to listen on
 * @param port the port to listen on, 0 for any free one
 * @param home where Checkpost keeps its files
 * @param extensions the folder of jars to take in; null for the one beside the jar that runs
 * @param demo whether to start with sample data
 * @param logProperties a {@code java.util.logging} configuration to use in place of the built-in
 *     one
 */
record Options(
    Request request,
    String host,
    int port,
    Path home,
    @Nullable Path extensions,
    boolean demo,
    @Nullable Path logProperties) {

  static final String HELP =
      """
      Usage: java -jar checkpost.jar [options]

        --port <number>          port to listen on, 0 for any free one (CHECKPOST_PORT, default 8080)
        --host <address>         address to listen on (CHECKPOST_HOST, default 0.0.0.0)
        --home <directory>       where Checkpost keeps its files (CHECKPOST_HOME, default ./checkpost-data)
        --extensions <directory> jars with observers and providers to take in (CHECKPOST_EXTENSIONS,
                                 default the directory extensions beside this jar, where there is one)
        --demo                   start with sample data (CHECKPOST_DEMO)
        --log-properties <file>  java.util.logging configuration to use in place of the built-in one
        --version                print the version and stop
        --help                   print this and stop

      Every other setting is a property checkpost.*, given as an environment variable or with -Dcheckpost.*=...
      before -jar. SIGTERM and SIGINT stop Checkpost in order; a second one stops it at once.
      """;

  enum Request {
    RUN,
    HELP,
    VERSION
  }

  /**
   * Reads the command line; what it leaves out comes from system properties, then the environment,
   * then the defaults.
   *
   * @throws StartFailure naming the first option or value that is wrong
   */
  static Options read(
      List<String> arguments, Map<String, String> properties, Map<String, String> environment)
      throws StartFailure {
    Map<Option, String> given = new TreeMap<>();
    for (int i = 0; i < arguments.size(); i++) {
      String argument = arguments.get(i);
      int equals = argument.indexOf('=');
      Option option = Option.named(equals < 0 ? argument : argument.substring(0, equals));
      String value;
      if (equals >= 0) {
        value = argument.substring(equals + 1);
      } else if (option.isFlag()) {
        value = "true";
      } else if (i + 1 < arguments.size()) {
        value = arguments.get(++i);
      } else {
        throw StartFailure.ofUsage(option.flag + " needs a value");
      }
      if (given.putIfAbsent(option, value) != null) {
        throw StartFailure.ofUsage(option.flag + " is given twice");
      }
    }
    return new Source(given, properties, environment).options();
  }

  private enum Option {
    PORT("8080"),
    HOST("0.0.0.0"),
    HOME("checkpost-data"),
    EXTENSIONS(""),
    DEMO("false"),
    LOG_PROPERTIES(""),
    VERSION("false"),
    HELP("false");

    private final String flag = "--" + name().toLowerCase(Locale.ROOT).replace('_', '-');
    private final String property = "checkpost." + flag.substring(2);
    private final String variable = "CHECKPOST_" + name();
    private final String defaultValue;

    Option(String defaultValue) {
      this.defaultValue = defaultValue;
    }

    static Option named(String argument) throws StartFailure {
      for (Option option : values()) {
        if (option.flag.equals(argument)) {
          return option;
        }
      }
      throw StartFailure.ofUsage("unknown option " + argument + " (--help lists them)");
    }

    boolean isFlag() {
      return this == DEMO || this == VERSION || this == HELP;
    }

    /** Version and help are questions, not settings: nothing but the command line asks them. */
    boolean isSetting() {
      return this != VERSION && this != HELP;
    }
  }

  /** A value and the name of the place it came from, for the line that says it is wrong. */
  private record Setting(String name, String value) {}

  private record Source(
      Map<Option, String> given, Map<String, String> properties, Map<String, String> environment) {

    Options options() throws StartFailure {
      return new Options(
          request(), host(), port(), home(), extensions(), bool(Option.DEMO), logProperties());
    }

    private Request request() throws StartFailure {
      if (bool(Option.HELP)) {
        return Request.HELP;
      }
      return bool(Option.VERSION) ? Request.VERSION : Request.RUN;
    }

    private Setting setting(Option option) {
      String argument = given.get(option);
      if (argument != null) {
        return new Setting(option.flag, argument);
      }
      String property = option.isSetting() ? properties.get(option.property) : null;
      if (property != null) {
        return new Setting(option.property, property);
      }
      String variable = option.isSetting() ? environment.get(option.variable) : null;
      return variable == null || variable.isBlank()
          ? new Setting(option.flag, option.defaultValue)
          : new Setting(option.variable, variable);
    }

    private String host() throws StartFailure {
      Setting host = setting(Option.HOST);
      if (host.value.isBlank()) {
        throw StartFailure.ofUsage(host.name + " needs an address");
      }
      return host.value.strip();
    }

    private int port() throws StartFailure {
      Setting port = setting(Option.PORT);
      return parseInt(port.value)
          .filter(number -> number >= 0 && number <= 65535)
          .orElseThrow(
              () ->
                  StartFailure.ofUsage(
                      "%s must be a number from 0 to 65535, not \"%s\""
                          .formatted(port.name, port.value)));
    }

    private static Optional<Integer> parseInt(String value) {
      try {
        return Optional.of(Integer.valueOf(value.strip()));
      } catch (NumberFormatException e) {
        return Optional.empty();
      }
    }

    private Path home() throws StartFailure {
      return path(setting(Option.HOME)).toAbsolutePath().normalize();
    }

    private boolean bool(Option option) throws StartFailure {
      Setting setting = setting(option);
      return switch (setting.value.strip().toLowerCase(Locale.ROOT)) {
        case "true" -> true;
        case "false" -> false;
        default ->
            throw StartFailure.ofUsage(
                "%s must be true or false, not \"%s\"".formatted(setting.name, setting.value));
      };
    }

    private @Nullable Path extensions() throws StartFailure {
      return existing(Option.EXTENSIONS, Files::isDirectory, "directory");
    }

    private @Nullable Path logProperties() throws StartFailure {
      return existing(Option.LOG_PROPERTIES, Files::isRegularFile, "file");
    }

    private @Nullable Path existing(Option option, Predicate<Path> kind, String kindName)
        throws StartFailure {
      Setting setting = setting(option);
      if (setting.value.isBlank() && !given.containsKey(option)) {
        return null;
      }
      Path path = path(setting);
      if (!kind.test(path) || !Files.isReadable(path)) {
        throw StartFailure.ofUsage(
            "%s must be a readable %s, not \"%s\""
                .formatted(setting.name, kindName, setting.value));
      }
      return path.toAbsolutePath();
    }

    private static Path path(Setting setting) throws StartFailure {
      try {
        if (!setting.value.isBlank()) {
          return Path.of(setting.value);
        }
      } catch (InvalidPathException e) {
        // falls through to the line that names the setting
      }
      throw StartFailure.ofUsage(
          "%s must be a path, not \"%s\"".formatted(setting.name, setting.value));
    }
  }
}

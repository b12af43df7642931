package io.checkpost.launcher;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The main class of {@code checkpost.jar}. */
public final class Checkpost {

  private static final Duration DRAIN_LIMIT = Duration.ofSeconds(20);
  private static final Duration ANSWER_LIMIT = Duration.ofSeconds(5);

  private Checkpost() {}

  /**
   * Runs Checkpost until a signal stops it, and ends the process: with 0 after a stop in order, 1
   * when it could not start, 2 when an option or setting is wrong.
   *
   * @param arguments the options, see {@code --help}
   */
  public static void main(String[] arguments) {
    int status;
    try {
      status = answer(Options.read(List.of(arguments), systemProperties(), System.getenv()));
    } catch (StartFailure failure) {
      System.err.println("checkpost: " + failure.line());
      status = failure.status();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      status = 1;
    }
    PayaraServer.silenceExitHook();
    System.exit(status);
  }

  private static int answer(Options options) throws StartFailure, InterruptedException {
    switch (options.request()) {
      case HELP -> System.out.print(Options.HELP);
      case VERSION -> System.out.println(version());
      case RUN -> run(options);
    }
    return 0;
  }

  private static void run(Options options) throws StartFailure, InterruptedException {
    StopSignal stop = StopSignal.listen();
    PayaraServer.setJvmDefaults();
    InetSocketAddress address = HttpPort.requireFree(options.host(), options.port());
    Extensions extensions = extensions(options);
    extensions.jars().forEach(jar -> System.out.println("Checkpost takes in " + jar));
    tellApplication(options, address);
    try (WorkDirectory directory = WorkDirectory.createIn(options.home())) {
      // first, so that an extension which is refused costs no boot
      Path war = ApplicationWar.unpack(directory.path(), extensions);
      try (PayaraServer server =
          PayaraServer.boot(directory.path(), Optional.ofNullable(options.logProperties()))) {
        server.deploy(war, extensions);
        serve(server.port(), address, stop);
      }
    }
  }

  /** The folder that was asked for, or else the one beside this jar, where there is one. */
  private static Extensions extensions(Options options) throws StartFailure {
    Path asked = options.extensions();
    if (asked != null) {
      return Extensions.in(asked);
    }
    Path usual = thisJar().resolveSibling("extensions");
    return Files.isDirectory(usual) ? Extensions.in(usual) : Extensions.NONE;
  }

  private static Path thisJar() {
    return Path.of(
        URI.create(Checkpost.class.getProtectionDomain().getCodeSource().getLocation().toString()));
  }

  private static void serve(HttpPort port, InetSocketAddress address, StopSignal stop)
      throws StartFailure, InterruptedException {
    if (stop.isRequested()) {
      return;
    }
    port.open(address);
    System.out.println("Checkpost is listening on " + url(address));
    stop.await();
    System.out.println("Checkpost is stopping");
    port.endConnectionsWithTheirAnswer();
    ApplicationDrain.await(DRAIN_LIMIT);
    port.close(ANSWER_LIMIT);
  }

  /** Sets what the application has to know as the properties it reads anyway. */
  private static void tellApplication(Options options, InetSocketAddress address) {
    Map.of(
            "checkpost.host", options.host(),
            "checkpost.port", String.valueOf(address.getPort()),
            "checkpost.home", options.home().toString(),
            "checkpost.demo", String.valueOf(options.demo()))
        .forEach(System::setProperty);
  }

  private static String url(InetSocketAddress address) {
    InetAddress listening = address.getAddress();
    String host = listening.isAnyLocalAddress() ? "localhost" : listening.getHostAddress();
    return "http://%s:%d/"
        .formatted(host.contains(":") ? "[" + host + "]" : host, address.getPort());
  }

  private static String version() {
    String version = Checkpost.class.getPackage().getImplementationVersion();
    return "Checkpost %s (Java %s)"
        .formatted(version == null ? "unpackaged" : version, Runtime.version());
  }

  private static Map<String, String> systemProperties() {
    return System.getProperties().stringPropertyNames().stream()
        .collect(Collectors.toUnmodifiableMap(name -> name, name -> System.getProperty(name, "")));
  }
}

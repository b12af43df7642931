package io.checkpost.launcher;

import static java.nio.charset.StandardCharsets.UTF_8;

import fish.payara.micro.BootstrapException;
import fish.payara.micro.boot.PayaraMicroBoot;
import fish.payara.micro.boot.PayaraMicroLauncher;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;

/**
 * Payara Micro with Checkpost deployed on it. Its settings are in {@code
 * MICRO-INF/pre-boot-commands.txt}.
 */
final class PayaraServer implements AutoCloseable {

  private static final String APPLICATION = "ROOT";
  private static final String CONTEXT_ROOT = "/";

  private static final Logger PAYARA_LOGGER = Logger.getLogger("PayaraMicro");

  /** Exceptions of Checkpost's own say what a person has to put right; their stack says nothing. */
  private static final String OWN = "io.checkpost.";

  private final PayaraMicroBoot payara;

  private PayaraServer(PayaraMicroBoot payara) {
    this.payara = payara;
  }

  /**
   * Unpacks Payara Micro into the directory and boots it, with nothing deployed and its port
   * closed.
   */
  static PayaraServer boot(Path directory, Optional<Path> logProperties) throws StartFailure {
    try {
      return new PayaraServer(PayaraMicroLauncher.create(arguments(directory, logProperties)));
    } catch (Exception e) { // what PayaraMicroLauncher.create declares
      throw StartFailure.of(e);
    }
  }

  /**
   * Deploys the application.
   *
   * @param war the application
   * @param extensions those in the WAR, every bean of which has to be usable
   */
  void deploy(Path war, Extensions extensions) throws StartFailure {
    PassedOver.listen();
    List<Handler> handlers = List.of(Logger.getLogger("").getHandlers());
    Queue<LogRecord> held = new ConcurrentLinkedQueue<>();
    // Payara tells the reason of a failure at length and in turns, and nowhere but in the log
    handlers.forEach(handler -> handler.setFilter(line -> !held.add(line)));
    try {
      payara.getRuntime().deploy(APPLICATION, CONTEXT_ROOT, war.toFile());
    } finally {
      handlers.forEach(handler -> handler.setFilter(null));
    }
    Throwable reason = isDeployed() ? null : reason(held);
    if (reason == null || !isOwn(reason)) {
      held.forEach(line -> handlers.forEach(handler -> handler.publish(line)));
    }
    if (reason != null) {
      throw StartFailure.of(reason);
    }
    requireNonePassedOver(held, extensions);
  }

  private static void requireNonePassedOver(Queue<LogRecord> lines, Extensions extensions)
      throws StartFailure {
    for (LogRecord line : lines) {
      PassedOver one = PassedOver.of(line).orElse(null);
      Extension jar = one == null ? null : extensions.jarOf(one.className()).orElse(null);
      if (one != null && jar != null) {
        throw StartFailure.ofStart(
            "%s: %s cannot be used: %s".formatted(jar.file(), one.className(), one.reason()));
      }
    }
  }

  private static Throwable reason(Queue<LogRecord> lines) {
    List<Throwable> roots =
        lines.stream()
            .flatMap(line -> Stream.ofNullable(line.getThrown()))
            .map(StartFailure::root)
            .toList();
    return roots.stream()
        .filter(PayaraServer::isOwn)
        .findFirst()
        .orElseGet(
            () ->
                roots.isEmpty()
                    ? new IllegalStateException("the log above says why")
                    : roots.get(roots.size() - 1));
  }

  private static boolean isOwn(Throwable reason) {
    return reason.getClass().getName().startsWith(OWN);
  }

  /**
   * Payara Micro reports success for an application that threw while it started; its list of what
   * runs is right.
   */
  private boolean isDeployed() {
    return payara.getRuntime().getLocalDescriptor().getDeployedApplications().stream()
        .anyMatch(running -> APPLICATION.equals(running.getName()));
  }

  HttpPort port() {
    return HttpPort.of(payara.getClass().getClassLoader());
  }

  @Override
  public void close() {
    PrintStream out = System.out;
    // Payara prints a line for its own debugging
    System.setOut(new PrintStream(OutputStream.nullOutputStream(), false, UTF_8));
    try {
      payara.shutdown();
    } catch (BootstrapException e) {
      System.err.println("checkpost: Payara Micro did not stop cleanly: " + e.getMessage());
    } finally {
      System.setOut(out);
    }
  }

  /**
   * Sets what Payara Micro would set while it boots, before anything looks at it. It is IPv4 as
   * there; but whom to trust is the Java installation's decision, and stays up to date with it, not
   * a copy from the day of Payara's release.
   */
  static void setJvmDefaults() {
    System.getProperties().putIfAbsent("java.net.preferIPv4Stack", "true");
    Path trusted = Path.of(System.getProperty("java.home", ""), "lib", "security", "cacerts");
    if (Files.isReadable(trusted)) {
      System.getProperties().putIfAbsent("javax.net.ssl.trustStore", trusted.toString());
    }
  }

  /** Payara Micro's own exit hook finds the server stopped, and would say so at every exit. */
  static void silenceExitHook() {
    PAYARA_LOGGER.setFilter(line -> false);
  }

  private static String[] arguments(Path directory, Optional<Path> logProperties) {
    List<String> arguments =
        new ArrayList<>(
            List.of("--rootdir", directory.toString(), "--nohazelcast", "--disablephonehome"));
    logProperties.ifPresent(file -> arguments.addAll(List.of("--logproperties", file.toString())));
    return arguments.toArray(String[]::new);
  }
}

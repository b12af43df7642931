package io.checkpost.web;

import java.io.IOException;
import java.nio.file.Files;
import org.jspecify.annotations.Nullable;

/**
 * One packaged Checkpost and one Chromium for the tests of this JVM that spoil nothing for others:
 * a start costs more than most of what a page's test does. Who uses it makes portals and people of
 * its own and counts nothing but those; who needs an empty Checkpost, other settings or a kill has
 * one of its own.
 */
final class Shared {

  private static @Nullable CheckpostProcess checkpost;
  private static @Nullable Browser browser;

  private Shared() {}

  /** Returns the running Checkpost; it ends with the JVM. */
  static synchronized CheckpostProcess checkpost() throws IOException, InterruptedException {
    if (checkpost == null) {
      CheckpostProcess started =
          new CheckpostProcess(Files.createTempDirectory("checkpost-shared").resolve("home"))
              // receivers of tests are here and not encrypted
              .with("CHECKPOST_RELAY_ALLOW", "127.0.0.0/8")
              .with("CHECKPOST_RELAY_ALLOW_HTTP", "true");
      atEnd(started);
      checkpost = started.start();
    }
    return checkpost;
  }

  /** Returns the running Chromium; it ends with the JVM. */
  static synchronized Browser browser() {
    if (browser == null) {
      browser = Browser.start();
      atEnd(browser);
    }
    return browser;
  }

  private static void atEnd(AutoCloseable started) {
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  try {
                    started.close();
                  } catch (Exception e) {
                    throw new IllegalStateException("not ended", e);
                  }
                }));
  }
}

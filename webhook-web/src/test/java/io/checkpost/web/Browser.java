package io.checkpost.web;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ReducedMotion;
import java.io.File;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/** A headless Chromium of the system. */
public final class Browser implements AutoCloseable {

  private static final List<String> NAMES =
      List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable");
  private static final List<String> OPTIONS =
      List.of(
          "--no-sandbox",
          "--disable-gpu",
          "--disable-background-networking",
          "--disable-component-update",
          "--disable-sync",
          "--no-first-run");

  private final Playwright playwright;
  private final com.microsoft.playwright.Browser chromium;

  private Browser(Path executable) {
    playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    chromium =
        playwright
            .chromium()
            .launch(new BrowserType.LaunchOptions().setExecutablePath(executable).setArgs(OPTIONS));
  }

  /** Starts it; without one the test is skipped, or fails where all tests have to run. */
  public static Browser start() {
    Optional<Path> executable = find();
    String missing = "no Chromium in PATH, and CHROMIUM does not name one";
    if (System.getenv("CI") != null) {
      Assertions.assertTrue(executable.isPresent(), missing);
    }
    Assumptions.assumeTrue(
        executable.isPresent(), missing + ": the tests of the pages are skipped");
    return new Browser(executable.orElseThrow());
  }

  private static Optional<Path> find() {
    String named = System.getenv("CHROMIUM");
    String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
    Stream<Path> inPath =
        Stream.of(path.split(File.pathSeparator))
            .flatMap(folder -> NAMES.stream().map(name -> Path.of(folder, name)));
    return Stream.concat(Stream.ofNullable(named).map(Path::of), inPath)
        .filter(Files::isExecutable)
        .findFirst();
  }

  /** Opens what a new user of the browser has: no cookies, nothing cached. */
  public Visitor visitor(String baseUrl) {
    return new Visitor(chromium.newContext(options(baseUrl)), baseUrl);
  }

  /** Opens what somebody has whose browser runs no script. */
  Visitor visitorWithoutScript(String baseUrl) {
    return new Visitor(chromium.newContext(options(baseUrl).setJavaScriptEnabled(false)), baseUrl);
  }

  private static com.microsoft.playwright.Browser.NewContextOptions options(String baseUrl) {
    return new com.microsoft.playwright.Browser.NewContextOptions()
        .setBaseURL(baseUrl)
        // so that colours are not looked at half-way
        .setReducedMotion(ReducedMotion.REDUCE);
  }

  @Override
  public void close() {
    chromium.close();
    playwright.close();
  }

  /** Somebody in front of the browser, and what went wrong before their eyes. */
  public static final class Visitor implements AutoCloseable {

    private final BrowserContext context;
    private final com.microsoft.playwright.Page page;
    private final List<String> amiss = new ArrayList<>();

    Visitor(BrowserContext context, String baseUrl) {
      this.context = context;
      context.onRequest(
          request -> {
            if (!request.url().startsWith(baseUrl + "/")) {
              amiss.add("request to elsewhere: " + request.url());
            }
          });
      this.page = context.newPage();
      page.onPageError(error -> amiss.add("page error: " + error));
      page.onResponse(
          answer -> {
            // a browser says of a script that is none only that it is none
            if (isStatic(answer.url()) && answer.status() != 200 && answer.status() != 304) {
              amiss.add(
                  "answer: %d %s %s"
                      .formatted(
                          answer.status(), answer.headers().get("content-type"), answer.url()));
            }
          });
      page.onDialog(
          dialog -> {
            amiss.add("dialog: " + dialog.message());
            dialog.dismiss();
          });
      page.onConsoleMessage(
          message -> {
            // the status of a page that is an error on purpose
            boolean status = message.text().startsWith("Failed to load resource: the server");
            if (!status && (message.type().equals("error") || message.type().equals("warning"))) {
              amiss.add("console: " + message.text());
            }
          });
    }

    private static boolean isStatic(String url) {
      String path = URI.create(url).getRawPath();
      return path.startsWith("/js/") || path.startsWith("/css/");
    }

    /** Returns the tab that they look at. */
    public com.microsoft.playwright.Page page() {
      return page;
    }

    BrowserContext context() {
      return context;
    }

    /** Goes to a page that asks for a sign-in, and signs in as the administrator. */
    Visitor signIn() {
      return signIn("admin", CheckpostProcess.PASSWORD);
    }

    /** Goes to a page that asks for a sign-in, and signs in. */
    public Visitor signIn(String name, String password) {
      page.navigate("/messages");
      enter(name, password);
      return this;
    }

    void enter(String name, String password) {
      page.getByLabel("User name").fill(name);
      page.getByLabel("Password").fill(password);
      page.locator("#enter").click();
    }

    @Override
    public void close() {
      context.close();
      org.assertj.core.api.Assertions.assertThat(amiss).isEmpty();
    }
  }
}

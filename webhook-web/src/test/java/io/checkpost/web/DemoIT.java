package io.checkpost.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import io.checkpost.web.Browser.Visitor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the README's first command shows, and the README's pictures of it. They are left in {@code
 * target/readme}; {@code -Dcheckpost.readme=docs/screenshots} has them where the README looks.
 */
@Timeout(300)
class DemoIT {

  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final Pattern PICTURE = Pattern.compile("docs/screenshots/([a-z-]+\\.png)");
  private static final int SAMPLES = 8;

  private final Path pictures =
      ROOT.resolve(System.getProperty("checkpost.readme", "webhook-web/target/readme"));

  @Test
  void theDemoShowsEverySampleOfBothProvidersAndTheReadmeHasPicturesOfIt(@TempDir Path folder)
      throws Exception {
    try (CheckpostProcess checkpost =
            new CheckpostProcess(folder.resolve("home")).with("CHECKPOST_DEMO", "true").start();
        Visitor visitor = Shared.browser().visitor(checkpost.baseUrl()).signIn()) {
      Page page = visitor.page();
      page.setViewportSize(1280, 800);
      page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
      awaitSamples(page);
      page.navigate("/overview");
      take(page, "overview.png");
      page.navigate("/messages");
      take(page, "messages.png");
      page.locator(".message-row", new Page.LocatorOptions().setHasText("Identification")).click();
      assertThat(page.locator("h1")).hasText("Identification failed");
      take(page, "message.png");
      assertThat(checkpost.output()).doesNotContain("WARNING", "SEVERE");
    }

    assertThat(PICTURE.matcher(Files.readString(ROOT.resolve("README.md"))).results())
        .extracting(MatchResult::group)
        .contains("docs/screenshots/overview.png", "docs/screenshots/message.png")
        .allSatisfy(shown -> assertThat(ROOT.resolve(shown)).exists());
    assertThat(List.of("overview.png", "messages.png", "message.png"))
        .allSatisfy(taken -> assertThat(pictures.resolve(taken)).isNotEmptyFile());
  }

  private static void awaitSamples(Page page) {
    page.waitForCondition(
        () -> {
          page.navigate("/messages");
          return page.locator(".message-row").count() >= SAMPLES;
        },
        new Page.WaitForConditionOptions().setTimeout(60_000));
    assertThat(page.locator(".message-row")).hasCount(SAMPLES);
  }

  private void take(Page page, String name) throws IOException {
    Files.createDirectories(pictures);
    page.screenshot(new Page.ScreenshotOptions().setPath(pictures.resolve(name)));
  }
}

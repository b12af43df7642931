package io.checkpost.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What every page has to pass: accessible, and whole on every screen, in light and in dark. */
final class Looks {

  private static final Path SCREENSHOTS = Path.of("target", "screenshots");
  private static final Map<Integer, Integer> SIZES = Map.of(360, 740, 1280, 800, 2560, 1300);

  private Looks() {}

  /** Accessible by axe, in light and in dark. */
  static void assertAccessible(Page page, String name) {
    for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
      page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
      assertThat(
              new AxeBuilder(page)
                  .setLegacyMode(true).analyze().getViolations().stream()
                      .map(rule -> rule.getId() + ": " + rule.getNodes())
                      .toList())
          .as(name + ", " + scheme)
          .isEmpty();
    }
  }

  /** Takes pictures of a page at all widths, none of which it may overflow. */
  static void shoot(Page page, String name) throws IOException {
    Files.createDirectories(SCREENSHOTS);
    for (Map.Entry<Integer, Integer> size : SIZES.entrySet()) {
      page.setViewportSize(size.getKey(), size.getValue());
      for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
        page.screenshot(
            new Page.ScreenshotOptions()
                .setFullPage(true)
                .setPath(
                    SCREENSHOTS.resolve(
                        "%s-%d-%s.png"
                            .formatted(
                                name, size.getKey(), scheme.name().toLowerCase(Locale.ROOT)))));
      }
      assertNoOverflow(page, name + " at " + size.getKey(), size.getKey());
      shootFromRightToLeft(page, name, size.getKey());
    }
  }

  /** As it is laid out for a language that is written from right to left. */
  private static void shootFromRightToLeft(Page page, String name, int width) {
    page.evaluate("document.documentElement.dir = 'rtl'");
    if (width < 2000) {
      page.screenshot(
          new Page.ScreenshotOptions()
              .setFullPage(true)
              .setPath(SCREENSHOTS.resolve("%s-%d-rtl.png".formatted(name, width))));
    }
    assertNoOverflow(page, name + " at " + width + " from right to left", width);
    page.evaluate("document.documentElement.dir = 'ltr'");
  }

  private static void assertNoOverflow(Page page, String what, int width) {
    Object needed = page.evaluate("document.documentElement.scrollWidth");
    assertThat(needed).as(what).isEqualTo(width);
  }
}

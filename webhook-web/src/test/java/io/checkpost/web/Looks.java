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
import java.util.Set;

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
                      .filter(rule -> Set.of("serious", "critical").contains(rule.getImpact()))
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
      Object width = page.evaluate("document.documentElement.scrollWidth");
      assertThat(width).as(name + " at " + size.getKey()).isEqualTo(size.getKey());
    }
  }
}

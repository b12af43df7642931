package io.checkpost.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import io.checkpost.web.Browser.Visitor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Pages that keep up by themselves. */
@Timeout(600)
class LivePageIT {

  private static final int PATIENCE = 30_000;

  private final CheckpostProcess checkpost = Shared.checkpost();
  private final Browser browser = Shared.browser();
  private final Intake intake = new Intake(checkpost.baseUrl(), CheckpostProcess.API_KEY);
  private final String name = "Live " + UUID.randomUUID();
  private final String portal = intake.portal("credas", name);

  LivePageIT() throws Exception {}

  private Visitor visitor() {
    return browser.visitor(checkpost.baseUrl()).signIn();
  }

  /** A liveness check, of one of many people. */
  private String send(int number, int result) throws Exception {
    return intake.send(
        portal,
        """
        {"UpdateType":3,"Payload":{"EntityIdvEntryId":"7cb2e52f-da1a-4fb7-b9f9-%012d",
         "VerificationResult":%d,"EntityId":"e10a6372-85a9-4f20-9bdf-%012d"}}
        """
            .formatted(number, result, number));
  }

  /** Opens the messages of the test's portal, live. */
  private Page messages(Visitor visitor) {
    Page page = visitor.page();
    page.navigate("/messages");
    String id =
        String.valueOf(
            page.evaluate(
                "name => [...document.querySelectorAll('#portal option')].find(o => o.text === name).value",
                name));
    page.navigate("/messages?portal=" + id);
    assertThat(page.locator("#live-state")).hasText("Live");
    // a page that is loaded anew forgets it
    page.evaluate("window.stayed = true");
    return page;
  }

  private static void assertStayed(Page page) {
    assertThat(page.evaluate("window.stayed")).isEqualTo(true);
  }

  private static Locator row(Page page, String message) {
    return page.locator("a.message-link[href$='" + message + "']");
  }

  private static LocatorAssertions.IsVisibleOptions patient() {
    return new LocatorAssertions.IsVisibleOptions().setTimeout(PATIENCE);
  }

  private static Duration waitFor(Locator locator) {
    long begun = System.nanoTime();
    locator.waitFor(new Locator.WaitForOptions().setTimeout(PATIENCE));
    return Duration.ofNanos(System.nanoTime() - begun);
  }

  @Test
  void aMessageIsOnTheOpenPageWithinASecondOfItsAcknowledgement() throws Exception {
    send(0, 1);
    try (Visitor visitor = visitor()) {
      Page page = messages(visitor);
      List<Duration> waits = new ArrayList<>();
      for (int i = 1; i <= 5; i++) {
        waits.add(waitFor(row(page, send(i, 1))));
      }

      assertStayed(page);
      assertThat(page.locator(".message-row")).hasCount(6);
      assertThat(page.locator("#live-said"))
          .hasText(
              Pattern.compile("New: \\d"),
              new LocatorAssertions.HasTextOptions().setTimeout(PATIENCE));
      // one of five may meet a pause of a busy machine
      assertThat(waits.stream().sorted().toList().get(3))
          .as(waits.toString())
          .isLessThan(Duration.ofSeconds(1));
      Looks.assertAccessible(page, "messages-live");
      Looks.shoot(page, "messages-live");
    }
  }

  @Test
  void nothingIsExchangedUnderAPressedButtonSoThatAClickGoesWhereItWasBegun() throws Exception {
    String before = send(0, 1);
    try (Visitor visitor = visitor()) {
      Page page = messages(visitor);
      row(page, before).hover();
      page.mouse().down();
      String[] came = new String[1];
      page.waitForResponse(
          answer -> answer.request().headers().containsKey("checkpost-by-itself"),
          () -> came[0] = sendNow(1));
      page.evaluate("() => new Promise((drawn) => setTimeout(drawn, 200))");
      assertThat(row(page, came[0])).hasCount(0);
      assertStayed(page);

      page.mouse().up();
      page.waitForURL("**/message?id=" + before);
    }
  }

  private String sendNow(int place) {
    try {
      return send(place, 1);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void whoPausesIsToldHowManyCameAndSeesThemWhenTheyWant() throws Exception {
    send(0, 1);
    try (Visitor visitor = visitor()) {
      Page page = messages(visitor);
      page.locator("#live-pause").press("Enter");
      assertThat(page.locator("#live-state")).hasText("Paused");
      assertThat(page.locator("#live-resume")).isFocused();

      String first = send(1, 1);
      String second = send(2, 1);
      assertThat(page.locator("#live-show")).hasText("New: 2. Show", patientText());
      assertThat(row(page, first)).hasCount(0);
      Looks.assertAccessible(page, "messages-paused");
      Looks.shoot(page, "messages-paused");
      page.locator("#live-show").click();
      assertThat(row(page, first)).isVisible();
      assertThat(row(page, second)).isVisible();
      assertThat(page.locator("#live-show")).isHidden();
      assertThat(page.locator("#live-state")).hasText("Paused");

      // for this tab, and until its reader goes on
      page.reload();
      assertThat(page.locator("#live-state")).hasText("Paused");
      String third = send(3, 1);
      assertThat(page.locator("#live-show")).hasText("New: 1. Show", patientText());
      page.locator("#live-resume").click();
      assertThat(row(page, third)).isVisible();
      assertThat(row(page, send(4, 1))).isVisible(patient());
    }
  }

  private static LocatorAssertions.HasTextOptions patientText() {
    return new LocatorAssertions.HasTextOptions().setTimeout(PATIENCE);
  }

  @Test
  void nothingMovesWhereItsReaderIs() throws Exception {
    for (int i = 0; i < 30; i++) {
      send(i, 1);
    }
    try (Visitor visitor = visitor()) {
      Page page = messages(visitor);
      Locator read = page.locator(".message-row").nth(25).locator(".person-link");
      String where = String.valueOf(read.getAttribute("href"));
      read.scrollIntoViewIfNeeded();
      read.focus();
      double before = top(page);

      page.locator("a.message-link[href$='" + send(40, 1) + "']")
          .waitFor(new Locator.WaitForOptions().setTimeout(PATIENCE));

      assertThat(page.evaluate("document.activeElement.getAttribute('href')")).isEqualTo(where);
      assertThat(top(page)).isCloseTo(before, within(2.0));
    }
  }

  private static double top(Page page) {
    return ((Number) page.evaluate("document.activeElement.getBoundingClientRect().top"))
        .doubleValue();
  }

  @Test
  void theQueueWaitsForWhoTypesAndWhatIsTypedOutlivesTheEndOfTheSession() throws Exception {
    send(1, 3);
    try (Visitor visitor = visitor()) {
      Page page = visitor.page();
      page.navigate("/attention");
      assertThat(page.locator("#live-state")).hasText("Live");
      page.evaluate("window.stayed = true");
      Locator items = page.locator("article").filter(new Locator.FilterOptions().setHasText(name));
      assertThat(items).hasCount(1, new LocatorAssertions.HasCountOptions().setTimeout(PATIENCE));
      Locator item = page.locator("article#" + items.getAttribute("id"));
      Locator comment = item.getByLabel("Comment");
      comment.fill("asked the landlord");

      String badge = page.locator("#attention-count").innerText();
      send(2, 3);
      assertThat(page.locator("#live-show")).isVisible(patient());
      assertThat(items).hasCount(1);
      if (!badge.contains("+")) {
        assertThat(page.locator("#attention-count")).not().hasText(badge);
      }
      Looks.assertAccessible(page, "attention-live");
      Looks.shoot(page, "attention-live");
      page.setViewportSize(1280, 800);

      Page other = visitor.context().newPage();
      other.navigate("/deliveries");
      other.getByText("Sign out").click();
      assertThat(page.locator("#live-state"))
          .hasText(Pattern.compile("You are signed out.*"), patientText());
      assertThat(comment).hasValue("asked the landlord");
      assertStayed(page);
      Looks.shoot(page, "attention-signed-out");

      page.setViewportSize(1280, 800);
      item.locator("button[value=resolve]").click();
      assertThat(page).hasURL(Pattern.compile(".*/sign-in\\?then=%2Fattention.*"));
      visitor.enter("admin", CheckpostProcess.PASSWORD);
      assertThat(comment).hasValue("asked the landlord");

      // what was sent is done with
      comment.press("Enter");
      assertThat(page).hasURL(Pattern.compile(".*did=resolve.*"));
      page.waitForFunction(
          "() => Object.keys(sessionStorage).every(key => !key.includes('draft'))");
    }
  }

  @Test
  void aListThatIsTurnedOverStaysAsItIs() throws Exception {
    send(0, 1);
    try (Visitor visitor = visitor()) {
      Page page = visitor.page();
      page.navigate("/messages?older=2999-01-01T00:00:00Z~" + new UUID(0, 0));

      assertThat(page.locator(".live-bar")).hasCount(0);
      assertThat(page.locator("#live-socket")).hasCount(0);
    }
  }

  @Test
  void withoutScriptThePageIsWhatItAlwaysWas() throws Exception {
    String message = send(0, 1);
    try (Visitor visitor = browser.visitorWithoutScript(checkpost.baseUrl()).signIn()) {
      Page page = visitor.page();
      page.navigate("/messages");

      assertThat(row(page, message)).isVisible();
      assertThat(page.locator(".live-bar")).isHidden();
      page.navigate("/attention");
      assertThat(page.locator("h1")).hasText("Attention");
      assertThat(page.locator(".live-bar")).isHidden();
    }
  }

  @Test
  void onlyScriptOfThisServerOrWithTheAnswersOwnNonceRuns() throws Exception {
    send(0, 1);
    try (Visitor visitor = visitor()) {
      Page page = visitor.page();
      List<String> nonces = new ArrayList<>();
      for (int i = 0; i < 2; i++) {
        String policy =
            String.valueOf(page.navigate("/messages").headers().get("content-security-policy"));
        assertThat(policy)
            .doesNotContain("unsafe")
            .containsPattern("script-src 'self' 'nonce-[\\w-]{22}';");
        nonces.add(policy.replaceFirst(".*'nonce-([\\w-]+)'.*", "$1"));
        assertThat(page.locator("script:not([src])").evaluateAll("all => all.map(e => e.nonce)"))
            .isEqualTo(List.of(nonces.get(i)));
      }
      assertThat(nonces).doesNotHaveDuplicates();
    }
  }
}

package io.checkpost.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.checkpost.web.Browser.Visitor;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** How somebody reads the pages, and their own password: everybody's own affair. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(600)
class AccountPageIT {

  private static final String FIRST_PASSWORD = "the first password";
  private static final String SECOND_PASSWORD = "the second password";

  private final CheckpostProcess checkpost;
  private final Browser browser;

  AccountPageIT() throws Exception {
    browser = Shared.browser();
    checkpost = Shared.checkpost();
  }

  @BeforeAll
  void receiveAMessage() throws Exception {
    Intake intake = new Intake(checkpost.baseUrl(), CheckpostProcess.API_KEY);
    intake.send(intake.portal("w2", "Account Lettings"), Intake.sample("w2-dvfc-alert.json"));
  }

  private Visitor viewer(String name) throws Exception {
    return user(name, "viewer");
  }

  private Visitor user(String name, String role) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(checkpost.baseUrl() + "/api/v1/users"))
            .header("Authorization", "Bearer " + CheckpostProcess.API_KEY)
            .header("Content-Type", "application/json")
            .POST(
                BodyPublishers.ofString(
                    "{\"name\":\"%s\",\"role\":\"%s\",\"password\":\"%s\"}"
                        .formatted(name, role, FIRST_PASSWORD)))
            .build();
    assertThat(HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).statusCode())
        .isEqualTo(201);
    return browser.visitor(checkpost.baseUrl()).signIn(name, FIRST_PASSWORD);
  }

  private static Page.GetByRoleOptions named(String name) {
    return new Page.GetByRoleOptions().setName(name);
  }

  private static void changePassword(Page page, String present, String password) {
    page.navigate("/account");
    page.getByLabel("Present password").fill(present);
    page.getByLabel("New password").fill(password);
    page.getByRole(AriaRole.BUTTON, named("Set password")).click();
  }

  @Test
  void aViewerReadsInTheLanguageAndTheTimeZoneOfTheirChoice() throws Exception {
    try (Visitor vera = viewer("vera")) {
      Page page = vera.page();
      page.getByRole(AriaRole.BANNER).getByText("vera").click();
      assertThat(page.locator("h1")).hasText("Your account");
      Looks.assertAccessible(page, "account");
      Looks.shoot(page, "account");

      page.getByLabel("Language").selectOption("de");
      page.getByLabel("Time zone").selectOption("Pacific/Auckland");
      page.getByRole(AriaRole.BUTTON, named("Save")).click();

      assertThat(page.getByRole(AriaRole.STATUS)).containsText("Gespeichert");
      assertThat(page.locator("html")).hasAttribute("lang", "de");
      Looks.assertAccessible(page, "account-de");
      Looks.shoot(page, "account-de");

      page.navigate("/messages");
      assertThat(page.locator("h1")).hasText("Nachrichten");
      assertThat(page.locator("footer")).containsText("Pacific/Auckland");
      Locator time = page.locator("tbody time").first();
      String instant = time.getAttribute("datetime");
      assertThat(time)
          .hasText(
              DateTimeFormatter.ofPattern("d. MMM uuuu, HH:mm:ss", Locale.GERMANY)
                  .withZone(ZoneId.of("Pacific/Auckland"))
                  .format(Instant.parse(instant)));
      assertThat(time).hasAttribute("title", instant);
      Looks.assertAccessible(page, "messages-de");
      Looks.shoot(page, "messages-de");

      page.navigate("/account");
      page.locator("#language").selectOption("");
      page.locator("#timeZone").selectOption("");
      page.locator("#save").click();
      assertThat(page.getByRole(AriaRole.STATUS)).containsText("Saved");
    }
  }

  @Test
  void whatCheckpostItselfSaysIsSaidInTheReadersLanguageToo() throws Exception {
    Intake intake = new Intake(checkpost.baseUrl(), CheckpostProcess.API_KEY);
    String message =
        intake.send(intake.portal("w2", "German Lettings"), "{\"identificationprocess\":[]}");
    String reasoned =
        intake.send(intake.portal("w2", "Given Reasons"), Intake.sample("w2-dvfc-alert.json"));
    try (Visitor greta = user("greta", "administrator")) {
      Page page = greta.page();
      page.navigate("/account");
      page.getByLabel("Language").selectOption("de");
      page.getByRole(AriaRole.BUTTON, named("Save")).click();
      assertThat(page.getByRole(AriaRole.STATUS)).containsText("Gespeichert");

      page.navigate("/messages?from=yesterday");
      assertThat(page.locator("#problem")).containsText("Zulässig: ein Tag (2026-11-22), eine");
      page.navigate("/message?id=" + message);
      assertThat(page.locator("#quarantine")).containsText("Ein Feld enthält etwas");
      assertThat(page.locator("main"))
          .containsText("identificationprocess ist eine Liste; zulässig: ein Objekt");
      page.navigate("/administration/settings");
      assertThat(page.locator("main")).containsText("wie lange auf die ganze Antwort eines Ziels");
      page.navigate("/portal-new?provider=w2");
      page.locator("#name").fill("Lettings");
      page.locator("#relayUrl").fill("gopher://x");
      assertThat(page.locator("#relayUrl-says"))
          .containsText("Erwartet: eine absolute URL (https oder http) mit einem Host und ohne");
      page.navigate("/message?id=" + reasoned);
      assertThat(page.locator("main")).containsText("Die Person brach ab");
    }
  }

  @Test
  void aTimeThatIsFilteredByIsOneOfTheReadersZone() throws Exception {
    try (Visitor zoe = viewer("zoe")) {
      Page page = zoe.page();
      page.navigate("/account");
      page.getByLabel("Time zone").selectOption("Pacific/Kiritimati");
      page.getByRole(AriaRole.BUTTON, named("Save")).click();
      assertThat(page.getByRole(AriaRole.STATUS)).containsText("Saved");

      // fourteen hours ahead of UTC: what is an hour ago there lies in the future of other zones
      String hourAgo = local(Instant.now().minusSeconds(3600), "Pacific/Kiritimati");
      page.navigate("/messages?from=" + hourAgo);
      assertThat(page.locator("tbody tr").first()).isVisible();
      page.navigate("/messages?to=" + hourAgo);
      assertThat(page.getByText("No message matches")).isVisible();
    }
  }

  private static String local(Instant instant, String zone) {
    return DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm")
        .withZone(ZoneId.of(zone))
        .format(instant);
  }

  @Test
  void whoChangesTheirPasswordStaysSignedInHereAndNowhereElse() throws Exception {
    try (Visitor here = viewer("walter");
        Visitor elsewhere = browser.visitor(checkpost.baseUrl()).signIn("walter", FIRST_PASSWORD)) {
      changePassword(here.page(), "not the first one", SECOND_PASSWORD);
      assertThat(here.page().locator("#present-problem"))
          .hasText("That is not your present password.");
      Looks.assertAccessible(here.page(), "account-wrong");
      changePassword(here.page(), FIRST_PASSWORD, "short");
      assertThat(here.page().locator("#password-problem")).containsText("at least 12 characters");

      changePassword(here.page(), FIRST_PASSWORD, SECOND_PASSWORD);
      assertThat(here.page().getByRole(AriaRole.STATUS)).hasText("Your password was changed.");
      here.page().navigate("/messages");
      assertThat(here.page().locator("h1")).hasText("Messages");
      elsewhere.page().navigate("/messages");
      assertThat(elsewhere.page().locator("h1")).hasText("Sign in");
    }
  }
}

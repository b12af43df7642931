package io.checkpost.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FormData;
import com.microsoft.playwright.options.RequestOptions;
import io.checkpost.web.Browser.Visitor;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Administration, and what a page offers and refuses to each role. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(600)
class AdministrationPageIT {

  private static final List<String> ALL =
      List.of(
          "/administration",
          "/administration/api-keys",
          "/administration/settings",
          "/administration/audit");

  private final CheckpostProcess checkpost;
  private final Browser browser;
  private String message = "";

  AdministrationPageIT(@TempDir Path folder) throws Exception {
    browser = Browser.start();
    checkpost = new CheckpostProcess(folder.resolve("home"));
  }

  @BeforeAll
  void receiveAMessage() throws Exception {
    checkpost.start();
    Intake intake = new Intake(checkpost.baseUrl(), CheckpostProcess.API_KEY);
    String id =
        intake.send(intake.portal("w2", "Meridian Finance"), Intake.sample("w2-dvfc-alert.json"));
    message = "/message?id=" + id;
  }

  @AfterAll
  void stop() throws Exception {
    checkpost.close();
    browser.close();
  }

  private Visitor administrator() {
    return signedIn("admin", CheckpostProcess.PASSWORD);
  }

  private Visitor signedIn(String name, String password) {
    Visitor visitor = browser.visitor(checkpost.baseUrl()).signIn(name, password);
    assertThat(visitor.page()).hasURL(checkpost.baseUrl() + "/messages");
    return visitor;
  }

  /** Adds a user and returns the password that was made for them. */
  private static String add(Page page, String name, String role) {
    page.navigate("/administration");
    page.getByLabel("User name").fill(name);
    page.locator("#role").selectOption(role);
    page.getByRole(AriaRole.BUTTON, named("Add user")).click();
    assertThat(page.getByRole(AriaRole.STATUS)).containsText("User " + name + " was added");
    Locator secret = page.locator("#generated");
    assertThat(secret).hasAttribute("readonly", "readonly");
    return secret.inputValue();
  }

  private static Page.GetByRoleOptions named(String name) {
    return new Page.GetByRoleOptions().setName(name);
  }

  @Test
  void anOperatorActsButDoesNotAdminister() {
    try (Visitor admin = administrator()) {
      String password = add(admin.page(), "olga", "operator");
      try (Visitor olga = signedIn("olga", password)) {
        Page page = olga.page();
        assertThat(page.getByText("Administration")).hasCount(0);
        for (String path : ALL) {
          Response refused = page.navigate(path);
          assertThat(refused.status()).as(path).isEqualTo(403);
          assertThat(refused.headers().get("content-security-policy")).contains("'self'");
          assertThat(page.locator("h1")).hasText("Not allowed");
          assertThat(page.locator("main")).containsText("Your user may not do this");
        }
        Looks.assertAccessible(page, "forbidden");

        page.navigate(message);
        page.getByText("Show personal data").click();
        assertThat(page.locator("main")).containsText("OLIVIA");
      }
    }
  }

  @Test
  void aViewerIsOfferedNothingToActOnAndRefusedWhatTheyMakeUp() {
    try (Visitor admin = administrator()) {
      String password = add(admin.page(), "vera", "viewer");
      try (Visitor vera = signedIn("vera", password)) {
        Page page = vera.page();
        page.navigate(message);
        assertThat(page.getByText("Personal values are masked.")).isVisible();
        assertThat(page.locator("main button, main input[type=submit]")).hasCount(0);
        assertThat(page.locator("main")).not().containsText("OLIVIA");

        FormData reveal =
            FormData.create()
                .set("message", "message")
                .set("reveal", "reveal")
                .set("jakarta.faces.ViewState", "stateless");
        var posted = page.request().post(message, RequestOptions.create().setForm(reveal));
        assertThat(posted.status()).isEqualTo(403);
        assertThat(posted.text()).contains("Not allowed").doesNotContain("OLIVIA");

        // Faces takes a link for a form, too
        var linked =
            page.request()
                .get(
                    message + "&message=message&reveal=reveal&jakarta.faces%2EViewState=stateless");
        assertThat(linked.status()).isEqualTo(403);
        assertThat(linked.text()).doesNotContain("OLIVIA");

        page.getByText("Sign out").click();
        assertThat(page.getByText("You have signed out.")).isVisible();
      }
    }
  }

  @Test
  void noLinkActsInAnybodysName() {
    try (Visitor admin = administrator()) {
      var linked =
          admin
              .page()
              .request()
              .get(message + "&message=message&reveal=reveal&jakarta.faces.ViewState=stateless");

      assertThat(linked.status()).isEqualTo(403);
      assertThat(linked.text()).doesNotContain("OLIVIA");
    }
  }

  @Test
  void whoIsRemovedIsOutAtOnce() {
    try (Visitor admin = administrator()) {
      String password = add(admin.page(), "rita", "operator");
      try (Visitor rita = signedIn("rita", password)) {
        Page page = admin.page();
        page.navigate("/administration");
        page.getByRole(AriaRole.LINK, named("rita")).click();
        page.getByText("Remove rita").click();
        assertThat(page.getByText("Remove user rita?")).isVisible();
        page.getByText("Cancel").click();
        rita.page().navigate("/messages");
        assertThat(rita.page()).hasURL(checkpost.baseUrl() + "/messages");

        page.getByText("Remove rita").click();
        page.getByRole(AriaRole.BUTTON, named("Remove rita")).click();
        assertThat(page.getByRole(AriaRole.STATUS)).hasText("User rita was removed.");
        assertThat(page.locator("tbody")).not().containsText("rita");

        rita.page().navigate(message);
        assertThat(rita.page()).hasURL(Pattern.compile(".*/sign-in\\?then=.*"));
        rita.enter("rita", password);
        assertThat(rita.page().getByRole(AriaRole.ALERT)).containsText("do not match");
      }
    }
  }

  @Test
  void anotherRoleHoldsFromTheNextPageAndAnotherPasswordSignsOut() {
    try (Visitor admin = administrator()) {
      String password = add(admin.page(), "carl", "viewer");
      try (Visitor carl = signedIn("carl", password)) {
        Page page = admin.page();
        page.navigate("/administration?user=carl");
        page.locator("#role").selectOption("administrator");
        page.getByRole(AriaRole.BUTTON, named("Change role")).click();
        assertThat(page.getByRole(AriaRole.STATUS))
            .hasText("User carl was changed. Role: Administrator.");
        carl.page().navigate("/administration");
        assertThat(carl.page().locator("h1")).hasText("Administration");

        page.navigate("/administration?user=carl");
        page.getByLabel("New password").fill("too short");
        page.getByRole(AriaRole.BUTTON, named("Set password")).click();
        assertThat(page.locator("#password-problem")).hasText(Pattern.compile("Use at least 12.*"));
        assertThat(page.getByLabel("New password")).hasAttribute("aria-invalid", "true");
        carl.page().navigate("/messages");
        assertThat(carl.page()).hasURL(checkpost.baseUrl() + "/messages");

        page.getByLabel("New password").fill("a long enough one");
        page.getByRole(AriaRole.BUTTON, named("Set password")).click();
        assertThat(page.getByRole(AriaRole.STATUS)).hasText("User carl has a new password.");
        assertThat(page.locator("#generated")).hasCount(0);
        carl.page().navigate("/messages");
        assertThat(carl.page()).hasURL(Pattern.compile(".*/sign-in\\?then=.*"));
        carl.enter("carl", "a long enough one");
        assertThat(carl.page()).hasURL(checkpost.baseUrl() + "/messages");

        page.navigate("/administration?user=carl&remove=ask");
        page.getByRole(AriaRole.BUTTON, named("Remove carl")).click();
      }
    }
  }

  @Test
  void theLastAdministratorIsKeptAndToldWhy() {
    try (Visitor admin = administrator()) {
      Page page = admin.page();
      page.navigate("/administration?user=admin");
      page.locator("#role").selectOption("viewer");
      page.getByRole(AriaRole.BUTTON, named("Change role")).click();
      assertThat(page.getByRole(AriaRole.ALERT)).containsText("This is the last administrator.");

      page.navigate("/administration?user=admin&remove=ask");
      page.getByRole(AriaRole.BUTTON, named("Remove admin")).click();
      assertThat(page.getByRole(AriaRole.ALERT)).containsText("This is the last administrator.");
    }
  }

  @Test
  void whatWasTypedStaysBesideWhatIsWrong() {
    try (Visitor admin = administrator()) {
      Page page = admin.page();
      page.navigate("/administration");
      page.getByLabel("User name").fill("two words");
      page.locator("#role").selectOption("operator");
      page.getByRole(AriaRole.BUTTON, named("Add user")).click();
      assertThat(page.locator("#name-problem")).containsText("Use 1 to 100 letters");
      assertThat(page.getByLabel("User name")).hasValue("two words");
      assertThat(page.locator("#role")).hasValue("operator");
      assertThat(page).hasTitle(Pattern.compile("Error: .*"));

      page.getByLabel("User name").fill("admin");
      page.getByRole(AriaRole.BUTTON, named("Add user")).click();
      assertThat(page.locator("#name-problem")).containsText("There is a user of that name");
      Looks.assertAccessible(page, "administration, wrong");
    }
  }

  @Test
  void aKeyIsShownOnceAndGoneWhenItIsRemoved() throws Exception {
    try (Visitor admin = administrator()) {
      Page page = admin.page();
      page.navigate("/administration/api-keys");
      assertThat(page.locator("tbody tr")).hasCount(1);
      assertThat(page.locator("tbody")).containsText("From the settings");
      page.getByLabel("Name").fill("nightly build");
      page.locator("#role").selectOption("viewer");
      page.getByRole(AriaRole.BUTTON, named("Make key")).click();
      String key = page.locator("#generated").inputValue();
      Looks.shoot(page, "administration-key-made");
      assertThat(statusWith(page, key)).isEqualTo(200);

      page.navigate("/administration/api-keys");
      assertThat(page.content()).doesNotContain(key);
      page.getByRole(AriaRole.LINK, named("Remove nightly build")).click();
      Looks.assertAccessible(page, "administration-key-removal");
      Looks.shoot(page, "administration-key-removal");
      page.getByRole(AriaRole.BUTTON, named("Remove key")).click();
      assertThat(page.getByRole(AriaRole.STATUS)).hasText("Key nightly build was removed.");
      assertThat(statusWith(page, key)).isEqualTo(401);
    }
  }

  private static int statusWith(Page page, String key) {
    return page.request()
        .get("/api/v1/portals", RequestOptions.create().setHeader("Authorization", "Bearer " + key))
        .status();
  }

  @Test
  void settingsAreShownWithoutSecrets() {
    try (Visitor admin = administrator()) {
      Page page = admin.page();
      page.navigate("/administration/settings");
      assertThat(page.content())
          .doesNotContain(CheckpostProcess.PASSWORD)
          .doesNotContain(CheckpostProcess.API_KEY);
      Locator key = page.locator("tr", new Page.LocatorOptions().setHasText("checkpost.api.key"));
      assertThat(key.locator("td").first()).hasText("set");

      page.getByText("Only what was set").click();
      assertThat(page.locator("tbody")).containsText("checkpost.api.key");
      assertThat(page.locator("tbody")).not().containsText("checkpost.alert.calm");
    }
  }

  @Test
  void theAuditLogSaysWhoDidWhatAndThatNobodyTamperedWithIt() throws Exception {
    try (Visitor admin = administrator()) {
      Page page = admin.page();
      page.navigate("/portal-new?provider=credas");
      page.getByLabel("Name", new Page.GetByLabelOptions().setExact(true)).fill("Written down");
      page.locator("#create").click();
      assertThat(page.locator("h1")).hasText("Written down is ready to receive");

      page.navigate("/administration/audit?action=portal.made");
      Locator newest = page.locator("tbody tr").first();
      assertThat(newest).containsText("admin");
      assertThat(newest).containsText("127.0.0.1");
      assertThat(newest).containsText("Written down");
      page.locator("#verify").click();
      assertThat(page.locator("#verified")).containsText("entries are as they were written");
      Looks.assertAccessible(page, "administration-audit");
      Looks.shoot(page, "administration-audit");
      page.navigate("/administration/audit?actor=somebody-else");
      assertThat(page.locator("main")).containsText("Nothing that was done fits this filter");
    }
  }

  @Test
  void everyPageIsAccessibleAndFitsEveryScreen() throws Exception {
    try (Visitor admin = administrator()) {
      Page page = admin.page();
      add(page, "looked-at", "viewer");
      Looks.assertAccessible(page, "administration-added");
      Looks.shoot(page, "administration-added");
      for (String path :
          List.of(
              "/administration",
              "/administration?user=looked-at",
              "/administration?user=looked-at&remove=ask",
              "/administration/api-keys",
              "/administration/settings")) {
        page.navigate(path);
        assertThat(page.locator("script:not([src]), style, [style], [onclick]")).hasCount(0);
        String name = path.substring(1).replaceAll("[^a-z]+", "-");
        Looks.assertAccessible(page, name);
        Looks.shoot(page, name);
      }
      assertThat(page.navigate("/administration?user=nobody").status()).isEqualTo(404);
      assertThat(page.navigate("/administration/api-keys?remove=nothing").status()).isEqualTo(404);
    }
  }
}
